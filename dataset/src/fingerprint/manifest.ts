import type { Crypto, Digests, Manifest, ManifestFile, Part } from '@datadeed/evidence'
import { ChunkTree, makeManifest, makeParts, toHex } from '@datadeed/evidence'
import type { FileProfile } from '../profile/profile.ts'
import type { ComparisonKey } from '../sketch/sketch.ts'
import { fingerprintParts } from './parts.ts'
import type { HashedFile } from './schedule.ts'
import { type SketchResult, sketchResult, type TableResult, tableResults } from './tables.ts'

/** A manifest and what was learnt on the way. */
export interface Fingerprint {
  manifest: Manifest
  /** contents and salts of the manifest's parts: the owner keeps them, they are never sent by themselves */
  parts: Part[]
  /** one for each file, in manifest order; empty when no profile was asked for */
  profiles: FileProfile[]
  /** one for each file that is a table, in manifest order; empty when no fingerprints of tables were asked for */
  tables: TableResult[]
  /** null without a comparison key */
  sketch: SketchResult | null
  /** manifest paths of files of 0 bytes, which are allowed but worth a word */
  emptyFiles: string[]
}

/** Digests that the final step needs: hashing a few bytes at a time. */
export type TreeCrypto = Pick<Crypto, 'sha256' | 'sm3'>

/** What the manifest says made it. */
const tool = { name: 'datadeed', version: '0.1.0' }

/** The manifest over hashed files. With `salt` (32 fresh random bytes at every call) what was learnt is committed to as parts. */
export const toFingerprint = (
  files: HashedFile[],
  hash: TreeCrypto,
  o: { salt?: (() => Uint8Array) | undefined; comparisonKey?: ComparisonKey | undefined } = {},
): Fingerprint => {
  const crypto: Crypto = { ...hash, ed25519Verify: () => false }
  const profiles = files.flatMap((file) => (file.profile ? [file.profile] : []))
  const tables = tableResults(files)
  const sketch = o.comparisonKey ? sketchResult(files, o.comparisonKey) : null
  const { salt } = o
  const parts = salt ? fingerprintParts({ profiles, tables, sketch }, () => toHex(salt())) : []
  return {
    manifest: makeManifest(
      tool,
      files.map((file) => fileEntry(file, crypto)),
      parts.length > 0 ? makeParts(crypto, parts) : null,
    ),
    parts,
    profiles,
    tables,
    sketch,
    emptyFiles: files.filter((file) => file.bytes === 0).map((file) => file.path),
  }
}

const fileEntry = ({ path, bytes, leaves, whole }: HashedFile, crypto: Crypto): ManifestFile => ({
  path,
  bytes,
  tree: rootOf(leaves, crypto),
  whole: whole && { sha256: toHex(whole.sha256), sm3: toHex(whole.sm3) },
})

const rootOf = (leaves: HashedFile['leaves'], crypto: Crypto): Digests => {
  // The root over one leaf is the leaf: a folder of small files builds no trees.
  if (leaves.sha256.length === 32) return { sha256: toHex(leaves.sha256), sm3: toHex(leaves.sm3) }
  const tree = new ChunkTree(crypto)
  for (let at = 0; at < leaves.sha256.length; at += 32) {
    tree.append({ sha256: leaves.sha256.subarray(at, at + 32), sm3: leaves.sm3.subarray(at, at + 32) })
  }
  return tree.root()
}
