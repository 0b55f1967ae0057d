import type { ComparedField } from '@datadeed/core/filing/alike'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import { numberOf } from './preexam-store.ts'

const MOST_PER_FINGERPRINT = 200
const MOST_COMPARED = 30

/** A registration with the part of it that anybody can read. */
export interface PublishedText {
  registrationNumber: string
  name: string
  holder: string
  partyId: string
  status: string
  validUntil: string
  content: Readonly<Record<string, unknown>>
}

/** Registrations that share most fingerprints with these. What they are compared by is their published text, not their application. */
export async function listPublishedLike(
  db: Database,
  caseId: string,
  fingerprints: readonly { field: ComparedField; hashes: readonly number[] }[],
): Promise<PublishedText[]> {
  const own = fingerprints.flatMap(({ field, hashes }) => hashes.map((hash) => [numberOf(field), hash] as const))
  if (own.length === 0) return []
  const { rows } = await sql<PublishedText>`
    with shared as materialized (
      select f.case_id, count(*) as hits
      from unnest(${own.map(([field]) => field)}::smallint[], ${own.map(([, hash]) => hash)}::int[]) as own (field, hash)
      cross join lateral (
        select case_id from case_fingerprint f where f.field = own.field and f.hash = own.hash
        order by case_id limit ${sql.lit(MOST_PER_FINGERPRINT)}
      ) f
      where f.case_id <> ${caseId}::uuid
      group by f.case_id
    )
    select e.registration_number as "registrationNumber", e.name, e.holder, e.party_id as "partyId", e.status,
      e.valid_until::text as "validUntil", e.content
    from shared join register_entry e on e.case_id = shared.case_id
    order by shared.hits desc, e.id limit ${sql.lit(MOST_COMPARED)}`.execute(db)
  return rows
}
