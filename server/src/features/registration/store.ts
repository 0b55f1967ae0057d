import { type Insertable, type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertEntry(tx: Tx, values: Insertable<DB['register_entry']>): Promise<void> {
  await tx.insertInto('register_entry').values(values).execute()
}

/** Appends to an entry's history; the caller holds the entry's row, or is making it. */
export async function appendRegisterEvent(tx: Tx, event: Omit<Insertable<DB['register_event']>, 'seq'>): Promise<void> {
  const next = tx
    .selectFrom('register_event')
    .select(sql<number>`coalesce(max(seq), 0) + 1`.as('seq'))
    .where('entry_id', '=', event.entry_id)
  await tx
    .insertInto('register_event')
    .values({ ...event, seq: next })
    .execute()
}

const entries = (db: Database | Tx) =>
  db
    .selectFrom('register_entry')
    .innerJoin('filing_case', 'filing_case.id', 'register_entry.case_id')
    .leftJoin('notice', 'notice.case_id', 'register_entry.case_id')
    .selectAll('register_entry')
    .select(
      sql<string>`coalesce((select v.deposit_id from register_version v where v.entry_id = register_entry.id
        and v.deposit_id is not null order by v.seq desc limit 1), filing_case.deposit_id)`.as('deposit_id'),
    )
    .select([
      'filing_case.number as case_number',
      'filing_case.submitted_at',
      'filing_case.deposit_id as case_deposit_id',
    ])
    .select(['notice.number as notice_number', 'notice.opens as notice_opens'])

/** By registration number (16) or certificate number (17), a replaced one too. */
export async function findEntry(db: Database | Tx, number: string) {
  return await entries(db)
    .where((on) =>
      on.or([
        on('register_entry.registration_number', '=', number),
        on(
          'register_entry.id',
          'in',
          on.selectFrom('register_version').select('entry_id').where('certificate_number', '=', number),
        ),
      ]),
    )
    .executeTakeFirst()
}
export type EntryRow = NonNullable<Awaited<ReturnType<typeof findEntry>>>

/** All registrations that rest on a case, the first one first: a division or a merger opens more. */
export async function listEntriesOfCase(db: Database | Tx, caseId: string): Promise<EntryRow[]> {
  return await entries(db).where('register_entry.case_id', '=', caseId).orderBy('register_entry.id').execute()
}

export async function findEntryById(db: Database | Tx, column: 'id' | 'case_id', value: string) {
  return await entries(db).where(`register_entry.${column}`, '=', value).executeTakeFirst()
}

export async function listRegisterEvents(db: Database, entryId: string) {
  return await db
    .selectFrom('register_event')
    .select(['seq', 'at', 'what', 'payload'])
    .where('entry_id', '=', entryId)
    .orderBy('seq')
    .execute()
}

export interface RegisterFilter {
  /** Part of a name or holder; or, as `number`, a whole number. */
  q: string
  number: string
  /** Entries that have `q` as a number in another register. */
  ids: readonly string[]
  /** Expiry is not stored: an active or suspended entry whose last day lies before today has expired. */
  today: string
  prefectureCode?: string | undefined
  direction?: string | undefined
  status?: string | undefined
}

function filtered<O>(
  query: SelectQueryBuilder<DB, 'register_entry', O>,
  { q, number, ids, today, ...filter }: RegisterFilter,
) {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return query
    .$if(q !== '', (s) =>
      s.where((on) =>
        on.or([
          on('name', 'ilike', like),
          on('holder', 'ilike', like),
          on('registration_number', '=', number),
          on('certificate_number', '=', number),
          ...(ids.length > 0 ? [on('id', 'in', ids)] : []),
        ]),
      ),
    )
    .$if(filter.prefectureCode !== undefined, (s) => s.where('prefecture_code', '=', filter.prefectureCode ?? ''))
    .$if(filter.direction !== undefined, (s) => s.where('direction', '=', filter.direction ?? ''))
    .$if(filter.status === 'active' || filter.status === 'suspended', (s) =>
      s.where('status', '=', filter.status ?? '').where('valid_until', '>=', today),
    )
    .$if(filter.status === 'expired', (s) =>
      s.where((on) =>
        on.or([
          on('status', '=', 'expired'),
          on.and([on('status', 'in', ['active', 'suspended']), on('valid_until', '<', today)]),
        ]),
      ),
    )
    .$if(filter.status === 'cancelled' || filter.status === 'revoked', (s) =>
      s.where('status', '=', filter.status ?? ''),
    )
}

export async function searchEntries(
  db: Database,
  filter: RegisterFilter,
  after: readonly [string, string] | null,
  limit: number,
) {
  return await filtered(db.selectFrom('register_entry').selectAll(), filter)
    .$if(after !== null, (q) => q.where(sql<boolean>`(registered_on, id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`))
    .orderBy('registered_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

export async function countEntries(db: Database, filter: RegisterFilter): Promise<number> {
  const row = await filtered(
    db.selectFrom('register_entry').select(sql<bigint>`count(*)`.as('n')),
    filter,
  ).executeTakeFirstOrThrow()
  return Number(row.n)
}
