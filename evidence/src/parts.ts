import { fromHex, toHex } from './bytes.ts'
import { canonicalBytes, type Json } from './canonical.ts'
import type { Crypto, Digests, Hash } from './crypto.ts'
import { FormatError } from './error.ts'
import { inclusionProof, leafHash, treeRoot, verifyInclusion } from './merkle.ts'
import { asArray, asDigest, asDigests, asObject, asSize, place } from './shape.ts'

/** Parts one manifest may hold. */
export const MAX_PARTS = 64

/** The parts of a manifest: names in leaf order and the roots over their salted leaves. */
export interface ManifestParts {
  readonly names: readonly string[]
  readonly root: Digests
}

/** One part with its content. `salt` is 32 random bytes in hex, made by the caller and kept with the content. */
export interface Part {
  readonly name: string
  readonly salt: string
  readonly content: Json
}

/** A part shown to somebody, with what proves that it belongs to a manifest. Proof hashes are hex, leaf to root. */
export interface PartDisclosure extends Part {
  readonly index: number
  readonly size: number
  readonly proof: { readonly sha256: readonly string[]; readonly sm3: readonly string[] }
}

const PART_NAME = /^[a-z][a-z0-9_-]{0,63}$/

function partLeaf(hash: Hash, part: Part): Uint8Array {
  return leafHash(hash, canonicalBytes({ name: part.name, salt: part.salt, content: part.content }))
}

/** The names and roots for a manifest. Throws FormatError for bad or repeated names and bad salts. */
export function makeParts(crypto: Crypto, parts: readonly Part[]): ManifestParts {
  parts.forEach((part, i) => {
    asDigest(part.salt, `parts[${i}].salt`)
  })
  const root = (hash: Hash) => {
    const leaves = parts.map((p) => partLeaf(hash, p))
    return toHex(treeRoot(hash, leaves))
  }
  const made = { names: parts.map((p) => p.name), root: { sha256: root(crypto.sha256), sm3: root(crypto.sm3) } }
  return readParts(made, 'parts')
}

/** Shows one part by name. Throws `missing` when there is none. */
export function disclosePart(crypto: Crypto, parts: readonly Part[], name: string): PartDisclosure {
  const index = parts.findIndex((p) => p.name === name)
  const part = parts[index]
  if (part === undefined) throw new FormatError('missing', name)
  const path = (hash: Hash) => {
    const leaves = parts.map((p) => partLeaf(hash, p))
    return inclusionProof(hash, leaves, index).map(toHex)
  }
  return { ...part, index, size: parts.length, proof: { sha256: path(crypto.sha256), sm3: path(crypto.sm3) } }
}

/** True when the disclosed part is the one the manifest committed to, in both trees. */
export function verifyPart(crypto: Crypto, parts: ManifestParts, shown: PartDisclosure): boolean {
  if (shown.size !== parts.names.length || parts.names[shown.index] !== shown.name) return false
  const holds = (hash: Hash, proof: readonly string[], root: string) =>
    verifyInclusion(hash, partLeaf(hash, shown), shown.index, shown.size, proof.map(fromHex), fromHex(root))
  return (
    holds(crypto.sha256, shown.proof.sha256, parts.root.sha256) && holds(crypto.sm3, shown.proof.sm3, parts.root.sm3)
  )
}

export function readParts(value: Json, at: string): ManifestParts {
  const object = asObject(value, at, ['names', 'root'])
  const names = asArray(object.names, place(at, 'names'), 1, MAX_PARTS).map((name, i) => {
    if (typeof name !== 'string' || !PART_NAME.test(name)) {
      throw new FormatError('wrong_value', `${place(at, 'names')}[${i}]`)
    }
    return name
  })
  if (new Set(names).size !== names.length) throw new FormatError('duplicate', place(at, 'names'))
  return { names, root: asDigests(object.root, place(at, 'root')) }
}

/** Checks a disclosure that came from elsewhere. Throws FormatError with the failing field. */
export function readPartDisclosure(value: Json): PartDisclosure {
  const object = asObject(value, '', ['name', 'salt', 'content', 'index', 'size', 'proof'])
  if (typeof object.name !== 'string' || !PART_NAME.test(object.name)) throw new FormatError('wrong_value', 'name')
  const proof = asObject(object.proof, 'proof', ['sha256', 'sm3'])
  const path = (v: Json | undefined, at: string) => asArray(v, at, 0, 8).map((h, i) => asDigest(h, `${at}[${i}]`))
  return {
    name: object.name,
    salt: asDigest(object.salt, 'salt'),
    content: object.content as Json,
    index: asSize(object.index, 'index'),
    size: asSize(object.size, 'size'),
    proof: { sha256: path(proof.sha256, 'proof.sha256'), sm3: path(proof.sm3, 'proof.sm3') },
  }
}
