import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { ChangeType } from '@datadeed/core/notification/changes'
import { integrationOf } from '@datadeed/core/notification/policy'
import type * as schema from '@datadeed/core/notification/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { queueDelivery, sendAgain, webhookId } from './deliveries.ts'
import { countDeliveries, findDelivery, listAttempts, listDeliveryRows } from './delivery-store.ts'
import * as store from './hook-store.ts'
import { checkAddress } from './outbound.ts'
import { newSecret } from './signature.ts'

const maxHooks = 10
/** How long the secret before a new one is still signed with, so that a receiver can change over. */
const overlapMs = 24 * 3_600_000

/** Who administers, and for which organisation. Throws `kernel.forbidden`. */
export function administers(actor: Actor) {
  const partyId = integrationOf(actor)
  if (!partyId || actor.kind !== 'account') throw new AppError('kernel.forbidden')
  return { partyId, accountId: actor.accountId }
}

function viewOf(row: store.HookRow): z.output<typeof schema.hook> {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    types: row.types as ChangeType[],
    createdAt: row.created_at.toISOString(),
    createdBy: row.creator,
    on: row.off_since === null,
    offReason: row.off_reason as 'person' | 'failures' | 'gone' | null,
    offSince: row.off_since?.toISOString() ?? null,
    failures: row.failures,
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
  }
}

async function getHookRow(db: Platform['db'] | Tx, partyId: string, id: string): Promise<store.HookRow> {
  const row = await store.findHook(db, partyId, id)
  if (!row) throw new AppError('kernel.not_found')
  return row
}

export async function listHooks(p: Platform, actor: Actor) {
  const { partyId } = administers(actor)
  return { items: (await store.listHookRows(p.db, partyId)).map(viewOf) }
}

export async function getHook(p: Platform, actor: Actor, id: string) {
  return viewOf(await getHookRow(p.db, administers(actor).partyId, id))
}

export async function addHook(p: Platform, actor: Actor, body: z.output<typeof schema.newHook>) {
  const { partyId, accountId } = administers(actor)
  const url = checkAddress(body.url, p.config.demo).href
  const secret = newSecret()
  const id = newId<'web_hook'>()
  return await inTx(p.db, async (tx) => {
    if ((await store.listHookRows(tx, partyId)).length >= maxHooks)
      throw new AppError('notification.too_many', { limit: maxHooks })
    await store.insertHook(tx, {
      ...{ id, party_id: partyId, name: body.name, url, types: body.types, secret },
      ...{ created_by: accountId, created_at: new Date() },
    })
    return { hook: viewOf(await getHookRow(tx, partyId, id)), secret }
  })
}

/** Changes a web-hook, or switches it off or on; what happened while it was off is in the feed. */
export async function changeHook(p: Platform, actor: Actor, id: string, body: z.output<typeof schema.changeHook>) {
  const { partyId } = administers(actor)
  const url = checkAddress(body.url, p.config.demo).href
  return await inTx(p.db, async (tx) => {
    const row = await getHookRow(tx, partyId, id)
    const was = row.off_since === null
    const off = body.on
      ? { off_since: null, off_reason: null, ...(was ? {} : { failures: 0 }) }
      : { off_since: row.off_since ?? new Date(), off_reason: row.off_reason ?? 'person' }
    await store.updateHook(tx, id, { name: body.name, url, types: body.types, ...off })
    return viewOf(await getHookRow(tx, partyId, id))
  })
}

export async function removeHook(p: Platform, actor: Actor, id: string) {
  const { partyId } = administers(actor)
  await inTx(p.db, async (tx) => {
    await getHookRow(tx, partyId, id)
    await store.updateHook(tx, id, { removed_at: new Date() })
  })
  return {}
}

/** A new secret; the former one is signed with as well for a day. */
export async function renewSecret(p: Platform, actor: Actor, id: string) {
  const { partyId } = administers(actor)
  const secret = newSecret()
  return await inTx(p.db, async (tx) => {
    const row = await getHookRow(tx, partyId, id)
    const previous_until = new Date(Date.now() + overlapMs)
    await store.updateHook(tx, id, { secret, previous_secret: row.secret, previous_until })
    return { hook: viewOf(row), secret }
  })
}

/** Queues a message that says nothing, to try the receiver. */
export async function pingHook(p: Platform, actor: Actor, id: string) {
  const { partyId } = administers(actor)
  return await inTx(p.db, async (tx) => {
    const row = await getHookRow(tx, partyId, id)
    if (row.off_since) throw new AppError('notification.hook_off')
    const body = JSON.stringify({ type: 'ping', timestamp: new Date().toISOString(), data: { webHookId: id } })
    const deliveryId = await queueDelivery(tx, { hookId: id, partyId, changeSeq: null, type: 'ping', body })
    return { id: webhookId(deliveryId) }
  })
}

export async function listDeliveries(
  p: Platform,
  actor: Actor,
  id: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  await getHookRow(p.db, administers(actor).partyId, id)
  const [rows, total] = await Promise.all([
    listDeliveryRows(p.db, id, decodePlace(cursor, 'moment'), limit),
    countDeliveries(p.db, id),
  ])
  const { items, next } = pageOfRows(rows, limit, (row) => [row.created_at.toISOString(), row.id])
  const attempts = await listAttempts(
    p.db,
    items.map((row) => row.id),
  )
  return {
    items: items.map((row) => ({
      id: webhookId(row.id),
      type: row.type,
      state: row.state as 'waiting' | 'delivered' | 'failed',
      createdAt: row.created_at.toISOString(),
      nextAt: row.next_at?.toISOString() ?? null,
      body: row.body,
      attempts: attempts
        .filter((attempt) => attempt.delivery_id === row.id)
        .map(({ number, at, by_hand: byHand, status, fault, took_ms: tookMs }) => ({
          ...{ number, at: at.toISOString(), byHand, status, fault, tookMs },
        })),
    })),
    next,
    total,
  }
}

const deliveryIdOf = (webhook: string): string =>
  webhook.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Sends a delivery once more by hand: the same content under the same id. */
export async function resend(p: Platform, actor: Actor, hookId: string, webhook: string) {
  const { partyId } = administers(actor)
  await inTx(p.db, async (tx) => {
    const row = await getHookRow(tx, partyId, hookId)
    const delivery = await findDelivery(tx, partyId, hookId, deliveryIdOf(webhook))
    if (!delivery) throw new AppError('kernel.not_found')
    if (row.off_since) throw new AppError('notification.hook_off')
    await sendAgain(tx, delivery.id)
  })
  return {}
}
