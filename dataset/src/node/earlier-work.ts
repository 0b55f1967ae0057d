import { hash, randomInt } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { CHUNK_BYTES } from '@datadeed/evidence'
import {
  type FileWork,
  grownWork,
  knownBytes,
  learn,
  noWork,
  recordsOf,
  type WorkRecord,
} from '../fingerprint/file-work.ts'
import { createJournal } from '../fingerprint/journal.ts'
import type { HashedFile, ListedFile } from '../fingerprint/schedule.ts'
import { blockBytes } from '../fingerprint/work.ts'
import { openJournalFile } from './journal-file.ts'
import { type NodeSource, openFlags } from './reader.ts'

/** What of earlier runs may be used. */
export interface EarlierOptions {
  /** folder of the journals */
  folder: string
  whole: boolean
  /** whether a file that grew may be taken for unchanged in its old part where nothing proves it, after samples */
  trustUnchanged: boolean
}

/** What was found of earlier runs, in bytes of data that need no hashing again. */
export interface Recalled {
  bytes: number
  files: number
  /** manifest paths of files that have grown since */
  grown: string[]
}

type File = ListedFile<NodeSource>

/** Each file's key is asked for several times. */
const keys = new WeakMap<File, string>()

/** Device numbers may change when a machine starts again; the rest of the identity says enough. */
const keyOf = (file: File): string => {
  const { path, source } = file
  const known = keys.get(file)
  const key = known ?? hash('sha256', `${path}\0${source.identity.slice(source.identity.indexOf(' '))}`).slice(0, 32)
  if (!known) keys.set(file, key)
  return key
}

/** The file's place, whatever its content: path and inode. */
const nameOf = ({ path, source }: File): string =>
  hash('sha256', `${path}\0${source.identity.split(' ')[1]}`).slice(0, 32)

/** The journal of the data at `path`: recalls, keeps, and at the end remembers or forgets. */
export const openEarlierWork = (path: string, o: EarlierOptions) => {
  const file = openJournalFile(path, o.folder)
  const records = file.read()
  const journal = createJournal(records, file.append, () => performance.now())
  const names = new Map(records.flatMap((record) => (record.name ? [[record.name.of, record] as const] : [])))
  const rewritten = new Set<string>()
  const unproved = new Set<string>()
  const recalled: Recalled = { bytes: 0, files: 0, grown: [] }

  const grown = (listed: File): FileWork | undefined => {
    const record = names.get(nameOf(listed))
    const before = record?.name?.bytes ?? 0
    if (!record || before < blockBytes || before >= listed.bytes || rewritten.has(listed.path)) return undefined
    const old = journal.known(record.key, before)
    if (!old) return undefined
    const proof = o.whole && old.whole.sha256 !== undefined
    if (!proof && !(o.trustUnchanged && samplesAgree(listed.source.file, old))) return undefined
    return grownWork(old, listed.bytes, proof)
  }
  const recall = (listed: File): FileWork | undefined => {
    const key = keyOf(listed)
    const own = journal.known(key, listed.bytes)
    if (own?.whole.sha256 || own?.has.includes(0) === false) return count(listed, own)
    const work = grown(listed)
    if (!work) return own && count(listed, own)
    unproved.add(listed.path)
    recalled.grown.push(listed.path)
    for (const record of own ? recordsOf(key, own) : []) learn(work, record)
    return count(listed, work)
  }
  const count = (listed: File, work: FileWork): FileWork => {
    recalled.bytes += Math.max(knownBytes(work), listed.bytes === 0 ? 0 : (work.states.sm3?.at ?? 0))
    recalled.files += 1
    return work
  }
  return {
    recall,
    recalled,
    keep: (listed: File, { leaves, states, whole }: Omit<WorkRecord, 'key'>) => {
      // A state that goes on from an old part not yet proved is worth nothing to another run.
      const kept = unproved.has(listed.path) ? { ...(leaves ? { leaves } : {}) } : { leaves, states, whole }
      journal.add({ key: keyOf(listed), ...kept } as WorkRecord)
    },
    /** the file's old part is not what it was: nothing is taken from it any more */
    distrust: (listed: string) => {
      rewritten.add(listed)
      unproved.clear()
      Object.assign(recalled, { bytes: 0, files: 0, grown: [] })
    },
    flush: () => journal.flush(),
    forget: () => file.remove(),
    /** keeps all that the finished run knows, for the next */
    remember: (files: readonly File[], hashed: readonly HashedFile[]) =>
      file.replace(
        files.flatMap((listed, i) => {
          const work = hashed[i]?.work ?? noWork(0)
          const key = keyOf(listed)
          // A short file is hashed whole when it has grown: its name would be of no use.
          const name = listed.bytes < blockBytes ? [] : [{ key, name: { of: nameOf(listed), bytes: listed.bytes } }]
          return [...recordsOf(key, work), ...name]
        }),
      ),
  }
}

/** Chunks read again before an old part is trusted. */
const samples = 64

/** Whether chunks of the old part, drawn by chance, still have the leaf hashes remembered. Finds a change of a share p of the chunks with probability 1 − (1 − p)^64. */
const samplesAgree = (path: string, old: FileWork): boolean => {
  const whole = Math.floor(old.bytes / CHUNK_BYTES)
  const drawn = new Set([0, whole - 1])
  while (drawn.size < Math.min(samples, whole)) drawn.add(randomInt(whole))
  const chunk = Buffer.alloc(CHUNK_BYTES + 1)
  const fd = openSync(path, openFlags)
  try {
    return [...drawn].every((index) => {
      if (!old.has[index] || readSync(fd, chunk, 1, CHUNK_BYTES, index * CHUNK_BYTES) !== CHUNK_BYTES) return false
      const leaf = old.leaves.sha256.subarray(32 * index, 32 * index + 32)
      return hash('sha256', chunk, 'buffer').equals(leaf)
    })
  } catch {
    return false
  } finally {
    closeSync(fd)
  }
}
