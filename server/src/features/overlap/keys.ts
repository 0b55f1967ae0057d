import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { comparisonKeys } from '@datadeed/core/overlap/schema'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { depositor } from '../evidence/service.ts'
import { comparisonKeyOf, knownComparisonKey } from './comparison-key.ts'
import {
  type EpochRow,
  insertEpoch,
  insertRelease,
  listEpochs,
  listEpochsInUse,
  listReleases,
  lockEpochs,
} from './epoch-store.ts'
import { keyKeeper } from './policy.ts'
import { findDepositSketch } from './sketch-store.ts'

const day = 86_400_000
/** An epoch ends by itself after a year, so that a key that leaked unnoticed opens a year's sketches at most. */
const longestEpoch = 365 * day
/** Sketches begun under the key before are still taken: a pass over much data takes days. */
const grace = 7 * day
const releasesPerDay = 100
const releasesToOnePerDay = 10

type StartEpoch = { reason: string; startedBy: string | null; ifOlderThan: number }

/** Starts an epoch, unless the current one is younger than `ifOlderThan` milliseconds; the current one after that. */
async function ensureEpoch(p: Platform, { reason, startedBy, ifOlderThan }: StartEpoch): Promise<EpochRow> {
  const now = p.clock.now()
  const [known] = await listEpochs(p.db)
  if (known && now.getTime() - known.startedAt.getTime() < ifOlderThan) return known
  const next = (known?.epoch ?? 0) + 1
  // Made before the transaction, which must not wait for files; another process makes the same one.
  const { digest } = await comparisonKeyOf(p, next)
  return await inTx(p.db, async (tx) => {
    await lockEpochs(tx)
    const [current] = await listEpochs(tx)
    if (current && current.epoch >= next) return current
    await insertEpoch(tx, { epoch: next, keyDigest: digest, reason, startedBy, now })
    return { epoch: next, keyDigest: digest, startedAt: now }
  })
}

/** The keys under which an applicant's machine makes sketches. Each time is on record; a hundred times a day is enough. */
export async function releaseKeys(p: Platform, actor: Actor): Promise<z.input<typeof comparisonKeys>> {
  const { accountId, partyId } = depositor(actor)
  const now = p.clock.now()
  const since = await listReleases(p.db, { accountId }, new Date(now.getTime() - day))
  if (since.length >= releasesPerDay) throw tooMany(since[0] ?? null, now)
  const current = await ensureEpoch(p, { reason: '按期更换', startedBy: null, ifOlderThan: longestEpoch })
  const inUse = await listEpochsInUse(p.db)
  const earlier = (await listEpochs(p.db)).filter(({ epoch }) => epoch < current.epoch && inUse.includes(epoch))
  const shown = async (row: EpochRow) => ({
    epoch: row.epoch,
    key: await knownComparisonKey(p, row),
    startedAt: row.startedAt.toISOString(),
  })
  const keys = { current: await shown(current), earlier: await Promise.all(earlier.map(shown)) }
  await inTx(p.db, (tx) => insertRelease(tx, { epoch: current.epoch, accountId, partyId, now }))
  return keys
}

/**
 * The key under which somebody without an account makes sketches that can be compared with those of a deposit; null where
 * that one has none. On record with the objection; ten times a day is enough.
 */
export async function releaseKeyTo(
  p: Platform,
  objectionId: string,
  depositId: string,
): Promise<{ epoch: number; key: string } | null> {
  const now = p.clock.now()
  const since = await listReleases(p.db, { objectionId }, new Date(now.getTime() - day))
  if (since.length >= releasesToOnePerDay) throw tooMany(since[0] ?? null, now)
  const kept = await findDepositSketch(p.db, depositId)
  const row = kept && (await listEpochs(p.db)).find(({ epoch }) => epoch === kept.epoch)
  if (!row) return null
  const key = await knownComparisonKey(p, row)
  await inTx(p.db, (tx) => insertRelease(tx, { epoch: row.epoch, objectionId, now }))
  return { epoch: row.epoch, key }
}

/** Starts a new epoch at once, because a key has leaked. Sketches kept so far stay in theirs. */
export async function startEpoch(p: Platform, actor: Actor, reason: string): Promise<{ epoch: number }> {
  const { epoch } = await ensureEpoch(p, { reason, startedBy: keyKeeper(actor), ifOlderThan: 0 })
  return { epoch }
}

/** Throws unless sketches of this epoch may be handed in now. */
export async function requireOpenEpoch(p: Platform, epoch: number): Promise<void> {
  const epochs = await listEpochs(p.db)
  const after = epochs.find((row) => row.epoch === epoch + 1)
  const ended = after !== undefined && p.clock.now().getTime() - after.startedAt.getTime() > grace
  if (ended || !epochs.some((row) => row.epoch === epoch)) throw wrongEpoch(epoch, epochs)
}

/** Throws unless the epoch exists: old ones can still be compared with. */
export async function requireKnownEpoch(p: Platform, epoch: number): Promise<void> {
  const epochs = await listEpochs(p.db)
  if (!epochs.some((row) => row.epoch === epoch)) throw wrongEpoch(epoch, epochs)
}

function wrongEpoch(epoch: number, epochs: EpochRow[]): AppError {
  return new AppError('overlap.wrong_epoch', { epoch, current: epochs[0]?.epoch ?? 0 })
}

/** `first` is the first of the moments that count; a day after it there is room again. */
export function tooMany(first: Date | null, now: Date): AppError {
  const seconds = Math.max(1, Math.ceil(((first ?? now).getTime() + day - now.getTime()) / 1000))
  return new AppError('kernel.too_many_requests', { seconds })
}
