import { type Insertable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertWatch(tx: Tx, values: Insertable<DB['notice_watch']>): Promise<void> {
  await tx.insertInto('notice_watch').values(values).execute()
}

/** Watches of one account, or of one address; the lock makes counting and adding one step. */
export async function countWatches(tx: Tx, of: { accountId: string } | { mark: Buffer }): Promise<number> {
  const key = 'mark' in of ? of.mark.toString('hex') : of.accountId
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 4218))`.execute(tx)
  const row = await tx
    .selectFrom('notice_watch')
    .select(sql<number>`count(*)::int`.as('n'))
    .$if('mark' in of, (q) => q.where('address_mark', '=', 'mark' in of ? of.mark : null))
    .$if('accountId' in of, (q) => q.where('account_id', '=', 'accountId' in of ? of.accountId : null))
    .executeTakeFirstOrThrow()
  return row.n
}

const watches = (db: Database | Tx) =>
  db
    .selectFrom('notice_watch')
    .leftJoin('deposit', 'deposit.id', 'notice_watch.deposit_id')
    .selectAll('notice_watch')
    .select(['deposit.number as deposit_number', 'deposit.party_id'])

export async function findWatch(db: Database | Tx, id: string) {
  return await watches(db).where('notice_watch.id', '=', id).executeTakeFirst()
}
export type WatchRow = NonNullable<Awaited<ReturnType<typeof findWatch>>>

export async function listWatchesOf(db: Database, accountId: string): Promise<WatchRow[]> {
  return await watches(db).where('account_id', '=', accountId).orderBy('notice_watch.created_at', 'desc').execute()
}

/** Confirmed watches with greater ids, in their order. */
export async function listWatchesAfter(db: Database, id: string, limit: number): Promise<WatchRow[]> {
  return await watches(db)
    .where('confirmed_at', 'is not', null)
    .where('notice_watch.id', '>', id)
    .orderBy('notice_watch.id')
    .limit(limit)
    .execute()
}

export async function confirmWatch(tx: Tx, id: string, now: Date): Promise<void> {
  const unconfirmed = tx.updateTable('notice_watch').set({ confirmed_at: now }).where('confirmed_at', 'is', null)
  await unconfirmed.where('id', '=', id).execute()
}

export async function deleteWatch(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('notice_watch').where('id', '=', id).execute()
}

export async function deleteUnconfirmed(tx: Tx, before: Date): Promise<number> {
  const gone = tx.deleteFrom('notice_watch').where('confirmed_at', 'is', null).where('created_at', '<', before)
  return Number((await gone.executeTakeFirst()).numDeletedRows)
}

/** Notes that a notice was found for a watch; false where it was before, or the watch is gone. */
export async function insertHit(
  tx: Tx,
  hit: { watchId: string; noticeId: string; share: number | null; now: Date },
): Promise<boolean> {
  const { watchId, noticeId, share, now } = hit
  const kept = await tx
    .selectFrom('notice_watch')
    .select('id')
    .where('id', '=', watchId)
    .forKeyShare()
    .executeTakeFirst()
  if (!kept) return false
  const inserted = await tx
    .insertInto('notice_watch_hit')
    .values({ watch_id: watchId, notice_id: noticeId, share, at: now })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

/** What was found for watches, newest first. */
export async function listHits(db: Database, watchIds: readonly string[]) {
  if (watchIds.length === 0) return []
  return await db
    .selectFrom('notice_watch_hit')
    .innerJoin('notice', 'notice.id', 'notice_watch_hit.notice_id')
    .select(['watch_id', 'notice.number', 'notice_watch_hit.at', 'notice_watch_hit.share'])
    .select(sql<string>`notice.content ->> 'name'`.as('name'))
    .where('watch_id', 'in', watchIds)
    .orderBy('notice_watch_hit.at', 'desc')
    .limit(500)
    .execute()
}

export async function findNoticeById(db: Database, id: string) {
  return await db
    .selectFrom('notice')
    .innerJoin('filing_case', 'filing_case.id', 'notice.case_id')
    .select(['notice.id', 'notice.number', 'notice.content', 'notice.closes'])
    .select(['filing_case.deposit_id', 'filing_case.party_id'])
    .where('notice.id', '=', id)
    .executeTakeFirst()
}
