import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { expect, test } from 'vitest'
import { ArchiveError, type ArchiveFile, type ArchiveSource, openArchive } from './archive.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const sourceOf = (bytes: Uint8Array): ArchiveSource => ({
  bytes: bytes.length,
  slice: async (from, to) => bytes.subarray(from, to),
})

type Options = { level?: number; unixMode?: number; password?: string }
const zip = async (...files: readonly (readonly [string, Uint8Array, Options?])[]): Promise<Uint8Array> => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const [name, content, options] of files) await writer.add(name, new Uint8ArrayReader(content), options)
  return await writer.close()
}
/** The same archive with a name of the same length in both of its headers. */
const renamed = (bytes: Uint8Array, from: string, to: string): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1')
const faults = (files: readonly ArchiveFile[]) => files.map(({ name, fault }) => [name, fault])
const faultOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof ArchiveError ? error.fault : error
}

test('files come in order, folders are passed over, content is what was packed', async () => {
  const archive = await zip(['a/b.json', bytesOf('{}')], ['证书.pdf', bytesOf('pdf'), { level: 0 }])
  const files = await openArchive(sourceOf(archive))
  expect(faults(files)).toEqual([
    ['a/b.json', null],
    ['证书.pdf', null],
  ])
  expect(await Promise.all(files.map(async (file) => Buffer.from(await file.read()).toString()))).toEqual(['{}', 'pdf'])
})

test('links, paths that leave the folder and encrypted entries carry their reason and are not read', async () => {
  const plain = await zip(['xx/aaaa', bytesOf('1')])
  for (const name of ['../aaaa', '/x/aaaa', 'x\\/aaaa', 'C:/aaaa', 'x//aaaa', './/aaaa', 'x/aaa\x01'].filter(
    (one) => one.length === 7,
  )) {
    const files = await openArchive(sourceOf(renamed(plain, 'xx/aaaa', name)))
    expect(faults(files)).toEqual([[name, 'bad_path']])
    expect(await faultOf(files[0]?.read() ?? Promise.resolve())).toBe('bad_path')
  }
  const link = await openArchive(sourceOf(await zip(['l', bytesOf('/etc/passwd'), { unixMode: 0o120777 }])))
  expect(faults(link)).toEqual([['l', 'link']])
  const secret = await openArchive(sourceOf(await zip(['s', bytesOf('s'), { password: 'p' }])))
  expect(faults(secret)).toEqual([['s', 'encrypted']])
})

test.each([
  ['the same name', 'aé.json'],
  ['another case', 'Aé.json'],
  ['another Unicode form', 'ae\u0301.json'],
])('two entries of %s are both refused', async (_, name) => {
  const other = 'b'.repeat(bytesOf(name).length)
  const archive = await zip(['aé.json', bytesOf('1')], [other, bytesOf('2')])
  const latin = (text: string) => Buffer.from(text).toString('latin1')
  const files = await openArchive(sourceOf(renamed(archive, other, latin(name))))
  expect(files.map((file) => file.fault)).toEqual(['duplicate_name', 'duplicate_name'])
})

test('what unpacks to very much is refused, whatever size the directory tells', async () => {
  const archive = Buffer.from(await zip(['bomb', new Uint8Array(8 * 1024 * 1024)]))
  expect(faults(await openArchive(sourceOf(archive)))).toEqual([['bomb', 'bomb']])
  // The size in the directory, and in the local header where it stands, is made a small one.
  const size = Buffer.alloc(4)
  size.writeUInt32LE(8 * 1024 * 1024)
  for (let at = archive.indexOf(size); at >= 0; at = archive.indexOf(size)) archive.writeUInt32LE(100, at)
  const [lying] = await openArchive(sourceOf(archive))
  expect(lying?.fault).toBeNull()
  expect(await faultOf(lying?.read() ?? Promise.resolve())).toMatch(/bomb|damaged/)
})

test('any changed byte of an entry, a cut and a foreign file are told; nothing else is thrown', async () => {
  const archive = await zip(['a.json', bytesOf('{"some":"content that is packed"}'.repeat(5))])
  const whole = Buffer.from('{"some":"content that is packed"}'.repeat(5))
  for (let at = 0; at < archive.length; at++) {
    const changed = Uint8Array.from(archive)
    changed[at] = (changed[at] ?? 0) ^ 0x10
    try {
      for (const file of await openArchive(sourceOf(changed)))
        if (file.fault === null) expect(whole.equals(Buffer.from(await file.read())), `byte ${at}`).toBe(true)
    } catch (error) {
      expect(error, `byte ${at}`).toBeInstanceOf(ArchiveError)
    }
  }
  const readAll = async (bytes: Uint8Array) => {
    for (const file of await openArchive(sourceOf(bytes))) await file.read()
  }
  for (const part of [archive.subarray(0, -5), archive.subarray(20), bytesOf('no zip'), new Uint8Array()])
    expect(await faultOf(readAll(part))).toMatch(/not_zip|damaged/)
})

test('a file that cannot be read is no damaged archive', async () => {
  const archive = await zip(['a', bytesOf('1')])
  const gone = { bytes: archive.length, slice: () => Promise.reject(new Error('EIO')) }
  expect(String(await faultOf(openArchive(gone)))).toContain('EIO')
})

test('more entries than anybody needs are refused from the directory alone', async () => {
  // An end record that announces 65,535 entries over as many equal directory records.
  const one = Buffer.from(await zip(['a', bytesOf('1')]))
  const end = one.lastIndexOf('PK\x05\x06')
  const record = one.subarray(one.indexOf('PK\x01\x02'), end)
  const tail = Buffer.from(one.subarray(end))
  tail.writeUInt16LE(65_535 - 1, 8)
  tail.writeUInt16LE(65_535 - 1, 10)
  tail.writeUInt32LE(record.length * 65_534, 12)
  const records = Buffer.concat(Array.from({ length: 65_534 }, () => record))
  const many = Buffer.concat([one.subarray(0, end - record.length), records, tail])
  expect(await faultOf(openArchive(sourceOf(many)))).toBe('too_many_entries')
})

test('a million entries are too many, and are not read', async () => {
  const one = Buffer.from(await zip(['a', bytesOf('1')]))
  const end = one.lastIndexOf('PK\x05\x06')
  const start = one.indexOf('PK\x01\x02')
  const record = one.subarray(start, end)
  const count = 1_000_000
  const directory = Buffer.alloc(count * record.length, record)
  // The end as ZIP64 writes it: the record, its locator, and the old end that points to both.
  const big = Buffer.alloc(56)
  big.write('PK\x06\x06', 'latin1')
  big.writeBigUInt64LE(44n, 4)
  big.writeBigUInt64LE(BigInt(count), 24)
  big.writeBigUInt64LE(BigInt(count), 32)
  big.writeBigUInt64LE(BigInt(directory.length), 40)
  big.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07', 'latin1')
  locator.writeBigUInt64LE(BigInt(start + directory.length), 8)
  locator.writeUInt32LE(1, 16)
  const tail = Buffer.from(one.subarray(end)).fill(0xff, 8, 20)
  const many = Buffer.concat([one.subarray(0, start), directory, big, locator, tail])
  let read = 0
  const source = sourceOf(many)
  const counted = {
    ...source,
    slice: async (from: number, to: number) => {
      read += to - from
      return await source.slice(from, to)
    },
  }
  expect(await faultOf(openArchive(counted))).toBe('too_many_entries')
  expect(read).toBeLessThan(1024 * 1024)
})

test('entries that share their packed bytes are refused', async () => {
  const one = Buffer.from(await zip(['a', bytesOf('shared by all'.repeat(9))]))
  const end = one.lastIndexOf('PK\x05\x06')
  const record = one.subarray(one.indexOf('PK\x01\x02'), end)
  const records = Array.from({ length: 26 }, (_, i) => {
    const own = Buffer.from(record)
    own.write(String.fromCharCode(65 + i), own.indexOf('a', 46), 'latin1')
    return own
  })
  const tail = Buffer.from(one.subarray(end))
  for (const at of [8, 10]) tail.writeUInt16LE(records.length, at)
  tail.writeUInt32LE(record.length * records.length, 12)
  const files = await openArchive(sourceOf(Buffer.concat([one.subarray(0, end - record.length), ...records, tail])))
  expect(files).toHaveLength(26)
  for (const file of files) expect(await faultOf(file.read())).toMatch(/damaged|duplicate_name/)
})
