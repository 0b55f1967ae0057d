import { type Insertable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

/** Statements of one number wait for each other, so that two registrations cannot both be first. */
export async function lockNumber(tx: Tx, kind: string, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`number ${kind} ${key}`}, 0))`.execute(tx)
}

/** Appends a statement; the entry's row must be locked. */
export async function insertNumber(tx: Tx, values: Omit<Insertable<DB['register_number']>, 'seq'>): Promise<void> {
  const next = tx
    .selectFrom('register_number')
    .select(sql<number>`coalesce(max(seq), 0) + 1`.as('seq'))
    .where('entry_id', '=', values.entry_id)
    .where('kind', '=', values.kind)
  await tx
    .insertInto('register_number')
    .values({ ...values, seq: next })
    .execute()
}

export async function insertCheck(tx: Tx, values: Insertable<DB['register_number_check']>): Promise<boolean> {
  const result = await tx
    .insertInto('register_number_check')
    .values(values)
    .onConflict((on) => on.column('number_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

const statements = (db: Database | Tx) =>
  db
    .selectFrom('register_number')
    .innerJoin('account as stater', 'stater.id', 'register_number.stated_by')
    .leftJoin('register_number_check as done', 'done.number_id', 'register_number.id')
    .leftJoin('account as checker', 'checker.id', 'done.checked_by')
    .selectAll('register_number')
    .select([
      'stater.name as stater_name',
      'done.outcome',
      'done.note as check_note',
      'done.checked_at',
      'checker.name as checker_name',
    ])

/** Every statement for an entry, newest first. */
export async function listStatements(db: Database | Tx, entryId: string) {
  return await statements(db)
    .where('register_number.entry_id', '=', entryId)
    .orderBy('register_number.stated_at', 'desc')
    .orderBy('register_number.kind')
    .orderBy('register_number.seq', 'desc')
    .execute()
}
export type StatementRow = Awaited<ReturnType<typeof listStatements>>[number]

export async function findStatement(db: Database | Tx, id: string) {
  return await statements(db).where('register_number.id', '=', id).executeTakeFirst()
}

const isLast = sql<boolean>`not exists (
  select from register_number later
  where later.entry_id = register_number.entry_id and later.kind = register_number.kind and later.seq > register_number.seq
)`

/** Entries of which a number is one now. */
export async function listEntriesOf(db: Database | Tx, key: string, kind?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('register_number')
    .select('entry_id')
    .distinct()
    .where('key', '=', key)
    .$if(kind !== undefined, (s) => s.where('kind', '=', kind ?? ''))
    .where(isLast)
    .limit(50)
    .execute()
  return rows.map(({ entry_id }) => entry_id)
}

export interface NumberFilter {
  kind?: string | undefined
  key: string
}

function current(db: Database, { kind, key }: NumberFilter) {
  return db
    .selectFrom('register_number')
    .innerJoin('register_entry', 'register_entry.id', 'register_number.entry_id')
    .leftJoin('register_number_check as done', 'done.number_id', 'register_number.id')
    .where('register_number.value', 'is not', null)
    .where(isLast)
    .$if(kind !== undefined, (s) => s.where('register_number.kind', '=', kind ?? ''))
    .$if(key !== '', (s) =>
      s.where((on) => on.or([on('register_number.key', '=', key), on('register_entry.registration_number', '=', key)])),
    )
}

/** Numbers in force of all registrations, oldest statement first. */
export async function listNumbers(
  db: Database,
  filter: NumberFilter,
  after: readonly [string, string] | null,
  limit: number,
) {
  return await current(db, filter)
    .select([
      'register_number.id',
      'register_number.kind',
      'register_number.value',
      'register_number.issuer',
      'register_number.issued_on',
      'register_number.stated_at',
      'register_entry.registration_number',
      'register_entry.name',
      'register_entry.holder',
      'done.outcome',
    ])
    .$if(after !== null, (s) =>
      s.where(
        sql<boolean>`(register_number.stated_at, register_number.id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy('register_number.stated_at')
    .orderBy('register_number.id')
    .limit(limit + 1)
    .execute()
}

export async function countNumbers(db: Database, filter: NumberFilter): Promise<number> {
  const row = await current(db, filter)
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
