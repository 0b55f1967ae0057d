import { openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { AppError } from '@datadeed/core/kernel/errors'
import { AwsClient } from 'aws4fetch'
import { BlobDamagedError, type BlobStore, blobKey, verified } from './blob-store.ts'
import { spool } from './spool.ts'

export interface S3Options {
  /** For example `https://s3.example.cn`; the bucket follows as the first part of the path. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Where uploads wait while they are hashed; the system's temporary directory when not given. */
  spoolDirectory?: string
}

const failed = (what: string, response: Response): Error =>
  new Error(`对象存储${what}失败：HTTP ${response.status}。请检查对象存储的地址、密钥与空间。`)

const chunksOf = (response: Response): AsyncIterable<Uint8Array> => response.body ?? Readable.from([])

/**
 * Blobs as objects of an S3 bucket. Every object is read back and hashed after writing, because some servers store something else than
 * was sent and say nothing. Objects are put whole: up to 5 GiB.
 */
export const createS3Store = (options: S3Options): BlobStore => {
  const { accessKeyId, secretAccessKey, region } = options
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 })
  const urlOf = (sha256: string) => `${options.endpoint.replace(/\/+$/, '')}/${options.bucket}/${blobKey(sha256)}`

  const readBack = async (sha256: string): Promise<void> => {
    const response = await client.fetch(urlOf(sha256))
    if (!response.ok) throw failed('读回', response)
    for await (const _ of verified(chunksOf(response), sha256));
  }

  const has = async (sha256: string): Promise<boolean> => {
    const response = await client.fetch(urlOf(sha256), { method: 'HEAD' })
    if (response.status === 404) return false
    if (!response.ok) throw failed('查询', response)
    return true
  }

  return {
    has,
    async put(source, { maxBytes }) {
      const { path, ...blob } = await spool(options.spoolDirectory ?? tmpdir(), source, maxBytes)
      try {
        // A damaged object under this key is written again; a sound one is left alone.
        if (await has(blob.sha256)) {
          const sound = await readBack(blob.sha256).then(
            () => true,
            (error: unknown) => {
              if (error instanceof BlobDamagedError) return false
              throw error
            },
          )
          if (sound) return blob
        }
        const body = await openAsBlob(path)
        const headers = { 'content-type': 'application/octet-stream', 'x-amz-content-sha256': blob.sha256 }
        const response = await client.fetch(urlOf(blob.sha256), { method: 'PUT', body, headers })
        if (!response.ok) throw failed('写入', response)
        await readBack(blob.sha256)
        return blob
      } finally {
        await rm(path, { force: true })
      }
    },
    async get(sha256) {
      const response = await client.fetch(urlOf(sha256))
      if (response.status === 404) throw new AppError('kernel.not_found')
      if (!response.ok) throw failed('读取', response)
      return Readable.from(verified(chunksOf(response), sha256), { objectMode: false })
    },
    async delete(sha256) {
      const response = await client.fetch(urlOf(sha256), { method: 'DELETE' })
      if (!response.ok && response.status !== 404) throw failed('删除', response)
    },
  }
}
