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
  const file = join(folder, `${hash('sha256', resolve(path)).slice(0, 32)}.journal`)
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
      if (old && /^[0-9a-f]{32}\.journal(\.new)?$/.test(name)) rmSync(file, { force: true })
    }
  } catch {
    // There is no folder yet.
  }
}

/** A line is what was written at once. Its check value comes first: a torn or altered line counts for nothing. */
const lineOf = (records: readonly WorkRecord[]): string => {
  const body = records.map(encode).join(';')
  // The newline before it ends a line that a crash has cut off.
  return `\n${checkOf(body)} ${body}\n`
}

const checkOf = (body: string | Buffer): string => hash('sha256', body).slice(0, 16)

const readLines = (bytes: Buffer): WorkRecord[] => {
  if (bytes.subarray(0, heading.length).toString() !== heading) return []
  const records: WorkRecord[] = []
  for (let from = heading.length; from < bytes.length; ) {
    const end = bytes.indexOf(10, from)
    const line = bytes.subarray(from, end === -1 ? bytes.length : end)
    from = end === -1 ? bytes.length : end + 1
    const body = line.subarray(17)
    if (body.length === 0 || line.subarray(0, 16).toString() !== checkOf(body)) continue
    for (const record of body.toString('latin1').split(';')) records.push(decode(record))
  }
  return records
}

// Fields in a row, bytes in base64, an absent one empty: several times as fast as JSON for 100,000 files.
const text = (bytes: Uint8Array | undefined): string =>
  bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64') : ''

const encode = ({ key, leaves, states, whole, name }: WorkRecord): string =>
  `${key},${leaves?.at ?? ''},${text(leaves?.sha256)},${text(leaves?.sm3)},${states?.at ?? ''},${text(states?.sha256)},${text(states?.sm3)},${text(whole?.sha256)},${text(whole?.sm3)},${name?.of ?? ''},${name?.bytes ?? ''}`

const decode = (record: string): WorkRecord => {
  const fields = record.split(',')
  const bytesAt = (i: number) => new Uint8Array(Buffer.from(fields[i] ?? '', 'base64'))
  const pair = (i: number, j: number) => ({
    ...(fields[i] ? { sha256: bytesAt(i) } : {}),
    ...(fields[j] ? { sm3: bytesAt(j) } : {}),
  })
  const made: WorkRecord = { key: fields[0] ?? '' }
  if (fields[1]) made.leaves = { at: Number(fields[1]), sha256: bytesAt(2), sm3: bytesAt(3) }
  if (fields[4]) made.states = { at: Number(fields[4]), ...pair(5, 6) }
  if (fields[7] || fields[8]) made.whole = pair(7, 8)
  if (fields[9]) made.name = { of: fields[9], bytes: Number(fields[10]) }
  return made
}
