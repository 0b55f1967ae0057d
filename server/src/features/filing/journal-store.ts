import type { EventKind } from '@datadeed/core/filing/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

export interface JournalRow {
  kind: EventKind
  caseId: string
  caseNumber: string
  seq: number
  at: Date
  command: string
  from: string
  to: string
  actorRole: string
  actorName: string | null
  keyName: string | null
  delegationId: string | null
  note: string
  logIndex: bigint | null
  /** The moment as the cursor has it. */
  key: string
}

export interface JournalFilter {
  caseNumber?: string | undefined
  kind?: EventKind | undefined
}

type After = readonly [at: string, caseId: string, seq: number] | null
type Part = Record<'from' | 'number' | 'at' | 'id' | 'seq' | 'columns', RawBuilder<unknown>>

const named = (name: string) => sql.raw(name)

/**
 * Where events are kept. Of coaching cases it is told which side took the step, not who, and nothing that was written: that is in the coaching
 * cases' own trail. Of what was done on delegations, what the case's own history does not tell. Of affairs, what the registry sees as well.
 */
const parts: Record<EventKind, Part> = {
  case: {
    from: sql`case_event e join filing_case c on c.id = e.case_id`,
    ...{ number: named('c.number'), at: named('e.at'), id: named('e.case_id'), seq: named('e.seq') },
    columns: sql`e.command, e.from_status as "from", e.to_status as "to", e.actor_role as "actorRole",
      (select name from account where id = e.actor_id) as "actorName",
      (select name from api_key where id = e.key_id) as "keyName", e.delegation_id as "delegationId", e.note,
      (select l.index from log_entry l where l.leaf_id = e.leaf_id) as "logIndex"`,
  },
  coaching: {
    from: sql`coaching_event e join coaching_case c on c.id = e.coaching_id`,
    ...{ number: named('c.number'), at: named('e.at'), id: named('e.coaching_id'), seq: named('e.seq') },
    columns: sql`e.command, '' as "from", '' as "to", e.actor_side as "actorRole",
      case e.actor_side when 'company' then (select name from party where id = c.party_id) end as "actorName",
      null::text as "keyName", null::uuid as "delegationId", '' as note, null::bigint as "logIndex"`,
  },
  delegation: {
    from: sql`delegation_act e join delegation c on c.id = e.delegation_id
      and (e.status >= 300 or not exists (select from filing_case where id = e.target))`,
    ...{ number: named('c.number'), at: named('e.at'), id: named('e.delegation_id'), seq: named('e.id') },
    columns: sql`e.operation as command, '' as "from", case when e.status < 300 then 'done' else 'refused' end as "to",
      'delegate' as "actorRole", (select name from account where id = e.account_id) as "actorName",
      (select name from api_key where id = e.key_id) as "keyName", e.delegation_id as "delegationId", '' as note,
      null::bigint as "logIndex"`,
  },
  affair: {
    from: sql`register_affair_event e join register_affair c on c.id = e.affair_id
      and (c.party_id is null or c.status not in ('draft', 'awaiting_signatures'))`,
    ...{ number: named('c.number'), at: named('e.at'), id: named('e.affair_id'), seq: named('e.seq') },
    columns: sql`e.command, e.from_status as "from", e.to_status as "to",
      case when e.actor_id is null then 'system' when e.delegation_id is not null then 'delegate'
        when (select party_id from account where id = e.actor_id) is null then 'registry' else 'company' end as "actorRole",
      (select name from account where id = e.actor_id) as "actorName",
      null::text as "keyName", e.delegation_id as "delegationId", e.note, null::bigint as "logIndex"`,
  },
}
const kindsOf = ({ kind }: JournalFilter): EventKind[] => (kind ? [kind] : (Object.keys(parts) as EventKind[]))

/** Events of one kind or all, of everything or what has a number, newest first, after a row that was seen. */
export async function listEventRows(
  db: Database,
  filter: JournalFilter,
  after: After,
  limit: number,
): Promise<JournalRow[]> {
  // Each table by itself, in the order of its index: the newest of all are among the newest of each.
  const newest = kindsOf(filter).map((kind) => {
    const { from, number, at, id, seq, columns } = parts[kind]
    const beyond = after
      ? sql`and (${at}, ${id}, ${seq}) < (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]}::bigint)`
      : sql``
    return sql`(select ${kind} as kind, ${id} as "caseId", ${number} as "caseNumber", ${seq}::int as seq, ${at} as at, ${columns},
      ${at}::text as key
      from ${from} where ${filter.caseNumber ? sql`${number} = ${filter.caseNumber}` : sql`true`} ${beyond}
      order by ${at} desc, ${id} desc, ${seq} desc limit ${limit})`
  })
  const { rows } = await sql<JournalRow>`
    select * from (${sql.join(newest, sql` union all `)}) e order by at desc, "caseId" desc, seq desc limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function countEvents(db: Database, filter: JournalFilter): Promise<number> {
  const counts = kindsOf(filter).map((kind) => {
    const { from, number } = parts[kind]
    return sql`(select count(*) from ${from} where ${filter.caseNumber ? sql`${number} = ${filter.caseNumber}` : sql`true`})`
  })
  const { rows } = await sql<{ n: number }>`select (${sql.join(counts, sql` + `)})::int as n`.execute(db)
  return rows[0]?.n ?? 0
}
