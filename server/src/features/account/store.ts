import type { Role } from '@datadeed/core/kernel/actor'
import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

/** The session of a token with its account and party, if it is still good at `now`. */
export async function findSessionRow(db: Database, tokenHash: Buffer, now: Date) {
  return await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .leftJoin('party', 'party.id', 'account.party_id')
    .select([
      'session.id as session_id',
      'session.last_seen_at',
      'session.acting_for',
      'session.expires_at',
      'account.id as account_id',
      'account.name',
      'account.roles',
      'account.region_code',
      'account.totp_secret',
      'account.party_id',
      'party.status as party_status',
    ])
    .where('session.token_hash', '=', tokenHash)
    .where('session.revoked_at', 'is', null)
    .where('session.expires_at', '>', now)
    .where('account.active', '=', true)
    .executeTakeFirst()
}

export async function findAccountByLogin(db: Database | Tx, login: string) {
  return await db.selectFrom('account').selectAll().where('login', '=', login).executeTakeFirst()
}

/** An account that may sign in, with its party's state. */
export async function findActorRow(db: Database | Tx, accountId: string) {
  return await db
    .selectFrom('account')
    .leftJoin('party', 'party.id', 'account.party_id')
    .select([
      'account.name',
      'account.roles',
      'account.region_code',
      'account.party_id',
      'party.status as party_status',
    ])
    .where('account.id', '=', accountId)
    .where('account.active', '=', true)
    .executeTakeFirst()
}

export async function getAccount(db: Database | Tx, id: string) {
  return await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** Locks the account row, so that failures are counted one after the other. */
export async function lockAccount(tx: Tx, id: string) {
  return await tx.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

export async function updateAccount(tx: Tx, id: string, values: Updateable<DB['account']>): Promise<void> {
  await tx.updateTable('account').set(values).where('id', '=', id).execute()
}

/** False when the login exists. */
export async function insertAccount(tx: Tx, values: Insertable<DB['account']>): Promise<boolean> {
  const result = await tx
    .insertInto('account')
    .values(values)
    .onConflict((on) => on.column('login').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function insertSession(tx: Tx, values: Insertable<DB['session']>): Promise<void> {
  await tx.insertInto('session').values(values).execute()
}

export async function touchSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('session').set({ last_seen_at: now }).where('id', '=', id).execute()
}

export async function listSessionRows(db: Database, accountId: string, now: Date) {
  return await db
    .selectFrom('session')
    .select(['id', 'client', 'created_at', 'last_seen_at'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
}

/** Revokes the account's sessions: one, or all but one. Returns the revoked token hashes. */
export async function revokeSessions(
  tx: Tx,
  accountId: string,
  which: { only: string } | { except: string | null },
  now: Date,
): Promise<Buffer[]> {
  const rows = await tx
    .updateTable('session')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .$if('only' in which, (q) => q.where('id', '=', 'only' in which ? which.only : ''))
    .$if('except' in which && which.except !== null, (q) =>
      q.where('id', '!=', 'except' in which ? which.except : null),
    )
    .returning('token_hash')
    .execute()
  return rows.map((row) => row.token_hash)
}

export async function insertSignIn(tx: Tx, values: Insertable<DB['sign_in']>): Promise<void> {
  await tx.insertInto('sign_in').values(values).execute()
}

export async function lastSignIns(db: Database, accountId: string) {
  return await db
    .selectFrom('sign_in')
    .select(['at', 'from_address', 'outcome'])
    .where('account_id', '=', accountId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(10)
    .execute()
}

export async function insertReset(tx: Tx, tokenHash: Buffer, accountId: string, expiresAt: Date): Promise<void> {
  await tx
    .insertInto('password_reset')
    .values({ token_hash: tokenHash, account_id: accountId, expires_at: expiresAt })
    .execute()
}

/** Uses up a reset token; the account it belongs to, or nothing when it is unknown, used or too old. */
export async function useReset(tx: Tx, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const row = await tx
    .updateTable('password_reset')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('account_id')
    .executeTakeFirst()
  return row?.account_id
}

export async function findPartyBrief(db: Database, partyId: string) {
  return await db
    .selectFrom('party')
    .select(['id', 'name', 'kind', 'uscc', 'county_code', 'status'])
    .where('id', '=', partyId)
    .executeTakeFirst()
}

export async function listMemberRows(db: Database, partyId: string) {
  return await db
    .selectFrom('account')
    .select(['id', 'login', 'name', 'email', 'roles', 'totp_secret', 'active'])
    .where('party_id', '=', partyId)
    .orderBy('created_at')
    .limit(200)
    .execute()
}

export async function deactivateMembers(tx: Tx, partyId: string): Promise<void> {
  await tx.updateTable('account').set({ active: false }).where('party_id', '=', partyId).execute()
}

/** Accounts that hold a role, for notices to staff. */
export async function listByRole(db: Database | Tx, role: Role) {
  return await db
    .selectFrom('account')
    .select(['id', 'email', 'region_code'])
    .where(sql<SqlBool>`${role} = any(roles)`)
    .where('active', '=', true)
    .execute()
}

/** Officers of the prefectures who may sign in, by prefecture. */
export async function listOfficerRows(db: Database | Tx) {
  return await db
    .selectFrom('account')
    .select(['id', 'login', 'name', 'region_code', 'office'])
    .where('active', '=', true)
    .where(sql<SqlBool>`'officer' = any(roles)`)
    .orderBy('region_code')
    .orderBy('login')
    .execute()
}

/** Sets where an officer sits, and keeps who set it when. */
export async function setOffice(
  tx: Tx,
  { id, office, by, at }: { id: string; office: string | null; by: string; at: Date },
): Promise<void> {
  await tx.updateTable('account').set({ office }).where('id', '=', id).execute()
  await tx
    .insertInto('account_office_event')
    .values({
      account_id: id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from account_office_event where account_id = ${id})`,
      ...{ office, set_by: by, set_at: at },
    })
    .execute()
}
