import { toHex, utf8Encode } from '@datadeed/evidence'
import { sha256 } from '@noble/hashes/sha2.js'
import type { HashControl } from '../fingerprint/control.ts'
import { knownBytes } from '../fingerprint/file-work.ts'
import { createJournal } from '../fingerprint/journal.ts'
import type { Fingerprint } from '../fingerprint/manifest.ts'
import { toFingerprint } from '../fingerprint/manifest.ts'
import { arrange } from '../fingerprint/paths.ts'
import type { Progress } from '../fingerprint/progress.ts'
import type { ListedFile } from '../fingerprint/schedule.ts'
import { hashFiles } from '../fingerprint/schedule.ts'
import type { FromWorker, WorkerHandle } from '../fingerprint/work.ts'
import type { ComparisonKey } from '../sketch/sketch.ts'
import { browserCrypto } from './crypto.ts'
import { growTrees } from './grow-trees.ts'
import type { BrowserSource } from './reader.ts'
import { openWorkStore, type WorkStore } from './work-store.ts'

/** Options of {@link fingerprintFiles}. */
export interface FingerprintFilesOptions {
  /** also plain whole-file SHA-256 and SM3, which cost about as much again; default false */
  whole?: boolean
  /** also read columns and rows; default true */
  profile?: boolean
  /** also the fingerprints of tables; default false */
  tables?: boolean
  /** also sketches tables under this key, in the pass of the profile; default none */
  comparisonKey?: ComparisonKey | undefined
  /** also commit to what was learnt in the manifest, as salted parts that the caller must keep; default false */
  parts?: boolean
  /** Web Workers; default one per core, 8 at most */
  workers?: number
  onProgress?: (progress: Progress) => void
  control?: HashControl
  /** keep finished work in the browser, and use what an earlier run has kept: hashes only, never data; default none */
  openStore?: () => Promise<WorkStore>
  /** how to start a worker; default a Web Worker */
  startWorker?: () => WorkerHandle<BrowserSource>
}

/** Fingerprint of files chosen on the page, or of a chosen folder. Rejects with FingerprintError; nothing is sent anywhere. */
export const fingerprintFiles = async (files: File[], o: FingerprintFilesOptions = {}): Promise<Fingerprint> => {
  const listed = listChosen(files)
  const store = await o.openStore?.()
  const journal = store && createJournal(store.records(), store.append, () => performance.now())
  try {
    const hashed = await hashFiles(listed, {
      whole: o.whole ?? false,
      profile: o.profile ?? true,
      tables: o.tables,
      comparisonKey: o.comparisonKey,
      workers: o.workers ?? Math.min(8, globalThis.navigator?.hardwareConcurrency ?? 2),
      start: o.startWorker ?? startWebWorker,
      now: () => performance.now(),
      recall: journal && ((file) => journal.known(keyOf(file), file.bytes)),
      keep: journal && ((file, record) => journal.add({ key: keyOf(file), ...record })),
      control: o.control,
      onProgress: o.onProgress,
    })
    await store?.forget(new Set(listed.map(keyOf)))
    const salt = () => globalThis.crypto.getRandomValues(new Uint8Array(32))
    const { comparisonKey } = o
    const crypto = browserCrypto()
    return toFingerprint(await growTrees(hashed, crypto), crypto, { comparisonKey, salt: o.parts ? salt : undefined })
  } catch (error) {
    journal?.flush()
    throw error
  }
}

/** What earlier runs have finished of these files; null for nothing. Bytes need no hashing again. */
export const earlierWork = async (
  files: File[],
  openStore: () => Promise<WorkStore> = openWorkStore,
): Promise<{ files: number; bytes: number } | null> => {
  const records = (await openStore()).records()
  if (records.length === 0) return null
  const journal = createJournal(
    records,
    () => {},
    () => 0,
  )
  const found = listChosen(files).flatMap((file) => journal.known(keyOf(file), file.bytes) ?? [])
  const bytes = found.reduce((sum, work) => sum + Math.max(knownBytes(work), work.states.sm3?.at ?? 0), 0)
  return bytes > 0 ? { files: found.length, bytes } : null
}

/** Drops what earlier runs have finished of these files, so that everything is hashed. */
export const forgetWork = async (files: File[]): Promise<void> =>
  (await openWorkStore()).forget(new Set(listChosen(files).map(keyOf)))

/** A page learns no more of a file than this; a rewrite that keeps all three would not be seen. */
const keyOf = ({ path, bytes, source }: ListedFile<BrowserSource>): string =>
  toHex(sha256(utf8Encode(`${path}\0${bytes}\0${source.lastModified}`))).slice(0, 32)

/** Paths as the command line would give them: a chosen folder's own name is not part of them. */
const listChosen = (files: File[]): ListedFile<BrowserSource>[] => {
  const paths = files.map((file) => file.webkitRelativePath || file.name)
  const folder = paths[0]?.includes('/') ? `${paths[0].split('/')[0]}/` : ''
  const inFolder = folder !== '' && paths.every((path) => path.startsWith(folder))
  return arrange(
    files.map((file, i) => ({
      path: (paths[i] ?? '').slice(inFolder ? folder.length : 0),
      bytes: file.size,
      source: { file, bytes: file.size, lastModified: file.lastModified },
    })),
    folder.slice(0, -1),
  )
}

const startWebWorker = (): WorkerHandle<BrowserSource> => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) =>
      worker.addEventListener('message', (event: MessageEvent<FromWorker>) => listener(event.data)),
    onCrash: (listener) => worker.addEventListener('error', (event) => listener(event.message)),
    terminate: () => worker.terminate(),
  }
}
