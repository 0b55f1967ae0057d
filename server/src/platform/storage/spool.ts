import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@datadeed/core/kernel/errors'
import type { StoredBlob } from './blob-store.ts'

/** Writes a source to a new file in `directory`, hashing it on the way, and syncs it. On any failure the file is gone. */
export const spool = async (
  directory: string,
  source: AsyncIterable<Uint8Array> | Uint8Array,
  maxBytes: number,
): Promise<StoredBlob & { path: string }> => {
  await mkdir(directory, { recursive: true })
  const path = join(directory, randomUUID())
  const file = await open(path, 'wx', 0o600)
  try {
    const blob = await pour(file, source instanceof Uint8Array ? [source] : source, maxBytes)
    await file.sync()
    await file.close()
    return { ...blob, path }
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(path, { force: true })
    throw error
  }
}

const pour = async (
  file: FileHandle,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<StoredBlob> => {
  const [sha256, sm3] = [createHash('sha256'), createHash('sm3')]
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new AppError('kernel.too_large', { maxBytes })
    sha256.update(chunk)
    sm3.update(chunk)
    for (let written = 0; written < chunk.byteLength; ) {
      written += (await file.write(chunk, written, chunk.byteLength - written)).bytesWritten
    }
  }
  return { sha256: sha256.digest('hex'), sm3: sm3.digest('hex'), bytes }
}
