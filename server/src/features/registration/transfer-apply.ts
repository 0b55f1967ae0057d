import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { formatNumber, localAuthority, type RegistrantCode } from '@datadeed/core/kernel/numbers'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { burdenOf, encumbranceNames } from '@datadeed/core/registration/encumbrance'
import { type Holder, holderNames, transferShare } from '@datadeed/core/registration/share'
import type { Terms, TermsOf } from '@datadeed/core/registration/transfer'
import type { Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { getDepositFacts } from '../evidence/service.ts'
import type { PublicContent } from '../publication/service.ts'
import * as store from './affair-store.ts'
import { inForce } from './encumbrance.ts'
import { insertEncumbrance, listEncumbrances, releaseEncumbrance } from './encumbrance-store.ts'
import { type Entry, renewedTerm } from './renewal.ts'
import { holdersOf } from './share.ts'
import { insertHeldVersion, insertSuccession } from './share-store.ts'
import { appendRegisterEvent, insertEntry } from './store.ts'

/** The kind of registrant by the second character of its unified social credit code (GB 32100-2015). */
export function registrantCode(uscc: string): RegistrantCode {
  if (uscc.startsWith('11')) return 'government'
  if (uscc.startsWith('12')) return 'institution'
  return uscc.startsWith('5') ? 'social' : 'enterprise'
}

/** Numbers for a certificate of today; the registration's own only where one is opened. */
export async function allotNumbers(tx: Tx, pack: RulePack, now: Date, uscc: string, opens: boolean) {
  const today = toChinaDate(now.getTime())
  const year = Number(today.slice(0, 4))
  return localAuthority(pack).allot({
    ...{ registeredOn: today, appliedIn: year, source: 'mixed', registrant: registrantCode(uscc) },
    certificateSeq: await nextInSeries(tx, `certificate-${today.slice(0, 7)}`),
    registrationSeq: opens ? await nextInSeries(tx, `registration-${year}`) : 1,
  })
}

/** What a new version changes of its entry. */
interface NewVersion {
  cause: string
  holders: readonly Holder[]
  now: Date
  name?: string
  content?: Partial<PublicContent>
  validUntil?: string
  depositId?: string
}

/** The entry's next version under a certificate number of its own; what the entry's row takes over from it. */
export async function addVersion(tx: Tx, pack: RulePack, entry: Entry, made: NewVersion) {
  const { cause, holders, now, depositId } = made
  const { certificateNumber } = await allotNumbers(tx, pack, now, holders[0]?.uscc ?? '', false)
  const name = made.name ?? entry.name
  const holder = holderNames(holders)
  const content = { ...(entry.content as unknown as PublicContent), ...made.content, name, holder }
  const values = {
    ...{ certificate_number: certificateNumber, name, holder, valid_until: made.validUntil ?? entry.valid_until },
    content: JSON.stringify(content),
  }
  const seq = (await store.listVersions(tx, entry.id)).length + 1
  const version = { ...values, entry_id: entry.id, seq, at: now, cause, deposit_id: depositId ?? null }
  await insertHeldVersion(tx, version, holders)
  return values
}

const primary = (holders: readonly Holder[], before: string): string =>
  holders.find(({ partyId }) => partyId !== null)?.partyId ?? before

async function transfer(tx: Tx, pack: RulePack, entry: Entry, terms: TermsOf<'transfer'>, now: Date) {
  const done = transferShare(await holdersOf(tx, entry), terms.from.uscc, terms.to, terms.share)
  // Checked against the holders of then before it came here.
  if ('fault' in done) throw new AppError('registration.holders_changed')
  const version = await addVersion(tx, pack, entry, { cause: 'transfer', holders: done.holders, now })
  return { ...version, party_id: primary(done.holders, entry.party_id) }
}

async function renew(tx: Tx, p: Platform, pack: RulePack, entry: Entry, terms: TermsOf<'renewal'>, now: Date) {
  const term = renewedTerm(pack, entry, terms)
  const deposit = await getDepositFacts(p.db, terms.depositId)
  const version = await addVersion(tx, pack, entry, {
    ...{ cause: 'renewal', holders: await holdersOf(tx, entry), now, validUntil: term.valid_until },
    ...{ depositId: terms.depositId, content: { depositNumber: deposit.number } },
  })
  return { ...version, ...term }
}

interface Opening {
  name: string
  depositId: string
  holders: readonly Holder[]
  validUntil: string
  cause: 'division' | 'merger'
  affairId: string
  now: Date
}

/** A registration that goes on with what another one, or several, were about; burdens go with it. */
async function open(tx: Tx, p: Platform, pack: RulePack, from: readonly Entry[], opening: Opening) {
  const [entry] = from
  if (!entry) throw new AppError('kernel.not_found')
  const { holders, now, name, cause, depositId, affairId, validUntil } = opening
  const numbers = await allotNumbers(tx, pack, now, holders[0]?.uscc ?? '', true)
  const deposit = await getDepositFacts(p.db, depositId)
  const id = newId<'register_entry'>()
  const holder = holderNames(holders)
  const values = {
    ...{ certificate_number: numbers.certificateNumber, name, holder, valid_until: validUntil },
    content: JSON.stringify({
      ...(entry.content as unknown as PublicContent),
      ...{ name, holder, bytes: deposit.bytes, records: null, depositNumber: deposit.number },
    }),
  }
  await insertEntry(tx, {
    ...{ ...values, id, case_id: entry.case_id, party_id: primary(holders, entry.party_id) },
    ...{ registration_number: numbers.registrationNumber, prefecture_code: entry.prefecture_code },
    ...{ industry_code: entry.industry_code, direction: entry.direction, opened_by: affairId },
    ...{ registered_on: toChinaDate(now.getTime()), status: 'active', created_at: now },
    ...{ term_until: validUntil, authorisation_until: entry.authorisation_until },
  })
  await insertHeldVersion(tx, { ...values, entry_id: id, seq: 1, at: now, cause, deposit_id: depositId }, holders)
  const numbersBefore = from.map((one) => one.registration_number).join('、')
  const payload = JSON.stringify({ detail: `${cause === 'division' ? '由登记' : '合并登记'} ${numbersBefore}` })
  await appendRegisterEvent(tx, {
    entry_id: id,
    at: now,
    what: cause === 'division' ? 'opened_by_division' : 'opened_by_merger',
    payload,
  })
  for (const one of from) {
    await insertSuccession(tx, { from_entry: one.id, to_entry: id, affair_id: affairId, at: now })
    for (const { id: _, entry_id: __, ...burden } of (await listEncumbrances(tx, [one.id])).filter(inForce))
      await insertEncumbrance(tx, {
        ...burden,
        id: newId<'register_encumbrance'>(),
        entry_id: id,
        number: await burdenNumber(tx, pack, now),
      })
  }
  await p.events.emit(tx, 'registration.entered', { caseId: entry.case_id, entryId: id, now })
  return numbers.registrationNumber
}

async function burdenNumber(tx: Tx, pack: RulePack, now: Date): Promise<string> {
  const year = Number(toChinaDate(now.getTime()).slice(0, 4))
  return formatNumber(pack.afterRegistration?.burdenNumber ?? 'F-{year}-{seq:6}', {
    year,
    seq: await nextInSeries(tx, `encumbrance-${year}`),
  })
}

/** What a granted affair has done beside the status of its entry. */
export interface Done {
  /** What the entry's row takes over. */
  set: Parameters<typeof store.updateEntry>[2]
  /** Number of the certificate in place of the one before. */
  replacedBy?: string
  /** For the public history. */
  detail?: string
  /** For the log: numbers only. */
  body?: Record<string, unknown>
  /** Entries that go the same way. */
  also?: Entry[]
}

/** Carries out what was agreed, the rows of all entries locked. */
export async function applyTerms(
  tx: Tx,
  p: Platform,
  pack: RulePack,
  entry: Entry,
  { terms, affairId, now }: { terms: Terms; affairId: string; now: Date },
): Promise<Done> {
  switch (terms.kind) {
    case 'transfer': {
      const set = await transfer(tx, pack, entry, terms, now)
      const number = set.certificate_number
      return { set, replacedBy: number, detail: `证书 ${entry.certificate_number} 由 ${number} 代替` }
    }
    case 'renewal': {
      const set = await renew(tx, p, pack, entry, terms, now)
      const number = set.certificate_number
      const detail = `有效期至 ${set.valid_until}，证书 ${entry.certificate_number} 由 ${number} 代替`
      return { set, replacedBy: number, detail, body: { validUntil: set.valid_until, deposit: terms.check.later } }
    }
    case 'division': {
      const opened: string[] = []
      for (const part of terms.parts)
        opened.push(
          await open(tx, p, pack, [entry], {
            ...part,
            validUntil: entry.valid_until,
            cause: 'division',
            affairId,
            now,
          }),
        )
      return { set: {}, detail: `分为登记 ${opened.join('、')}`, body: { opened } }
    }
    case 'merger': {
      const also: Entry[] = []
      for (const { entryId } of terms.sources) {
        const source = await store.lockEntry(tx, entryId)
        const held = source ? await holdersOf(tx, source) : []
        const same =
          held.length === terms.before.length && held.every(({ uscc }) => terms.before.some((one) => one.uscc === uscc))
        if (source?.status !== 'active' || !same) throw new AppError('registration.holders_changed')
        also.push(source)
      }
      const { name, depositId, holders, until: validUntil } = terms
      const opening = { name, depositId, holders, validUntil, cause: 'merger', affairId, now } as const
      const number = await open(tx, p, pack, [entry, ...also], opening)
      return { set: {}, detail: `并入登记 ${number}`, body: { opened: [number] }, also }
    }
    case 'burden': {
      const number = await burdenNumber(tx, pack, now)
      await insertEncumbrance(tx, {
        ...{ id: newId<'register_encumbrance'>(), number, entry_id: entry.id, kind: terms.burden, status: 'in_force' },
        ...{ exclusivity: terms.exclusivity, beneficiary_name: terms.beneficiary, beneficiary_uscc: terms.uscc },
        ...{ beneficiary_party: terms.partyId, document: terms.document, begins_on: terms.beginsOn },
        ...{ ends_on: terms.endsOn, recorded_by: affairId, recorded_at: now },
      })
      const what = encumbranceNames[burdenOf({ kind: terms.burden, exclusivity: terms.exclusivity })].zh
      // Who licenses what from whom is the parties' own business; who freezes and who lends is not.
      const whose =
        terms.burden === 'licence'
          ? ''
          : `，${terms.beneficiary}${terms.burden === 'freeze' ? ` ${terms.document}` : ''}`
      return { set: {}, detail: `${what} ${number}${whose}`, body: { burden: number, kind: terms.burden } }
    }
    case 'release':
      await releaseEncumbrance(tx, terms.encumbranceId, affairId, now)
      return {
        set: {},
        detail: `${encumbranceNames[burdenOf({ kind: terms.burden, exclusivity: terms.exclusivity })].zh} ${terms.number}`,
        body: { burden: terms.number, kind: terms.burden },
      }
  }
}
