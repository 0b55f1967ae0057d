import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CaseStatus } from '../core/src/filing/machine.ts'
import { freePort, Programs } from '../scripts/lib/programs.ts'
import { readConfig } from '../server/src/config.ts'
import { getCase, submitCase } from '../server/src/features/filing/service.ts'
import { openPlatform } from '../server/src/open-platform.ts'
import { migrate } from '../server/src/platform/db/migrate.ts'
import type { Platform } from '../server/src/platform/platform.ts'
import { startPostgres } from '../server/src/platform/postgres/launcher.ts'
import { withClient } from '../server/src/platform/postgres/postmaster.ts'
import { plantCase, plantDeposit, untilPublished } from '../server/src/seed/cases.ts'
import { type Company, seedCompanies, seedStaff } from '../server/src/seed/people.ts'
import { dataSets } from '../server/src/seed/world.ts'
import { type Bench, percentile, type Row } from './run.ts'

const asItGoes = { daysAgo: () => {} }
let serial = 0

/** So many new cases of companies, brought by the services that people use to a state of the procedure. */
const plant = async (
  p: Platform,
  companies: readonly Company[],
  staff: Parameters<typeof plantCase>[3],
  status: CaseStatus,
  count: number,
) => {
  const planted = []
  for (let n = 0; n < count; n++) {
    serial += 1
    const [company, data] = [companies[serial % companies.length], dataSets[serial % dataSets.length]]
    if (!company || !data) throw new Error('no company')
    const named = { ...data, name: `${data.name}（第${serial}批）` }
    planted.push(await plantDeposit(p, asItGoes, { company, data: named, status, daysAgo: 0 }))
  }
  await untilPublished(p, planted)
  for (const one of planted) await plantCase(p, asItGoes, one, staff)
  return planted
}

const until = async (there: () => Promise<boolean>, seconds: number): Promise<number> => {
  for (const began = performance.now(); ; await sleep(20)) {
    if (await there()) return (performance.now() - began) / 1000
    if (performance.now() - began > seconds * 1000) throw new Error(`${seconds} 秒内没有办完。`)
  }
}

/** From signing to the examiner's queue, and from the end of the notice to certificates: every program, two witnesses, one machine. */
export const run: Bench = async ({ quick }) => {
  const home = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  chmodSync(home, 0o755)
  const postgres = await startPostgres({ dataDir: join(home, 'pg'), log: () => {} })
  const programs = new Programs()
  try {
    await migrate(postgres.url)
    const base = {
      ...{ DATABASE_URL: postgres.url, DATADEED_DATA: join(home, 'data'), DATADEED_DEMO: '1' },
      ...{ DATADEED_PORT: String(await freePort()), DATADEED_LOG_LEVEL: 'warn' },
    }
    const vkey = await (await fetch(`${(await programs.server(base)).url}/log/vkey`)).text()
    await programs.stop()
    const witnesses = []
    for (const name of ['witness.example/1', 'witness.example/2'])
      witnesses.push(await programs.witness(name, vkey.trim(), join(home, name.replace('/', '-'))))
    const settings = { ...base, DATADEED_WITNESSES: witnesses.map(({ url }) => url).join(',') }
    const server = await programs.server(settings)
    programs.worker(settings)
    const { platform: p, close } = await openPlatform(readConfig(settings))
    try {
      const { examiner, examiner2, reviewer, admin } = await seedStaff(p)
      if (!examiner || !examiner2 || !reviewer || !admin) throw new Error('staff is incomplete')
      const staff = { examiner, examiner2, reviewer }
      const companies = await seedCompanies(p, admin)
      const one = <T extends object>(sql: string, values: unknown[]): Promise<T | undefined> =>
        withClient(postgres.url, async (client) => (await client.query<T>(sql, values)).rows[0])

      const ready: number[] = []
      for (const { company, depositId } of await plant(p, companies, staff, 'awaiting_signature', quick ? 5 : 30)) {
        const { id } =
          (await one<{ id: string }>('select id from filing_case where deposit_id = $1', [depositId])) ?? {}
        if (!id) throw new Error('no case')
        const { version } = await getCase(p, company.signatory, id)
        const began = performance.now()
        await submitCase(p, company.signatory, id, { version })
        await until(async () => {
          const found = await one<{ there: boolean }>(
            `select c.status = 'submitted' and e.index < (select max(size) from log_publication)
               and not exists (select from graphile_worker.jobs where task_identifier = 'filing.preexamine') as there
             from filing_case c join submission s on s.case_id = c.id join log_entry e on e.leaf_id = s.leaf_id
             where c.id = $1`,
            [id],
          )
          return found?.there ?? false
        }, 60)
        ready.push((performance.now() - began) / 1000)
      }

      /** Lets the notices of so many cases end at one moment; seconds until all their certificates are signed and published in the log. */
      const issue = async (count: number): Promise<number> => {
        await p.clock.refresh()
        const planted = await plant(p, companies, staff, 'public_notice', count)
        const ids = planted.map(({ depositId }) => depositId)
        const last = await one<{ day: string }>(
          `select (max(closes) + 1)::text as day from notice join filing_case c on c.id = case_id where c.deposit_id = any($1)`,
          [ids],
        )
        const to = new Date(`${last?.day}T00:00:00+08:00`).toISOString()
        const began = performance.now()
        const moved = await fetch(`${server.url}/api/v1/demo/clock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ to }),
        })
        if (!moved.ok) throw new Error(`时钟没有拨动：${await moved.text()}`)
        await until(async () => {
          const found = await one<{ n: string }>(
            `select count(*) as n from certificate join register_entry r on r.id = entry_id join filing_case c on c.id = r.case_id
               join log_entry e on e.leaf_id = certificate.leaf_id
             where c.deposit_id = any($1) and e.index < (select max(size) from log_publication)`,
            [ids],
          )
          return Number(found?.n) === count
        }, 600)
        return (performance.now() - began) / 1000
      }
      const few = await issue(quick ? 3 : 20)
      const many = quick ? 10 : 200
      const took = await issue(many)
      const less = (row: string, value: number): Row => ({ row, value, unit: '秒', bar: 60, better: 'less' })
      return [
        less('提交到审查员可以审查（机审完毕、提交回执得到见证），第 95 百分位', percentile(ready, 0.95)),
        less(`公示期满到证书签发并得到见证，${quick ? 3 : 20} 件同时期满，最后一件`, few),
        less(`同上，${many} 件同时期满，最后一件`, took),
        { row: '每小时签发证书', value: (many / took) * 3600, unit: '份', bar: 3000, better: 'more' },
      ]
    } finally {
      await close()
    }
  } finally {
    await programs.stop()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
