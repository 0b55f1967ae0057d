import type { GreenCondition } from '@datadeed/core/filing/green-channel'
import type { CaseFacts } from '@datadeed/core/filing/policy'
import type { CaseDraft, Finding } from '@datadeed/core/filing/schema'
import { type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Known } from './known.ts'

export type Origin = 'manifest' | 'profile' | 'party' | 'template'

/** What an examiner proposed, until a second person releases or sends back. */
export type Proposal =
  | { kind: 'acceptance'; opinion: string }
  | { kind: 'refusal'; grounds: { code: string; explanation: string }[] }

/** A case as the commands see it. */
export interface CaseRow extends CaseFacts {
  id: string
  number: string
  depositId: string
  version: number
  form: CaseDraft
  prefilled: Record<string, Origin>
  known: Known
  name: string
  direction: string | null
  findings: Finding[]
  errorCount: number
  warningCount: number
  /** Conditions of the green channel as the last check found them; empty where the pack has none. */
  greenConditions: GreenCondition[]
  /** In the green channel now. */
  green: boolean
  proposal: Proposal | null
  refusal: Extract<Proposal, { kind: 'refusal' }> | null
  due: string | null
  packJurisdiction: string
  packVersion: string
  createdBy: string
  createdAt: Date
  updatedAt: Date
  submittedAt: Date | null
}

/** Columns a command may set; status, version and time are the procedure's own. */
export type CaseChange = Partial<
  Pick<
    CaseRow,
    | 'form'
    | 'prefilled'
    | 'name'
    | 'direction'
    | 'findings'
    | 'errorCount'
    | 'warningCount'
    | 'greenConditions'
    | 'examinerId'
    | 'proposal'
    | 'refusal'
    | 'due'
    | 'submittedAt'
  >
>

const caseColumns = [
  'filing_case.id',
  'filing_case.number',
  'filing_case.party_id as partyId',
  'filing_case.deposit_id as depositId',
  'filing_case.prefecture_code as prefectureCode',
  'filing_case.status',
  'filing_case.version',
  'filing_case.form',
  'filing_case.prefilled',
  'filing_case.known',
  'filing_case.name',
  'filing_case.direction',
  'filing_case.findings',
  'filing_case.error_count as errorCount',
  'filing_case.warning_count as warningCount',
  'filing_case.green_conditions as greenConditions',
  'filing_case.green',
  'filing_case.examiner_id as examinerId',
  'filing_case.proposal',
  'filing_case.refusal',
  'filing_case.due',
  'filing_case.pack_jurisdiction as packJurisdiction',
  'filing_case.pack_version as packVersion',
  'filing_case.created_by as createdBy',
  'filing_case.created_at as createdAt',
  'filing_case.updated_at as updatedAt',
  'filing_case.submitted_at as submittedAt',
] as const

// The checks of the table and the single writer below keep these columns to the shapes of CaseRow.
const asCase = (row: unknown): CaseRow => row as CaseRow

/** A case without a lock, or nothing. */
export async function findCase(db: Database | Tx, caseId: string): Promise<CaseRow | undefined> {
  const row = await db.selectFrom('filing_case').select(caseColumns).where('id', '=', caseId).executeTakeFirst()
  return row && asCase(row)
}

/** A case whose row is held until the transaction ends. */
export async function lockCase(tx: Tx, caseId: string): Promise<CaseRow | undefined> {
  const row = await tx
    .selectFrom('filing_case')
    .select(caseColumns)
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  return row && asCase(row)
}

export type NewCase = Omit<CaseRow, 'version' | 'green' | 'examinerId' | 'proposal' | 'refusal' | 'due' | 'submittedAt'>

export async function insertCase(tx: Tx, row: NewCase): Promise<void> {
  await tx
    .insertInto('filing_case')
    .values({
      id: row.id,
      number: row.number,
      party_id: row.partyId,
      deposit_id: row.depositId,
      prefecture_code: row.prefectureCode,
      status: row.status,
      form: JSON.stringify(row.form),
      prefilled: JSON.stringify(row.prefilled),
      known: JSON.stringify(row.known),
      name: row.name,
      direction: row.direction,
      findings: JSON.stringify(row.findings),
      error_count: row.errorCount,
      warning_count: row.warningCount,
      green_conditions: JSON.stringify(row.greenConditions),
      pack_jurisdiction: row.packJurisdiction,
      pack_version: row.packVersion,
      created_by: row.createdBy,
      created_at: row.createdAt,
      updated_at: row.updatedAt,
    })
    .execute()
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** Writes what a command changed; the version guard makes a lost lock a fault instead of a lost change. */
export async function updateCase(
  tx: Tx,
  row: CaseRow,
  status: CaseRow['status'],
  set: CaseChange,
  now: Date,
): Promise<CaseRow> {
  const updated = await tx
    .updateTable('filing_case')
    .set({
      status,
      version: row.version + 1,
      updated_at: now,
      ...(set.form === undefined ? {} : { form: JSON.stringify(set.form) }),
      ...(set.prefilled === undefined ? {} : { prefilled: JSON.stringify(set.prefilled) }),
      ...(set.findings === undefined ? {} : { findings: JSON.stringify(set.findings) }),
      ...(set.proposal === undefined ? {} : { proposal: json(set.proposal) }),
      ...(set.refusal === undefined ? {} : { refusal: json(set.refusal) }),
      ...(set.name === undefined ? {} : { name: set.name }),
      ...(set.direction === undefined ? {} : { direction: set.direction }),
      ...(set.errorCount === undefined ? {} : { error_count: set.errorCount }),
      ...(set.warningCount === undefined ? {} : { warning_count: set.warningCount }),
      ...(set.greenConditions === undefined ? {} : { green_conditions: JSON.stringify(set.greenConditions) }),
      ...(set.examinerId === undefined ? {} : { examiner_id: set.examinerId }),
      ...(set.due === undefined ? {} : { due: set.due }),
      ...(set.submittedAt === undefined ? {} : { submitted_at: set.submittedAt }),
    })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (updated.numUpdatedRows !== 1n) throw new Error(`case ${row.id} changed under its lock`)
  return { ...row, ...set, status, version: row.version + 1, updatedAt: now }
}

/** Writes what the check found after a change beside the form; the version, which guards the form, stays. */
export async function updateChecked(
  tx: Tx,
  caseId: string,
  counts: Required<Pick<CaseChange, 'findings' | 'errorCount' | 'warningCount' | 'greenConditions'>>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('filing_case')
    .set({
      findings: JSON.stringify(counts.findings),
      error_count: counts.errorCount,
      warning_count: counts.warningCount,
      green_conditions: JSON.stringify(counts.greenConditions),
      updated_at: now,
    })
    .where('id', '=', caseId)
    .execute()
}

/** Keeps what the deposit of a case tells now. */
export async function updateKnown(tx: Tx, caseId: string, known: Known): Promise<void> {
  await tx
    .updateTable('filing_case')
    .set({ known: JSON.stringify(known) })
    .where('id', '=', caseId)
    .execute()
}

/** Cases on a deposit that are not decided yet, drafts among them, in the order of their ids. */
export async function listCasesOnDeposit(tx: Tx, depositId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from filing_case where deposit_id = ${depositId}
      and status in ('draft', 'awaiting_signature', 'submitted', 'under_review', 'correction_required', 'acceptance_proposed',
        'refusal_proposed', 'public_notice', 'objection_pending')
    order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Puts a case into the green channel or takes it out; its day moves with it. */
export async function updateGreen(tx: Tx, caseId: string, green: boolean, due: string | null): Promise<void> {
  await tx.updateTable('filing_case').set({ green, due }).where('id', '=', caseId).execute()
}

export interface NewEvent {
  caseId: string
  at: Date
  command: string
  from: string
  to: string
  actorKind: 'account' | 'system' | 'public'
  actorId: string | null
  actorRole: string
  /** The API key it was done with. */
  keyId?: string | null
  /** The delegation on which it was done for the applicant. */
  delegationId?: string | null
  note: string
  payload: Record<string, unknown>
  leafId: bigint | null
}

/** Appends to the case's history; the caller holds the case's row, so numbers have no gaps. */
export async function insertEvent(tx: Tx, event: NewEvent): Promise<number> {
  const { seq } = await tx
    .insertInto('case_event')
    .values({
      case_id: event.caseId,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from case_event where case_id = ${event.caseId})`,
      at: event.at,
      command: event.command,
      from_status: event.from,
      to_status: event.to,
      actor_kind: event.actorKind,
      actor_id: event.actorId,
      actor_role: event.actorRole,
      key_id: event.keyId ?? null,
      delegation_id: event.delegationId ?? null,
      note: event.note,
      payload: JSON.stringify(event.payload),
      leaf_id: event.leafId,
    })
    .returning('seq')
    .executeTakeFirstOrThrow()
  return seq
}

/** What a new case takes over from its party. */
export async function findFiler(
  db: Database | Tx,
  partyId: string,
): Promise<{ prefectureCode: string; industryCode: string; name: string; uscc: string } | undefined> {
  return await db
    .selectFrom('party')
    .select(['prefecture_code as prefectureCode', 'industry_code as industryCode', 'name', 'uscc'])
    .where('id', '=', partyId)
    .executeTakeFirst()
}

/** Names of the party's other live applications that share the Chinese characters of this one. */
export async function listNamesLike(
  db: Database | Tx,
  name: string,
  { id, partyId }: { id: string; partyId: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('filing_case')
    .select('name')
    .where('party_id', '=', partyId)
    .where(sql`ideographs(name)`, '=', sql`ideographs(${name})`)
    .where('id', '<>', id)
    .where('name', '<>', '')
    .where('status', 'not in', sql<never>`('withdrawn', 'deemed_withdrawn', 'refused')`)
    .orderBy('updated_at', 'desc')
    .limit(500)
    .execute()
  return rows.map((row) => row.name)
}

/** Is the deposit's entry below a published checkpoint? */
export async function isDepositPublished(db: Database | Tx, depositId: string): Promise<boolean> {
  const row = await db
    .selectFrom('deposit')
    .innerJoin('log_entry', 'log_entry.leaf_id', 'deposit.leaf_id')
    .where('deposit.id', '=', depositId)
    .select(sql<SqlBool>`log_entry.index < (select coalesce(max(size), 0) from log_publication)`.as('published'))
    .executeTakeFirst()
  return row?.published === true
}

/** Cases in correction whose last day lies before `today`, oldest first. */
export async function listOverdueCorrections(db: Database, today: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('filing_case')
    .select('id')
    .where(sql<SqlBool>`status = 'correction_required'`)
    .where('due', '<', today)
    .orderBy('due')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Cases between submission and the end of the procedure, by id, after one. */
export async function listOpenCases(db: Database, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from filing_case
    where status in ('submitted', 'under_review', 'correction_required', 'acceptance_proposed', 'refusal_proposed',
        'public_notice', 'objection_pending')
      and (${after} = '' or id > nullif(${after}, '')::uuid)
    order by id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
