import type { logStatus } from '@datadeed/core/evidence/schema'
import { AppError } from '@datadeed/core/kernel/errors'
import { emptyRoot, encodeBundle, HASH_BYTES, parseTilePath, TILE_WIDTH, type TileId, toHex } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { z } from 'zod'
import type { Database } from '../../platform/db/connection.ts'
import type { Platform } from '../../platform/platform.ts'
import { lastSigned } from './health-store.ts'
import { keysOf, logRing } from './log-key.ts'
import { countPending, findState, findTile, newestPublication, selectEntries } from './log-store.ts'
import type { Reply } from './reply.ts'
import { authorityStates } from './timestamps.ts'
import { pinnedWitnesses } from './witness.ts'

type P = Pick<Platform, 'config' | 'db'>

export async function getLogStatus(p: P): Promise<z.infer<typeof logStatus>> {
  const [[{ vkey }], state, published, pending, { met, last }, authorities] = await Promise.all([
    keysOf(p, logRing),
    findState(p.db),
    newestPublication(p.db),
    countPending(p.db),
    witnessesNow(p),
    authorityStates(p),
  ])
  return {
    origin: p.config.logOrigin,
    vkey,
    size: Number(published?.size ?? 0n),
    rootHash: toHex(published?.root ?? emptyRoot(nodeCrypto.sha256)),
    publishedAt: published?.published_at.toISOString() ?? null,
    pending,
    state: state?.state === 'closed' ? 'closed' : 'open',
    quorum: p.config.quorum,
    witnesses: p.config.witnessUrls.map((url) => {
      const witness = met.get(url)
      const name = witness?.name ?? url
      const lastAt = witness && last.get(witness.name)
      return { name, operator: name, vkey: witness?.vkey ?? '', lastAt: lastAt?.toISOString() ?? null }
    }),
    authorities,
  }
}

/** Why the log takes nothing more; null while it is open. Tells of witnesses and sizes, of no person. */
export async function closedBecause(p: Pick<Platform, 'db'>): Promise<string | null> {
  const state = await findState(p.db)
  return state?.state === 'closed' ? state.reason : null
}

async function witnessesNow(p: P) {
  const met = await pinnedWitnesses(p.db)
  const names = [...met.values()].map(({ name }) => name)
  return { met, last: await lastSigned(p.db, names) }
}

export async function sendVkey(p: P, reply: Reply): Promise<unknown> {
  const [{ vkey }] = await keysOf(p, logRing)
  reply.type('text/plain; charset=utf-8')
  return reply.send(`${vkey}\n`)
}

/** The newest published checkpoint with its cosignatures. */
export async function sendCheckpoint(p: P, reply: Reply): Promise<unknown> {
  const published = await newestPublication(p.db)
  if (!published) throw new AppError('kernel.not_found')
  reply.header('cache-control', 'public, max-age=2')
  reply.type('text/plain; charset=utf-8')
  return reply.send(published.note)
}

/** A tile or bundle of the published log, by what follows `tile/` in its path. What is sent never changes. */
export async function sendTile(p: P, path: string, reply: Reply): Promise<unknown> {
  return await sendTileOf(tree, p, path, reply)
}

/** One of the two trees over the entries: how far it is published, and its hashes. */
export interface PublishedTree {
  size(db: Database): Promise<number>
  hashes(db: Database, level: number, index: number, width: number): Promise<Uint8Array | null>
}

const tree: PublishedTree = {
  size: async (db) => Number((await newestPublication(db))?.size ?? 0n),
  hashes: async (db, level, index, width) =>
    (await findTile(db, 'log_tile', [level, index, width]))?.subarray(0, width * HASH_BYTES) ?? null,
}

export async function sendTileOf(of: PublishedTree, p: P, path: string, reply: Reply): Promise<unknown> {
  const id = parseTilePath(`tile/${path}`)
  const size = await of.size(p.db)
  const bytes = id && isPublished(id, size) ? await readTile(of, p, id) : null
  if (!bytes) throw new AppError('kernel.not_found')
  reply.header('cache-control', 'public, max-age=31536000, immutable')
  reply.type('application/octet-stream')
  return reply.send(bytes)
}

function isPublished({ level, index, width }: TileId, size: number): boolean {
  const hashes = level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level)
  return index * TILE_WIDTH + width <= hashes
}

async function readTile(of: PublishedTree, p: P, { level, index, width }: TileId): Promise<Uint8Array | null> {
  if (level !== 'entries') return await of.hashes(p.db, level, index, width)
  const first = index * TILE_WIDTH
  const rows = await selectEntries(p.db, first, first + width)
  return rows.length === width ? Buffer.from(encodeBundle(rows.map((row) => row.entry))) : null
}
