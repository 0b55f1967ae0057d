import type { CaseScope } from '@datadeed/core/kernel/actor'
import { type Expression, type Insertable, type Selectable, type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB, Deposit } from '../../platform/db/types.gen.ts'

export interface DepositRow extends Selectable<Deposit> {
  party_name: string
  uscc: string
  prefecture_code: string
  published: boolean
}
export type DepositBriefRow = Omit<DepositRow, 'manifest' | 'disclosures'>
export type NewDepositRow = Omit<Selectable<Deposit>, 'disclosures'>

export interface DepositFilter {
  q: string | undefined
  published: boolean | undefined
  /** `created_at` and id of the last row shown. */
  after: readonly [string, string] | null
  limit: number
}

/** Makes deposits of the same data wait for each other, so that which of two owners came first is never in doubt. */
export async function lockData(tx: Tx, sha256: readonly string[]): Promise<void> {
  // In one order everywhere, so that two groups do not wait for each other.
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(digest, 0) as key from unnest(${sha256}::text[]) digest order by 1
    ) keys`.execute(tx)
}

export interface Deposited {
  id: string
  party_id: string
  sha256: string
  sm3: string
}

/** Who deposited data of these digests so far, first one first. */
export async function findSame(tx: Tx, sha256: readonly string[]): Promise<Deposited[]> {
  const { rows } = await sql<Deposited>`
    select id, party_id, sha256, sm3 from deposit where sha256 = any(${sha256}::text[]) order by leaf_id`.execute(tx)
  return rows
}

export async function insertDeposits(
  tx: Tx,
  rows: readonly (NewDepositRow & { disclosures: readonly object[] })[],
): Promise<void> {
  const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  await sql`insert into deposit select * from json_populate_recordset(null::deposit, ${text})`.execute(tx)
}

export interface Owner {
  name: string
  code: string
  prefectureCode: string
}

/** Name and unified social credit code of parties, as the commitment to the owner holds them, by party id. */
export async function getOwners(tx: Tx, partyIds: readonly string[]): Promise<Map<string, Owner>> {
  const { rows } = await sql<Owner & { id: string }>`
    select id, name, uscc as code, prefecture_code as "prefectureCode" from party
    where id = any(${partyIds}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, ...owner }) => [id, owner]))
}

const published = sql<boolean>`exists (
  select from log_entry e where e.leaf_id = deposit.leaf_id and e.index < (select max(size) from log_publication)
)`

/** The parts shown with the deposit and those shown later. */
const disclosed = sql<Deposit['disclosures']>`deposit.disclosures || coalesce((
  select jsonb_agg(d.part order by d.disclosed_at, d.name) from deposit_disclosure d where d.deposit_id = deposit.id
), '[]')`

/** False where the part was disclosed later before; one that came with the deposit is for the caller to know. */
export async function insertDisclosure(tx: Tx, row: Insertable<DB['deposit_disclosure']>): Promise<boolean> {
  const made = await tx
    .insertInto('deposit_disclosure')
    .values(row)
    .onConflict((on) => on.columns(['deposit_id', 'name']).doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

function visible(scope: CaseScope): Expression<SqlBool> {
  switch (scope.kind) {
    case 'everything':
      return sql`true`
    case 'region':
      return sql`party.prefecture_code = ${scope.regionCode}`
    case 'party':
      return sql`deposit.party_id = ${scope.partyId}`
    case 'delegated':
      return scope.cases === null
        ? sql`deposit.party_id = ${scope.partyId}`
        : sql`deposit.party_id = ${scope.partyId} and exists (
            select from filing_case c where c.deposit_id = deposit.id and c.id = any(${scope.cases}::uuid[]))`
    case 'nothing':
      return sql`false`
  }
}

const briefColumns = [
  'deposit.id',
  'deposit.number',
  'deposit.party_id',
  'deposit.title',
  'deposit.note',
  'deposit.sha256',
  'deposit.sm3',
  'deposit.files',
  'deposit.bytes',
  'deposit.owner_salt',
  'deposit.owner_name',
  'deposit.owner_code',
  'deposit.same_as_earlier',
  'deposit.leaf_id',
  'deposit.created_by',
  'deposit.delegation_id',
  'deposit.created_at',
  'party.name as party_name',
  'party.uscc',
  'party.prefecture_code',
] as const

function deposits(db: Database, scope: CaseScope) {
  return db
    .selectFrom('deposit')
    .innerJoin('party', 'party.id', 'deposit.party_id')
    .where(() => visible(scope))
}

export async function findDeposit(db: Database, scope: CaseScope, id: string): Promise<DepositRow | undefined> {
  return await deposits(db, scope)
    .select([...briefColumns, 'deposit.manifest', disclosed.as('disclosures'), published.as('published')])
    .where('deposit.id', '=', id)
    .executeTakeFirst()
}

/** One page, newest first, and how many there are in all. */
export async function selectDeposits(
  db: Database,
  scope: CaseScope,
  { q, published: wanted, after, limit }: DepositFilter,
): Promise<{ rows: DepositBriefRow[]; total: number }> {
  let query = deposits(db, scope)
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('deposit.title', 'ilike', like), eb('deposit.number', 'ilike', like)]))
  }
  if (wanted !== undefined) query = query.where(wanted ? published : sql<SqlBool>`not ${published}`)
  const { total } = await query.select((eb) => eb.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const page = after
    ? query.where(sql<SqlBool>`(deposit.created_at, deposit.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
    : query
  const rows = await page
    .select([...briefColumns, published.as('published')])
    .orderBy('deposit.created_at', 'desc')
    .orderBy('deposit.id', 'desc')
    .limit(limit)
    .execute()
  return { rows, total: Number(total) }
}
