import { createHash } from 'node:crypto'
import type { Actor } from '@datadeed/core/kernel/actor'
import { hasRole } from '@datadeed/core/kernel/actor'
import { readCalendarFile } from '@datadeed/core/kernel/calendar-file'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError, type FieldFault } from '@datadeed/core/kernel/errors'
import { compareVersions, type FileResult } from '@datadeed/core/kernel/rule-file'
import { type RulePack, rulePackSchema } from '@datadeed/core/kernel/rule-pack'
import { comparePacks } from '@datadeed/core/kernel/rule-pack-compare'
import { readRulePackFile } from '@datadeed/core/kernel/rule-pack-file'
import { mayReadVersions, ruleKeeper } from '@datadeed/core/rule-pack/policy'
import type * as schema from '@datadeed/core/rule-pack/schema'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { personOf } from '../account/service.ts'
import { moveDeadlines } from './deadlines.ts'
import * as store from './store.ts'

export { previewCalendar, recompute } from './deadlines.ts'
export { simulatePack } from './simulation.ts'

type View = z.output<typeof schema.ruleVersion>
type Row = store.VersionRow

const badFile = (faults: readonly FieldFault[]) => new AppError('rule_pack.bad_file', { count: faults.length }, faults)

/** What stands of each version today: of those in effect, the last that has begun is the one. */
function statusesOf(rows: readonly Row[], today: string): Map<string, View['status']> {
  const order = (row: Row) => `${row.effectiveFrom} ${String(row.decision).padStart(20, '0')}`
  return new Map(
    rows.map((row) => {
      if (row.outcome === null) return [row.id, 'draft']
      if (row.outcome === 'discarded') return [row.id, 'discarded']
      if (row.effectiveFrom !== null && row.effectiveFrom > today) return [row.id, 'awaited']
      const later = rows.some(
        (other) =>
          other.outcome === 'in_effect' &&
          other.jurisdiction === row.jurisdiction &&
          (other.effectiveFrom ?? '') <= today &&
          order(other) > order(row),
      )
      return [row.id, later ? 'superseded' : 'in_effect']
    }),
  )
}

interface Seen {
  actor: Actor
  /** Accounts of the reader's own person: what they proposed, they do not decide. */
  own: readonly string[]
  proposals: readonly store.ProposalRow[]
}

async function seenBy(p: Platform, actor: Actor): Promise<Seen> {
  const keeps = actor.kind === 'account' && hasRole(actor, 'administrator')
  const [proposals, person] = await Promise.all([
    store.listProposals(p.db),
    keeps ? personOf(p, actor.accountId) : { accounts: [] },
  ])
  return { actor, own: person.accounts, proposals }
}

function viewOf(row: Row, status: View['status'], { actor, own, proposals }: Seen): View {
  const { decision: _, outcome: __, ...told } = row
  const proposal = status === 'draft' ? proposals.find(({ versionId }) => versionId === row.id) : undefined
  const mine = proposal !== undefined && own.includes(proposal.byId)
  const can: View['can'] = ['propose', ...(proposal && !mine ? (['put_in_effect'] as const) : []), 'discard']
  return {
    ...told,
    kind: row.kind === 'calendar' ? 'calendar' : 'rule_pack',
    status,
    addedAt: row.addedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    proposal: proposal
      ? { by: proposal.by, at: proposal.at.toISOString(), from: proposal.from, reason: proposal.reason }
      : null,
    can: status === 'draft' && hasRole(actor, 'administrator') ? can : [],
  }
}

const todayOf = (p: Platform) => toChinaDate(p.clock.now().getTime())

export async function listVersions(p: Platform, actor: Actor, kind: schema.VersionKind) {
  if (!mayReadVersions(actor)) throw new AppError('kernel.forbidden')
  const [rows, seen] = await Promise.all([store.listVersions(p.db, kind), seenBy(p, actor)])
  const statuses = statusesOf(rows, todayOf(p))
  return {
    items: rows.map((row) => viewOf(row, statuses.get(row.id) ?? 'draft', seen)),
    can: hasRole(actor, 'administrator') ? (['add'] as const) : [],
  }
}

async function getRow(p: Platform, actor: Actor, id: string) {
  const row = mayReadVersions(actor) ? await store.findVersion(p.db, id) : undefined
  if (!row) throw new AppError('kernel.not_found')
  return row
}

export async function getVersion(p: Platform, actor: Actor, id: string): Promise<View> {
  const { kind } = await getRow(p, actor, id)
  const { items } = await listVersions(p, actor, kind === 'calendar' ? 'calendar' : 'rule_pack')
  const found = items.find((one) => one.id === id)
  if (!found) throw new AppError('kernel.not_found')
  return found
}

/** The file as it was uploaded. */
export async function readVersion(p: Platform, actor: Actor, id: string): Promise<string> {
  return (await getRow(p, actor, id)).content
}

/** A calendar is held against the one in effect, a pack against the newest version of its jurisdiction. */
function readFile(p: Platform, kind: string, text: string, rows: readonly Row[]) {
  const known = (jurisdiction: string) =>
    rows.filter((row) => row.jurisdiction === jurisdiction && row.outcome !== 'discarded').map(({ version }) => version)
  const result: FileResult<{ jurisdiction?: string; version: string; name: string }> =
    kind === 'calendar'
      ? readCalendarFile(text, p.rules.calendarFile())
      : readRulePackFile(text, (place) => known(place).sort(compareVersions).at(-1) ?? null)
  if (!result.ok) throw badFile(result.faults)
  return result.value
}

/** Keeps an uploaded file as a draft, once nothing in it is wrong. Throws `rule_pack.bad_file` with each place. */
export async function addVersion(p: Platform, actor: Actor, { kind, text }: z.output<typeof schema.newVersion>) {
  const added_by = ruleKeeper(actor)
  await p.rules.refresh()
  const rows = await store.listVersions(p.db, kind)
  const { jurisdiction = p.config.jurisdiction, version, name } = readFile(p, kind, text, rows)
  const id = newId<'rule_version'>()
  const made = await inTx(p.db, (tx) =>
    store.insertVersion(tx, {
      ...{ id, kind, jurisdiction, version, name, content: text, added_by, added_at: p.clock.now() },
      sha256: createHash('sha256').update(text).digest('hex'),
    }),
  )
  if (!made) throw badFile([{ path: 'version', message: `版本 ${version} 已经有了，请改用新的版本号` }])
  return await getVersion(p, actor, id)
}

async function decide(
  tx: Tx,
  p: Platform,
  actor: Actor,
  id: string,
  decision: { outcome: 'in_effect' | 'discarded'; effective_from: string | null; reason: string },
) {
  const decided_by = ruleKeeper(actor)
  const made = await store.insertDecision(tx, {
    ...{ version_id: id, decided_by, decided_at: p.clock.now(), ...decision },
  })
  if (!made) throw new AppError('rule_pack.decided')
}

/** A pack counts for cases begun from a day on, which must not be past, nor before the day of another. */
async function checkDay(tx: Tx, p: Platform, row: Row, from: string | null): Promise<string> {
  const fault = (message: string) => new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'from', message }])
  if (from === null) throw fault('请填写施行日期')
  if (from < todayOf(p)) throw fault('施行日期不能早于今天：已经提出的申请仍按原来的版本办理')
  const later = (await store.listVersions(tx, 'rule_pack')).find(
    (other) =>
      other.jurisdiction === row.jurisdiction && other.outcome === 'in_effect' && (other.effectiveFrom ?? '') > from,
  )
  if (later) throw fault(`版本 ${later.version} 自 ${later.effectiveFrom} 起施行，本版本的施行日期不能早于它`)
  return from
}

/** One administrator asks that a draft come into effect; another one decides. A later proposal replaces an earlier one. */
export async function proposeVersion(
  p: Platform,
  actor: Actor,
  id: string,
  { from, reason }: z.output<typeof schema.propose>,
): Promise<View> {
  const proposed_by = ruleKeeper(actor)
  const row = await getRow(p, actor, id)
  await inTx(p.db, async (tx) => {
    await store.lockRules(tx)
    if (
      (await store.listVersions(tx, row.kind === 'calendar' ? 'calendar' : 'rule_pack')).find((one) => one.id === id)
        ?.outcome
    )
      throw new AppError('rule_pack.decided')
    const effective_from = row.kind === 'calendar' ? null : await checkDay(tx, p, row, from ?? null)
    await store.insertProposal(tx, { version_id: id, effective_from, reason, proposed_by, proposed_at: p.clock.now() })
  })
  return await getVersion(p, actor, id)
}

/**
 * Puts a draft into effect as another administrator proposed: a pack for cases begun from the day proposed on; a calendar at
 * once, and with it the open deadlines move, all in one transaction.
 */
export async function putInEffect(
  p: Platform,
  actor: Actor,
  id: string,
  { reason }: z.output<typeof schema.putInEffect>,
): Promise<View> {
  const keeper = ruleKeeper(actor)
  const row = await getRow(p, actor, id)
  if (row.outcome !== null) throw new AppError('rule_pack.decided')
  const { accounts } = await personOf(p, keeper)
  await inTx(p.db, async (tx) => {
    await store.lockRules(tx)
    await p.rules.refresh()
    const proposal = (await store.listProposals(tx)).find(({ versionId }) => versionId === id)
    if (!proposal) throw new AppError('rule_pack.not_proposed')
    if (accounts.includes(proposal.byId)) throw new AppError('rule_pack.same_person')
    if (row.kind === 'calendar') {
      // Another calendar may have come into effect since this one was read.
      const result = readCalendarFile(row.content, p.rules.calendarFile())
      await decide(tx, p, actor, id, { outcome: 'in_effect', effective_from: todayOf(p), reason })
      if (!result.ok) throw badFile(result.faults)
      await moveDeadlines(tx, p, result.value)
      // Commands that were under way with the calendar of before are made up for.
      const runAt = new Date(Date.now() + 10_000)
      await enqueue(tx, 'rule_pack.recompute', {}, { key: 'rule_pack.recompute', runAt })
      return
    }
    const effective_from = await checkDay(tx, p, row, proposal.from)
    await decide(tx, p, actor, id, { outcome: 'in_effect', effective_from, reason })
  })
  await p.rules.refresh()
  return await getVersion(p, actor, id)
}

export async function discardVersion(p: Platform, actor: Actor, id: string, reason: string): Promise<View> {
  ruleKeeper(actor)
  await getRow(p, actor, id)
  await inTx(p.db, (tx) => decide(tx, p, actor, id, { outcome: 'discarded', effective_from: null, reason }))
  return await getVersion(p, actor, id)
}

const packOfRow = (row: { content: string }): RulePack => rulePackSchema.parse(JSON.parse(row.content))

/** What differs between a pack and another: the one named, or the one of its jurisdiction that stands before it. */
export async function comparePack(p: Platform, actor: Actor, id: string, other: string | undefined) {
  const row = await getRow(p, actor, id)
  if (row.kind !== 'rule_pack') throw new AppError('kernel.not_found')
  const all = await store.listVersions(p.db, 'rule_pack')
  const before = all
    .filter((one) => one.jurisdiction === row.jurisdiction && one.outcome === 'in_effect')
    .filter((one) => compareVersions(one.version, row.version) < 0)
    .sort((a, b) => compareVersions(a.version, b.version))
    .at(-1)
  const againstId = other ?? before?.id
  if (againstId === undefined) return { against: null, changes: [] }
  const against = await getRow(p, actor, againstId)
  if (against.kind !== 'rule_pack') throw new AppError('kernel.not_found')
  return {
    against: { id: against.id, version: against.version },
    changes: comparePacks(packOfRow(against), packOfRow(row)),
  }
}

/** The pack in effect, or the one that a case stands under. */
export function readPack(p: Platform, jurisdiction: string | undefined, version: string | undefined): RulePack {
  if (jurisdiction === undefined || version === undefined) return p.pack
  const found = p.rules.findPack(jurisdiction, version)
  if (!found) throw new AppError('kernel.not_found')
  return found
}
