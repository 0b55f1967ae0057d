import { type ComparedField, comparedFields } from '@datadeed/core/filing/alike'
import type { KnownCase } from '@datadeed/core/filing/preexam'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import { momentText } from '../../platform/db/moment-text.ts'
import type { Tx } from '../../platform/db/tx.ts'

/** Cases looked up by one fingerprint, oldest first: what more share says nothing. */
const MOST_PER_FINGERPRINT = 200
/** Cases whose whole text is compared, those with most fingerprints in common. */
const MOST_COMPARED = 20
const MOST_FILES = 50

/** How a field is kept. */
export const numberOf = (field: ComparedField) => comparedFields.indexOf(field) + 1
const fieldOf = (number: number) => comparedFields[number - 1] ?? 'name'

interface CaseColumns {
  caseId: string
  number: string
  name: string
  status: KnownCase['status']
  partyId: string
  partyName: string
  prefectureCode: string
  depositNumber: string
  evidencedAt: string | null
}

// What an examiner is shown of another case; the moment only once it can be proved.
const caseColumns = sql`
  c.id as "caseId", c.number, c.name, c.status, c.party_id as "partyId", party.name as "partyName",
  c.prefecture_code as "prefectureCode", d.number as "depositNumber",
  (select e.logged_at::text from log_entry e
    where e.leaf_id = d.leaf_id and e.index < (select coalesce(max(size), 0) from log_publication)) as "evidencedAt"`
const caseTables = sql`join party on party.id = c.party_id join deposit d on d.id = c.deposit_id`
/** Applications that stand in the registry: pending, registered, withdrawn. */
const standing = sql`c.status not in ('draft', 'awaiting_signature', 'refused') and c.submitted_at is not null`

function asCase({ evidencedAt, ...columns }: CaseColumns): KnownCase {
  const { caseId, number, name, status, partyId, partyName, prefectureCode, depositNumber } = columns
  return {
    ...{ caseId, number, name, status, partyId, partyName, prefectureCode, depositNumber },
    evidencedAt: evidencedAt && momentText(evidencedAt),
  }
}

/** Texts of other cases that share most fingerprints with these. */
export async function listTextsLike(
  db: Database | Tx,
  caseId: string,
  fingerprints: readonly { field: ComparedField; hashes: readonly number[] }[],
): Promise<{ field: ComparedField; text: string; other: KnownCase }[]> {
  const own = fingerprints.flatMap(({ field, hashes }) => hashes.map((hash) => [numberOf(field), hash] as const))
  if (own.length === 0) return []
  const { rows } = await sql<CaseColumns & { field: number; plain: string }>`
    with shared as materialized (
      select own.field, f.case_id, count(*) as hits
      from unnest(${own.map(([field]) => field)}::smallint[], ${own.map(([, hash]) => hash)}::int[]) as own (field, hash)
      cross join lateral (
        select case_id from case_fingerprint f where f.field = own.field and f.hash = own.hash
        order by case_id limit ${sql.lit(MOST_PER_FINGERPRINT)}
      ) f
      where f.case_id <> ${caseId}::uuid
      group by own.field, f.case_id
    ), ranked as materialized (
      select field, case_id, row_number() over (partition by field order by hits desc, case_id) as place from shared
    )
    select r.field, t.plain, ${caseColumns}
    from ranked r
    join case_text t on t.case_id = r.case_id and t.field = r.field
    join filing_case c on c.id = r.case_id
    ${caseTables}
    where r.place <= ${sql.lit(MOST_COMPARED)} and ${standing}
    order by r.field, r.case_id`.execute(db)
  return rows.map((row) => ({ field: fieldOf(row.field), text: row.plain, other: asCase(row) }))
}

/** Keeps a submitted text to be found again. */
export async function keepText(
  tx: Tx,
  caseId: string,
  { field, plain, hashes }: { field: ComparedField; plain: string; hashes: readonly number[] },
): Promise<void> {
  await sql`
    insert into case_text (case_id, field, plain) values (${caseId}, ${numberOf(field)}, ${plain})
    on conflict (case_id, field) do update set plain = excluded.plain`.execute(tx)
  await sql`
    insert into case_fingerprint (field, hash, case_id)
    select ${numberOf(field)}, hash, ${caseId} from unnest(${hashes}::int[]) hash on conflict do nothing`.execute(tx)
}

/** Submitted cases whose texts are not kept yet, oldest first. */
export async function listUnkept(db: Database, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from filing_case c
    where c.submitted_at is not null and not exists (select from case_text t where t.case_id = c.id)
    order by c.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The case's attachments whose bytes are in cases of other organisations too. */
export async function listReusedAttachments(
  db: Database | Tx,
  { id, partyId }: { id: string; partyId: string },
): Promise<{ id: string; kind: string; name: string; other: KnownCase }[]> {
  const { rows } = await sql<CaseColumns & { attachmentId: string; kind: string; file: string }>`
    select a.id as "attachmentId", a.kind, a.name as file, ${caseColumns}
    from attachment a
    cross join lateral (
      select distinct o.case_id from attachment o
      where o.sha256 = a.sha256 and o.removed_at is null and o.case_id <> a.case_id
      order by o.case_id limit ${sql.lit(MOST_FILES)}
    ) o
    join filing_case c on c.id = o.case_id
    ${caseTables}
    where a.case_id = ${id} and a.removed_at is null and c.party_id <> ${partyId} and ${standing}
    order by a.id, c.id`.execute(db)
  return rows.map((row) => ({ id: row.attachmentId, kind: row.kind, name: row.file, other: asCase(row) }))
}

/** A column of the case's data, or with null whole rows, found in another deposit. */
export interface KeptOverlap {
  file: string
  column: string | null
  share: number
  depositId: string
}

export async function findOverlaps(
  db: Database | Tx,
  caseId: string,
): Promise<{ overlaps: KeptOverlap[]; lookedAt: Date } | undefined> {
  const row = await db
    .selectFrom('case_overlap')
    .select(['found', 'looked_at as lookedAt'])
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  // The one writer below keeps the column to this shape.
  return row && { overlaps: row.found as unknown as KeptOverlap[], lookedAt: row.lookedAt }
}

export async function keepOverlaps(tx: Tx, caseId: string, overlaps: readonly KeptOverlap[], now: Date): Promise<void> {
  await sql`
    insert into case_overlap (case_id, found, looked_at) values (${caseId}, ${JSON.stringify(overlaps)}::jsonb, ${now})
    on conflict (case_id) do update set found = excluded.found, looked_at = excluded.looked_at`.execute(tx)
}

/** Standing cases on these deposits. */
export async function listCasesOn(
  db: Database | Tx,
  depositIds: readonly string[],
  except: string,
): Promise<{ depositId: string; other: KnownCase }[]> {
  if (depositIds.length === 0) return []
  const { rows } = await sql<CaseColumns & { depositId: string }>`
    select c.deposit_id as "depositId", ${caseColumns} from filing_case c ${caseTables}
    where c.deposit_id = any(${depositIds}::uuid[]) and c.id <> ${except} and ${standing} order by c.id`.execute(db)
  return rows.map((row) => ({ depositId: row.depositId, other: asCase(row) }))
}

/** What the green channel asks of the record: corrections and open objections of the case, refusals of its company since a day. */
export async function countRecord(
  db: Database | Tx,
  { id, partyId }: { id: string; partyId: string },
  since: Date,
): Promise<{ corrections: number; refusals: number; openObjections: number }> {
  const { rows } = await sql<{ corrections: number; refusals: number; openObjections: number }>`
    select
      (select count(*)::int from correction_round where case_id = ${id}) as corrections,
      (select count(*)::int from filing_case where party_id = ${partyId} and status = 'refused' and updated_at >= ${since}) as refusals,
      (select count(*)::int from objection where case_id = ${id} and status in ('lodged', 'answered', 'mediation')) as "openObjections"
  `.execute(db)
  return rows[0] ?? { corrections: 0, refusals: 0, openObjections: 0 }
}
