import type { Outage } from '@datadeed/core/filing/clock'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'

const name = 'server'

/** Beats: writes the moment and answers the one before; null for the first. Two servers at once never go back. */
export async function beatAt(tx: Tx, at: Date): Promise<Date | null> {
  const before = await tx
    .selectFrom('service_heartbeat')
    .select('at')
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  await tx
    .insertInto('service_heartbeat')
    .values({ name, at })
    .onConflict((on) => on.column('name').doUpdateSet({ at: sql<Date>`greatest(service_heartbeat.at, excluded.at)` }))
    .execute()
  return before?.at ?? null
}

export async function insertOutage(tx: Tx, { from, to }: Outage, now: Date): Promise<void> {
  await tx.insertInto('service_outage').values({ from_at: from, to_at: to, recorded_at: now }).execute()
}

export async function findLastBeat(db: Database | Tx): Promise<Date | null> {
  const row = await db.selectFrom('service_heartbeat').select('at').where('name', '=', name).executeTakeFirst()
  return row?.at ?? null
}

/** Outages that ended after a moment, oldest first. */
export async function listOutages(db: Database | Tx, since: Date): Promise<Outage[]> {
  const rows = await db
    .selectFrom('service_outage')
    .select(['from_at as from', 'to_at as to'])
    .where('to_at', '>', since)
    .orderBy('from_at')
    .execute()
  return rows
}

/** Runs `work` with the heartbeat written in the same transaction. */
export const withBeat = (db: Database, at: Date, work: (tx: Tx, before: Date | null) => Promise<void>) =>
  inTx(db, async (tx) => await work(tx, await beatAt(tx, at)))
