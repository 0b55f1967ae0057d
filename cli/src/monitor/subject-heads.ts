import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { HASH_BYTES } from '@datadeed/evidence'
import type { HashTree } from './hash-tree.ts'

/** The end of every subject's chain. */
export interface SubjectHeads {
  /**
   * Whether the chain of a subject ends at this entry, -1 for none at all, with the leaf hash that begins at `at` in
   * `hashes`.
   */
  endsAt(subject: string, index: number, hashes: Uint8Array, at: number): boolean
  /** The chain now ends with this entry, whose leaf hash begins at `at` in `hashes`. */
  set(subject: string, index: number, hashes: Uint8Array, at: number): void
  /** Writes what was set since the last time and waits for the disk. */
  sync(): void
  close(): void
}

/** The chains' ends in memory; their hashes are those of the leaves of `tree`. */
export const createSubjectHeads = (tree: HashTree): SubjectHeads => {
  const heads = new Map<string, number>()
  return {
    endsAt: (subject, index, hashes, at) =>
      index === (heads.get(subject) ?? -1) && (index === -1 || tree.leafIs(index, hashes, at)),
    set: (subject, index) => void heads.set(subject, index),
    sync: () => {},
    close: () => {},
  }
}

const hexAt = (hashes: Uint8Array, at: number) =>
  Buffer.from(hashes.buffer, hashes.byteOffset + at, HASH_BYTES).toString('hex')

/** Opens the chains' ends in a file, those below `size`. */
export const openSubjectHeads = (file: string, size: number): SubjectHeads => {
  const heads = new Map<string, { index: number; hash: string }>()
  let lines: string[] = []
  const fd = openSync(file, 'a+', 0o600)
  // What follows was written before a crash and will be found again.
  let kept = 0
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [index = '', hash = '', ...subject] = line.split(' ')
    if (hash === '' || Number(index) >= size) break
    heads.set(subject.join(' '), { index: Number(index), hash })
    kept += Buffer.byteLength(line) + 1
  }
  ftruncateSync(fd, kept)
  return {
    endsAt: (subject, index, hashes, at) => {
      const head = heads.get(subject)
      return head ? head.index === index && head.hash === hexAt(hashes, at) : index === -1
    },
    set: (subject, index, hashes, at) => {
      const hash = hexAt(hashes, at)
      heads.set(subject, { index, hash })
      lines.push(`${index} ${hash} ${subject}\n`)
    },
    sync: () => {
      const bytes = Buffer.from(lines.join(''))
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
      fdatasyncSync(fd)
      lines = []
    },
    close: () => closeSync(fd),
  }
}
