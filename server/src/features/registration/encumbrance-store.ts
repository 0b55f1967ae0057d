import type { Insertable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertEncumbrance(tx: Tx, values: Insertable<DB['register_encumbrance']>): Promise<void> {
  await tx.insertInto('register_encumbrance').values(values).execute()
}

/** What lies or lay on entries, oldest first. */
export async function listEncumbrances(db: Database | Tx, entryIds: readonly string[]) {
  if (entryIds.length === 0) return []
  return await db
    .selectFrom('register_encumbrance')
    .selectAll()
    .where('entry_id', 'in', entryIds)
    .orderBy('recorded_at')
    .orderBy('number')
    .execute()
}
export type EncumbranceRow = Awaited<ReturnType<typeof listEncumbrances>>[number]

/** Takes a burden off its entry, whose row is locked. */
export async function releaseEncumbrance(tx: Tx, id: string, affairId: string, at: Date): Promise<void> {
  await tx
    .updateTable('register_encumbrance')
    .set({ status: 'released', released_by: affairId, released_at: at })
    .where('id', '=', id)
    .where('status', '=', 'in_force')
    .execute()
}

export async function insertEffect(tx: Tx, values: Insertable<DB['register_effect']>): Promise<void> {
  await tx.insertInto('register_effect').values(values).execute()
}

/** Who was told what an affair does to their burden. */
export async function listEffects(db: Database | Tx, affairIds: readonly string[]) {
  if (affairIds.length === 0) return []
  return await db
    .selectFrom('register_effect')
    .innerJoin('register_encumbrance', 'register_encumbrance.id', 'register_effect.encumbrance_id')
    .selectAll('register_effect')
    .select('register_encumbrance.beneficiary_party')
    .where('affair_id', 'in', affairIds)
    .execute()
}
export type EffectRow = Awaited<ReturnType<typeof listEffects>>[number]

export async function findEncumbrance(db: Database | Tx, id: string): Promise<EncumbranceRow | undefined> {
  return await db.selectFrom('register_encumbrance').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertLetter(tx: Tx, values: Insertable<DB['register_letter']>): Promise<void> {
  await tx.insertInto('register_letter').values(values).execute()
}

export async function insertService(tx: Tx, values: Insertable<DB['register_letter_service']>): Promise<void> {
  await tx.insertInto('register_letter_service').values(values).execute()
}

/** Letters of affairs to beneficiaries who have no account here, oldest first, and how they were served. */
export async function listLetters(db: Database | Tx, affairIds: readonly string[]) {
  if (affairIds.length === 0) return []
  return await db
    .selectFrom('register_letter')
    .innerJoin('register_encumbrance', 'register_encumbrance.id', 'register_letter.encumbrance_id')
    .leftJoin('register_letter_service as service', 'service.letter_id', 'register_letter.id')
    .leftJoin('register_affair_event as event', (join) =>
      join.onRef('event.affair_id', '=', 'service.affair_id').onRef('event.seq', '=', 'service.event_seq'),
    )
    .leftJoin('account', 'account.id', 'event.actor_id')
    .selectAll('register_letter')
    .select(['register_encumbrance.beneficiary_name', 'register_encumbrance.number as burden_number'])
    .select([
      'service.way',
      'service.reference',
      'service.served_on',
      'event.at as served_at',
      'account.name as server_name',
    ])
    .where('register_letter.affair_id', 'in', affairIds)
    .orderBy('made_at')
    .orderBy('register_letter.id')
    .execute()
}
export type LetterRow = Awaited<ReturnType<typeof listLetters>>[number]

/** Burdens that an affair recorded or took off and whose beneficiaries have no account here; a court knows what it ordered. */
export async function listUntold(tx: Tx, affairId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('register_encumbrance')
    .select('id')
    .where((on) => on.or([on('recorded_by', '=', affairId), on('released_by', '=', affairId)]))
    .where('beneficiary_party', 'is', null)
    .where('kind', '<>', 'freeze')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
