import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

export interface TrailRow {
  coachingId: string
  number: string
  seq: number
  at: Date
  command: string
  by: string
  side: 'company' | 'coach'
  note: string
}

/** `limit + 1` events of all coaching cases or of one, newest first, after one that was seen. */
export async function listTrail(
  db: Database,
  number: string | null,
  after: readonly [at: string, coachingId: string, seq: number] | null,
  limit: number,
): Promise<TrailRow[]> {
  const { rows } = await sql<TrailRow>`
    select e.coaching_id as "coachingId", c.number, e.seq, e.at, e.command, a.name as by, e.actor_side as side, e.note
    from coaching_event e join coaching_case c on c.id = e.coaching_id join account a on a.id = e.actor_id
    where (${number}::text is null or c.number = ${number})
      and (${after?.[0] ?? null}::timestamptz is null or (e.at, e.coaching_id, e.seq)
        < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid, ${after?.[2] ?? null}::int))
    order by e.at desc, e.coaching_id desc, e.seq desc limit ${limit + 1}`.execute(db)
  return rows
}

export async function countTrail(db: Database, number: string | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from coaching_event e join coaching_case c on c.id = e.coaching_id
    where (${number}::text is null or c.number = ${number})`.execute(db)
  return rows[0]?.n ?? 0
}
