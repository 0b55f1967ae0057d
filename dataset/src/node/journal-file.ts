import { hash } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { WorkRecord } from '../fingerprint/file-work.ts'

/** Where journals are kept unless another folder is named. */
export const journalFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'datadeed', 'fingerprints')

const heading = 'datadeed-journal/1\n'
const keepDays = 90

/** Records of one file or folder's fingerprint on disk: digests and hash states under hashed names, nothing of the data. */
export interface JournalFile {
  readonly file: string
  read(): WorkRecord[]
  /** adds records; silently does nothing where the disk does not let it, as a journal only saves time */
  append(records: readonly WorkRecord[]): void
  /** puts these in place of all before */
  replace(records: readonly WorkRecord[]): void
  remove(): void
}

/** The journal of the data at `path`, in `folder`. Journals that nobody wrote to for 90 days are removed. */
export const openJournalFile = (path: string, folder: string, now = Date.now()): JournalFile => {
  const file = join(folder, `${hash('sha256', resolve(path)).slice(0, 32)}.jsonl`)
  const attempt = (write: () => void) => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      write()
    } catch {
      // No room, no right to write: the fingerprint goes on without a journal.
    }
  }
  removeOld(folder, now)
  return {
    file,
    read: () => {
      try {
        return readLines(readFileSync(file))
      } catch {
        return []
      }
    },
    append: (records) =>
      attempt(() => {
        const start = sizeOf(file) === 0 ? heading : ''
        appendFileSync(file, start + lineOf(records), { mode: 0o600 })
      }),
    replace: (records) =>
      attempt(() => {
        writeFileSync(`${file}.new`, heading + lineOf(records), { mode: 0o600 })
        renameSync(`${file}.new`, file)
      }),
    remove: () => attempt(() => rmSync(file, { force: true })),
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const removeOld = (folder: string, now: number): void => {
  try {
    for (const name of readdirSync(folder)) {
      const file = join(folder, name)
      const old = now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now) > keepDays * 86_400_000
      if (old && /^[0-9a-f]{32}\.jsonl(\.new)?$/.test(name)) rmSync(file, { force: true })
    }
  } catch {
    // There is no folder yet.
  }
}

/** A line ends what was written at once. Its check value comes first: a torn or altered line counts for nothing. */
const lineOf = (records: readonly WorkRecord[]): string => {
  const json = JSON.stringify(records, (_, value: unknown) =>
    value instanceof Uint8Array ? { b: Buffer.from(value).toString('base64') } : value,
  )
  // The newline before it ends a line that a crash has cut off.
  return `\n${checkOf(json)} ${json}\n`
}

const checkOf = (json: string | Buffer): string => hash('sha256', json).slice(0, 16)

const readLines = (bytes: Buffer): WorkRecord[] => {
  if (bytes.subarray(0, heading.length).toString() !== heading) return []
  const records: WorkRecord[] = []
  for (let from = heading.length; from < bytes.length; ) {
    const end = bytes.indexOf(10, from)
    const line = bytes.subarray(from, end === -1 ? bytes.length : end)
    from = end === -1 ? bytes.length : end + 1
    const json = line.subarray(17)
    if (line.length < 18 || line.subarray(0, 16).toString() !== checkOf(json)) continue
    records.push(...(JSON.parse(json.toString(), revive) as WorkRecord[]))
  }
  return records
}

const revive = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'b' in value && typeof value.b === 'string'
    ? new Uint8Array(Buffer.from(value.b, 'base64'))
    : value
