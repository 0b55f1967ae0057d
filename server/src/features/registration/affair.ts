import { type Actor, organisationOf } from '@datadeed/core/kernel/actor'
import { isIsoDate, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError, type FieldFault } from '@datadeed/core/kernel/errors'
import { formatNumber } from '@datadeed/core/kernel/numbers'
import { deadlineFor, type RulePack } from '@datadeed/core/kernel/rule-pack'
import { pinnedToHolders } from '@datadeed/core/registration/encumbrance'
import { type AffairKind, affairRules } from '@datadeed/core/registration/machine'
import { type AffairFacts, decideAffair, offeredForAffair, requireBegin } from '@datadeed/core/registration/policy'
import { type AffairContent, type affairStep, changeFields, type newAffair } from '@datadeed/core/registration/schema'
import { heldBy } from '@datadeed/core/registration/share'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { withLetter } from '../examination/service.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import type { PublicContent } from '../publication/service.ts'
import { affairLetter } from './affair-letter.ts'
import * as store from './affair-store.ts'
import {
  affairRuleOf,
  affairViewOf,
  type Beside,
  effectsFor,
  entryFacts,
  eventsOf,
  holdsOf,
  stopsFor,
  visibleAffair,
} from './affair-view.ts'
import { applyToEntry, commandOf } from './apply.ts'
import { allTold, askForLetters, entriesOf, tellEffects } from './encumbrance.ts'
import { listUntold } from './encumbrance-store.ts'
import { type NextLink, shownRevision } from './revision.ts'
import { holdersOf } from './share.ts'
import { signatoriesOf, termsOf } from './transfer.ts'
import { answer, logRefusal, tellParties } from './transfer-signature.ts'
import { insertSignatures } from './transfer-store.ts'

type Entry = NonNullable<Awaited<ReturnType<typeof store.lockEntry>>>

/** What the register says now of what an affair wants to change. */
async function currentOf(db: Platform['db'] | Tx, entry: Entry): Promise<Record<string, string>> {
  const { address, name } = await partyFacts({ db: db as Platform['db'] }, entry.party_id)
  const { scenario } = entry.content as unknown as PublicContent
  const holders = entry.holder.split('、')
  return {
    holder: holders.length === 1 ? entry.holder : name,
    name: entry.name,
    scenario,
    address: address ?? '',
    authorisationUntil: entry.authorisation_until ?? '',
  }
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
    const others = body.terms?.kind === 'merger' ? body.terms.sources : []
    const entry = (await store.lockEntries(tx, [entryId, ...others])).find((one) => one.id === entryId)
    if (!entry) throw new AppError('kernel.not_found')
    const under = await loadCase(tx, entry.case_id)
    const open = (await store.listOpenAffairs(tx, entryId)).map(({ kind }) => kind as AffairKind)
    const holders = await holdersOf(tx, entry)
    requireBegin(actor, entryFacts(entry, under, now, holders), body.kind, open)
    const pack = packOf(p, under)
    const asked = await contentOf(tx, entry, pack, body, toChinaDate(now.getTime()))
    const about = { actor, entry, pack, holders, caseDeposit: under.depositId }
    const terms = await termsOf(tx, p, body.kind, about, body.terms)
    const content = { ...asked, heldBy: heldBy(holders), ...(terms && { terms }) }
    const year = Number(toChinaDate(now.getTime()).slice(0, 4))
    const seq = await nextInSeries(tx, `affair-${year}`)
    await store.insertAffair(tx, {
      ...{ id, entry_id: entryId, kind: body.kind, status: 'draft', content: JSON.stringify(content) },
      number: formatNumber(affairRuleOf(pack, body.kind).number, { year, seq }),
      ...{
        filed_by: actor.accountId,
        party_id: organisationOf(actor, 'affair', under.id),
        created_at: now,
        updated_at: now,
      },
    })
    if (affairRules[body.kind].begunBy === 'holder') {
      const signatories = await signatoriesOf(tx, body.kind, about, terms)
      await insertSignatures(
        tx,
        signatories.map(({ partyId, capacity }) => ({ affair_id: id, party_id: partyId, capacity, asked_at: now })),
      )
    }
  })
  return await getAffair(p, actor, id)
}

export async function getAffair(p: Platform, actor: Actor, id: string) {
  const { row, facts, under, beside } = await visibleAffair(p.db, p, actor, id)
  return affairViewOf(actor, packOf(p, under), row, facts, beside, await eventsOf(p.db, [id]))
}

type Step = z.output<typeof affairStep>

/** Takes one row of the affair's procedure: the rows of all its entries locked, then its own, so that two at once come after each other. */
async function take(
  tx: Tx,
  p: Platform,
  actor: Actor,
  id: string,
  step: Step,
  now: Date,
  { letter, revision }: { letter?: { number: string; sha256: string }; revision?: NextLink | null } = {},
) {
  const found = await store.findAffair(tx, id)
  const entries = found ? await store.lockEntries(tx, entriesOf(found)) : []
  const entry = entries.find((one) => one.id === found?.entry_id)
  const row = entry && (await store.lockAffair(tx, id))
  if (!entry || !row) throw new AppError('kernel.not_found')
  const { facts, under, beside } = await visibleAffair(tx, p, actor, id)
  if (row.version !== step.version) throw new AppError('kernel.stale_version')
  const pack = packOf(p, under)
  const { to } = decideOn(pack, row, facts, beside, step.command, actor)
  const by = actor.kind === 'account' ? actor.accountId : null
  const proposes = to === 'grant_proposed' || to === 'refusal_proposed'
  const decided = to === 'granted' || to === 'refused'
  const reached =
    (step.command === 'submit' && to !== 'awaiting_signatures') || (step.command === 'sign' && to === 'filed')
  const rule = affairRuleOf(pack, row.kind)
  const today = toChinaDate(now.getTime())
  if (step.command === 'sign' || step.command === 'decline')
    await answer(tx, actor, row, under.id, step.command === 'sign', now)
  await store.updateAffair(tx, id, {
    ...{ status: to, updated_at: now },
    ...(reached && {
      filed_at: now,
      due: deadlineFor(pack, rule.step, today, p.rules.calendarFor(under.prefectureCode, rule.step)).date,
    }),
    ...(proposes && { proposed_by: by }),
    ...(step.command === 'send_back' && { proposed_by: null }),
    ...(decided && { decided_by: by, decided_at: now, due: null }),
    ...(decided && letter && { letter_number: letter.number, letter_sha256: letter.sha256 }),
    ...(to === 'withdrawn' && { due: null }),
  })
  await store.insertAffairEvent(tx, {
    ...{ affair_id: id, at: now, command: step.command, from_status: row.status, to_status: to, actor_id: by },
    delegation_id: actor.kind === 'account' ? (actor.delegation?.id ?? null) : null,
    note: step.note,
  })
  const about = { pack, row, burdens: beside.burdens, told: beside.effects, registration: entry.registration_number }
  if (reached || step.command === 'propose_grant') await tellEffects(tx, p, about, 'before', now)
  if (to === 'granted') {
    await applyToEntry(tx, p, entry, {
      ...{ command: commandOf(facts.kind), now, content: row.content as unknown as AffairContent },
      ...(revision && { revision: { ...revision, by: row.filed_by } }),
      affair: { id, number: row.number, kind: facts.kind },
      ...(letter && { letter }),
    })
    await tellEffects(tx, p, about, 'decided', now)
  }
  if (to === 'refused') await logRefusal(tx, entry, row, now, letter)
  await askForLetters(tx, await outcomeLetters(tx, id, to, beside))
  await tellParties(tx, p, { row, to, signatures: beside.signatures, told: facts.told }, entry.registration_number, now)
}

/** Letters of what came of an affair: to whoever was told of it by one, and whose right it recorded or took off. */
async function outcomeLetters(tx: Tx, affairId: string, to: string, { effects }: Beside) {
  if (!['granted', 'refused', 'withdrawn', 'declined'].includes(to)) return []
  const told = effects.flatMap((one) => (one.affair_id === affairId && !one.by_inbox ? one.encumbrance_id : []))
  const ids = new Set([...told, ...(to === 'granted' ? await listUntold(tx, affairId) : [])])
  return [...ids].sort().map((encumbranceId) => ({ affairId, encumbranceId, moment: 'outcome' as const }))
}

/** The row a command takes, or why not: in sentences where a burden stands against it. */
function decideOn(
  pack: RulePack,
  row: store.AffairRow,
  facts: AffairFacts,
  beside: Beside,
  command: Step['command'],
  actor: Actor,
) {
  const granting = command === 'confirm' && row.status === 'grant_proposed'
  if (command === 'submit' || granting) {
    const [why] = stopsFor(pack, row, beside)
    // Whether the actor may give the command at all comes first.
    if (why && decidable(facts, command, actor)) throw new AppError('registration.encumbered', { why })
  }
  const taken = decideAffair(facts, command, actor, holdsOf(pack, row, facts, beside))
  if (!granting) return taken
  const { heldBy: then } = row.content as unknown as AffairContent
  if (pinnedToHolders.includes(facts.kind) && then !== undefined && then !== heldBy(beside.holders))
    throw new AppError('registration.holders_changed')
  if (!allTold(effectsFor(pack, row, beside))) throw new AppError('registration.effects_untold')
  return taken
}

const decidable = (facts: AffairFacts, command: Step['command'], actor: Actor): boolean =>
  offeredForAffair(actor, facts, () => true).includes(command)

/** Gives a command on an affair; a decision goes out with its letter, in one transaction. */
export async function moveAffair(p: Platform, actor: Actor, id: string, step: Step) {
  const now = p.clock.now()
  const needsNote = ['propose_refusal', 'send_back', 'decline'].includes(step.command)
  if (needsNote && step.note.trim().length < 4)
    throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'note', message: '请写明理由，不少于 4 个字' }])
  if (step.command !== 'confirm') {
    await inTx(p.db, (tx) => take(tx, p, actor, id, step, now))
    return await getAffair(p, actor, id)
  }
  const { row, entry, facts, under, beside } = await visibleAffair(p.db, p, actor, id)
  const pack = packOf(p, under)
  // Looked at before the letter is drawn; decided again under the lock.
  decideOn(pack, row, facts, beside, 'confirm', actor)
  const events = await store.listAffairEvents(p.db, [id])
  const opinion = events.findLast(({ command }) => command === 'propose_refusal')?.note ?? ''
  const { terms } = row.content as unknown as AffairContent
  const renewed = row.status === 'grant_proposed' && terms?.kind === 'renewal' ? terms : null
  const revision = renewed && (await shownRevision(p, entry, pack, facts.entry.holders, renewed.depositId))
  const content = affairLetter(pack, entry, row, opinion, revision)
  const partyIds = [...new Set([...facts.entry.holders, ...facts.asked.map(({ partyId }) => partyId)])]
  const names = [...new Set([entry.holder, ...beside.signatures.map(({ name }) => name)])]
  const to = { partyIds, name: names.join('、'), link: `/affairs/${id}` }
  await withLetter(p, { caseId: entry.case_id, content, now, to }, (tx, letter) =>
    take(tx, p, actor, id, step, now, { letter, revision }),
  )
  return await getAffair(p, actor, id)
}
