import type { Insertable, Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

/** A key that is good at `now`, with its maker, who is still one of the organisation's people. */
export async function findKeyRow(db: Database, hash: Buffer, now: Date) {
  return await db
    .selectFrom('api_key')
    .innerJoin('account', 'account.id', 'api_key.created_by')
    .innerJoin('party', 'party.id', 'api_key.party_id')
    .select(['api_key.id', 'api_key.name', 'api_key.scopes', 'api_key.party_id', 'api_key.last_used_at'])
    .select('api_key.delegation_id')
    .select(['account.id as account_id', 'account.name as account_name', 'party.status as party_status'])
    .where('api_key.hash', '=', hash)
    .where('api_key.revoked_at', 'is', null)
    .where('api_key.expires_at', '>', now)
    .where('account.active', '=', true)
    .whereRef('account.party_id', '=', 'api_key.party_id')
    .executeTakeFirst()
}

export async function listKeyRows(db: Database | Tx, partyId: string) {
  return await db
    .selectFrom('api_key')
    .innerJoin('account as maker', 'maker.id', 'api_key.created_by')
    .leftJoin('account as ender', 'ender.id', 'api_key.revoked_by')
    .leftJoin('delegation', 'delegation.id', 'api_key.delegation_id')
    .leftJoin('party as principal', 'principal.id', 'delegation.principal_id')
    .selectAll('api_key')
    .select(['maker.name as creator', 'ender.name as revoker'])
    .select(['delegation.number as delegation_number', 'principal.name as principal_name'])
    .where('api_key.party_id', '=', partyId)
    .orderBy('api_key.created_at', 'desc')
    .orderBy('api_key.id')
    .limit(200)
    .execute()
}
export type KeyRow = Awaited<ReturnType<typeof listKeyRows>>[number]

export async function insertKey(tx: Tx, values: Insertable<DB['api_key']>): Promise<void> {
  await tx.insertInto('api_key').values(values).execute()
}

/** False when the organisation has no such key, or it was revoked before. */
export async function revokeKeyRow(tx: Tx, partyId: string, id: string, by: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('api_key')
    .set({ revoked_at: now, revoked_by: by })
    .where('id', '=', id)
    .where('party_id', '=', partyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function updateKey(tx: Tx, id: string, values: Updateable<DB['api_key']>): Promise<void> {
  await tx.updateTable('api_key').set(values).where('id', '=', id).execute()
}

export async function insertAct(tx: Tx, values: Insertable<DB['api_key_act']>): Promise<void> {
  await tx.insertInto('api_key_act').values(values).execute()
}

export async function listActsOfKey(db: Database, keyId: string, limit: number) {
  return await db
    .selectFrom('api_key_act')
    .select(['at', 'operation', 'target', 'status'])
    .where('key_id', '=', keyId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Keys in force that end before a moment. */
export async function listEndingKeys(db: Database, now: Date, before: Date) {
  return await db
    .selectFrom('api_key')
    .select(['id', 'name', 'party_id', 'expires_at'])
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('expires_at', '<', before)
    .execute()
}
