import { compareBytes, utf8Encode } from './bytes.ts'
import { canonicalBytes, type Json, parseCanonical } from './canonical.ts'
import type { Crypto, Digests } from './crypto.ts'
import { FormatError } from './error.ts'
import { CHUNK_BYTES, digestsOf, EMPTY_DIGESTS } from './fingerprint.ts'
import { type ManifestParts, readParts } from './parts.ts'
import { asArray, asDigests, asNullable, asObject, asSize, asText, hasControl, place } from './shape.ts'

export const MANIFEST_FORMAT = 'datadeed-manifest/1'
/** Files one manifest may list. */
export const MAX_FILES = 100_000
/** UTF-8 bytes of one path. */
export const MAX_PATH_BYTES = 4096
/** UTF-8 bytes of a manifest. */
export const MAX_MANIFEST_BYTES = 64 * 1024 * 1024

/** One file of a data set: size in bytes, chunk tree roots, and the whole-file digests where they were made. */
export interface ManifestFile {
  readonly path: string
  readonly bytes: number
  readonly tree: Digests
  readonly whole: Digests | null
}

/** The fingerprint of a data set. */
export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT
  readonly tool: { readonly name: string; readonly version: string }
  readonly chunkBytes: typeof CHUNK_BYTES
  readonly files: readonly ManifestFile[]
  readonly parts: ManifestParts | null
}

/** The path as a manifest holds it: relative, `/` between segments, NFC. Throws `bad_path`, `not_utf8` or `too_large`. */
export function manifestPath(path: string, field = 'path'): string {
  const nfc = path.normalize('NFC')
  if (path === '' || path.includes('\\') || hasControl(path) || /^[A-Za-z]:\//.test(path)) {
    throw new FormatError('bad_path', field)
  }
  if (nfc.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new FormatError('bad_path', field)
  }
  if (utf8Encode(nfc).length > MAX_PATH_BYTES) throw new FormatError('too_large', field)
  return nfc
}

/** A manifest from files in any order, whose paths are brought to NFC and sorted. Throws FormatError. */
export function makeManifest(
  tool: Manifest['tool'],
  files: readonly ManifestFile[],
  parts: ManifestParts | null = null,
): Manifest {
  const keyed = files.map((file, i) => {
    const path = manifestPath(file.path, `files[${i}].path`)
    const { bytes, tree, whole } = file
    return { key: utf8Encode(path), file: { path, bytes, tree, whole } }
  })
  keyed.sort((a, b) => compareBytes(a.key, b.key))
  const manifest = { format: MANIFEST_FORMAT, tool, chunkBytes: CHUNK_BYTES, files: keyed.map((k) => k.file), parts }
  return readManifest(manifest as unknown as Json)
}

/** Reads the canonical text of a manifest. Throws FormatError with the failing field. */
export function parseManifest(text: string): Manifest {
  return readManifest(parseCanonical(text, MAX_MANIFEST_BYTES))
}

/** Checks a value that is already parsed. Throws FormatError with the failing field. */
export function readManifest(value: Json): Manifest {
  const object = asObject(value, '', ['format', 'tool', 'chunkBytes', 'files', 'parts'])
  if (object.format !== MANIFEST_FORMAT) throw new FormatError('wrong_value', 'format')
  if (object.chunkBytes !== CHUNK_BYTES) throw new FormatError('wrong_value', 'chunkBytes')
  const tool = asObject(object.tool, 'tool', ['name', 'version'])
  const name = asText(tool.name, 'tool.name', 64)
  const version = asText(tool.version, 'tool.version', 64)
  let previous: Uint8Array | undefined
  let total = 0
  const files = asArray(object.files, 'files', 1, MAX_FILES).map((item, i) => {
    const file = readFile(item, `files[${i}]`)
    const key = utf8Encode(file.path)
    const order = previous === undefined ? -1 : compareBytes(previous, key)
    if (order === 0) throw new FormatError('duplicate', `files[${i}].path`)
    if (order > 0) throw new FormatError('not_sorted', `files[${i}].path`)
    previous = key
    total += file.bytes
    if (!Number.isSafeInteger(total)) throw new FormatError('too_large', `files[${i}].bytes`)
    return file
  })
  const parts = asNullable(object.parts, (v) => readParts(v, 'parts'))
  return { format: MANIFEST_FORMAT, tool: { name, version }, chunkBytes: CHUNK_BYTES, files, parts }
}

function readFile(value: Json, at: string): ManifestFile {
  const object = asObject(value, at, ['path', 'bytes', 'tree', 'whole'])
  if (typeof object.path !== 'string') throw new FormatError('wrong_type', place(at, 'path'))
  const path = manifestPath(object.path, place(at, 'path'))
  if (path !== object.path) throw new FormatError('not_nfc', place(at, 'path'))
  const bytes = asSize(object.bytes, place(at, 'bytes'))
  const tree = asDigests(object.tree, place(at, 'tree'))
  const whole = asNullable(object.whole, (v) => asDigests(v, place(at, 'whole')))
  if (bytes === 0) {
    if (!sameDigests(tree, EMPTY_DIGESTS)) throw new FormatError('bad_digest', place(at, 'tree'))
    if (whole !== null && !sameDigests(whole, EMPTY_DIGESTS)) throw new FormatError('bad_digest', place(at, 'whole'))
  }
  return { path, bytes, tree, whole }
}

/** The canonical bytes, which are what is digested, stored and sent. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return canonicalBytes(manifest)
}

/** Plain digests of the canonical bytes. */
export function manifestDigests(crypto: Crypto, manifest: Manifest): Digests {
  return digestsOf(crypto, manifestBytes(manifest))
}

/** Number of files and their bytes together. */
export function manifestTotals(manifest: Manifest): { files: number; bytes: number } {
  return { files: manifest.files.length, bytes: manifest.files.reduce((n, f) => n + f.bytes, 0) }
}

/** Both digests equal. */
export function sameDigests(a: Digests, b: Digests): boolean {
  return a.sha256 === b.sha256 && a.sm3 === b.sm3
}
