import { batchColumns, lineColumn } from './batch-columns.ts'
import { type BatchHeader, findBatchHeader, headerDepth } from './batch-header.ts'

/** A cell as a reader of tables gives it: its text, or the one spelling of a typed value. */
export type TableCell = string | null | { readonly kind: string; readonly text: string }

/** One row of data: its place in the batch, and the text of its cells by key. */
export interface BatchTableRow {
  line: number
  cells: Record<string, string>
}

function textOf(cell: TableCell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell
  return cell.kind === 'boolean' ? (cell.text === 'true' ? '是' : '否') : cell.text
}

/**
 * Takes a table row by row, as a sink of the readers of tables: finds the heading and hands on the rows behind it, each with
 * its number from 1, or with the number its own column says. Rows without text are none. Formulas are handed on as the text
 * of the formula, never as its result. `onRow` may throw to stop the reading.
 */
export function createBatchTable(onRow: (row: BatchTableRow) => void) {
  let head: string[][] | null = []
  let header: BatchHeader | undefined
  let count = 0
  let formulas = new Map<number, string>()

  const give = (texts: readonly string[]) => {
    const cells: Record<string, string> = {}
    let numbered = 0
    header?.keys.forEach((key, at) => {
      const text = (texts[at] ?? '').trim()
      if (key === lineColumn.key) numbered = /^\d{1,4}$/.test(text) ? Number(text) : 0
      else if (key && text !== '') cells[key] = texts[at] ?? ''
    })
    if (Object.keys(cells).length === 0) return
    count += 1
    onRow({ line: numbered || count, cells })
  }
  const settle = () => {
    const rows = head ?? []
    head = null
    header = findBatchHeader(rows)
    if (header) for (const row of rows.slice(header.row + 1)) give(row)
  }
  const take = (cells: readonly TableCell[]) => {
    const texts = cells.map(textOf)
    for (const [at, text] of formulas) texts[at] = `=${text}`
    if (formulas.size > 0) formulas = new Map()
    if (head === null) return header ? give(Array.from(texts, (text) => text ?? '')) : undefined
    head.push(Array.from(texts, (text) => text ?? ''))
    if (head.length >= headerDepth) settle()
  }
  return {
    columns: (names: readonly string[]) => take(names),
    row: take,
    formula: (at: number, text: string) => void formulas.set(at, text),
    /** To be called behind the last row. Without a heading the table is none of ours. */
    end: (): { header: BatchHeader | undefined; rows: number; partial: boolean } => {
      if (head !== null) settle()
      return { header, rows: count, partial: header?.keys.includes(lineColumn.key) === true }
    },
  }
}

/** What heads a column in our own tables. */
export function columnLabel(key: string): string {
  return batchColumns.find((column) => column.key === key)?.label ?? (key === lineColumn.key ? lineColumn.label : key)
}
