import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '@datadeed/core/kernel/errors'
import { syncDirectory } from '../sync-directory.ts'
import { type BlobStore, blobKey, verified } from './blob-store.ts'
import { spool } from './spool.ts'

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const sizeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Makes a directory below `root` and syncs every level, so that the new entries survive a power cut. */
const makeDirectory = async (root: string, path: string): Promise<void> => {
  if ((await mkdir(path, { recursive: true })) === undefined) return
  for (let level = path; level.length > root.length; level = dirname(level)) await syncDirectory(dirname(level))
}

/** Blobs as files below `root`. A blob is either there whole or not there: temporary file, fsync, rename, fsync of the directory. */
export const createDiskStore = (root: string): BlobStore => {
  const pathOf = (sha256: string) => join(root, blobKey(sha256))
  return {
    async put(source, { maxBytes }) {
      const { path, ...blob } = await spool(join(root, 'tmp'), source, maxBytes)
      const target = pathOf(blob.sha256)
      try {
        if ((await sizeOf(target)) === blob.bytes) return blob
        await makeDirectory(root, dirname(target))
        await rename(path, target)
        await syncDirectory(dirname(target))
        return blob
      } finally {
        await rm(path, { force: true })
      }
    },
    async get(sha256) {
      const path = pathOf(sha256)
      if ((await sizeOf(path)) === null) throw new AppError('kernel.not_found')
      return Readable.from(verified(createReadStream(path), sha256), { objectMode: false })
    },
    has: async (sha256) => (await sizeOf(pathOf(sha256))) !== null,
    delete: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}
