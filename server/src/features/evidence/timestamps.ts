import { setTimeout as sleep } from 'node:timers/promises'
import { formatProof, type Timestamps, type TrustedAuthority, tileInclusionProof, toBase64 } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { newestPublication, settingsBelow } from './log-store.ts'
import { tileReader } from './log-writer.ts'
import { newestSm3Checkpoint } from './sm3-store.ts'
import { askAuthority, pinnedAuthorities } from './timestamp-authority.ts'
import {
  type AuthorityState,
  firstTimestamps,
  insertTimestamps,
  isStamped,
  lastTimestamps,
  signedNote,
  storeAuthorityState,
  type TimestampRow,
} from './timestamp-store.ts'

type P = Pick<Platform, 'config' | 'db'>

/** Milliseconds until an authority that failed is asked again. */
const retry = 15_000

/**
 * Has the newest published checkpoint stamped by every authority, at the interval set, as long as there are new ones. Runs
 * beside the sequencer and never holds it up: an authority that is away is asked again and shown on the log's page.
 */
export function runTimestamps(
  p: P,
  { onError, interval = p.config.tsaInterval * 1000 }: { onError(error: unknown): void; interval?: number },
): { stop(): Promise<void> } {
  const ended = new AbortController()
  const running = Promise.all(
    p.config.tsaUrls.map(async (url) => {
      let told = ''
      while (!ended.signal.aborted) {
        const error = await stampNewest(p, url).then(
          () => '',
          (cause: unknown) => `时间戳机构 ${url} 未能加盖：${cause instanceof Error ? cause.message : String(cause)}`,
        )
        // One that stays away is told of once.
        if (error !== '' && error !== told) onError(new Error(error))
        told = error
        await sleep(error === '' ? interval : Math.min(interval, retry), undefined, { signal: ended.signal }).catch(
          () => {},
        )
      }
    }),
  )
  return {
    stop: async () => {
      ended.abort()
      await running
    },
  }
}

/** Has the newest published checkpoint stamped, unless it is; whether a token was added. Throws what went wrong. */
export async function stampNewest({ db }: P, url: string): Promise<boolean> {
  const published = await newestPublication(db)
  const sm3 = published && (await newestSm3Checkpoint(db, published.size))
  if (!published || !sm3 || (await isStamped(db, published.size, url))) return false
  try {
    const note = await signedNote(db, published.size)
    const rows: TimestampRow[] = []
    for (const [stamped, hash, text] of [
      ['checkpoint', 'sha256', note],
      ['checkpoint', 'sm3', note],
      ['sm3_checkpoint', 'sm3', sm3.note],
    ] as const) {
      const { token, at } = await askAuthority(db, url, text, hash)
      const place = { size: published.size, sm3_size: sm3.size, authority: url }
      rows.push({ ...place, stamped, hash, token: Buffer.from(token), at })
    }
    await inTx(db, async (tx) => {
      await insertTimestamps(tx, rows)
      await storeAuthorityState(tx, url, { at: new Date().toISOString(), error: '' })
    })
    return true
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    await inTx(db, (tx) => storeAuthorityState(tx, url, { at: new Date().toISOString(), error: message }))
    throw error
  }
}

/** The tokens over the first stamped checkpoint that covers an entry, and the size of the SM3 checkpoint stamped with it. */
export async function timestampsOf(
  db: Database,
  index: bigint,
): Promise<{ timestamps: Timestamps; sm3Size: bigint } | null> {
  const rows = await firstTimestamps(db, index)
  const [first] = rows
  if (!first) return null
  const path = await tileInclusionProof(nodeCrypto.sha256, tileReader(db), Number(index), Number(first.size))
  const proof = formatProof({ index: Number(index), path, checkpoint: first.note, extra: null })
  // Two authorities may have stamped different SM3 checkpoints with it; a package holds one.
  const tokens = rows.filter((row) => row.stamped === 'checkpoint' || row.sm3_size === first.sm3_size)
  return {
    timestamps: { proof, tokens: tokens.slice(0, 16).map((row) => toBase64(row.token)) },
    sm3Size: first.sm3_size,
  }
}

/** The authorities for the trust file; nothing where none was ever met. */
export async function trustedAuthorities(db: Database): Promise<{ authorities?: TrustedAuthority[] }> {
  const pinned = [...(await pinnedAuthorities(db)).values()].sort((a, b) => a.from.localeCompare(b.from))
  // One that moved to another address is listed once.
  const authorities = new Map(pinned.toReversed().map((authority) => [authority.certificates[0], authority]))
  return authorities.size === 0 ? {} : { authorities: [...authorities.values()].reverse().slice(-16) }
}

/** Each authority that is asked, for the log's page. */
export async function authorityStates(p: P): Promise<{ name: string; lastAt: string | null; error: string }[]> {
  const [last, states] = await Promise.all([lastTimestamps(p.db), settingsBelow<AuthorityState>(p.db, 'tsa-state:')])
  return p.config.tsaUrls.map((url) => ({
    name: new URL(url).host,
    lastAt: last.get(url)?.toISOString() ?? null,
    error: states.get(url)?.error ?? '',
  }))
}
