import type { CaseScope, Role } from '@datadeed/core/kernel/actor'
import { kindRules, type MailChoice, type MessageKind } from '@datadeed/core/notification/kinds'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface Recipient {
  id: string
  email: string
}

/** A company's people in one of the roles. */
export async function listPeople(tx: Tx, partyId: string, roles: readonly Role[]): Promise<Recipient[]> {
  return await tx
    .selectFrom('account')
    .select(['id', 'email'])
    .where('party_id', '=', partyId)
    .where('active', '=', true)
    .where(sql<SqlBool>`roles && ${[...roles]}::text[]`)
    .orderBy('id')
    .execute()
}

export async function listReviewers(tx: Tx): Promise<Recipient[]> {
  return await tx
    .selectFrom('account')
    .select(['id', 'email'])
    .where('active', '=', true)
    .where(sql<SqlBool>`'reviewer' = any(roles)`)
    .orderBy('id')
    .execute()
}

/** Everybody who holds a role of an authority. */
export async function listStaff(tx: Tx, role: Role): Promise<Recipient[]> {
  return await tx
    .selectFrom('account')
    .select(['id', 'email'])
    .where('active', '=', true)
    .where(sql<SqlBool>`${role} = any(roles)`)
    .orderBy('id')
    .execute()
}

/** Coaches and officers of a place. */
export async function listCoaches(tx: Tx, prefectureCode: string): Promise<Recipient[]> {
  return await tx
    .selectFrom('account')
    .select(['id', 'email'])
    .where('active', '=', true)
    .where('region_code', '=', prefectureCode)
    .where(sql<SqlBool>`roles && array['coach', 'officer']`)
    .orderBy('id')
    .execute()
}

export async function findPerson(tx: Database | Tx, id: string): Promise<Recipient | undefined> {
  return await tx
    .selectFrom('account')
    .select(['id', 'email'])
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst()
}

/** What each of these accounts chose for a kind; the kind's own choice where they did not. */
export async function choicesOf(
  db: Database | Tx,
  accounts: readonly string[],
  kind: MessageKind,
): Promise<Map<string, MailChoice>> {
  const rows = await db
    .selectFrom('mail_preference')
    .select(['account_id', 'choice'])
    .where('account_id', 'in', accounts)
    .where('kind', '=', kind)
    .execute()
  const chosen = new Map(rows.map((row) => [row.account_id, row.choice as MailChoice]))
  return new Map(accounts.map((id) => [id, chosen.get(id) ?? kindRules[kind].initial]))
}

export interface NewMessage {
  id: string
  accountId: string
  source: string
  kind: MessageKind
  what: string
  params: object
  caseId: string | null
  link: string
  mail: MailChoice
  at: Date
}

/** Writes messages that are not there yet; the accounts that got one. */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[]): Promise<Set<string>> {
  const rows = await tx
    .insertInto('inbox_message')
    .values(
      messages.map((row) => ({
        ...{ id: row.id, account_id: row.accountId, source: row.source, kind: row.kind, what: row.what },
        ...{ params: JSON.stringify(row.params), case_id: row.caseId, link: row.link, mail: row.mail },
        created_at: row.at,
      })),
    )
    .onConflict((on) => on.columns(['account_id', 'source']).doNothing())
    .returning('account_id')
    .execute()
  return new Set(rows.map((row) => row.account_id))
}

/** Who reads, what they may see now, and which day it is for them. */
export interface Reader {
  accountId: string
  scope: CaseScope
  today: string
}

/** Messages of the reader about cases they may still see, or whose letters they receive on a delegation, or about no case. */
function readable({ accountId, scope, today }: Reader): RawBuilder<SqlBool> {
  const toStaff = sql`c.status not in ('draft', 'awaiting_signature')`
  const inScope: Record<CaseScope['kind'], RawBuilder<unknown>> = {
    nothing: sql`false`,
    everything: toStaff,
    region: sql`${toStaff} and c.prefecture_code = ${scope.kind === 'region' ? scope.regionCode : ''}`,
    party: sql`c.party_id = ${scope.kind === 'party' ? scope.partyId : null}`,
    // On a delegation one reads what it delivers, below.
    delegated: sql`false`,
  }
  const received = sql`select case_id from delegated_cases(${accountId}, ${today}) where 'receive_letters' = any(actions)`
  return sql<SqlBool>`m.account_id = ${accountId}
    and (m.case_id is null or (${inScope[scope.kind]}) or m.case_id in (${received}))`
}

export interface MessageFilter {
  kind?: string
  unread?: boolean
}
export interface MessageRow {
  id: string
  kind: string
  what: string
  params: Record<string, string | number>
  link: string
  case_name: string | null
  created_at: Date
  read_at: Date | null
}

const from = (reader: Reader, { kind, unread }: MessageFilter) => sql`
  from inbox_message m left join filing_case c on c.id = m.case_id
  where ${readable(reader)}
    ${kind ? sql`and m.kind = ${kind}` : sql``} ${unread ? sql`and m.read_at is null` : sql``}`

export async function listMessageRows(
  db: Database,
  reader: Reader,
  filter: MessageFilter,
  after: readonly [string, string] | null,
  limit: number,
): Promise<MessageRow[]> {
  const beyond = after ? sql`and (m.created_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``
  const { rows } = await sql<MessageRow>`
    select m.id, m.kind, m.what, m.params, m.link, c.name as case_name, m.created_at, m.read_at
    ${from(reader, filter)} ${beyond}
    order by m.created_at desc, m.id desc limit ${limit + 1}`.execute(db)
  return rows
}

export async function countMessages(db: Database, reader: Reader, filter: MessageFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count ${from(reader, filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Marks one message of the account, or all of them as read; how many changed. */
export async function markMessages(
  tx: Tx,
  accountId: string,
  which: { id: string } | { kind: string | undefined },
  readAt: Date | null,
): Promise<number> {
  const result = await tx
    .updateTable('inbox_message')
    .set({ read_at: readAt })
    .where('account_id', '=', accountId)
    .$if('id' in which, (q) => q.where('id', '=', 'id' in which ? which.id : ''))
    .$if(!('id' in which), (q) => q.where('read_at', 'is', null))
    .$if('kind' in which && which.kind !== undefined, (q) =>
      q.where('kind', '=', 'kind' in which ? (which.kind ?? '') : ''),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function listPreferences(db: Database, accountId: string) {
  return await db.selectFrom('mail_preference').select(['kind', 'choice']).where('account_id', '=', accountId).execute()
}

export async function savePreferenceRow(tx: Tx, accountId: string, kind: string, choice: string): Promise<void> {
  await tx
    .insertInto('mail_preference')
    .values({ account_id: accountId, kind, choice })
    .onConflict((on) => on.columns(['account_id', 'kind']).doUpdateSet({ choice }))
    .execute()
}

/** Accounts with messages that wait for the daily mail. */
export async function listDigestAccounts(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('inbox_message')
    .select('account_id')
    .distinct()
    .where('mail', '=', 'daily')
    .where('digested_at', 'is', null)
    .execute()
  return rows.map((row) => row.account_id)
}

/** Takes the waiting messages of an account; those it may still see and has not read yet come back, newest first. */
export async function takeDigest(tx: Tx, reader: Reader, now: Date) {
  const { rows } = await sql<{ what: string; params: Record<string, string | number> }>`
    with taken as (
      update inbox_message set digested_at = ${now}
      where account_id = ${reader.accountId} and mail = 'daily' and digested_at is null returning *)
    select m.what, m.params from taken m left join filing_case c on c.id = m.case_id
    where ${readable(reader)} and m.read_at is null order by m.created_at desc, m.id desc`.execute(tx)
  return rows
}
