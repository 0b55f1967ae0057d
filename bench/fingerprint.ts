import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { mebibyte, writeNoise } from './lib/noise.ts'
import { type Bench, median, type Row } from './run.ts'

const root = dirname(import.meta.dirname)
type Measured = { seconds: number; peak: number; out: string }

/** Runs a program to its end: seconds of the clock and, where Linux tells, its highest memory in MiB. */
const measure = async (command: string, args: string[]): Promise<Measured> => {
  const began = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  let peak = 0
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
    } catch {
      // The program has just ended, or this is not Linux.
    }
  }, 20)
  const code = await new Promise((settle, fail) => {
    child.once('error', fail)
    child.once('close', settle)
  })
  clearInterval(watch)
  if (code !== 0) throw new Error(`${command} 结束时返回 ${code}`)
  return { seconds: (performance.now() - began) / 1000, peak, out }
}

/** A folder of small files, a thousand to a subfolder, no two alike. */
const writeSmall = (folder: string, files: number): void => {
  const content = Buffer.alloc(4096, 'datadeed')
  for (let i = 0; i < files; i++) {
    const below = join(folder, String(Math.floor(i / 1000)))
    if (i % 1000 === 0) mkdirSync(below, { recursive: true })
    content.writeUInt32LE(i)
    writeFileSync(join(below, `${i}.bin`), content)
  }
}

type Figure = Row & { better: 'more' | 'less' }
const more = (row: string, value: number, unit: string, bar: number | null): Figure => ({
  ...{ row, value, unit, bar, better: 'more' },
})

/** `datadeed deposit --dry-run` against `sha256sum` and `openssl dgst -sm3` one after the other, in turns, on one cached file. */
const largeFile = async (folder: string, bytes: number): Promise<Figure[]> => {
  const file = join(folder, 'data.bin')
  await writeNoise(file, bytes)
  const turns: { tools: number; trees: Measured; whole: Measured }[] = []
  for (let turn = 0; turn < 3; turn++) {
    const sha256 = await measure('sha256sum', [file])
    const sm3 = await measure('openssl', ['dgst', '-sm3', file])
    const trees = await deposit(folder, file, '--no-whole')
    const whole = await deposit(folder, file)
    const digests = [sha256.out.slice(0, 64), sm3.out.trim().slice(-64)]
    if (!digests.every((digest) => whole.out.includes(digest))) throw new Error('三个程序的摘要不一致。')
    turns.push({ tools: sha256.seconds + sm3.seconds, trees, whole })
  }
  rmSync(file)
  const speed = (seconds: (turn: (typeof turns)[number]) => number) => bytes / 1e9 / median(turns.map(seconds))
  const times = (one: 'trees' | 'whole') => median(turns.map((turn) => turn.tools / turn[one].seconds))
  const trees = { speed: speed((turn) => turn.trees.seconds), times: times('trees') }
  const peak = Math.max(...turns.map(({ trees, whole }) => Math.max(trees.peak, whole.peak)))
  return [
    more(
      'sha256sum + openssl dgst -sm3',
      speed((turn) => turn.tools),
      'GB/s',
      null,
    ),
    // One of the two is enough.
    more('trees only', trees.speed, 'GB/s', trees.times >= 5 ? null : 0.8),
    more('trees only, times as fast', trees.times, '×', trees.speed >= 0.8 ? null : 5),
    more(
      'trees and whole-file hashes',
      speed((turn) => turn.whole.seconds),
      'GB/s',
      null,
    ),
    more('trees and whole-file hashes, times as fast', times('whole'), '×', 2.4),
    { row: 'peak memory', value: peak, unit: 'MiB', bar: 300, better: 'less' },
  ]
}

const deposit = (folder: string, path: string, ...options: string[]): Promise<Measured> => {
  const journals = ['--resume', join(folder, 'journals')]
  return measure(process.execPath, [
    join(root, 'cli/bin/datadeed.mjs'),
    'deposit',
    path,
    '--dry-run',
    ...journals,
    ...options,
  ])
}

const smallFiles = async (folder: string, files: number): Promise<Figure[]> => {
  const many = join(folder, 'many')
  writeSmall(many, files)
  const turns: Measured[] = []
  for (let turn = 0; turn < 3; turn++) turns.push(await deposit(folder, many))
  const peak = Math.max(...turns.map((turn) => turn.peak))
  return [
    more(`${files} files of 4 KiB`, files / median(turns.map(({ seconds }) => seconds)), 'files/s', 10_000),
    { row: `${files} files, peak memory`, value: peak, unit: 'MiB', bar: null, better: 'less' },
  ]
}

/** One large file and a folder of small ones, by the command line with a journal, as people run it. */
export const run: Bench = async ({ quick }) => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  try {
    return [
      ...(await largeFile(folder, (quick ? 512 : 4096) * mebibyte)),
      ...(await smallFiles(folder, quick ? 10_000 : 100_000)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
