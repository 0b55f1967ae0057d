import { FingerprintError } from '../fingerprint/errors.ts'
import type { Reader } from '../fingerprint/work.ts'

/** A chosen file as it was when it was listed. */
export interface BrowserSource {
  file: File
  bytes: number
  lastModified: number
}

/** Opens a chosen file. The browser refuses to read a file that changed on disk after it was chosen. */
export const openBrowserFile = async (source: BrowserSource, path: string): Promise<Reader> => {
  const guard = <T>(read: Promise<T>): Promise<T> =>
    read.catch((error: unknown) => {
      throw new FingerprintError('changed_or_unreadable', path, error)
    })
  return {
    read: (into, at) => {
      const want = into.reduce((sum, buffer) => sum + buffer.length, 0)
      const part = source.file.slice(at, at + want)
      const stream = want > windowBytes ? byteReader(part) : undefined
      return guard(stream ? readStream(stream, into) : readSlice(part, into))
    },
    check: async () => {
      const { size, lastModified } = source.file
      if (size !== source.bytes || lastModified !== source.lastModified) throw new FingerprintError('changed', path)
      // A byte read says whether the file behind the handle is still the one that was chosen.
      await guard(source.file.slice(0, 1).arrayBuffer())
    },
    close: async () => {},
  }
}

const readSlice = async (part: Blob, into: readonly Uint8Array[]): Promise<number> => {
  const bytes = await part.arrayBuffer()
  let done = 0
  for (const buffer of into) {
    const length = Math.min(buffer.length, bytes.byteLength - done)
    buffer.set(new Uint8Array(bytes, done, length))
    done += length
  }
  return done
}

/** A block goes through a window of this many bytes; what is no longer than one is read as a slice. */
const windowBytes = 1_048_576

/** Windows that no read has at the moment: they go to the browser and come back, again and again. */
const windows: ArrayBuffer[] = []

/**
 * The reads under way. Nobody else knows a stream but the read that waits for it, and Chromium takes such a pair for
 * garbage: it is collected, and the read never ends.
 */
const underWay = new Set<ReadableStreamBYOBReader>()

/**
 * Fills the buffers from a stream of its own. Compared with slices this takes a quarter of the processor time and leaves
 * no garbage, of which slices pile up 100 MB before it is collected.
 */
const readStream = async (stream: ReadableStreamBYOBReader, into: readonly Uint8Array[]): Promise<number> => {
  underWay.add(stream)
  try {
    let window = windows.pop() ?? new ArrayBuffer(windowBytes)
    let done = 0
    for (const buffer of into) {
      for (let filled = 0; filled < buffer.length; ) {
        const { value } = await stream.read(new Uint8Array(window, 0, Math.min(windowBytes, buffer.length - filled)))
        if (!value?.length) return done
        buffer.set(value, filled)
        filled += value.length
        done += value.length
        window = value.buffer
      }
    }
    windows.push(window)
    return done
  } finally {
    underWay.delete(stream)
    stream.cancel().catch(() => {})
  }
}

const byteReader = (part: Blob): ReadableStreamBYOBReader | undefined => {
  try {
    return part.stream().getReader({ mode: 'byob' })
  } catch {
    // A browser whose files give no byte streams.
    return undefined
  }
}
