import { hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { FingerprintError } from '../fingerprint/errors.ts'
import type { WorkFile } from '../fingerprint/work.ts'
import { leafInput } from '../sm3/sm3.ts'
import type { NodeHashes } from './hashes.ts'
import { identityOf, type NodeSource, openFailure, openFlags } from './reader.ts'

/**
 * Digests of small files, one after the other without promises: leaf SHA-256, leaf SM3 and with `whole` the plain SHA-256
 * and SM3 of each. Throws what the one-file reader throws.
 */
export const hashSmallFiles = (
  files: readonly WorkFile<NodeSource>[],
  whole: boolean,
  { chunks, short }: NodeHashes,
): Uint8Array => {
  const width = whole ? 128 : 64
  const atOnce = whole ? chunks.length / 2 : chunks.length
  const out = new Uint8Array(width * files.length)
  for (let first = 0; first < files.length; first += atOnce) {
    const group = files.slice(first, first + atOnce)
    const parts = group.map((file, i) => readSmall(file, chunks[i] as Uint8Array))
    const sm3 = short(parts, whole)
    for (const [i, part] of parts.entries()) {
      const at = width * (first + i)
      out.set(hash('sha256', leafInput(part), 'buffer'), at)
      if (!whole) {
        out.set(sm3.subarray(32 * i, 32 * i + 32), at + 32)
        continue
      }
      out.set(sm3.subarray(64 * i, 64 * i + 32), at + 32)
      out.set(hash('sha256', part, 'buffer'), at + 64)
      out.set(sm3.subarray(64 * i + 32, 64 * i + 64), at + 96)
    }
  }
  return out
}

/** Reads a file to the beginning of `into` and looks before and after whether it is the one that was listed. */
const readSmall = ({ path, bytes, source }: WorkFile<NodeSource>, into: Uint8Array): Uint8Array => {
  let fd: number
  try {
    fd = openSync(source.file, openFlags)
  } catch (error) {
    throw openFailure(path, error)
  }
  const check = () => {
    if (identityOf(fstatSync(fd, { bigint: true })) !== source.identity) throw new FingerprintError('changed', path)
  }
  try {
    check()
    let done = 0
    while (done < bytes) {
      const got = readSync(fd, into, done, bytes - done, done)
      if (got === 0) throw new FingerprintError('changed', path)
      done += got
    }
    check()
    return into.subarray(0, bytes)
  } catch (error) {
    throw error instanceof FingerprintError ? error : new FingerprintError('unreadable', path, error)
  } finally {
    closeSync(fd)
  }
}
