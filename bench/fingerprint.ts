import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Bench, median } from './run.ts'

const root = dirname(import.meta.dirname)
const mebibyte = 1_048_576

/** A file that compresses and deduplicates badly: a counter in every block of one mebibyte of noise. */
const writeFile = (path: string, bytes: number): Promise<void> => {
  const noise = Buffer.from(Uint8Array.from({ length: mebibyte }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 11) & 255))
  const blocks = function* () {
    for (let block = 0; block * mebibyte < bytes; block++) {
      const content = Buffer.from(noise)
      content.writeUInt32LE(block)
      yield content
    }
  }
  return pipeline(Readable.from(blocks()), createWriteStream(path))
}

/** Runs a program to its end: seconds of the clock and, where Linux tells, its highest memory in MiB. */
const measure = async (command: string, args: string[]): Promise<{ seconds: number; peak: number; out: string }> => {
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

/** `datadeed deposit --dry-run` against `sha256sum` and `openssl dgst -sm3` one after the other, in turns, on one cached file. */
export const run: Bench = async ({ quick }) => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  const file = join(folder, 'data.bin')
  const cli = join(root, 'cli', 'bin', 'datadeed.mjs')
  try {
    await writeFile(file, (quick ? 512 : 2048) * mebibyte)
    const ours: { seconds: number; peak: number }[] = []
    const theirs: number[] = []
    for (let turn = 0; turn < 3; turn++) {
      const sha256 = await measure('sha256sum', [file])
      const sm3 = await measure('openssl', ['dgst', '-sm3', file])
      theirs.push(sha256.seconds + sm3.seconds)
      const made = await measure(process.execPath, [cli, 'deposit', file, '--dry-run'])
      const digests = [sha256.out.slice(0, 64), sm3.out.trim().slice(-64)]
      if (!digests.every((digest) => made.out.includes(digest))) throw new Error('三个程序的摘要不一致。')
      ours.push(made)
    }
    const gigabytes = ((quick ? 512 : 2048) * mebibyte) / 1e9
    const seconds = median(ours.map((one) => one.seconds))
    return [
      {
        row: 'sha256sum + openssl dgst -sm3',
        value: gigabytes / median(theirs),
        unit: 'GB/s',
        bar: null,
        better: 'more',
      },
      { row: 'datadeed deposit --dry-run', value: gigabytes / seconds, unit: 'GB/s', bar: null, better: 'more' },
      {
        row: 'times as fast',
        value: median(ours.map((one, i) => (theirs[i] ?? 0) / one.seconds)),
        unit: '×',
        bar: 2,
        better: 'more',
      },
      { row: 'peak memory', value: Math.max(...ours.map((one) => one.peak)), unit: 'MiB', bar: 300, better: 'less' },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
