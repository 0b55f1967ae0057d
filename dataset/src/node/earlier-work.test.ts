import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CHUNK_BYTES } from '@datadeed/evidence'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FingerprintPathOptions, fingerprintPath, type Recalled } from './index.ts'

let folder = ''
let journal = ''
let home = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadeed-data-'))
  journal = await mkdtemp(join(tmpdir(), 'datadeed-journal-'))
  home = await mkdtemp(join(tmpdir(), 'datadeed-home-'))
})
afterEach(async () => {
  for (const path of [folder, journal, home]) await rm(path, { recursive: true, force: true })
})

const pattern = Buffer.from(Uint8Array.from({ length: 1021 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 11) & 255))
/** Bytes without a period that chunks share, other ones for each seed. */
const noise = (bytes: number, seed = 1) => {
  const made = Buffer.alloc(bytes, pattern)
  for (let at = 0; at + 8 < bytes; at += CHUNK_BYTES) made.writeUInt32LE(at / CHUNK_BYTES + seed * 65_536, at)
  return made
}

/** The manifest, and what was said to be known before. */
const make = async (o: FingerprintPathOptions = {}) => {
  let recalled: Recalled | undefined
  const onRecall = (given: Recalled) => {
    recalled = given
  }
  const { manifest } = await fingerprintPath(folder, { profile: false, workers: 2, journal, onRecall, ...o })
  return { files: manifest.files, recalled }
}
const fresh = async (o: FingerprintPathOptions = {}) => {
  const { manifest } = await fingerprintPath(folder, { profile: false, workers: 2, ...o })
  return manifest.files
}
const journalText = () =>
  readdirSync(journal)
    .map((name) => readFileSync(join(journal, name), 'utf8'))
    .join('')

/** Holds this thread for longer than lies between two reports of progress, so that the next work is reported, too. */
const untilReported = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 101)

/** Begins and gives up when a good part is done; what was done is in the journal. */
const breakOff = async (o: FingerprintPathOptions = {}) => {
  const abort = new AbortController()
  const onProgress: FingerprintPathOptions['onProgress'] = ({ bytes, bytesTotal }) => {
    if (bytes > bytesTotal / 4) abort.abort()
    else untilReported()
  }
  await expect(make({ onProgress, signal: abort.signal, ...o })).rejects.toMatchObject({ code: 'cancelled' })
}

test.each([
  ['whole files, two workers', { whole: true, workers: 2 }],
  ['whole files, one worker', { whole: true, workers: 1 }],
  ['trees only', { whole: false, workers: 2 }],
])('what was done before a break is not done again (%s), and the result is the same', async (_, o) => {
  writeFileSync(join(folder, 'big.bin'), noise(40 * CHUNK_BYTES + 17))
  writeFileSync(join(folder, 'small.bin'), noise(100))
  await breakOff(o)
  expect(journalText()).not.toContain('big.bin')
  const { files, recalled } = await make(o)
  expect(recalled?.bytes).toBeGreaterThan(4 * CHUNK_BYTES)
  expect(files).toEqual(await fresh(o))
  expect(readdirSync(journal)).toEqual([])
})

test('a run that was killed is gone on with', { timeout: 60_000 }, async () => {
  // Waits once for longer than a journal does before it writes, and goes no further when it has written.
  const script = `
    import { readdirSync } from 'node:fs'
    import { fingerprintPath } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'index.ts')).href)}
    const [folder, journal] = process.argv.slice(2)
    const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
    let waited = false
    const onProgress = ({ bytes, bytesTotal }) => {
      if (readdirSync(journal).length > 0) {
        process.kill(process.pid, 'SIGKILL')
        wait()
      }
      wait(waited || bytes < bytesTotal / 4 ? 101 : 1100)
      waited ||= bytes >= bytesTotal / 4
    }
    await fingerprintPath(folder, { profile: false, workers: 1, journal, onProgress })`
  writeFileSync(join(folder, 'big.bin'), noise(40 * CHUNK_BYTES))
  writeFileSync(join(home, 'run.mjs'), script)
  const child = spawn(process.execPath, [join(home, 'run.mjs'), folder, journal], { stdio: 'inherit' })
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  const { files, recalled } = await make()
  expect(recalled?.bytes).toBeGreaterThan(CHUNK_BYTES)
  expect(files).toEqual(await fresh())
})

test('a file changed since the break is hashed from its beginning, the others are not', async () => {
  writeFileSync(join(folder, 'a.bin'), noise(6 * CHUNK_BYTES))
  writeFileSync(join(folder, 'b.bin'), noise(5 * CHUNK_BYTES))
  await make({ remember: true })
  const before = await make({ remember: true })
  expect(before.recalled?.files).toBe(2)
  writeFileSync(join(folder, 'a.bin'), noise(6 * CHUNK_BYTES, 2))
  const { files, recalled } = await make({ remember: true })
  expect(recalled).toEqual({ files: 1, bytes: 5 * CHUNK_BYTES, grown: [] })
  expect(files).toEqual(await fresh())
})

test('a rewrite that puts the old time back is seen', async () => {
  const file = join(folder, 'a.bin')
  const time = new Date(1_700_000_000_000)
  writeFileSync(file, noise(5 * CHUNK_BYTES))
  await utimes(file, time, time)
  await make({ remember: true })
  writeFileSync(file, noise(5 * CHUNK_BYTES, 2))
  await utimes(file, time, time)
  const { files, recalled } = await make()
  expect(recalled).toBeUndefined()
  expect(files).toEqual(await fresh())
})

test('a file changed while it is read is refused when resumed, too', async () => {
  const file = join(folder, 'a.bin')
  writeFileSync(file, noise(40 * CHUNK_BYTES))
  await breakOff()
  let meddled = false
  const onProgress = () => {
    if (!meddled) appendFileSync(file, 'x')
    meddled = true
  }
  await expect(make({ onProgress })).rejects.toMatchObject({ code: 'changed', path: 'a.bin' })
  expect((await make()).files).toEqual(await fresh())
})

test('a journal cut off, with a flipped bit or of another format misleads nobody', async () => {
  const spoilt = {
    'cut off': (bytes: Buffer) => bytes.subarray(0, bytes.length - 40),
    'with a flipped bit': (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 3000 ? byte ^ 1 : byte))),
    'of another format': () => Buffer.from('datadeed-journal/9\nx'),
  }
  writeFileSync(join(folder, 'a.bin'), noise(40 * CHUNK_BYTES))
  await breakOff()
  const [name = ''] = readdirSync(journal)
  const whole = readFileSync(join(journal, name))
  const files = await fresh()
  for (const [how, spoil] of Object.entries(spoilt)) {
    writeFileSync(join(journal, name), spoil(whole))
    expect({ how, files: (await make()).files }).toEqual({ how, files })
  }
})

test('of a file that grew only the new part is hashed, once its SHA-256 has proved the old part', async () => {
  const file = join(folder, 'log.bin')
  writeFileSync(file, noise(40 * CHUNK_BYTES + 5))
  await make({ remember: true })
  appendFileSync(file, noise(10 * CHUNK_BYTES, 3))
  const { files, recalled } = await make({ remember: true })
  expect(recalled).toEqual({ files: 1, bytes: 40 * CHUNK_BYTES, grown: ['log.bin'] })
  expect(files).toEqual(await fresh())
})

test('a file that grew and was changed before its old end is hashed again from its beginning', async () => {
  const file = join(folder, 'log.bin')
  const old = noise(40 * CHUNK_BYTES + 5)
  writeFileSync(file, old)
  await make({ remember: true })
  old[7] = (old[7] ?? 0) ^ 1
  writeFileSync(file, Buffer.concat([old, noise(10 * CHUNK_BYTES, 3)]))
  expect((await make({ remember: true })).files).toEqual(await fresh())
})

test('without whole-file hashes an old part is trusted only where asked, and not when a sample differs', async () => {
  const file = join(folder, 'log.bin')
  const trees = { whole: false, remember: true }
  const old = noise(40 * CHUNK_BYTES)
  writeFileSync(file, old)
  await make(trees)
  appendFileSync(file, noise(10 * CHUNK_BYTES, 3))
  expect((await make({ ...trees, trustUnchanged: true })).recalled?.grown).toEqual(['log.bin'])
  appendFileSync(file, 'more')
  const { files, recalled } = await make(trees)
  expect(recalled).toBeUndefined()
  expect(files).toEqual(await fresh(trees))
  // Fewer chunks than samples: every one is looked at, so that any change is found.
  writeFileSync(file, Buffer.concat([noise(40 * CHUNK_BYTES, 9), noise(20 * CHUNK_BYTES, 3)]))
  const changed = await make({ ...trees, trustUnchanged: true })
  expect(changed.recalled).toBeUndefined()
  expect(changed.files).toEqual(await fresh(trees))
})
