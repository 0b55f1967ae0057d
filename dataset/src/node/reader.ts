import type { BigIntStats } from 'node:fs'
import { constants, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { FingerprintError } from '../fingerprint/errors.ts'
import type { Reader } from '../fingerprint/work.ts'

/** How a worker finds the file, and how it knows the file is still the one that was listed. */
export interface NodeSource {
  file: string
  identity: string
}

/** What changes when a file is written to or replaced. ctime is in it because mtime can be set back. */
export const identityOf = (stat: BigIntStats): string =>
  [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ')

/** For reading, and never through a link. */
export const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)

/** Why a listed file could not be opened. */
export const openFailure = (path: string, error: unknown): FingerprintError => {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return new FingerprintError(code === 'ELOOP' ? 'link' : code === 'ENOENT' ? 'changed' : 'unreadable', path, error)
}

/** Opens a listed file, not through a link. `path` is for messages. Throws `link` or `unreadable`. */
export const openNodeFile = async (source: NodeSource, path: string): Promise<Reader> => {
  const handle = await open(source.file, openFlags).catch((error: unknown) => {
    throw openFailure(path, error)
  })
  return {
    read: async (into, at) => {
      // Read on this thread, so that the bytes are near the core that hashes them; between two reads messages get their turn.
      await setImmediate()
      try {
        let done = 0
        for (const buffer of into) {
          let filled = 0
          while (filled < buffer.length) {
            const bytes = readSync(handle.fd, buffer, filled, buffer.length - filled, at + done)
            if (bytes === 0) return done
            filled += bytes
            done += bytes
          }
        }
        return done
      } catch (error) {
        throw new FingerprintError('unreadable', path, error)
      }
    },
    check: async () => {
      if (identityOf(await handle.stat({ bigint: true })) !== source.identity) {
        throw new FingerprintError('changed', path)
      }
    },
    close: () => handle.close(),
  }
}
