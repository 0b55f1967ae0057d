import { type FileHandle, lstat, open, readFile, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import {
  ArchiveError,
  type ArchiveFile,
  isPlainPath,
  mostEntries,
  mostEntryBytes,
  openArchive,
} from '@datadeed/dataset/archive'
import type { BindingDemand, Issuer, Trust } from '@datadeed/evidence'

/** What a bulk worker is started with: the file to take its share of, and whom to believe. */
export interface BulkTask {
  readonly path: string
  readonly index: number
  readonly count: number
  readonly trust: Trust | null
  readonly issuer: Issuer | null
  /** DER */
  readonly roots: readonly Uint8Array[]
  readonly expected: BindingDemand | null
  readonly now: number
}

/** Bytes of a CSV: long paths for the most files. */
const mostCsvBytes = 32 * 1024 * 1024

/** The files of a ZIP archive, or those a CSV names. Throws ArchiveError `not_zip` or `too_many_entries`, or what the system threw. */
export const listFiles = async (path: string): Promise<{ files: readonly ArchiveFile[]; close(): Promise<void> }> => {
  if (/\.(csv|txt)$/i.test(path)) return { files: await listCsv(path), close: async () => {} }
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const slice = (from: number, to: number) => readAt(handle, from, to)
    return { files: await openArchive({ bytes: size, slice }), close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

const readAt = async (handle: FileHandle, from: number, to: number): Promise<Uint8Array> => {
  const buffer = new Uint8Array(Math.max(0, to - from))
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, from)
  return buffer.subarray(0, bytesRead)
}

/** Paths and certificate numbers in the first column of a CSV, beside which the files lie. PDFs beside packages are taken along. */
const listCsv = async (path: string): Promise<ArchiveFile[]> => {
  const folder = dirname(resolve(path))
  if ((await stat(path)).size > mostCsvBytes) throw new ArchiveError('too_many_entries')
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  const cells = text.split(/\r?\n/).map((line) => (/^"((?:[^"]|"")*)"|^[^,\t;]*/.exec(line)?.[0] ?? '').trim())
  const names = cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
  const wanted = new Set(names.filter((name, i) => name !== '' && !(i === 0 && isHeading(name))).map(nameOf))
  if (wanted.size > mostEntries) throw new ArchiveError('too_many_entries')
  const beside = new Set([...wanted].map((name) => name.replace(/\.datadeed\.json$/i, '.pdf')))
  for (const name of beside)
    if (!wanted.has(name) && isPlainPath(name) && (await isThere(resolve(folder, name)))) wanted.add(name)
  return [...wanted].map((name) =>
    isPlainPath(name)
      ? { name, fault: null, read: () => readBeside(folder, name) }
      : { name, fault: 'bad_path', read: () => Promise.reject(new ArchiveError('bad_path')) },
  )
}

/** A file below the CSV's folder. The list may be a stranger's: no link is followed, nothing but a plain file is opened. */
const readBeside = async (folder: string, name: string): Promise<Uint8Array> => {
  let place = folder
  for (const part of name.split('/')) {
    place = resolve(place, part)
    const found = await lstat(place)
    if (found.isSymbolicLink()) throw new ArchiveError('link')
    if (found.isFile() && found.size > mostEntryBytes) throw new ArchiveError('too_large')
    if (!found.isFile() && !found.isDirectory()) throw new Error('no file')
  }
  return await readFile(place)
}

const isHeading = (text: string): boolean => !/[\\/.]/.test(basename(text)) && !/^[0-9A-Z]{16,17}$/.test(text)

/** Downloads are named after the certificate's number. Spaces and dashes come from paper. */
const nameOf = (cell: string): string => {
  const number = cell.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{17}$/.test(number) ? `${number}.datadeed.json` : cell
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
