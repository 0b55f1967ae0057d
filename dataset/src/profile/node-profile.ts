import { FingerprintError } from '../fingerprint/errors.ts'
import type { WorkFile } from '../fingerprint/work.ts'
import { type DecodingOptions, isDecoded, openDecodingThread } from '../node/decoding-thread.ts'
import { type NodeSource, openNodeFile } from '../node/reader.ts'
import { listFiles } from '../node/walk.ts'
import type { ProfileInput } from '../reader/index.ts'
import { formatOf, isTable } from '../reader/index.ts'
import { bareProfile } from './bare.ts'
import type { FileProfile } from './profile.ts'
import { profileFile } from './profile.ts'

/** Read from disk at a time, in bytes. */
const blockBytes = 4 * 1024 * 1024

/**
 * Profiles of the tables at a path, a file or a folder, one after the other. `onProgress` hears how many bytes of how many are done. Rejects with
 * FingerprintError where a file cannot be read or changes meanwhile; what is in the files never makes it fail, nor keeps it for ever.
 */
export const profilePath = async (
  path: string,
  onProgress: (done: number, all: number, path: string) => void = () => {},
  options: DecodingOptions = {},
): Promise<FileProfile[]> => {
  const tables = (await listFiles(path)).filter((file) => isTable(file.path))
  const all = tables.reduce((sum, { bytes }) => sum + bytes, 0)
  const profiles: FileProfile[] = []
  const thread = openDecodingThread(options)
  let before = 0
  try {
    for (const file of tables) {
      const { path: name, bytes } = file
      const tell = { onProgress: (done: number) => onProgress(before + done, all, name) }
      const made = isDecoded(formatOf(name))
        ? await thread.run<FileProfile>({ ...file, kind: 'profile' }, tell)
        : await profileListed(file, tell)
      profiles.push(made ?? { ...bareProfile(name, bytes), fault: 'stalled' })
      before += bytes
    }
  } finally {
    await thread.end()
  }
  return profiles
}

/** The profile of one table that was listed. */
export const profileListed = async (
  { path, bytes, source }: WorkFile<NodeSource>,
  { onProgress, onDecoding = () => {} }: { onProgress(done: number): void; onDecoding?(within: number): void },
): Promise<FileProfile> => {
  const reader = await openNodeFile(source, path)
  let seen = 0
  const tell = (done: number) => {
    seen = Math.max(seen, done)
    onProgress(seen)
  }
  const slice = async (from: number, to: number) => {
    const part = new Uint8Array(to - from)
    if ((await reader.read([part], from)) !== part.length) throw new FingerprintError('changed', path)
    return part
  }
  async function* stream() {
    for (let at = 0; at < bytes; at += blockBytes) {
      yield await slice(at, Math.min(bytes, at + blockBytes))
      // Whoever asks for the next block is done with this one.
      tell(Math.min(bytes, at + blockBytes))
    }
  }
  const input: ProfileInput = { path, bytes, stream, slice, onProgress: tell, onDecoding }
  try {
    await reader.check()
    const profile = await profileFile(input)
    await reader.check()
    tell(bytes)
    return profile
  } finally {
    await reader.close()
  }
}
