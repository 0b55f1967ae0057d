import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createLogFiles, newLogKeys } from '../cli/src/monitor/testing/log-files.ts'
import type { Bench } from './run.ts'

const bin = fileURLToPath(new URL('../cli/bin/datadeed.mjs', import.meta.url))
const batch = 256

/** `datadeed fsck` over a log's files: both trees, every entry, chain and tile, as a process of its own. */
export const run: Bench = async ({ quick }) => {
  const entries = quick ? 50_000 : 500_000
  const folder = await mkdtemp(join(tmpdir(), 'datadeed-bench-fsck-'))
  try {
    const log = await createLogFiles(folder, 'bench.example/log', newLogKeys())
    for (let n = 0; n < entries; n += batch) {
      log.add(Array.from({ length: batch - 1 }, (_, i) => `CZ-2026-${(n + i) % 40_000}`))
      await log.addTwinHead()
      // An honest entry names the newest head; publishing writes the tiles as well.
      if (n % (16 * batch) === 0) await log.publish()
    }
    await log.publish()
    const child = spawn(process.execPath, [bin, 'fsck', folder, '--log-vkey', log.vkey, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    child.stdout.on('data', (part) => {
      out += part
    })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`fsck ended with ${code}: ${out.slice(-500)}`)
    const { size, seconds, cpuSeconds }: { size: number; seconds: number; cpuSeconds: number } = JSON.parse(out)
    return [
      {
        row: `fsck, ${size} entries, ${availableParallelism()} cores`,
        value: size / seconds,
        unit: 'entries/s',
        bar: 200_000,
        better: 'more',
      },
      { row: 'fsck, processor time', value: (cpuSeconds / size) * 1e6, unit: 'µs/entry', bar: null, better: 'less' },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
