import { NotUtf8, readEncoded } from '../reader/encoding.ts'
import type { Cell, ProfileInput, TableSink } from '../reader/index.ts'
import { formatOf } from '../reader/index.ts'
import { createJsonCutter, createLineCutter } from '../reader/json.ts'
import { readJsonRow } from '../reader/json-row.ts'
import { TableError } from './errors.ts'

/**
 * JSON or JSON lines for a sink, refusing what a tolerant reader passes over: items that are no objects, and names that come twice in one object, of
 * which programs take the first or the last. Throws TableFault, TableError.
 */
export const readJsonStrictly = async (input: ProfileInput, start: () => TableSink): Promise<void> => {
  await readEncoded(input, () => {
    const sink = start()
    const places = new Map<string, number>()
    const cells: Cell[] = []
    const seen = new Set<number>()
    let told = -1
    let row = 0
    const onItem = (text: string) => {
      row += 1
      if (!/^\s*\{/.test(text)) throw new TableError('not_json', String(row))
      for (const place of seen) cells[place] = null
      seen.clear()
      readJsonRow(text, (name, cell) => {
        let place = places.get(name)
        if (place === undefined) {
          place = places.size
          places.set(name, place)
        }
        if (seen.has(place)) throw new TableError('not_json', String(row))
        seen.add(place)
        cells[place] = cell
      })
      if (places.size > told) {
        told = places.size
        sink.columns([...places.keys()])
      }
      sink.row(cells)
    }
    const cutter = formatOf(input.path) === 'jsonl' ? createLineCutter(onItem) : createJsonCutter(onItem)
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const decode = (bytes?: Uint8Array): string => {
      try {
        return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
      } catch {
        throw new NotUtf8()
      }
    }
    return {
      push: (bytes) => cutter.push(decode(bytes)),
      end: () => {
        cutter.push(decode())
        cutter.end()
      },
    }
  })
}
