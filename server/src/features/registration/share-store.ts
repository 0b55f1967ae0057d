import type { Holder } from '@datadeed/core/registration/share'
import type { Insertable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'
import { insertVersion } from './affair-store.ts'

/** A version of an entry with whoever holds it; the database refuses shares that are not one whole. */
export async function insertHeldVersion(
  tx: Tx,
  version: Insertable<DB['register_version']>,
  holders: readonly Holder[],
): Promise<void> {
  await insertVersion(tx, version)
  await tx
    .insertInto('register_share')
    .values(
      holders.map(({ partyId, ...one }, i) => ({
        ...{ ...one, entry_id: version.entry_id, version_seq: version.seq, position: i + 1, party_id: partyId },
      })),
    )
    .execute()
}

/** Holders of entries in each of their versions, in their order. */
export async function listShares(db: Database | Tx, entryIds: readonly string[]) {
  if (entryIds.length === 0) return []
  return await db
    .selectFrom('register_share')
    .innerJoin('register_version', (join) =>
      join
        .onRef('register_version.entry_id', '=', 'register_share.entry_id')
        .onRef('register_version.seq', '=', 'register_share.version_seq'),
    )
    .selectAll('register_share')
    .select('register_version.certificate_number')
    .where('register_share.entry_id', 'in', entryIds)
    .orderBy('register_share.entry_id')
    .orderBy('version_seq')
    .orderBy('position')
    .execute()
}

export async function insertSuccession(tx: Tx, values: Insertable<DB['register_succession']>): Promise<void> {
  await tx.insertInto('register_succession').values(values).execute()
}

/** Registrations that an entry came from or went over into, with the numbers in force then. */
export async function listSuccessions(db: Database | Tx, entryId: string) {
  const related = (own: 'from_entry' | 'to_entry', other: 'from_entry' | 'to_entry') =>
    db
      .selectFrom('register_succession')
      .innerJoin('register_entry', 'register_entry.id', `register_succession.${other}`)
      .select(['register_entry.registration_number', 'register_entry.certificate_number', 'register_entry.name', 'at'])
      .where(`register_succession.${own}`, '=', entryId)
      .orderBy('register_entry.registration_number')
      .execute()
  const [before, after] = await Promise.all([related('to_entry', 'from_entry'), related('from_entry', 'to_entry')])
  return { before, after }
}
