import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHashControl } from '../fingerprint/control.ts'
import type { Progress } from '../fingerprint/progress.ts'
import { hashFiles } from '../fingerprint/schedule.ts'
import { tableResults } from '../fingerprint/tables.ts'
import type { FromWorker, WorkerHandle } from '../fingerprint/work.ts'
import type { NodeSource } from './reader.ts'
import { listFiles } from './walk.ts'

let folder = ''
let ended: Promise<number>[] = []
const parquet = (codec: 'SNAPPY' | 'UNCOMPRESSED') =>
  new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'n', data: [1, 2, 3], type: 'INT32' }], codec }))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-stalled-'))
  ended = []
  writeFileSync(join(folder, 'loop.parquet'), parquet('SNAPPY'))
  writeFileSync(join(folder, 'plain.parquet'), parquet('UNCOMPRESSED'))
  writeFileSync(join(folder, 'b.csv'), 'n\n1\n2\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Threads whose Snappy never ends. */
const start = (): WorkerHandle<NodeSource> => {
  const worker = new Worker(new URL('./testing/looping-worker.ts', import.meta.url))
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on('message', (message: FromWorker) => listener(message)),
    onCrash: (listener) => worker.on('error', listener),
    terminate: () => void ended.push(worker.terminate()),
  }
}
const options = { whole: true, profile: true, tables: true, start, now: () => performance.now() }

test('a decoder that loops is ended with its thread; all else is done by the next', async () => {
  const files = await listFiles(folder)
  let told: Progress | undefined
  const onProgress = (progress: Progress) => {
    told = progress
  }
  const hashed = await hashFiles(files, { ...options, workers: 1, patience: 0.05, onProgress })
  const bytes = hash('sha256', parquet('SNAPPY'), 'buffer')
  const [csv, loop, plain] = ['b.csv', 'loop.parquet', 'plain.parquet'].map((name) =>
    hashed.find(({ path }) => path === name),
  )
  expect(loop?.profile).toMatchObject({ fault: 'stalled', rows: null, columns: [] })
  expect(loop?.whole?.sha256).toEqual(new Uint8Array(bytes))
  expect([csv, plain].map((file) => [file?.profile?.fault, file?.profile?.rows])).toEqual([
    [null, 2],
    [null, 3],
  ])
  const tables = tableResults(hashed)
  expect(tables.map(({ path, table, refusal }) => [path, table === null, refusal?.code])).toEqual([
    ['b.csv', false, undefined],
    ['loop.parquet', true, 'stalled'],
    ['plain.parquet', false, undefined],
  ])
  expect(tables[1]?.refusal?.message).toContain('解码这份文件长时间没有结束')
  expect(told).toMatchObject({ files: 3, filesTotal: 3, bytes: told?.bytesTotal })
  // Both tasks of the file cost a thread, and the threads are really gone.
  expect(await Promise.all(ended)).toHaveLength(3)
})

test('while it is paused nothing is given up; afterwards the decoder has its time again', async () => {
  for (const name of ['plain.parquet', 'b.csv']) rmSync(join(folder, name))
  const control = createHashControl()
  let decoding = 0
  const paused = Promise.withResolvers<void>()
  const watched = (): WorkerHandle<NodeSource> => {
    const worker = start()
    const onMessage: typeof worker.onMessage = (listener) =>
      worker.onMessage((message) => {
        listener(message)
        // The second time it is let loose on the row group, after the metadata.
        if (message.type !== 'decoding' || message.within === 0 || ++decoding !== 2) return
        control.pause()
        paused.resolve()
      })
    return { ...worker, onMessage }
  }
  const running = hashFiles(await listFiles(folder), {
    ...options,
    start: watched,
    workers: 1,
    patience: 0.02,
    control,
  })
  await paused.promise
  await new Promise((settle) => setTimeout(settle, 1500))
  expect(ended).toEqual([])
  control.resume()
  expect((await running)[0]?.profile?.fault).toBe('stalled')
  expect(await Promise.all(ended)).toHaveLength(3)
})
