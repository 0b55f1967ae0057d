import { type Crypto, compareBytes, type Digests, utf8Encode } from '@datadeed/evidence'
import { plainText, type TableType, tableTypes } from './cell.ts'
import { TableError } from './errors.ts'
import { makeTableFingerprint, type TableColumn, type TableFingerprint, tableFormat } from './value.ts'

/**
 * A fingerprint that came from elsewhere, as JSON gives it. Both values are made again from the columns and roots. Throws TableError `malformed`
 * for whatever no table can have: other members, names that repeat, are out of order or not in their one form, columns without values.
 */
export const readTableFingerprint = (crypto: Crypto, value: unknown): TableFingerprint => {
  const told = members(value, ['columns', 'format', 'ordered', 'rows', 'rowsRoot', 'unordered'])
  if (told.format !== tableFormat) throw new TableError('malformed')
  const rows = count(told.rows, 0, Number.MAX_SAFE_INTEGER)
  if (!Array.isArray(told.columns) || told.columns.length > 0 !== rows > 0) throw new TableError('malformed')
  const columns = told.columns.map((column) => readColumn(column, rows))
  columns.forEach(({ name }, i) => {
    const before = columns[i - 1]
    if (before && compareBytes(utf8Encode(before.name), utf8Encode(name)) >= 0) throw new TableError('malformed')
  })
  const made = makeTableFingerprint(crypto, rows, columns, told.rowsRoot === null ? null : digests(told.rowsRoot))
  if (!same(made.ordered, digests(told.ordered))) throw new TableError('malformed')
  const unordered = told.unordered === null ? null : digests(told.unordered)
  if (made.unordered === null || unordered === null ? made.unordered !== unordered : !same(made.unordered, unordered)) {
    throw new TableError('malformed')
  }
  return made
}

const readColumn = (value: unknown, rows: number): TableColumn => {
  const { name, root, type, values } = members(value, ['name', 'root', 'type', 'values'])
  if (typeof name !== 'string' || !name.isWellFormed() || plainText(name) !== name) throw new TableError('malformed')
  const found: TableType | undefined = tableTypes.find((one) => one === type)
  if (found === undefined) throw new TableError('malformed')
  return { name, type: found, values: count(values, 1, rows), root: digests(root) }
}

const members = (value: unknown, names: readonly string[]): Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TableError('malformed')
  if (Object.keys(value).sort().join() !== names.join()) throw new TableError('malformed')
  return { ...value }
}

const count = (value: unknown, from: number, to: number): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < from || value > to) {
    throw new TableError('malformed')
  }
  return value
}

const digests = (value: unknown): Digests => {
  const { sha256, sm3 } = members(value, ['sha256', 'sm3'])
  return { sha256: digest(sha256), sm3: digest(sm3) }
}

const digest = (value: unknown): string => {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw new TableError('malformed')
  return value
}

const same = (a: Digests, b: Digests): boolean => a.sha256 === b.sha256 && a.sm3 === b.sm3
