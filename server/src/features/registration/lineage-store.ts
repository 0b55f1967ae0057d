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

/** Who holds an entry now: its party, or, divided or merged, those of the entries that it went over into. */
const heirsOf = (entry: 'parent.id' | 'child.id') => sql<string[]>`coalesce((
  with recursive line(id) as (
    select ${sql.ref(entry)} union select s.to_entry from line join register_succession s on s.from_entry = line.id
  )
  select array_agg(distinct e.party_id) from line join register_entry e on e.id = line.id
  where not exists (select from register_succession s where s.from_entry = line.id)), '{}')`

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
      'parent.case_id as parent_case',
      'parent.holder as parent_holder',
      'parent.status as parent_status',
      'parent.valid_until as parent_until',
      heirsOf('parent.id').as('parent_parties'),
      'child.registration_number as child_number',
      heirsOf('child.id').as('child_parties'),
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

/** An entry and those in whose place it was opened by division or merger, nearest first. */
export async function listLine(db: Database | Tx, entryId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive line(id, far) as (
      select ${entryId}::uuid, 0
      union select s.from_entry, line.far + 1 from line join register_succession s on s.to_entry = line.id
    )
    select id from line group by id order by min(far), id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Declarations of what entries come from; without any, of what a case comes from that is not registered yet. */
export async function listParents(db: Database | Tx, caseId: string, entryIds: readonly string[]): Promise<LinkRow[]> {
  return await links(db)
    .$if(entryIds.length > 0, (q) => q.where('lineage_link.child_id', 'in', [...entryIds]))
    .$if(entryIds.length === 0, (q) =>
      q.where('lineage_link.child_case_id', '=', caseId).where('lineage_link.child_id', 'is', null),
    )
    .orderBy('lineage_link.created_at')
    .orderBy('lineage_link.id')
    .execute()
}

/** Declarations by registered data sets that they come from one of these entries. */
export async function listChildren(db: Database | Tx, entryIds: readonly string[]): Promise<LinkRow[]> {
  return await links(db)
    .where('lineage_link.parent_id', 'in', [...entryIds])
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
    .leftJoin('delegation', 'delegation.id', 'lineage_event.delegation_id')
    .leftJoin('party as principal', 'principal.id', 'delegation.principal_id')
    .select(['link_id', 'at', 'command', 'note', 'account.name as actor_name', 'account.party_id'])
    // For whom it was done, where it was on a delegation.
    .select(['lineage_event.delegation_id', 'principal.id as acted_for', 'principal.name as principal_name'])
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

/** A data set in the circle check: a registration, or a case that is none yet. */
interface EdgeRow {
  parent: string
  child: string
}

/** Every declaration that counts, or is a draft, and every succession. */
export async function listEdges(tx: Tx): Promise<EdgeRow[]> {
  const { rows } = await sql<EdgeRow>`
    select parent_id as parent, coalesce(child_id, child_case_id) as child from lineage_link
    where status not in ('withdrawn', 'struck')
    union select from_entry, to_entry from register_succession`.execute(tx)
  return rows
}

/** An entry of a case; without its id the one that the case was registered as, before any division or merger. */
export async function findRegistered(db: Database | Tx, caseId: string, entryId: string | null = null) {
  return await db
    .selectFrom('register_entry')
    .select(['id', 'party_id', 'status', 'certificate_number', 'registration_number'])
    .where('case_id', '=', caseId)
    .$if(entryId === null, (q) => q.where('opened_by', 'is', null))
    .$if(entryId !== null, (q) => q.where('id', '=', entryId))
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

/**
 * Registered data sets around an entry, nearest first, with how far each lies from it. Those opened in place of others go on
 * with their lineage: what they came from, and what was derived from them.
 */
export async function listAround(db: Database | Tx, entryId: string, most: number) {
  const { rows } = await sql<{ id: string; depth: number }>`
    with recursive edge as (
      select parent_id, child_id from lineage_link
      where child_id is not null and status = any(${counting}::text[])
      union select from_entry, to_entry from register_succession
    ), line(id) as (
      select ${entryId}::uuid union select s.from_entry from line join register_succession s on s.to_entry = line.id
    ), up(id, depth) as (
      select ${entryId}::uuid, 0
      union select e.parent_id, up.depth - 1 from up join edge e on e.child_id = up.id where up.depth > -20
    ), went(id, depth) as (
      select id, depth from up
      union select s.to_entry, went.depth from went join register_succession s on s.from_entry = went.id
    ), down(id, depth) as (
      select ${entryId}::uuid, 0
      union select l.child_id, 1 from line join lineage_link l on l.parent_id = line.id
        where l.child_id is not null and l.status = any(${counting}::text[])
      union select e.child_id, down.depth + 1 from down join edge e on e.parent_id = down.id where down.depth < 20
    )
    select id, min(abs(depth)) * sign(min(depth) + max(depth))::int as depth
    from (select * from went union select * from down) around group by id
    order by min(abs(depth)), id limit ${most + 1}`.execute(db)
  return rows
}

/** Which of these entries were opened in place of which, and by what. */
export async function listSuccessionsBetween(db: Database | Tx, ids: readonly string[]) {
  return await db
    .selectFrom('register_succession')
    .innerJoin('register_affair', 'register_affair.id', 'register_succession.affair_id')
    .innerJoin('register_entry as parent', 'parent.id', 'from_entry')
    .innerJoin('register_entry as child', 'child.id', 'to_entry')
    .select(['parent.registration_number as parent', 'child.registration_number as child', 'register_affair.kind'])
    .where('from_entry', 'in', [...ids])
    .where('to_entry', 'in', [...ids])
    .orderBy('parent.registration_number')
    .orderBy('child.registration_number')
    .execute()
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

/**
 * Registered data sets that come from an entry or what it was opened in place of, directly or through others, with the way's
 * length, each once. What a data set went over into is no further away than it was.
 */
export async function listDescendants(db: Database | Tx, entryId: string) {
  const { rows } = await sql<{
    id: string
    depth: number
    party_id: string
    case_id: string
    registration_number: string
  }>`
    with recursive edge(parent_id, child_id, far) as (
      select parent_id, child_id, 1 from lineage_link where child_id is not null and status = any(${counting}::text[])
      union select from_entry, to_entry, 0 from register_succession
    ), line(id) as (
      select ${entryId}::uuid union select s.from_entry from line join register_succession s on s.to_entry = line.id
    ), down(id, depth) as (
      select e.child_id, 1 from line join edge e on e.parent_id = line.id and e.far = 1
      union
      select e.child_id, down.depth + e.far from down join edge e on e.parent_id = down.id where down.depth < 20
    )
    select e.id, min(down.depth)::int as depth, e.party_id, e.case_id, e.registration_number
    from down join register_entry e on e.id = down.id
    where e.status in ('active', 'suspended')
    group by e.id order by 2, e.registration_number`.execute(db)
  return rows
}
