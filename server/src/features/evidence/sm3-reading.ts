import { AppError } from '@datadeed/core/kernel/errors'
import { formatProof, HASH_BYTES, SM3_PROOF, tileInclusionProof } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import type { Platform } from '../../platform/platform.ts'
import { keysOf, sm3Ring } from './log-key.ts'
import { type PublishedTree, sendTileOf } from './log-reading.ts'
import { findTile, newestPublication } from './log-store.ts'
import type { Reply } from './reply.ts'
import { firstSm3Checkpoint, newestSm3Checkpoint, type Sm3CheckpointRow } from './sm3-store.ts'
import { sm3TileReader } from './sm3-twin.ts'

type P = Pick<Platform, 'config' | 'db'>

/** The newest checkpoint of the SM3 tree that a published checkpoint of the log covers. */
async function published(db: Database): Promise<Sm3CheckpointRow | undefined> {
  return await newestSm3Checkpoint(db, (await newestPublication(db))?.size ?? 0n)
}

export async function sendSm3Vkey(p: P, reply: Reply): Promise<unknown> {
  const [{ vkey }] = await keysOf(p, sm3Ring)
  reply.type('text/plain; charset=utf-8')
  return reply.send(`${vkey}\n`)
}

/** The newest published checkpoint of the SM3 tree, signed with SM2. */
export async function sendSm3Checkpoint(p: P, reply: Reply): Promise<unknown> {
  const newest = await published(p.db)
  if (!newest) throw new AppError('kernel.not_found')
  reply.header('cache-control', 'public, max-age=2')
  reply.type('text/plain; charset=utf-8')
  return reply.send(newest.note)
}

const tree: PublishedTree = {
  size: async (db) => Number((await published(db))?.size ?? 0n),
  hashes: async (db, level, index, width) =>
    (await findTile(db, 'log_sm3_tile', [level, index, width]))?.subarray(0, width * HASH_BYTES) ?? null,
}

/** A tile or bundle of the published SM3 tree, by what follows `sm3/tile/` in its path. */
export async function sendSm3Tile(p: P, path: string, reply: Reply): Promise<unknown> {
  return await sendTileOf(tree, p, path, reply)
}

/**
 * The proof that an entry is in the SM3 tree, in the checkpoint of `size` or the first that covers it; null where no
 * published one does.
 */
export async function sm3ProofText(db: Database, index: bigint, size: bigint = index + 1n): Promise<string | null> {
  const [checkpoint, newest] = await Promise.all([firstSm3Checkpoint(db, size - 1n), published(db)])
  if (!checkpoint || !newest || checkpoint.size > newest.size) return null
  const path = await tileInclusionProof(nodeCrypto.sm3, sm3TileReader(db), Number(index), Number(checkpoint.size))
  return formatProof({ index: Number(index), path, checkpoint: checkpoint.note, extra: null }, SM3_PROOF)
}
