import { spawn } from 'node:child_process'
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { batchColumns } from '../core/src/filing/batch-columns.ts'
import { mostBatchRows } from '../core/src/filing/batch-schema.ts'
import { Programs } from '../scripts/lib/programs.ts'
import { migrate } from '../server/src/platform/db/migrate.ts'
import { startPostgres } from '../server/src/platform/postgres/launcher.ts'
import { withClient } from '../server/src/platform/postgres/postmaster.ts'
import type { Bench, Row } from './run.ts'
import { seedDepositor } from './world/people.ts'

const root = dirname(import.meta.dirname)

/** The most memory a process has held so far, MB; 0 once it is gone. */
const peakOf = (pid: number): number => {
  try {
    const kib = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return (Number(kib ?? 0) * 1024) / 1e6
  } catch {
    return 0
  }
}

/** A CSV of applications, each another one, in the columns of the template. */
const writeTable = async (path: string, rows: number): Promise<void> => {
  const out = createWriteStream(path)
  const filled: Record<string, (n: number) => string> = {
    deposit: (n) => `GZJT-C-2026-${String((n % 900_000) + 1).padStart(6, '0')}`,
    name: (n) => `贵州高速公路第${n}路段车速数据集`,
    direction: () => '高速运营',
    scenario: (n) => `供第${n}路段的运营单位分析拥堵成因，安排养护施工时段，并向出行者发布预计通行时间。`,
    records: (n) => String(n),
    timeFrom: () => '46023',
  }
  out.write(`\uFEFF${batchColumns.map(({ label }) => label).join(',')}\r\n`)
  for (let n = 1; n <= rows; n++) {
    const line = `${batchColumns.map(({ key }) => filled[key]?.(n) ?? '').join(',')}\r\n`
    if (!out.write(line)) await new Promise<void>((resolve) => out.once('drain', () => resolve()))
  }
  out.end()
  await finished(out)
}

/** Runs the command line as its user does; what it said, and the most memory it held. */
const fileBatch = async (path: string, server: string, token: string): Promise<{ said: string; peak: number }> => {
  const child = spawn(process.execPath, [join(root, 'cli/bin/datadeed.mjs'), 'file-batch', path, '--json'], {
    env: { PATH: process.env.PATH, DATADEED_SERVER: server, DATADEED_TOKEN: token },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const said = text(child.stdout)
  let peak = 0
  while (child.exitCode === null && child.signalCode === null) {
    peak = Math.max(peak, peakOf(child.pid ?? 0))
    await sleep(200)
  }
  if (child.exitCode !== 0) throw new Error(`datadeed file-batch 结束了（${child.exitCode}）：${await said}`)
  return { said: await said, peak }
}

const countIn = (url: string, sql: string): Promise<number> =>
  withClient(url, async (client) => Number((await client.query<{ n: string }>(sql)).rows[0]?.n ?? 0))
const rowsIn = (url: string) => countIn(url, 'select count(*) as n from filing_batch_row')

/** A table of 1,100,000 applications from the command line into the platform, twice: memory of each program, no row twice. */
export const run: Bench = async ({ quick }) => {
  const rows = quick ? 11_000 : 1_100_000
  const home = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  chmodSync(home, 0o755)
  const postgres = await startPostgres({ dataDir: join(home, 'pg'), log: () => {} })
  const programs = new Programs()
  try {
    await migrate(postgres.url)
    const settings = { DATABASE_URL: postgres.url, DATADEED_DATA: join(home, 'data'), DATADEED_DEMO: '1' }
    const server = await programs.server(settings)
    const worker = programs.worker(settings)
    const token = await seedDepositor(postgres.url, server.url)
    const path = join(home, '申报.csv')
    await writeTable(path, rows)
    const began = performance.now()
    const first = await fileBatch(path, server.url, token)
    const received = (performance.now() - began) / 1000
    const waiting = () => countIn(postgres.url, `select count(*) as n from filing_batch where status <> 'ready'`)
    while ((await waiting()) > 0) await sleep(500)
    const checked = (performance.now() - began) / 1000
    const before = await rowsIn(postgres.url)
    const second = await fileBatch(path, server.url, token)
    const after = await rowsIn(postgres.url)
    const batches = await countIn(postgres.url, 'select count(*) as n from filing_batch')
    const shown = rows.toLocaleString('en-US')
    const memory = (row: string, value: number): Row => ({ row, value, unit: 'MB', bar: 512, better: 'less' })
    return [
      { row: `${shown} 行，送入`, value: rows / received, unit: '行/秒', bar: null, better: 'more' },
      { row: `${shown} 行，送入并逐条检查`, value: rows / checked, unit: '行/秒', bar: null, better: 'more' },
      memory('命令行最多占用', Math.max(first.peak, second.peak)),
      memory('服务最多占用', peakOf(server.pid)),
      memory('后台最多占用', peakOf(worker)),
      { row: '缺少的行', value: rows - before, unit: '行', bar: 0, better: 'less' },
      { row: '重复送入后多出的行', value: after - before, unit: '行', bar: 0, better: 'less' },
      {
        row: '重复送入后多出的批次',
        value: batches - Math.ceil(rows / mostBatchRows),
        unit: '批',
        bar: 0,
        better: 'less',
      },
    ]
  } finally {
    await programs.stop()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
