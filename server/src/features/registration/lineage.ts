import type { Actor } from '@datadeed/core/kernel/actor'
import { isStaff } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError, type FieldFault } from '@datadeed/core/kernel/errors'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import {
  coarseMeasure,
  decideLink,
  type LineageMeasure,
  type LinkCommand,
  type LinkFacts,
  type LinkStatus,
  linkHolds,
  maySeeLink,
  offeredForLink,
  proofNeeded,
  wouldCycle,
} from '@datadeed/core/registration/lineage'
import type { lineageLink, lineageView, linkStep, newLink } from '@datadeed/core/registration/lineage-schema'
import { entryStatusNames } from '@datadeed/core/registration/machine'
import { maintains, signsFor } from '@datadeed/core/registration/maintain'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { actorsOn } from '../account/service.ts'
import { type CaseRow, holdCase, loadVisible, packOf } from '../filing/service.ts'
import { lockEntries } from './affair-store.ts'
import { lineageGraphOf } from './lineage-graph.ts'
import { measureAgainst } from './lineage-measure.ts'
import { publishLink } from './lineage-publish.ts'
import * as store from './lineage-store.ts'
import { statusToday } from './status-today.ts'
import { type EntryRow, findEntry, findEntryById } from './store.ts'
import { visibleEntry } from './visible-entry.ts'

type Db = Platform['db'] | Tx
type LinkView = z.input<typeof lineageLink>

const factsOf = (row: store.LinkRow): LinkFacts => ({
  status: row.status as LinkStatus,
  partyIds: row.child_id === null ? [row.party_id] : row.child_parties,
  parentPartyIds: row.parent_parties,
  own: row.own,
  childRegistered: row.child_id !== null,
  ...{ childCase: row.child_case_id, parentCase: row.parent_case },
  childPrefecture: row.prefecture_code,
  childSubmitted: row.submitted_at !== null,
  form: row.form as NonNullable<LinkFacts['form']>,
})

type Proofs = Awaited<ReturnType<typeof store.listProofs>>
const proofOf = (proofs: Proofs, linkId: string) => proofs.findLast(({ link_id }) => link_id === linkId)
const rulesOf = (p: Platform, row: store.LinkRow): RulePack =>
  p.rules.findPack(row.pack_jurisdiction, row.pack_version) ?? p.pack

/** What the state of a declaration allows: the authorisation is there, or its rules ask for none. */
function holdsOf(p: Platform, row: store.LinkRow, proof: Proofs[number] | undefined) {
  const { lineage } = rulesOf(p, row)
  return linkHolds(factsOf(row), proof !== undefined || (lineage !== undefined && !proofNeeded(lineage, row.own)))
}

/** Declarations as an actor may see them; those it may not see are left out. */
async function viewsOf(p: Platform, actor: Actor, pack: RulePack, rows: readonly store.LinkRow[]): Promise<LinkView[]> {
  const seen = rows.filter((row) => maySeeLink(actor, factsOf(row)))
  const ids = seen.map(({ id }) => id)
  const [events, proofs] = await Promise.all([store.listLinkEvents(p.db, ids), store.listProofs(p.db, ids)])
  const today = toChinaDate(p.clock.now().getTime())
  const staff = isStaff(actor)
  const home = actor.kind === 'account' ? (actor.delegation?.principalId ?? actor.partyId) : null
  const actorOf = await actorsOn(
    p.db,
    events.map(({ delegation_id }) => delegation_id),
  )
  return seen.map((row) => {
    const facts = factsOf(row)
    const proof = proofOf(proofs, row.id)
    const measure = row.measure as unknown as LineageMeasure
    return {
      ...{ id: row.id, status: facts.status, version: row.version, relation: row.relation, own: row.own },
      relationText: pack.lineage?.relations.find(({ code }) => code === row.relation)?.text ?? row.relation,
      ...{ authorisationUntil: row.authorisation_until, note: row.note },
      // Of another's data only what the overlap search would tell, too.
      measure:
        staff || row.own
          ? measure
          : row.status === 'draft'
            ? { kind: 'unmeasured' as const, reason: 'not_yet' as const }
            : coarseMeasure(measure),
      parent: {
        ...{ registrationNumber: row.parent_number, name: row.parent_name, holder: row.parent_holder },
        status: statusToday({ status: row.parent_status, valid_until: row.parent_until }, today),
      },
      child: {
        ...{
          registrationNumber: row.child_number,
          name: row.child_name ?? row.case_name,
          holder: row.child_holder ?? '',
        },
        status:
          row.child_status && row.child_until
            ? statusToday({ status: row.child_status, valid_until: row.child_until }, today)
            : null,
      },
      proof: proof ? { id: proof.id, name: proof.name, uploadedAt: proof.uploaded_at.toISOString() } : null,
      events: events
        .filter(({ link_id }) => link_id === row.id)
        .map(({ at, command, note, actor_name, party_id, delegation_id, acted_for, principal_name }) => ({
          ...{ at: at.toISOString(), command: command as LinkCommand, note },
          actorName:
            // Who acts for the other side is that side's business.
            principal_name !== null && !staff && acted_for !== home
              ? principal_name
              : staff || party_id !== null
                ? actorOf(delegation_id, actor_name ?? '系统')
                : '登记机构',
        })),
      can: offeredForLink(actor, facts, holdsOf(p, row, proof)),
    }
  })
}

async function viewFor(
  p: Platform,
  actor: Actor,
  { under, entry, holders }: { under: CaseRow; entry: EntryRow | null; holders: readonly string[] },
): Promise<z.input<typeof lineageView>> {
  const pack = packOf(p, under)
  const line = entry ? await store.listLine(p.db, entry.id) : []
  const [parents, children, graph] = await Promise.all([
    store.listParents(p.db, under.id, line),
    entry ? store.listChildren(p.db, line) : [],
    entry ? lineageGraphOf(p, entry) : null,
  ])
  return {
    parents: await viewsOf(p, actor, pack, parents),
    children: await viewsOf(p, actor, pack, children),
    graph,
    relations: pack.lineage?.relations ?? [],
    proofName: pack.lineage?.proof.name ?? '',
    canDeclare:
      pack.lineage !== undefined &&
      mayDeclare(under, entry) &&
      (entry ? maintains : signsFor)(actor, { id: under.id, holders }),
  }
}

const ended: ReadonlySet<string> = new Set(['refused', 'withdrawn', 'deemed_withdrawn'])
const over: ReadonlySet<string> = new Set(['expired', 'cancelled', 'revoked'])

/** A case that is over was never registered; of a registration that is over nothing more is declared. */
const mayDeclare = (under: CaseRow, entry: { status: string } | null | undefined): boolean =>
  !ended.has(under.status) && !(entry && over.has(entry.status))

/** Where the data of a case come from, for whoever sees the case. */
export async function caseLineage(p: Platform, actor: Actor, caseId: string) {
  const { under, entry } = await childOf(p, actor, caseId, null)
  return await viewFor(p, actor, { under, entry, holders: [entry?.party_id ?? under.partyId] })
}

/** Where the data of a registration come from, and what comes from them. */
export async function registrationLineage(p: Platform, actor: Actor, entryId: string) {
  const { row, under, facts } = await visibleEntry(p.db, p, actor, entryId)
  return await viewFor(p, actor, { under, entry: row, holders: facts.holders })
}

/** The registration that is named as a source, which must be in force. */
async function parentOf(p: Platform, number: string): Promise<EntryRow> {
  const key = number.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  const parent = await findEntry(p.db, key)
  if (!parent)
    throw new AppError('kernel.invalid_input', { count: 1 }, [
      { path: 'parentNumber', message: '登记簿中没有这个编号，请核对 16 位登记号或者 17 位证书编号' },
    ])
  const status = statusToday(parent, toChinaDate(p.clock.now().getTime()))
  if (status !== 'active')
    throw new AppError('registration.parent_ended', {
      ...{ parent: parent.registration_number, status: entryStatusNames[status].zh },
    })
  return parent
}

/**
 * What a declaration touches, locked in the one order of all commands: a case until it is registered, then registrations,
 * then the declarations. The entry that the case was registered as meanwhile, if it was.
 */
async function lockEnds(tx: Tx, ends: { caseId: string; entryId: string | null; parentId?: string }) {
  const { caseId, entryId, parentId } = ends
  const before = await store.findRegistered(tx, caseId, entryId)
  if (!before) await holdCase(tx, caseId)
  const child = before ?? (await store.findRegistered(tx, caseId, entryId))
  const ids = [child?.id, parentId].flatMap((id) => id ?? [])
  if (ids.length > 0) await lockEntries(tx, ids)
  await store.lockLineage(tx)
  return child
}

/** The case or the registration that an actor declares for, as the actor sees it. */
async function childOf(p: Platform, actor: Actor, caseId: string, entryId: string | null) {
  if (entryId === null) {
    const under = await loadVisible(p, actor, caseId)
    const registered = await store.findRegistered(p.db, caseId)
    const entry = registered ? ((await findEntryById(p.db, 'id', registered.id)) ?? null) : null
    return { under, entry }
  }
  const { row: entry, under } = await visibleEntry(p.db, p, actor, entryId)
  if (under.id !== caseId) throw new AppError('kernel.not_found')
  return { under, entry }
}

/** Declares what a data set comes from: at once where both are of one holder, else as a draft until the authorisation is there. */
export async function declareLink(p: Platform, actor: Actor, caseId: string, body: z.output<typeof newLink>) {
  const { under, entry } = await childOf(p, actor, caseId, body.entryId)
  const partyId = entry?.party_id ?? under.partyId
  if (actor.kind !== 'account' || !(entry ? maintains : signsFor)(actor, { id: under.id, holders: [partyId] }))
    throw new AppError('kernel.forbidden')
  const pack = packOf(p, under)
  if (!pack.lineage) throw new AppError('registration.no_rules')
  if (!mayDeclare(under, entry)) throw new AppError('registration.link_not_offered', { status: '已终止' })
  const now = p.clock.now()
  const faults: FieldFault[] = []
  if (!pack.lineage.relations.some(({ code }) => code === body.relation))
    faults.push({ path: 'relation', message: '请选择怎样由上游数据得到' })
  if (body.authorisationUntil !== null && body.authorisationUntil < toChinaDate(now.getTime()))
    faults.push({ path: 'authorisationUntil', message: '授权已经到期，请先续签' })
  if (faults.length > 0) throw new AppError('kernel.invalid_input', { count: faults.length }, faults)
  const parent = await parentOf(p, body.parentNumber)
  const measure = await measureAgainst(p.db, entry?.deposit_id ?? under.depositId, parent)
  const own = parent.party_id === partyId
  const id = newId<'lineage_link'>()
  await inTx(p.db, async (tx) => {
    const registered = await lockEnds(tx, { caseId, entryId: body.entryId, parentId: parent.id })
    const line = registered ? await store.listLine(tx, registered.id) : []
    const rows = await store.listParents(tx, caseId, line)
    const open = (status: string) => status !== 'withdrawn' && status !== 'struck'
    const numbers = { parent: parent.registration_number }
    if (rows.some((row) => row.parent_id === parent.id && open(row.status)))
      throw new AppError('registration.link_exists', numbers)
    const edges = await store.listEdges(tx)
    if ((registered ? line : [caseId]).some((child) => wouldCycle(edges, { parent: parent.id, child })))
      throw new AppError('registration.lineage_cycle', numbers, [
        { path: 'parentNumber', message: '这项登记来自本数据集，不能再作为来源' },
      ])
    await store.insertLink(tx, {
      ...{ id, parent_id: parent.id, child_case_id: caseId, child_id: registered?.id ?? null, party_id: partyId },
      ...{ relation: body.relation, own, authorisation_until: body.authorisationUntil, note: body.note },
      ...{ measure: JSON.stringify(measure), status: own ? 'declared' : 'draft' },
      ...{ created_by: actor.accountId, created_at: now, updated_at: now },
    })
    if (own) await record(tx, p, { id, from: 'draft', to: 'declared', command: 'declare', actor, note: '', now })
  })
  return entry ? await registrationLineage(p, actor, entry.id) : await caseLineage(p, actor, caseId)
}

interface Move {
  id: string
  from: string
  to: string
  command: LinkCommand
  actor: Actor
  note: string
  now: Date
}

/** The event of a declaration; where its child is registered, the public register tells of it as well. */
async function record(tx: Tx, p: Platform, { id, from, to, command, actor, note, now }: Move): Promise<void> {
  const link = await store.findLink(tx, id)
  const shown = link && (command === 'declare' || command === 'strike')
  const leafId = shown ? await publishLink(tx, p, link, command, now) : null
  await store.insertLinkEvent(tx, {
    ...{ link_id: id, at: now, command, from_status: from, to_status: to, note, leaf_id: leafId },
    actor_id: actor.kind === 'account' ? actor.accountId : null,
    delegation_id: actor.kind === 'account' ? (actor.delegation?.id ?? null) : null,
  })
}

/** A declaration that the actor may see, with its newest proof; `kernel.not_found` otherwise. */
export async function visibleLink(db: Db, actor: Actor, id: string) {
  const row = await store.findLink(db, id)
  if (!row || !maySeeLink(actor, factsOf(row))) throw new AppError('kernel.not_found')
  return { row, facts: factsOf(row), proof: proofOf(await store.listProofs(db, [id]), id) }
}

/** Gives a command on a declaration; the view is that of the end the actor stands at. */
export async function moveLink(p: Platform, actor: Actor, id: string, step: z.output<typeof linkStep>) {
  const { command, note, version } = step
  if ((command === 'dispute' || command === 'strike') && note.trim().length < 4)
    throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'note', message: '请写明理由，不少于 4 个字' }])
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const found = await store.findLink(tx, id)
    if (!found) throw new AppError('kernel.not_found')
    await lockEnds(tx, { caseId: found.child_case_id, entryId: found.child_id })
    const { row, facts, proof } = await visibleLink(tx, actor, id)
    if (row.version !== version) throw new AppError('kernel.stale_version')
    const { to } = decideLink(facts, command, actor, holdsOf(p, row, proof))
    await store.updateLink(tx, id, { status: to, updated_at: now })
    await record(tx, p, { id, from: row.status, to, command, actor, note, now })
  })
  return await linkView(p, actor, id)
}

/** One declaration as the actor may see it; `kernel.not_found` otherwise. */
export async function linkView(p: Platform, actor: Actor, id: string): Promise<LinkView> {
  const row = await store.findLink(p.db, id)
  if (!row) throw new AppError('kernel.not_found')
  const [view] = await viewsOf(p, actor, rulesOf(p, row), [row])
  if (!view) throw new AppError('kernel.not_found')
  return view
}
