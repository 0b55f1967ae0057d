import { FingerprintError } from '../fingerprint/errors.ts'
import type { Reader } from '../fingerprint/work.ts'

/** A chosen file as it was when it was listed. */
export interface BrowserSource {
  file: File
  bytes: number
  lastModified: number
}

/** Opens a chosen file. The browser refuses to read a file that changed on disk after it was chosen. */
export const openBrowserFile = async (source: BrowserSource, path: string): Promise<Reader> => ({
  read: async (into, at) => {
    const want = into.reduce((sum, buffer) => sum + buffer.length, 0)
    const part = await source.file
      .slice(at, at + want)
      .arrayBuffer()
      .catch((error: unknown) => {
        throw new FingerprintError('changed_or_unreadable', path, error)
      })
    let done = 0
    for (const buffer of into) {
      const length = Math.min(buffer.length, part.byteLength - done)
      buffer.set(new Uint8Array(part, done, length))
      done += length
    }
    return done
  },
  check: async () => {
    const { size, lastModified } = source.file
    if (size !== source.bytes || lastModified !== source.lastModified) throw new FingerprintError('changed', path)
    // A byte read says whether the file behind the handle is still the one that was chosen.
    await source.file
      .slice(0, 1)
      .arrayBuffer()
      .catch((error: unknown) => {
        throw new FingerprintError('changed_or_unreadable', path, error)
      })
  },
  close: async () => {},
})
