import type { Entry, FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js'
import { Reader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js'
import type { ProfileInput } from './types.ts'
import { TableFault } from './types.ts'

/** Bounds against archives that unpack to much: entries, one read of the directory, unpacked bytes, and how many times the packed ones. */
const mostEntries = 10_000
const mostRead = 64 * 1024 * 1024
const mostUnpacked = 8 * 1024 * 1024 * 1024
const mostRatio = 250
/** Below this many bytes the ratio does not matter. */
const ratioFrom = 16 * 1024 * 1024

/** An archive whose entries are streamed as text, each within the bounds. */
export interface Archive {
  has(name: string): boolean
  /** gives UTF-8 text piece by piece; throws TableFault */
  read(name: string, onText: (text: string) => void): Promise<void>
}

class InputReader extends Reader<ProfileInput> {
  readonly input: ProfileInput
  failure: unknown = null
  constructor(input: ProfileInput) {
    super(input)
    this.input = input
    this.size = input.bytes
  }
  override async readUint8Array(at: number, length: number): Promise<Uint8Array> {
    if (length > mostRead) {
      this.failure = new TableFault('oversized')
      throw this.failure
    }
    try {
      return await this.input.slice(Math.min(at, this.size), Math.min(at + length, this.size))
    } catch (error) {
      this.failure = error
      throw error
    }
  }
}

/** Opens a ZIP archive. Throws TableFault `malformed` or `oversized`; errors of reading go through. */
export const openArchive = async (input: ProfileInput): Promise<Archive> => {
  const source = new InputReader(input)
  const about = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      if (source.failure !== null) throw source.failure
      // What zip.js refuses then is about the content of the file.
      throw error instanceof TableFault ? error : new TableFault('malformed')
    })
  const zip = new ZipReader(source, { useWebWorkers: false, checkOverlappingEntry: true })
  const entries = new Map<string, FileEntry>()
  const list = async () => {
    let count = 0
    for await (const entry of zip.getEntriesGenerator()) {
      count += 1
      if (count > mostEntries) throw new TableFault('oversized')
      // Which of two entries of one name is meant is anybody's guess.
      if (entries.has(entry.filename)) throw new TableFault('malformed')
      if (isFile(entry)) entries.set(entry.filename, entry)
    }
  }
  await about(list())
  /** packed bytes of the entries whose text was taken */
  let done = 0
  return {
    has: (name) => entries.has(name),
    read: async (name, onText) => {
      const entry = entries.get(name)
      if (!entry || entry.encrypted) throw new TableFault('malformed')
      const decoder = new TextDecoder('utf-8', { fatal: true })
      let unpacked = 0
      let failure: { error: unknown } | null = null
      const take = (bytes?: Uint8Array) => {
        let text: string
        try {
          text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
        } catch {
          throw new TableFault('malformed')
        }
        onText(text)
      }
      const writable = new WritableStream<Uint8Array>({
        write: (bytes) => {
          unpacked += bytes.length
          try {
            const ratio = unpacked / Math.max(1, entry.compressedSize)
            if (unpacked > mostUnpacked || (unpacked > ratioFrom && ratio > mostRatio))
              throw new TableFault('oversized')
            take(bytes)
            const part = Math.min(1, unpacked / Math.max(1, entry.uncompressedSize))
            input.onProgress?.(Math.min(input.bytes, done + Math.floor(part * entry.compressedSize)))
          } catch (error) {
            failure = { error }
            throw error
          }
        },
      })
      await about(
        entry.getData(writable).catch((error: unknown) => {
          throw failure ? failure.error : error
        }),
      ).catch((error: unknown) => {
        // What the taker of the text threw goes through as it is.
        throw failure ? failure.error : error
      })
      take()
      done += entry.compressedSize
    },
  }
}

const isFile = (entry: Entry): entry is FileEntry => !entry.directory
