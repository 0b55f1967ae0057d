import type { CsvBlock } from './csv.ts'
import { createCsvCutter, fieldForm, unquote } from './csv.ts'
import type { Utf8Reader } from './encoding.ts'
import { readEncoded } from './encoding.ts'
import type { ProfileInput, TableFacts, TableSink } from './types.ts'
import { TableFault } from './types.ts'

/** Text of a field; null where nothing stood between its separators. */
export const csvCell = (block: CsvBlock, field: number): string | null => {
  const from = block.textStarts[field] as number
  const to = block.textEnds[field] as number
  const form = block.forms[field]
  if (form === fieldForm.bare) return from === to ? null : block.text.slice(from, to)
  return form === fieldForm.quoted ? block.text.slice(from, to) : unquote(block.text.slice(from, to))
}

/** What {@link readCsvBlocks} gives rows to: the heading once, then blocks from row `from` on. */
export interface CsvSink {
  heading(names: readonly string[]): void
  rows(block: CsvBlock, from: number): void
}

/** Reads CSV in blocks of rows; the sink is made anew for each encoding tried. Throws TableFault. */
export const readCsvBlocks = async (input: ProfileInput, start: () => CsvSink): Promise<Partial<TableFacts>> => {
  let rows = 0
  let raggedRows = 0
  const createReader = (): Utf8Reader => {
    const sink = start()
    let width = -1
    rows = 0
    raggedRows = 0
    return createCsvCutter((block) => {
      let from = 0
      if (width < 0) {
        width = block.rowEnds[0] ?? 0
        if (width > mostNames) throw new TableFault('oversized')
        sink.heading(Array.from({ length: width }, (_, i) => csvCell(block, i) ?? ''))
        from = 1
      }
      let before = from === 1 ? width : 0
      for (let row = from; row < block.rows; row++) {
        const end = block.rowEnds[row] as number
        if (end - before !== width) raggedRows += 1
        before = end
      }
      rows += block.rows - from
      if (block.rows > from) sink.rows(block, from)
    })
  }
  const encoding = await readEncoded(input, createReader)
  return { encoding, rows, raggedRows }
}

const mostNames = 1 << 16

/** Reads CSV row by row. Throws TableFault. */
export const readCsvTable = (input: ProfileInput, start: () => TableSink): Promise<Partial<TableFacts>> =>
  readCsvBlocks(input, () => {
    const sink = start()
    return {
      heading: (names) => sink.columns(names),
      rows: (block, from) => {
        let field = from === 0 ? 0 : (block.rowEnds[from - 1] as number)
        const cells: (string | null)[] = []
        for (let row = from; row < block.rows; row++) {
          const end = block.rowEnds[row] as number
          const first = field
          cells.length = end - first
          for (; field < end; field++) cells[field - first] = csvCell(block, field)
          sink.row(cells)
        }
      },
    }
  })
