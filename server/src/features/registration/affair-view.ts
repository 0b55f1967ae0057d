import { type Actor, isStaff, organisationOf } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { type AffairKind, type AffairStatus, type EntryStatus, openStatuses } from '@datadeed/core/registration/machine'
import {
  type AffairFacts,
  affairHolds,
  type EntryFacts,
  mayReadAffair,
  maySeeAffair,
  mayServeLetter,
  offeredForAffair,
} from '@datadeed/core/registration/policy'
import type { AffairContent } from '@datadeed/core/registration/schema'
import type { Holder } from '@datadeed/core/registration/share'
import type { Capacity } from '@datadeed/core/registration/transfer'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { actorsOn } from '../account/service.ts'
import { type CaseRow, loadCase } from '../filing/service.ts'
import * as store from './affair-store.ts'
import { effectsView, entriesOf, stopsOf } from './encumbrance.ts'
import {
  type EffectRow,
  type EncumbranceRow,
  type LetterRow,
  listEffects,
  listEncumbrances,
  listLetters,
} from './encumbrance-store.ts'
import { holdersOf } from './share.ts'
import { findEntryById } from './store.ts'
import { listSignatures, type SignatureRow } from './transfer-store.ts'

type Entry = NonNullable<Awaited<ReturnType<typeof store.lockEntry>>>
type Documents = Awaited<ReturnType<typeof store.listDocuments>>

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
  holders: readonly Holder[] = [],
): EntryFacts {
  const over = entry.valid_until < toChinaDate(now.getTime())
  const status = entry.status as EntryStatus
  return {
    id: under.id,
    status: over && (status === 'active' || status === 'suspended') ? 'expired' : status,
    partyId: entry.party_id,
    prefectureCode: entry.prefecture_code,
    holders: holders.length === 0 ? [entry.party_id] : holders.flatMap(({ partyId }) => partyId ?? []),
    form: { ...under.form, coHolders: [...(under.form.coHolders ?? []), ...holders] },
  }
}

/** What stands beside the rows of affairs. */
export interface Beside {
  documents: Documents
  signatures: readonly SignatureRow[]
  effects: readonly EffectRow[]
  letters: readonly LetterRow[]
  /** On the entry, and on those that a merger would close. */
  burdens: readonly EncumbranceRow[]
  holders: readonly Holder[]
}

/** The history of affairs; what was done on a delegation says who for whom, and is the principal's. */
export async function eventsOf(db: Platform['db'], affairIds: readonly string[]) {
  const rows = await store.listAffairEvents(db, affairIds)
  const actorOf = await actorsOn(
    db,
    rows.map(({ delegation_id }) => delegation_id),
  )
  return rows.map(({ actor_name, party_id, acted_for, delegation_id, ...row }) => ({
    ...{ ...row, party_id: acted_for ?? party_id },
    actor_name: actor_name === null ? null : actorOf(delegation_id, actor_name),
  }))
}
type Events = Awaited<ReturnType<typeof eventsOf>>

/** Everything beside affairs of one entry, read at once. */
export async function besideOf(
  db: Platform['db'] | Tx,
  entry: Entry,
  rows: readonly store.AffairRow[],
): Promise<Beside> {
  const ids = rows.map(({ id }) => id)
  const [documents, signatures, effects, letters, burdens, holders] = await Promise.all([
    store.listDocuments(db, ids),
    listSignatures(db, ids),
    listEffects(db, ids),
    listLetters(db, ids),
    listEncumbrances(db, [...new Set([entry.id, ...rows.flatMap(entriesOf)])]),
    holdersOf(db, entry),
  ])
  return { documents, signatures, effects, letters, burdens, holders }
}

export const factsOf = (row: store.AffairRow, entry: EntryFacts, { signatures, effects }: Beside): AffairFacts => {
  const asked = signatures.filter(({ affair_id }) => affair_id === row.id)
  const { form } = entry
  return {
    ...{ kind: row.kind as AffairKind, status: row.status as AffairStatus },
    ...{ filedBy: row.filed_by, partyId: row.party_id, proposedBy: row.proposed_by },
    // Whoever will hold the right, or must consent, is concerned as much as who holds it.
    entry: { ...entry, form: { ...form, coHolders: [...(form?.coHolders ?? []), ...asked] } },
    asked: asked.map(({ party_id, signed_at }) => ({ partyId: party_id, signed: signed_at !== null })),
    told: effects.flatMap((one) => (one.affair_id === row.id && one.beneficiary_party ? [one.beneficiary_party] : [])),
  }
}

/** Why an affair cannot go on now; nothing once it is over. */
export function stopsFor(
  pack: RulePack,
  row: store.AffairRow,
  { documents, signatures, burdens, holders }: Beside,
): string[] {
  if (!openStatuses.includes(row.status as AffairStatus)) return []
  return stopsOf({
    ...{ pack, row, holders },
    burdens: burdens.filter(({ entry_id }) => entriesOf(row).includes(entry_id)),
    signatures: signatures.filter(({ affair_id }) => affair_id === row.id),
    consentThere: documents.some(({ affair_id, code }) => affair_id === row.id && code === 'consent'),
  })
}

export function effectsFor(pack: RulePack, row: store.AffairRow, { burdens, effects, letters }: Beside) {
  const met = burdens.filter(({ entry_id }) => entriesOf(row).includes(entry_id))
  return effectsView(pack, row, met, effects, letters)
}

export function holdsOf(pack: RulePack, row: store.AffairRow, facts: AffairFacts, beside: Beside) {
  const documents = beside.documents.filter(({ affair_id }) => affair_id === row.id)
  return affairHolds(facts, {
    documentsThere: ruleOf(pack, row.kind) !== undefined && documentsThere(pack, row.kind, documents),
    clear: stopsFor(pack, row, beside).length === 0,
  })
}

const serviceWaysOf = (pack: RulePack) =>
  (pack.afterRegistration?.serviceWays ?? []).map(({ code, name, reference }) => ({ code, name, reference }))

const ruleOf = (pack: RulePack, kind: string) => pack.afterRegistration?.affairs.find((one) => one.kind === kind)

function documentsThere(pack: RulePack, kind: string, documents: Documents): boolean {
  const there = new Set(documents.map(({ code }) => code))
  return affairRuleOf(pack, kind).documents.every(({ code, required }) => !required || there.has(code))
}

/** An affair as the actor may see it, with its entry, the rules and its documents; `kernel.not_found` otherwise. */
export async function visibleAffair(db: Platform['db'] | Tx, p: Platform, actor: Actor, id: string) {
  const row = await store.findAffair(db, id)
  const entry = row && (await findEntryById(db, 'id', row.entry_id))
  if (!row || !entry) throw new AppError('kernel.not_found')
  const under = await loadCase(db, entry.case_id)
  const beside = await besideOf(db, entry, [row])
  const facts = factsOf(row, entryFacts(entry, under, p.clock.now(), beside.holders), beside)
  if (actor.kind !== 'system' && !maySeeAffair(actor, facts)) throw new AppError('kernel.not_found')
  return { row, entry, facts, under, beside, documents: beside.documents }
}

/**
 * How an affair shows to an actor who may see it. Members of the company do not learn who of the staff acted; who was only
 * told what it does to their licence or pledge learns that much and no more.
 */
export function affairViewOf(
  actor: Actor,
  pack: RulePack,
  row: store.AffairRow,
  facts: AffairFacts,
  beside: Beside,
  events: Events,
) {
  const documents = beside.documents.filter(({ affair_id }) => affair_id === row.id)
  const staff = isStaff(actor)
  const own = organisationOf(actor, 'affair', facts.entry.id)
  const reads = actor.kind === 'system' || mayReadAffair(actor, facts)
  const content = row.content as unknown as AffairContent
  const { terms: _, heldBy: __, ...blank } = { ...content, reason: '', order: null, changes: [] }
  return {
    ...{ id: row.id, number: row.number, entryId: row.entry_id, kind: facts.kind, status: facts.status },
    ...{ version: row.version, content: reads ? content : blank, due: row.due },
    createdAt: row.created_at.toISOString(),
    filedAt: row.filed_at?.toISOString() ?? null,
    decidedAt: row.decided_at?.toISOString() ?? null,
    documents: reads
      ? documents.map(({ id, code, name, bytes, uploaded_at }) => ({
          ...{ id, code, name, bytes: Number(bytes), uploadedAt: uploaded_at.toISOString() },
        }))
      : [],
    events: events
      .filter(({ affair_id, command }) => affair_id === row.id && reads && (staff || !internal.has(command)))
      .map(({ at, command, note, actor_name, party_id }) => ({
        ...{ at: at.toISOString(), command, note },
        // Of the other side the organisation is known, not who sat at the desk.
        actorName: actor_name === null ? '系统' : nameFor(party_id, actor_name),
      })),
    signatures: reads
      ? beside.signatures
          .filter(({ affair_id }) => affair_id === row.id)
          .map(({ party_id, name, capacity, signed_at, declined_at }) => ({
            ...{ name, capacity: capacity as Capacity, own: party_id === own },
            ...{ signedAt: signed_at?.toISOString() ?? null, declinedAt: declined_at?.toISOString() ?? null },
          }))
      : [],
    effects: effectsFor(pack, row, beside)
      .filter(({ partyId }) => reads || partyId === own)
      .map(({ partyId: ___, ...effect }) => effect),
    letters: reads
      ? beside.letters
          .filter(({ affair_id }) => affair_id === row.id)
          .map((letter) => ({
            ...{ id: letter.id, number: letter.number, to: letter.beneficiary_name, burden: letter.burden_number },
            ...{ moment: letter.moment as 'effect' | 'outcome', madeAt: letter.made_at.toISOString() },
            served: servedOf(letter),
          }))
      : [],
    serviceWays: mayServeLetter(actor, facts) ? serviceWaysOf(pack) : [],
    stops: reads ? stopsFor(pack, row, beside) : [],
    letterNumber: reads ? row.letter_number : null,
    can: offeredForAffair(actor, facts, holdsOf(pack, row, facts, beside)),
  }
  function servedOf({ way, reference, served_on, served_at, server_name }: LetterRow) {
    if (way === null || reference === null || served_on === null || served_at === null) return null
    const name = serviceWaysOf(pack).find(({ code }) => code === way)?.name ?? way
    const by = nameFor(null, server_name ?? '')
    return { way: name, reference, servedOn: served_on, by, recordedAt: served_at.toISOString() }
  }
  function nameFor(party: string | null, name: string): string {
    if (staff || party === own) return name
    if (party === null) return '登记机构'
    return beside.signatures.find((one) => one.party_id === party)?.name ?? '申请方'
  }
}

/** Steps inside the authority, which the company does not see. */
const internal = new Set(['propose_grant', 'propose_refusal', 'send_back'])
