import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BlobDamagedError, type BlobStore, blobKey } from './blob-store.ts'
import { createDiskStore } from './disk-store.ts'
import { createS3Store } from './s3-store.ts'

const directory = mkdtempSync(join(tmpdir(), 'datadeed-blobs-'))
const disk = join(directory, 'disk')
const spoolDirectory = join(directory, 'spool')
const bucket = 'blobs'
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: join(directory, 's3'),
  configureBuckets: [{ name: bucket, configs: [] }],
})
const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
let endpoint = ''

beforeAll(async () => {
  const { port } = await server.run()
  endpoint = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  await server.close()
  rmSync(directory, { recursive: true, force: true })
})

const bytes = Buffer.from('abc')
const read = async (store: BlobStore, sha256: string): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of await store.get(sha256)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
const limits = { maxBytes: 10_000_000 }

const drivers: [string, () => BlobStore][] = [
  ['disk', () => createDiskStore(disk)],
  ['s3', () => createS3Store({ endpoint, bucket, region: 'us-east-1', ...keys, spoolDirectory })],
]

describe.each(drivers)('%s', (_, open) => {
  test('stores under the digest and gives the same bytes back', async () => {
    const store = open()
    const stored = await store.put(bytes, limits)
    expect(stored).toEqual({
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      sm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
      bytes: 3,
    })
    expect(await store.put(bytes, limits)).toEqual(stored)
    expect(await read(store, stored.sha256)).toEqual(bytes)
    expect(await store.has(stored.sha256)).toBe(true)
    await store.delete(stored.sha256)
    await store.delete(stored.sha256)
    expect(await store.has(stored.sha256)).toBe(false)
    await expect(store.get(stored.sha256)).rejects.toMatchObject({ code: 'kernel.not_found' })
  })

  test('takes a stream of several megabytes and an empty file', async () => {
    const store = open()
    const chunk = Buffer.alloc(1_000_003, 7)
    async function* source() {
      for (let i = 0; i < 5; i++) yield chunk
    }
    const { sha256 } = await store.put(source(), limits)
    expect(
      createHash('sha256')
        .update(await read(store, sha256))
        .digest('hex'),
    ).toBe(sha256)
    const empty = await store.put(new Uint8Array(), limits)
    expect((await read(store, empty.sha256)).length).toBe(0)
  })

  test('refuses one byte too many, and a source that breaks off, and keeps neither', async () => {
    const store = open()
    await expect(store.put(Buffer.from('abcd'), { maxBytes: 3 })).rejects.toMatchObject({ code: 'kernel.too_large' })
    expect(await store.has(createHash('sha256').update('abcd').digest('hex'))).toBe(false)
    async function* source() {
      yield Buffer.from('half')
      throw new Error('连接中断')
    }
    await expect(store.put(source(), limits)).rejects.toThrow('连接中断')
    expect(await store.has(createHash('sha256').update('half').digest('hex'))).toBe(false)
    const left = [join(disk, 'tmp'), spoolDirectory].flatMap((path) => (existsSync(path) ? readdirSync(path) : []))
    expect(left).toEqual([])
  })

  test('takes only digests as keys', async () => {
    await expect(open().get('../../etc/passwd')).rejects.toThrow(TypeError)
  })
})

test('disk: a damaged blob fails while it is read, and a shortened one is healed by storing it again', async () => {
  const store = createDiskStore(disk)
  const { sha256 } = await store.put(Buffer.from('genuine'), limits)
  const path = join(disk, blobKey(sha256))
  expect(statSync(path).size).toBe(7)
  writeFileSync(path, 'forgery')
  await expect(read(store, sha256)).rejects.toThrow(BlobDamagedError)
  truncateSync(path, 3)
  await store.put(Buffer.from('genuine'), limits)
  expect((await read(store, sha256)).toString()).toBe('genuine')
})

test('s3: a damaged object fails while it is read and is healed by storing it again', async () => {
  const store = createS3Store({ endpoint, bucket, region: 'us-east-1', ...keys, spoolDirectory })
  const { sha256 } = await store.put(Buffer.from('genuine'), limits)
  appendFileSync(join(directory, 's3', bucket, `${blobKey(sha256)}._S3rver_object`), '!')
  await expect(read(store, sha256)).rejects.toThrow(BlobDamagedError)
  await store.put(Buffer.from('genuine'), limits)
  expect((await read(store, sha256)).toString()).toBe('genuine')
})
