import { FingerprintError } from '../fingerprint/errors.ts'
import type { Reader } from '../fingerprint/work.ts'

/** A chosen file as it was when it was listed. */
export interface BrowserSource {
  file: File
  bytes: number
  lastModified: number
}

/** The browser fills this much at a time, in bytes. */
const windowBytes = 1_048_576

/** Opens a chosen file. The browser refuses to read a file that changed on disk after it was chosen. */
export const openBrowserFile = async (source: BrowserSource, path: string): Promise<Reader> => {
  const guard = <T>(read: Promise<T>): Promise<T> =>
    read.catch((error: unknown) => {
      throw new FingerprintError('changed_or_unreadable', path, error)
    })
  let stream: { take: Take; end: () => void; at: number } | undefined
  let busy = false
  const close = async () => {
    stream?.end()
    stream = undefined
  }
  /** Fills the buffers from the stream, which is then after them. */
  const readOn = async (into: readonly Uint8Array[], at: number): Promise<number> => {
    if (stream?.at !== at) {
      await close()
      stream = { ...streamFrom(source.file.slice(at)), at }
    }
    const { take } = stream
    let done = 0
    for (const buffer of into) {
      for (let filled = 0; filled < buffer.length; ) {
        const got = await guard(take(buffer.length - filled))
        if (got.length === 0) return done
        buffer.set(got, filled)
        filled += got.length
        done += got.length
        stream.at += got.length
      }
    }
    return done
  }
  return {
    read: async (into, at) => {
      const [only] = into
      // Blocks come one after the other; a single piece from elsewhere, perhaps with others at once, is read by itself.
      if (only && into.length === 1 && (busy || stream?.at !== at)) {
        const part = await guard(source.file.slice(at, at + only.length).arrayBuffer())
        only.set(new Uint8Array(part))
        return part.byteLength
      }
      busy = true
      try {
        return await readOn(into, at)
      } finally {
        busy = false
      }
    },
    check: async () => {
      const { size, lastModified } = source.file
      if (size !== source.bytes || lastModified !== source.lastModified) throw new FingerprintError('changed', path)
      // A byte read says whether the file behind the handle is still the one that was chosen.
      await guard(source.file.slice(0, 1).arrayBuffer())
    },
    close,
  }
}

/** The next bytes, at most so many, good until the next call; none at the end. */
type Take = (most: number) => Promise<Uint8Array>

/**
 * The bytes of a part of a file one after the other, read into one buffer that goes to the browser and back. Compared with
 * slices this takes a third of the processor time and leaves no garbage, which fills up to 100 MB before it is collected.
 */
const streamFrom = (part: Blob): { take: Take; end: () => void } => {
  const reader = bytesReader(part)
  if (!reader) return sliceBySlice(part)
  let memory = new ArrayBuffer(windowBytes)
  return {
    take: async (most) => {
      const { value } = await reader.read(new Uint8Array(memory, 0, Math.min(most, memory.byteLength)))
      if (!value) return new Uint8Array()
      memory = value.buffer
      return value
    },
    end: () => void reader.cancel().catch(() => {}),
  }
}

const bytesReader = (part: Blob): ReadableStreamBYOBReader | undefined => {
  try {
    return part.stream().getReader({ mode: 'byob' })
  } catch {
    // A browser whose files give no byte streams.
    return undefined
  }
}

const sliceBySlice = (part: Blob): { take: Take; end: () => void } => {
  let at = 0
  const take: Take = async (most) => {
    const bytes = new Uint8Array(await part.slice(at, at + most).arrayBuffer())
    at += bytes.length
    return bytes
  }
  return { take, end: () => {} }
}
