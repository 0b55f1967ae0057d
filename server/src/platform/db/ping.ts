import { sql } from 'kysely'
import type { Database } from './connection.ts'

/** Does the database answer? Throws when it does not. */
export async function ping(db: Database): Promise<void> {
  await sql`select 1`.execute(db)
}
