import { MLDSA_COSIGNATURE, parseVkey, toHex } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'
import { cosignedShares, indexesAt, lastSigned, publicationDelay } from './health-store.ts'
import { findAlarm } from './log-clock.ts'
import { keysOf, logRing, sm3Ring } from './log-key.ts'
import { cosignaturesOf, countPending, findState, newestPublication } from './log-store.ts'
import { newestSm3Checkpoint } from './sm3-store.ts'
import { authorityStates } from './timestamps.ts'
import { type PinnedWitness, pinnedWitnesses, secondKeys } from './witness.ts'

type P = Pick<Platform, 'config' | 'db'>

const day = 86_400_000
/** China keeps UTC+8 all year. */
const chinaOffset = 8 * 3_600_000
const shownDays = 30
/** How many checkpoints of a day are looked at for the strip, and of the last 24 hours; more would tell nothing new. */
const strip = 40
const lastDay = 500
const sampledDelays = 2000
/** Milliseconds for which an answer serves everybody. */
const keep = 3000

export type CosignatureAlgorithm = 'Ed25519' | 'ML-DSA-44'

/** A key a witness signs with, and whether it signed the newest published checkpoint. */
export interface WitnessKey {
  algorithm: CosignatureAlgorithm
  keyId: string
  vkey: string
  signedNewest: boolean
}

export interface WitnessHealth {
  name: string
  /** Ed25519 first; none before the witness was met. */
  keys: WitnessKey[]
  lastAt: Date | null
  /** Share of the published checkpoints cosigned: of the last 24 hours, 30 days, each day; null where there were none. */
  last24h: number | null
  last30d: number | null
  days: (number | null)[]
}

export interface ListedKey {
  tree: 'sha256' | 'sm3'
  vkey: string
  keyId: string
  from: string
  until: string | null
}

export interface LogHealth {
  /** Where the log is read. */
  url: string
  origin: string
  vkey: string
  quorum: number
  state: 'open' | 'closed'
  reason: string
  /** Why nothing is written at present, though the log is open; null where that is not so. */
  alarm: string | null
  size: number
  rootHash: string | null
  publishedAt: Date | null
  pending: number
  /** From the command to its published entry, milliseconds, of the last 24 hours. */
  delay: { entries: number; p50: number; p99: number } | null
  /** Published entries of each of the last 30 days in China, today last. */
  days: { day: string; entries: number }[]
  witnesses: WitnessHealth[]
  sm3: { size: number; signedAt: Date } | null
  authorities: { name: string; lastAt: string | null; error: string }[]
  keys: ListedKey[]
  /** When this was found out. */
  asOf: Date
}

const kept = new WeakMap<object, { at: number; health: Promise<LogHealth> }>()

/** The log's condition in figures; found out at most every three seconds. */
export function getLogHealth(p: P): Promise<LogHealth> {
  const known = kept.get(p.db)
  if (known && Date.now() - known.at < keep) return known.health
  const health = findHealth(p, Date.now())
  kept.set(p.db, { at: Date.now(), health })
  health.catch(() => kept.delete(p.db))
  return health
}

async function findHealth(p: P, now: number): Promise<LogHealth> {
  const [keys, sm3Keys, state, published, pending, met, second, authorities, alarm] = await Promise.all([
    keysOf(p, logRing),
    keysOf(p, sm3Ring),
    findState(p.db),
    newestPublication(p.db),
    countPending(p.db),
    pinnedWitnesses(p.db),
    secondKeys(p.db),
    authorityStates(p),
    findAlarm(p.db),
  ])
  const size = published?.size ?? 0n
  const today = Math.floor((now + chinaOffset) / day) * day - chinaOffset
  const starts = Array.from({ length: shownDays }, (_, i) => today - (shownDays - 1 - i) * day)
  const found = await indexesAt(
    p.db,
    size,
    [...starts, now - day].map((ms) => new Date(ms)),
  )
  const since24h = found[shownDays] ?? size
  const stretches = starts.map((_, i) => ({ lo: found[i] ?? size, hi: found[i + 1] ?? size, most: strip }))
  // The last day ends where the log ends, not where the last 24 hours begin.
  stretches[shownDays - 1] = { lo: found[shownDays - 1] ?? size, hi: size, most: strip }
  const asked = p.config.witnessUrls.map((url) => ({ url, ...met.get(url) }))
  const names = asked.flatMap(({ name }) => name ?? [])
  const [delay, shares, signed, newest, sm3] = await Promise.all([
    publicationDelay(p.db, { lo: since24h, hi: size, most: sampledDelays }),
    cosignedShares(p.db, [...stretches, { lo: since24h, hi: size, most: lastDay }], names),
    lastSigned(p.db, names),
    published ? cosignaturesOf(p.db, published.size) : [],
    newestSm3Checkpoint(p.db, size),
  ])
  return {
    url: `${p.config.publicUrl}/log`,
    origin: p.config.logOrigin,
    vkey: keys[0].vkey,
    quorum: p.config.quorum,
    state: state?.state === 'closed' ? 'closed' : 'open',
    reason: state?.reason ?? '',
    alarm: alarm?.reason ?? null,
    size: Number(size),
    rootHash: published ? toHex(published.root) : null,
    publishedAt: published?.published_at ?? null,
    pending,
    delay,
    days: starts.map((ms, i) => ({
      day: new Date(ms + chinaOffset).toISOString().slice(0, 10),
      entries: Number((stretches[i]?.hi ?? 0n) - (stretches[i]?.lo ?? 0n)),
    })),
    witnesses: asked.map(({ url, name }) => ({
      name: name ?? url,
      keys: [met.get(url), second.get(url)].flatMap((key) => (key ? witnessKey(key, newest) : [])),
      lastAt: (name && signed.get(name)) || null,
      ...sharesOf(shares.filter((one) => one.witness === name)),
    })),
    sm3: sm3 ? { size: Number(sm3.size), signedAt: sm3.signed_at } : null,
    authorities,
    keys: [...listed('sha256', keys), ...listed('sm3', sm3Keys)],
    asOf: new Date(now),
  }
}

/** How signatures by a key of this type are made. */
export const cosignatureAlgorithm = (type: number): CosignatureAlgorithm =>
  type === MLDSA_COSIGNATURE ? 'ML-DSA-44' : 'Ed25519'

function witnessKey({ name, vkey }: PinnedWitness, newest: readonly { witness: string; key_id: string }[]): WitnessKey {
  const { type, keyId } = parseVkey(nodeCrypto, vkey)
  const signedNewest = newest.some((line) => line.witness === name && line.key_id === keyId)
  return { algorithm: cosignatureAlgorithm(type), keyId, vkey, signedNewest }
}

function sharesOf(rows: readonly { stretch: number; checkpoints: number; cosigned: number }[]) {
  const share = (some: typeof rows) => {
    const checkpoints = some.reduce((sum, row) => sum + row.checkpoints, 0)
    return checkpoints === 0 ? null : some.reduce((sum, row) => sum + row.cosigned, 0) / checkpoints
  }
  return {
    last24h: share(rows.filter((row) => row.stretch === shownDays)),
    last30d: share(rows.filter((row) => row.stretch < shownDays)),
    days: Array.from({ length: shownDays }, (_, i) => share(rows.filter((row) => row.stretch === i))),
  }
}

function listed(
  tree: ListedKey['tree'],
  keys: readonly { vkey: string; from: string; until: string | null }[],
): ListedKey[] {
  return keys.map(({ vkey, from, until }) => ({ tree, vkey, from, until, keyId: parseVkey(nodeCrypto, vkey).keyId }))
}
