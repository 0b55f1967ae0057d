import type { AccountActor, Role } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { AccountId, PartyId } from '@datadeed/core/kernel/ids'
import type { Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import * as store from './store.ts'

interface NewAccount {
  login: string
  name: string
  email: string
  partyId: string | null
  roles: readonly Role[]
  regionCode: string | null
  /** Of a prefecture's officer: where they sit; an administrator sets it. */
  office?: 'transport' | 'market_regulation' | null
  passwordHash: string
  totpSecret?: string
}

/** Adds an account inside the caller's transaction; `account.login_taken` when the login exists. */
export async function createAccount(tx: Tx, p: Platform, input: NewAccount): Promise<AccountId> {
  const id = newId<'account'>()
  const inserted = await store.insertAccount(tx, {
    id,
    login: input.login,
    name: input.name,
    email: input.email,
    party_id: input.partyId,
    roles: [...input.roles],
    region_code: input.regionCode,
    office: input.office ?? null,
    password_hash: input.passwordHash,
    totp_secret: input.totpSecret ?? null,
    created_at: p.clock.now(),
  })
  if (!inserted)
    throw new AppError('account.login_taken', {}, [{ path: 'login', message: '该登录名已被使用，请换一个' }])
  return id
}

/** The account of a login; `kernel.not_found` when there is none. */
export async function findAccountId(p: Platform, login: string): Promise<AccountId> {
  const row = await store.findAccountByLogin(p.db, login)
  if (!row) throw new AppError('kernel.not_found')
  return row.id as AccountId
}

/** Who an account acts as now, for work done in its name later on; null when it no longer may sign in. */
export async function findActor(db: Tx | Platform['db'], accountId: string): Promise<AccountActor | null> {
  const row = await store.findActorRow(db, accountId)
  if (!row) return null
  return {
    kind: 'account',
    accountId: accountId as AccountId,
    partyId: row.party_id as PartyId | null,
    partyApproved: row.party_status === 'approved',
    regionCode: row.region_code,
    name: row.name,
    roles: row.roles as Role[],
  }
}

/** Those who may approve an organisation of a prefecture: its officers, and all administrators. */
export async function approversOf(tx: Tx, prefectureCode: string): Promise<{ id: string; email: string }[]> {
  const [administrators, officers] = [
    await store.listByRole(tx, 'administrator'),
    await store.listByRole(tx, 'officer'),
  ]
  const own = officers.filter((officer) => officer.region_code === prefectureCode)
  const all = [...administrators, ...own].map(({ id, email }) => [id, { id, email }] as const)
  return [...new Map(all).values()]
}
