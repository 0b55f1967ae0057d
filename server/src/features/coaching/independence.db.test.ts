import type { AccountActor } from '@datadeed/core/kernel/actor'
import { beforeAll, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, submitted, type World } from '../../testing/cases.ts'
import { seedAccount } from '../../testing/platform.ts'
import { personOf } from '../account/service.ts'
import { claim, proposeAcceptance, release } from '../examination/service.ts'
import { claimNext } from '../examination/workbench.ts'
import { listEvents } from '../filing/service.ts'
import * as service from './service.ts'

let w: World
let coach: AccountActor
beforeAll(async () => {
  w = await openWorld()
  subscribeAll(w.p)
  coach = await seedAccount(w.p, { roles: ['coach'], regionCode: '520100', name: '辅导甲' })
})

const opened = () => service.openCoaching(w.p, w.own.filer, { topic: '高速路段车速数据能不能登记', channel: 'online' })
const refused = (code: string) => expect.objectContaining({ code })

test('who coaches a company takes no part in its cases, linked or not, while the coaching is open and for the days of the rules', async () => {
  const coachOf = async () => ({ ...w.reviewer, person: await personOf(w.p, w.reviewer.accountId) })
  const kept = async () => (await coachOf()).person.parties.includes(w.own.partyId)
  expect(await kept()).toBe(false)
  const { id, version } = await opened()
  const view = await service.takeCoaching(w.p, { ...w.reviewer, roles: ['examiner'] }, id, { version, note: '' })
  const unlinked = await submitted(w.p, w.own)
  const theirs = await submitted(w.p, w.other)
  const examiner = async () => ({ ...(await coachOf()), roles: ['examiner'] as const })
  const refusal = refused('examination.conflict_of_interest')
  const tryClaim = async () => claim(w.p, await examiner(), unlinked.id, { version: unlinked.version })
  await expect(tryClaim()).rejects.toEqual(refusal)
  const seen = []
  for (;;) {
    const { taken, why } = await claimNext(w.p, await examiner())
    expect(why).toContain('您辅导过其企业，辅导还没有办结或者办结未满 365 天')
    if (!taken) break
    seen.push(taken.id)
  }
  expect(seen).toContain(theirs.id)
  expect(seen).not.toContain(unlinked.id)
  // Nor released: the second person is nobody who coached.
  const taken = await claim(w.p, w.examiner, unlinked.id, { version: unlinked.version })
  const proposed = await proposeAcceptance(w.p, w.examiner, unlinked.id, {
    version: taken.version,
    opinion: '符合条件',
  })
  const second = { ...(await coachOf()), roles: ['reviewer'] as const }
  await expect(release(w.p, second, unlinked.id, { version: proposed.version, note: '' })).rejects.toEqual(refusal)
  await service.closeCoaching(w.p, { ...w.reviewer, roles: ['examiner'] }, id, {
    ...{ version: view.version, outcome: 'other', note: '已经说明办理要求' },
  })
  const closed = w.p.clock.now().getTime()
  const after = (days: number) => w.p.clock.set(new Date(closed + days * 86_400_000).toISOString())
  after(365)
  expect(await kept()).toBe(true)
  after(366)
  expect(await kept()).toBe(false)
  w.p.clock.set(new Date(closed).toISOString())
})

test('the auditor’s list has every step of coaching between those of cases, and nobody’s name or words', async () => {
  const { id, number, version } = await opened()
  const view = await service.takeCoaching(w.p, coach, id, { version, note: '联系人王五，电话 13800138000' })
  await service.sendMessage(w.p, w.own.filer, id, { version: view.version, text: '请打 13900139000 找赵六' })
  const of = await listEvents(w.p, { caseNumber: view.number, limit: 20 })
  expect(of.items.map(({ kind, command, actor, actorRole }) => [kind, command, actor, actorRole])).toEqual([
    ['coaching', 'message', view.partyName, 'company'],
    ['coaching', 'take', '辅导员', 'coach'],
    ['coaching', 'open', view.partyName, 'company'],
  ])
  expect(of.total).toBe(3)
  expect(of.items.every(({ caseId, caseNumber, note }) => caseId === id && caseNumber === number && note === '')).toBe(
    true,
  )
  const told = JSON.stringify(of)
  for (const personal of ['13800138000', '13900139000', '王五', '赵六', coach.name, w.own.filer.name])
    expect(told).not.toContain(personal)
  await submitted(w.p, w.own)
  const kinds = async (query: object) =>
    new Set((await listEvents(w.p, { limit: 100, ...query })).items.map(({ kind }) => kind))
  expect(await kinds({ kind: 'coaching' })).toEqual(new Set(['coaching']))
  expect(await kinds({ kind: 'case' })).toEqual(new Set(['case']))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listEvents(w.p, { limit: 3, ...(cursor && { cursor }) })
    seen.push(...page.items.map((event) => `${event.at} ${event.caseId} ${String(event.seq).padStart(6, '0')}`))
    cursor = page.next ?? undefined
  } while (cursor)
  const all = await listEvents(w.p, { limit: 1 })
  expect([seen.length, new Set(seen).size]).toEqual([all.total, all.total])
  expect(seen).toEqual(seen.toSorted().reverse())
})
