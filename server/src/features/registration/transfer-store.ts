import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertSignatures(tx: Tx, rows: readonly Insertable<DB['register_signature']>[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('register_signature').values(rows).execute()
}

export async function listSignatures(db: Database | Tx, affairIds: readonly string[]) {
  if (affairIds.length === 0) return []
  return await db
    .selectFrom('register_signature')
    .innerJoin('party', 'party.id', 'register_signature.party_id')
    .selectAll('register_signature')
    .select(['party.name', 'party.uscc'])
    .where('affair_id', 'in', affairIds)
    .orderBy('asked_at')
    .orderBy('party.uscc')
    .execute()
}
export type SignatureRow = Awaited<ReturnType<typeof listSignatures>>[number]

export async function answerSignature(
  tx: Tx,
  {
    affairId,
    partyId,
    ...answer
  }: {
    affairId: string
    partyId: string
    accountId: string
    delegationId: string | null
    now: Date
    sha256: string | null
  },
): Promise<void> {
  const { accountId, delegationId, now, sha256 } = answer
  await tx
    .updateTable('register_signature')
    .set({
      account_id: accountId,
      delegation_id: delegationId,
      sha256,
      ...(sha256 ? { signed_at: now } : { declined_at: now }),
    })
    .where('affair_id', '=', affairId)
    .where('party_id', '=', partyId)
    .where('account_id', 'is', null)
    .execute()
}

export interface PartyAffairRow {
  id: string
  number: string
  kind: string
  status: string
  name: string
  registration_number: string
  begun_by: string
  created_at: Date
  to_sign: boolean
}

/** A party, and the cases within reach where it is acted for in some alone. */
interface Whose {
  partyId: string
  cases: readonly string[] | null
}

/** Affairs that a party began, signs or was told of, newest first; with `toSign` those that wait for it. */
export async function listPartyAffairs(
  db: Database,
  { partyId, cases }: Whose,
  toSign: boolean,
  after: readonly [string, string] | null,
  limit: number,
): Promise<PartyAffairRow[]> {
  const waits = sql<boolean>`a.status = 'awaiting_signatures' and s.party_id is not null and s.account_id is null`
  const { rows } = await sql<PartyAffairRow>`
    select a.id, a.number, a.kind, a.status, e.name, e.registration_number, coalesce(p.name, '登记机构') as begun_by,
      a.created_at, coalesce(${waits}, false) as to_sign
    from register_affair a join register_entry e on e.id = a.entry_id left join party p on p.id = a.party_id
    left join register_signature s on s.affair_id = a.id and s.party_id = ${partyId}
    where (a.party_id = ${partyId}
      or (a.status <> 'draft' and s.party_id is not null)
      or (a.status <> 'draft' and exists (select from register_effect f join register_encumbrance b on b.id = f.encumbrance_id
        where f.affair_id = a.id and b.beneficiary_party = ${partyId})))
      ${cases ? sql`and e.case_id = any(${cases}::uuid[])` : sql``}
      ${toSign ? sql`and ${waits}` : sql``}
      ${after ? sql`and (a.created_at, a.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by a.created_at desc, a.id desc limit ${limit + 1}`.execute(db)
  return rows
}

export async function countPartyAffairs(db: Database, { partyId, cases }: Whose, toSign: boolean): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from register_affair a join register_entry e on e.id = a.entry_id
    left join register_signature s on s.affair_id = a.id and s.party_id = ${partyId}
    where (a.party_id = ${partyId}
      or (a.status <> 'draft' and s.party_id is not null)
      or (a.status <> 'draft' and exists (select from register_effect f join register_encumbrance b on b.id = f.encumbrance_id
        where f.affair_id = a.id and b.beneficiary_party = ${partyId})))
      ${cases ? sql`and e.case_id = any(${cases}::uuid[])` : sql``}
      ${toSign ? sql`and a.status = 'awaiting_signatures' and s.party_id is not null and s.account_id is null` : sql``}`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}
