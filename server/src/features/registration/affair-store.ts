import type { CaseScope } from '@datadeed/core/kernel/actor'
import { holderKinds, openStatuses, waitingStatuses } from '@datadeed/core/registration/machine'
import { type Insertable, type SelectQueryBuilder, sql, type Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function findAffair(db: Database | Tx, id: string) {
  return await db.selectFrom('register_affair').selectAll().where('id', '=', id).executeTakeFirst()
}
export type AffairRow = NonNullable<Awaited<ReturnType<typeof findAffair>>>

/** The affair's row, locked; its entry's row must be locked before it. */
export async function lockAffair(tx: Tx, id: string): Promise<AffairRow | undefined> {
  return await tx.selectFrom('register_affair').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/**
 * Rows of entries, locked in one order however they are named: every command on a right waits here for the one before it,
 * and no two wait for each other. A command that touches several names them all at once.
 */
export async function lockEntries(tx: Tx, ids: readonly string[]) {
  return await tx
    .selectFrom('register_entry')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The entry's row, locked, alone or again. */
export async function lockEntry(tx: Tx, id: string) {
  const [entry] = await lockEntries(tx, [id])
  return entry
}

export async function updateEntry(tx: Tx, id: string, values: Updateable<DB['register_entry']>): Promise<void> {
  await tx.updateTable('register_entry').set(values).where('id', '=', id).execute()
}

export async function insertAffair(tx: Tx, values: Insertable<DB['register_affair']>): Promise<void> {
  await tx.insertInto('register_affair').values(values).execute()
}

export async function updateAffair(tx: Tx, id: string, values: Updateable<DB['register_affair']>): Promise<void> {
  await tx
    .updateTable('register_affair')
    .set((on) => ({ ...values, version: on('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function listOpenAffairs(db: Database | Tx, entryId: string): Promise<AffairRow[]> {
  return await db
    .selectFrom('register_affair')
    .selectAll()
    .where('entry_id', '=', entryId)
    .where('status', 'in', openStatuses)
    .execute()
}

export async function listAffairs(db: Database, entryId: string): Promise<AffairRow[]> {
  return await db
    .selectFrom('register_affair')
    .selectAll()
    .where('entry_id', '=', entryId)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Appends to the history of an affair, whose row is held; says as what in order. */
export async function insertAffairEvent(
  tx: Tx,
  event: Omit<Insertable<DB['register_affair_event']>, 'seq'>,
): Promise<number> {
  const last = tx
    .selectFrom('register_affair_event')
    .select(sql<number>`coalesce(max(seq), 0) + 1`.as('seq'))
    .where('affair_id', '=', event.affair_id)
  const { seq } = await tx
    .insertInto('register_affair_event')
    .values({ ...event, seq: last })
    .returning('seq')
    .executeTakeFirstOrThrow()
  return seq
}

export async function listAffairEvents(db: Database, affairIds: readonly string[]) {
  if (affairIds.length === 0) return []
  return await db
    .selectFrom('register_affair_event as event')
    .leftJoin('account', 'account.id', 'event.actor_id')
    .leftJoin('delegation', 'delegation.id', 'event.delegation_id')
    .select(['affair_id', 'at', 'command', 'note', 'actor_id', 'account.name as actor_name', 'account.party_id'])
    // For whom it was done, where it was on a delegation.
    .select(['event.delegation_id', 'delegation.principal_id as acted_for'])
    .where('affair_id', 'in', affairIds)
    .orderBy('seq')
    .execute()
}

export async function insertDocument(tx: Tx, values: Insertable<DB['register_affair_document']>): Promise<void> {
  await tx.insertInto('register_affair_document').values(values).execute()
}

/** Documents of affairs, oldest first; the last one of a code counts. */
export async function listDocuments(db: Database | Tx, affairIds: readonly string[]) {
  if (affairIds.length === 0) return []
  return await db
    .selectFrom('register_affair_document')
    .selectAll()
    .where('affair_id', 'in', affairIds)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
}

export async function insertVersion(tx: Tx, values: Insertable<DB['register_version']>): Promise<void> {
  await tx.insertInto('register_version').values(values).execute()
}

/** All versions of an entry, oldest first. */
export async function listVersions(db: Database | Tx, entryId: string) {
  return await db.selectFrom('register_version').selectAll().where('entry_id', '=', entryId).orderBy('seq').execute()
}

/** Ids of entries in force or suspended whose last day lies before today. */
export async function listOver(db: Database, today: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('register_entry')
    .select('id')
    .where('status', 'in', ['active', 'suspended'])
    .where('valid_until', '<', today)
    .orderBy('valid_until')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export interface RegistrationFilter {
  q?: string | undefined
  status?: string | undefined
  waiting: boolean
  today: string
}

/** Of entries, those in which a party holds a share now. */
const heldByParty = (partyId: string) => sql<boolean>`(register_entry.party_id = ${partyId} or exists (
  select from register_share s join register_version v on v.entry_id = s.entry_id and v.seq = s.version_seq
  where s.entry_id = register_entry.id and v.certificate_number = register_entry.certificate_number
    and s.party_id = ${partyId}))`

function scoped<O>(query: SelectQueryBuilder<DB, 'register_entry', O>, scope: CaseScope, filter: RegistrationFilter) {
  const q = filter.q ?? ''
  const partyId = scope.kind === 'party' || scope.kind === 'delegated' ? scope.partyId : null
  const cases = scope.kind === 'delegated' ? scope.cases : null
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const number = q.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return query
    .$if(scope.kind === 'nothing', (s) => s.where(sql<boolean>`false`))
    .$if(scope.kind === 'region', (s) =>
      s.where('prefecture_code', '=', scope.kind === 'region' ? scope.regionCode : ''),
    )
    .$if(partyId !== null, (s) => s.where(heldByParty(partyId ?? '')))
    .$if(cases !== null, (s) => s.where(sql<boolean>`register_entry.case_id = any(${cases}::uuid[])`))
    .$if(q !== '', (s) =>
      s.where((on) =>
        on.or([
          on('name', 'ilike', like),
          on('holder', 'ilike', like),
          on('registration_number', '=', number),
          on('certificate_number', '=', number),
        ]),
      ),
    )
    .$if(filter.status === 'expired', (s) =>
      s.where((on) =>
        on.or([
          on('status', '=', 'expired'),
          on.and([on('status', 'in', ['active', 'suspended']), on('valid_until', '<', filter.today)]),
        ]),
      ),
    )
    .$if(filter.status === 'active' || filter.status === 'suspended', (s) =>
      s.where('status', '=', filter.status ?? '').where('valid_until', '>=', filter.today),
    )
    .$if(filter.status === 'cancelled' || filter.status === 'revoked', (s) =>
      s.where('status', '=', filter.status ?? ''),
    )
    .$if(filter.waiting, (s) =>
      s.where((on) =>
        on.exists(
          on
            .selectFrom('register_affair')
            .select('register_affair.id')
            .whereRef('register_affair.entry_id', '=', 'register_entry.id')
            .where('register_affair.status', 'in', waitingStatuses),
        ),
      ),
    )
}

/** Registrations of a scope, newest first, with what waits on each; what only the authority may know of is left out for a company. */
export async function listRegistrations(
  db: Database,
  scope: CaseScope,
  filter: RegistrationFilter,
  after: readonly [string, string] | null,
  limit: number,
) {
  const hidden = scope.kind === 'party' || scope.kind === 'delegated' ? holderKinds : null
  return await scoped(db.selectFrom('register_entry').selectAll('register_entry'), scope, filter)
    .select((on) => {
      const affairs = on
        .selectFrom('register_affair')
        .whereRef('register_affair.entry_id', '=', 'register_entry.id')
        .where('register_affair.status', 'in', waitingStatuses)
        .$if(hidden !== null, (s) => s.where('register_affair.kind', 'in', hidden ?? []))
      return [
        affairs.select(({ fn }) => fn.countAll<bigint>().as('n')).as('waiting'),
        affairs.select(({ fn }) => fn.min('register_affair.due').as('due')).as('nearest_due'),
      ]
    })
    .$if(after !== null, (s) => s.where(sql<boolean>`(registered_on, id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`))
    .orderBy('registered_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

export async function countRegistrations(db: Database, scope: CaseScope, filter: RegistrationFilter): Promise<number> {
  const query = scoped(db.selectFrom('register_entry').select(sql<bigint>`count(*)`.as('n')), scope, filter)
  return Number((await query.executeTakeFirstOrThrow()).n)
}
