import { type Insertable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

/** Inserts unless this version of the entry has its certificate already; false when it has. */
export async function insertCertificate(tx: Tx, values: Insertable<DB['certificate']>): Promise<boolean> {
  const result = await tx
    .insertInto('certificate')
    .values(values)
    .onConflict((on) => on.columns(['entry_id', 'version_seq']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

const certificates = (db: Database | Tx) =>
  db
    .selectFrom('certificate')
    .innerJoin('register_entry', 'register_entry.id', 'certificate.entry_id')
    .innerJoin('filing_case', 'filing_case.id', 'register_entry.case_id')
    .innerJoin('register_version', (join) =>
      join
        .onRef('register_version.entry_id', '=', 'certificate.entry_id')
        .onRef('register_version.seq', '=', 'certificate.version_seq'),
    )
    .selectAll('certificate')
    .select(['register_version.certificate_number', 'register_version.name', 'register_version.holder'])
    .select(['register_version.content', 'register_version.valid_until'])
    .select([
      'register_entry.registration_number',
      'register_entry.certificate_number as newest_number',
      'register_entry.case_id',
      'register_entry.party_id',
    ])
    // What a renewal was made with, or what the case was filed with.
    .select(
      sql<string>`coalesce((select v.deposit_id from register_version v where v.entry_id = certificate.entry_id
        and v.seq <= certificate.version_seq and v.deposit_id is not null order by v.seq desc limit 1), filing_case.deposit_id)`.as(
        'deposit_id',
      ),
    )
    // Why the next version came; null for the newest.
    .select(
      sql<string | null>`(select v.cause from register_version v where v.entry_id = certificate.entry_id
        and v.seq = certificate.version_seq + 1)`.as('replaced_because'),
    )

/** By certificate number (17), or the certificate in force by registration number (16). */
export async function findByNumber(db: Database, number: string) {
  return await certificates(db)
    .where((on) =>
      on.or([
        on.and([
          on('register_entry.registration_number', '=', number),
          on('register_version.certificate_number', '=', on.ref('register_entry.certificate_number')),
        ]),
        on('register_version.certificate_number', '=', number),
      ]),
    )
    .executeTakeFirst()
}
export type CertificateRow = NonNullable<Awaited<ReturnType<typeof findByNumber>>>

export async function findByPdf(db: Database, sha256: string) {
  return await certificates(db).where('certificate.pdf_sha256', '=', sha256).executeTakeFirst()
}

/** Numbers of the versions of an entry that have their certificates. */
export async function listIssued(db: Database, entryId: string): Promise<number[]> {
  const rows = await db.selectFrom('certificate').select('version_seq').where('entry_id', '=', entryId).execute()
  return rows.map((row) => row.version_seq)
}
