import type { EntryType } from '@datadeed/evidence'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

/** Index and text of an entry. */
export interface ListedEntry {
  index: bigint
  entry: Buffer
}

export interface ListRange {
  /** Entries that are published: those below this. */
  published: bigint
  /** The index of the last entry shown; null starts at the newest. */
  before: bigint | null
  limit: number
}

/** The newest published entries but SM3 checkpoints, which would be every second one of a quiet log. */
export async function newestEntries(db: Database, { published, before, limit }: ListRange): Promise<ListedEntry[]> {
  const { rows } = await sql<ListedEntry>`
    select index, entry from log_entry
    where index < ${before === null || before > published ? published : before} and subject <> 'sm3'
    order by index desc limit ${limit}`.execute(db)
  return rows
}

/** The newest published entries of a type, each way by an index: deposits by their table, the rest by their leaves. */
export async function newestOfType(
  db: Database,
  type: EntryType,
  { published, before, limit }: ListRange,
): Promise<ListedEntry[]> {
  const below = before === null || before > published ? published : before
  if (type === 'sm3_checkpoint') {
    const { rows } = await sql<ListedEntry>`
      select index, entry from log_entry where subject = 'sm3' and index < ${below}
      order by index desc limit ${limit}`.execute(db)
    return rows
  }
  const leaves =
    type === 'deposit'
      ? sql`select leaf_id as id from deposit`
      : sql`select id from evidence_leaf where type = ${type} and type not in ('deposit', 'sm3_checkpoint')`
  // Leaves become entries nearly in the order of their ids; of one type they are listed in that order.
  const from = before === null ? sql`true` : sql`l.id < (select leaf_id from log_entry where index = ${before})`
  const { rows } = await sql<ListedEntry>`
    select e.index, e.entry from (${leaves}) l
    cross join lateral (select index, entry from log_entry where leaf_id = l.id limit 1) e
    where e.index < ${published} and ${from}
    order by l.id desc limit ${limit}`.execute(db)
  return rows
}

/** Index of the newest entry of a subject, published or not. */
export async function newestOfSubject(db: Database, subject: string): Promise<bigint | null> {
  const { rows } = await sql<{ index: bigint }>`
    select index from log_entry where subject = ${subject} order by index desc limit 1`.execute(db)
  return rows[0]?.index ?? null
}

/** Index of the subject's entry after `index`, published or not. */
export async function nextOfSubject(db: Database, subject: string, index: bigint): Promise<bigint | null> {
  const { rows } = await sql<{ index: bigint }>`
    select index from log_entry where subject = ${subject} and index > ${index} order by index limit 1`.execute(db)
  return rows[0]?.index ?? null
}

/** Whether something of this subject was committed, though it may not be an entry yet. */
export async function hasLeaf(db: Database, subject: string): Promise<boolean> {
  const { rows } = await sql`select from evidence_leaf where subject = ${subject} limit 1`.execute(db)
  return rows.length > 0
}
