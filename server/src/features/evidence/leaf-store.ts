import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

export interface LeafRow {
  type: string
  subject: string
  sha256: string
  sm3: string
  /** JSON text. */
  body: string
  enqueued_at: Date
}

/** The new leaf's id, or null when the log is closed. */
export async function insertLeaf(tx: Tx, leaf: LeafRow): Promise<bigint | null> {
  const { rows } = await sql<{ id: bigint }>`
    insert into evidence_leaf (type, subject, sha256, sm3, body, enqueued_at)
    select ${leaf.type}, ${leaf.subject}, ${leaf.sha256}, ${leaf.sm3}, ${leaf.body}::jsonb, ${leaf.enqueued_at}::timestamptz
    where not exists (select from log_state where state = 'closed')
    returning id`.execute(tx)
  return rows[0]?.id ?? null
}
