import type { Crypto, Digests } from '@datadeed/evidence'
import { utf8Encode } from '@datadeed/evidence'
import type { TableType } from './cell.ts'
import { classify } from './cell.ts'
import { createChunkTree } from './chunk-tree.ts'
import { TableError } from './errors.ts'
import { addLine, addNothing, createLineBuffer, type LineBuffer, NotText } from './line-buffer.ts'

const batch = 8192

/** A column as its values go by. */
export interface Column {
  name: string
  /** UTF-8 of the name, by which columns are ordered */
  key: Uint8Array
  /** the name as a line */
  line: LineBuffer
  type: TableType | null
  /** why a value of another type is refused; null where the type is found, not told */
  fault: 'not_of_type' | 'changed' | null
  /** some value was not spelled as its type has it */
  respelled: boolean
  values: number
  /** lines not yet hashed */
  pending: LineBuffer
  /** where in `pending` the line of the last value begins */
  from: number
  /** rows seen, up to the last value */
  rows: number
  write(bytes: Uint8Array): void
  root(): Digests
}

/** A type that a column is told to have, and why another is refused: it was declared, or found on reading before. */
export interface ToldType {
  type: TableType
  fault: 'not_of_type' | 'changed'
}

/** A column that has seen nothing. */
export const createColumn = (crypto: Crypto, name: string, told: ToldType | undefined): Column => {
  if (!name.isWellFormed()) throw new TableError('not_text', name.toWellFormed())
  const tree = createChunkTree(crypto.sha256, crypto.sm3)
  const line = createLineBuffer()
  addLine(line, name)
  return {
    name,
    key: utf8Encode(name),
    line,
    type: told?.type ?? null,
    fault: told?.fault ?? null,
    respelled: false,
    values: 0,
    pending: createLineBuffer(),
    from: 0,
    rows: 0,
    write: tree.write,
    root: () => {
      const [sha256 = '', sm3 = ''] = tree.roots()
      return { sha256, sm3 }
    },
  }
}

const flush = (column: Column): void => {
  column.write(column.pending.bytes.subarray(0, column.pending.length))
  column.pending.length = 0
}

/**
 * Adds the value of row `row` (from 0), whose line is then the end of `pending`. False when the type found so far does not hold and an earlier
 * value has already been spelled by it: the table has to be read again with the type `text`. Throws `not_of_type`, `changed`, `not_text`.
 */
export const addValue = (column: Column, text: string, row: number): boolean => {
  const spelled = spell(column, text)
  if (spelled === false) return false
  const { pending } = column
  if (pending.length > batch) flush(column)
  if (row > column.rows) addNothing(pending, row - column.rows)
  column.from = pending.length
  try {
    addLine(pending, spelled)
  } catch (error) {
    throw error instanceof NotText ? new TableError('not_text', column.name) : error
  }
  column.rows = row + 1
  column.values += 1
  return true
}

/** The value as its column has it, with the type that all values so far allow; false as for {@link addValue}. */
export const spell = (column: Column, text: string): string | false => {
  if (column.type === 'text') return text
  const found = classify(text)
  if (column.type === null) column.type = found.type
  if (found.type === column.type) {
    if (found.text !== text) column.respelled = true
    return found.text
  }
  if (column.fault) throw new TableError(column.fault, column.name)
  column.type = 'text'
  return column.respelled ? false : text
}

/** Ends the column after `rows` rows. */
export const endColumn = (column: Column, rows: number): void => {
  if (rows > column.rows) addNothing(column.pending, rows - column.rows)
  flush(column)
}
