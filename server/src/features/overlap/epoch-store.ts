import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface EpochRow {
  epoch: number
  keyDigest: string
  startedAt: Date
}

const columns = ['epoch', 'key_digest as keyDigest', 'started_at as startedAt'] as const

/** Makes those who start an epoch wait for each other. */
export async function lockEpochs(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(4200, 60)`.execute(tx)
}

/** All epochs, the newest first. */
export async function listEpochs(db: Database): Promise<EpochRow[]> {
  return await db.selectFrom('comparison_epoch').select(columns).orderBy('epoch', 'desc').execute()
}

export async function insertEpoch(
  tx: Tx,
  row: { epoch: number; keyDigest: string; reason: string; startedBy: string | null; now: Date },
): Promise<void> {
  await tx
    .insertInto('comparison_epoch')
    .values({
      epoch: row.epoch,
      key_digest: row.keyDigest,
      reason: row.reason,
      started_by: row.startedBy,
      started_at: row.now,
    })
    .execute()
}

/** Who fetches keys: an account of a party, or whoever has the link of an objection. */
type Fetcher = { accountId: string; partyId: string } | { objectionId: string }

/** Records that a key was fetched. */
export async function insertRelease(tx: Tx, row: { epoch: number; now: Date } & Fetcher): Promise<void> {
  const by =
    'objectionId' in row ? { objection_id: row.objectionId } : { account_id: row.accountId, party_id: row.partyId }
  await tx
    .insertInto('comparison_key_release')
    .values({ epoch: row.epoch, at: row.now, ...by })
    .execute()
}

/** When the account fetched keys, or they were fetched by the link of the objection, since a moment; the first one first. */
export async function listReleases(
  db: Database,
  by: { accountId: string } | { objectionId: string },
  since: Date,
): Promise<Date[]> {
  const releases = db.selectFrom('comparison_key_release').select('at').where('at', '>', since).orderBy('at')
  const rows = await ('objectionId' in by
    ? releases.where('objection_id', '=', by.objectionId)
    : releases.where('account_id', '=', by.accountId)
  ).execute()
  return rows.map(({ at }) => at)
}

/** Epochs of which sketches are kept. */
export async function listEpochsInUse(db: Database): Promise<number[]> {
  const rows = await db.selectFrom('deposit_sketch').select('epoch').distinct().execute()
  return rows.map(({ epoch }) => epoch)
}
