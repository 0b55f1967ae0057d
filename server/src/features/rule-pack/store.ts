import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { Burden } from '@datadeed/core/kernel/rule-pack'
import { openStatuses } from '@datadeed/core/registration/machine'
import type { VersionKind } from '@datadeed/core/rule-pack/schema'
import { type Insertable, type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

const versions = (db: Database | Tx) =>
  db
    .selectFrom('rule_version')
    .leftJoin('rule_decision', 'rule_decision.version_id', 'rule_version.id')
    .leftJoin('account as adder', 'adder.id', 'rule_version.added_by')
    .leftJoin('account as decider', 'decider.id', 'rule_decision.decided_by')
    .select([
      'rule_version.id',
      'rule_version.kind',
      'rule_version.jurisdiction',
      'rule_version.version',
      'rule_version.name',
      'rule_version.sha256',
      'rule_version.added_at as addedAt',
      'adder.name as addedBy',
      'rule_decision.id as decision',
      'rule_decision.outcome',
      'rule_decision.effective_from as effectiveFrom',
      'rule_decision.reason',
      'rule_decision.decided_at as decidedAt',
      'decider.name as decidedBy',
    ])

/** What was last proposed of each version that is not decided yet. */
export async function listProposals(db: Database | Tx) {
  const { rows } = await sql<{
    versionId: string
    from: string | null
    reason: string
    byId: string
    by: string
    at: Date
  }>`
    select distinct on (p.version_id) p.version_id as "versionId", p.effective_from as "from", p.reason,
      p.proposed_by as "byId", a.name as by, p.proposed_at as at
    from rule_proposal p join account a on a.id = p.proposed_by
    where not exists (select from rule_decision d where d.version_id = p.version_id)
    order by p.version_id, p.id desc`.execute(db)
  return rows
}
export type ProposalRow = Awaited<ReturnType<typeof listProposals>>[number]

export async function insertProposal(tx: Tx, row: Insertable<DB['rule_proposal']>): Promise<void> {
  await tx.insertInto('rule_proposal').values(row).execute()
}

/** Every version of a kind with what was decided of it, newest first. */
export async function listVersions(db: Database | Tx, kind: VersionKind) {
  return await versions(db)
    .where('rule_version.kind', '=', kind)
    .orderBy('rule_version.added_at', 'desc')
    .orderBy('rule_version.id', 'desc')
    .execute()
}
export type VersionRow = Awaited<ReturnType<typeof listVersions>>[number]

/** A version with its file. */
export async function findVersion(db: Database | Tx, id: string) {
  return await versions(db).select('rule_version.content').where('rule_version.id', '=', id).executeTakeFirst()
}

/** False where there is a version of that number already. */
export async function insertVersion(tx: Tx, row: Insertable<DB['rule_version']>): Promise<boolean> {
  const made = await tx
    .insertInto('rule_version')
    .values(row)
    .onConflict((on) => on.columns(['kind', 'jurisdiction', 'version']).doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** False where the version has its decision already. */
export async function insertDecision(tx: Tx, row: Insertable<DB['rule_decision']>): Promise<boolean> {
  const made = await tx
    .insertInto('rule_decision')
    .values(row)
    .onConflict((on) => on.column('version_id').doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** One decision on rules at a time: the second waits, and then sees what the first made. */
export async function lockRules(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rule_decision'))`.execute(tx)
}

/** An open case with all that its deadlines are counted from. */
export interface OpenCase {
  id: string
  number: string
  name: string
  status: CaseStatus
  prefectureCode: string
  packJurisdiction: string
  packVersion: string
  green: boolean
  submittedAt: Date | null
  due: string | null
  rounds: { round: number; requiredAt: string; answeredAt: string | null }[]
  notice: { id: string; opens: string; closes: string; status: string } | null
  /** What happened, as far as the examination's clock goes. */
  events: { command: string; at: string }[]
  objections: {
    id: string
    status: string
    lodgedAt: string
    servedAt: string | null
    decidedAt: string | null
    answerDue: string
  }[]
}

/** Cases that something runs against, in the order of their ids. */
export async function listOpenCases(db: Database | Tx): Promise<OpenCase[]> {
  const { rows } = await sql<OpenCase>`
    select c.id, c.number, c.name, c.status, c.prefecture_code as "prefectureCode",
      c.pack_jurisdiction as "packJurisdiction", c.pack_version as "packVersion", c.green,
      c.submitted_at as "submittedAt", c.due,
      (select coalesce(json_agg(json_build_object('round', r.round, 'requiredAt', r.required_at,
          'answeredAt', r.answered_at) order by r.round), '[]')
        from correction_round r where r.case_id = c.id) as rounds,
      (select json_build_object('id', n.id, 'opens', n.opens, 'closes', n.closes, 'status', n.status)
        from notice n where n.case_id = c.id) as notice,
      (select coalesce(json_agg(json_build_object('id', o.id, 'status', o.status, 'lodgedAt', o.lodged_at, 'servedAt', o.served_at,
          'decidedAt', o.decided_at, 'answerDue', o.answer_due) order by o.lodged_at), '[]')
        from objection o where o.case_id = c.id) as objections,
      (select coalesce(json_agg(json_build_object('command', e.command, 'at', e.at) order by e.seq), '[]')
        from case_event e where e.case_id = c.id) as events
    from filing_case c
    where c.status in ('submitted', 'under_review', 'correction_required', 'acceptance_proposed', 'refusal_proposed',
      'public_notice', 'objection_pending')
    order by c.id`.execute(db)
  return rows
}

/** The newest cases that were ever submitted, and how many there are. */
export async function listPastCases(db: Database, limit: number): Promise<{ ids: string[]; total: number }> {
  const rows = await db
    .selectFrom('filing_case')
    .select('id')
    .where('submitted_at', 'is not', null)
    .where(sql<SqlBool>`status not in ('draft', 'awaiting_signature')`)
    .orderBy(sql`coalesce(submitted_at, timestamptz '1970-01-01 00:00:00Z')`, 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  const { total } = await db
    .selectFrom('filing_case')
    .select(sql<number>`count(*)::int`.as('total'))
    .where('submitted_at', 'is not', null)
    .where(sql<SqlBool>`status not in ('draft', 'awaiting_signature')`)
    .executeTakeFirstOrThrow()
  return { ids: rows.map(({ id }) => id), total }
}

/** A registration with all that rules ask of it. */
export interface PastRegistration {
  entryId: string
  number: string
  name: string
  status: string
  prefectureCode: string
  packJurisdiction: string
  packVersion: string
  registeredOn: string
  termUntil: string | null
  authorisationUntil: string | null
  validUntil: string
  coOwned: boolean
  burdens: Burden[]
  affairs: { number: string; kind: string; ground: string; filedAt: string | null; documents: string[] }[]
}

/** Cases, registrations or declarations that a simulation goes through at most, the newest. */
export const mostSimulated = 1000

const livingOrExpired = ['active', 'suspended', 'expired']

/** The newest registrations that run or have expired, with their burdens in force and their open affairs. */
export async function listRegistrations(db: Database, limit: number): Promise<PastRegistration[]> {
  const { rows } = await sql<PastRegistration>`
    select e.id as "entryId", e.registration_number as number, e.name, e.status, c.prefecture_code as "prefectureCode",
      c.pack_jurisdiction as "packJurisdiction", c.pack_version as "packVersion", e.registered_on as "registeredOn",
      e.term_until as "termUntil", e.authorisation_until as "authorisationUntil", e.valid_until as "validUntil",
      (select count(*) > 1 from register_share s where s.entry_id = e.id
        and s.version_seq = (select max(seq) from register_version v where v.entry_id = e.id)) as "coOwned",
      (select coalesce(json_agg(case b.kind when 'licence' then coalesce(b.exclusivity, 'ordinary') || '_licence' else b.kind end
          order by b.number), '[]')
        from register_encumbrance b where b.entry_id = e.id and b.status = 'in_force') as burdens,
      (select coalesce(json_agg(json_build_object('number', a.number, 'kind', a.kind, 'ground', a.content ->> 'ground',
          'filedAt', a.filed_at, 'documents',
          (select coalesce(json_agg(d.code), '[]') from register_affair_document d where d.affair_id = a.id)) order by a.number), '[]')
        from register_affair a where a.entry_id = e.id and a.status = any(${[...openStatuses]}::text[])) as affairs
    from register_entry e join filing_case c on c.id = e.case_id
    where e.status = any(${livingOrExpired}::text[])
    order by e.registered_on desc, e.id limit ${limit}`.execute(db)
  return rows
}

export async function countRegistrations(db: Database, statuses = livingOrExpired): Promise<number> {
  const { n } = await db
    .selectFrom('register_entry')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('status', 'in', statuses)
    .executeTakeFirstOrThrow()
  return n
}
