import type { CoachingStatus } from '@datadeed/core/coaching/machine'
import type { Channel } from '@datadeed/core/coaching/schema'
import type { Scope } from '@datadeed/core/kernel/actor'
import { type Insertable, type RawBuilder, type SqlBool, sql, type Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

type Queryable = Database | Tx

/** The rows of `coaching_case c` that a scope shows. */
export function shown(scope: Scope): RawBuilder<SqlBool> {
  const by: Record<Scope['kind'], RawBuilder<SqlBool>> = {
    nothing: sql<SqlBool>`false`,
    everything: sql<SqlBool>`true`,
    region: sql<SqlBool>`c.prefecture_code = ${scope.kind === 'region' ? scope.regionCode : ''}`,
    party: sql<SqlBool>`c.party_id = ${scope.kind === 'party' ? scope.partyId : null}`,
  }
  return by[scope.kind]
}

/** A coaching case as the commands see it. */
export interface CoachingRow {
  id: string
  number: string
  partyId: string
  partyName: string
  prefectureCode: string
  topic: string
  status: CoachingStatus
  version: number
  channel: Channel
  firstContactAt: Date
  coachId: string | null
  coachName: string | null
  answers: Record<string, string> | null
  packJurisdiction: string
  packVersion: string
  openedBy: string
  openedAt: Date
  closedAt: Date | null
  outcome: string | null
  updatedAt: Date
  nextDue: string | null
  cases: number
}

const columns = sql`c.id, c.number, c.party_id as "partyId", p.name as "partyName", c.prefecture_code as "prefectureCode", c.topic, c.status,
  c.version, c.channel, c.first_contact_at as "firstContactAt", c.coach_id as "coachId", a.name as "coachName", c.answers,
  c.pack_jurisdiction as "packJurisdiction", c.pack_version as "packVersion", o.name as "openedBy", c.opened_at as "openedAt",
  c.closed_at as "closedAt", c.outcome, c.updated_at as "updatedAt",
  (select min(t.due) from coaching_task t where t.coaching_id = c.id and t.done_at is null) as "nextDue",
  (select count(*)::int from coaching_link l where l.coaching_id = c.id) as cases`
const tables = sql`coaching_case c join party p on p.id = c.party_id left join account a on a.id = c.coach_id
  join account o on o.id = c.opened_by`

/** A coaching case of the scope; nothing where it lies outside. */
export async function findCoaching(db: Queryable, scope: Scope, id: string): Promise<CoachingRow | undefined> {
  const { rows } =
    await sql<CoachingRow>`select ${columns} from ${tables} where c.id = ${id} and ${shown(scope)}`.execute(db)
  return rows[0]
}

/** The same, its row held until the transaction ends. */
export async function holdCoaching(tx: Tx, scope: Scope, id: string): Promise<CoachingRow | undefined> {
  const { rows } = await sql<CoachingRow>`select ${columns} from ${tables}
    where c.id = ${id} and ${shown(scope)} for update of c`.execute(tx)
  return rows[0]
}

export interface CoachingFilter {
  status?: string | undefined
  prefectureCode?: string | undefined
  coachId?: string | undefined
  q?: string | undefined
}

const filtered = (scope: Scope, { status, prefectureCode, coachId, q }: CoachingFilter) => {
  const like = `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`
  return sql<SqlBool>`${shown(scope)}
    and (${status ?? null}::text is null or c.status = ${status ?? null})
    and (${prefectureCode ?? null}::text is null or c.prefecture_code = ${prefectureCode ?? null})
    and (${coachId ?? null}::uuid is null or c.coach_id = ${coachId ?? null})
    and (${q ?? ''} = '' or c.topic ilike ${like} or p.name ilike ${like} or c.number = upper(${q ?? ''}))`
}

/** `limit + 1` cases after a place, those changed last first. */
export async function listCoachingRows(
  db: Database,
  scope: Scope,
  filter: CoachingFilter,
  after: readonly [string, string] | null,
  limit: number,
): Promise<CoachingRow[]> {
  const { rows } = await sql<CoachingRow>`select ${columns} from ${tables} where ${filtered(scope, filter)}
    and (${after?.[0] ?? null}::timestamptz is null
      or (c.updated_at, c.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by c.updated_at desc, c.id desc limit ${limit + 1}`.execute(db)
  return rows
}

export async function countCoaching(db: Database, scope: Scope, filter: CoachingFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${tables}
    where ${filtered(scope, filter)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** An approved company by its code, its row held so that two requests count its cases one after the other. */
export async function holdCompany(tx: Tx, by: { uscc: string } | { id: string }) {
  return await tx
    .selectFrom('party')
    .select(['id', 'name', 'prefecture_code as prefectureCode'])
    .where('status', '=', 'approved')
    .where('kind', '=', 'enterprise')
    .$if('uscc' in by, (q) => q.where('uscc', '=', 'uscc' in by ? by.uscc : ''))
    .$if('id' in by, (q) => q.where('id', '=', 'id' in by ? by.id : null))
    .forUpdate()
    .executeTakeFirst()
}

export async function countOpenOf(tx: Tx, partyId: string): Promise<number> {
  const { n } = await tx
    .selectFrom('coaching_case')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('party_id', '=', partyId)
    .where('status', '<>', 'closed')
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Approved companies that a coach may open a case for, by words of their name or the beginning of their code. */
export async function listCompanies(db: Database, scope: Scope, q: string) {
  if (scope.kind !== 'everything' && scope.kind !== 'region') return []
  const like = q.replace(/[\\%_]/g, '\\$&')
  return await db
    .selectFrom('party')
    .select(['uscc', 'name', 'prefecture_code as prefectureCode'])
    .where('status', '=', 'approved')
    .where('kind', '=', 'enterprise')
    .$if(scope.kind === 'region', (s) =>
      s.where('prefecture_code', '=', scope.kind === 'region' ? scope.regionCode : ''),
    )
    .where((on) => on.or([on('name', 'like', `%${like}%`), on('uscc', 'like', `${like.toUpperCase()}%`)]))
    .orderBy('name')
    .limit(20)
    .execute()
}

export async function insertCoaching(tx: Tx, values: Insertable<DB['coaching_case']>): Promise<void> {
  await tx.insertInto('coaching_case').values(values).execute()
}

/** Writes a held case and makes it one version newer. */
export async function updateCoaching(tx: Tx, id: string, values: Updateable<DB['coaching_case']>): Promise<void> {
  await tx
    .updateTable('coaching_case')
    .set((on) => ({ ...values, version: on('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export interface NewEvent {
  coachingId: string
  at: Date
  command: string
  actorId: string
  side: 'company' | 'coach'
  note?: string
  detail?: Record<string, string>
}

/** Appends to the history of a held case; gives the event's number. */
export async function insertEvent(tx: Tx, event: NewEvent): Promise<number> {
  const { coachingId, at, command, actorId, side, note = '', detail = {} } = event
  const { seq } = await tx
    .insertInto('coaching_event')
    .values({
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from coaching_event where coaching_id = ${coachingId})`,
      ...{ coaching_id: coachingId, at, command, actor_id: actorId, actor_side: side, note },
      detail: JSON.stringify(detail),
    })
    .returning('seq')
    .executeTakeFirstOrThrow()
  return seq
}

export async function listEvents(db: Queryable, coachingId: string) {
  const rows = await db
    .selectFrom('coaching_event')
    .innerJoin('account', 'account.id', 'coaching_event.actor_id')
    .select(['seq', 'at', 'command', 'note', 'detail', 'actor_side as side', 'account.name as by'])
    .where('coaching_id', '=', coachingId)
    .orderBy('seq', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, detail: row.detail as Record<string, string> }))
}

export async function insertTask(tx: Tx, values: Insertable<DB['coaching_task']>): Promise<void> {
  await tx.insertInto('coaching_task').values(values).execute()
}

export async function listTasks(db: Queryable, coachingId: string) {
  return await db
    .selectFrom('coaching_task as t')
    .innerJoin('account as m', 'm.id', 't.created_by')
    .leftJoin('account as d', 'd.id', 't.done_by')
    .select(['t.id', 't.text', 't.side', 't.due', 't.done_at as doneAt', 't.done_note as doneNote'])
    .select(['m.name as createdBy', 'd.name as doneBy'])
    .where('coaching_id', '=', coachingId)
    .orderBy('t.due')
    .orderBy('t.created_at')
    .execute()
}

/** Marks a task done, once. */
export async function finishTask(
  tx: Tx,
  task: { id: string; coachingId: string; by: string; at: Date; note: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('coaching_task')
    .set({ done_by: task.by, done_at: task.at, done_note: task.note })
    .where('id', '=', task.id)
    .where('coaching_id', '=', task.coachingId)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}
