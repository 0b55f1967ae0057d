import type { AccountActor, Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { AccountId, PartyId } from '@datadeed/core/kernel/ids'
import { type KeyScope, keyMay } from '@datadeed/core/notification/policy'
import type * as schema from '@datadeed/core/notification/schema'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import type { SignedIn } from '../../platform/http/access.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { hashToken, newToken } from '../../platform/secret-token.ts'
import { actAs } from '../account/service.ts'
import { listInForce } from '../delegation/service.ts'
import { administers } from './hooks.ts'
import { tellSignatories } from './inbox.ts'
import * as store from './key-store.ts'

const prefix = 'ddk_'
const maxKeys = 20
const dayMs = 86_400_000

/** A bearer token that is an API key and not a session's. */
export const isKey = (token: string): boolean => token.startsWith(prefix)

/**
 * The actor of a key: its maker, as a filer and nothing more, marked with the key. Throws `notification.key_invalid` for
 * one that is unknown, expired, revoked, or whose maker left.
 */
export async function findKey(p: Platform, token: string): Promise<SignedIn> {
  // Keys, like sessions, follow the machine's clock.
  const now = new Date()
  const row = await store.findKeyRow(p.db, hashToken(token), now)
  if (!row) throw new AppError('notification.key_invalid')
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > 60_000)
    await inTx(p.db, (tx) => store.updateKey(tx, row.id, { last_used_at: now }))
  const actor: AccountActor = {
    kind: 'account',
    accountId: row.account_id as AccountId,
    partyId: row.party_id as PartyId,
    partyApproved: row.party_status === 'approved',
    regionCode: null,
    name: row.account_name,
    roles: ['filer'],
    key: { id: row.id, name: row.name },
  }
  // A key made for a delegation reaches what both allow, as long as the delegation is in force.
  const acts = row.delegation_id === null ? null : await actAs(p, actor, row.delegation_id)
  return {
    actor: acts?.actor ?? actor,
    ...(acts && { errand: acts.errand }),
    sessionId: null,
    mustEnrol: false,
    key: {
      mayCall: (route) => keyMay(row.scopes as KeyScope[], route),
      record: (operation, target, status) =>
        inTx(p.db, (tx) => store.insertAct(tx, { key_id: row.id, at: new Date(), operation, target, status })),
    },
  }
}

function viewOf(row: store.KeyRow, now: Date): z.output<typeof schema.apiKey> {
  const expired = row.expires_at <= now
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes as KeyScope[],
    createdBy: row.creator,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revokedBy: row.revoker,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    actsFor: row.principal_name && row.delegation_number ? `${row.principal_name}（${row.delegation_number}）` : null,
    state: row.revoked_at ? 'revoked' : expired ? 'expired' : 'good',
  }
}

export async function listKeys(p: Platform, actor: Actor) {
  const now = new Date()
  const rows = await store.listKeyRows(p.db, administers(actor).partyId)
  return { items: rows.map((row) => viewOf(row, now)) }
}

/** Makes a key and tells every signatory of it; the key itself is in this answer and nowhere else. */
export async function makeKey(p: Platform, actor: Actor, body: z.output<typeof schema.newKey>) {
  const { name, scopes, days, delegationId } = body
  const { partyId, accountId } = administers(actor)
  const secret = `${prefix}${newToken()}`
  const today = toChinaDate(p.clock.now().getTime())
  if (delegationId && !(await listInForce(p.db, accountId, today)).includes(delegationId))
    throw new AppError('delegation.not_in_force', {}, [
      { path: 'delegationId', message: '请选择一份现在有效、受托方是您的委托书' },
    ])
  const now = new Date()
  const expires = new Date(now.getTime() + days * dayMs)
  const id = newId<'api_key'>()
  const key = await inTx(p.db, async (tx) => {
    const held = (await store.listKeyRows(tx, partyId)).filter((row) => viewOf(row, now).state === 'good')
    if (held.length >= maxKeys) throw new AppError('notification.too_many', { limit: maxKeys })
    await store.insertKey(tx, {
      ...{ id, party_id: partyId, name, scopes, hash: hashToken(secret), hint: secret.slice(0, 8) },
      ...{ created_by: accountId, created_at: now, expires_at: expires, delegation_id: delegationId ?? null },
    })
    const made = (await store.listKeyRows(tx, partyId)).find((row) => row.id === id)
    if (!made) throw new Error('a key that was just made is there')
    await tellSignatories(tx, p, partyId, {
      name: 'key_made',
      params: { key: name, by: made.creator, until: toChinaDate(expires.getTime()) },
      link: '/api-keys',
      source: `key-made:${id}`,
      now: p.clock.now(),
    })
    return viewOf(made, now)
  })
  return { key, secret }
}

export async function revokeKey(p: Platform, actor: Actor, id: string) {
  const { partyId, accountId } = administers(actor)
  const revoked = await inTx(p.db, (tx) => store.revokeKeyRow(tx, partyId, id, accountId, new Date()))
  if (!revoked) throw new AppError('kernel.not_found')
  return {}
}

/** The last hundred acts that were done with a key. */
export async function listKeyActs(p: Platform, actor: Actor, id: string) {
  const rows = await store.listKeyRows(p.db, administers(actor).partyId)
  if (!rows.some((row) => row.id === id)) throw new AppError('kernel.not_found')
  const items = await store.listActsOfKey(p.db, id, 100)
  return { items: items.map(({ at, ...act }) => ({ ...act, at: at.toISOString() })) }
}
