import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

export interface ComingCoaching {
  /** Task or appointment. */
  subject: string
  coachingId: string
  number: string
  partyId: string
  prefectureCode: string
  coachId: string | null
  /** Who is to do it; both come to an appointment. */
  side: 'company' | 'coach' | 'both'
  due: string
  when: string
  place: string
}

/** Tasks that are not done and appointments that stand, of cases that go on, between two days in China. */
export async function listComingCoaching(
  db: Database,
  step: 'coachingTask' | 'coachingAppointment',
  from: string,
  to: string,
): Promise<ComingCoaching[]> {
  const coming =
    step === 'coachingTask'
      ? sql`select t.id as subject, t.coaching_id, t.side, t.due, '' as at, '' as place from coaching_task t where t.done_at is null`
      : sql`select b.id as subject, b.coaching_id, 'both' as side, (s.starts_at at time zone 'Asia/Shanghai')::date as due,
          to_char(s.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at, s.place
        from coaching_appointment b join coaching_slot s on s.id = b.slot_id where b.status = 'booked'`
  const { rows } = await sql<ComingCoaching>`
    select d.subject, c.id as "coachingId", c.number, c.party_id as "partyId", c.prefecture_code as "prefectureCode", c.coach_id as "coachId",
      d.side, d.due, d.at as "when", d.place
    from (${coming}) d join coaching_case c on c.id = d.coaching_id
    where c.status <> 'closed' and d.due between ${from}::date and ${to}::date order by d.due, d.subject`.execute(db)
  return rows
}
