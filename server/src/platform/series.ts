import { sql } from 'kysely'
import type { Tx } from './db/tx.ts'

/**
 * The next number of a series, from 1. The row stays locked until the transaction ends, so numbers have no gaps: a
 * transaction that fails gives its number back.
 */
export async function nextInSeries(tx: Tx, series: string): Promise<number> {
  return await lastOfNext(tx, series, 1)
}

/** As many numbers of a series at once, the last of them; the others are those before it. */
export async function lastOfNext(tx: Tx, series: string, count: number): Promise<number> {
  const row = await tx
    .insertInto('number_series')
    .values({ series, last: BigInt(count) })
    .onConflict((on) => on.column('series').doUpdateSet({ last: sql`number_series.last + ${count}::bigint` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return Number(row.last)
}
