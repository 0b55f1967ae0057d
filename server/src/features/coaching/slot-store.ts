import type { Scope } from '@datadeed/core/kernel/actor'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { shown } from './store.ts'

type Queryable = Database | Tx

/** Slots of the place a scope is confined to; a company sees those of its own place. */
const placed = (scope: Scope, home: string | null): RawBuilder<SqlBool> => {
  if (scope.kind === 'everything') return sql<SqlBool>`true`
  if (scope.kind === 'region') return sql<SqlBool>`s.prefecture_code = ${scope.regionCode}`
  return sql<SqlBool>`s.prefecture_code = ${home}`
}

export interface SlotRow {
  id: string
  prefectureCode: string
  place: string
  startsAt: Date
  endsAt: Date
  capacity: number
  taken: number
  withdrawnAt: Date | null
}
const slotColumns = sql`s.id, s.prefecture_code as "prefectureCode", s.place, s.starts_at as "startsAt", s.ends_at as "endsAt", s.capacity, s.taken,
  s.withdrawn_at as "withdrawnAt"`

/** Slots that begin between two moments, in their order. */
export async function listSlots(
  db: Database,
  scope: Scope,
  home: string | null,
  from: Date,
  to: Date,
): Promise<SlotRow[]> {
  if (scope.kind === 'nothing') return []
  const { rows } = await sql<SlotRow>`select ${slotColumns} from coaching_slot s
    where ${placed(scope, home)} and s.starts_at >= ${from} and s.starts_at < ${to}
    order by s.starts_at, s.place, s.id limit 500`.execute(db)
  return rows
}

/** A slot of the scope, its row held: who comes at the same moment waits here. */
export async function holdSlot(tx: Tx, scope: Scope, home: string | null, id: string): Promise<SlotRow | undefined> {
  if (scope.kind === 'nothing') return undefined
  const { rows } = await sql<SlotRow>`select ${slotColumns} from coaching_slot s
    where s.id = ${id} and ${placed(scope, home)} for update of s`.execute(tx)
  return rows[0]
}

export interface NewSlot {
  id: string
  startsAt: Date
  endsAt: Date
}

/** Offers slots; how many of them are new at that place and time. */
export async function insertSlots(
  tx: Tx,
  slots: readonly NewSlot[],
  of: { prefectureCode: string; place: string; capacity: number; by: string; at: Date },
): Promise<number> {
  const done = await tx
    .insertInto('coaching_slot')
    .values(
      slots.map(({ id, startsAt, endsAt }) => ({
        ...{ id, prefecture_code: of.prefectureCode, place: of.place, starts_at: startsAt, ends_at: endsAt },
        ...{ capacity: of.capacity, offered_by: of.by, offered_at: of.at },
      })),
    )
    .onConflict((on) => on.columns(['prefecture_code', 'place', 'starts_at']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0n)
}

export async function withdrawSlot(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('coaching_slot').set({ withdrawn_at: at }).where('id', '=', id).execute()
}

/** Takes or frees one place of a slot; false where none is left. The table's own check is the last line of this. */
export async function moveTaken(tx: Tx, id: string, by: 1 | -1): Promise<boolean> {
  const done = await tx
    .updateTable('coaching_slot')
    .set((on) => ({ taken: on('taken', '+', by) }))
    .where('id', '=', id)
    .$if(by === 1, (q) => q.whereRef('taken', '<', 'capacity').where('withdrawn_at', 'is', null))
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Books; false where the coaching case has this slot already. */
export async function insertAppointment(
  tx: Tx,
  row: { id: string; slotId: string; coachingId: string; reason: string; by: string; at: Date },
): Promise<boolean> {
  const done = await tx
    .insertInto('coaching_appointment')
    .values({
      ...{ id: row.id, slot_id: row.slotId, coaching_id: row.coachingId, status: 'booked' },
      ...{ reason: row.reason, booked_by: row.by, booked_at: row.at },
    })
    .onConflict((on) => on.columns(['slot_id', 'coaching_id']).where('status', '=', 'booked').doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export async function cancelAppointment(
  tx: Tx,
  { id, by, at, reason }: { id: string; by: string; at: Date; reason: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('coaching_appointment')
    .set({ status: 'cancelled', cancelled_by: by, cancelled_at: at, cancel_reason: reason })
    .where('id', '=', id)
    .where('status', '=', 'booked')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export interface AppointmentRow {
  id: string
  slotId: string
  coachingId: string
  coachingNumber: string
  partyId: string
  partyName: string
  prefectureCode: string
  place: string
  startsAt: Date
  endsAt: Date
  status: 'booked' | 'cancelled'
  reason: string
  cancelReason: string
}
const appointments = sql`select b.id, b.slot_id as "slotId", b.coaching_id as "coachingId", c.number as "coachingNumber", c.party_id as "partyId",
  p.name as "partyName", c.prefecture_code as "prefectureCode", s.place, s.starts_at as "startsAt", s.ends_at as "endsAt", b.status, b.reason,
  b.cancel_reason as "cancelReason"
  from coaching_appointment b join coaching_slot s on s.id = b.slot_id join coaching_case c on c.id = b.coaching_id join party p on p.id = c.party_id`

/** Appointments of one coaching case, newest first. */
export async function listAppointmentsOf(db: Queryable, coachingId: string): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`${appointments} where b.coaching_id = ${coachingId}
    order by s.starts_at desc, b.booked_at desc`.execute(db)
  return rows
}

/** Appointments between two moments of the coaching cases that a scope shows. */
export async function listAppointments(db: Database, scope: Scope, from: Date, to: Date): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`${appointments}
    where ${shown(scope)} and b.status = 'booked' and s.starts_at >= ${from} and s.starts_at < ${to}
    order by s.starts_at, b.booked_at limit 1000`.execute(db)
  return rows
}

export async function findAppointment(tx: Tx, id: string): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`${appointments} where b.id = ${id}`.execute(tx)
  return rows[0]
}
