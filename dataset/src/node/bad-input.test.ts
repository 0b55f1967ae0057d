import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { chmodSync, closeSync, mkdirSync, openSync, renameSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHUNK_BYTES, MAX_FILES } from '@datadeed/evidence'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { arrange } from '../fingerprint/paths.ts'
import { blockBytes, tasksOf } from '../fingerprint/work.ts'
import { createNodeHashes } from './hashes.ts'
import { fingerprintPath } from './index.ts'
import { openNodeFile } from './reader.ts'
import { hashSmallFiles } from './small-files.ts'
import { listFiles } from './walk.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadeed-bad-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('files of 0 bytes have the digests of nothing, in a batch, too', async () => {
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'd'), 'x')
  const { manifest, emptyFiles } = await fingerprintPath(folder)
  expect(emptyFiles).toEqual(['a', 'b', 'c'])
  const empty = hash('sha256', '')
  expect(manifest.files[0]).toMatchObject({ bytes: 0, tree: { sha256: empty }, whole: { sha256: empty } })
  expect(manifest.files[0]?.tree.sm3).toBe(hash('sm3', ''))
})

test('a small file that may not be read, was changed, or became a link is refused by its path', async () => {
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'in', 'a'), 'x')
  const files = await listFiles(folder)
  const hashes = createNodeHashes()
  const tried = () => hashSmallFiles(files, true, hashes)
  writeFileSync(join(folder, 'in', 'a'), 'yy')
  expect(tried).toThrow(expect.objectContaining({ code: 'changed', path: 'in/a' }))
  await rm(join(folder, 'in'), { recursive: true })
  expect(tried).toThrow(expect.objectContaining({ code: 'changed', path: 'in/a' }))
})

test.skipIf(process.getuid?.() === 0)('what may not be read is refused by its path', async () => {
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'in', 'a'), 'x')
  chmodSync(join(folder, 'in', 'a'), 0)
  await expect(fingerprintPath(folder)).rejects.toMatchObject({ code: 'unreadable', path: 'in/a' })
})

test('names in NFD are listed in NFC, and the files are still found', async () => {
  writeFileSync(join(folder, 'é.csv'.normalize('NFD')), 'x')
  const { manifest } = await fingerprintPath(folder)
  expect(manifest.files[0]?.path).toBe('é.csv'.normalize('NFC'))
})

test('names that are no text are refused: bytes that are no UTF-8, and lone surrogates', async () => {
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff])]), 'x')
  await expect(fingerprintPath(folder)).rejects.toMatchObject({ code: 'bad_name' })
  expect(() => arrange([{ path: 'a\ud800.csv' }], '')).toThrow(expect.objectContaining({ code: 'bad_name' }))
})

test('a name longer than a manifest holds is refused with its own sentence', async () => {
  const deep = Array.from({ length: 21 }, () => 'd'.repeat(200)).join('/')
  expect(() => arrange([{ path: deep }], '')).toThrow(expect.objectContaining({ code: 'too_deep' }))
})

test('folders deeper than the system takes a path of are refused, and not by a crash', async () => {
  const half = Array.from({ length: 15 }, () => 'd'.repeat(200)).join('/')
  for (const part of ['a', 'b']) mkdirSync(join(folder, part, half), { recursive: true })
  renameSync(join(folder, 'b'), join(folder, 'a', half, 'b'))
  await expect(fingerprintPath(folder)).rejects.toMatchObject({ code: 'too_deep' })
  execFileSync('rm', ['-rf', folder])
})

test('more files than a manifest lists are refused before any is read', async () => {
  const file = { path: '', bytes: 0, source: { file: '', identity: '' } }
  const files = Array.from({ length: MAX_FILES + 1 }, (_, i) => ({ ...file, path: `f${i}` }))
  expect(() => arrange(files, '很多')).toThrow(expect.objectContaining({ code: 'too_many_files', path: '很多' }))
})

test('a file of 2^32 + 1 bytes: offsets, the last leaf and the number of chunks', async () => {
  const bytes = 2 ** 32 + 1
  const file = join(folder, 'huge.bin')
  writeFileSync(file, '')
  truncateSync(file, bytes)
  const fd = openSync(file, 'r+')
  writeSync(fd, 'z', bytes - 1)
  closeSync(fd)
  for (const workers of [1, 2, 8]) {
    const tasks = tasksOf(bytes, { whole: true, pass: undefined, table: false, workers })
    const leaves = tasks.filter((task) => task.leavesTo > task.leavesFrom).sort((a, b) => a.leavesFrom - b.leavesFrom)
    let end = 0
    for (const task of leaves) {
      expect([task.leavesFrom, task.leavesFrom % CHUNK_BYTES]).toEqual([end, 0])
      end = task.leavesTo
    }
    expect(end).toBe(bytes)
  }
  const [listed] = await listFiles(file)
  expect(listed?.bytes).toBe(bytes)
  if (!listed) return
  const reader = await openNodeFile(listed.source, 'huge.bin')
  const hashes = createNodeHashes()
  const at = 2 ** 32 - blockBytes / 2
  const chunks = hashes.chunks.slice(0, 5).map((chunk, i) => (i === 4 ? chunk.subarray(0, 1) : chunk))
  expect(await reader.read(chunks, at)).toBe(blockBytes / 2 + 1)
  const { sha256, sm3 } = await hashes.leaves(chunks)
  const last = Buffer.from([0, 'z'.charCodeAt(0)])
  expect(Buffer.from(sha256.subarray(128)).toString('hex')).toBe(hash('sha256', last))
  expect(Buffer.from(sm3.subarray(128)).toString('hex')).toBe(hash('sm3', last))
  await reader.close()
})
