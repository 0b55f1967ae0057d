import { type Selectable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type {
  EvidenceLeaf,
  LogCheckpoint,
  LogCosignature,
  LogPublication,
  LogState,
} from '../../platform/db/types.gen.ts'

export type StateRow = Selectable<LogState>
export type CheckpointRow = Selectable<LogCheckpoint>
export type PublicationRow = Selectable<LogPublication>
export type CosignatureLine = Selectable<LogCosignature>
export type LeafToLog = Selectable<EvidenceLeaf>

export interface EntryRow {
  index: number
  leafId: bigint
  subject: string
  entry: Uint8Array
  leafHash: Uint8Array
  loggedAt: Date
}

export async function findState(db: Database): Promise<StateRow | undefined> {
  return await db.selectFrom('log_state').selectAll().where('id', '=', 1).executeTakeFirst()
}

/** Holds the state until the transaction ends: whoever else sequences waits here and then finds it moved. */
export async function lockState(tx: Tx): Promise<StateRow> {
  return await tx.selectFrom('log_state').selectAll().where('id', '=', 1).forUpdate().executeTakeFirstOrThrow()
}

/** The state and first checkpoint of an empty log, unless there is one already. */
export async function startLog(tx: Tx, first: CheckpointRow): Promise<void> {
  const { numInsertedOrUpdatedRows: made } = await tx
    .insertInto('log_state')
    .values({ id: 1, size: first.size, root: first.root, state: 'open' })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  if (made === 1n) await insertCheckpoint(tx, first)
}

/** The next leaves in the order of their ids: of those above `after` and of `late`, which were passed over. */
export async function takeLeaves(
  tx: Tx,
  { after, late }: { after: bigint; late: readonly bigint[] },
  limit: number,
): Promise<LeafToLog[]> {
  const { rows } = await sql<LeafToLog>`
    select l.* from evidence_leaf l
    where (l.id > ${after} or l.id = any(${late.map(String)}::bigint[]))
      and not exists (select from log_entry e where e.leaf_id = l.id)
    order by l.id limit ${limit}`.execute(tx)
  return rows
}

/** The newest entry of each subject. */
export async function selectHeads(
  tx: Tx,
  subjects: readonly string[],
): Promise<{ subject: string; index: bigint; entry: Buffer; leaf_hash: Buffer }[]> {
  const { rows } = await sql<{ subject: string; index: bigint; entry: Buffer; leaf_hash: Buffer }>`
    select s.subject, e.index, e.entry, e.leaf_hash
    from unnest(${subjects}::text[]) s (subject)
    cross join lateral (
      select index, entry, leaf_hash from log_entry where subject = s.subject order by index desc limit 1
    ) e`.execute(tx)
  return rows
}

export async function insertEntries(tx: Tx, rows: readonly EntryRow[]): Promise<void> {
  await sql`
    insert into log_entry (index, leaf_id, subject, entry, leaf_hash, logged_at)
    select * from unnest(
      ${rows.map((r) => r.index)}::bigint[], ${rows.map((r) => String(r.leafId))}::bigint[],
      ${rows.map((r) => r.subject)}::text[], ${rows.map((r) => Buffer.from(r.entry))}::bytea[],
      ${rows.map((r) => Buffer.from(r.leafHash))}::bytea[], ${rows.map((r) => r.loggedAt)}::timestamptz[]
    )`.execute(tx)
}

export interface TileRow {
  level: number
  index: number
  width: number
  data: Uint8Array
}

/** The tables of the two trees. */
export type TileTable = 'log_tile' | 'log_sm3_tile'

export async function insertTiles(tx: Tx, table: TileTable, tiles: readonly TileRow[]): Promise<void> {
  await sql`
    insert into ${sql.table(table)} (level, n, width, bytes)
    select * from unnest(
      ${tiles.map((t) => t.level)}::integer[], ${tiles.map((t) => t.index)}::bigint[],
      ${tiles.map((t) => t.width)}::integer[], ${tiles.map((t) => Buffer.from(t.data))}::bytea[]
    )`.execute(tx)
}

/** Bytes of a tile at least `width` wide. */
export async function findTile(
  db: Database,
  table: TileTable,
  [level, n, width]: readonly [level: number, n: number, width: number],
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom(table)
    .select('bytes')
    .where('level', '=', level)
    .where('n', '=', BigInt(n))
    .where('width', '>=', width)
    .orderBy('width')
    .limit(1)
    .executeTakeFirst()
  return row?.bytes
}

/** Entries `[from, to)` in order. */
export async function selectEntries(
  db: Database,
  from: number,
  to: number,
): Promise<{ index: bigint; leaf_id: bigint; subject: string; entry: Buffer; leaf_hash: Buffer }[]> {
  return await db
    .selectFrom('log_entry')
    .select(['index', 'leaf_id', 'subject', 'entry', 'leaf_hash'])
    .where('index', '>=', BigInt(from))
    .where('index', '<', BigInt(to))
    .orderBy('index')
    .execute()
}

/** The newest entry of a subject below an index. */
export async function findEntryBelow(
  db: Database,
  subject: string,
  index: bigint,
): Promise<{ index: bigint; entry: Buffer } | undefined> {
  const entries = db.selectFrom('log_entry').select(['index', 'entry']).where('subject', '=', subject)
  return await entries.where('index', '<', index).orderBy('index', 'desc').limit(1).executeTakeFirst()
}

/** Leaf hashes of entries `[from, to)` in order. */
export async function selectLeafHashes(db: Database, from: number, to: number): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('log_entry')
    .select('leaf_hash')
    .where('index', '>=', BigInt(from))
    .where('index', '<', BigInt(to))
    .orderBy('index')
    .execute()
  return rows.map((row) => row.leaf_hash)
}

export async function insertCheckpoint(tx: Tx, row: CheckpointRow): Promise<void> {
  await tx.insertInto('log_checkpoint').values(row).execute()
}

/** Moves the log's head if it is still where the caller believes it: the fence against a sequencer that was replaced. */
export async function swapState(
  tx: Tx,
  from: { size: bigint; root: Buffer },
  to: { size: bigint; root: Buffer },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('log_state')
    .set(to)
    .where('id', '=', 1)
    .where('size', '=', from.size)
    .where('root', '=', from.root)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function closeState(tx: Tx, reason: string): Promise<void> {
  await tx.updateTable('log_state').set({ state: 'closed', reason }).where('id', '=', 1).execute()
}

/** The signed note of the checkpoint of this size, published or not. */
export async function findNote(db: Database, size: bigint): Promise<string | undefined> {
  const row = await db.selectFrom('log_checkpoint').select('note').where('size', '=', size).executeTakeFirst()
  return row?.note
}

export async function newestCheckpoint(db: Database): Promise<CheckpointRow | undefined> {
  return await db.selectFrom('log_checkpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()
}

/** The third line of a note, which its signatures cover: a damaged row of its checkpoint is not handed on. */
export const signedRoot = sql<Buffer>`decode(split_part(note, E'\\n', 3), 'base64')`

/** The newest published checkpoint, its root as the signed note has it. */
export async function newestPublication(db: Database): Promise<(PublicationRow & { root: Buffer }) | undefined> {
  return await db
    .selectFrom('log_publication')
    .selectAll()
    .select(signedRoot.as('root'))
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Notes of published checkpoints by size. */
export async function publishedNotes(db: Database, sizes: readonly number[]): Promise<Map<number, string>> {
  if (sizes.length === 0) return new Map()
  const rows = await db
    .selectFrom('log_publication')
    .select(['size', 'note'])
    .where('size', 'in', sizes.map(BigInt))
    .execute()
  return new Map(rows.map((row) => [Number(row.size), row.note]))
}

export async function insertCosignatures(tx: Tx, rows: readonly CosignatureLine[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('log_cosignature')
    .values([...rows])
    .onConflict((on) => on.doNothing())
    .execute()
}

export async function cosignaturesOf(db: Database, size: bigint): Promise<CosignatureLine[]> {
  return await db
    .selectFrom('log_cosignature')
    .selectAll()
    .where('size', '=', size)
    .orderBy('at')
    .orderBy('witness')
    // Ed25519 before ML-DSA-44, for readers who look at the first.
    .orderBy(sql`length(line)`)
    .execute()
}

export async function insertPublication(tx: Tx, row: PublicationRow): Promise<void> {
  await tx
    .insertInto('log_publication')
    .values(row)
    .onConflict((on) => on.doNothing())
    .execute()
}

/** How many leaves no published checkpoint covers yet; of transactions that ended out of order, one or two may be missed. */
export async function countPending(db: Database): Promise<number> {
  const { rows } = await sql<{ pending: bigint }>`
    select count(*) as pending from evidence_leaf
    where type <> 'sm3_checkpoint' and id > coalesce(
      (select leaf_id from log_entry
        where index < (select max(size) from log_publication) and subject <> 'sm3' order by index desc limit 1), 0
    )`.execute(db)
  return Number(rows[0]?.pending ?? 0n)
}

/** The setting of this name, set to `value` if there was none: what is seen first stays. */
export async function pinSetting<T extends object>(db: Database, name: string, value: T): Promise<T> {
  return await inTx(db, async (tx) => {
    await tx
      .insertInto('setting')
      .values({ name, value: JSON.stringify(value) })
      .onConflict((on) => on.doNothing())
      .execute()
    const row = await tx.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirstOrThrow()
    return row.value as T
  })
}

/** A new setting. Throws when there is one of this name. */
export async function insertSetting(tx: Tx, name: string, value: object): Promise<void> {
  await tx
    .insertInto('setting')
    .values({ name, value: JSON.stringify(value) })
    .execute()
}

/** Sets a setting to what it is from now on. */
export async function setSetting(tx: Tx, name: string, value: object): Promise<void> {
  const text = JSON.stringify(value)
  await tx
    .insertInto('setting')
    .values({ name, value: text })
    .onConflict((on) => on.column('name').doUpdateSet({ value: text }))
    .execute()
}

/** All settings whose names begin with `prefix`, by the rest of the name. */
export async function settingsBelow<T>(db: Database, prefix: string): Promise<Map<string, T>> {
  const rows = await db.selectFrom('setting').selectAll().where('name', 'like', `${prefix}%`).orderBy('name').execute()
  return new Map(rows.map((row) => [row.name.slice(prefix.length), row.value as T]))
}
