import type { ExpertDocument, ExpertState } from '@datadeed/core/examination/expert'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface ExpertRow {
  id: string
  version: number
  name: string
  email: string
  title: string
  field: string
  organisation: string
  uscc: string | null
  interests: { name: string; uscc: string | null; relation: string }[]
  active: boolean
}

const expertColumns = [
  ...['id', 'version', 'name', 'email', 'title', 'field', 'organisation', 'uscc', 'interests', 'active'],
] as const as readonly (keyof ExpertRow)[]
// The single writers below keep these columns to the shapes of the rows.
const asExpert = (row: unknown) => row as ExpertRow

export async function findExpert(db: Database | Tx, id: string): Promise<ExpertRow | undefined> {
  const row = await db.selectFrom('expert').select(expertColumns).where('id', '=', id).executeTakeFirst()
  return row && asExpert(row)
}

/** The register by name, with how often each was asked and answered; `words` are looked for in all that is said of them. */
export async function listExperts(
  db: Database,
  {
    words = '',
    id = null,
    limit = 1,
    offset = 0,
  }: { words?: string; id?: string | null; limit?: number; offset?: number },
) {
  const { rows } = await sql<ExpertRow & { asked: number; given: number; total: number }>`
    select e.id, e.version, e.name, e.email, e.title, e.field, e.organisation, e.uscc, e.interests, e.active,
      (select count(*) from expert_request r where r.expert_id = e.id)::int as asked,
      (select count(*) from expert_request r where r.expert_id = e.id and r.state = 'given')::int as given,
      (count(*) over ())::int as total
    from expert e
    where (${id}::uuid is null or e.id = ${id}::uuid)
      and (${words} = '' or strpos(lower(concat_ws(' ', e.name, e.title, e.field, e.organisation)), lower(${words})) > 0)
    order by e.active desc, e.name, e.id limit ${limit} offset ${offset}`.execute(db)
  return rows
}

export async function listActiveExperts(db: Database): Promise<ExpertRow[]> {
  const rows = await db
    .selectFrom('expert')
    .select(expertColumns)
    .where('active', '=', true)
    .orderBy('name')
    .limit(500)
    .execute()
  return rows.map(asExpert)
}

type NewExpert = Omit<ExpertRow, 'version'>
const values = ({ interests, ...row }: Omit<NewExpert, 'id'>) => ({ ...row, interests: JSON.stringify(interests) })

/** False where the mail address is another expert's. */
export async function insertExpert(tx: Tx, { id, ...row }: NewExpert, by: string, at: Date): Promise<boolean> {
  const made = await tx
    .insertInto('expert')
    .values({ id, ...values(row), created_at: at, created_by: by, updated_at: at })
    .onConflict((on) => on.expression(sql`lower(email)`).doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function isExpertEmailTaken(tx: Tx, email: string, exceptId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('expert')
    .select('id')
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('id', '<>', exceptId)
    .executeTakeFirst()
  return row !== undefined
}

/** False where it was changed since the version that was seen. */
export async function updateExpert(tx: Tx, { id, ...row }: NewExpert, version: number, at: Date): Promise<boolean> {
  const done = await tx
    .updateTable('expert')
    .set({ ...values(row), version: version + 1, updated_at: at })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Everybody a case is about besides what its form names, and who handles it. */
export async function findConcerned(db: Database, caseId: string) {
  const { rows } = await sql<{ uscc: string; name: string; emails: string[]; staffEmails: string[] }>`
    select p.uscc, p.name,
      array(select a.email from account a where a.party_id = p.id union select p.contact_email) as emails,
      array(select a.email from account a where a.party_id is null and a.active) as "staffEmails"
    from filing_case c join party p on p.id = c.party_id where c.id = ${caseId}`.execute(db)
  const [found] = rows
  if (!found) throw new Error(`no party of case ${caseId}`)
  return found
}

export interface Shown {
  fields: string[]
  attachments: string[]
  parties: boolean
  sample: boolean
}
export interface RequestRow {
  id: string
  caseId: string
  caseNumber: string
  caseStatus: string
  expertId: string
  expertName: string
  expertTitle: string
  expertOrganisation: string
  expertEmail: string
  askedBy: string
  askedByName: string
  askedAt: Date
  question: string
  shown: Shown
  document: ExpertDocument
  due: string
  expiresAt: Date
  state: ExpertState
  linkNo: number
  linkHash: Buffer
  codeNo: number
  codeSentAt: Date | null
  codeTries: number
  sessionHash: Buffer | null
  sessionUntil: Date | null
  draft: { conclusion?: string; opinion?: string } | null
  draftAt: Date | null
  endedAt: Date | null
  endReason: string
  conclusion: string | null
  opinion: string | null
  sha256: string | null
}

const requests = sql`
  select r.id, r.case_id as "caseId", c.number as "caseNumber", c.status as "caseStatus", r.expert_id as "expertId",
    e.name as "expertName", e.title as "expertTitle", e.organisation as "expertOrganisation", e.email as "expertEmail",
    r.asked_by as "askedBy", a.name as "askedByName", r.asked_at as "askedAt", r.question, r.shown, r.document, r.due,
    r.expires_at as "expiresAt", r.state, r.link_no as "linkNo", r.link_hash as "linkHash", r.code_no as "codeNo",
    r.code_sent_at as "codeSentAt", r.code_tries as "codeTries", r.session_hash as "sessionHash",
    r.session_until as "sessionUntil", r.draft, r.draft_at as "draftAt", r.ended_at as "endedAt",
    r.end_reason as "endReason", o.conclusion, o.opinion, o.sha256
  from expert_request r
  join filing_case c on c.id = r.case_id
  join expert e on e.id = r.expert_id
  join account a on a.id = r.asked_by
  left join expert_opinion o on o.request_id = r.id`

export async function findRequest(db: Database | Tx, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`${requests} where r.id = ${id}`.execute(db)
  return rows[0]
}

/** The request held until the transaction ends; undefined for a link that leads nowhere. */
export async function holdByLink(tx: Tx, linkHash: Buffer): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`${requests} where r.link_hash = ${linkHash} for update of r`.execute(tx)
  return rows[0]
}

export async function findByLink(db: Database, linkHash: Buffer): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`${requests} where r.link_hash = ${linkHash}`.execute(db)
  return rows[0]
}

export async function listRequests(db: Database | Tx, caseId: string): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`${requests} where r.case_id = ${caseId} order by r.seq`.execute(db)
  return rows
}

/** Open requests, those that end first before the others. */
export async function listOpenRequests(db: Database, limit: number): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    ${requests} where r.ended_at is null order by r.due, r.id limit ${limit}`.execute(db)
  return rows
}

export interface NewRequest {
  id: string
  caseId: string
  expertId: string
  askedBy: string
  askedAt: Date
  question: string
  shown: Shown
  document: ExpertDocument
  due: string
  expiresAt: Date
  linkHash: Buffer
}

/** Adds a request; the caller holds the case's row. */
export async function insertRequest(tx: Tx, row: NewRequest): Promise<void> {
  await tx
    .insertInto('expert_request')
    .values({
      id: row.id,
      case_id: row.caseId,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from expert_request where case_id = ${row.caseId})`,
      ...{ expert_id: row.expertId, asked_by: row.askedBy, asked_at: row.askedAt, question: row.question },
      ...{ shown: JSON.stringify(row.shown), document: JSON.stringify(row.document) },
      ...{ due: row.due, expires_at: row.expiresAt, link_hash: row.linkHash },
    })
    .execute()
}

export interface RequestChange {
  state?: ExpertState
  link_no?: number
  link_hash?: Buffer
  code_no?: number
  code_sent_at?: Date
  code_tries?: number
  session_hash?: Buffer | null
  session_until?: Date | null
  declared_at?: Date
  draft?: string
  draft_at?: Date
  ended_at?: Date
  end_reason?: string
}

export async function updateRequest(tx: Tx, id: string, set: RequestChange): Promise<void> {
  await tx.updateTable('expert_request').set(set).where('id', '=', id).execute()
}

/** Ends an open request; false where it had ended. */
export async function endRequest(tx: Tx, id: string, state: ExpertState, reason: string, at: Date): Promise<boolean> {
  const done = await tx
    .updateTable('expert_request')
    .set({ state, end_reason: reason, ended_at: at, session_hash: null, session_until: null })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export type OpeningKind =
  | 'link'
  | 'code_sent'
  | 'code_wrong'
  | 'confirmed'
  | 'declared'
  | 'read'
  | 'attachment'
  | 'saved'
  | 'sent'

/** Notes that the link was opened or used; the caller holds the request's row. */
export async function insertOpening(tx: Tx, id: string, what: OpeningKind, agent: string, at: Date): Promise<void> {
  await tx
    .insertInto('expert_opening')
    .values({
      request_id: id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from expert_opening where request_id = ${id})`,
      ...{ at, what, agent: agent.slice(0, 200) },
    })
    .execute()
}

export async function listOpenings(db: Database | Tx, caseId: string) {
  return await db
    .selectFrom('expert_opening')
    .innerJoin('expert_request', 'expert_request.id', 'expert_opening.request_id')
    .select(['request_id as requestId', 'at', 'what', 'agent'])
    .where('expert_request.case_id', '=', caseId)
    .orderBy('expert_opening.request_id')
    .orderBy('expert_opening.seq')
    .execute()
}

export async function insertExpertOpinion(
  tx: Tx,
  row: {
    request_id: string
    conclusion: string
    opinion: string
    content: string
    sha256: string
    sm3: string
    leaf_id: bigint
    given_at: Date
  },
): Promise<void> {
  await tx.insertInto('expert_opinion').values(row).execute()
}

/** Notes a reminder; false where it went out before. */
export async function insertExpertReminder(tx: Tx, id: string, mark: number, at: Date): Promise<boolean> {
  const made = await tx
    .insertInto('expert_reminder')
    .values({ request_id: id, mark, at })
    .onConflict((on) => on.columns(['request_id', 'mark']).doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}
