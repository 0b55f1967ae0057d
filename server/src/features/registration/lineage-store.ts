import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

/** All declarations are made and moved one after the other, so that two at once cannot close a circle. */
export async function lockLineage(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(4200, 127)`.execute(tx)
}

export async function insertLink(tx: Tx, values: Insertable<DB['lineage_link']>): Promise<void> {
  await tx.insertInto('lineage_link').values(values).execute()
}

export async function updateLink(tx: Tx, id: string, values: Updateable<DB['lineage_link']>): Promise<void> {
  await tx
    .updateTable('lineage_link')
    .set((on) => ({ ...values, version: on('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

const links = (db: Database | Tx) =>
  db
    .selectFrom('lineage_link')
    .innerJoin('register_entry as parent', 'parent.id', 'lineage_link.parent_id')
    .innerJoin('filing_case', 'filing_case.id', 'lineage_link.child_case_id')
    .leftJoin('register_entry as child', 'child.id', 'lineage_link.child_id')
    .selectAll('lineage_link')
    .select([
      'parent.registration_number as parent_number',
      'parent.name as parent_name',
      'parent.holder as parent_holder',
      'parent.status as parent_status',
      'parent.valid_until as parent_until',
      'parent.party_id as parent_party',
      'child.registration_number as child_number',
      'child.party_id as child_party',
      'child.name as child_name',
      'child.holder as child_holder',
      'child.status as child_status',
      'child.valid_until as child_until',
      'filing_case.name as case_name',
      'filing_case.status as case_status',
      'filing_case.prefecture_code',
      'filing_case.form',
      'filing_case.submitted_at',
      'filing_case.deposit_id',
      'filing_case.pack_jurisdiction',
      'filing_case.pack_version',
    ])

export async function findLink(db: Database | Tx, id: string) {
  return await links(db).where('lineage_link.id', '=', id).executeTakeFirst()
}
export type LinkRow = NonNullable<Awaited<ReturnType<typeof findLink>>>

/** Declarations of what a case, or the registration it became, comes from. */
export async function listParents(db: Database | Tx, caseId: string): Promise<LinkRow[]> {
  return await links(db)
    .where('lineage_link.child_case_id', '=', caseId)
    .orderBy('lineage_link.created_at')
    .orderBy('lineage_link.id')
    .execute()
}

/** Declarations by registered data sets that they come from an entry. */
export async function listChildren(db: Database | Tx, entryId: string): Promise<LinkRow[]> {
  return await links(db)
    .where('lineage_link.parent_id', '=', entryId)
    .where('lineage_link.child_id', 'is not', null)
    .orderBy('lineage_link.created_at')
    .orderBy('lineage_link.id')
    .execute()
}

export async function insertLinkEvent(tx: Tx, event: Omit<Insertable<DB['lineage_event']>, 'seq'>): Promise<void> {
  const next = tx
    .selectFrom('lineage_event')
    .select(sql<number>`coalesce(max(seq), 0) + 1`.as('seq'))
    .where('link_id', '=', event.link_id)
  await tx
    .insertInto('lineage_event')
    .values({ ...event, seq: next })
    .execute()
}

export async function listLinkEvents(db: Database | Tx, linkIds: readonly string[]) {
  if (linkIds.length === 0) return []
  return await db
    .selectFrom('lineage_event')
    .leftJoin('account', 'account.id', 'lineage_event.actor_id')
    .select(['link_id', 'at', 'command', 'note', 'account.name as actor_name', 'account.party_id'])
    .where('link_id', 'in', linkIds)
    .orderBy('link_id')
    .orderBy('seq')
    .execute()
}

export async function insertProof(tx: Tx, values: Insertable<DB['lineage_proof']>): Promise<void> {
  await tx.insertInto('lineage_proof').values(values).execute()
}

/** Papers of declarations, oldest first; the last one counts. */
export async function listProofs(db: Database | Tx, linkIds: readonly string[]) {
  if (linkIds.length === 0) return []
  return await db
    .selectFrom('lineage_proof')
    .selectAll()
    .where('link_id', 'in', linkIds)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
}

/** A data set in the circle check: a registration is known by the case it was opened from. */
interface EdgeRow {
  parent: string
  child: string
}

/** Every edge that counts, or is a draft, by the cases of both ends. */
export async function listEdges(tx: Tx): Promise<EdgeRow[]> {
  return await tx
    .selectFrom('lineage_link')
    .innerJoin('register_entry', 'register_entry.id', 'lineage_link.parent_id')
    .select(['register_entry.case_id as parent', 'lineage_link.child_case_id as child'])
    .where('lineage_link.status', 'not in', ['withdrawn', 'struck'])
    .execute()
}

/** The entry that a case was registered as; those opened by a division or merger come later. */
export async function findRegistered(db: Database | Tx, caseId: string) {
  return await db
    .selectFrom('register_entry')
    .select(['id', 'party_id', 'certificate_number', 'registration_number'])
    .where('case_id', '=', caseId)
    .where('opened_by', 'is', null)
    .executeTakeFirst()
}

export async function setChild(tx: Tx, caseId: string, entryId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('lineage_link')
    .set({ child_id: entryId })
    .where('child_case_id', '=', caseId)
    .where('child_id', 'is', null)
    .returning(['id', 'status'])
    .execute()
  return rows.filter(({ status }) => status === 'declared').map(({ id }) => id)
}

const counting = ['declared', 'confirmed', 'disputed']

/** Edges between registered data sets around an entry, nearest first, with how far each end lies from it. */
export async function listAround(db: Database | Tx, entryId: string, most: number) {
  const { rows } = await sql<{ id: string; depth: number }>`
    with recursive edge as (
      select parent_id, child_id from lineage_link
      where child_id is not null and status = any(${counting}::text[])
    ), up(id, depth) as (
      select ${entryId}::uuid, 0
      union select e.parent_id, up.depth - 1 from up join edge e on e.child_id = up.id where up.depth > -20
    ), down(id, depth) as (
      select ${entryId}::uuid, 0
      union select e.child_id, down.depth + 1 from down join edge e on e.parent_id = down.id where down.depth < 20
    )
    select id, min(abs(depth)) * sign(min(depth) + max(depth))::int as depth
    from (select * from up union select * from down) around group by id
    order by min(abs(depth)), id limit ${most + 1}`.execute(db)
  return rows
}

export async function listEdgesBetween(db: Database | Tx, ids: readonly string[]) {
  return await links(db)
    .where('lineage_link.parent_id', 'in', ids)
    .where('lineage_link.child_id', 'in', ids)
    .where('lineage_link.status', 'in', counting)
    .orderBy('lineage_link.created_at')
    .orderBy('lineage_link.id')
    .execute()
}

export async function listNodes(db: Database | Tx, ids: readonly string[]) {
  return await db
    .selectFrom('register_entry')
    .select(['id', 'registration_number', 'name', 'holder', 'status', 'valid_until'])
    .where('id', 'in', ids)
    .execute()
}

/** Registered data sets that come from an entry, directly or through others, with the way's length, each once. */
export async function listDescendants(db: Database | Tx, entryId: string) {
  const { rows } = await sql<{
    id: string
    depth: number
    party_id: string
    case_id: string
    registration_number: string
  }>`
    with recursive down(id, depth) as (
      select child_id, 1 from lineage_link
      where parent_id = ${entryId}::uuid and child_id is not null and status = any(${counting}::text[])
      union
      select l.child_id, down.depth + 1 from down join lineage_link l on l.parent_id = down.id
      where l.child_id is not null and l.status = any(${counting}::text[]) and down.depth < 20
    )
    select e.id, min(down.depth)::int as depth, e.party_id, e.case_id, e.registration_number
    from down join register_entry e on e.id = down.id
    where e.status in ('active', 'suspended')
    group by e.id order by 2, e.registration_number`.execute(db)
  return rows
}
