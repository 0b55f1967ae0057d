import { type Insertable, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export interface DelegationRow {
  id: string
  number: string
  principal_id: string
  principal_name: string
  principal_uscc: string
  delegate_id: string | null
  /** Null where the delegate is a coach. */
  delegate_name: string | null
  delegate_uscc: string | null
  delegate_account: string | null
  person: string | null
  kind: 'agent' | 'coach'
  actions: string[]
  all_cases: boolean
  cases: number
  valid_from: string
  valid_until: string
  status: 'offered' | 'accepted' | 'declined' | 'revoked'
  sha256: string
  sm3: string
  pdf_sha256: string
  log_index: number | null
}

const rows = (where: RawBuilder<unknown>, limit: number) => sql<DelegationRow>`
  select d.id, d.number, d.principal_id, principal.name as principal_name, principal.uscc as principal_uscc, d.delegate_id,
    delegate.name as delegate_name, delegate.uscc as delegate_uscc, d.delegate_account, person.name as person, d.kind, d.actions,
    d.all_cases, (select count(*)::int from delegation_case n where n.delegation_id = d.id) as cases, d.valid_from, d.valid_until,
    d.status, d.sha256, d.sm3, d.pdf_sha256,
    (select e.index::int from log_entry e where e.leaf_id = d.leaf_id and e.index < (select max(size) from log_publication)) as log_index
  from delegation d
  join party principal on principal.id = d.principal_id
  left join party delegate on delegate.id = d.delegate_id
  left join account person on person.id = d.delegate_account
  where ${where}
  order by d.created_at desc, d.id limit ${limit}`

export async function findDelegation(db: Database | Tx, id: string): Promise<DelegationRow | undefined> {
  return (await rows(sql`d.id = ${id}`, 1).execute(db)).rows[0]
}

/** Whose delegations are listed: those given or received by an organisation, those to one account, or all. */
export interface Whose {
  partyId: string | null
  accountId: string
  /** Sees those to other people of the organisation as well. */
  speaks: boolean
  audits: boolean
}

export async function listDelegationRows(db: Database, { partyId, accountId, speaks, audits }: Whose, limit: number) {
  const mine = sql`d.principal_id = ${partyId} or d.delegate_account = ${accountId}
    or (d.delegate_id = ${partyId} and (${speaks} or d.delegate_account is null))`
  return (await rows(audits ? sql`true` : mine, limit).execute(db)).rows
}

/** Holds the row until the transaction ends. */
export async function lockDelegation(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('delegation').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function insertDelegation(
  tx: Tx,
  row: Insertable<DB['delegation']>,
  caseIds: readonly string[] | null,
): Promise<void> {
  await tx.insertInto('delegation').values(row).execute()
  if (caseIds)
    await tx
      .insertInto('delegation_case')
      .values(caseIds.map((case_id) => ({ delegation_id: row.id, case_id })))
      .execute()
}

export async function updateStatus(tx: Tx, id: string, status: string, now: Date): Promise<void> {
  await tx.updateTable('delegation').set({ status, updated_at: now }).where('id', '=', id).execute()
}

/** The caller holds the delegation's row, so numbers have no gaps. */
export async function insertEvent(tx: Tx, event: Omit<Insertable<DB['delegation_event']>, 'seq'>): Promise<void> {
  const seq = sql<number>`(select coalesce(max(seq), 0) + 1 from delegation_event where delegation_id = ${event.delegation_id})`
  await tx
    .insertInto('delegation_event')
    .values({ ...event, seq })
    .execute()
}

export async function listEventRows(db: Database, id: string) {
  return await db
    .selectFrom('delegation_event')
    .innerJoin('account', 'account.id', 'delegation_event.account_id')
    .select(['at', 'what', 'side', 'reason', 'account.name'])
    .where('delegation_id', '=', id)
    .orderBy('seq')
    .execute()
}

/** The cases a delegation names. */
export async function listNamedCases(db: Database, id: string) {
  return await db
    .selectFrom('delegation_case')
    .innerJoin('filing_case', 'filing_case.id', 'delegation_case.case_id')
    .select(['filing_case.id', 'filing_case.number', 'filing_case.name'])
    .where('delegation_id', '=', id)
    .orderBy('filing_case.number')
    .execute()
}

/** Of some cases those that are the organisation's own. */
export async function listOwnCases(db: Database, partyId: string, ids: readonly string[]) {
  return await db
    .selectFrom('filing_case')
    .select(['id', 'number', 'name'])
    .where('party_id', '=', partyId)
    .where('id', 'in', ids)
    .orderBy('number')
    .execute()
}

export async function findPartyByCode(db: Database, uscc: string) {
  return await db
    .selectFrom('party')
    .select(['id', 'name', 'uscc'])
    .where('uscc', '=', uscc)
    .where('status', '=', 'approved')
    .executeTakeFirst()
}

/** Somebody who could act: one of an organisation's people, or, without one, a coach. */
export async function findDelegate(db: Database, login: string, partyId: string | null) {
  return await db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('login', '=', login)
    .where('active', '=', true)
    .where((on) =>
      partyId === null
        ? sql<boolean>`party_id is null and 'coach' = any(roles)`
        : on.and([on('party_id', '=', partyId), sql<boolean>`roles && array['filer', 'signatory']`]),
    )
    .executeTakeFirst()
}

/** Whom the account may act for today. */
export async function listInForce(db: Database | Tx, accountId: string, today: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from delegations_in_force(${accountId}, ${today})`.execute(db)
  return found.rows.map(({ id }) => id)
}

export async function setActing(tx: Tx, sessionId: string, delegationId: string | null): Promise<void> {
  await tx.updateTable('session').set({ acting_for: delegationId }).where('id', '=', sessionId).execute()
}

export async function listActRows(db: Database, id: string, limit: number) {
  return await db
    .selectFrom('delegation_act as act')
    .innerJoin('account', 'account.id', 'act.account_id')
    .leftJoin('api_key', 'api_key.id', 'act.key_id')
    .leftJoin('filing_case', 'filing_case.id', 'act.target')
    .select(['act.id', 'act.at', 'act.operation', 'act.status', 'account.name as by', 'api_key.name as keyName'])
    .select(['filing_case.id as caseId', 'filing_case.number as caseNumber'])
    .where('act.delegation_id', '=', id)
    .orderBy('act.id', 'desc')
    .limit(limit)
    .execute()
}

interface Agent {
  delegationId: string
  number: string
  /** Null for a coach. */
  name: string | null
  accountId: string
  email: string
}

/** Who receives what is served in a case, beside its own people. */
export async function listReceivers(db: Database | Tx, caseId: string, today: string): Promise<Agent[]> {
  const { rows: found } = await sql<Agent>`
    select d.id as "delegationId", d.number, delegate.name, a.id as "accountId", a.email
    from filing_case c
    join delegation d on d.principal_id = c.party_id and d.status = 'accepted' and 'receive_letters' = any(d.actions)
    left join party delegate on delegate.id = d.delegate_id
    join account a on a.active and (a.id = d.delegate_account or (d.delegate_account is null and a.party_id = d.delegate_id))
    where c.id = ${caseId} and d.id in (select f.id from delegations_in_force(a.id, ${today}) f)
      and (d.all_cases or exists (select from delegation_case n where n.delegation_id = d.id and n.case_id = c.id))
    order by d.number, a.id`.execute(db)
  return found
}

/** Both sides of a delegation and their people who sign, or the one person it is for. */
export async function delegationParties(tx: Tx, id: string) {
  const row = await findDelegation(tx, id)
  if (!row) throw new Error(`no delegation ${id}`)
  const people = async (partyId: string | null, person: string | null) =>
    await tx
      .selectFrom('account')
      .select(['id', 'email'])
      .where('active', '=', true)
      .where((on) =>
        person === null
          ? on.and([on('party_id', '=', partyId), sql<boolean>`'signatory' = any(roles)`])
          : on('id', '=', person),
      )
      .orderBy('id')
      .execute()
  return {
    ...{ number: row.number, principal: row.principal_name, delegate: row.delegate_name ?? '辅导员' },
    principalPeople: await people(row.principal_id, null),
    delegatePeople: await people(row.delegate_id, row.delegate_account),
  }
}
