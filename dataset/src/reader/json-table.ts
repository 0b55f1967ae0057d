import type { Utf8Reader } from './encoding.ts'
import { NotUtf8, readEncoded } from './encoding.ts'
import { formatOf } from './format.ts'
import { createJsonCutter, createLineCutter } from './json.ts'
import { readJsonRow } from './json-row.ts'
import type { Cell, ProfileInput, TableFacts, TableSink } from './types.ts'
import { TableFault } from './types.ts'

const mostNames = 1 << 14

/** Reads JSON lines, or the items of one JSON list, row by row; another value is one row. Items that are no objects are rows without cells. Throws TableFault. */
export const readJsonTable = async (input: ProfileInput, start: () => TableSink): Promise<Partial<TableFacts>> => {
  let rows = 0
  const createReader = (): Utf8Reader => {
    const sink = start()
    const places = new Map<string, number>()
    let told = -1
    rows = 0
    let cells: Cell[] = []
    const onItem = (text: string) => {
      rows += 1
      cells = new Array<Cell>(places.size).fill(null)
      readJsonRow(text, (name, cell) => {
        let place = places.get(name)
        if (place === undefined) {
          place = places.size
          if (place >= mostNames) throw new TableFault('oversized')
          places.set(name, place)
        }
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
        if (told < 0) sink.columns([])
      },
    }
  }
  const encoding = await readEncoded(input, createReader)
  return { encoding, rows }
}
