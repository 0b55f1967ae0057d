import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Programs } from '../scripts/lib/programs.ts'
import { migrate } from '../server/src/platform/db/migrate.ts'
import { startPostgres } from '../server/src/platform/postgres/launcher.ts'
import { withClient } from '../server/src/platform/postgres/postmaster.ts'
import { type Bench, percentile, type Row } from './run.ts'
import { seedWorld } from './world/cases.ts'
import { signIn } from './world/people.ts'

/** What the workplace asks for: each tab, order and filter of the queue, and the second page. */
const states = ['submitted', 'under_review', 'correction_required', 'refusal_proposed', 'public_notice', 'registered']
const views = [
  ...['due', 'submitted', 'updated'].flatMap((sort) =>
    ['', ...states.map((s) => `&status=${s}`)].map((s) => `sort=${sort}${s}`),
  ),
  ...[
    'prefectureCode=520100',
    'direction=%E9%AB%98%E9%80%9F%E8%BF%90%E8%90%A5',
    'assigned=me',
    'assigned=none',
    'overdue=true',
    'green=true',
  ].map((filter) => `sort=due&${filter}`),
  'sort=due&status=submitted&prefectureCode=522700&assigned=none',
]

/** Milliseconds of each of `times` answers to one question. */
const ask = async (url: string, token: string, path: string, times: number): Promise<number[]> => {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    const began = performance.now()
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path} 的答复是 ${answer.status}。`)
    took.push(performance.now() - began)
  }
  return took
}

/** Lists of the queue with their counts at a million cases; each view counts, the slowest is shown. */
export const run: Bench = async ({ quick }) => {
  const cases = quick ? 20_000 : 1_000_000
  const home = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  chmodSync(home, 0o755)
  const postgres = await startPostgres({ dataDir: join(home, 'pg'), log: () => {}, settings: { fsync: 'off' } })
  const programs = new Programs()
  try {
    await migrate(postgres.url)
    const reader = await seedWorld(postgres.url, cases)
    const settings = { DATABASE_URL: postgres.url, DATADEED_DATA: join(home, 'data'), DATADEED_DEMO: '1' }
    const server = await programs.server(settings)
    const token = await signIn(server.url, reader)
    const slowest = async (paths: readonly string[]) => {
      let worst = { path: '', p95: 0 }
      for (const path of paths) {
        await ask(server.url, token, path, 2)
        const p95 = percentile(await ask(server.url, token, path, 20), 0.95)
        if (p95 > worst.p95) worst = { path, p95 }
      }
      return worst
    }
    const lists = await slowest(views.map((view) => `/api/v1/cases?limit=20&${view}`))
    const counts = await slowest(['/api/v1/queue-counts'])
    type Page = { total: number }
    const totalOf = async (view: string): Promise<number> => {
      const answer = await fetch(`${server.url}/api/v1/cases?limit=1&${view}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      return ((await answer.json()) as Page).total
    }
    const wrong = await withClient(postgres.url, async (client) => {
      let differences = 0
      for (const status of states) {
        const { rows } = await client.query<{ n: string }>('select count(*) as n from filing_case where status = $1', [
          status,
        ])
        if (Number(rows[0]?.n) !== (await totalOf(`status=${status}`))) differences++
      }
      return differences
    })
    const shown = `${cases.toLocaleString('en-US')} 件`
    const less = (row: string, value: number, unit: string, bar: number): Row => ({
      row,
      value,
      unit,
      bar,
      better: 'less',
    })
    return [
      less(
        `${shown}，${views.length} 种列表连同件数，最慢一种（${lists.path.slice(23)}）第 95 百分位`,
        lists.p95,
        '毫秒',
        50,
      ),
      less(`${shown}，各状态件数，第 95 百分位`, counts.p95, '毫秒', 50),
      less('件数与逐件相数不符的状态', wrong, '种', 0),
    ]
  } finally {
    await programs.stop()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
