import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

export interface DecidedCase {
  submittedAt: Date
  decidedAt: Date
  /** In the green channel from the submission to the decision. */
  green: boolean
}

/** Cases whose first decision was released since a moment, newest first. */
export async function listDecided(db: Database, since: Date, limit: number): Promise<DecidedCase[]> {
  const { rows } = await sql<DecidedCase>`
    select c.submitted_at as "submittedAt", e.at as "decidedAt",
      exists (select from case_event g where g.case_id = c.id and g.command = 'enter_green_channel' and g.seq < e.seq)
        and not exists (select from case_event g where g.case_id = c.id and g.command = 'leave_green_channel' and g.seq < e.seq)
        as green
    from case_event e join filing_case c on c.id = e.case_id
    where e.command = 'release' and e.at >= ${since} and c.submitted_at is not null
    order by e.at desc limit ${limit}`.execute(db)
  return rows
}

export interface GreenCounts {
  inside: number
  entered: number
  left: number
}

/** How many cases are in the channel now, and how many entered and left since a moment. */
export async function countGreen(db: Database, since: Date): Promise<GreenCounts> {
  const { rows } = await sql<GreenCounts>`
    select (select count(*)::int from filing_case where green) as inside,
      count(distinct case_id) filter (where command = 'enter_green_channel')::int as entered,
      count(distinct case_id) filter (where command = 'leave_green_channel')::int as left
    from case_event where command in ('enter_green_channel', 'leave_green_channel') and at >= ${since}`.execute(db)
  return rows[0] ?? { inside: 0, entered: 0, left: 0 }
}

/** Which conditions failed when cases left, most frequent first. */
export async function countReasons(db: Database, since: Date): Promise<{ code: string; count: number }[]> {
  const { rows } = await sql<{ code: string; count: number }>`
    select code, count(*)::int as count
    from case_event, jsonb_array_elements_text(payload -> 'conditions') code
    where command = 'leave_green_channel' and at >= ${since} group by code order by count desc, code`.execute(db)
  return rows
}
