import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { entryStatusNames } from '@datadeed/core/registration/machine'
import { actsForHolder, maintains } from '@datadeed/core/registration/maintain'
import { checkRevision, isBroken, type Manner, type RevisionCheck } from '@datadeed/core/registration/revision'
import type { newRevision, revision, revisionQuestion } from '@datadeed/core/registration/revision-schema'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { Platform } from '../../platform/platform.ts'
import { getDepositFacts, logLeaf, positionsOf } from '../evidence/service.ts'
import type { PublicContent } from '../publication/service.ts'
import { listVersions, lockEntry } from './affair-store.ts'
import { recordRegisterEvent } from './entry.ts'
import { depositedData, rowOverlap, sharedWithOthers } from './revision-facts.ts'
import * as store from './revision-store.ts'
import { type EntryRow, findEntry } from './store.ts'
import { type VisibleEntry, visibleEntry } from './visible-entry.ts'

export type RevisionView = z.input<typeof revision>
type Digests = { sha256: string; sm3: string }

/** The deposit that a registration was opened with. */
async function firstDeposit(db: Platform['db'] | Tx, row: Pick<EntryRow, 'id' | 'deposit_id'>): Promise<string> {
  const [first] = await listVersions(db, row.id)
  return first?.deposit_id ?? row.deposit_id
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

const dayOf = (text: string | null): string | null => text?.slice(0, 10) ?? null

/** What stands in the way of chaining anything now; null where nothing does. */
function closed({ facts, pack }: VisibleEntry): AppError | null {
  if (!pack.livingData) return new AppError('registration.no_rules')
  if (facts.status === 'active') return null
  return new AppError('registration.revision_closed', { status: entryStatusNames[facts.status].zh })
}

/** The chain as whoever sees the registration sees it, with what may be chained next. */
export async function listRevisions(p: Platform, actor: Actor, entryId: string) {
  const entry = await visibleEntry(p.db, p, actor, entryId)
  const items = await revisionsOf(p, entry.row)
  const own = actsForHolder(actor, entry.facts.holders, 'filer', 'signatory')
  const fault = closed(entry)
  const last = items.at(-1)
  const candidates =
    own && !fault && last ? await store.listCandidates(p.db, entry.facts.holders, new Date(last.depositedAt), 50) : []
  return {
    items,
    canAdd: fault === null && maintains(actor, entry.facts.holders),
    reason: own && fault ? fault.message : null,
    candidates: candidates.map(({ id, number, title, created_at }) => ({
      ...{ id, number, title, depositedAt: created_at.toISOString() },
    })),
  }
}

/** Looks at a deposit as the next link of a registration's chain. Never inside a transaction: sketches are compared. */
async function look(p: Platform, entry: VisibleEntry, depositId: string, manner: Manner) {
  const fault = closed(entry)
  if (fault) throw fault
  const { row, facts, pack } = entry
  const rows = await store.listRevisionRows(p.db, row.id)
  const previousId = rows.at(-1)?.deposit_id ?? (await firstDeposit(p.db, row))
  const [before, now] = await Promise.all([depositedData(p.db, previousId), depositedData(p.db, depositId)])
  if (!facts.holders.includes(now.partyId)) throw new AppError('kernel.not_found')
  if (previousId !== depositId && (await store.isDepositUsed(p.db, depositId)))
    throw new AppError('registration.deposit_used', { number: now.number })
  const checks = checkRevision(pack, {
    ...{ manner, before, now },
    rows: await rowOverlap(p.db, previousId, depositId),
    others: await sharedWithOthers(p, depositId, facts.holders),
    frequency: (row.content as unknown as PublicContent).updateFrequency,
  })
  return { checks, previousId, now }
}

/** What chaining a deposit would find, without doing it. */
export async function checkRevisionOf(
  p: Platform,
  actor: Actor,
  entryId: string,
  { depositId, manner }: z.output<typeof revisionQuestion>,
) {
  const entry = await visibleEntry(p.db, p, actor, entryId)
  if (!actsForHolder(actor, entry.facts.holders, 'filer', 'signatory')) throw new AppError('kernel.forbidden')
  const { checks } = await look(p, entry, depositId, manner)
  return { checks, broken: isBroken(checks) }
}

/** Chains a deposit to a registration; refused with the sentences of what breaks the chain. Two at once come after each other. */
export async function addRevision(p: Platform, actor: Actor, entryId: string, body: z.output<typeof newRevision>) {
  const entry = await visibleEntry(p.db, p, actor, entryId)
  if (actor.kind !== 'account' || !maintains(actor, entry.facts.holders)) throw new AppError('kernel.forbidden')
  const { depositId, manner, note } = body
  const { checks, previousId, now: data } = await look(p, entry, depositId, manner)
  if (isBroken(checks)) {
    const why = checks.flatMap(({ outcome, text }) => (outcome === 'breaks' ? text : []))
    throw new AppError(
      'registration.revision_breaks',
      { why: why[0] ?? '' },
      why.map((message) => ({ path: 'depositId', message })),
    )
  }
  const chain = await revisionsOf(p, entry.row)
  const last = chain.at(-1)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const row = await lockEntry(tx, entryId)
    const seq = (last?.seq ?? 1) + 1
    const there = (await store.listRevisionRows(tx, entryId)).length + 2
    // Somebody chained another one, or moved the registration, while the sketches were compared.
    if (row?.status !== 'active' || there !== seq) throw new AppError('kernel.stale_version')
    if (await store.isDepositUsed(tx, depositId))
      throw new AppError('registration.deposit_used', { number: data.number })
    const link = { seq, deposit: { number: data.number, ...data.digests }, manner }
    const digests = chainOf(row.registration_number, link, last?.chain ?? null)
    const leafId = await logLeaf(tx, {
      type: 'certificate_status',
      subject: row.certificate_number,
      digests,
      body: {
        ...{ registration: row.registration_number, status: row.status, event: 'revision_added' },
        revision: { ...link, previous: last?.chain ?? null },
      },
      now,
    })
    await store.insertRevision(tx, {
      ...{ entry_id: entryId, seq, deposit_id: depositId, previous_id: previousId, manner, note },
      ...{ checks: JSON.stringify(checks), chain_sha256: digests.sha256, chain_sm3: digests.sm3, leaf_id: leafId },
      ...{ added_by: actor.accountId, added_at: now },
    })
    await recordRegisterEvent(tx, entryId, 'revision_added', now, leafId, `第 ${seq} 版，存证 ${data.number}`)
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
  }
}

/** The newest deposits chained to an entry, with their places in the log. */
export async function chainedDeposits(p: Platform, entryId: string, most: number) {
  const rows = (await store.listRevisionRows(p.db, entryId)).slice(-most)
  return await Promise.all(rows.map(({ deposit_id }) => getDepositFacts(p.db, deposit_id)))
}
