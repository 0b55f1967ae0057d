import { type Selectable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { LogTimestamp } from '../../platform/db/types.gen.ts'
import { setSetting } from './log-store.ts'

export type TimestampRow = Selectable<LogTimestamp>

export async function insertTimestamps(tx: Tx, rows: readonly TimestampRow[]): Promise<void> {
  await tx
    .insertInto('log_timestamp')
    .values([...rows])
    .onConflict((on) => on.doNothing())
    .execute()
}

/** Whether an authority has stamped the checkpoint of this size. */
export async function isStamped(db: Database, size: bigint, authority: string): Promise<boolean> {
  const query = db.selectFrom('log_timestamp').select('size').where('size', '=', size)
  return (await query.where('authority', '=', authority).limit(1).executeTakeFirst()) !== undefined
}

/** The checkpoint of a size as the log signed it, without cosignatures. */
export async function signedNote(db: Database, size: bigint): Promise<string> {
  const query = db.selectFrom('log_checkpoint').select('note').where('size', '=', size)
  return (await query.executeTakeFirstOrThrow()).note
}

/** The tokens over the first stamped checkpoint that, in both trees, covers the entry `index`. */
export async function firstTimestamps(db: Database, index: bigint): Promise<(TimestampRow & { note: string })[]> {
  const { rows } = await sql<TimestampRow & { note: string }>`
    select t.*, c.note from log_timestamp t join log_checkpoint c on c.size = t.size
    where t.size = (
      select size from log_timestamp where size > ${index} and sm3_size > ${index} order by size limit 1
    )
    order by t.authority, t.stamped, t.hash`.execute(db)
  return rows
}

/** The newest tokens over checkpoints up to `size`, with what they stamp. */
export async function newestTimestamps(
  db: Database,
  size: bigint,
  limit: number,
): Promise<(TimestampRow & { note: string; sm3_note: string })[]> {
  const { rows } = await sql<TimestampRow & { note: string; sm3_note: string }>`
    select t.*, c.note, s.note as sm3_note
    from log_timestamp t join log_checkpoint c on c.size = t.size join log_sm3_checkpoint s on s.size = t.sm3_size
    where t.size <= ${size} order by t.size desc limit ${limit}`.execute(db)
  return rows
}

/** The time of each authority's newest token. */
export async function lastTimestamps(db: Database): Promise<Map<string, Date>> {
  const { rows } = await sql<{ authority: string; at: Date }>`
    select distinct on (authority) authority, at from log_timestamp order by authority, size desc`.execute(db)
  return new Map(rows.map(({ authority, at }) => [authority, at]))
}

/** How asking an authority went the last time; `error` is empty when it went well. */
export interface AuthorityState {
  at: string
  error: string
}

export async function storeAuthorityState(tx: Tx, url: string, state: AuthorityState): Promise<void> {
  await setSetting(tx, `tsa-state:${url}`, state)
}
