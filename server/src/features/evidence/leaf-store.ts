import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface LeafRow {
  type: string
  subject: string
  sha256: string
  sm3: string
  body: object
  enqueued_at: Date
}

/** The new leaves' ids in their order, or none when the log is closed. */
export async function insertLeaves(tx: Tx, leaves: readonly LeafRow[]): Promise<bigint[]> {
  const { rows } = await sql<{ id: bigint }>`
    insert into evidence_leaf (type, subject, sha256, sm3, body, enqueued_at)
    select l.type, l.subject, l.sha256, l.sm3, l.body, l.enqueued_at
    from json_populate_recordset(null::evidence_leaf, ${JSON.stringify(leaves)}) with ordinality as l
    where not exists (select from log_state where state = 'closed')
    order by l.ordinality
    returning id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Body of the newest leaf of a subject, logged or waiting. */
export async function newestLeafBody(db: Database, subject: string): Promise<unknown> {
  const leaves = db.selectFrom('evidence_leaf').select('body').where('subject', '=', subject)
  return (await leaves.orderBy('id', 'desc').limit(1).executeTakeFirst())?.body
}
