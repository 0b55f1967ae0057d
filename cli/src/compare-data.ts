import type { Fingerprint } from '@datadeed/dataset/node'
import { chunkCount, type Manifest, type ManifestFile, sameDigests } from '@datadeed/evidence'

/** The first way in which data differ from their manifest. `chunks` is how many chunks of 1 MiB the difference lies within. */
export interface DataDifference {
  kind: 'missing' | 'added' | 'size' | 'content'
  path: string
  expectedBytes: number | null
  actualBytes: number | null
  chunks: number
}

/** Compares a manifest with data fingerprinted again; null when they are the same. */
export const compareData = (expected: Manifest, actual: Fingerprint['manifest']): DataDifference | null => {
  const found = new Map(actual.files.map((file) => [file.path, file]))
  for (const file of expected.files) {
    const other = found.get(file.path)
    if (!other) return difference('missing', file, null)
    if (other.bytes !== file.bytes) return difference('size', file, other)
    const sameWhole = !file.whole || !other.whole || sameDigests(file.whole, other.whole)
    if (!sameDigests(file.tree, other.tree) || !sameWhole) return difference('content', file, other)
    found.delete(file.path)
  }
  const [added] = found.values()
  return added ? difference('added', null, added) : null
}

const difference = (
  kind: DataDifference['kind'],
  expected: ManifestFile | null,
  actual: ManifestFile | null,
): DataDifference => ({
  kind,
  path: expected?.path ?? actual?.path ?? '',
  expectedBytes: expected?.bytes ?? null,
  actualBytes: actual?.bytes ?? null,
  chunks: chunkCount(Math.max(expected?.bytes ?? 0, actual?.bytes ?? 0)),
})
