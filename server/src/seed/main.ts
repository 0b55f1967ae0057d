import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { runSequencer } from '../features/evidence/service.ts'
import { subscribe as subscribePublication } from '../features/publication/subscriptions.ts'
import { subscribe as subscribeRegistration } from '../features/registration/subscriptions.ts'
import { openDatabase } from '../platform/db/connection.ts'
import { createEventBus } from '../platform/events.ts'
import { openParts } from '../platform/parts.ts'
import { makePlatform, type Platform } from '../platform/platform.ts'
import { reportStartFailure } from '../platform/process.ts'
import { openRules } from '../platform/rules.ts'
import { seedAgency } from './agency.ts'
import { fileAlike, plantAlikeDeposits } from './alike.ts'
import { type Planted, plantCase, plantDeposit, untilPublished } from './cases.ts'
import { seedCoaching } from './coaching.ts'
import { seedEnterprises } from './enterprises.ts'
import { judging } from './judgements.ts'
import { seedCompanies, seedExperts, seedOfficers, seedStaff } from './people.ts'
import { plannedCases } from './plan.ts'
import { dataSets, demoPassword, staff } from './world.ts'

/**
 * Fills an empty installation with the demonstration world: fictional organisations, about 70 cases in every state, eight of them alike, what an
 * examiner made of the machine's findings, and key enterprises of the prefectures, all made by the services that people use, with the clock set
 * back. Witnesses must be running; the worker must not. `data/demo-accounts.json` is written last and means that it is done.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  if (!config.demo) throw new Error('演示数据只在演示模式下写入（DATADEED_DEMO=1）')
  const db = openDatabase({ url: config.databaseUrl })
  const machineNow = Date.now()
  let now = new Date(machineNow)
  const clock = {
    now: () => now,
    refresh: async () => {},
    moveTo: async () => {},
    daysAgo: (days: number) => {
      now = new Date(machineNow - days * 86_400_000)
    },
  }
  const p: Platform = makePlatform({
    ...(await openParts(config)),
    ...{ config, db, reads: db, clock, events: createEventBus() },
    rules: await openRules(db, config.jurisdiction),
  })
  // No mails, and certificates are made here: what happened weeks ago must not be announced today.
  subscribePublication(p)
  subscribeRegistration(p)
  const sequencer = runSequencer(p, { onError: (error) => console.error(error) })
  clock.daysAgo(120)
  const actors = await seedStaff(p)
  const { examiner, examiner2, reviewer, admin, coach } = actors
  if (!examiner || !examiner2 || !reviewer || !admin || !coach) throw new Error('staff is incomplete')
  const officers = await seedOfficers(p, actors)
  const companies = await seedCompanies(p, admin)
  if (companies[0]) await seedExperts(p, admin, companies[0])
  const planted: Planted[] = []
  for (const [i, plan] of plannedCases().entries()) {
    const company = companies[i % companies.length]
    const choice = company?.dataSets ?? []
    const data = dataSets[choice[Math.floor(i / companies.length) % choice.length] ?? 0]
    if (company && data) planted.push(await plantDeposit(p, clock, { ...plan, company, data }))
  }
  // Whoever signs in as the first company finds a draft to go on with.
  const [first] = companies
  const unfinished = dataSets[7]
  if (first && unfinished)
    planted.push(await plantDeposit(p, clock, { status: 'draft', daysAgo: 1, company: first, data: unfinished }))
  const roadwork = companies.find(({ key }) => key === 'tianyan')
  const alike = roadwork ? await plantAlikeDeposits(p, clock, roadwork) : []
  await untilPublished(p, [...planted, ...alike])
  const judge = judging(p, examiner)
  for (const one of planted) await plantCase(p, clock, one, { examiner, examiner2, reviewer, judge })
  await fileAlike(p, clock, alike)
  await seedEnterprises(p, clock, officers)
  await seedCoaching(p, clock, companies, coach)
  const represented = companies.filter(({ key }) => key === 'tunpu' || key === 'caohai')
  await seedAgency(p, clock, represented, admin)
  await writeAccounts(config.dataDir)
  await sequencer.stop()
  await db.destroy()
}

/** What `npm start` prints. */
async function writeAccounts(dataDir: string): Promise<void> {
  const company = [
    { title: '企业经办人（黔灵智行，演示）', login: 'qianling-filer', password: demoPassword },
    { title: '企业签署人（黔灵智行，演示）', login: 'qianling-signatory', password: demoPassword },
    { title: '代理机构签署人（黔代，演示）', login: 'agency-signatory', password: demoPassword },
  ]
  const people = staff.map(({ title, login, totp }) => ({ title, login, password: demoPassword, totp }))
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, 'demo-accounts.json')
  await writeFile(`${file}.new`, `${JSON.stringify([...company, ...people], null, 1)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

main().catch(reportStartFailure)
