import type { ChangeType } from '@datadeed/core/notification/changes'
import { changeTypes } from '@datadeed/core/notification/changes'
import { pauses } from '@datadeed/core/notification/retry'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { openWorld, submitted } from '../../testing/cases.ts'
import { give } from '../../testing/procedure.ts'
import { getCase } from '../filing/service.ts'
import { queueDelivery, sweepDeliveries, webhookId } from './deliveries.ts'
import {
  addHook,
  changeHook,
  getHook,
  listDeliveries,
  listHooks,
  pingHook,
  removeHook,
  renewSecret,
  resend,
} from './hooks.ts'
import { listMessages } from './inbox.ts'
import { deliver, listActs, listChanges } from './service.ts'
import { signatureOf } from './signature.ts'
import { subscribe } from './subscriptions.ts'
import { openReceiver } from './testing/receiver.ts'

const w = await openWorld()
const { p, own, other, examiner } = w
subscribe(p)
const receiver = await openReceiver()
const types: ChangeType[] = [...changeTypes]
const page = { limit: 50 }

interface Waiting {
  id: string
  hook_id: string
}
/** The deliveries whose jobs are queued, as the worker would take them. */
const queued = async (): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select j.payload ->> 'deliveryId' as id from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'notification.deliver'`.execute(
    p.owner,
  )
  return rows.map(({ id }) => id)
}
const waiting = async (hookId: string): Promise<Waiting[]> =>
  await p.owner
    .selectFrom('web_hook_delivery')
    .select(['id', 'hook_id'])
    .where('hook_id', '=', hookId)
    .where('state', '=', 'waiting')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
const run = (deliveryId: string) => deliver(p, { deliveryId, byHand: false })
const hookOf = async (name: string, more: { company?: typeof own } = {}) =>
  await addHook(p, (more.company ?? own).signatory, { name, url: receiver.url, types })

test('a change is delivered once, signed, with ids and states and nothing personal; to no other organisation', async () => {
  const mine = await hookOf('接收一')
  const theirs = await hookOf('接收二', { company: other })
  const view = await submitted(p, own)
  await give.claim(w, examiner, await getCase(p, examiner, view.id))
  expect(await waiting(theirs.hook.id)).toEqual([])
  const mineNow = await waiting(mine.hook.id)
  const jobs = await queued()
  expect(mineNow.length).toBeGreaterThan(0)
  for (const { id } of mineNow) expect(jobs).toContain(id)
  for (const { id } of mineNow) await run(id)
  for (const { id } of mineNow) await run(id)
  expect(receiver.received).toHaveLength(mineNow.length)
  for (const { id, timestamp, signature, body } of receiver.received) {
    expect(signature).toBe(signatureOf([mine.secret], id, Number(timestamp), body))
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60)
  }
  const last = JSON.parse(receiver.received.at(-1)?.body ?? '{}')
  expect(last).toMatchObject({
    type: 'case.moved',
    data: { caseId: view.id, caseNumber: view.number, command: 'claim', to: 'under_review' },
  })
  const told = receiver.received.map(({ body }) => body).join()
  for (const secret of [view.name, view.partyName, examiner.name, own.filer.name, examiner.accountId])
    expect(told).not.toContain(secret)
  const { items, total } = await listDeliveries(p, own.signatory, mine.hook.id, page)
  expect(total).toBe(mineNow.length)
  expect(items[0]).toMatchObject({
    state: 'delivered',
    attempts: [{ number: 1, status: 200, fault: null, byHand: false }],
  })
  await removeHook(p, other.signatory, theirs.hook.id)
  await removeHook(p, own.signatory, mine.hook.id)
})

test('a change has one delivery and one id for a web-hook, however often it is queued', async () => {
  const { hook } = await hookOf('只一次')
  const view = await submitted(p, own)
  await give.claim(w, examiner, await getCase(p, examiner, view.id))
  const before = await waiting(hook.id)
  const { change_seq } = await p.owner
    .selectFrom('web_hook_delivery')
    .select('change_seq')
    .where('id', '=', before[0]?.id ?? '')
    .executeTakeFirstOrThrow()
  const again = { hookId: hook.id, partyId: own.partyId, changeSeq: Number(change_seq), type: 'case.moved', body: '{}' }
  await inTx(p.db, (tx) => queueDelivery(tx, again))
  expect(await waiting(hook.id)).toEqual(before)
  await removeHook(p, own.signatory, hook.id)
})

test('a worker that dies while it sends loses nothing: the delivery gets another job and keeps its id', async () => {
  const { hook } = await hookOf('断电')
  await pingHook(p, own.signatory, hook.id)
  const [one] = await waiting(hook.id)
  const id = one?.id ?? ''
  // As the dead worker left it: job gone, claim standing.
  await sql`delete from graphile_worker._private_jobs`.execute(p.owner)
  const claim = async (until: number) =>
    await p.owner
      .updateTable('web_hook_delivery')
      .set({ claimed_until: new Date(until), next_at: new Date(Date.now() - 120_000) })
      .where('id', '=', id)
      .execute()
  await claim(Date.now() + 30_000)
  const before = receiver.received.length
  expect(await sweepDeliveries(p)).toBe(0)
  await run(id)
  expect(receiver.received).toHaveLength(before)
  await claim(Date.now() - 1000)
  expect(await sweepDeliveries(p)).toBe(1)
  expect(await queued()).toEqual([id])
  await run(id)
  expect(receiver.received.slice(before).map((one) => one.id)).toEqual([webhookId(id)])
  await removeHook(p, own.signatory, hook.id)
})

test('two workers at once send it once', async () => {
  const { hook } = await hookOf('同时')
  await pingHook(p, own.signatory, hook.id)
  const [one] = await waiting(hook.id)
  const before = receiver.received.length
  await Promise.all([1, 2, 3, 4].map(() => run(one?.id ?? '')))
  expect(receiver.received).toHaveLength(before + 1)
  await removeHook(p, own.signatory, hook.id)
})

test('what fails is sent again after growing pauses; given up after a day, the web-hook is switched off and its people are told', async () => {
  const { hook } = await hookOf('坏的')
  await pingHook(p, own.signatory, hook.id)
  const [one] = await waiting(hook.id)
  const id = one?.id ?? ''
  const before = receiver.received.length
  receiver.told.status = 503
  for (const pause of pauses) {
    const at = Date.now()
    await run(id)
    const row = await p.owner
      .selectFrom('web_hook_delivery')
      .select(['next_at', 'state'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.state).toBe('waiting')
    expect(Math.abs((row.next_at?.getTime() ?? 0) - at - pause * 1000)).toBeLessThan(5000)
  }
  receiver.told.status = 0
  await run(id)
  receiver.told.status = 200
  const ids = new Set(receiver.received.slice(before).map((sent) => sent.id))
  expect([...ids]).toEqual([webhookId(id)])
  expect(await getHook(p, own.signatory, hook.id)).toMatchObject({ on: false, offReason: 'failures', failures: 9 })
  const { items } = await listDeliveries(p, own.signatory, hook.id, page)
  expect(items[0]).toMatchObject({ state: 'failed', nextAt: null })
  expect(items[0]?.attempts.map(({ status, fault }) => status ?? fault)).toEqual([
    ...pauses.map(() => 503),
    '连接被对方中断',
  ])
  const told = await listMessages(p, own.signatory, { ...page, cursor: undefined, kind: 'integration', unread: 'true' })
  expect(told.items[0]?.subject.zh).toBe('推送地址“坏的”已停用')
  await expect(resend(p, own.signatory, hook.id, webhookId(id))).rejects.toMatchObject({
    code: 'notification.hook_off',
  })
  await submitted(p, own)
  expect(await waiting(hook.id)).toEqual([])
  await changeHook(p, own.signatory, hook.id, { name: '修好', url: receiver.url, types, on: true })
  await resend(p, own.signatory, hook.id, webhookId(id))
  await deliver(p, { deliveryId: id, byHand: true })
  expect(receiver.received.at(-1)?.id).toBe(webhookId(id))
  const after = await listDeliveries(p, own.signatory, hook.id, page)
  expect(after.items[0]).toMatchObject({ state: 'delivered' })
  expect(after.items[0]?.attempts.at(-1)).toMatchObject({ number: 10, status: 200, byHand: true })
  await removeHook(p, own.signatory, hook.id)
})

test('a receiver that says it is gone is believed at once; a redirect is a failure', async () => {
  const { hook } = await hookOf('搬走')
  await pingHook(p, own.signatory, hook.id)
  const [one] = await waiting(hook.id)
  receiver.told.status = 302
  await run(one?.id ?? '')
  expect(await getHook(p, own.signatory, hook.id)).toMatchObject({ on: true, failures: 1 })
  receiver.told.status = 410
  await run(one?.id ?? '')
  receiver.told.status = 200
  expect(await getHook(p, own.signatory, hook.id)).toMatchObject({ on: false, offReason: 'gone' })
  await removeHook(p, own.signatory, hook.id)
})

test('a renewed secret signs beside the former one for a day', async () => {
  const { hook, secret } = await hookOf('换密钥')
  const renewed = await renewSecret(p, own.signatory, hook.id)
  await pingHook(p, own.signatory, hook.id)
  const [one] = await waiting(hook.id)
  await run(one?.id ?? '')
  const { id, timestamp, signature, body } = receiver.received.at(-1) ?? {
    id: '',
    timestamp: '',
    signature: '',
    body: '',
  }
  expect(signature).toBe(signatureOf([renewed.secret, secret], id, Number(timestamp), body))
  await removeHook(p, own.signatory, hook.id)
})

test('a filer, another organisation, staff and an address inside are refused', async () => {
  const { hook } = await hookOf('谁的')
  await expect(listHooks(p, own.filer)).rejects.toMatchObject({ code: 'kernel.forbidden' })
  await expect(listHooks(p, examiner)).rejects.toMatchObject({ code: 'kernel.forbidden' })
  for (const call of [
    () => getHook(p, other.signatory, hook.id),
    () => pingHook(p, other.signatory, hook.id),
    () => listDeliveries(p, other.signatory, hook.id, page),
    () => removeHook(p, other.signatory, hook.id),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'kernel.not_found' })
  const inside = addHook(p, own.signatory, { name: '内网', url: 'https://169.254.169.254/', types })
  await expect(inside).rejects.toMatchObject({ code: 'notification.bad_address', fields: [{ path: 'url' }] })
  await removeHook(p, own.signatory, hook.id)
})

test('the feed tells every change of the own cases once, in order, from any place', async () => {
  const whole = await listChanges(p, own.filer, { limit: 500 })
  const numbers = await p.owner
    .selectFrom('party_change')
    .select('seq')
    .where('party_id', '=', own.partyId)
    .orderBy('seq')
    .execute()
  expect(numbers.map(({ seq }) => Number(seq))).toEqual(numbers.map((_, i) => i + 1))
  expect(whole.items).toHaveLength(numbers.length)
  const walked: string[] = []
  for (let after: string | undefined; ; ) {
    const part = await listChanges(p, own.filer, { limit: 2, ...(after && { after }) })
    walked.push(...part.items.map(({ cursor }) => cursor))
    after = part.next ?? undefined
    if (!part.more) break
  }
  expect(walked).toEqual(whole.items.map(({ cursor }) => cursor))
  const end = await listChanges(p, own.filer, { limit: 10, after: whole.next ?? '' })
  expect(end).toEqual({ items: [], next: whole.next, more: false })
  expect((await listChanges(p, other.filer, { limit: 500 })).items).toEqual([])
  await expect(listChanges(p, examiner, { limit: 10 })).rejects.toMatchObject({ code: 'kernel.forbidden' })
  await expect(listChanges(p, own.filer, { limit: 10, after: 'x' })).rejects.toMatchObject({
    code: 'kernel.invalid_input',
  })
})

test('the list of acts has what the company must do now, by its last day', async () => {
  const view = await submitted(p, own)
  await give.claim(w, examiner, await getCase(p, examiner, view.id))
  await give.require_correction(w, examiner, await getCase(p, examiner, view.id))
  const { due } = await getCase(p, own.filer, view.id)
  const { items, counts, total } = await listActs(p, own.filer, {
    limit: 50,
    cursor: undefined,
    act: undefined,
    q: undefined,
  })
  expect(items[0]).toMatchObject({ caseId: view.id, act: 'correct', due, mine: true })
  expect(counts.correct).toBe(1)
  expect(total).toBe(items.length)
  const found = await listActs(p, own.filer, { limit: 50, cursor: undefined, act: 'correct', q: view.number })
  expect(found.items).toHaveLength(1)
  expect(
    (await listActs(p, other.filer, { limit: 50, cursor: undefined, act: undefined, q: undefined })).items,
  ).toEqual([])
})
