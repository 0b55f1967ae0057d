import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError, type FieldFault } from '@datadeed/core/kernel/errors'
import { industries } from '@datadeed/core/kernel/industries'
import { countiesOf, findRegion, prefectures, province } from '@datadeed/core/kernel/regions'
import { checkUscc, usccText } from '@datadeed/core/kernel/uscc'
import {
  maySeeParty,
  offeredForParty,
  type PartyFacts,
  partyScope,
  requireDecidable,
} from '@datadeed/core/party/policy'
import type * as schema from '@datadeed/core/party/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { checkPassword, createAccount, hashPassword, retireAccounts } from '../account/service.ts'
import * as store from './store.ts'

type PartyRow = NonNullable<Awaited<ReturnType<typeof store.findParty>>>

function factsOf(row: PartyRow): PartyFacts {
  return { id: row.id, prefectureCode: row.prefecture_code, status: row.status as PartyFacts['status'] }
}

function viewOf(actor: Actor, row: PartyRow) {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    uscc: row.uscc,
    regionCode: row.county_code,
    status: row.status,
    prefectureCode: row.prefecture_code,
    countyCode: row.county_code,
    industryCode: row.industry_code,
    address: row.address,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    contactEmail: row.contact_email,
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: row.decision_reason,
    can: offeredForParty(actor, factsOf(row)),
  }
}

/** Faults of a sign-up that its schema cannot see: codes of the national tables. */
function faultsOf(body: z.output<typeof schema.signUp>): FieldFault[] {
  const faults: FieldFault[] = []
  const county = findRegion(body.countyCode)
  if (!prefectures.some((region) => region.code === body.prefectureCode))
    faults.push({ path: 'prefectureCode', message: '请选择所在市州' })
  else if (body.countyCode !== body.prefectureCode && county?.parent !== body.prefectureCode)
    faults.push({ path: 'countyCode', message: '所选区县不属于该市州，请重新选择' })
  if (!industries.some((industry) => industry.code === body.industryCode))
    faults.push({ path: 'industryCode', message: '请选择所属行业（GB/T 4754-2017）' })
  return faults
}

/**
 * A company signs up with its first account, filer and signatory at once; an authority approves it later. A company that
 * was turned away signs up again, under another login.
 */
export async function signUp(p: Platform, body: z.output<typeof schema.signUp>) {
  const checked = checkUscc(body.uscc)
  if (!checked.ok) {
    const reason = usccText[checked.reason]
    throw new AppError('party.bad_uscc', { reason }, [{ path: 'uscc', message: reason }])
  }
  const faults = faultsOf(body)
  if (faults.length > 0) throw new AppError('kernel.invalid_input', { count: faults.length }, faults)
  checkPassword(body.password, body.login)
  const passwordHash = await hashPassword(body.password)
  const now = p.clock.now()
  const id = await inTx(p.db, async (tx) => {
    const facts = {
      name: body.name.normalize('NFC'),
      prefecture_code: body.prefectureCode,
      county_code: body.countyCode,
      industry_code: body.industryCode,
      address: body.address,
      contact_name: body.contactName,
      contact_phone: body.contactPhone,
      contact_email: body.contactEmail,
      created_at: now,
    }
    const inserted = await store.insertParty(tx, {
      id: newId<'party'>(),
      kind: 'enterprise',
      uscc: checked.uscc,
      ...facts,
    })
    const again = inserted ?? (await store.reopenParty(tx, checked.uscc, facts))
    if (!again)
      throw new AppError('party.uscc_taken', {}, [{ path: 'uscc', message: '该代码已注册，请联系本单位管理员' }])
    // Whoever was turned away under this code before does not come in with those who are let in now.
    if (!inserted) await retireAccounts(tx, again)
    await createAccount(tx, p, {
      login: body.login,
      name: body.contactName,
      email: body.contactEmail,
      partyId: again,
      roles: ['filer', 'signatory'],
      regionCode: null,
      passwordHash,
    })
    await p.events.emit(tx, 'party.changed', { partyId: again, status: 'pending', now })
    return again
  })
  return { partyId: id, name: body.name, status: 'pending', warnings: checked.warnings.map((code) => usccText[code]) }
}

export async function listParties(p: Platform, actor: Actor, query: z.output<typeof schema.partyQuery>) {
  const scope = partyScope(actor)
  const [rows, total] = await Promise.all([
    store.listPartyRows(p.db, scope, query, decodePlace(query.cursor, 'moment'), query.limit),
    store.countParties(p.db, scope, query),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.created_at.toISOString(), row.id])
  return { items: items.map((row) => viewOf(actor, row)), next, total }
}

export async function getParty(p: Platform, actor: Actor, id: string) {
  const row = await store.findParty(p.db, id)
  if (!row || !maySeeParty(actor, factsOf(row))) throw new AppError('kernel.not_found')
  return viewOf(actor, row)
}

async function decide(p: Platform, actor: Actor, id: string, status: 'approved' | 'rejected', reason: string | null) {
  const now = p.clock.now()
  const row = await inTx(p.db, async (tx) => {
    const found = await store.lockParty(tx, id)
    if (!found || actor.kind !== 'account') throw new AppError('kernel.not_found')
    requireDecidable(actor, factsOf(found))
    const decision = { status, decided_at: now, decided_by: actor.accountId, decision_reason: reason }
    await store.decideParty(tx, id, decision)
    await p.events.emit(tx, 'party.changed', { partyId: id, status, now })
    return { ...found, ...decision }
  })
  return viewOf(actor, row)
}

export function approveParty(p: Platform, actor: Actor, id: string) {
  return decide(p, actor, id, 'approved', null)
}

export function rejectParty(p: Platform, actor: Actor, id: string, reason: string) {
  return decide(p, actor, id, 'rejected', reason)
}

/** Name, place and contact of an organisation, for the features below. */
export async function partyFacts(p: Pick<Platform, 'db'>, id: string) {
  const row = await store.findParty(p.db, id)
  if (!row) throw new AppError('kernel.not_found')
  return {
    id: row.id,
    name: row.name,
    uscc: row.uscc,
    kind: row.kind,
    prefectureCode: row.prefecture_code,
    countyCode: row.county_code,
    industryCode: row.industry_code,
    address: row.address,
    contactEmail: row.contact_email,
    approved: row.status === 'approved',
  }
}

/** An approved organisation by its unified social credit code; undefined where there is none. */
export async function findPartner(db: Platform['db'] | Tx, uscc: string) {
  const row = await store.findPartyByCode(db, uscc.normalize('NFKC').replace(/\s/g, '').toUpperCase())
  return row?.status === 'approved' ? { id: row.id, name: row.name, uscc: row.uscc } : undefined
}

/** A new name or address of an organisation, as a registrar has recorded it. */
export async function renameParty(tx: Tx, id: string, facts: { name?: string; address?: string }): Promise<void> {
  if (Object.keys(facts).length > 0) await store.updateParty(tx, id, facts)
}

export function listRegions() {
  return {
    province: { code: province.code, name: province.name },
    prefectures: prefectures.map(({ code, name }) => ({
      code,
      name,
      counties: countiesOf(code).map((county) => ({ code: county.code, name: county.name })),
    })),
  }
}

export function listIndustries() {
  return {
    items: industries
      .filter((industry) => industry.level === 'class')
      .map(({ code, name }) => ({
        code,
        name,
        division: industries.find((division) => division.code === code.slice(0, 2))?.name ?? '',
      })),
  }
}
