import { sql } from 'kysely'
import type { TestPlatform } from './platform.ts'

/** More than the pool has connections, so that each of them takes one. */
const statements = 24

/** How many deadlocks PostgreSQL has had to undo in the test's database; `inTx` tries again and hides them otherwise. */
export async function deadlocksIn(p: TestPlatform): Promise<number> {
  // A connection keeps what it counted to itself for a while.
  const flushed = Array.from({ length: statements }, () =>
    sql`select pg_stat_force_next_flush(), pg_sleep(0.1)`.execute(p.db),
  )
  await Promise.all(flushed)
  const { rows } = await sql<{ n: bigint }>`
    select deadlocks as n from pg_stat_database where datname = current_database()`.execute(p.owner)
  return Number(rows[0]?.n ?? 0)
}
