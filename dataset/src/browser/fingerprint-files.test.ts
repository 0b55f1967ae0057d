import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CHUNK_BYTES, disclosePart, fileDigests, type Manifest, verifyPart } from '@datadeed/evidence'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHashControl } from '../fingerprint/control.ts'
import type { WorkRecord } from '../fingerprint/file-work.ts'
import { fingerprintPath } from '../node/index.ts'
import { browserCrypto } from './crypto.ts'
import { earlierWork, fingerprintFiles } from './fingerprint-files.ts'
import { startInProcess } from './in-process-worker.ts'
import type { WorkStore } from './work-store.ts'

const bytesOf = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + seed, 2_654_435_761) >>> 13) & 255)

// Sizes around every boundary: nothing, one byte, one chunk, one block of four chunks, one range, and one beside it.
const contents: Record<string, Uint8Array<ArrayBuffer>> = {
  '空.bin': bytesOf(0, 1),
  'a/one.bin': bytesOf(1, 2),
  'a/chunk.bin': bytesOf(CHUNK_BYTES, 3),
  'a/chunk-and-one.bin': bytesOf(CHUNK_BYTES + 1, 4),
  'a.b/block.bin': bytesOf(4 * CHUNK_BYTES, 5),
  '数据/café.bin': bytesOf(4 * CHUNK_BYTES + 7, 6),
  '数据/range.bin': bytesOf(33 * CHUNK_BYTES - 5, 7),
  'z.csv': new TextEncoder().encode('路段,流量\nG60,12\n'),
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadeed-fp-'))
  for (const [path, bytes] of Object.entries(contents)) {
    const file = join(folder, path.normalize('NFD'))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const chosen = () =>
  Object.entries(contents).map(([path, bytes]) => {
    const file = new File([bytes], path.split('/').at(-1) ?? '', { lastModified: 1 })
    return Object.defineProperty(file, 'webkitRelativePath', { value: `folder/${path}` })
  })

test('a folder has one manifest in Node and in the browser, and it is the one the format defines', async () => {
  const node = await fingerprintPath(folder, { workers: 2 })
  const browser = await fingerprintFiles(chosen(), { whole: true, startWorker: startInProcess })
  expect(browser.manifest).toEqual(node.manifest)
  expect(browser.profiles).toEqual(node.profiles)
  expect(browser.emptyFiles).toEqual(['空.bin'])
  expect(node.manifest.files.map((file) => file.path)).toEqual([
    'a.b/block.bin',
    'a/chunk-and-one.bin',
    'a/chunk.bin',
    'a/one.bin',
    'z.csv',
    '数据/café.bin',
    '数据/range.bin',
    '空.bin',
  ])
  for (const { path, ...digests } of node.manifest.files) {
    expect(digests).toEqual(fileDigests(browserCrypto(), contents[path] as Uint8Array))
  }
})

test('without the whole-file hashes only the trees are made', async () => {
  const { manifest } = await fingerprintFiles(chosen(), { startWorker: startInProcess, profile: false })
  expect(manifest.files.every((file) => file.whole === null)).toBe(true)
})

test('progress ends at everything, and a pause holds it', async () => {
  const control = createHashControl()
  const seen: number[] = []
  control.pause()
  const done = fingerprintFiles(chosen(), {
    control,
    startWorker: startInProcess,
    onProgress: (p) => seen.push(p.bytes),
  })
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect(Math.max(...seen)).toBe(0)
  control.resume()
  const { manifest } = await done
  expect(seen.at(-1)).toBe(manifest.files.reduce((sum, file) => sum + file.bytes, 0))
})

test('cancelling rejects', async () => {
  const control = createHashControl()
  const done = fingerprintFiles(chosen(), { control, startWorker: startInProcess })
  control.cancel()
  await expect(done).rejects.toMatchObject({ code: 'cancelled' })
})

test('a file that can no longer be read as chosen is refused by name', async () => {
  const file = new File([bytesOf(10, 1)], 'moving.bin')
  const refuse = () => Promise.reject(new DOMException('changed', 'NotReadableError'))
  Object.defineProperty(file, 'slice', { value: () => ({ arrayBuffer: refuse }) })
  await expect(fingerprintFiles([file], { startWorker: startInProcess })).rejects.toMatchObject({
    code: 'changed_or_unreadable',
    path: 'moving.bin',
  })
})

test('work done before a break is not done again, and is forgotten at the end', async () => {
  const kept: WorkRecord[] = []
  let forgotten: string[] = []
  const store: WorkStore = {
    records: () => [...kept],
    append: (records) => void kept.push(...records),
    forget: async (keys) => {
      forgotten = [...keys]
    },
  }
  const file = new File([bytesOf(64 * CHUNK_BYTES + 3, 1)], 'a.bin', { lastModified: 5 })
  const options = { startWorker: startInProcess, openStore: async () => store, whole: true, workers: 2 }
  const control = createHashControl()
  const stop = (p: { bytes: number; bytesTotal: number }) => {
    if (p.bytes > p.bytesTotal / 2) control.cancel()
  }
  await expect(fingerprintFiles([file], { ...options, control, onProgress: stop })).rejects.toMatchObject({
    code: 'cancelled',
  })
  const found = await earlierWork([file], options.openStore)
  expect(found?.files).toBe(1)
  expect(found?.bytes).toBeGreaterThan(8 * CHUNK_BYTES)
  const seen: number[] = []
  const made = await fingerprintFiles([file], { ...options, onProgress: ({ bytes }) => seen.push(bytes) })
  expect(seen[0]).toBeGreaterThan(8 * CHUNK_BYTES)
  expect(made.manifest).toEqual((await fingerprintFiles([file], { startWorker: startInProcess, whole: true })).manifest)
  expect(new Set(forgotten)).toEqual(new Set(kept.map(({ key }) => key)))
  const other = new File([bytesOf(64 * CHUNK_BYTES + 3, 1)], 'a.bin', { lastModified: 6 })
  expect(await earlierWork([other], options.openStore)).toBeNull()
})

test('a file that gives fewer bytes than its size is refused', async () => {
  const file = new File([bytesOf(10, 1)], 'short.bin')
  Object.defineProperty(file, 'slice', { value: () => new Blob([bytesOf(3, 1)]) })
  await expect(fingerprintFiles([file], { startWorker: startInProcess })).rejects.toMatchObject({ code: 'changed' })
})

test('names that fall together after NFC, and no files at all, are refused', async () => {
  const files = ['café.csv', 'cafe\u0301.csv'].map((name) => new File(['x'], name))
  await expect(fingerprintFiles(files, { startWorker: startInProcess })).rejects.toMatchObject({
    code: 'name_collision',
  })
  await expect(fingerprintFiles([], { startWorker: startInProcess })).rejects.toMatchObject({ code: 'no_files' })
})

test('parts commit to the profile with fresh salts, and are proved one by one', async () => {
  const make = () => fingerprintFiles(chosen(), { startWorker: startInProcess, parts: true })
  const [one, two] = [await make(), await make()]
  expect(one.manifest.parts?.names).toEqual(['profile', 'elements', 'values', 'scan'])
  expect(one.manifest.parts?.root).not.toEqual(two.manifest.parts?.root)
  const shown = disclosePart(browserCrypto(), one.parts, 'elements')
  const holds = (manifest: Manifest) => manifest.parts !== null && verifyPart(browserCrypto(), manifest.parts, shown)
  expect([holds(one.manifest), holds(two.manifest)]).toEqual([true, false])
})
