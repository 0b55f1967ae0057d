import { system } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { localAuthority, type SourceCode } from '@datadeed/core/kernel/numbers'
import { expiryOf } from '@datadeed/core/registration/expiry'
import { numberKey } from '@datadeed/core/registration/number'
import type * as schema from '@datadeed/core/registration/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { getDepositFacts } from '../evidence/service.ts'
import { advance, loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import { noticeOfCase, type PublicContent } from '../publication/service.ts'
import { listVersions, lockEntry } from './affair-store.ts'
import { listEntriesOf } from './number-store.ts'
import { holdersByVersion, holdersOfForm } from './share.ts'
import { insertHeldVersion } from './share-store.ts'
import * as store from './store.ts'
import { derivedExpiry } from './term.ts'
import { registrantCode } from './transfer-apply.ts'

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
  const authorisationUntil = after.form.authorisationUntil ?? null
  const version = {
    certificate_number: numbers.certificateNumber,
    name: notice.content.name,
    holder: notice.content.holder,
    content: JSON.stringify(notice.content),
    valid_until: expiryOf(pack, { registeredOn, termUntil: null, authorisationUntil }).day,
  }
  await store.insertEntry(tx, {
    ...version,
    id,
    case_id: caseId,
    party_id: party.id,
    registration_number: numbers.registrationNumber,
    prefecture_code: after.prefectureCode,
    industry_code: notice.content.industryCode,
    direction: notice.content.direction,
    registered_on: registeredOn,
    authorisation_until: authorisationUntil,
    status: 'active',
    created_at: now,
  })
  await insertHeldVersion(tx, { ...version, entry_id: id, seq: 1, at: now }, await holdersOfForm(tx, party, after.form))
  await store.appendRegisterEvent(tx, { entry_id: id, at: now, what: 'registered' })
  await p.events.emit(tx, 'registration.entered', { caseId, entryId: id, now })
}

/** What every list says of an entry. */
export function briefOf(row: Awaited<ReturnType<typeof store.searchEntries>>[number], today: string) {
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
  // A number of another register, too: looked up first, so that the list stays one search by index.
  const ids = q === '' ? [] : await listEntriesOf(p.db, numberKey(q))
  const filter = { ...query, q, number, today, ids }
  const [rows, total] = await Promise.all([
    store.searchEntries(p.db, filter, decodePlace(query.cursor, 'day'), query.limit),
    store.countEntries(p.db, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.registered_on, row.id])
  return { items: items.map((row) => briefOf(row, today)), next, total }
}

const eventNames: Record<string, string> = {
  registered: '登记',
  certificate_issued: '证书签发',
  suspended: '中止',
  resumed: '恢复',
  cancelled: '注销',
  revoked: '撤销',
  changed: '变更',
  rectified: '更正',
  expired: '届满失效',
  renewed: '续期',
  transferred: '转移',
  divided: '分割',
  merged: '合并',
  opened_by_division: '分割开立',
  opened_by_merger: '合并开立',
  frozen: '冻结处分',
  unfrozen: '解除冻结处分',
  recorded: '质押、许可备案',
  discharged: '注销质押、许可备案',
  revision_added: '接续存证',
  number_stated: '申报编号',
  number_withdrawn: '收回编号',
  lineage_declared: '声明数据来源',
  lineage_struck: '删去数据来源声明',
}

/** The whole public entry; `certificate.not_issued` for numbers the register does not hold. */
export async function getEntry(p: Platform, number: string) {
  const row = await store.findEntry(p.db, number.toUpperCase())
  if (!row) throw new AppError('certificate.not_issued')
  return await viewOf(p, row)
}

/** The whole entry, with its history as anybody may read it. */
export async function viewOf(p: Platform, row: store.EntryRow) {
  const content = row.content as unknown as PublicContent
  const [deposit, events] = await Promise.all([
    getDepositFacts(p.db, row.deposit_id),
    store.listRegisterEvents(p.db, row.id),
  ])
  const detailOf = (payload: unknown) => (payload as { detail?: string }).detail ?? null
  return {
    ...content,
    ...briefOf(row, toChinaDate(p.clock.now().getTime())),
    depositDigests: deposit.digests,
    depositLoggedAt: deposit.position?.loggedAt ?? null,
    noticeNumber: row.notice_number ?? '',
    expiry: derivedExpiry(packOf(p, await loadCase(p.db, row.case_id)), row),
    history: [
      ...(row.submitted_at ? [{ at: row.submitted_at.toISOString(), what: '提交申请', detail: null }] : []),
      ...(row.notice_opens ? [{ at: row.notice_opens, what: '公示', detail: null }] : []),
      ...events.map(({ at, what, payload }) => ({
        ...{ at: at.toISOString(), what: eventNames[what] ?? what, detail: detailOf(payload) },
      })),
    ],
  }
}

/** What the certificates are made from: each entry of a case as each of its versions says it, oldest first. */
export async function versionsOfCase(p: Platform, caseId: string) {
  const rows = await store.listEntriesOfCase(p.db, caseId)
  if (rows.length === 0) throw new AppError('kernel.not_found')
  return (await Promise.all(rows.map((row) => versionsOf(p, row)))).flat()
}

async function versionsOf(p: Platform, row: store.EntryRow) {
  const [party, versions, view, holders] = await Promise.all([
    partyFacts(p, row.party_id),
    listVersions(p.db, row.id),
    viewOf(p, row),
    holdersByVersion(p.db, row.id),
  ])
  const said = versions.map(async (version) => {
    const content = version.content as unknown as PublicContent
    const { name, holder } = version
    const says = { name, holder, certificateNumber: version.certificate_number, validUntil: version.valid_until }
    const held = holders.get(version.seq) ?? []
    const depositId = versions.findLast(({ seq, deposit_id }) => seq <= version.seq && deposit_id !== null)?.deposit_id
    const own = depositId && (await getDepositFacts(p.db, depositId))
    const data = own ? { depositNumber: own.number, depositDigests: own.digests } : {}
    return {
      ...{ id: row.id, caseId: row.case_id, seq: version.seq, caseNumber: row.case_number, holders: held },
      ...{ holderUscc: held[0]?.uscc ?? party.uscc, depositId: depositId ?? row.deposit_id },
      ...{ content, view: { ...view, ...content, ...says, ...data } },
    }
  })
  return await Promise.all(said)
}

/** Appends to an entry's history inside the caller's transaction. */
export async function recordRegisterEvent(
  tx: Tx,
  entryId: string,
  what: string,
  now: Date,
  leafId: bigint,
  detail?: string,
) {
  await lockEntry(tx, entryId)
  const payload = JSON.stringify(detail === undefined ? {} : { detail })
  await store.appendRegisterEvent(tx, { entry_id: entryId, at: now, what, leaf_id: leafId, payload })
}
