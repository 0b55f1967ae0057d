import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import {
  digestsOf,
  formatTime,
  fromBase64Url,
  inflateZlib,
  type JsonObject,
  makeStatusList,
  packStatuses,
  readStatusList,
  readStatusReference,
  type Status,
  statusListUri,
  utf8Encode,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf } from '../evidence/service.ts'
import { findToken, insertToken, listEnded, listLists, lockList } from './credential-store.ts'
import { issuerKeys } from './issuer-keys.ts'

/** Places of one list. Only half are ever taken, so that a free one is found at random at once. */
export const listSize = 131_072
/** Seconds between two lists without a change, of a list's life, and for which a copy need not be asked for again. */
const [renewAfter, lifetime, ttl] = [86_400, 172_800, 43_200]

/** What a list says of a registration that is not simply in force; `over`: past its end, or replaced by a newer credential. */
function statusOf({ status, over }: { status: string; over: boolean }): Status {
  if (status === 'cancelled' || status === 'revoked') return 'revoked'
  return status === 'suspended' && !over ? 'suspended' : 'superseded'
}

/** The list's places now, uncompressed. */
async function statuses(p: Platform, list: number): Promise<Uint8Array> {
  const ended = await listEnded(p.db, list, toChinaDate(p.clock.now().getTime()))
  return packStatuses(
    listSize,
    ended.map((row) => [row.status_index, statusOf(row)] as const),
  )
}

function says(token: string, bytes: Uint8Array): boolean {
  const { status_list } = readStatusList(token).jws.payload as { status_list: { lst: string } }
  return Buffer.from(inflateZlib(fromBase64Url(status_list.lst), listSize / 4)).equals(bytes)
}

/** Signs every list that has changed or is a day old. Each new one is told to the log in the same transaction. */
export async function publishStatusLists(p: Platform): Promise<void> {
  for (const list of await listLists(p.db)) {
    const bytes = await statuses(p, list)
    const keys = await issuerKeys(p)
    await inTx(p.db, async (tx) => {
      await lockList(tx, list)
      const last = await findToken(tx, list)
      // The machine's time, as in the log: the demonstration's clock may stand anywhere.
      const issuedAt = Math.floor(Date.now() / 1000)
      const fresh = last && issuedAt < last.issued_at.getTime() / 1000 + renewAfter
      if (fresh && says(last.token, bytes)) return
      const uri = statusListUri(p.config.publicUrl, list)
      const token = makeStatusList(nodeCrypto.sha256, keys.credential, {
        ...{ uri, issuer: p.config.publicUrl, issuedAt, expiresAt: issuedAt + lifetime, ttl },
        compressed: deflateSync(bytes, { level: 9 }),
        chain: keys.chain,
      })
      const digests = digestsOf(nodeCrypto, utf8Encode(token))
      const now = new Date(issuedAt * 1000)
      const body = { uri, issued: formatTime(issuedAt), expires: formatTime(issuedAt + lifetime) }
      const leafId = await logLeaf(tx, { type: 'status_list', subject: `status-list-${list}`, digests, body, now })
      const seq = (last?.seq ?? 0) + 1
      await insertToken(tx, { list, seq, token, sha256: digests.sha256, issued_at: now, leaf_id: leafId })
    })
  }
}

/** The newest token of a list, or that of a time (Unix seconds); `kernel.not_found` for a list there is not, or was not. */
export async function statusListToken(
  p: Pick<Platform, 'db'>,
  list: number,
  time?: number,
): Promise<{ token: string; etag: string }> {
  const row = await findToken(p.db, list, time === undefined ? undefined : new Date(time * 1000))
  if (!row) throw new AppError('kernel.not_found')
  return { token: row.token, etag: `"${createHash('sha256').update(row.token).digest('hex').slice(0, 32)}"` }
}

/** This site's newest token of the list that a credential of its own names; null for one of another place. */
export async function newestToken(p: Pick<Platform, 'config' | 'db'>, claims: JsonObject): Promise<string | null> {
  const uri = readStatusReference(claims)?.uri ?? ''
  const list = Number(/\d{1,5}$/.exec(uri)?.[0] ?? 0)
  return uri === statusListUri(p.config.publicUrl, list) ? ((await findToken(p.db, list))?.token ?? null) : null
}

/** Numbers of all status lists. */
export async function knownLists(p: Pick<Platform, 'db'>): Promise<number[]> {
  return await listLists(p.db)
}
