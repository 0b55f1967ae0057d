import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface SketchPlace {
  id: bigint
  file: string
  column: string | null
  depositId: string
  depositNumber: string
  depositedAt: Date
  partyId: string
  partyName: string
  prefectureCode: string
  cases: { number: string; status: string }[]
}

/** Where sketches come from, with the applications for each deposit, oldest first. */
export async function listPlaces(db: Database, ids: readonly bigint[]): Promise<SketchPlace[]> {
  if (ids.length === 0) return []
  return await db
    .selectFrom('column_sketch as s')
    .innerJoin('deposit as d', 'd.id', 's.deposit_id')
    .innerJoin('party', 'party.id', 'd.party_id')
    .select([
      's.id',
      's.file',
      's.column_name as column',
      'd.id as depositId',
      'd.number as depositNumber',
      'd.created_at as depositedAt',
      'd.party_id as partyId',
      'party.name as partyName',
      'party.prefecture_code as prefectureCode',
      sql<SketchPlace['cases']>`(
        select coalesce(json_agg(json_build_object('number', c.number, 'status', c.status) order by c.created_at, c.id), '[]')
        from filing_case c where c.deposit_id = d.id
      )`.as('cases'),
    ])
    .where('s.id', '=', sql<bigint>`any(${ids}::bigint[])`)
    .execute()
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

/** How many columns and row sets a company asked about since a moment, and when it began. */
export async function findAsked(
  db: Database,
  partyId: string,
  since: Date,
): Promise<{ sketches: number; first: Date | null }> {
  return await db
    .selectFrom('overlap_query')
    .select((eb) => [
      sql<number>`coalesce(sum(sketches), 0)::int`.as('sketches'),
      eb.fn.min('at').$castTo<Date | null>().as('first'),
    ])
    .where('party_id', '=', partyId)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
}
