import type { Insertable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

/** Inserts unless the entry has its certificate already; false when it has. */
export async function insertCertificate(tx: Tx, values: Insertable<DB['certificate']>): Promise<boolean> {
  const result = await tx
    .insertInto('certificate')
    .values(values)
    .onConflict((on) => on.column('entry_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

const certificates = (db: Database | Tx) =>
  db
    .selectFrom('certificate')
    .innerJoin('register_entry', 'register_entry.id', 'certificate.entry_id')
    .innerJoin('filing_case', 'filing_case.id', 'register_entry.case_id')
    .selectAll('certificate')
    .select([
      'register_entry.registration_number',
      'register_entry.certificate_number',
      'register_entry.case_id',
      'register_entry.party_id',
      'filing_case.deposit_id',
    ])

/** By certificate number (17) or registration number (16). */
export async function findByNumber(db: Database, number: string) {
  return await certificates(db)
    .where((on) =>
      on.or([
        on('register_entry.registration_number', '=', number),
        on('register_entry.certificate_number', '=', number),
      ]),
    )
    .executeTakeFirst()
}
export type CertificateRow = NonNullable<Awaited<ReturnType<typeof findByNumber>>>

export async function findByPdf(db: Database, sha256: string) {
  return await certificates(db).where('certificate.pdf_sha256', '=', sha256).executeTakeFirst()
}

export async function hasCertificate(db: Database, entryId: string): Promise<boolean> {
  return (
    (await db.selectFrom('certificate').select('id').where('entry_id', '=', entryId).executeTakeFirst()) !== undefined
  )
}
