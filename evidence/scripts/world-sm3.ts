// The SM3 tree of the small log in world.ts. Nonces are fixed here, so that signing gives the same bytes: never do that.
import { sm2SoftwareKey } from '../adapters/curves.ts'
import { nodeCrypto } from '../adapters/node.ts'
import {
  formatCheckpoint,
  formatProof,
  formatTime,
  inclusionProof,
  leafHash,
  makePackage,
  type PackageContent,
  SM3_PROOF,
  signNoteSlowly,
  sm2NoteSigner,
  sm3Origin,
  type Trust,
  treeRoot,
  utf8Encode,
} from '../src/index.ts'
import * as world from './world.ts'

const crypto = nodeCrypto
const { sm3 } = crypto
let seed = new Uint8Array(32)
const random = () => {
  seed = new Uint8Array(sm3(seed))
  return seed
}
const signerOf = (name: string, n: number) =>
  sm2NoteSigner(crypto, name, sm2SoftwareKey(new Uint8Array(32).fill(n), { sm3, random }))

export const origin = sm3Origin(world.log.name)
export const signer = signerOf(origin, 5)
/** The same tree with another key, as after a change of keys. */
export const renewed = signerOf(origin, 6)
export const stranger = signerOf('stranger.example/sm3', 7)

const leaves = world.entries.map((text) => leafHash(sm3, utf8Encode(text)))

/** A checkpoint over the first `size` entries. */
export const head = async (size: number, by = signer, name = origin): Promise<string> => {
  const text = formatCheckpoint(name, size, treeRoot(sm3, leaves.slice(0, size)))
  // The same nonce for the same text, whatever was signed before.
  seed = new Uint8Array(sm3(utf8Encode(by.keyId + text)))
  return await signNoteSlowly(text, [by])
}

export const receipt = (index: number, checkpoint: string, size: number): string => {
  const path = inclusionProof(sm3, leaves.slice(0, size), index)
  return formatProof({ index, path, checkpoint, extra: null }, SM3_PROOF)
}

const key = (vkey: string) => ({ vkey, from: formatTime(1_789_913_600), until: null })
export const trust: Trust = { ...world.trust, sm3: [key(signer.vkey)] }
/** The same, with the SM2 key retired before anything here was logged. */
export const retired: Trust = { ...trust, sm3: [{ ...key(signer.vkey), until: formatTime(1_789_999_940) }] }

export const SIZE = world.SIZE_AT_DEPOSIT
export const depositContent: PackageContent = {
  ...world.depositContent,
  trust,
  sm3: receipt(world.depositIndex, await head(SIZE), SIZE),
}
export const depositPackage = makePackage(crypto, depositContent)
