import type { TableFormat } from './types.ts'

const formats: Record<string, TableFormat> = {
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  geojson: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  xlsx: 'xlsx',
  parquet: 'parquet',
}

/** The format a file's name promises. */
export const formatOf = (path: string): TableFormat | 'other' => {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(formats, ending) ? (formats[ending] ?? 'other') : 'other'
}

/** True where the name promises a table. */
export const isTable = (path: string): boolean => formatOf(path) !== 'other'
