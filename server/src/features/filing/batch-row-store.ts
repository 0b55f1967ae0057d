import type { BatchFinding } from '@datadeed/core/filing/batch-schema'
import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { BatchRecord, CheckedRow } from './batch-store.ts'

export interface NewBatchRow {
  line: number
  cells: Record<string, string>
  digest: string
  name: string
  depositNumber: string
}

const json = (rows: readonly object[]) => JSON.stringify(rows)

/**
 * Takes rows in, by line: the same row sent again changes nothing, another one in its place is to be checked anew. A row that
 * is a draft already stays; where the file says otherwise it is told.
 */
export async function upsertRows(tx: Tx, batch: BatchRecord, rows: readonly NewBatchRow[]): Promise<void> {
  await sql`insert into filing_batch_row as r (batch_id, line, party_id, revision, cells, digest, name, deposit_number)
    select ${batch.id}::uuid, line, ${batch.partyId}::uuid, ${batch.revision}, cells, digest, name, "depositNumber"
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as x (line integer, cells jsonb, digest text, name text, "depositNumber" text)
    on conflict (batch_id, line) do update set
      revision = excluded.revision,
      cells = case when r.case_id is null then excluded.cells else r.cells end,
      name = case when r.case_id is null then excluded.name else r.name end,
      deposit_number = case when r.case_id is null then excluded.deposit_number else r.deposit_number end,
      version = r.version + (r.case_id is null and r.digest <> excluded.digest)::int,
      checked = r.checked and (r.case_id is not null or r.digest = excluded.digest),
      failure = case
        when r.case_id is not null and r.digest <> excluded.digest
        then '这一条已生成草稿，文件里的改动没有采用；请到案件页修改，或者撤销本批后重新上传。' end,
      digest = case when r.case_id is null then excluded.digest else r.digest end`.execute(tx)
}

export async function countReceived(db: Database | Tx, { id, revision }: BatchRecord): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from filing_batch_row
    where batch_id = ${id} and revision = ${revision}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Rows that a file replacing all others does not have. Those that are drafts stay. */
export async function dropOlderRows(tx: Tx, { id, revision }: BatchRecord): Promise<void> {
  await sql`delete from filing_batch_row where batch_id = ${id} and revision < ${revision} and case_id is null`.execute(
    tx,
  )
}

/** All rows that are no draft are to be checked anew. */
export async function forgetChecks(tx: Tx, batchId: string): Promise<void> {
  await sql`update filing_batch_row set checked = false where batch_id = ${batchId} and case_id is null`.execute(tx)
}

export interface HeldRow extends NewBatchRow {
  version: number
  caseId: string | null
}

const held = sql`line, cells, digest, name, deposit_number as "depositNumber", version, case_id as "caseId"`

/** Rows not checked yet, in their order. */
export async function listUnchecked(tx: Tx, batchId: string, limit: number): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`select ${held} from filing_batch_row
    where batch_id = ${batchId} and not checked and case_id is null order by line limit ${limit}`.execute(tx)
  return rows
}

export async function listRows(tx: Tx, batchId: string, lines: readonly number[]): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`select ${held} from filing_batch_row
    where batch_id = ${batchId} and line = any(${lines}::int[]) order by line`.execute(tx)
  return rows
}

/** What tells whether rows of a batch repeat or contradict each other. */
export type RowMark = Pick<HeldRow, 'line' | 'digest' | 'name' | 'depositNumber' | 'caseId'>

export async function listMarks(tx: Tx, batchId: string): Promise<RowMark[]> {
  const { rows } = await sql<RowMark>`select line, digest, name, deposit_number as "depositNumber", case_id as "caseId"
    from filing_batch_row where batch_id = ${batchId} order by line`.execute(tx)
  return rows
}

/** Rows of the company's other batches that say the same and are live applications, by digest. */
export async function findFiledElsewhere(
  tx: Tx,
  batch: BatchRecord,
  digests: readonly string[],
): Promise<Map<string, { batchId: string; line: number }>> {
  const { rows } = await sql<{ digest: string; batchId: string; line: number }>`
    select distinct on (r.digest) r.digest, r.batch_id as "batchId", r.line from filing_batch_row r
    join filing_case c on c.id = r.case_id
    where r.party_id = ${batch.partyId} and r.digest = any(${digests}::text[]) and r.batch_id <> ${batch.id}
      and c.status not in ('withdrawn', 'deemed_withdrawn', 'refused')
    order by r.digest, c.created_at`.execute(tx)
  return new Map(rows.map(({ digest, ...place }) => [digest, place]))
}

/** Names of the company's live applications with the Chinese characters of one of these. */
export async function listNamesAlike(tx: Tx, partyId: string, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.name from (select distinct ideographs(name) as signs from unnest(${names}::text[]) name) asked
    join lateral (
      select name from filing_case where party_id = ${partyId} and ideographs(name) = asked.signs and name <> ''
        and status not in ('withdrawn', 'deemed_withdrawn', 'refused') order by updated_at desc limit 500
    ) c on true`.execute(tx)
  return rows.map(({ name }) => name)
}

/** The company's deposits of these numbers; `published` is whether their entry is below a published checkpoint. */
export async function findOwnDeposits(
  tx: Tx,
  partyId: string,
  numbers: readonly string[],
): Promise<Map<string, { id: string; published: boolean }>> {
  const { rows } = await sql<{ number: string; id: string; published: boolean }>`
    select number, id, exists (
      select from log_entry e where e.leaf_id = deposit.leaf_id and e.index < (select max(size) from log_publication)
    ) as published
    from deposit where party_id = ${partyId} and number = any(${numbers}::text[])`.execute(tx)
  return new Map(rows.map(({ number, ...deposit }) => [number, deposit]))
}

/** Keeps what was found. Rows are told much the same: each finding is sent once, and the rows name it by its place. */
export async function keepChecks(tx: Tx, batchId: string, rows: readonly CheckedRow[]): Promise<void> {
  const said = new Map<string, number>()
  const placeOf = (finding: BatchFinding) => {
    const text = JSON.stringify(finding)
    const place = said.get(text) ?? said.size
    said.set(text, place)
    return place
  }
  const flat = rows.map(({ repeats, findings, ...row }) => ({
    ...{ ...row, said: findings.map(placeOf) },
    ...{ repeatsBatch: repeats?.batchId ?? null, repeatsLine: repeats?.line ?? null },
  }))
  await sql`update filing_batch_row r set checked = true, error_count = x.errors, warning_count = x.warnings,
      repeats_batch = x."repeatsBatch", repeats_line = x."repeatsLine", failure = null, findings = (
        select coalesce(jsonb_agg(${`[${[...said.keys()].join(',')}]`}::jsonb -> place order by nr), '[]')
        from unnest(x.said) with ordinality as s (place, nr)
      )
    from jsonb_to_recordset(${json(flat)}::jsonb)
      as x (line integer, said integer[], errors integer, warnings integer, "repeatsBatch" uuid, "repeatsLine" integer)
    where r.batch_id = ${batchId} and r.line = x.line`.execute(tx)
}

export async function changeRow(tx: Tx, batchId: string, row: NewBatchRow): Promise<void> {
  await sql`update filing_batch_row set cells = ${JSON.stringify(row.cells)}::jsonb, digest = ${row.digest}, name = ${row.name},
      deposit_number = ${row.depositNumber}, version = version + 1, checked = false
    where batch_id = ${batchId} and line = ${row.line}`.execute(tx)
}

/** Which rows a job has to see to. */
export type Todo = 'clean' | 'drafts'

/** Marks the rows that a job is for; how many there are. */
export async function markTodo(
  tx: Tx,
  batchId: string,
  which: Todo,
  numbers: readonly string[] | null = null,
): Promise<number> {
  const wanted =
    which === 'clean'
      ? sql`r.checked and r.error_count = 0 and r.repeats_batch is null and r.case_id is null`
      : sql`exists (select from filing_case c where c.id = r.case_id and c.status in ('draft', 'awaiting_signature')
          and (${numbers}::text[] is null or c.number = any(${numbers}::text[])))`
  const result = await sql`update filing_batch_row r set todo = true, failure = null
    where r.batch_id = ${batchId} and ${wanted}`.execute(tx)
  return Number(result.numAffectedRows ?? 0n)
}

export async function listTodo(tx: Tx, batchId: string, limit: number): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`select ${held} from filing_batch_row
    where batch_id = ${batchId} and todo order by line limit ${limit}`.execute(tx)
  return rows
}

/** The job is done with a row: with its case, or with why not. */
export async function settleRow(
  tx: Tx,
  batchId: string,
  line: number,
  { caseId = null, failure = null }: { caseId?: string | null; failure?: string | null },
): Promise<void> {
  await sql`update filing_batch_row set todo = false, failure = ${failure}, case_id = coalesce(case_id, ${caseId}::uuid)
    where batch_id = ${batchId} and line = ${line}`.execute(tx)
}

/** Drafts of one company are made by one batch at a time, so that a row in two batches is one application. */
export async function lockFilings(tx: Tx, partyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('filing_batch ' || ${partyId}::text, 0))`.execute(tx)
}

export interface SignableCase {
  line: number
  id: string
  number: string
  name: string
  form: CaseDraft
  errors: number
  published: boolean
}

/** The drafts of a batch, in the order of its rows. */
export async function listDraftCases(db: Database | Tx, batchId: string): Promise<SignableCase[]> {
  const { rows } =
    await sql<SignableCase>`select r.line, c.id, c.number, c.name, c.form, c.error_count as errors, exists (
      select from deposit d join log_entry e on e.leaf_id = d.leaf_id
      where d.id = c.deposit_id and e.index < (select max(size) from log_publication)
    ) as published
    from filing_batch_row r join filing_case c on c.id = r.case_id
    where r.batch_id = ${batchId} and c.status in ('draft', 'awaiting_signature') order by r.line`.execute(db)
  return rows
}

export interface ListedBatchRow {
  line: number
  version: number
  name: string
  cells: Record<string, string>
  checked: boolean
  findings: BatchFinding[]
  repeatsLine: number | null
  repeatsBatch: string | null
  repeatsFile: string | null
  failure: string | null
  caseId: string | null
  caseNumber: string | null
  caseStatus: CaseStatus | null
}

const filters = {
  errors: sql`r.error_count > 0 and r.case_id is null`,
  warnings: sql`r.warning_count > 0 and r.case_id is null`,
  clean: sql`r.checked and r.error_count = 0 and r.repeats_batch is null and r.case_id is null`,
  repeated: sql`r.repeats_batch is not null`,
  drafts: sql`c.status in ('draft', 'awaiting_signature')`,
  submitted: sql`c.status not in ('draft', 'awaiting_signature', 'withdrawn')`,
  failed: sql`r.failure is not null`,
}
export type RowFilter = { only?: keyof typeof filters | undefined; q?: string | undefined; code?: string | undefined }

/** One page of rows after a line, and how many there are in all. */
export async function listBatchRows(
  db: Database,
  batchId: string,
  { only, q, code }: RowFilter,
  after: number,
  limit: number,
): Promise<{ rows: ListedBatchRow[]; total: number }> {
  const like = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null
  const where = sql`r.batch_id = ${batchId} and ${only ? filters[only] : sql`true`}
    and ${like === null ? sql`true` : sql`(r.name ilike ${like} or r.deposit_number ilike ${like} or c.number ilike ${like})`}
    and ${code === undefined ? sql`true` : sql`r.findings @> ${JSON.stringify([{ code }])}::jsonb`}`
  const from = sql`from filing_batch_row r left join filing_case c on c.id = r.case_id`
  const { rows } = await sql<ListedBatchRow>`select r.line, r.version, r.name, r.cells, r.checked, r.findings,
      r.repeats_line as "repeatsLine", r.repeats_batch as "repeatsBatch", b.file_name as "repeatsFile", r.failure,
      c.id as "caseId", c.number as "caseNumber", c.status as "caseStatus"
    ${from} left join filing_batch b on b.id = r.repeats_batch
    where ${where} and r.line > ${after} order by r.line limit ${limit}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*)::int as total ${from} where ${where}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}
