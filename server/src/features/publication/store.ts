import type { CaseScope } from '@datadeed/core/kernel/actor'
import { type Insertable, type SelectQueryBuilder, sql, type Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertNotice(tx: Tx, values: Insertable<DB['notice']>): Promise<void> {
  await tx.insertInto('notice').values(values).execute()
}

export async function findNotice(db: Database | Tx, number: string) {
  return await db
    .selectFrom('notice')
    .innerJoin('filing_case', 'filing_case.id', 'notice.case_id')
    .selectAll('notice')
    .select(['filing_case.number as case_number', 'filing_case.prefecture_code', 'filing_case.party_id'])
    .where('notice.number', '=', number)
    .executeTakeFirst()
}

/** Locks the case before its notice, in the order of every command on the case, so that two of them never wait in a ring. */
export async function lockNoticeOfCase(tx: Tx, caseId: string) {
  await tx.selectFrom('filing_case').select('id').where('id', '=', caseId).forUpdate().executeTakeFirst()
  return await tx.selectFrom('notice').selectAll().where('case_id', '=', caseId).forUpdate().executeTakeFirst()
}

export async function updateNotice(tx: Tx, id: string, values: Updateable<DB['notice']>): Promise<void> {
  await tx.updateTable('notice').set(values).where('id', '=', id).execute()
}

/** Cases whose notice runs and whose last day lies before `today`. */
export async function listEndedNotices(db: Database, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('notice')
    .select('case_id')
    .where('status', '=', 'open')
    .where('closes', '<', today)
    .orderBy('closes')
    .limit(500)
    .execute()
  return rows.map((row) => row.case_id)
}

export interface NoticeFilter {
  open: boolean
  q: string
  owner: string
  field: string
  direction: string
  industry: string
  prefecture: string
}

const likeText = (typed: string) => typed.replace(/[\\%_]/g, '\\$&')

function noticesWhere<O>(query: SelectQueryBuilder<DB, 'notice' | 'filing_case', O>, filter: NoticeFilter) {
  const like = `%${likeText(filter.q)}%`
  const content = (name: string) => sql<string>`notice.content ->> ${sql.lit(name)}`
  return query
    .$if(filter.open, (q) => q.where('notice.status', 'in', ['open', 'suspended']))
    .$if(filter.owner !== '', (q) => q.where(content('holder'), 'like', `%${likeText(filter.owner)}%`))
    .$if(filter.direction !== '', (q) => q.where(content('direction'), '=', filter.direction))
    .$if(filter.industry !== '', (q) => q.where(content('industryCode'), 'like', `${likeText(filter.industry)}%`))
    .$if(filter.prefecture !== '', (q) => q.where('filing_case.prefecture_code', '=', filter.prefecture))
    .$if(filter.field !== '', (q) =>
      q.where(
        sql<boolean>`exists (
          select from jsonb_array_elements_text(notice.content -> 'fieldNames') as name
          where name ilike ${`%${likeText(filter.field)}%`}
        )`,
      ),
    )
    .$if(filter.q !== '', (q) =>
      q.where((on) =>
        on.or([
          on(sql<string>`notice.content ->> 'name'`, 'like', like),
          on(sql<string>`notice.content ->> 'holder'`, 'like', like),
          on('notice.number', 'like', like),
        ]),
      ),
    )
}

export async function listNoticeRows(
  db: Database,
  filter: NoticeFilter,
  after: readonly [string, string] | null,
  limit: number,
) {
  return await noticesWhere(
    db
      .selectFrom('notice')
      .innerJoin('filing_case', 'filing_case.id', 'notice.case_id')
      .selectAll('notice')
      .select(['filing_case.number as case_number', 'filing_case.prefecture_code']),
    filter,
  )
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(notice.created_at, notice.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('notice.created_at', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(limit + 1)
    .execute()
}

export async function countNotices(db: Database, filter: NoticeFilter): Promise<number> {
  const row = await noticesWhere(
    db
      .selectFrom('notice')
      .innerJoin('filing_case', 'filing_case.id', 'notice.case_id')
      .select(sql<bigint>`count(*)`.as('n')),
    filter,
  ).executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function insertObjection(tx: Tx, values: Insertable<DB['objection']>): Promise<void> {
  await tx.insertInto('objection').values(values).execute()
}

export async function updateObjection(tx: Tx, id: string, values: Updateable<DB['objection']>): Promise<void> {
  await tx.updateTable('objection').set(values).where('id', '=', id).execute()
}

const objections = (db: Database | Tx) =>
  db
    .selectFrom('objection')
    .innerJoin('filing_case', 'filing_case.id', 'objection.case_id')
    .leftJoin('objection as lead', 'lead.id', 'objection.merged_into')
    .selectAll('objection')
    .select([
      'lead.number as lead_number',
      'objection.deposit_id as objector_deposit_id',
      'filing_case.deposit_id',
      'filing_case.number as case_number',
      'filing_case.name as case_name',
      'filing_case.party_id',
      'filing_case.prefecture_code',
      'filing_case.status as case_status',
      'filing_case.examiner_id',
      'filing_case.pack_jurisdiction as packJurisdiction',
      'filing_case.pack_version as packVersion',
    ])

export async function findObjection(db: Database | Tx, id: string) {
  return await objections(db).where('objection.id', '=', id).executeTakeFirst()
}
export type ObjectionRow = NonNullable<Awaited<ReturnType<typeof findObjection>>>

export async function lockObjection(tx: Tx, id: string) {
  return await tx.selectFrom('objection').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

/** Objections of a case in the order they were lodged. */
export async function listOfCase(tx: Tx, caseId: string) {
  return await tx
    .selectFrom('objection')
    .select(['number', 'id', 'status', 'lodged_at', 'decided_at'])
    .select(['reason_code', 'evidence_digest', 'merged_into'])
    .where('case_id', '=', caseId)
    .orderBy('lodged_at')
    .execute()
}

export interface ObjectionFilter {
  caseId?: string | undefined
  open: boolean
}

function objectionsWhere<O>(
  query: SelectQueryBuilder<DB, 'objection' | 'filing_case', O>,
  scope: CaseScope,
  filter: ObjectionFilter,
) {
  const partyId = scope.kind === 'party' || scope.kind === 'delegated' ? scope.partyId : null
  const cases = scope.kind === 'delegated' ? scope.cases : null
  return (
    query
      .$if(scope.kind === 'nothing', (q) => q.where(sql<boolean>`false`))
      .$if(scope.kind === 'region', (q) =>
        q.where('filing_case.prefecture_code', '=', scope.kind === 'region' ? scope.regionCode : ''),
      )
      .$if(partyId !== null, (q) => q.where('filing_case.party_id', '=', partyId ?? ''))
      .$if(cases !== null, (q) => q.where(sql<boolean>`filing_case.id = any(${cases}::uuid[])`))
      .$if(filter.caseId !== undefined, (q) => q.where('objection.case_id', '=', filter.caseId ?? ''))
      // A case that ended otherwise leaves nothing to decide.
      .$if(filter.open, (q) =>
        q
          .where('objection.status', 'in', ['lodged', 'answered', 'mediation'])
          .where('filing_case.status', '=', 'objection_pending'),
      )
  )
}

export async function listObjectionRows(
  db: Database,
  scope: CaseScope,
  filter: ObjectionFilter,
  after: readonly [string, string] | null,
  limit: number,
) {
  return await objectionsWhere(objections(db), scope, filter)
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(objection.lodged_at, objection.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('objection.lodged_at', 'desc')
    .orderBy('objection.id', 'desc')
    .limit(limit + 1)
    .execute()
}

export async function countObjectionRows(db: Database, scope: CaseScope, filter: ObjectionFilter): Promise<number> {
  const all = db.selectFrom('objection').innerJoin('filing_case', 'filing_case.id', 'objection.case_id')
  const row = await objectionsWhere(all.select(sql<bigint>`count(*)`.as('n')), scope, filter).executeTakeFirstOrThrow()
  return Number(row.n)
}

/** All objections ever lodged against a notice. */
export async function countObjections(db: Database | Tx, noticeId: string): Promise<number> {
  const row = await db
    .selectFrom('objection')
    .select(sql<bigint>`count(*)`.as('n'))
    .where('notice_id', '=', noticeId)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
