import { type DelegationCommand, delegateKinds } from '@datadeed/core/delegation/machine'
import {
  type DelegationFacts,
  decideDelegation,
  faultsOfGrant,
  homeOf,
  maySeeDelegation,
  offeredForDelegation,
  principalOf,
  stateOf,
} from '@datadeed/core/delegation/policy'
import type * as schema from '@datadeed/core/delegation/schema'
import { type Actor, type DelegatedAction, hasRole } from '@datadeed/core/kernel/actor'
import { formatDateZh, formatMomentZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError, type FieldFault } from '@datadeed/core/kernel/errors'
import { formatNumber } from '@datadeed/core/kernel/numbers'
import { normaliseCode } from '@datadeed/core/kernel/uscc'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { type DelegationData, delegationPdf } from '../../platform/pdf/delegation.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { signPdf } from '../../platform/signing/sign-pdf.ts'
import { forgetPersons, proveSelf } from '../account/service.ts'
import { logLeaf } from '../evidence/service.ts'
import { partyFacts } from '../party/service.ts'
import * as store from './store.ts'

export { listAgencyCases, mayDoNext } from './agency.ts'
export { delegationParties, listInForce, listReceivers } from './store.ts'

const maxPdf = 20 * 1024 * 1024
const listed = 200

const todayOf = (p: Platform) => toChinaDate(p.clock.now().getTime())
const refuse = (faults: readonly FieldFault[]) => new AppError('kernel.invalid_input', { count: faults.length }, faults)

const factsOf = (row: store.DelegationRow): DelegationFacts => ({
  ...{ status: row.status, principalId: row.principal_id, delegateId: row.delegate_id },
  ...{ delegateAccount: row.delegate_account, from: row.valid_from, until: row.valid_until },
})

/** Who is to act, or the fault at the field that names nobody. */
async function delegateOf(p: Platform, partyId: string, body: z.output<typeof schema.newDelegation>) {
  const { kind, delegateUscc, delegateLogin } = body
  const coach = kind === 'coach' && delegateUscc === ''
  const code = normaliseCode(delegateUscc)
  const party = coach ? null : await store.findPartyByCode(p.db, code)
  if (party === undefined)
    throw refuse([
      {
        path: 'delegateUscc',
        message: '没有找到这个代码的已审核单位，请核对受托单位的 18 位代码，或者请其先在本平台注册',
      },
    ])
  if (party?.id === partyId) throw refuse([{ path: 'delegateUscc', message: '不能委托本单位，请填写受托单位的代码' }])
  const person = delegateLogin === '' ? null : await store.findDelegate(p.db, delegateLogin, party?.id ?? null)
  if (person === undefined || (coach && person === null))
    throw refuse([
      {
        path: 'delegateLogin',
        message: coach
          ? '没有找到这个登录名的辅导员，请向辅导员核对'
          : '受托单位没有这个登录名的经办人或者签署人，请核对',
      },
    ])
  return { party, person }
}

/** Signs a delegation: canonical text, digests, PDF, and a leaf of the log with the digests only. It waits to be accepted. */
export async function grantDelegation(
  p: Platform,
  actor: Actor,
  body: z.output<typeof schema.newDelegation>,
  from: string,
) {
  const partyId = principalOf(actor)
  if (actor.kind !== 'account' || !partyId) throw new AppError('kernel.forbidden')
  const now = p.clock.now()
  const today = todayOf(p)
  const { pack } = p
  const faults = faultsOfGrant(pack, body, today)
  const rules = pack.delegation
  if (faults.length > 0 || !rules) throw refuse(faults)
  const [principal, { party, person }] = await Promise.all([partyFacts(p, partyId), delegateOf(p, partyId, body)])
  const cases = body.caseIds && (await store.listOwnCases(p.db, partyId, body.caseIds))
  if (cases && cases.length < new Set(body.caseIds).size)
    throw refuse([{ path: 'caseIds', message: '所选案件有的已不存在，请刷新页面重新选择' }])
  await proveSelf(p, actor, body, from)

  const year = Number(today.slice(0, 4))
  const number = formatNumber(rules.number, {
    year,
    seq: await inTx(p.db, (tx) => nextInSeries(tx, `delegation-${year}`)),
  })
  const delegate = party ? { name: party.name, uscc: party.uscc } : { name: '辅导员', uscc: null }
  const content = {
    format: 'datadeed-delegation/1',
    ...{
      number,
      signedAt: now.toISOString(),
      kind: body.kind,
      actions: body.actions,
      from: body.from,
      until: body.until,
    },
    principal: { name: principal.name, uscc: principal.uscc },
    delegate,
    person: person?.name ?? null,
    cases: cases?.map((one) => one.number) ?? null,
    signatory: actor.name,
    rulePack: { jurisdiction: pack.jurisdiction, version: pack.version },
  }
  const { text, digests } = digestDocument(content)
  const pdf = await makePdf(p, {
    ...{ number, principal: content.principal, delegate, person: content.person, kind: body.kind, cases },
    actions: rules.actions.filter(({ code }) => body.actions.includes(code)),
    ...{ from: formatDateZh(body.from), until: formatDateZh(body.until), signatory: actor.name, ...digests },
    ...{ signedAt: formatMomentZh(now), demo: p.config.demo, issuedAt: now },
  })
  const id = newId<'delegation'>()
  await inTx(p.db, async (tx) => {
    const leafId = await logLeaf(tx, { type: 'delegation', subject: number, digests, body: { step: 'signed' }, now })
    const row = {
      ...{ id, number, principal_id: partyId, delegate_id: party?.id ?? null, delegate_account: person?.id ?? null },
      ...{ kind: body.kind, actions: body.actions, all_cases: cases === null, valid_from: body.from },
      ...{ valid_until: body.until, status: 'offered', content: text, ...digests, pdf_sha256: pdf, leaf_id: leafId },
      ...{ created_at: now, updated_at: now },
    }
    await store.insertDelegation(tx, row, cases?.map((one) => one.id) ?? null)
    await store.insertEvent(tx, {
      ...{
        delegation_id: id,
        at: now,
        what: 'signed',
        account_id: actor.accountId,
        side: 'principal',
        leaf_id: leafId,
      },
    })
    await p.events.emit(tx, 'delegation.changed', { delegationId: id, what: 'signed', actorId: actor.accountId, now })
  })
  return await getDelegation(p, actor, id)
}

async function makePdf(p: Platform, data: DelegationData): Promise<string> {
  const about = { reason: '授权委托书', name: data.principal.name, location: '贵州', at: data.issuedAt }
  const pdf = await signPdf(await delegationPdf(data), about, p.pdfSigner)
  return (await p.blobs.put(pdf, { maxBytes: maxPdf })).sha256
}

const sideOf = (actor: Actor, row: store.DelegationRow): 'principal' | 'delegate' | 'observer' => {
  if (homeOf(actor) === row.principal_id) return 'principal'
  const delegate = row.delegate_id === null ? row.delegate_account : row.delegate_id
  const mine = actor.kind === 'account' && (row.delegate_id === null ? actor.accountId : homeOf(actor))
  return delegate === mine ? 'delegate' : 'observer'
}

function briefOf(actor: Actor, row: store.DelegationRow, today: string, inForce: readonly string[]) {
  return {
    ...{ id: row.id, number: row.number, side: sideOf(actor, row), person: row.person },
    principal: { name: row.principal_name, uscc: row.principal_uscc },
    delegate: { name: row.delegate_name ?? '辅导员', uscc: row.delegate_uscc ?? '' },
    kind: delegateKinds.find((kind) => kind === row.kind) ?? 'agent',
    ...{ actions: row.actions as DelegatedAction[], cases: row.all_cases ? null : row.cases },
    ...{ from: row.valid_from, until: row.valid_until, state: stateOf(factsOf(row), today) },
    usable: inForce.includes(row.id),
  }
}

/** What the reader's organisation gave and received; for those who audit, all. */
export async function listDelegations(p: Platform, actor: Actor) {
  if (actor.kind !== 'account' || actor.key) throw new AppError('kernel.forbidden')
  const today = todayOf(p)
  const [rows, inForce] = await Promise.all([
    store.listDelegationRows(
      p.db,
      {
        ...{ partyId: homeOf(actor), accountId: actor.accountId, speaks: hasRole(actor, 'signatory') },
        audits: hasRole(actor, 'auditor', 'administrator'),
      },
      listed,
    ),
    store.listInForce(p.db, actor.accountId, today),
  ])
  return { items: rows.map((row) => briefOf(actor, row, today, inForce)) }
}

async function visibleRow(db: Platform['db'] | Tx, actor: Actor, id: string): Promise<store.DelegationRow> {
  const row = await store.findDelegation(db, id)
  if (!row || !maySeeDelegation(actor, factsOf(row))) throw new AppError('kernel.not_found')
  return row
}

/** A delegation for either side; `kernel.not_found` for anybody else. */
export async function getDelegation(p: Platform, actor: Actor, id: string) {
  const row = await visibleRow(p.db, actor, id)
  const today = todayOf(p)
  const accountId = actor.kind === 'account' ? actor.accountId : ''
  const [events, caseList, inForce] = await Promise.all([
    store.listEventRows(p.db, id),
    store.listNamedCases(p.db, id),
    store.listInForce(p.db, accountId, today),
  ])
  return {
    ...briefOf(actor, row, today, inForce),
    caseList,
    digests: { sha256: row.sha256, sm3: row.sm3 },
    logIndex: row.log_index,
    events: events.map(({ at, what, side, reason, name }) => ({
      ...{ at: at.toISOString(), what: what as 'signed' | 'accepted' | 'declined' | 'revoked', reason, by: name },
      organisation: side === 'principal' ? row.principal_name : (row.delegate_name ?? '辅导员'),
    })),
    can: offeredForDelegation(actor, factsOf(row), today),
  }
}

export async function readDelegationPdf(p: Platform, actor: Actor, id: string): Promise<FileToSend> {
  const { number, pdf_sha256 } = await visibleRow(p.db, actor, id)
  const body = await p.blobs.get(pdf_sha256)
  return { name: `${number}.pdf`, mediaType: 'application/pdf', bytes: null, body }
}

const happened: Record<DelegationCommand, 'accepted' | 'declined' | 'revoked'> = {
  accept: 'accepted',
  decline: 'declined',
  revoke: 'revoked',
}

/** Accepts, declines or revokes; what was revoked can be used by nobody from the next request on. */
export async function moveDelegation(
  p: Platform,
  actor: Actor,
  id: string,
  { command, reason }: z.output<typeof schema.delegationStep>,
) {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    await store.lockDelegation(tx, id)
    const row = await visibleRow(tx, actor, id)
    const to = decideDelegation(actor, factsOf(row), command, todayOf(p))
    const what = happened[command]
    const said = { format: 'datadeed-delegation-event/1', number: row.number, what, at: now.toISOString() }
    const { digests } = digestDocument({ ...said, delegation: row.sha256, reason })
    const leafId = await logLeaf(tx, { type: 'delegation', subject: row.number, digests, body: { step: what }, now })
    await store.updateStatus(tx, id, to, now)
    const side = sideOf(actor, row) === 'principal' ? 'principal' : 'delegate'
    await store.insertEvent(tx, {
      ...{ delegation_id: id, at: now, what, account_id: actor.accountId, side, reason, leaf_id: leafId },
    })
    await p.events.emit(tx, 'delegation.changed', { delegationId: id, what, actorId: actor.accountId, now })
  })
  forgetPersons()
  return await getDelegation(p, actor, id)
}

/** What was done on a delegation, for either side. */
export async function listDelegationActs(p: Platform, actor: Actor, id: string) {
  await visibleRow(p.db, actor, id)
  const items = await store.listActRows(p.db, id, listed)
  return { items: items.map(({ id: act, at, ...rest }) => ({ ...rest, id: String(act), at: at.toISOString() })) }
}

/** From now on this session acts on a delegation, or for its own organisation again. */
export async function chooseActing(
  p: Platform,
  actor: Actor,
  sessionId: string | null,
  { delegationId }: z.output<typeof schema.choice>,
) {
  if (actor.kind !== 'account' || actor.key || !sessionId) throw new AppError('kernel.forbidden')
  if (delegationId !== null) {
    await visibleRow(p.db, actor, delegationId)
    const inForce = await store.listInForce(p.db, actor.accountId, todayOf(p))
    if (!inForce.includes(delegationId)) throw new AppError('delegation.not_in_force')
  }
  await inTx(p.db, (tx) => store.setActing(tx, sessionId, delegationId))
  forgetPersons()
  return {}
}
