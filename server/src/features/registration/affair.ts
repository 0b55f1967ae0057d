import type { Actor } from '@datadeed/core/kernel/actor'
import { isIsoDate, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError, type FieldFault } from '@datadeed/core/kernel/errors'
import { formatNumber } from '@datadeed/core/kernel/numbers'
import { deadlineFor, type RulePack } from '@datadeed/core/kernel/rule-pack'
import { type AffairKind, type AffairStatus, affairRules, type EntryStatus } from '@datadeed/core/registration/machine'
import {
  type AffairFacts,
  affairHolds,
  decideAffair,
  type EntryFacts,
  maySeeAffair,
  offeredForAffair,
  requireBegin,
} from '@datadeed/core/registration/policy'
import { type AffairContent, type affairStep, changeFields, type newAffair } from '@datadeed/core/registration/schema'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { withLetter } from '../examination/service.ts'
import { type CaseRow, loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import type { PublicContent } from '../publication/service.ts'
import { affairLetter } from './affair-letter.ts'
import * as store from './affair-store.ts'
import { applyToEntry, commandOf } from './apply.ts'
import { findEntryById } from './store.ts'

type Entry = NonNullable<Awaited<ReturnType<typeof store.lockEntry>>>
type Documents = Awaited<ReturnType<typeof store.listDocuments>>
type Events = Awaited<ReturnType<typeof store.listAffairEvents>>

/** What the rules that the case was filed under say of a kind; `registration.no_rules` where they say nothing. */
export function affairRuleOf(pack: RulePack, kind: string) {
  const rule = pack.afterRegistration?.affairs.find((one) => one.kind === kind)
  if (!pack.afterRegistration || !rule) throw new AppError('registration.no_rules')
  return { ...rule, number: pack.afterRegistration.number }
}

/** The status in which an entry is today: its last day needs no sweep to have passed. */
export function entryFacts(
  entry: Pick<Entry, 'status' | 'party_id' | 'prefecture_code' | 'valid_until'>,
  under: CaseRow,
  now: Date,
): EntryFacts {
  const over = entry.valid_until < toChinaDate(now.getTime())
  const status = entry.status as EntryStatus
  return {
    status: over && (status === 'active' || status === 'suspended') ? 'expired' : status,
    partyId: entry.party_id,
    prefectureCode: entry.prefecture_code,
    form: under.form,
  }
}

const factsOf = (row: store.AffairRow, entry: EntryFacts): AffairFacts => ({
  kind: row.kind as AffairKind,
  status: row.status as AffairStatus,
  filedBy: row.filed_by,
  proposedBy: row.proposed_by,
  entry,
})

function documentsThere(pack: RulePack, kind: string, documents: Documents): boolean {
  const there = new Set(documents.map(({ code }) => code))
  return affairRuleOf(pack, kind).documents.every(({ code, required }) => !required || there.has(code))
}

/** What the register says now of what an affair wants to change. */
async function currentOf(db: Platform['db'] | Tx, entry: Entry): Promise<Record<string, string>> {
  const { address, name } = await partyFacts({ db: db as Platform['db'] }, entry.party_id)
  const { scenario } = entry.content as unknown as PublicContent
  const holders = entry.holder.split('、')
  return { holder: holders.length === 1 ? entry.holder : name, name: entry.name, scenario, address: address ?? '', authorisationUntil: entry.authorisation_until ?? '' }
}

async function contentOf(
  tx: Tx,
  entry: Entry,
  pack: RulePack,
  body: z.output<typeof newAffair>,
  today: string,
): Promise<AffairContent> {
  const { kind, ground, reason, order, changes } = body
  const faults: FieldFault[] = []
  if (!affairRuleOf(pack, kind).grounds.some(({ code }) => code === ground))
    faults.push({ path: 'ground', message: '请选择事由' })
  if (affairRules[kind].begunBy === 'authority' && order === null)
    faults.push({ path: 'order', message: '请填写作出机关、文书编号和日期' })
  if (order && order.date > today) faults.push({ path: 'order.date', message: '文书日期不能晚于今天，请核对' })
  const may: readonly string[] = kind === 'change' || kind === 'rectification' ? changeFields[kind] : []
  for (const [at, { field }] of changes.entries())
    if (!may.includes(field) || changes.findIndex((one) => one.field === field) !== at)
      faults.push({ path: `changes.${at}.field`, message: '这一项不能在这里修改，或者填写了两次' })
  for (const [at, { field, to }] of changes.entries())
    if (field === 'authorisationUntil' && (!isIsoDate(to.trim()) || to.trim() < today))
      faults.push({ path: `changes.${at}.to`, message: '请按“2027-12-31”的写法填写授权到期日，且不早于今天' })
  if (faults.length > 0) throw new AppError('kernel.invalid_input', { count: faults.length }, faults)
  const now = await currentOf(tx, entry)
  const changed = changes.flatMap(({ field, to }) =>
    to.trim() === now[field] ? [] : [{ field, from: now[field] ?? '', to: to.trim() }],
  )
  if (may.length > 0 && changed.length === 0)
    throw new AppError('registration.nothing_changed', {}, [{ path: 'changes', message: '请填写与现在不同的内容' }])
  return { ground, reason, order, changes: changed }
}

/** Begins an affair as a draft of whoever begins it: papers are added, then it is submitted. */
export async function beginAffair(p: Platform, actor: Actor, entryId: string, body: z.output<typeof newAffair>) {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  const now = p.clock.now()
  const id = newId<'register_affair'>()
  await inTx(p.db, async (tx) => {
    const entry = await store.lockEntry(tx, entryId)
    if (!entry) throw new AppError('kernel.not_found')
    const under = await loadCase(tx, entry.case_id)
    const open = (await store.listOpenAffairs(tx, entryId)).map(({ kind }) => kind as AffairKind)
    requireBegin(actor, entryFacts(entry, under, now), body.kind, open)
    const pack = packOf(p, under)
    const content = await contentOf(tx, entry, pack, body, toChinaDate(now.getTime()))
    const year = Number(toChinaDate(now.getTime()).slice(0, 4))
    const seq = await nextInSeries(tx, `affair-${year}`)
    await store.insertAffair(tx, {
      ...{ id, entry_id: entryId, kind: body.kind, status: 'draft', content: JSON.stringify(content) },
      number: formatNumber(affairRuleOf(pack, body.kind).number, { year, seq }),
      ...{ filed_by: actor.accountId, created_at: now, updated_at: now },
    })
  })
  return await getAffair(p, actor, id)
}

/** An affair as the actor may see it, with its entry, the rules and its documents; `kernel.not_found` otherwise. */
export async function visibleAffair(db: Platform['db'] | Tx, p: Platform, actor: Actor, id: string) {
  const row = await store.findAffair(db, id)
  const entry = row && (await findEntryById(db, 'id', row.entry_id))
  if (!row || !entry) throw new AppError('kernel.not_found')
  const under = await loadCase(db, entry.case_id)
  const facts = factsOf(row, entryFacts(entry, under, p.clock.now()))
  if (actor.kind !== 'system' && !maySeeAffair(actor, facts)) throw new AppError('kernel.not_found')
  return { row, entry, facts, under, documents: await store.listDocuments(db, [id]) }
}

/** How an affair shows to an actor who may see it. Members of the company do not learn who of the staff acted. */
export function affairViewOf(
  actor: Actor,
  pack: RulePack,
  row: store.AffairRow,
  facts: AffairFacts,
  papers: Documents,
  events: Events,
) {
  const documents = papers.filter(({ affair_id }) => affair_id === row.id)
  const staff = actor.kind === 'account' && actor.partyId === null
  const rule = pack.afterRegistration?.affairs.some(({ kind }) => kind === row.kind)
  const holds = affairHolds(facts, { documentsThere: rule === true && documentsThere(pack, row.kind, documents) })
  return {
    ...{ id: row.id, number: row.number, entryId: row.entry_id, kind: facts.kind, status: facts.status },
    ...{ version: row.version, content: row.content as unknown as AffairContent, due: row.due },
    createdAt: row.created_at.toISOString(),
    filedAt: row.filed_at?.toISOString() ?? null,
    decidedAt: row.decided_at?.toISOString() ?? null,
    documents: documents.map(({ id, code, name, bytes, uploaded_at }) => ({
      ...{ id, code, name, bytes: Number(bytes), uploadedAt: uploaded_at.toISOString() },
    })),
    events: events
      .filter(({ affair_id, command }) => affair_id === row.id && (staff || !internal.has(command)))
      .map(({ at, command, note, actor_name, party_id }) => ({
        ...{ at: at.toISOString(), command, note },
        actorName: actor_name === null ? '系统' : staff || party_id !== null ? actor_name : '登记机构',
      })),
    can: offeredForAffair(actor, facts, holds),
  }
}

/** Steps inside the authority, which the company does not see. */
const internal = new Set(['propose_grant', 'propose_refusal', 'send_back'])

export async function getAffair(p: Platform, actor: Actor, id: string) {
  const { row, facts, under, documents } = await visibleAffair(p.db, p, actor, id)
  return affairViewOf(actor, packOf(p, under), row, facts, documents, await store.listAffairEvents(p.db, [id]))
}

type Step = z.output<typeof affairStep>

/** Takes one row of the affair's procedure: the entry's row locked, then the affair's, so that two at once come after each other. */
async function take(
  tx: Tx,
  p: Platform,
  actor: Actor,
  id: string,
  step: Step,
  now: Date,
  letter?: { number: string; sha256: string },
) {
  const found = await store.findAffair(tx, id)
  const entry = found && (await store.lockEntry(tx, found.entry_id))
  const row = entry && (await store.lockAffair(tx, id))
  if (!entry || !row) throw new AppError('kernel.not_found')
  const { facts, under, documents } = await visibleAffair(tx, p, actor, id)
  if (row.version !== step.version) throw new AppError('kernel.stale_version')
  const pack = packOf(p, under)
  const holds = affairHolds(facts, { documentsThere: documentsThere(pack, row.kind, documents) })
  const { to } = decideAffair(facts, step.command, actor, holds)
  const by = actor.kind === 'account' ? actor.accountId : null
  const proposes = to === 'grant_proposed' || to === 'refusal_proposed'
  const decided = to === 'granted' || to === 'refused'
  const rule = affairRuleOf(pack, row.kind)
  const today = toChinaDate(now.getTime())
  await store.updateAffair(tx, id, {
    ...{ status: to, updated_at: now },
    ...(step.command === 'submit' && {
      filed_at: now,
      due: deadlineFor(pack, rule.step, today, p.rules.calendarFor(under.prefectureCode, rule.step)).date,
    }),
    ...(proposes && { proposed_by: by }),
    ...(step.command === 'send_back' && { proposed_by: null }),
    ...(decided && { decided_by: by, decided_at: now, due: null }),
    ...(to === 'withdrawn' && { due: null }),
  })
  await store.insertAffairEvent(tx, {
    ...{ affair_id: id, at: now, command: step.command, from_status: row.status, to_status: to, actor_id: by },
    note: step.note,
  })
  if (to === 'granted')
    await applyToEntry(tx, p, entry, {
      ...{ command: commandOf(facts.kind), now, content: row.content as unknown as AffairContent },
      affair: { id, number: row.number, kind: facts.kind },
      ...(letter && { letter }),
    })
}

/** Gives a command on an affair; a decision goes out with its letter, in one transaction. */
export async function moveAffair(p: Platform, actor: Actor, id: string, step: Step) {
  const now = p.clock.now()
  const needsNote = step.command === 'propose_refusal' || step.command === 'send_back'
  if (needsNote && step.note.trim().length < 4)
    throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'note', message: '请写明理由，不少于 4 个字' }])
  if (step.command !== 'confirm') {
    await inTx(p.db, (tx) => take(tx, p, actor, id, step, now))
    return await getAffair(p, actor, id)
  }
  const { row, entry, facts, under, documents } = await visibleAffair(p.db, p, actor, id)
  const pack = packOf(p, under)
  // Looked at before the letter is drawn; decided again under the lock.
  decideAffair(
    facts,
    'confirm',
    actor,
    affairHolds(facts, { documentsThere: documentsThere(pack, row.kind, documents) }),
  )
  const events = await store.listAffairEvents(p.db, [id])
  const opinion = events.findLast(({ command }) => command === 'propose_refusal')?.note ?? ''
  const content = affairLetter(pack, entry, row, opinion)
  await withLetter(p, { caseId: entry.case_id, content, now }, (tx, letter) =>
    take(tx, p, actor, id, step, now, letter),
  )
  return await getAffair(p, actor, id)
}
