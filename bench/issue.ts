import { setTimeout as sleep } from 'node:timers/promises'
import { getCase, submitCase } from '../server/src/features/filing/service.ts'
import { withClient } from '../server/src/platform/postgres/postmaster.ts'
import { plant, withInstallation } from './lib/installation.ts'
import { type Bench, percentile, type Row } from './run.ts'

const until = async (there: () => Promise<boolean>, seconds: number): Promise<number> => {
  for (const began = performance.now(); ; await sleep(20)) {
    if (await there()) return (performance.now() - began) / 1000
    if (performance.now() - began > seconds * 1000) throw new Error(`${seconds} 秒内没有办完。`)
  }
}

/** From signing to the examiner's queue, and from the end of the notice to certificates: every program, two witnesses, one machine. */
export const run: Bench = async ({ quick }) =>
  await withInstallation(async (installation) => {
    const { p, url, database } = installation
    const one = <T extends object>(sql: string, values: unknown[]): Promise<T | undefined> =>
      withClient(database, async (client) => (await client.query<T>(sql, values)).rows[0])

    const ready: number[] = []
    for (const { company, depositId } of await plant(installation, 'awaiting_signature', quick ? 5 : 30)) {
      const { id } = (await one<{ id: string }>('select id from filing_case where deposit_id = $1', [depositId])) ?? {}
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
      const planted = await plant(installation, 'public_notice', count)
      const ids = planted.map(({ depositId }) => depositId)
      const last = await one<{ day: string }>(
        `select (max(closes) + 1)::text as day from notice join filing_case c on c.id = case_id where c.deposit_id = any($1)`,
        [ids],
      )
      const to = new Date(`${last?.day}T00:00:00+08:00`).toISOString()
      const began = performance.now()
      const moved = await fetch(`${url}/api/v1/demo/clock`, {
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
  })
