import type { Insertable, Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

const hookRows = (db: Database | Tx, partyId: string) =>
  db
    .selectFrom('web_hook')
    .innerJoin('account', 'account.id', 'web_hook.created_by')
    .selectAll('web_hook')
    .select('account.name as creator')
    .where('web_hook.party_id', '=', partyId)
    .where('web_hook.removed_at', 'is', null)

export async function listHookRows(db: Database | Tx, partyId: string) {
  return await hookRows(db, partyId).orderBy('web_hook.created_at').orderBy('web_hook.id').execute()
}
export type HookRow = Awaited<ReturnType<typeof listHookRows>>[number]

export async function findHook(db: Database | Tx, partyId: string, id: string): Promise<HookRow | undefined> {
  return await hookRows(db, partyId).where('web_hook.id', '=', id).executeTakeFirst()
}

export async function insertHook(tx: Tx, values: Insertable<DB['web_hook']>): Promise<void> {
  await tx.insertInto('web_hook').values(values).execute()
}

export async function updateHook(tx: Tx, id: string, values: Updateable<DB['web_hook']>): Promise<void> {
  await tx.updateTable('web_hook').set(values).where('id', '=', id).execute()
}

/** A web-hook's row, held until the transaction ends; a removed one too. */
export async function lockHook(tx: Tx, id: string) {
  return await tx.selectFrom('web_hook').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}
