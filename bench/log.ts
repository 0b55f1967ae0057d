import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { nodeCrypto } from '../evidence/adapters/node.ts'
import { parseTrust, verifyPackage } from '../evidence/src/index.ts'
import { freePort, Programs } from '../scripts/lib/programs.ts'
import { migrate } from '../server/src/platform/db/migrate.ts'
import { startPostgres } from '../server/src/platform/postgres/launcher.ts'
import { cpuSeconds } from './lib/cpu.ts'
import type { Bench } from './run.ts'
import { seedDepositor } from './world/people.ts'

interface Measured {
  perSecond: number
  p50: number
  p99: number
  published: number
  pending: number
  failed: number
  firstFault: string
  ids: string[]
}

const load = async (order: object): Promise<Measured> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./lib/deposit-load.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(order))
  return JSON.parse(await text(child.stdout)) as Measured
}

const vkeyOf = async (url: string): Promise<string> => (await (await fetch(`${url}/log/vkey`)).text()).trim()

/** Deposits over HTTP to their cosigned receipts: server, worker, database, three witnesses and the client on one machine. */
export const run: Bench = async ({ quick }) => {
  const home = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  chmodSync(home, 0o755)
  const postgres = await startPostgres({ dataDir: join(home, 'pg'), log: () => {} })
  const programs = new Programs()
  try {
    await migrate(postgres.url)
    const port = String(await freePort())
    const base = {
      DATABASE_URL: postgres.url,
      DATADEED_DATA: join(home, 'data'),
      DATADEED_DEMO: '1',
      DATADEED_PORT: port,
    }
    // The first start makes the log's key, which witnesses are told; the second is told of the witnesses.
    const vkey = await vkeyOf((await programs.server(base)).url)
    await programs.stop()
    const names = ['witness.example/1', 'witness.example/2', 'witness.example/3']
    const witnesses: { url: string; pid: number }[] = []
    for (const [i, name] of names.entries())
      witnesses.push(await programs.witness(name, vkey, join(home, `witness-${i}`)))
    const settings = { ...base, DATADEED_WITNESSES: witnesses.map((one) => one.url).join(',') }
    const { url, pid } = await programs.server(settings)
    const worker = programs.worker(settings)
    const database = Number(readFileSync(join(home, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
    const used = () => ({
      server: cpuSeconds(pid),
      worker: cpuSeconds(worker),
      database: cpuSeconds(database),
      witnesses: cpuSeconds(...witnesses.map((one) => one.pid)),
    })
    const token = await seedDepositor(postgres.url, url)
    // A little more than the bar asks for, because what is answered per second cannot exceed what is sent.
    const perSecond = 2050
    await load({ url: url, token, perSecond: 200, seconds: 5, run: 'warm' })
    await load({ url: url, token, perSecond: 1000, seconds: 5, run: 'warmer' })
    const before = used()
    const measured = await load({ url: url, token, perSecond, seconds: quick ? 10 : 60, run: 'measured' })
    const after = used()
    const perDeposit = (part: keyof typeof after) => ((after[part] - before[part]) * 1e6) / measured.published
    if (measured.failed > 0) throw new Error(`${measured.failed} 次存证失败：${measured.firstFault}`)
    const trust = parseTrust(nodeCrypto, await (await fetch(`${url}/api/v1/trust`)).text())
    for (const id of measured.ids) {
      const answer = await fetch(`${url}/api/v1/deposits/${id}/receipt`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const input = { packageText: await answer.text(), trust, now: Date.now() / 1000 }
      const { outcome } = verifyPackage(input, nodeCrypto)
      if (outcome !== 'valid') throw new Error(`存证 ${id} 的回执没有通过核验：${outcome}`)
    }
    return [
      { row: '存证到达公布并经三方见证', value: measured.perSecond, unit: '次/秒', bar: 2000, better: 'more' },
      { row: '回执中位耗时', value: measured.p50, unit: '毫秒', bar: 150, better: 'less' },
      { row: '回执第 99 百分位耗时', value: measured.p99, unit: '毫秒', bar: 500, better: 'less' },
      { row: '等待期内未公布', value: measured.pending, unit: '次', bar: 0, better: 'less' },
      ...(['server', 'worker', 'database', 'witnesses'] as const).map((part) => ({
        ...{ row: `每次存证的处理器时间：${part}`, value: perDeposit(part), unit: '微秒', bar: null },
        better: 'less' as const,
      })),
      { row: '抽查并核验通过的回执', value: measured.ids.length, unit: '份', bar: null, better: 'more' },
    ]
  } finally {
    await programs.stop()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
