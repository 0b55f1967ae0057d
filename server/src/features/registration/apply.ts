import { expiryOf } from '@datadeed/core/registration/expiry'
import {
  type AffairKind,
  affairKinds,
  affairRules,
  type EntryCommand,
  type EntryStatus,
  entryProcedure,
  holderKinds,
} from '@datadeed/core/registration/machine'
import { decideEntry } from '@datadeed/core/registration/policy'
import type { AffairContent } from '@datadeed/core/registration/schema'
import { type Holder, holderNames } from '@datadeed/core/registration/share'
import type { Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf } from '../evidence/service.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { renameParty } from '../party/service.ts'
import type { PublicContent } from '../publication/service.ts'
import * as store from './affair-store.ts'
import { appendRevision, type NextLink } from './revision.ts'
import { holdersOf } from './share.ts'
import { appendRegisterEvent } from './store.ts'
import { termOf } from './term.ts'
import { addVersion, applyTerms, type Done } from './transfer-apply.ts'

type Entry = NonNullable<Awaited<ReturnType<typeof store.lockEntry>>>

/** What a command leaves in the public history. */
const events: Record<EntryCommand, string> = {
  suspend: 'suspended',
  resume: 'resumed',
  cancel: 'cancelled',
  revoke: 'revoked',
  change: 'changed',
  rectify: 'rectified',
  expire: 'expired',
  renew: 'renewed',
  transfer: 'transferred',
  divide: 'divided',
  merge: 'merged',
  freeze: 'frozen',
  unfreeze: 'unfrozen',
  record: 'recorded',
  discharge: 'discharged',
}

/** True when no row leaves the status: the registration is over. */
export const isOver = (status: EntryStatus): boolean => !entryProcedure.some(({ from }) => from === status)

/** The holders with the changed name of the one that changes it; a rectified text stands for itself. */
function holdersAfter(
  entry: Entry,
  holders: readonly Holder[],
  command: EntryCommand,
  to: string | undefined,
): Holder[] {
  if (to === undefined) return [...holders]
  const names = to.split('、')
  return holders.map((one, i) => {
    if (command === 'change') return one.partyId === entry.party_id ? { ...one, name: to } : one
    return { ...one, name: holders.length === 1 ? to : (names[i] ?? one.name) }
  })
}

/** The entry's new version under a new certificate number; null when nothing that a certificate says has changed. */
async function reissue(tx: Tx, p: Platform, entry: Entry, { command, content: asked, now }: Application) {
  const to = (field: string) => asked?.changes.find((change) => change.field === field)?.to
  const content = entry.content as unknown as PublicContent
  const holders = holdersAfter(entry, await holdersOf(tx, entry), command, to('holder'))
  const holder = holderNames(holders)
  const [renamed, address] = [to('holder'), to('address')]
  if (command === 'change')
    await renameParty(tx, entry.party_id, { ...(renamed && { name: renamed }), ...(address && { address }) })
  const name = to('name') ?? entry.name
  const scenario = to('scenario') ?? content.scenario
  const pack = packOf(p, await loadCase(tx, entry.case_id))
  const authorisation_until = to('authorisationUntil') ?? entry.authorisation_until
  const valid_until =
    authorisation_until === entry.authorisation_until
      ? entry.valid_until
      : expiryOf(pack, termOf({ ...entry, authorisation_until })).day
  if (authorisation_until !== entry.authorisation_until) await store.updateEntry(tx, entry.id, { authorisation_until })
  const same = name === entry.name && holder === entry.holder && scenario === content.scenario
  if (same && valid_until === entry.valid_until) return null
  const cause = command === 'change' ? 'change' : 'rectification'
  return await addVersion(tx, pack, entry, {
    cause,
    holders,
    now,
    name,
    validUntil: valid_until,
    content: { scenario },
  })
}

interface Application {
  command: EntryCommand
  now: Date
  content?: AffairContent
  /** Number and kind of the affair, and the digest of its letter. */
  affair?: { id: string; number: string; kind: AffairKind }
  letter?: { number: string; sha256: string }
  /** A renewal's deposit as the next link of the chain, for whoever asked for it. */
  revision?: NextLink & { by: string }
  /** One of the others that a merger closes; what was agreed has been carried out. */
  merged?: boolean
}

/**
 * Moves a registration by one row of its procedure, its row already locked: status or version, the event of its history,
 * the entry of the log; then its status lists, and its new certificate, are made by jobs.
 */
export async function applyToEntry(tx: Tx, p: Platform, entry: Entry, applied: Application): Promise<void> {
  const { command, now, content, affair, letter } = applied
  // First, because it is one row for all: whoever moves the register waits here, before anybody is told.
  await enqueue(tx, 'certificate.credentials', {}, { key: 'certificate.credentials:changed' })
  const row = decideEntry(entry.status as EntryStatus, command, () => true)
  const version = command === 'change' || command === 'rectify' ? await reissue(tx, p, entry, applied) : null
  const terms = affair && !applied.merged ? content?.terms : undefined
  const pack = packOf(p, await loadCase(tx, entry.case_id))
  const done: Done =
    terms && affair
      ? await applyTerms(tx, p, pack, entry, { terms, affairId: affair.id, now })
      : { set: { ...version }, ...(version && { replacedBy: version.certificate_number }) }
  await store.updateEntry(tx, entry.id, { status: row.to, ...done.set })
  const order = content?.order
  const what = events[command]
  // The id, which the public never sees, keeps the reason from being guessed by its digest.
  const { digests } = digestDocument({ entry: entry.id, affair: affair?.id ?? null, command, content: content ?? null })
  const leafId = await logLeaf(tx, {
    type: 'certificate_status',
    subject: entry.certificate_number,
    digests,
    body: {
      ...{ registration: entry.registration_number, status: row.to, event: what },
      ...(affair && { affair: affair.number }),
      ...(letter && { letter: letter.sha256 }),
      ...(done.replacedBy && { replacedBy: done.replacedBy }),
      ...done.body,
    },
    now,
  })
  const ordered = order && `${order.issuer} ${order.number}`
  const replaced = done.replacedBy && `证书 ${entry.certificate_number} 由 ${done.replacedBy} 代替`
  const detail = done.detail ?? ordered ?? replaced
  const payload = JSON.stringify(detail ? { detail } : {})
  await appendRegisterEvent(tx, { entry_id: entry.id, at: now, what, leaf_id: leafId, payload })
  if (applied.revision && done.replacedBy) {
    const { by, ...next } = applied.revision
    // The new certificate covers it.
    const current = { ...entry, certificate_number: done.replacedBy, status: row.to }
    await appendRevision(tx, current, next, { note: '续期时接续', by: { accountId: by, delegationId: null }, now })
  }
  if (row.to !== row.from)
    await p.events.emit(tx, 'registration.moved', { entryId: entry.id, from: row.from, to: row.to, now })
  if (done.replacedBy)
    await p.events.emit(tx, 'registration.reissued', { caseId: entry.case_id, entryId: entry.id, now })
  if (isOver(row.to)) await lapseOthers(tx, entry.id, affair?.id, now)
  // What the holders of old asked for is not what those of now want.
  if (command === 'transfer') await lapseOthers(tx, entry.id, affair?.id, now, holderKinds)
  for (const other of done.also ?? []) await applyToEntry(tx, p, other, { ...applied, merged: true })
}

/** Whatever else was asked for a registration that is over has nothing left to be about. */
async function lapseOthers(
  tx: Tx,
  entryId: string,
  except: string | undefined,
  now: Date,
  kinds: readonly string[] = affairKinds,
): Promise<void> {
  for (const { id, kind, status } of await store.listOpenAffairs(tx, entryId)) {
    if (id === except || !kinds.includes(kind)) continue
    await store.updateAffair(tx, id, { status: 'lapsed', due: null, updated_at: now })
    await store.insertAffairEvent(tx, {
      ...{ affair_id: id, at: now, command: 'lapse', from_status: status, to_status: 'lapsed', actor_id: null },
    })
  }
}

/** The command that an affair of a kind gives its entry. */
export const commandOf = (kind: AffairKind): EntryCommand => affairRules[kind].command
