import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseStatus } from '../../core/src/filing/machine.ts'
import { freePort, Programs } from '../../scripts/lib/programs.ts'
import { readConfig } from '../../server/src/config.ts'
import { openPlatform } from '../../server/src/open-platform.ts'
import { migrate } from '../../server/src/platform/db/migrate.ts'
import type { Platform } from '../../server/src/platform/platform.ts'
import { startPostgres } from '../../server/src/platform/postgres/launcher.ts'
import { type Planted, plantCase, plantDeposit, type Staff, untilPublished } from '../../server/src/seed/cases.ts'
import { type Company, seedCompanies, seedStaff } from '../../server/src/seed/people.ts'
import { type DemoData, dataSets } from '../../server/src/seed/world.ts'

/** Every program with two witnesses, the demonstration's people, and a platform to act on from here. */
export interface Installation {
  p: Platform
  /** Of the server and of the database. */
  url: string
  database: string
  staff: Staff
  companies: readonly Company[]
}

export const withInstallation = async <T>(use: (installation: Installation) => Promise<T>): Promise<T> => {
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
    // The first start makes the log's key, which witnesses are told.
    const vkey = await (await fetch(`${(await programs.server(base)).url}/log/vkey`)).text()
    await programs.stop()
    const witnesses = []
    for (const name of ['witness.example/1', 'witness.example/2'])
      witnesses.push(await programs.witness(name, vkey.trim(), join(home, name.replace('/', '-'))))
    const settings = { ...base, DATADEED_WITNESSES: witnesses.map((one) => one.url).join(',') }
    const { url } = await programs.server(settings)
    programs.worker(settings)
    const { platform: p, close } = await openPlatform(readConfig(settings))
    try {
      const { examiner, examiner2, reviewer, admin } = await seedStaff(p)
      if (!examiner || !examiner2 || !reviewer || !admin) throw new Error('staff is incomplete')
      const companies = await seedCompanies(p, admin)
      return await use({ p, url, database: postgres.url, staff: { examiner, examiner2, reviewer }, companies })
    } finally {
      await close()
    }
  } finally {
    await programs.stop()
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

const asItGoes = { daysAgo: () => {} }
let serial = 0

/** So many new cases, of all companies or alike ones of one, brought to a state of the procedure by the services that people use. */
export const plant = async (
  { p, companies, staff }: Installation,
  status: CaseStatus,
  count: number,
  alike?: { company: Company; data: DemoData },
): Promise<Planted[]> => {
  const planted: Planted[] = []
  for (let n = 0; n < count; n++) {
    serial += 1
    const company = alike?.company ?? companies[serial % companies.length]
    const data = alike?.data ?? dataSets[serial % dataSets.length]
    if (!company || !data) throw new Error('no company')
    const named = { ...data, name: `${data.name}（第${serial}批）` }
    planted.push(await plantDeposit(p, asItGoes, { company, data: named, status, daysAgo: 0 }))
  }
  await untilPublished(p, planted)
  for (const one of planted) await plantCase(p, asItGoes, one, staff)
  return planted
}
