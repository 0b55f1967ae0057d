import type { Crypto, Digests, Hash } from '@datadeed/evidence'
import { canonicalBytes, fromHex, inclusionProof, leafHash, toHex, treeRoot, verifyInclusion } from '@datadeed/evidence'
import type { TableType } from './cell.ts'

/** The name of the format, part of every value. */
export const tableFormat = 'datadeed-table/1'

/** One column of a fingerprint: how many values it has, and the root of the tree over its canonical text. */
export interface TableColumn {
  readonly name: string
  readonly type: TableType
  readonly values: number
  readonly root: Digests
}

/** What stays the same however a table is written down. */
export interface TableFingerprint {
  readonly format: typeof tableFormat
  /** rows with at least one value */
  readonly rows: number
  /** columns with at least one value, in the order of the UTF-8 bytes of their names */
  readonly columns: readonly TableColumn[]
  /** the value of the table with its rows in their order */
  readonly ordered: Digests
  /** the value of its rows in any order; null where it was not asked for */
  readonly unordered: Digests | null
  /** the root over the sorted digests of the rows, which `unordered` rests on */
  readonly rowsRoot: Digests | null
}

const both = (make: (name: keyof Digests) => string): Digests => ({ sha256: make('sha256'), sm3: make('sm3') })

const columnLeaf = (hash: Hash, of: keyof Digests, { name, type, values, root }: TableColumn): Uint8Array =>
  leafHash(hash, canonicalBytes({ name, root: root[of], type, values }))

const orderedValue = (hash: Hash, rows: number, columns: number, root: string): string =>
  toHex(hash(canonicalBytes({ columns, format: tableFormat, order: 'ordered', root, rows })))

/** Puts the fingerprint together. `columns` are in their order. */
export const makeTableFingerprint = (
  crypto: Crypto,
  rows: number,
  columns: readonly TableColumn[],
  rowsRoot: Digests | null,
): TableFingerprint => {
  const ordered = both((of) => {
    const leaves = columns.map((column) => columnLeaf(crypto[of], of, column))
    return orderedValue(crypto[of], rows, columns.length, toHex(treeRoot(crypto[of], leaves)))
  })
  const unordered =
    rowsRoot &&
    both((of) => {
      const leaves = columns.map(({ name, type }) => leafHash(crypto[of], canonicalBytes({ name, type })))
      const schema = toHex(treeRoot(crypto[of], leaves))
      const value = {
        columns: columns.length,
        format: tableFormat,
        order: 'unordered',
        root: rowsRoot[of],
        rows,
        schema,
      }
      return toHex(crypto[of](canonicalBytes(value)))
    })
  return { format: tableFormat, rows, columns, ordered, unordered, rowsRoot }
}

/** One column shown alone, with what proves that it belongs to a table of a known `ordered` value. */
export interface ColumnProof {
  readonly column: TableColumn
  readonly rows: number
  readonly index: number
  readonly size: number
  /** the roots over all columns */
  readonly root: Digests
  readonly proof: { readonly sha256: readonly string[]; readonly sm3: readonly string[] }
}

/** Proves one column by name without telling the others; null where there is none of that name. */
export const proveColumn = (crypto: Crypto, table: TableFingerprint, name: string): ColumnProof | null => {
  const index = table.columns.findIndex((column) => column.name === name)
  const column = table.columns[index]
  if (!column) return null
  const leaves = (of: keyof Digests) => table.columns.map((one) => columnLeaf(crypto[of], of, one))
  const path = (of: keyof Digests) => inclusionProof(crypto[of], leaves(of), index).map(toHex)
  return {
    column,
    rows: table.rows,
    index,
    size: table.columns.length,
    root: both((of) => toHex(treeRoot(crypto[of], leaves(of)))),
    proof: { sha256: path('sha256'), sm3: path('sm3') },
  }
}

/** True when the column is one of the table with this `ordered` value, under both hashes. */
export const verifyColumn = (crypto: Crypto, shown: ColumnProof, ordered: Digests): boolean => {
  const holds = (of: keyof Digests): boolean => {
    const hash = crypto[of]
    const leaf = columnLeaf(hash, of, shown.column)
    const proof = shown.proof[of].map(fromHex)
    return (
      verifyInclusion(hash, leaf, shown.index, shown.size, proof, fromHex(shown.root[of])) &&
      orderedValue(hash, shown.rows, shown.size, shown.root[of]) === ordered[of]
    )
  }
  return holds('sha256') && holds('sm3')
}
