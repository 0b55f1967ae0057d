import { FingerprintError } from '../fingerprint/errors.ts'
import { openNodeFile } from '../node/reader.ts'
import { listFiles } from '../node/walk.ts'
import type { ProfileInput } from '../reader/index.ts'
import { isTable } from '../reader/index.ts'
import type { FileProfile } from './profile.ts'
import { profileFile } from './profile.ts'

/** Read from disk at a time, in bytes. */
const blockBytes = 4 * 1024 * 1024

/**
 * Profiles of the tables at a path, a file or a folder, one after the other. `onProgress` hears how many bytes of how many are done. Rejects with
 * FingerprintError where a file cannot be read or changes meanwhile; what is in the files never makes it fail.
 */
export const profilePath = async (
  path: string,
  onProgress: (done: number, all: number, path: string) => void = () => {},
): Promise<FileProfile[]> => {
  const tables = (await listFiles(path)).filter((file) => isTable(file.path))
  const all = tables.reduce((sum, { bytes }) => sum + bytes, 0)
  const profiles: FileProfile[] = []
  let before = 0
  for (const { path: name, bytes, source } of tables) {
    const reader = await openNodeFile(source, name)
    let seen = 0
    const tell = (done: number) => {
      seen = Math.max(seen, done)
      onProgress(before + seen, all, name)
    }
    const slice = async (from: number, to: number) => {
      const part = new Uint8Array(to - from)
      if ((await reader.read([part], from)) !== part.length) throw new FingerprintError('changed', name)
      return part
    }
    async function* stream() {
      for (let at = 0; at < bytes; at += blockBytes) {
        yield await slice(at, Math.min(bytes, at + blockBytes))
        // Whoever asks for the next block is done with this one.
        tell(Math.min(bytes, at + blockBytes))
      }
    }
    const input: ProfileInput = { path: name, bytes, stream, slice, onProgress: tell }
    try {
      await reader.check()
      profiles.push(await profileFile(input))
      await reader.check()
      tell(bytes)
    } finally {
      await reader.close()
    }
    before += bytes
  }
  return profiles
}
