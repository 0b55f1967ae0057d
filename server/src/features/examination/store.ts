import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

/** The number a series would give next; somebody else may take it first. */
export async function peekNumber(db: Database, series: string): Promise<number> {
  const row = await db.selectFrom('number_series').select('last').where('series', '=', series).executeTakeFirst()
  return Number(row?.last ?? 0n) + 1
}

export interface LetterRow {
  id: string
  caseId: string
  kind: string
  number: string
  template: string
  data: object
  sha256: string
  issuedAt: Date
}

export async function insertLetter(tx: Tx, row: LetterRow): Promise<void> {
  await tx
    .insertInto('letter')
    .values({
      id: row.id,
      case_id: row.caseId,
      kind: row.kind,
      number: row.number,
      template: row.template,
      data: JSON.stringify(row.data),
      sha256: row.sha256,
      issued_at: row.issuedAt,
    })
    .execute()
}

export async function findLetter(
  db: Database,
  caseId: string,
  letterId: string,
): Promise<{ number: string; sha256: string } | undefined> {
  return await db
    .selectFrom('letter')
    .select(['number', 'sha256'])
    .where('case_id', '=', caseId)
    .where('id', '=', letterId)
    .executeTakeFirst()
}
