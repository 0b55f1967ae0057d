import { explainNext, explainPassedOver, inOrder, type Skills } from '@datadeed/core/examination/next'
import type { newInterest, nextCase, profileInput, workbench } from '@datadeed/core/examination/workbench-schema'
import type { AccountActor, Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { coachedSince, forgetPersons, personOf } from '../account/service.ts'
import { advance } from '../filing/service.ts'
import { listLeasesOf } from './lease-store.ts'
import * as store from './workbench-store.ts'

export function own(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  return actor
}

const noSkills: Skills = { industries: [], directions: [], prefectures: [] }
/** How many waiting cases are put in order; beyond these the last day decides alone. */
const looked = 200

/**
 * Takes the next case for an examiner. Whoever comes at the same moment passes over the row that is being taken, so two examiners never get
 * the same case, and neither waits for the other.
 */
export async function claimNext(p: Platform, actor: Actor): Promise<z.output<typeof nextCase>> {
  const { accountId, regionCode } = own(actor)
  const now = p.clock.now()
  const [person, skills = noSkills] = await Promise.all([personOf(p, accountId), store.findProfile(p.db, accountId)])
  const self: AccountActor = { ...own(actor), person }
  const rule = p.pack.workbench?.next ?? { urgent: 0, skill: 0, region: 0 }
  const [waiting, cases] = await Promise.all([
    store.listWaiting(p.db, person, regionCode, looked),
    store.countCoached(p.db, person, regionCode, coachedSince(p)),
  ])
  const passed = { cases, days: p.pack.workbench?.independence?.days ?? null }
  for (const { c, factors } of inOrder(waiting, skills, rule, toChinaDate(now.getTime()))) {
    const why = explainNext(factors, passed, 'zh')
    const taken = await inTx(p.db, async (tx) => {
      if (!(await store.takeWaiting(tx, c.id))) return false
      const set = { examinerId: accountId }
      await advance(tx, p, { caseId: c.id, command: 'claim', actor: self, now, note: why, payload: { factors }, set })
      return true
    })
    if (taken) return { taken: { id: c.id, number: c.number, why, factors }, why }
  }
  return { taken: null, why: explainPassedOver(passed, 'zh') }
}

/** What an examiner declared, what is known without being declared, and the cases they hold. */
export async function getWorkbench(p: Platform, actor: Actor): Promise<z.output<typeof workbench>> {
  const { accountId } = own(actor)
  const person = await personOf(p, accountId)
  const [profile = noSkills, interests, leases, names] = await Promise.all([
    store.findProfile(p.db, accountId),
    store.listInterests(p.db, accountId),
    listLeasesOf(p.db, accountId),
    store.namesOf(p.db, person, accountId),
  ])
  const declared = new Set(interests.map(({ name }) => name))
  const lease = p.pack.workbench?.lease
  return {
    profile: { ...noSkills, ...profile } as z.output<typeof profileInput>,
    interests: interests.map((one) => ({ ...one, declaredAt: one.declaredAt.toISOString() })),
    computed: { ...names, organisations: names.organisations.filter((name) => !declared.has(name)) },
    leases,
    rule: lease ? { leaseDays: lease.days, source: lease.source, confidence: lease.confidence } : null,
  }
}

export async function saveProfile(p: Platform, actor: Actor, profile: z.output<typeof profileInput>) {
  await inTx(p.db, (tx) => store.putProfile(tx, own(actor).accountId, profile, p.clock.now()))
  return await getWorkbench(p, actor)
}

/** From now on no case of the organisation is offered to, or can be worked on by, this person. */
export async function declareInterest(p: Platform, actor: Actor, interest: z.output<typeof newInterest>) {
  const row = { id: newId<'interest'>(), accountId: own(actor).accountId, ...interest, at: p.clock.now() }
  await inTx(p.db, (tx) => store.insertInterest(tx, row))
  forgetPersons()
  return await getWorkbench(p, actor)
}

export async function withdrawInterest(p: Platform, actor: Actor, id: string) {
  const done = await inTx(p.db, (tx) => store.withdrawInterest(tx, own(actor).accountId, id, p.clock.now()))
  if (!done) throw new AppError('kernel.not_found')
  forgetPersons()
  return await getWorkbench(p, actor)
}
