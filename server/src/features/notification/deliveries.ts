import { offAfter, pauseAfter } from '@datadeed/core/notification/retry'
import { version } from '../../config.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { enqueue, type JobPayloads } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import * as store from './delivery-store.ts'
import { lockHook, updateHook } from './hook-store.ts'
import { tellSignatories } from './inbox.ts'
import { type Outcome, post } from './outbound.ts'
import { signatureOf } from './signature.ts'

/** Longer than any call takes: after it a claim's worker is dead. */
const claimMs = 60_000
/** A delivery whose time has been over for so long has lost its job. */
const strandedMs = 45_000

/** The `webhook-id` of a delivery. */
export const webhookId = (deliveryId: string): string => `msg_${deliveryId.replaceAll('-', '')}`

const jobKey = (id: string): string => `notification.deliver:${id}`

export interface NewDelivery {
  hookId: string
  partyId: string
  changeSeq: number | null
  type: string
  body: string
}

/** Adds a delivery and its job to the transaction; a change goes to a web-hook once, under one id. */
export async function queueDelivery(tx: Tx, { hookId, partyId, changeSeq, type, body }: NewDelivery): Promise<string> {
  // Deliveries live by the machine's clock: a receiver refuses what claims to come from another time.
  const now = new Date()
  const id = newId<'delivery'>()
  const inserted = await store.insertDelivery(tx, {
    ...{ id, hook_id: hookId, party_id: partyId, type, body, next_at: now, created_at: now },
    change_seq: changeSeq === null ? null : BigInt(changeSeq),
  })
  if (inserted) await enqueue(tx, 'notification.deliver', { deliveryId: id, byHand: false }, { key: jobKey(id) })
  return id
}

/** Lets a delivery be sent once more, under the same id. */
export async function sendAgain(tx: Tx, deliveryId: string): Promise<void> {
  const now = new Date()
  await store.updateDelivery(tx, deliveryId, { state: 'waiting', settled_at: null, next_at: now })
  await enqueue(tx, 'notification.deliver', { deliveryId, byHand: true }, { key: jobKey(deliveryId) })
}

type Claimed = NonNullable<Awaited<ReturnType<typeof store.claimDelivery>>>

const succeeded = (outcome: Outcome): boolean => 'status' in outcome && outcome.status >= 200 && outcome.status < 300

/** Writes what an attempt came to: the log, the next attempt or the end, and the state of the web-hook. */
async function settle(p: Platform, { delivery }: Claimed, byHand: boolean, at: Date, outcome: Outcome): Promise<void> {
  await inTx(p.db, async (tx) => {
    const row = await store.lockDelivery(tx, delivery.id)
    // Whoever took it after our claim ran out settles it.
    if (row.claimed_until?.getTime() !== delivery.claimed_until?.getTime()) return
    const hook = await lockHook(tx, row.hook_id)
    const now = new Date()
    const number = row.attempts + 1
    const status = 'status' in outcome ? outcome.status : null
    const fault = 'fault' in outcome ? outcome.fault : null
    const took_ms = now.getTime() - at.getTime()
    await store.insertAttempt(tx, { delivery_id: row.id, number, at, by_hand: byHand, status, fault, took_ms })
    const ended = { attempts: number, next_at: null, claimed_until: null, settled_at: now }
    if (succeeded(outcome)) {
      await store.updateDelivery(tx, row.id, { ...ended, state: 'delivered' })
      return await updateHook(tx, hook.id, { failures: 0, last_success_at: now })
    }
    const pause = pauseAfter(number)
    const off = offAfter({
      ...{
        status,
        exhausted: pause === null && !byHand,
        createdAt: row.created_at,
        lastSuccessAt: hook.last_success_at,
      },
    })
    if (pause === null || off) await store.updateDelivery(tx, row.id, { ...ended, state: 'failed' })
    else {
      const next_at = new Date(now.getTime() + pause * 1000)
      await store.updateDelivery(tx, row.id, { attempts: number, next_at, claimed_until: null })
      const job = { deliveryId: row.id, byHand: false }
      await enqueue(tx, 'notification.deliver', job, { key: jobKey(row.id), runAt: next_at })
    }
    const switched = off && hook.off_since === null && hook.removed_at === null
    await updateHook(tx, hook.id, {
      failures: hook.failures + 1,
      ...(switched ? { off_since: now, off_reason: off } : {}),
    })
    if (switched)
      await tellSignatories(tx, p, hook.party_id, {
        name: 'hook_off',
        params: { hook: hook.name },
        link: `/web-hooks/${hook.id}`,
        source: `hook-off:${hook.id}:${now.getTime()}`,
        now: p.clock.now(),
      })
  })
}

/**
 * Sends one delivery, signed. Claimed first, so that no two workers send it at once; a worker that dies in between leaves
 * the claim to run out, and the sweep gives it a new job. What fails is sent again after growing pauses for a day.
 */
export async function deliver(p: Platform, { deliveryId, byHand }: JobPayloads['notification.deliver']): Promise<void> {
  const at = new Date()
  const until = new Date(at.getTime() + claimMs)
  const claimed = await inTx(p.db, (tx) => store.claimDelivery(tx, deliveryId, at, until))
  if (!claimed) return
  const { delivery, hook } = claimed
  if (hook.off_since !== null || hook.removed_at !== null) {
    const ended = { state: 'failed', settled_at: at, next_at: null, claimed_until: null }
    return await inTx(p.db, (tx) => store.updateDelivery(tx, delivery.id, ended))
  }
  const id = webhookId(delivery.id)
  const timestamp = Math.floor(at.getTime() / 1000)
  const former = hook.previous_until !== null && hook.previous_until > at ? hook.previous_secret : null
  const secrets = former === null ? [hook.secret] : [hook.secret, former]
  const outcome = await post({
    url: hook.url,
    body: delivery.body,
    demo: p.config.demo,
    headers: {
      'user-agent': `Datadeed/${version}`,
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(secrets, id, timestamp, delivery.body),
    },
  })
  await settle(p, claimed, byHand, at, outcome)
}

/** Gives deliveries that lost their job another; run every minute. */
export async function sweepDeliveries(p: Platform): Promise<number> {
  const now = new Date()
  const before = new Date(now.getTime() - strandedMs)
  return await inTx(p.db, async (tx) => {
    const stranded = await store.listStranded(tx, before, now, 500)
    for (const id of stranded)
      await enqueue(tx, 'notification.deliver', { deliveryId: id, byHand: false }, { key: jobKey(id) })
    return stranded.length
  })
}
