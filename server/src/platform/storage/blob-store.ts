import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'

/** What was stored. Digests are lower-case hex. */
export interface StoredBlob {
  sha256: string
  sm3: string
  bytes: number
}

/** Bytes kept under their SHA-256, so that the same content is stored once and nothing is ever overwritten by something else. */
export interface BlobStore {
  /** Stores and hashes. Throws `kernel.too_large` when more than `maxBytes` arrive; nothing is then kept. */
  put(source: AsyncIterable<Uint8Array> | Uint8Array, limits: { maxBytes: number }): Promise<StoredBlob>
  /** The content, hashed again while it is read: the stream fails with `BlobDamagedError` where it differs. Throws `kernel.not_found`. */
  get(sha256: string): Promise<Readable>
  has(sha256: string): Promise<boolean>
  /** Removes a blob nothing refers to any more; not an error when it is not there. */
  delete(sha256: string): Promise<void>
}

/** The store gave back something other than what was put there. */
export class BlobDamagedError extends Error {
  readonly sha256: string
  constructor(sha256: string) {
    super(`存储的文件已损坏：内容与摘要 ${sha256} 不一致，请从备份恢复。`)
    this.name = 'BlobDamagedError'
    this.sha256 = sha256
  }
}

/** `sha256/ab/cd/abcd…`. Throws on anything but 64 lower-case hex digits, so no key can leave the store. */
export const blobKey = (sha256: string): string => {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('摘要必须是 64 位小写十六进制。')
  return `sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
}

/** Passes chunks on and fails at the end when they do not hash to `sha256`. */
export async function* verified(source: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
  if (hash.digest('hex') !== sha256) throw new BlobDamagedError(sha256)
}
