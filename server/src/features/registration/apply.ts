import { toChinaDate } from '@datadeed/core/kernel/dates'
import { localAuthority } from '@datadeed/core/kernel/numbers'
import {
  type AffairKind,
  affairRules,
  type EntryCommand,
  type EntryStatus,
  entryProcedure,
} from '@datadeed/core/registration/machine'
import { expiryOf, type Term } from '@datadeed/core/registration/expiry'
import { decideEntry } from '@datadeed/core/registration/policy'
import type { AffairContent } from '@datadeed/core/registration/schema'
import type { Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { logLeaf } from '../evidence/service.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { partyFacts, renameParty } from '../party/service.ts'
import type { PublicContent } from '../publication/service.ts'
import * as store from './affair-store.ts'
import { appendRegisterEvent } from './store.ts'

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
}

/** True when no row leaves the status: the registration is over. */
export const isOver = (status: EntryStatus): boolean => !entryProcedure.some(({ from }) => from === status)

/** The holders with the changed name of the one that changes it; a rectified text stands for itself. */
async function holderAfter(tx: Tx, entry: Entry, command: EntryCommand, to: string | undefined): Promise<string> {
  if (to === undefined) return entry.holder
  if (command === 'rectify') return to
  const { name } = await partyFacts({ db: tx }, entry.party_id)
  const holders = entry.holder.split('、')
  return holders.length === 1 ? to : holders.map((holder) => (holder === name ? to : holder)).join('、')
}

/** What decides the last day of an entry. */
export const termOf = (entry: Pick<Entry, 'registered_on' | 'term_until' | 'authorisation_until'>): Term => ({
  registeredOn: entry.registered_on,
  termUntil: entry.term_until,
  authorisationUntil: entry.authorisation_until,
})

/** The entry's new version under a new certificate number; null when nothing that a certificate says has changed. */
async function reissue(tx: Tx, p: Platform, entry: Entry, { command, content: asked, now }: Application) {
  const to = (field: string) => asked?.changes.find((change) => change.field === field)?.to
  const content = entry.content as unknown as PublicContent
  const holder = await holderAfter(tx, entry, command, to('holder'))
  const [renamed, address] = [to('holder'), to('address')]
  if (command === 'change')
    await renameParty(tx, entry.party_id, { ...(renamed && { name: renamed }), ...(address && { address }) })
  const name = to('name') ?? entry.name
  const scenario = to('scenario') ?? content.scenario
  const pack = packOf(p, await loadCase(tx, entry.case_id))
  const authorisation_until = to('authorisationUntil') ?? entry.authorisation_until
  const valid_until =
    authorisation_until === entry.authorisation_until ? entry.valid_until : expiryOf(pack, termOf({ ...entry, authorisation_until })).day
  if (authorisation_until !== entry.authorisation_until) await store.updateEntry(tx, entry.id, { authorisation_until })
  const same = name === entry.name && holder === entry.holder && scenario === content.scenario
  if (same && valid_until === entry.valid_until) return null
  const today = toChinaDate(now.getTime())
  const { certificateNumber } = localAuthority(pack).allot({
    ...{ registeredOn: today, appliedIn: Number(today.slice(0, 4)), source: 'mixed', registrant: 'enterprise' },
    certificateSeq: await nextInSeries(tx, `certificate-${today.slice(0, 7)}`),
    // The registration keeps its number.
    registrationSeq: 1,
  })
  const version = {
    ...{ certificate_number: certificateNumber, name, holder, valid_until },
    content: JSON.stringify({ ...content, name, holder, scenario }),
  }
  const seq = (await store.listVersions(tx, entry.id)).length + 1
  await store.insertVersion(tx, { ...version, entry_id: entry.id, seq, at: now })
  return version
}

interface Application {
  command: EntryCommand
  now: Date
  content?: AffairContent
  /** Number and kind of the affair, and the digest of its letter. */
  affair?: { id: string; number: string; kind: AffairKind }
  letter?: { number: string; sha256: string }
}

/**
 * Moves a registration by one row of its procedure, its row already locked: status or version, the event of its history,
 * the entry of the log; then its status lists, and its new certificate, are made by jobs.
 */
export async function applyToEntry(tx: Tx, p: Platform, entry: Entry, applied: Application): Promise<void> {
  const { command, now, content, affair, letter } = applied
  const row = decideEntry(entry.status as EntryStatus, command, () => true)
  const version = command === 'change' || command === 'rectify' ? await reissue(tx, p, entry, applied) : null
  await store.updateEntry(tx, entry.id, { status: row.to, ...version })
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
      ...(version && { replacedBy: version.certificate_number }),
    },
    now,
  })
  const detail = order
    ? `${order.issuer} ${order.number}`
    : version && `证书 ${entry.certificate_number} 由 ${version.certificate_number} 代替`
  const payload = JSON.stringify(detail ? { detail } : {})
  await appendRegisterEvent(tx, { entry_id: entry.id, at: now, what, leaf_id: leafId, payload })
  if (row.to !== row.from)
    await p.events.emit(tx, 'registration.moved', { entryId: entry.id, from: row.from, to: row.to, now })
  if (version) await p.events.emit(tx, 'registration.reissued', { caseId: entry.case_id, entryId: entry.id, now })
  if (isOver(row.to)) await lapseOthers(tx, entry.id, affair?.id, now)
  await enqueue(tx, 'certificate.credentials', {}, { key: 'certificate.credentials:changed' })
}

/** Whatever else was asked for a registration that is over has nothing left to be about. */
async function lapseOthers(tx: Tx, entryId: string, except: string | undefined, now: Date): Promise<void> {
  for (const { id, status } of await store.listOpenAffairs(tx, entryId)) {
    if (id === except) continue
    await store.updateAffair(tx, id, { status: 'lapsed', due: null, updated_at: now })
    await store.insertAffairEvent(tx, {
      ...{ affair_id: id, at: now, command: 'lapse', from_status: status, to_status: 'lapsed', actor_id: null },
    })
  }
}

/** The command that an affair of a kind gives its entry. */
export const commandOf = (kind: AffairKind): EntryCommand => affairRules[kind].command
