import type { Crypto, Hash } from '@datadeed/evidence'
import { compareBytes } from '@datadeed/evidence'
import type { Cell, TableSink } from '../reader/index.ts'
import type { TableType } from './cell.ts'
import { cellText, plainText } from './cell.ts'
import type { Column, ToldType } from './column.ts'
import { addValue, createColumn, endColumn, spell } from './column.ts'
import { TableError } from './errors.ts'
import { addBytes, createLineBuffer } from './line-buffer.ts'
import { NestedFault } from './nested.ts'
import type { Scratch } from './row-set.ts'
import { createRowSet, memoryScratch } from './row-set.ts'
import type { TableFingerprint } from './value.ts'
import { makeTableFingerprint } from './value.ts'

/** How the values of a table are made. */
export interface TableOptions {
  crypto: Crypto
  /** types of columns by name, instead of finding them */
  types?: Readonly<Record<string, TableType>>
  /** also the value of the rows in any order; default true */
  unordered?: boolean
  /** a faster way to hash many rows than `crypto` has; it may give its digests in one buffer used again */
  rowSha256?: Hash
  /** where digests of rows wait to be sorted, one store for each call; default memory, 64 bytes a row */
  scratch?: () => Scratch
  /** takes the canonical text of a column as it is made, piece by piece */
  onText?: (column: string, piece: Uint8Array) => void
}

/** A sink that makes the values of the table it sees. */
export interface TableHasher extends TableSink {
  /**
   * The fingerprint, or the types that the table has to be read with once more: a column looked like numbers, say, and some were respelled,
   * before a text came.
   */
  finish(): TableFingerprint | Map<string, ToldType>
}

/** A hasher for one reading. `doubles`: the format keeps numbers as IEEE 754 doubles (XLSX). */
export const createTableHasher = (o: TableOptions, doubles: boolean, known?: Map<string, ToldType>): TableHasher => {
  const told = known ?? declaredTypes(o.types)
  const rowSet =
    o.unordered === false ? null : createRowSet(o.crypto, o.rowSha256 ?? o.crypto.sha256, o.scratch ?? memoryScratch)
  const columns: Column[] = []
  // Rows list their values in the order of the columns.
  let order: number[] = []
  const texts: (string | null)[] = []
  const present: number[] = []
  let seen = 0
  let rows = 0
  let again = false

  const byName = (a: number, b: number) => compareKeys(columns, a, b)
  const row = createLineBuffer()
  const addCell = (place: number): void => {
    const text = texts[place] as string | null
    if (text === null) return
    const column = columns[place] as Column
    if (again) spell(column, text)
    else if (!addValue(column, text, rows)) again = true
    else if (rowSet) {
      addBytes(row, column.line.bytes, 0, column.line.length)
      addBytes(row, column.pending.bytes, column.from, column.pending.length)
    }
  }

  return {
    columns: (names) => {
      if (names.length > mostColumns) throw new TableError('oversized')
      const before = columns.length
      for (const name of names.slice(before)) {
        const plain = plainText(name)
        const column = createColumn(o.crypto, plain, told.get(plain))
        if (o.onText) tell(column, o.onText)
        columns.push(column)
        texts.push(null)
      }
      // JSON may bring a name with every row, so one more must not cost sorting all.
      if (names.length - before === 1) order.splice(placeFor(columns, order, before), 0, before)
      else order = columns.map((_, i) => i).sort(byName)
    },
    row: (cells) => {
      seen += 1
      present.length = 0
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i] as Cell
        if (cell === null) continue
        const text = textOf(cell, doubles, seen)
        if (text === null) continue
        if (i >= columns.length) throw new TableError('extra_field', String(seen))
        texts[i] = text
        present.push(i)
      }
      if (present.length === 0) return
      row.length = 0
      // A row with few of many columns costs only what it has.
      for (const place of 8 * present.length < order.length ? present.sort(byName) : order) addCell(place)
      for (const place of present) texts[place] = null
      if (rowSet && !again) rowSet.add(row.bytes.subarray(0, row.length))
      rows += 1
    },
    finish: () => {
      const ordered = order
        .map((place) => columns[place] as Column)
        .filter(({ type, values }) => (again ? type : values))
      const double = ordered.find((column, i) => column.name === ordered[i + 1]?.name)
      if (double) throw new TableError('duplicate_column', double.name)
      if (again) return new Map(ordered.map((column) => [column.name, toldAgain(column)]))
      const missing = Object.keys(o.types ?? {}).find(
        (name) => !ordered.some((column) => column.name === plainText(name)),
      )
      if (missing !== undefined) throw new TableError('no_such_column', missing)
      const made = ordered.map((column) => {
        endColumn(column, rows)
        return { name: column.name, type: column.type as TableType, values: column.values, root: column.root() }
      })
      return makeTableFingerprint(o.crypto, rows, made, rowSet?.root() ?? null)
    },
  }
}

const compareKeys = (columns: readonly Column[], a: number, b: number): number =>
  compareBytes((columns[a] as Column).key, (columns[b] as Column).key)

/** Where the column belongs among those in order. */
const placeFor = (columns: readonly Column[], order: readonly number[], column: number): number => {
  let [from, to] = [0, order.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (compareKeys(columns, order[middle] as number, column) <= 0) from = middle + 1
    else to = middle
  }
  return from
}

/** Each may hold a piece of its text in memory. */
const mostColumns = 16_384

const declaredTypes = (types: TableOptions['types'] = {}): Map<string, ToldType> =>
  new Map(Object.entries(types).map(([name, type]) => [plainText(name), { type, fault: 'not_of_type' }]))

const toldAgain = ({ type, fault }: Column): ToldType => ({ type: type as TableType, fault: fault ?? 'changed' })

/** Gives on what a column writes. */
const tell = (column: Column, onText: (column: string, piece: Uint8Array) => void): void => {
  const { write } = column
  column.write = (piece) => {
    onText(column.name, piece)
    write(piece)
  }
}

const textOf = (cell: Cell, doubles: boolean, row: number): string | null => {
  try {
    return cellText(cell, doubles)
  } catch (error) {
    if (error instanceof NestedFault) throw new TableError('not_json', String(row))
    throw error
  }
}
