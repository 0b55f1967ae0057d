import type { HashControl } from '../fingerprint/control.ts'
import type { Fingerprint } from '../fingerprint/manifest.ts'
import { toFingerprint } from '../fingerprint/manifest.ts'
import { arrange } from '../fingerprint/paths.ts'
import type { Progress } from '../fingerprint/progress.ts'
import type { ListedFile } from '../fingerprint/schedule.ts'
import { hashFiles } from '../fingerprint/schedule.ts'
import type { FromWorker, WorkerHandle } from '../fingerprint/work.ts'
import { browserCrypto } from './crypto.ts'
import type { BrowserSource } from './reader.ts'

/** Options of {@link fingerprintFiles}. */
export interface FingerprintFilesOptions {
  /** also plain whole-file SHA-256 and SM3, which cost about as much again; default false */
  whole?: boolean
  /** also read columns and rows; default true */
  profile?: boolean
  /** also commit to the profile in the manifest, as salted parts that the caller must keep; default false */
  parts?: boolean
  /** Web Workers; default one per core, 8 at most */
  workers?: number
  onProgress?: (progress: Progress) => void
  control?: HashControl
  /** how to start a worker; default a Web Worker */
  startWorker?: () => WorkerHandle<BrowserSource>
}

/** Fingerprint of files chosen on the page, or of a chosen folder. Rejects with FingerprintError; nothing is sent anywhere. */
export const fingerprintFiles = async (files: File[], o: FingerprintFilesOptions = {}): Promise<Fingerprint> => {
  const hashed = await hashFiles(listChosen(files), {
    whole: o.whole ?? false,
    profile: o.profile ?? true,
    workers: o.workers ?? Math.min(8, globalThis.navigator?.hardwareConcurrency ?? 2),
    start: o.startWorker ?? startWebWorker,
    now: () => performance.now(),
    control: o.control,
    onProgress: o.onProgress,
  })
  const salt = () => crypto.getRandomValues(new Uint8Array(32))
  return toFingerprint(hashed, browserCrypto(), o.parts ? salt : undefined)
}

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
