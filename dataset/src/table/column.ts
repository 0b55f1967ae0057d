import type { Crypto, Digests } from '@datadeed/evidence'
import { utf8Encode } from '@datadeed/evidence'
import type { TableType } from './cell.ts'
import { classify } from './cell.ts'
import { createChunkTree } from './chunk-tree.ts'
import { TableError } from './errors.ts'

const encoder = new TextEncoder()
const batch = 16_384
const scratch = new Uint8Array(4 * batch)

/** A column as its values go by. */
export interface Column {
  name: string
  /** UTF-8 of the name, by which columns are ordered */
  key: Uint8Array
  /** the name as a line */
  line: string
  type: TableType | null
  /** why a value of another type is refused; null where the type is found, not told */
  fault: 'not_of_type' | 'changed' | null
  /** some value was not spelled as its type has it */
  respelled: boolean
  values: number
  /** lines not yet hashed */
  pending: string
  /** rows seen, up to the last value */
  rows: number
  write(bytes: Uint8Array): void
  root(): Digests
}

const escapes = /[\\\n]/g

/** A value as one line: a backslash and a line feed become two characters. */
export const lineOf = (text: string): string => {
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 92 || c === 10) return text.replace(escapes, (found) => (found === '\n' ? '\\n' : '\\\\'))
  }
  return text
}

/** A type that a column is told to have, and why another is refused: it was declared, or found on reading before. */
export interface ToldType {
  type: TableType
  fault: 'not_of_type' | 'changed'
}

/** A column that has seen nothing. */
export const createColumn = (crypto: Crypto, name: string, told: ToldType | undefined): Column => {
  if (!name.isWellFormed()) throw new TableError('not_text', name.toWellFormed())
  const tree = createChunkTree(crypto)
  return {
    name,
    key: utf8Encode(name),
    line: lineOf(name),
    type: told?.type ?? null,
    fault: told?.fault ?? null,
    respelled: false,
    values: 0,
    pending: '',
    rows: 0,
    write: tree.write,
    root: tree.root,
  }
}

/** Hashes what is pending. Throws `not_text`. */
export const flushColumn = (column: Column): void => {
  const { pending } = column
  if (pending === '') return
  column.pending = ''
  if (!pending.isWellFormed()) throw new TableError('not_text', column.name)
  if (pending.length * 3 > scratch.length) column.write(encoder.encode(pending))
  else column.write(scratch.subarray(0, encoder.encodeInto(pending, scratch).written))
}

/**
 * Adds the value of row `row` (from 0) and gives its line. False when the type found so far does not hold and an earlier value has
 * already been spelled by it: the table has to be read again with the type `text`. Throws `not_of_type`, `not_text`.
 */
export const addValue = (column: Column, text: string, row: number): string | false => {
  const spelled = spell(column, text)
  if (spelled === false) return false
  const line = lineOf(spelled)
  const missing = row - column.rows
  column.pending += missing > 0 ? `\\${missing}\n${line}\n` : `${line}\n`
  column.rows = row + 1
  column.values += 1
  if (column.pending.length > batch) flushColumn(column)
  return line
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
  if (rows > column.rows) column.pending += `\\${rows - column.rows}\n`
  flushColumn(column)
}
