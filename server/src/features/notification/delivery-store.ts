import type { Insertable, Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

/** False when the change has its delivery to this web-hook already. */
export async function insertDelivery(tx: Tx, values: Insertable<DB['web_hook_delivery']>): Promise<boolean> {
  const result = await tx
    .insertInto('web_hook_delivery')
    .values(values)
    .onConflict((on) => on.columns(['hook_id', 'change_seq']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Takes a waiting delivery until a moment, unless somebody else has it; with the delivery comes its web-hook. */
export async function claimDelivery(tx: Tx, id: string, now: Date, until: Date) {
  const delivery = await tx
    .updateTable('web_hook_delivery')
    .set({ claimed_until: until })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where((is) => is.or([is('claimed_until', 'is', null), is('claimed_until', '<', now)]))
    .returningAll()
    .executeTakeFirst()
  if (!delivery) return null
  const hook = await tx.selectFrom('web_hook').selectAll().where('id', '=', delivery.hook_id).executeTakeFirstOrThrow()
  return { delivery, hook }
}

export async function lockDelivery(tx: Tx, id: string) {
  return await tx.selectFrom('web_hook_delivery').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

export async function updateDelivery(tx: Tx, id: string, values: Updateable<DB['web_hook_delivery']>): Promise<void> {
  await tx.updateTable('web_hook_delivery').set(values).where('id', '=', id).execute()
}

export async function insertAttempt(tx: Tx, values: Insertable<DB['web_hook_attempt']>): Promise<void> {
  await tx.insertInto('web_hook_attempt').values(values).execute()
}

/** Waiting deliveries whose time is long over: their job died with its worker. */
export async function listStranded(tx: Tx, before: Date, now: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('web_hook_delivery')
    .select('id')
    .where('state', '=', 'waiting')
    .where('next_at', '<', before)
    .where((is) => is.or([is('claimed_until', 'is', null), is('claimed_until', '<', now)]))
    .orderBy('next_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** A web-hook's deliveries, newest first. */
export async function listDeliveryRows(
  db: Database,
  hookId: string,
  after: readonly [string, string] | null,
  limit: number,
) {
  return await db
    .selectFrom('web_hook_delivery')
    .selectAll()
    .where('hook_id', '=', hookId)
    .$if(after !== null, (q) =>
      q.where((is) =>
        is.or([
          is('created_at', '<', new Date(after?.[0] ?? 0)),
          is.and([is('created_at', '=', new Date(after?.[0] ?? 0)), is('id', '<', after?.[1] ?? '')]),
        ]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

export async function countDeliveries(db: Database, hookId: string): Promise<number> {
  const { count } = await db
    .selectFrom('web_hook_delivery')
    .select((is) => is.fn.countAll<bigint>().as('count'))
    .where('hook_id', '=', hookId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function listAttempts(db: Database, deliveryIds: readonly string[]) {
  if (deliveryIds.length === 0) return []
  return await db
    .selectFrom('web_hook_attempt')
    .selectAll()
    .where('delivery_id', 'in', deliveryIds)
    .orderBy('delivery_id')
    .orderBy('number')
    .execute()
}

/** A delivery of one of the organisation's web-hooks. */
export async function findDelivery(tx: Tx, partyId: string, hookId: string, id: string) {
  return await tx
    .selectFrom('web_hook_delivery')
    .selectAll()
    .where('id', '=', id)
    .where('hook_id', '=', hookId)
    .where('party_id', '=', partyId)
    .forUpdate()
    .executeTakeFirst()
}
