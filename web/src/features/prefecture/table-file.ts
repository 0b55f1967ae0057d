import type { Cell } from '@datadeed/dataset/reader'
import { readTable } from '@datadeed/dataset/reader'
import { tableInput } from '../../app/table-input.ts'

const mostBytes = 5 * 1024 * 1024
const textOf = (cell: Cell) => (cell === null ? '' : typeof cell === 'string' ? cell : cell.text)

/** The rows of a CSV or XLSX file by heading; null where it cannot be read. */
export async function readRows(file: File): Promise<Record<string, string>[] | null> {
  if (file.size > mostBytes) return null
  const input = await tableInput(file)
  const rows: Record<string, string>[] = []
  let names: readonly string[] = []
  const read = await readTable(input, () => ({
    columns: (all: readonly string[]) => {
      names = all.map((name) => name.trim())
    },
    row: (cells: readonly Cell[]) => {
      const row = Object.fromEntries(names.map((name, at) => [name, textOf(cells[at] ?? null).trim()]))
      if (Object.values(row).some((text) => text !== '')) rows.push(row)
    },
  }))
  return read && !read.facts.fault ? rows : null
}
