import { readFileSync } from 'node:fs'
import type { SensitiveKind } from '../kinds.ts'
import type { LabelledTable } from './labels.ts'

interface StoredTable {
  name: string
  columns: string[]
  rows: string[][]
  labels: string[][]
  track: boolean
}

/** The second labelled set, as stored; how it was made is in `vectors/README.md`. */
export const setTwo = (): LabelledTable[] => {
  const text = readFileSync(new URL('./vectors/set-two.json', import.meta.url), 'utf8')
  const { tables } = JSON.parse(text) as { tables: StoredTable[] }
  return tables.map(({ name, columns, rows, labels, track }) => ({
    name,
    columns,
    track,
    rows: rows.map((row, i) =>
      row.map((cell, j) => [cell, ...((labels[i]?.[j] ?? '').split('+').filter(Boolean) as SensitiveKind[])] as const),
    ),
  }))
}
