import type { Scope } from '@datadeed/core/kernel/actor'
import { type Insertable, type SelectQueryBuilder, sql, type Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export interface PartyFilter {
  status?: string | undefined
  prefectureCode?: string | undefined
  q?: string | undefined
}

/** The new party's id; nothing when its code is there already. */
export async function insertParty(tx: Tx, values: Insertable<DB['party']>): Promise<string | undefined> {
  const result = await tx
    .insertInto('party')
    .values(values)
    .onConflict((on) => on.column('uscc').doNothing())
    .returning('id')
    .executeTakeFirst()
  return result?.id
}

/** Puts a party that was turned away back to waiting, with what it says now; nothing when it was not turned away. */
export async function reopenParty(tx: Tx, uscc: string, values: Updateable<DB['party']>): Promise<string | undefined> {
  const row = await tx
    .updateTable('party')
    .set({ ...values, status: 'pending', decided_at: null, decided_by: null, decision_reason: null })
    .where('uscc', '=', uscc)
    .where('status', '=', 'rejected')
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function findParty(db: Database | Tx, id: string) {
  return await db.selectFrom('party').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findPartyByCode(db: Database | Tx, uscc: string) {
  return await db.selectFrom('party').selectAll().where('uscc', '=', uscc).executeTakeFirst()
}

export async function lockParty(tx: Tx, id: string) {
  return await tx.selectFrom('party').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function decideParty(
  tx: Tx,
  id: string,
  values: { status: 'approved' | 'rejected'; decided_at: Date; decided_by: string; decision_reason: string | null },
): Promise<void> {
  await tx.updateTable('party').set(values).where('id', '=', id).execute()
}

export async function updateParty(tx: Tx, id: string, values: { name?: string; address?: string }): Promise<void> {
  await tx.updateTable('party').set(values).where('id', '=', id).execute()
}

function filtered<O>(query: SelectQueryBuilder<DB, 'party', O>, scope: Scope, filter: PartyFilter) {
  return query
    .$if(scope.kind === 'nothing', (q) => q.where(sql<boolean>`false`))
    .$if(scope.kind === 'region', (q) =>
      q.where('prefecture_code', '=', scope.kind === 'region' ? scope.regionCode : ''),
    )
    .$if(scope.kind === 'party', (q) => q.where('id', '=', scope.kind === 'party' ? scope.partyId : ''))
    .$if(filter.status !== undefined, (q) => q.where('status', '=', filter.status ?? ''))
    .$if(filter.prefectureCode !== undefined, (q) => q.where('prefecture_code', '=', filter.prefectureCode ?? ''))
    .$if(filter.q !== undefined && filter.q !== '', (q) =>
      q.where((on) =>
        on.or([on('name', 'like', likeOf(filter.q)), on('uscc', 'like', likeOf(filter.q?.toUpperCase()))]),
      ),
    )
}

function likeOf(text = ''): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

/** `limit + 1` rows after the place (created_at ISO, id), newest first. */
export async function listPartyRows(
  db: Database,
  scope: Scope,
  filter: PartyFilter,
  after: readonly [string, string] | null,
  limit: number,
) {
  return await filtered(db.selectFrom('party').selectAll(), scope, filter)
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(created_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

export async function countParties(db: Database, scope: Scope, filter: PartyFilter): Promise<number> {
  const row = await filtered(
    db.selectFrom('party').select(sql<bigint>`count(*)`.as('n')),
    scope,
    filter,
  ).executeTakeFirstOrThrow()
  return Number(row.n)
}
