import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { entryStatusNames } from '@datadeed/core/registration/machine'
import { actsForHolder, depositorsFor, maintains } from '@datadeed/core/registration/maintain'
import {
  checkRevision,
  isBroken,
  type Manner,
  type RevisionCheck,
  shownManner,
} from '@datadeed/core/registration/revision'
import type { newRevision, revision, revisionQuestion } from '@datadeed/core/registration/revision-schema'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { Platform } from '../../platform/platform.ts'
import { getDepositFacts, logLeaf, positionsOf } from '../evidence/service.ts'
import type { PublicContent } from '../publication/service.ts'
import { listVersions, lockEntry } from './affair-store.ts'
import { recordRegisterEvent } from './entry.ts'
import { listLine } from './lineage-store.ts'
import { depositedData, rowOverlap, sharedWithOthers } from './revision-facts.ts'
import * as store from './revision-store.ts'
import { type EntryRow, findEntry, findEntryById } from './store.ts'
import { type VisibleEntry, visibleEntry } from './visible-entry.ts'

export type RevisionView = z.input<typeof revision>
type Digests = { sha256: string; sm3: string }

/** The deposit that a registration was opened with, whatever it was renewed with. */
async function firstDeposit(db: Platform['db'] | Tx, row: Pick<EntryRow, 'id' | 'case_deposit_id'>): Promise<string> {
  const [first] = await listVersions(db, row.id)
  return first?.deposit_id ?? row.case_deposit_id
}

/** Digests of the chain up to a link: of the link's own words and the digests of the chain before it. */
function chainOf(
  registration: string,
  link: { seq: number; deposit: Digests & { number: string }; manner: Manner | null },
  previous: Digests | null,
): Digests {
  return digestDocument({ format: 'datadeed-revisions/1', registration, ...link, previous }).digests
}

/** The chain of a registration's data, oldest first, as anybody may read it. */
export async function revisionsOf(p: Platform, row: EntryRow): Promise<RevisionView[]> {
  const [base, rows, versions] = await Promise.all([
    firstDeposit(p.db, row),
    store.listRevisionRows(p.db, row.id),
    listVersions(p.db, row.id),
  ])
  const [places, first, deposits] = await Promise.all([
    positionsOf(
      p,
      rows.map(({ leaf_id }) => leaf_id),
    ),
    depositedData(p.db, base),
    Promise.all(rows.map(({ deposit_id }) => depositedData(p.db, deposit_id))),
  ])
  const content = row.content as unknown as PublicContent
  // A certificate covers what was chained before the next one took its place.
  const covering = (at: Date) =>
    versions.flatMap(({ certificate_number }, i) => {
      const next = versions[i + 1]
      return next && next.at <= at ? [] : [certificate_number]
    })
  const said = (data: typeof first) => ({
    ...{ depositNumber: data.number, digests: data.digests, records: data.records },
    ...{ timeFrom: data.timeFrom, timeTo: data.timeTo, depositedAt: data.createdAt.toISOString() },
  })
  const opening = { seq: 1, deposit: { number: first.number, ...first.digests }, manner: null }
  return [
    {
      ...said(first),
      ...{ seq: 1, manner: null, note: '', checks: [], chain: chainOf(row.registration_number, opening, null) },
      // What the notice said of the first deposit stands, even where its profile was not disclosed.
      ...{ records: content.records, timeFrom: dayOf(content.timeFrom), timeTo: dayOf(content.timeTo) },
      ...{ addedAt: row.created_at.toISOString(), logIndex: first.logIndex, certificates: covering(row.created_at) },
    },
    ...rows.flatMap((one, i): RevisionView[] => {
      const data = deposits[i]
      if (!data) return []
      return [
        {
          ...said(data),
          ...{ seq: one.seq, manner: one.manner as Manner, note: one.note },
          checks: one.checks as unknown as RevisionCheck[],
          chain: { sha256: one.chain_sha256, sm3: one.chain_sm3 },
          ...{ addedAt: one.added_at.toISOString(), logIndex: places.get(one.leaf_id)?.index ?? null },
          certificates: covering(one.added_at),
        },
      ]
    }),
  ]
}

/** The chains that ended where this registration was opened by a division or merger, nearest first. */
async function predecessorsOf(p: Platform, entryId: string) {
  const [, ...before] = await listLine(p.db, entryId)
  return await Promise.all(
    before.map(async (id) => {
      const row = await findEntryById(p.db, 'id', id)
      if (!row) throw new AppError('kernel.not_found')
      const { registration_number: registrationNumber, name } = row
      return { registrationNumber, name, revisions: await revisionsOf(p, row) }
    }),
  )
}

const dayOf = (text: string | null): string | null => text?.slice(0, 10) ?? null

/** What stands in the way of chaining anything now; null where nothing does. */
function closed({ facts, pack }: VisibleEntry): AppError | null {
  if (!pack.livingData) return new AppError('registration.no_rules')
  if (facts.status === 'active') return null
  return new AppError('registration.revision_closed', { status: entryStatusNames[facts.status].zh })
}

const noDeposits = '这份委托不包括查看全部存证，不能替委托方接续存证：需要的，请委托方另行委托。'

/** The chain as whoever sees the registration sees it, with what may be chained next. */
export async function listRevisions(p: Platform, actor: Actor, entryId: string) {
  const entry = await visibleEntry(p.db, p, actor, entryId)
  const items = await revisionsOf(p, entry.row)
  const own = actsForHolder(actor, entry.facts, 'filer', 'signatory')
  const depositors = depositorsFor(actor, entry.facts.holders)
  const fault = closed(entry)
  const last = items.at(-1)
  const candidates =
    own && !fault && last ? await store.listCandidates(p.db, depositors, new Date(last.depositedAt), 50) : []
  return {
    items,
    predecessors: await predecessorsOf(p, entryId),
    canAdd: fault === null && depositors.length > 0 && maintains(actor, entry.facts),
    reason: own && fault ? fault.message : own && depositors.length === 0 ? noDeposits : null,
    candidates: candidates.map(({ id, number, title, created_at }) => ({
      ...{ id, number, title, depositedAt: created_at.toISOString() },
    })),
  }
}

/** The end of a registration's chain, and everything that says what another deposit is to it. Never inside a transaction: sketches are compared. */
async function questionOf(p: Platform, row: EntryRow, holders: readonly string[], depositId: string) {
  const last = (await store.listRevisionRows(p.db, row.id)).at(-1)
  const previousId = last?.deposit_id ?? (await firstDeposit(p.db, row))
  const [before, now] = await Promise.all([depositedData(p.db, previousId), depositedData(p.db, depositId)])
  if (!holders.includes(now.partyId)) throw new AppError('kernel.not_found')
  const used = previousId !== depositId && (await store.isDepositUsed(p.db, depositId))
  const ask = async () => ({
    ...{ before, now, frequency: (row.content as unknown as PublicContent).updateFrequency },
    rows: await rowOverlap(p.db, previousId, depositId),
    others: await sharedWithOthers(p, depositId, holders),
  })
  return { previousId, used, now, ask }
}

/** Looks at a deposit as the next link of a registration's chain. */
async function look(p: Platform, actor: Actor, entry: VisibleEntry, depositId: string, manner: Manner) {
  const fault = closed(entry)
  if (fault) throw fault
  const { row, facts, pack } = entry
  const { previousId, used, now, ask } = await questionOf(p, row, facts.holders, depositId)
  if (!depositorsFor(actor, facts.holders).includes(now.partyId)) throw new AppError('kernel.not_found')
  if (used) throw new AppError('registration.deposit_used', { number: now.number })
  const checks = checkRevision(pack, { manner, ...(await ask()) })
  return { checks, previousId, now }
}

/** What is chained: the next link as it was looked at, and the chain that it goes on. */
export interface NextLink {
  depositId: string
  previousId: string
  manner: Manner
  checks: readonly RevisionCheck[]
  data: { number: string; digests: Digests }
  last: { seq: number; chain: Digests }
}

/** A renewal's deposit as the next link of the chain, where the deposits themselves show that it is one; else null. */
export async function shownRevision(
  p: Platform,
  row: EntryRow,
  pack: RulePack,
  holders: readonly string[],
  depositId: string,
): Promise<NextLink | null> {
  const { previousId, used, now: data, ask } = await questionOf(p, row, holders, depositId)
  const shown = used || previousId === depositId ? null : shownManner(pack, await ask())
  const last = (await revisionsOf(p, row)).at(-1)
  return shown && last ? { ...shown, depositId, previousId, data, last } : null
}

/** Appends a link to the chain of an entry that is held: the log vouches for the chain so far. */
export async function appendRevision(
  tx: Tx,
  row: { id: string; registration_number: string; certificate_number: string; status: string },
  { depositId, previousId, manner, checks, data, last }: NextLink,
  { note, by, now }: { note: string; by: { accountId: string; delegationId: string | null }; now: Date },
): Promise<void> {
  const seq = last.seq + 1
  // Somebody chained another one while the sketches were compared.
  if ((await store.listRevisionRows(tx, row.id)).length + 2 !== seq) throw new AppError('kernel.stale_version')
  const link = { seq, deposit: { number: data.number, ...data.digests }, manner }
  const digests = chainOf(row.registration_number, link, last.chain)
  const leafId = await logLeaf(tx, {
    type: 'certificate_status',
    subject: row.certificate_number,
    digests,
    body: {
      ...{ registration: row.registration_number, status: row.status, event: 'revision_added' },
      revision: { ...link, previous: last.chain },
    },
    now,
  })
  await store.insertRevision(tx, {
    ...{ entry_id: row.id, seq, deposit_id: depositId, previous_id: previousId, manner, note },
    ...{ checks: JSON.stringify(checks), chain_sha256: digests.sha256, chain_sm3: digests.sm3, leaf_id: leafId },
    ...{ added_by: by.accountId, delegation_id: by.delegationId, added_at: now },
  })
  await recordRegisterEvent(tx, row.id, 'revision_added', now, leafId, `第 ${seq} 版，存证 ${data.number}`)
}

/** What chaining a deposit would find, without doing it. */
export async function checkRevisionOf(
  p: Platform,
  actor: Actor,
  entryId: string,
  { depositId, manner }: z.output<typeof revisionQuestion>,
) {
  const entry = await visibleEntry(p.db, p, actor, entryId)
  if (!actsForHolder(actor, entry.facts, 'filer', 'signatory')) throw new AppError('kernel.forbidden')
  const { checks } = await look(p, actor, entry, depositId, manner)
  return { checks, broken: isBroken(checks) }
}

/** Chains a deposit to a registration; refused with the sentences of what breaks the chain. Two at once come after each other. */
export async function addRevision(p: Platform, actor: Actor, entryId: string, body: z.output<typeof newRevision>) {
  const entry = await visibleEntry(p.db, p, actor, entryId)
  if (actor.kind !== 'account' || !maintains(actor, entry.facts)) throw new AppError('kernel.forbidden')
  const { depositId, manner, note } = body
  const { checks, previousId, now: data } = await look(p, actor, entry, depositId, manner)
  if (isBroken(checks)) {
    const why = checks.flatMap(({ outcome, text }) => (outcome === 'breaks' ? text : []))
    throw new AppError(
      'registration.revision_breaks',
      { why: why[0] ?? '' },
      why.map((message) => ({ path: 'depositId', message })),
    )
  }
  const last = (await revisionsOf(p, entry.row)).at(-1)
  if (!last) throw new AppError('kernel.not_found')
  const by = { accountId: actor.accountId, delegationId: actor.delegation?.id ?? null }
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const row = await lockEntry(tx, entryId)
    if (row?.status !== 'active') throw new AppError('kernel.stale_version')
    if (await store.isDepositUsed(tx, depositId))
      throw new AppError('registration.deposit_used', { number: data.number })
    const next = { depositId, previousId, manner, checks, data, last }
    await appendRevision(tx, row, next, { note, by, now })
  })
  return await listRevisions(p, actor, entryId)
}

/** The public chain by a number of the register; `certificate.not_issued` for numbers it does not hold. */
export async function publicRevisions(p: Platform, number: string) {
  const row = await findEntry(p.db, number.toUpperCase())
  if (!row) throw new AppError('certificate.not_issued')
  return {
    format: 'datadeed-revisions/1' as const,
    ...{ registrationNumber: row.registration_number, certificateNumber: row.certificate_number },
    logOrigin: p.config.logOrigin,
    revisions: await revisionsOf(p, row),
    predecessors: await predecessorsOf(p, row.id),
  }
}

/** The newest deposits chained to an entry, with their places in the log. */
export async function chainedDeposits(p: Platform, entryId: string, most: number) {
  const rows = (await store.listRevisionRows(p.db, entryId)).slice(-most)
  return await Promise.all(rows.map(({ deposit_id }) => getDepositFacts(p.db, deposit_id)))
}
