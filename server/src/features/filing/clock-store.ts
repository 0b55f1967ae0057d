import type { ClockKind, Day, Happened, Interval } from '@datadeed/core/filing/clock'
import type { EscalationLevel } from '@datadeed/core/kernel/rule-pack'
import { type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

/** A clock as kept. */
export interface ClockRow {
  kind: ClockKind
  ref: string
  step: string
  startedAt: Date
  pauses: Interval[]
  due: string | null
  provisional: boolean
  derivation: Day[]
  onExpiry: string
  nextOn: string | null
  endedAt: Date | null
}

const columns = [
  'kind',
  'ref',
  'step',
  'started_at as startedAt',
  'pauses',
  'due',
  'provisional',
  'derivation',
  'on_expiry as onExpiry',
  'next_on as nextOn',
  'ended_at as endedAt',
] as const
// The checks of the table and the single writer below keep these columns to the shape of ClockRow.
const asClock = (row: unknown) => row as ClockRow

export async function listHistory(db: Database | Tx, caseId: string): Promise<Happened[]> {
  const rows = await db
    .selectFrom('case_event')
    .select(['at', 'command', 'to_status as to', 'payload'])
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ ...row, payload: row.payload as Record<string, unknown> }))
}

/** The clocks of a case, in the order of their starts. */
export async function listClocks(db: Database | Tx, caseId: string): Promise<ClockRow[]> {
  const rows = await db
    .selectFrom('case_clock')
    .select(columns)
    .where('case_id', '=', caseId)
    .orderBy('started_at')
    .orderBy('kind')
    .orderBy('ref')
    .execute()
  return rows.map(asClock)
}

export async function putClock(tx: Tx, caseId: string, row: ClockRow): Promise<void> {
  const values = {
    step: row.step,
    started_at: row.startedAt,
    pauses: JSON.stringify(row.pauses),
    due: row.due,
    provisional: row.provisional,
    derivation: JSON.stringify(row.derivation),
    on_expiry: row.onExpiry,
    next_on: row.nextOn,
    ended_at: row.endedAt,
  }
  await tx
    .insertInto('case_clock')
    .values({ case_id: caseId, kind: row.kind, ref: row.ref, ...values })
    .onConflict((on) => on.columns(['case_id', 'kind', 'ref']).doUpdateSet(values))
    .execute()
}

export interface EscalationRow {
  kind: ClockKind
  ref: string
  level: EscalationLevel
  on: string
  told: string[]
  at: Date
}

export async function listEscalations(db: Database | Tx, caseId: string): Promise<EscalationRow[]> {
  const rows = await db
    .selectFrom('clock_escalation')
    .select(['kind', 'ref', 'level', 'on_day as on', 'told', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('on_day')
    .orderBy('at')
    .execute()
  return rows as unknown as EscalationRow[]
}

/** Notes that a level was told of; false where it was before. */
export async function insertEscalation(tx: Tx, caseId: string, row: EscalationRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('clock_escalation')
    .values({
      ...{ case_id: caseId, kind: row.kind, ref: row.ref, level: row.level },
      ...{ on_day: row.on, told: row.told, at: row.at },
    })
    .onConflict((on) => on.columns(['case_id', 'kind', 'ref', 'level']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Cases that nobody took, whose acceptance period lies before today and ends in acceptance. */
export async function listOverdueAcceptances(db: Database, today: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('case_clock')
    .innerJoin('filing_case', 'filing_case.id', 'case_clock.case_id')
    .select('case_id')
    .where('case_clock.kind', '=', 'acceptance')
    .where('case_clock.ended_at', 'is', null)
    .where('case_clock.on_expiry', '=', 'deem_accepted')
    .where('case_clock.due', '<', today)
    .where('filing_case.status', '=', 'submitted')
    .orderBy('case_clock.due')
    .limit(limit)
    .execute()
  return rows.map((row) => row.case_id)
}

/** Cases with a level of escalation that was reached by `today` and nobody was told of. */
export async function listReached(db: Database, today: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('case_clock')
    .select('case_id')
    .distinct()
    .where('ended_at', 'is', null)
    .where('next_on', '<=', today)
    .limit(limit)
    .execute()
  return rows.map((row) => row.case_id)
}

/** Open cases with a party's last day between two days. */
export async function listDueBetween(db: Database, steps: readonly string[], from: string, to: string) {
  const rows = await db
    .selectFrom('case_clock')
    .select('case_id')
    .distinct()
    .where('ended_at', 'is', null)
    .where('step', 'in', steps)
    .where('due', '>=', from)
    .where('due', '<=', to)
    .execute()
  return rows.map((row) => row.case_id)
}

export interface SimulatedRow extends ClockRow {
  caseId: string
  caseNumber: string
  status: string
  prefectureCode: string
  partyName: string
  examinerName: string | null
  packJurisdiction: string
  packVersion: string
  /** Levels told of already. */
  done: EscalationLevel[]
}

/** Every clock that runs, in one statement and so as of one moment; nothing is locked or written. */
export async function snapshotClocks(db: Database, limit: number): Promise<SimulatedRow[]> {
  const { rows } = await sql<SimulatedRow>`
    select k.kind, k.ref, k.step, k.started_at as "startedAt", k.pauses, k.due, k.provisional, k.derivation,
      k.on_expiry as "onExpiry", k.next_on as "nextOn", k.ended_at as "endedAt",
      c.id as "caseId", c.number as "caseNumber", c.status, c.prefecture_code as "prefectureCode",
      p.name as "partyName", a.name as "examinerName",
      c.pack_jurisdiction as "packJurisdiction", c.pack_version as "packVersion",
      coalesce((select array_agg(e.level) from clock_escalation e
        where e.case_id = k.case_id and e.kind = k.kind and e.ref = k.ref), '{}') as done
    from case_clock k
    join filing_case c on c.id = k.case_id
    join party p on p.id = c.party_id
    left join account a on a.id = c.examiner_id
    where k.ended_at is null and k.due is not null
    order by k.due, c.number, k.kind, k.ref
    limit ${limit}`.execute(db)
  return rows
}

export interface ComingReminder {
  kind: 'validity' | 'expert'
  caseId: string
  caseNumber: string
  packJurisdiction: string
  packVersion: string
  /** Registration number, or the expert's name. */
  ref: string
  partyName: string
  due: string
}

/** Ends of registrations and opinions of experts that are reminded of, with last days from one day through another. */
export async function listComingReminders(db: Database, from: string, until: string): Promise<ComingReminder[]> {
  const { rows } = await sql<ComingReminder>`
    select k.kind, c.id as "caseId", c.number as "caseNumber", c.pack_jurisdiction as "packJurisdiction",
      c.pack_version as "packVersion", k.ref, p.name as "partyName", k.due
    from (
      select 'validity' as kind, e.case_id, e.party_id, e.registration_number as ref, e.valid_until as due
      from register_entry e where e.status = 'active'
      union all
      select 'expert', r.case_id, null, x.name, r.due
      from expert_request r join expert x on x.id = r.expert_id where r.ended_at is null
    ) k
    join filing_case c on c.id = k.case_id
    join party p on p.id = coalesce(k.party_id, c.party_id)
    where k.due between ${from}::date and ${until}::date
    order by k.due, c.number limit 20000`.execute(db)
  return rows
}

/** Names of those who hold a role, in the order of the alphabet. */
export async function listNamesOfRole(db: Database, role: string): Promise<string[]> {
  const rows = await db
    .selectFrom('account')
    .select('name')
    .where('active', '=', true)
    .where(sql<SqlBool>`${role} = any(roles)`)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

/** Puts the day that a clock says beside the case, where lists sort by it. */
export async function updateDue(tx: Tx, caseId: string, due: string | null): Promise<void> {
  await tx
    .updateTable('filing_case')
    .set({ due })
    .where('id', '=', caseId)
    .where('due', 'is distinct from', due)
    .execute()
}
