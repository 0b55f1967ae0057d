import { system } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { localAuthority, type RegistrantCode, type SourceCode } from '@datadeed/core/kernel/numbers'
import { validUntil } from '@datadeed/core/kernel/rule-pack'
import type * as schema from '@datadeed/core/registration/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { getDepositFacts } from '../evidence/service.ts'
import { advance, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import { noticeOfCase, type PublicContent } from '../publication/service.ts'
import * as store from './store.ts'

/** The kind of registrant by the second character of its unified social credit code (GB 32100-2015). */
function registrantCode(uscc: string): RegistrantCode {
  if (uscc.startsWith('11')) return 'government'
  if (uscc.startsWith('12')) return 'institution'
  return uscc.startsWith('5') ? 'social' : 'enterprise'
}

function sourceCode(types: readonly string[]): SourceCode {
  const [only] = types
  return types.length === 1 && (only === 'personal' || only === 'enterprise' || only === 'public') ? only : 'mixed'
}

/** A cleared notice enters the register in the same transaction: numbers allotted, validity computed, case closed. */
export async function enterRegister(tx: Tx, p: Platform, { caseId, now }: EventPayloads['publication.cleared']) {
  const { after } = await advance(tx, p, {
    caseId,
    command: 'register',
    actor: system,
    now,
    facts: { notice_over: true },
    set: { due: null },
  })
  const pack = packOf(p, after)
  const notice = await noticeOfCase(tx, caseId)
  const party = await partyFacts({ db: tx }, after.partyId)
  const registeredOn = toChinaDate(now.getTime())
  const appliedIn = Number(toChinaDate((after.submittedAt ?? now).getTime()).slice(0, 4))
  const numbers = localAuthority(pack).allot({
    registeredOn,
    appliedIn,
    source: sourceCode(notice.content.sourceTypes),
    registrant: registrantCode(party.uscc),
    certificateSeq: await nextInSeries(tx, `certificate-${registeredOn.slice(0, 7)}`),
    registrationSeq: await nextInSeries(tx, `registration-${appliedIn}`),
  })
  const id = newId<'register_entry'>()
  await store.insertEntry(tx, {
    id,
    case_id: caseId,
    party_id: party.id,
    registration_number: numbers.registrationNumber,
    certificate_number: numbers.certificateNumber,
    name: notice.content.name,
    holder: notice.content.holder,
    prefecture_code: after.prefectureCode,
    industry_code: notice.content.industryCode,
    direction: notice.content.direction,
    content: JSON.stringify(notice.content),
    registered_on: registeredOn,
    valid_until: validUntil(pack, registeredOn, after.form.authorisationUntil ?? null),
    status: 'active',
    created_at: now,
  })
  await store.insertRegisterEvent(tx, { entry_id: id, seq: 1, at: now, what: 'registered' })
  await p.events.emit(tx, 'registration.entered', { caseId, entryId: id, now })
}

function briefOf(row: Awaited<ReturnType<typeof store.searchEntries>>[number], today: string) {
  return {
    registrationNumber: row.registration_number,
    certificateNumber: row.certificate_number,
    name: row.name,
    holder: row.holder,
    prefectureCode: row.prefecture_code,
    industryCode: row.industry_code,
    direction: row.direction,
    registeredOn: row.registered_on,
    validUntil: row.valid_until,
    // Expiry needs no command: the last day of validity says it.
    status: (row.status === 'active' || row.status === 'suspended') && row.valid_until < today ? 'expired' : row.status,
  }
}

export async function searchRegister(p: Platform, query: z.output<typeof schema.registerQuery>) {
  const today = toChinaDate(p.clock.now().getTime())
  const q = (query.q ?? '').normalize('NFC').trim()
  // Numbers are pasted with blanks and typed in full width; names are kept as they are written.
  const number = q.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  const filter = { ...query, q, number, today }
  const [rows, total] = await Promise.all([
    store.searchEntries(p.db, filter, decodePlace(query.cursor, 'day'), query.limit),
    store.countEntries(p.db, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.registered_on, row.id])
  return { items: items.map((row) => briefOf(row, today)), next, total }
}

const eventNames: Record<string, string> = { registered: '登记', certificate_issued: '证书签发' }

/** The whole public entry; `certificate.not_issued` for numbers the register does not hold. */
export async function getEntry(p: Platform, number: string) {
  const row = await store.findEntry(p.db, number.toUpperCase())
  if (!row) throw new AppError('certificate.not_issued')
  return await viewOf(p, row)
}

async function viewOf(p: Platform, row: store.EntryRow) {
  const content = row.content as unknown as PublicContent
  const [deposit, events] = await Promise.all([
    getDepositFacts(p.db, row.deposit_id),
    store.listRegisterEvents(p.db, row.id),
  ])
  return {
    ...content,
    ...briefOf(row, toChinaDate(p.clock.now().getTime())),
    depositDigests: deposit.digests,
    depositLoggedAt: deposit.position?.loggedAt ?? null,
    noticeNumber: row.notice_number ?? '',
    history: [
      ...(row.submitted_at ? [{ at: row.submitted_at.toISOString(), what: '提交申请' }] : []),
      ...(row.notice_opens ? [{ at: row.notice_opens, what: '公示' }] : []),
      ...events.map((event) => ({ at: event.at.toISOString(), what: eventNames[event.what] ?? event.what })),
    ],
  }
}

/** What the certificate is made from. */
export async function entryOfCase(p: Platform, caseId: string) {
  const row = await store.findEntryById(p.db, 'case_id', caseId)
  if (!row) throw new AppError('kernel.not_found')
  const party = await partyFacts(p, row.party_id)
  return {
    id: row.id,
    caseId,
    holderUscc: party.uscc,
    caseNumber: row.case_number,
    depositId: row.deposit_id,
    content: row.content as unknown as PublicContent,
    view: await viewOf(p, row),
  }
}

/** Appends to an entry's history inside the caller's transaction. */
export async function recordRegisterEvent(
  tx: Tx,
  entryId: string,
  seq: number,
  what: string,
  now: Date,
  leafId: bigint,
) {
  await store.insertRegisterEvent(tx, { entry_id: entryId, seq, at: now, what, leaf_id: leafId })
}
