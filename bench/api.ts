import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Programs } from '../scripts/lib/programs.ts'
import { migrate } from '../server/src/platform/db/migrate.ts'
import { startPostgres } from '../server/src/platform/postgres/launcher.ts'
import { type Bench, median, type Row } from './run.ts'
import { seedCases } from './world/cases.ts'
import { seedPeople, signIn } from './world/people.ts'

const connections = 20

const filters = [
  '',
  'status=submitted',
  'status=registered',
  'prefectureCode=520100',
  'sort=due',
  'status=under_review&assigned=me',
]

/** As many looks at lists as at cases: the first pages under each filter, and the cases they show; `full` leaves out shorter pages. */
const pathsOf = async (
  url: string,
  headers: Record<string, string>,
  { filters, full }: { filters: string[]; full: boolean },
): Promise<string[]> => {
  const lists: string[] = []
  const ids = new Set<string>()
  for (const filter of filters) {
    let cursor = ''
    for (let page = 0; page < 8; page++) {
      const path = `/api/v1/cases?${filter}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
      const answer = await fetch(url + path, { headers })
      const { items, next } = (await answer.json()) as { items: { id: string }[]; next: string | null }
      if (full && !next) break
      lists.push(path)
      for (const { id } of items) ids.add(id)
      if (!next) break
      cursor = next
    }
  }
  const cases = [...ids].map((id) => `/api/v1/cases/${id}`)
  return cases.flatMap((path, i) => [path, lists[i % lists.length] ?? ''])
}

interface Measured {
  perSecond: number
  p99: number
}

const load = async (
  url: string,
  headers: Record<string, string>,
  paths: string[],
  seconds: number,
): Promise<Measured> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./lib/load.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const requests = paths.map((path) => ({ path }))
  child.stdin.end(JSON.stringify({ url, connections, duration: seconds, headers, requests }))
  const result = JSON.parse(await text(child.stdout)) as {
    requests: { average: number }
    latency: { p99: number }
    errors: number
    non2xx: number
  }
  if (result.errors + result.non2xx > 0) throw new Error(`${result.errors + result.non2xx} 个请求没有得到答复。`)
  return { perSecond: result.requests.average, p99: result.latency.p99 }
}

const measure = async (
  url: string,
  token: string,
  quick: boolean,
  which: Parameters<typeof pathsOf>[2],
): Promise<Measured> => {
  const headers = { authorization: `Bearer ${token}` }
  const paths = await pathsOf(url, headers, which)
  await load(url, headers, paths, 3)
  const rounds: Measured[] = []
  for (let round = 0; round < (quick ? 1 : 3); round++) rounds.push(await load(url, headers, paths, quick ? 5 : 10))
  return { perSecond: median(rounds.map((one) => one.perSecond)), p99: median(rounds.map((one) => one.p99)) }
}

const rowsOf = (cases: string, { perSecond, p99 }: Measured): Row[] => [
  { row: `列表与详情各半，${cases} 件`, value: perSecond, unit: '次/秒', bar: 3000, better: 'more' },
  { row: `第 99 百分位耗时，${cases} 件`, value: p99, unit: '毫秒', bar: 30, better: 'less' },
]

/** Signed-in reading of lists and cases with few and with many cases; server, database and client share the machine. */
export const run: Bench = async ({ quick }) => {
  const home = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  chmodSync(home, 0o755)
  const postgres = await startPostgres({ dataDir: join(home, 'pg'), log: () => {} })
  const programs = new Programs()
  try {
    await migrate(postgres.url)
    const reader = await seedPeople(postgres.url)
    await seedCases(postgres.url, 1, 60)
    // Demonstration mode lifts the limit of requests per address, which one client would run into.
    const settings = { DATABASE_URL: postgres.url, DATADEED_DATA: join(home, 'data'), DATADEED_DEMO: '1' }
    const server = await programs.server(settings)
    const token = await signIn(server.url, reader)
    const mix = { filters, full: false }
    // With 60 cases most filters leave a few rows, so what growth costs is measured with pages of one length.
    const alike = { filters: [''], full: true }
    const few = await measure(server.url, token, quick, mix)
    const fewAlike = await measure(server.url, token, quick, alike)
    const many = quick ? 20_000 : 100_000
    await seedCases(postgres.url, 61, many)
    const much = await measure(server.url, token, quick, mix)
    const muchAlike = await measure(server.url, token, quick, alike)
    return [
      ...rowsOf('60', few),
      ...rowsOf(many.toLocaleString('en-US'), much),
      {
        row: '多 / 少，各页一样长',
        value: muchAlike.perSecond / fewAlike.perSecond,
        unit: '倍',
        bar: 0.8,
        better: 'more',
      },
      { row: '多 / 少，六种筛选', value: much.perSecond / few.perSecond, unit: '倍', bar: null, better: 'more' },
    ]
  } finally {
    await programs.stop()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
