import type { Scope } from '@datadeed/core/kernel/actor'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Sight } from './policy.ts'

export interface KnownPlace {
  partyId: string
  partyName: string
  depositId: string
  depositNumber: string
  depositedAt: string
  file: string
  column: string | null
  cases: { number: string; status: string }[]
}

export interface SketchPlace {
  id: bigint
  /** of the applications for the deposit */
  statuses: string[]
  /** null where the asker may know no more than that there is something */
  known: KnownPlace | null
}

interface Wanted {
  ids: readonly bigint[]
  sight: Sight
  /** statuses of applications that make data known to exist */
  appliedFor: readonly string[]
  /** the deposit asked about, which overlaps itself */
  except: string | null
}

/** Where sketches come from, as far as the asker may know, with the applications for each deposit, oldest first. */
export async function listPlaces(db: Database, { ids, sight, appliedFor, except }: Wanted): Promise<SketchPlace[]> {
  if (ids.length === 0) return []
  const known = inScope(sight.known)
  return await db
    .selectFrom('column_sketch as s')
    .innerJoin('deposit as d', 'd.id', 's.deposit_id')
    .innerJoin('party', 'party.id', 'd.party_id')
    .select([
      's.id',
      sql<string[]>`array(select c.status from filing_case c where c.deposit_id = d.id)`.as('statuses'),
      sql<KnownPlace | null>`case when ${known} then json_build_object(
        'partyId', party.id, 'partyName', party.name, 'depositId', d.id, 'depositNumber', d.number,
        'depositedAt', d.created_at, 'file', s.file, 'column', s.column_name,
        'cases', (
          select coalesce(json_agg(json_build_object('number', c.number, 'status', c.status) order by c.created_at, c.id), '[]')
          from filing_case c where c.deposit_id = d.id
        )
      ) end`.as('known'),
    ])
    .where('s.id', '=', sql<bigint>`any(${ids}::bigint[])`)
    .where(sql<boolean>`d.id is distinct from ${except}::uuid`)
    .where(sql<boolean>`(${known} or ${heard(sight, appliedFor)})`)
    .execute()
}

function inScope(scope: Scope): Expression<SqlBool> {
  switch (scope.kind) {
    case 'everything':
      return sql`true`
    case 'region':
      return sql`party.prefecture_code = ${scope.regionCode}`
    case 'party':
      return sql`d.party_id = ${scope.partyId}`
    case 'nothing':
      return sql`false`
  }
}

function heard({ heard: kind }: Sight, appliedFor: readonly string[]): Expression<SqlBool> {
  switch (kind) {
    case 'everything':
      return sql`true`
    case 'applied_for':
      return sql`exists (select from filing_case c where c.deposit_id = d.id and c.status = any(${appliedFor}::text[]))`
    case 'nothing':
      return sql`false`
  }
}

export interface NewQuery {
  accountId: string
  partyId: string | null
  depositId: string | null
  epoch: number
  sketches: number
  found: number
  now: Date
}

export async function insertQuery(tx: Tx, query: NewQuery): Promise<void> {
  await tx
    .insertInto('overlap_query')
    .values({
      account_id: query.accountId,
      party_id: query.partyId,
      deposit_id: query.depositId,
      epoch: query.epoch,
      sketches: query.sketches,
      found: query.found,
      at: query.now,
    })
    .execute()
}

/**
 * How many columns and row sets a company asked about since a moment, and when it began. A deposit asked about again counts once:
 * its sketches cannot change, so nothing is tried out.
 */
export async function findAsked(
  db: Database,
  partyId: string,
  since: Date,
): Promise<{ sketches: number; first: Date | null }> {
  return await db
    .selectFrom(
      db
        .selectFrom('overlap_query')
        .select((eb) => [eb.fn.max('sketches').as('sketches'), eb.fn.min('at').as('at')])
        .where('party_id', '=', partyId)
        .where('at', '>', since)
        .groupBy(['deposit_id', sql`case when deposit_id is null then id end`])
        .as('asked'),
    )
    .select((eb) => [
      sql<number>`coalesce(sum(sketches), 0)::int`.as('sketches'),
      eb.fn.min('at').$castTo<Date | null>().as('first'),
    ])
    .executeTakeFirstOrThrow()
}
