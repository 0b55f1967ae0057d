import type { Entry, FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js'
import { Reader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js'

/** Entries an archive may list: 10,000 certificates with their PDFs and some to spare. */
export const mostEntries = 50_000
/** Unpacked bytes of one entry. */
export const mostEntryBytes = 64 * 1024 * 1024
/** How many times its packed bytes an entry may unpack to, from 1 MiB on. DEFLATE itself reaches 1032. */
const mostRatio = 200
const ratioFrom = 1024 * 1024
/** The directory of the most entries with long names. */
const mostRead = 32 * 1024 * 1024

/** Where an archive's bytes are: a file on disk or a browser's `File`. */
export interface ArchiveSource {
  readonly bytes: number
  slice(from: number, to: number): Promise<Uint8Array>
}

/** Why an archive, or one entry of it, is not read. */
export type ArchiveFault =
  | 'not_zip'
  | 'too_many_entries'
  | 'link'
  | 'bad_path'
  | 'duplicate_name'
  | 'encrypted'
  | 'too_large'
  | 'bomb'
  | 'damaged'

export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
  readonly fault: ArchiveFault
  constructor(fault: ArchiveFault) {
    super(fault)
    this.fault = fault
  }
}

/** One file of an archive: its name, and why it is not read or null. `read` throws ArchiveError, or what the source threw. */
export interface ArchiveFile {
  readonly name: string
  readonly fault: ArchiveFault | null
  read(): Promise<Uint8Array>
}

class SourceReader extends Reader<ArchiveSource> {
  readonly source: ArchiveSource
  failure: unknown = null
  constructor(source: ArchiveSource) {
    super(source)
    this.source = source
    this.size = source.bytes
  }
  override async readUint8Array(at: number, length: number): Promise<Uint8Array> {
    try {
      if (length > mostRead) throw new ArchiveError('too_large')
      return await this.source.slice(Math.min(at, this.size), Math.min(at + length, this.size))
    } catch (error) {
      this.failure = error
      throw error
    }
  }
}

/**
 * Lists the files of a ZIP archive in its order without unpacking any. What a careless program could be made to write
 * elsewhere or to take for something else carries its fault: links, `..`, absolute paths, two entries of one name (also
 * when they differ only in case or Unicode form). Throws ArchiveError, or what the source threw.
 */
export async function openArchive(source: ArchiveSource): Promise<readonly ArchiveFile[]> {
  const reader = new SourceReader(source)
  const zip = new ZipReader(reader, { useWebWorkers: false, checkOverlappingEntry: true, checkSignature: true })
  const found: Entry[] = []
  try {
    for await (const entry of zip.getEntriesGenerator({ strictness: 'balanced', filenameValidation: 'tolerant' })) {
      if (found.length === mostEntries) throw new ArchiveError('too_many_entries')
      found.push(entry)
    }
  } catch (error) {
    // The only long read of a listing is that of the directory.
    const tooLong = reader.failure instanceof ArchiveError ? new ArchiveError('too_many_entries') : reader.failure
    throw tooLong ?? (error instanceof ArchiveError ? error : new ArchiveError('not_zip'))
  }
  const key = ({ filename }: Entry) => filename.normalize('NFC').toLowerCase()
  const count = new Map<string, number>()
  for (const entry of found) count.set(key(entry), (count.get(key(entry)) ?? 0) + 1)
  return found.filter(isFile).map((entry) => {
    const fault = faultOf(entry, (count.get(key(entry)) ?? 0) > 1)
    return { name: entry.filename, fault, read: () => readEntry(entry, fault, reader) }
  })
}

const isFile = (entry: Entry): entry is FileEntry => !entry.directory || entry.symlink

function faultOf(entry: FileEntry, repeated: boolean): ArchiveFault | null {
  if (entry.symlink) return 'link'
  if (!isPlainPath(entry.filename)) return 'bad_path'
  if (repeated) return 'duplicate_name'
  if (entry.encrypted) return 'encrypted'
  if (isBomb(entry.uncompressedSize, entry)) return 'bomb'
  return entry.uncompressedSize > mostEntryBytes ? 'too_large' : null
}

/** True for a path of `/` between names, which leads nowhere but down. */
export function isPlainPath(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones refused
  if (/[\\\u0000-\u001f\u007f-\u009f]|^[A-Za-z]:/.test(name)) return false
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

const isBomb = (unpacked: number, { compressedSize }: FileEntry): boolean =>
  unpacked > ratioFrom && unpacked > mostRatio * Math.max(1, compressedSize)

async function readEntry(entry: FileEntry, fault: ArchiveFault | null, reader: SourceReader): Promise<Uint8Array> {
  if (fault !== null) throw new ArchiveError(fault)
  const pieces: Uint8Array[] = []
  let length = 0
  let refusal: ArchiveError | null = null
  // What the directory says of the size is the archive's own word; what comes out is counted.
  const writable = new WritableStream<Uint8Array>({
    write: (piece) => {
      length += piece.length
      if (isBomb(length, entry)) refusal = new ArchiveError('bomb')
      else if (length > mostEntryBytes) refusal = new ArchiveError('too_large')
      if (refusal) throw refusal
      pieces.push(piece.slice())
    },
  })
  try {
    await entry.getData(writable, { strictness: 'strict' })
  } catch {
    throw refusal ?? reader.failure ?? new ArchiveError('damaged')
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
