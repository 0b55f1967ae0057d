import { type JsonObject, writeSketchPart } from '@datadeed/evidence'
import type { TableSketches } from '../profile/watch-sketch.ts'
import type { ComparisonKey } from '../sketch/sketch.ts'
import { TableError, type TableErrorCode } from '../table/errors.ts'
import type { TableFingerprint } from '../table/value.ts'

/** What one table gave beside its profile; the error as it crosses from a worker. */
export interface TableWork {
  /** null where the table could not be sketched */
  sketches?: TableSketches | null
  /** null where something else than the table itself was in the way */
  fingerprint?: { table: TableFingerprint } | { refused: { code: TableErrorCode; place: string } } | null
}

/** The value of one table, or why there is none; both null where the machine could not make it. */
export interface TableResult {
  /** as in the manifest */
  path: string
  table: TableFingerprint | null
  refusal: TableError | null
}

interface TableFile {
  path: string
  tableWork: TableWork
}

/** The values of those files that are tables, where they were asked for. */
export const tableResults = (files: readonly TableFile[]): TableResult[] =>
  files.flatMap(({ path, tableWork: { fingerprint } }) => {
    if (fingerprint === undefined) return []
    const table = fingerprint && 'table' in fingerprint ? fingerprint.table : null
    const refused = fingerprint && 'refused' in fingerprint ? fingerprint.refused : null
    return [{ path, table, refusal: refused && new TableError(refused.code, refused.place) }]
  })

/** What the tables may be compared by: `part` is null where no column has values enough, `failed` are files that could not be sketched. */
export interface SketchResult {
  part: JsonObject | null
  /** sketches in the part, by file: the names of the columns, and whether its rows were sketched */
  told: { path: string; columns: string[]; rows: boolean }[]
  failed: string[]
}

/** The sketches of all tables, made under one key. */
export const sketchResult = (files: readonly TableFile[], { epoch }: ComparisonKey): SketchResult => {
  const tables = files.flatMap(({ path, tableWork: { sketches } }) => {
    if (!sketches) return []
    const columns = sketches.columns.flatMap(({ name, sketch }) => (sketch ? [{ name, sketch }] : []))
    return columns.length > 0 || sketches.rows ? [{ file: path, rows: sketches.rows, columns }] : []
  })
  return {
    part: writeSketchPart({ epoch, tables }),
    told: tables.map(({ file, rows, columns }) => ({
      path: file,
      columns: columns.map(({ name }) => name),
      rows: rows !== null,
    })),
    failed: files.flatMap(({ path, tableWork: { sketches } }) => (sketches === null ? [path] : [])),
  }
}
