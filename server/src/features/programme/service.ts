import { maySee } from '@datadeed/core/filing/policy'
import { type AccountActor, type Actor, isStaff } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { reportingUnits } from '@datadeed/core/kernel/regions'
import { readEnterprises } from '@datadeed/core/programme/enterprise-table'
import { mayArrange, mayGiveOpinion, mayKeep, programmeScope } from '@datadeed/core/programme/policy'
import type * as schema from '@datadeed/core/programme/schema'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { listOfficers as officersOf, setOffice } from '../account/service.ts'
import { holdCase, loadVisible, packOf } from '../filing/service.ts'
import * as store from './store.ts'

/** A scope to list by; whoever is shown nothing is told so. */
function scopeOf(actor: Actor) {
  const scope = programmeScope(actor)
  if (scope.kind === 'nothing') throw new AppError('kernel.forbidden')
  return scope
}

function own(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  return actor
}

/** What the prefecture said of a case, item by item, who leads there, and what the actor may do; for staff who see the case. */
export async function localView(p: Platform, actor: Actor, caseId: string): Promise<z.output<typeof schema.localView>> {
  const row = await loadVisible(p, actor, caseId)
  if (!isStaff(actor)) throw new AppError('kernel.not_found')
  const officer = mayArrange(actor, row)
  const [opinions, handling, office] = await Promise.all([
    store.listOpinions(p.db, caseId),
    store.listHandling(p.db, caseId),
    officer ? store.findOffice(p.db, own(actor).accountId) : null,
  ])
  const rule = packOf(p, row).preliminary
  return {
    items: rule?.items ?? [],
    source: rule?.source ?? '',
    opinions,
    handling,
    office,
    can: [
      ...(rule && mayGiveOpinion(actor, row) ? (['give_opinion'] as const) : []),
      ...(officer ? (['arrange'] as const) : []),
    ],
  }
}

/** The case held, once the actor may see it and do this with it. */
async function held(tx: Tx, actor: Actor, caseId: string, may: typeof mayGiveOpinion) {
  const row = await holdCase(tx, caseId)
  if (!row || !maySee(actor, row)) throw new AppError('kernel.not_found')
  if (!may(actor, row)) throw new AppError('kernel.forbidden')
  return row
}

/** An officer's opinion, item by item; a later one stands beside the earlier and replaces it. */
export async function giveOpinion(
  p: Platform,
  actor: Actor,
  caseId: string,
  opinion: z.output<typeof schema.newOpinion>,
) {
  const now = p.clock.now()
  const { accountId } = own(actor)
  await inTx(p.db, async (tx) => {
    const row = await held(tx, actor, caseId, mayGiveOpinion)
    const office = await store.findOffice(tx, accountId)
    if (office !== null && office !== opinion.office) throw new AppError('programme.other_office')
    const asked = packOf(p, row).preliminary?.items ?? []
    const given = new Map(opinion.items.map((item, at) => [item.code, { item, at }]))
    const faults = [
      ...asked.flatMap(({ code, text }) =>
        given.has(code) ? [] : [{ path: `items.${code}`, message: `请对“${text}”提出意见` }],
      ),
      ...opinion.items.flatMap(({ code, verdict, note }, at) => {
        if (!asked.some((item) => item.code === code)) return [{ path: `items.${at}.code`, message: '没有这一项' }]
        return verdict === 'pass' || note.length >= 4
          ? []
          : [{ path: `items.${code}`, message: '有疑问或者不符合的，请写明情况，不少于 4 个字' }]
      }),
    ]
    if (faults.length > 0 || given.size !== opinion.items.length)
      throw new AppError('kernel.invalid_input', { count: Math.max(faults.length, 1) }, faults)
    await store.insertOpinion(tx, { caseId, prefectureCode: row.prefectureCode, by: accountId, at: now, opinion })
  })
  return await localView(p, actor, caseId)
}

/** Who leads and who assists from now on: joint handling, or its hand-over. */
export async function arrange(p: Platform, actor: Actor, caseId: string, body: z.output<typeof schema.newHandling>) {
  const now = p.clock.now()
  const { accountId } = own(actor)
  await inTx(p.db, async (tx) => {
    await held(tx, actor, caseId, mayArrange)
    await store.insertHandling(tx, caseId, accountId, now, body)
  })
  return await localView(p, actor, caseId)
}

/** Figures of each prefecture the actor may see; one without cases is there with zeros. */
export async function figures(p: Platform, actor: Actor): Promise<z.output<typeof schema.figures>> {
  const scope = scopeOf(actor)
  const asOf = toChinaDate(p.clock.now().getTime())
  const [rows, enterprises] = await Promise.all([
    store.countFigures(p.db, scope, asOf),
    store.countEnterprises(p.db, scope),
  ])
  const units = reportingUnits.filter(({ code }) => scope.kind === 'everything' || isRegion(scope, code))
  const empty = { byStatus: {}, open: 0, overdue: 0, registered: 0, medianDays: null, withOpinion: 0 }
  return {
    asOf,
    items: units.map(({ code, name }) => ({
      ...empty,
      ...rows.find(({ prefectureCode }) => prefectureCode === code),
      ...{ prefectureCode: code, name, keyEnterprises: enterprises.get(code) ?? 0 },
    })),
  }
}

const isRegion = (scope: ReturnType<typeof scopeOf>, code: string) =>
  scope.kind === 'region' && scope.regionCode === code

export async function listEnterprises(p: Platform, actor: Actor): Promise<z.output<typeof schema.enterprises>> {
  const items = await store.listEnterprises(p.db, scopeOf(actor))
  return { items: items.map((row) => ({ ...row, mine: mayKeep(actor, row.prefectureCode) })) }
}

/** The region whose list an officer keeps. */
function keeping(actor: Actor) {
  const { regionCode, accountId } = own(actor)
  const scope = scopeOf(actor)
  if (!regionCode || !mayKeep(actor, regionCode)) throw new AppError('kernel.forbidden')
  return { regionCode, accountId, scope }
}

/** Takes a file's rows in, all or none: new ones are added, known ones changed, the same file twice changes nothing. */
export async function importEnterprises(p: Platform, actor: Actor, body: z.output<typeof schema.enterpriseImport>) {
  const { regionCode, accountId, scope } = keeping(actor)
  const { rows, faults } = readEnterprises(body.rows)
  if (faults.length > 0) throw new AppError('kernel.invalid_input', { count: faults.length }, faults.slice(0, 100))
  const now = p.clock.now()
  return await inTx(p.db, async (tx) => {
    const known = new Map((await store.listEnterprises(tx, scope)).map((row) => [`${row.name}\n${row.dataset}`, row]))
    const done = { added: 0, changed: 0, same: 0 }
    for (const row of rows) {
      const before = known.get(`${row.name}\n${row.dataset}`)
      if (!before) {
        const id = newId<'enterprise'>()
        if (await store.insertEnterprise(tx, { id, prefectureCode: regionCode, ...row }, accountId, now))
          done.added += 1
        else done.same += 1
      } else if (before.state === row.state && before.contactRole === row.contactRole) done.same += 1
      else {
        const { id, version, state: from } = before
        if (!(await store.updateEnterprise(tx, scope, { id, version, from, ...row }, accountId, now)))
          throw new AppError('kernel.stale_version')
        done.changed += 1
      }
    }
    return done
  })
}

/** Notes how far an enterprise has come. */
export async function changeEnterprise(
  p: Platform,
  actor: Actor,
  id: string,
  { version, state }: z.output<typeof schema.enterpriseChange>,
) {
  const { accountId, scope } = keeping(actor)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const row = (await store.listEnterprises(tx, scope)).find((one) => one.id === id)
    if (!row) throw new AppError('kernel.not_found')
    const change = { id, version, from: row.state, state, contactRole: row.contactRole }
    if (!(await store.updateEnterprise(tx, scope, change, accountId, now))) throw new AppError('kernel.stale_version')
  })
  return await listEnterprises(p, actor)
}

/** Officers by prefecture, for the administrator who says where each sits. */
export async function listOfficers(p: Platform) {
  return { items: await officersOf(p.db) }
}

export async function changeOffice(p: Platform, actor: Actor, id: string, body: z.output<typeof schema.officeChange>) {
  await setOffice(p, actor, id, body.office)
  return await listOfficers(p)
}
