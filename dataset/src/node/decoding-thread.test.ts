import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { profilePath } from '../profile/node-profile.ts'
import { scanPath } from '../scan/node-scan.ts'
import { fingerprintTables } from '../table/node-table.ts'

let folder = ''
const phones = Array.from({ length: 3000 }, (_, i) => `13${i % 10}8123${1000 + i}`)
const parquet = (codec: 'SNAPPY' | 'UNCOMPRESSED') =>
  new Uint8Array(parquetWriteBuffer({ columnData: [{ name: '电话', data: phones, type: 'STRING' }], codec }))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-decoding-'))
  writeFileSync(join(folder, 'a.csv'), `电话\n${phones.join('\n')}\n`)
  writeFileSync(join(folder, 'loop.parquet'), parquet('SNAPPY'))
  writeFileSync(join(folder, 'plain.parquet'), parquet('UNCOMPRESSED'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Threads whose Snappy never ends. */
let started = 0
const looping = {
  patience: 0.03,
  start: () => {
    started += 1
    return new Worker(new URL('./testing/looping-decoding.ts', import.meta.url))
  },
}

test('a decoder that never ends is stopped; all other tables of the folder are scanned', async () => {
  const results = await scanPath(folder, looping)
  expect(results.map(({ path, facts, findings }) => [path, facts.fault, facts.rows, findings.length])).toEqual([
    ['a.csv', null, 3000, 1],
    ['loop.parquet', 'stalled', 0, 0],
    ['plain.parquet', null, 3000, 1],
  ])
})

test('so are their values made, and who is refused hears why', async () => {
  const [csv, loop, plain] = await fingerprintTables(folder, {}, looping)
  expect(csv?.table?.rows).toBe(3000)
  expect(plain?.table?.ordered).toEqual(csv?.table?.ordered)
  expect(loop?.table).toBeNull()
  expect(loop?.refusal?.message).toBe(
    '解码这份文件长时间没有结束，已停止，没有计算。文件可能已损坏，请重新导出后再试。',
  )
})

test('and their profiles, with progress', async () => {
  started = 0
  let told = 0
  const profiles = await profilePath(
    folder,
    (done) => {
      told = done
    },
    looping,
  )
  expect(profiles.map(({ path, fault, rows }) => [path, fault, rows])).toEqual([
    ['a.csv', null, 3000],
    ['loop.parquet', 'stalled', null],
    ['plain.parquet', null, 3000],
  ])
  expect(told).toBeGreaterThan(0)
  // One thread for all that is decoded, and another after one was stopped.
  expect(started).toBe(2)
})

test('the canonical text comes whole and in order out of the thread', async () => {
  const textOf = async (name: string) => {
    const pieces: Uint8Array[] = []
    await fingerprintTables(join(folder, name), { onText: (_, piece) => pieces.push(piece.slice()) })
    return Buffer.concat(pieces).toString()
  }
  const text = await textOf('plain.parquet')
  expect(text).toHaveLength(3000 * 12)
  expect(text === (await textOf('a.csv'))).toBe(true)
})

test('who does not want the text any more stops the thread and hears of it', async () => {
  const full = () => {
    throw new Error('the disk is full')
  }
  await expect(fingerprintTables(join(folder, 'plain.parquet'), { onText: full })).rejects.toThrow('the disk is full')
})

test('a file that is gone says so as without a thread', async () => {
  await expect(scanPath(join(folder, 'nothing.parquet'))).rejects.toMatchObject({ name: 'FingerprintError' })
})
