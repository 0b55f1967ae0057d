import type { ChangeType } from '@datadeed/core/notification/changes'
import { type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface ChangeRow {
  partyId: string
  seq: number
  at: Date
  type: ChangeType
  caseId: string | null
  data: Readonly<Record<string, unknown>>
}

export async function insertChange(tx: Tx, row: ChangeRow): Promise<void> {
  await tx
    .insertInto('party_change')
    .values({
      ...{ party_id: row.partyId, seq: BigInt(row.seq), at: row.at, type: row.type, case_id: row.caseId },
      data: JSON.stringify(row.data),
    })
    .execute()
}

/** An organisation's changes after a number, oldest first. */
export async function listChangeRows(db: Database, partyId: string, after: number, limit: number) {
  const rows = await db
    .selectFrom('party_change')
    .select(['seq', 'at', 'type', 'data'])
    .where('party_id', '=', partyId)
    .where('seq', '>', BigInt(after))
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(({ seq, at, type, data }) => ({
    seq: Number(seq),
    at,
    type: type as ChangeType,
    data: data as Record<string, unknown>,
  }))
}

/** The organisation's web-hooks that take a type of change now. */
export async function listTakers(tx: Tx, partyId: string, type: ChangeType): Promise<string[]> {
  const rows = await tx
    .selectFrom('web_hook')
    .select('id')
    .where('party_id', '=', partyId)
    .where('removed_at', 'is', null)
    .where('off_since', 'is', null)
    .where(sql<SqlBool>`${type} = any(types)`)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
