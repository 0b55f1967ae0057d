import { sql } from 'kysely'
import type { Tx } from './db/tx.ts'

/**
 * The next number of a series, from 1. The row stays locked until the transaction ends, so numbers have no gaps: a
 * transaction that fails gives its number back.
 */
export async function nextInSeries(tx: Tx, series: string): Promise<number> {
  const row = await tx
    .insertInto('number_series')
    .values({ series, last: 1n })
    .onConflict((on) => on.column('series').doUpdateSet({ last: sql`number_series.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return Number(row.last)
}
