import { type Insertable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function findKey(db: Database, kid: string) {
  return await db.selectFrom('credential_key').select('kid').where('kid', '=', kid).executeTakeFirst()
}

export async function insertKey(tx: Tx, values: Insertable<DB['credential_key']>): Promise<void> {
  await tx.insertInto('credential_key').values(values).execute()
}

/** All keys ever used, oldest first. */
export async function listKeys(db: Database) {
  return await db.selectFrom('credential_key').selectAll().orderBy('since').orderBy('kid').execute()
}

/** Id of the key that signs credentials or offline codes now. */
export async function newestKey(db: Database, use: 'credential' | 'code'): Promise<string | undefined> {
  const row = await db
    .selectFrom('credential_key')
    .select('kid')
    .where('use', '=', use)
    .orderBy('since', 'desc')
    .orderBy('kid', 'desc')
    .executeTakeFirst()
  return row?.kid
}

/** What a credential is made of. */
const makings = (db: Database) =>
  db
    .selectFrom('certificate')
    .innerJoin('register_entry', 'register_entry.id', 'certificate.entry_id')
    .select(['certificate.id', 'certificate.leaf_id', 'certificate.disclosed', 'certificate.pdf_sha256'])
    .select([
      'register_entry.case_id',
      'register_entry.registered_on',
      'certificate.entry_id',
      'certificate.version_seq',
    ])

export async function getMakings(db: Database, certificateId: string) {
  return await makings(db).where('certificate.id', '=', certificateId).executeTakeFirstOrThrow()
}

/** Certificates without a credential, oldest first. */
export async function listWithoutCredential(db: Database, limit: number) {
  return await makings(db)
    .leftJoin('credential', 'credential.certificate_id', 'certificate.id')
    .where('credential.certificate_id', 'is', null)
    .orderBy('certificate.issued_at')
    .limit(limit)
    .execute()
}

/** The newest status list and how many places of it are taken. */
export async function newestList(db: Database): Promise<{ list: number; taken: number }> {
  const row = await db
    .selectFrom('credential')
    .select(['status_list', (on) => on.fn.countAll<bigint>().as('taken')])
    .groupBy('status_list')
    .orderBy('status_list', 'desc')
    .executeTakeFirst()
  return row ? { list: row.status_list, taken: Number(row.taken) } : { list: 1, taken: 0 }
}

/** False when the place in the list, or the certificate, is taken already. */
export async function insertCredential(tx: Tx, values: Insertable<DB['credential']>): Promise<boolean> {
  const result = await tx
    .insertInto('credential')
    .values(values)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The public credential of a certificate as it was issued with it, under its offline code. */
export async function findCredential(db: Database, certificateId: string) {
  return await db
    .selectFrom('credential')
    .selectAll()
    .where('certificate_id', '=', certificateId)
    .where('seq', '=', 0)
    .executeTakeFirst()
}

/** The newest public credential of a certificate: the one that states the numbers of other registers, if there is any. */
export async function findPublic(db: Database, certificateId: string) {
  return await db
    .selectFrom('credential')
    .selectAll()
    .where('certificate_id', '=', certificateId)
    .where('seq', '<=', 0)
    .orderBy('seq')
    .executeTakeFirst()
}

/** Numbers of other registers by their kind, those that count now. */
export async function numbersInForce(db: Database, entryId: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{
    numbers: Record<string, string>
  }>`select numbers_in_force(${entryId}) as numbers`.execute(db)
  return rows[0]?.numbers ?? {}
}

/** Certificates in force whose newest credential, public or bound, states other numbers than those that count now. */
export async function listOtherNumbers(db: Database, side: 'public' | 'bound', limit: number) {
  return await makings(db)
    .innerJoin('register_version', (join) =>
      join
        .onRef('register_version.entry_id', '=', 'certificate.entry_id')
        .onRef('register_version.seq', '=', 'certificate.version_seq')
        .onRef('register_version.certificate_number', '=', 'register_entry.certificate_number'),
    )
    // Of each certificate by itself: most entries have no number, and then nothing is looked at.
    .innerJoinLateral(
      (on) =>
        on
          .selectFrom('credential')
          .select(['seq', 'numbers', 'sd_jwt', 'holder_kid', 'bound_by', 'leaf_id as binding_leaf'])
          .whereRef('credential.certificate_id', '=', 'certificate.id')
          .where('seq', side === 'public' ? '<=' : '>', 0)
          .orderBy('seq', side === 'public' ? 'asc' : 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select(['newest.seq', 'newest.sd_jwt', 'newest.holder_kid', 'newest.bound_by', 'newest.binding_leaf'])
    .where('register_entry.status', '=', 'active')
    .where((on) =>
      on.exists(on.selectFrom('register_number').select('id').whereRef('entry_id', '=', 'register_entry.id')),
    )
    .where(sql<boolean>`newest.numbers <> numbers_in_force(register_entry.id)`)
    .limit(limit)
    .execute()
}

/** The newest credential that is bound to a key of the holder. */
export async function findBound(db: Database | Tx, certificateId: string) {
  return await db
    .selectFrom('credential')
    .selectAll()
    .where('certificate_id', '=', certificateId)
    .where('seq', '>', 0)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
}

/** One binding of a certificate's credential at a time, until the transaction ends. */
export async function lockBinding(tx: Tx, certificateId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(4202, hashtext(${certificateId}))`.execute(tx)
}

export async function listLists(db: Database): Promise<number[]> {
  const rows = await db.selectFrom('credential').select('status_list').distinct().orderBy('status_list').execute()
  return rows.map((row) => row.status_list)
}

/** States a number that does not count any more. */
const saysMore = sql<boolean>`(credential.numbers <> '{}' and not numbers_in_force(register_entry.id) @> credential.numbers)`

/** Bound to a key that another one has taken the place of since. */
const rebound = sql<boolean>`(credential.seq > 0 and exists (select from credential newer
  where newer.certificate_id = credential.certificate_id and newer.seq > credential.seq
    and newer.holder_kid <> credential.holder_kid))`

/** Places of a list that are not simply in force on `today`, with the register's word for why; a bound credential is over when another key was bound, any when its certificate was replaced. */
export async function listEnded(db: Database, list: number, today: string) {
  return await db
    .selectFrom('credential')
    .innerJoin('certificate', 'certificate.id', 'credential.certificate_id')
    .innerJoin('register_entry', 'register_entry.id', 'certificate.entry_id')
    .innerJoin('register_version', (join) =>
      join
        .onRef('register_version.entry_id', '=', 'certificate.entry_id')
        .onRef('register_version.seq', '=', 'certificate.version_seq'),
    )
    .select(['credential.status_index', 'register_entry.status'])
    .select((on) =>
      on
        .or([
          on('register_entry.valid_until', '<', today),
          rebound,
          on('register_version.certificate_number', '<>', on.ref('register_entry.certificate_number')),
          saysMore,
        ])
        .$castTo<boolean>()
        .as('over'),
    )
    .where('credential.status_list', '=', list)
    .where((on) =>
      on.or([
        on('register_entry.status', '<>', 'active'),
        on('register_entry.valid_until', '<', today),
        rebound,
        on('register_version.certificate_number', '<>', on.ref('register_entry.certificate_number')),
        saysMore,
      ]),
    )
    .execute()
}

/** The newest token of a list, or the one that was the newest at a time. */
export async function findToken(db: Database, list: number, at?: Date) {
  return await db
    .selectFrom('status_list_token')
    .selectAll()
    .where('list', '=', list)
    .$if(at !== undefined, (q) => q.where('issued_at', '<=', at ?? new Date()))
    .orderBy('seq', 'desc')
    .executeTakeFirst()
}

/** One maker of a list's tokens at a time, until the transaction ends. */
export async function lockList(tx: Tx, list: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(4201, ${list})`.execute(tx)
}

export async function insertToken(tx: Tx, values: Insertable<DB['status_list_token']>): Promise<void> {
  await tx.insertInto('status_list_token').values(values).execute()
}
