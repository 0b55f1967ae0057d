import { abilities } from '@datadeed/core/account/policy'
import type * as schema from '@datadeed/core/account/schema'
import {
  type AccountActor,
  type Actor,
  hasRole,
  isStaff,
  type Person,
  type Role,
  staffRoles,
} from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { AccountId, PartyId } from '@datadeed/core/kernel/ids'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { SignedIn } from '../../platform/http/access.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { hashToken, newToken } from '../../platform/secret-token.ts'
import { createAccount } from './accounts.ts'
import { actAs, actingOf, agreementOf } from './acting.ts'
import { checkPassword, hashPassword, passwordMatches } from './passwords.ts'
import { findPerson, linkAccounts } from './person-store.ts'
import { refusal } from './prove.ts'
import * as store from './store.ts'
import { newTotpSecret, totpEnrolmentOf, totpStep } from './totp.ts'

const sessionHours = 12
const resetMinutes = 30
const hour = 3_600_000

// Sessions follow the machine's clock: moving the demonstration clock must sign nobody out.
const machineNow = () => new Date()

/** Signed-in sessions seen within the last second: a page's burst of requests asks the database once. */
const recent = new Map<string, { until: number; found: SignedIn }>()
const recentMs = 1000
/** Counts what made them forgotten: a look that began before it must not be remembered after it. */
let forgotten = 0

function forgetRecent(): void {
  forgotten += 1
  recent.clear()
}

export async function findSession(p: Platform, token: string): Promise<SignedIn | null> {
  const cached = recent.get(token)
  const now = machineNow()
  const before = forgotten
  if (cached && cached.until > now.getTime()) return cached.found
  recent.delete(token)
  const row = await store.findSessionRow(p.db, hashToken(token), now)
  if (!row) return null
  if (now.getTime() - row.last_seen_at.getTime() > 60_000)
    await inTx(p.db, (tx) => store.touchSession(tx, row.session_id, now))
  const roles = row.roles as Role[]
  // Staff without a second factor hold no role until they have enrolled one.
  const mustEnrol = row.totp_secret === null && roles.some((role) => staffRoles.includes(role))
  const actor: AccountActor = {
    kind: 'account',
    accountId: row.account_id as AccountId,
    partyId: row.party_id as PartyId | null,
    partyApproved: row.party_status === 'approved',
    regionCode: row.region_code,
    name: row.name,
    roles: mustEnrol ? [] : roles,
  }
  if (hasRole(actor, 'examiner', 'reviewer')) actor.person = await personOf(p, actor.accountId)
  const acts = row.acting_for === null || mustEnrol ? null : await actAs(p, actor, row.acting_for)
  const found: SignedIn = {
    actor: acts?.actor ?? actor,
    sessionId: row.session_id,
    mustEnrol,
    agree: agreementOf(row.acting_for),
    ...(acts && { errand: acts.errand }),
  }
  if (recent.size > 5000) recent.clear()
  if (before === forgotten)
    recent.set(token, { until: Math.min(now.getTime() + recentMs, row.expires_at.getTime()), found })
  return found
}

/** Since when a closed coaching case keeps its coach from the company's cases; null where the rules set no period. */
export function coachedSince(p: Platform): Date | null {
  const days = p.pack.workbench?.independence?.days
  return days === undefined ? null : new Date(p.clock.now().getTime() - days * 24 * hour)
}

/** The person behind an account, as known at this moment. */
export async function personOf(p: Platform, accountId: string, db: Platform['db'] | Tx = p.db): Promise<Person> {
  return await findPerson(db, accountId, coachedSince(p))
}

/** To be called when what is known of persons, or of whom they act for, changed: the next request of everybody looks again. */
export const forgetPersons = forgetRecent

/** Declares two accounts to be one person's; from then on neither may check what the other one did. */
export async function linkPerson(p: Platform, actor: Actor, { logins }: z.output<typeof schema.personLink>) {
  const by = own(actor).accountId
  await inTx(p.db, async (tx) => {
    const found = await Promise.all(logins.map((login) => store.findAccountByLogin(tx, login)))
    const missing = found.flatMap((account, i) =>
      account ? [] : [{ path: `logins.${i}`, message: '没有这个登录名，请核对' }],
    )
    if (missing.length > 0) throw new AppError('kernel.invalid_input', { count: missing.length }, missing)
    const accounts = found.flatMap((account) => (account ? [account.id] : []))
    await linkAccounts(tx, { accounts, person: newId<'person'>(), by, at: p.clock.now() })
  })
  forgetRecent()
  return {}
}

function viewOf(row: { id: string; login: string; name: string; roles: string[]; totp_secret: string | null }) {
  return { id: row.id, login: row.login, name: row.name, roles: row.roles as Role[], totp: row.totp_secret !== null }
}

function own(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw new AppError('account.signed_out')
  return actor
}

/** Where a sign-in comes from: the address, and what the browser calls itself. */
export interface Origin {
  address: string
  userAgent: string | undefined
}

/**
 * Checks password, lock and second factor; every outcome is recorded for the account's owner to see. `token` opens the
 * session for `maxAge` seconds.
 */
export async function signIn(p: Platform, body: z.output<typeof schema.signIn>, from: Origin) {
  const found = await store.findAccountByLogin(p.db, body.login)
  const matches = await passwordMatches(found?.password_hash, body.password)
  if (!found) throw new AppError('account.bad_credentials')
  const now = machineNow()
  const token = newToken()
  const result = await inTx(p.db, async (tx) => {
    const account = await store.lockAccount(tx, found.id)
    const fault = await refusal(tx, account, { matches, totp: body.totp }, from.address, now)
    if (fault) return fault
    await store.insertSession(tx, {
      id: newId<'session'>(),
      token_hash: hashToken(token),
      account_id: account.id,
      client: clientOf(body.client, from.userAgent),
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + sessionHours * hour),
    })
    return account
  })
  if (result instanceof AppError) throw result
  const session = await findSession(p, token)
  return {
    account: viewOf(result),
    can: session ? abilities(session.actor) : [],
    token,
    maxAge: sessionHours * 3600,
  }
}

/** What a person recognises in the list of sessions; the full header would be a fingerprint. */
function clientOf(client: 'browser' | 'cli', userAgent: string | undefined): string {
  if (client === 'cli') return '命令行'
  const browser = /Edg|Firefox|Chrome|Safari/.exec(userAgent ?? '')?.[0] ?? '浏览器'
  const system = /Windows|Android|iPhone|Mac OS|Linux/.exec(userAgent ?? '')?.[0] ?? ''
  return [browser.replace('Edg', 'Edge'), system].filter(Boolean).join(' · ')
}

export async function listSessions(p: Platform, actor: Actor, current: string | null) {
  const rows = await store.listSessionRows(p.db, own(actor).accountId, machineNow())
  return {
    items: rows.map((row) => ({
      id: row.id,
      client: row.client,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      current: row.id === current,
    })),
  }
}

export async function revokeSession(p: Platform, actor: Actor, id: string) {
  const revoked = await inTx(p.db, (tx) => store.revokeSessions(tx, own(actor).accountId, { only: id }, machineNow()))
  if (revoked.length === 0) throw new AppError('kernel.not_found')
  forgetRecent()
  return {}
}

export async function getMe(p: Platform, actor: Actor) {
  const me = own(actor)
  const home = me.delegation ? me.delegation.delegateId : me.partyId
  const [account, party, signIns] = await Promise.all([
    store.getAccount(p.db, me.accountId),
    home ? store.findPartyBrief(p.db, home) : undefined,
    store.lastSignIns(p.db, me.accountId),
  ])
  return {
    account: viewOf(account),
    party: party ? { ...party, regionCode: party.county_code } : null,
    can: abilities(me),
    acting: actingOf(me),
    lastSignIns: signIns.map((row) => ({ at: row.at.toISOString(), from: row.from_address, outcome: row.outcome })),
  }
}

export async function changePassword(
  p: Platform,
  actor: Actor,
  body: z.output<typeof schema.passwordChange>,
  current: string | null,
) {
  const account = await store.getAccount(p.db, own(actor).accountId)
  if (!(await passwordMatches(account.password_hash, body.current))) throw new AppError('account.bad_credentials')
  checkPassword(body.next, account.login)
  const password_hash = await hashPassword(body.next)
  await inTx(p.db, async (tx) => {
    await store.updateAccount(tx, account.id, { password_hash })
    await store.revokeSessions(tx, account.id, { except: current }, machineNow())
  })
  forgetRecent()
  return {}
}

export async function startTotp(p: Platform, actor: Actor) {
  const account = await store.getAccount(p.db, own(actor).accountId)
  const secret = newTotpSecret()
  await inTx(p.db, (tx) => store.updateAccount(tx, account.id, { totp_pending: secret }))
  return await totpEnrolmentOf(secret, account.login)
}

/** Takes the pending authenticator into use. Who has one already shows that they still hold it: a session can be stolen. */
export async function confirmTotp(
  p: Platform,
  actor: Actor,
  { code, current }: z.output<typeof schema.totpConfirmation>,
) {
  await inTx(p.db, async (tx) => {
    const account = await store.lockAccount(tx, own(actor).accountId)
    if (account.totp_secret) {
      if (!current)
        throw new AppError('account.totp_required', {}, [{ path: 'current', message: '请输入原验证器的动态码' }])
      const held = totpStep(account.totp_secret, account.login, current, Date.now())
      if (held === null || held <= account.totp_last_step)
        throw new AppError('account.bad_totp', {}, [{ path: 'current', message: '原验证器的动态码不正确' }])
    }
    const step = account.totp_pending && totpStep(account.totp_pending, account.login, code, Date.now())
    if (!step) throw new AppError('account.bad_totp')
    await store.updateAccount(tx, account.id, {
      totp_secret: account.totp_pending,
      totp_pending: null,
      totp_last_step: step,
    })
  })
  forgetRecent()
  return {}
}

/** The answer is the same whether the login exists or not; the mail goes only to the account's own address. */
export async function requestPasswordReset(p: Platform, login: string) {
  const account = await store.findAccountByLogin(p.db, login)
  if (account?.active) {
    const token = newToken()
    await inTx(p.db, async (tx) => {
      await store.insertReset(tx, hashToken(token), account.id, new Date(Date.now() + resetMinutes * 60_000))
      await enqueue(tx, 'notification.mail', {
        to: account.email,
        subject: '【数契】重置密码',
        text: `您（或他人）申请重置登录名 ${account.login} 的密码。请在 ${resetMinutes} 分钟内打开以下链接设置新密码；如非本人操作，忽略本邮件即可。\n\n${p.config.publicUrl}/app/reset#${token}\n`,
      })
    })
  }
  return {}
}

export async function resetPassword(p: Platform, body: z.output<typeof schema.passwordReset>) {
  const now = machineNow()
  const password_hash = await hashPassword(body.password)
  await inTx(p.db, async (tx) => {
    const accountId = await store.useReset(tx, hashToken(body.token), now)
    if (!accountId) throw new AppError('account.reset_expired')
    const account = await store.lockAccount(tx, accountId)
    checkPassword(body.password, account.login)
    await store.updateAccount(tx, accountId, { password_hash, failed_count: 0, locked_until: null })
    await store.revokeSessions(tx, accountId, { except: null }, now)
  })
  forgetRecent()
  return {}
}

export async function listMembers(p: Platform, actor: Actor) {
  const { partyId } = own(actor)
  const rows = partyId ? await store.listMemberRows(p.db, partyId) : []
  return { items: rows.map((row) => ({ ...viewOf(row), email: row.email, active: row.active })) }
}

export async function addMember(p: Platform, actor: Actor, body: z.output<typeof schema.newMember>) {
  const me = own(actor)
  if (!me.partyId || !me.partyApproved || isStaff(me)) throw new AppError('party.not_approved')
  checkPassword(body.password, body.login)
  const passwordHash = await hashPassword(body.password)
  const { partyId } = me
  const id = await inTx(p.db, (tx) => createAccount(tx, p, { ...body, partyId, regionCode: null, passwordHash }))
  return { id, login: body.login, name: body.name, email: body.email, roles: body.roles, totp: false, active: true }
}

/** Ends all accounts of an organisation, inside the caller's transaction. */
export async function retireAccounts(tx: Tx, partyId: string): Promise<void> {
  await store.deactivateMembers(tx, partyId)
  forgetRecent()
}

export { approversOf, createAccount, findAccountId, findActor } from './accounts.ts'
export { actAs, actedOn, actorsOn } from './acting.ts'
export { listOfficers, setOffice } from './officers.ts'
export { proveSelf } from './prove.ts'
export { checkPassword, hashPassword }
