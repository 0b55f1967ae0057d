import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { completeDraft, openWorld, submitted } from '../../testing/cases.ts'
import { give } from '../../testing/procedure.ts'
import { getCase } from '../filing/service.ts'
import { subscribe as subscribePublication } from '../publication/subscriptions.ts'
import { countUnread, getPreferences, listMessages, markAll, markMessage, savePreference } from './inbox.ts'
import { remind, sendDigests, sendMail } from './service.ts'
import { subscribe } from './subscriptions.ts'

const w = await openWorld()
const { p, own, other, examiner, reviewer } = w
subscribePublication(p)
subscribe(p)

const all = { limit: 100, cursor: undefined, kind: undefined, unread: undefined }
const subjects = async (actor: Parameters<typeof listMessages>[1]) =>
  (await listMessages(p, actor, all)).items.map(({ subject }) => subject.zh)
const mailsTo = async (to: string) => {
  const { rows } = await sql<{ subject: string; text: string }>`
    select j.payload ->> 'subject' as subject, j.payload ->> 'text' as text from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'notification.mail' and j.payload ->> 'to' = ${to} order by j.id`.execute(p.owner)
  return rows
}
const addressOf = async (accountId: string, email: string) =>
  void (await p.owner.updateTable('account').set({ email }).where('id', '=', accountId).execute())

await addressOf(own.filer.accountId, 'filer@example.com')
await addressOf(own.signatory.accountId, 'signatory@example.com')

test('a correction is told to the company with its last day, to nobody else, and mailed', async () => {
  const { id, number } = await submitted(p, own)
  await give.claim(w, examiner, await getCase(p, examiner, id))
  await give.require_correction(w, examiner, await getCase(p, examiner, id))
  const due = (await getCase(p, own.filer, id)).due
  expect((await subjects(own.filer))[0]).toBe(`${number} 需要补正，${due} 前答复`)
  expect(await subjects(other.filer)).toEqual([])
  expect(await subjects(w.officer)).toEqual([])
  expect(await subjects(examiner)).toEqual([])
  const [mail, ...more] = await mailsTo('filer@example.com')
  expect(more).toEqual([])
  expect(mail?.subject).toContain('需要补正')
  expect(mail?.text).toContain(`/app/cases/${id}`)
  expect(`${mail?.subject}${mail?.text}`).not.toContain('处理步骤不清')
  // Served at the organisation's own address as well.
  expect((await mailsTo('contact@example.com')).some(({ subject }) => subject.includes(number))).toBe(true)
  await give.respond(w, own.signatory, await getCase(p, own.signatory, id))
  expect((await subjects(examiner))[0]).toBe(`${number} 已提交补正`)
  await give.propose_acceptance(w, examiner, await getCase(p, examiner, id))
  expect((await subjects(reviewer))[0]).toBe(`${number} 待复核`)
  expect((await subjects(examiner)).some((subject) => subject.includes('待复核'))).toBe(false)
  await give.release(w, reviewer, await getCase(p, reviewer, id))
  const notice = (await getCase(p, own.filer, id)).notice
  expect(await subjects(own.filer)).toContain(`${number} 开始公示，至 ${notice?.to}`)
})

test('the message is made with the event or not at all', async () => {
  const draft = await completeDraft(p, own)
  const before = await subjects(own.signatory)
  const failing = inTx(p.db, async (tx) => {
    const { advance } = await import('../filing/service.ts')
    await advance(tx, p, {
      ...{ caseId: draft.id, command: 'request_signature', actor: own.filer, now: p.clock.now() },
      facts: { no_errors: true },
    })
    throw new Error('undone')
  })
  await expect(failing).rejects.toThrow('undone')
  expect(await subjects(own.signatory)).toEqual(before)
  await give.request_signature(w, own.filer, await getCase(p, own.filer, draft.id))
  expect(await subjects(own.signatory)).toEqual([`${draft.number} 待签署`, ...before])
})

test('what may no longer be seen is no longer read: neither listed, nor counted, nor mailed', async () => {
  const before = await countUnread(p, own.filer)
  expect(before.unread).toBeGreaterThan(0)
  const moved = { ...own.filer, partyId: other.partyId }
  expect(await subjects(moved)).toEqual([])
  expect(await countUnread(p, moved)).toEqual({ unread: 0 })
  expect(await subjects({ ...own.filer, partyApproved: false })).toEqual([])
})

test('messages are marked one by one, of a kind, and all; those of others are not there', async () => {
  const { items } = await listMessages(p, own.filer, { ...all, unread: 'true' })
  const [first] = items
  const { unread } = await countUnread(p, own.filer)
  expect(await markMessage(p, own.filer, first?.id ?? '', true)).toEqual({ unread: unread - 1 })
  expect(await markMessage(p, own.filer, first?.id ?? '', false)).toEqual({ unread })
  await expect(markMessage(p, other.filer, first?.id ?? '', true)).rejects.toMatchObject({ code: 'kernel.not_found' })
  await markAll(p, own.filer, 'correction')
  expect((await listMessages(p, own.filer, { ...all, kind: 'correction' })).items.every(({ read }) => read)).toBe(true)
  expect(await markAll(p, own.filer, undefined)).toEqual({ unread: 0 })
})

test('mail by choice: at once, once a day, or not; never off where a period or a decision is carried', async () => {
  await expect(savePreference(p, own.filer, { kind: 'correction', choice: 'none' })).rejects.toMatchObject({
    code: 'notification.legal_mail',
  })
  await savePreference(p, own.filer, { kind: 'correction', choice: 'daily' })
  await savePreference(p, own.filer, { kind: 'progress', choice: 'none' })
  const { email, items } = await getPreferences(p, own.filer)
  expect(email).toBe('filer@example.com')
  expect(items.find(({ kind }) => kind === 'correction')?.choice).toBe('daily')
  await sendDigests(p)
  const before = (await mailsTo('filer@example.com')).length
  const { id, number } = await submitted(p, own)
  await give.claim(w, examiner, await getCase(p, examiner, id))
  await give.require_correction(w, examiner, await getCase(p, examiner, id))
  expect(await mailsTo('filer@example.com')).toHaveLength(before)
  await sendDigests(p)
  await sendDigests(p)
  const [digest, ...more] = (await mailsTo('filer@example.com')).slice(before)
  expect(more).toEqual([])
  expect(digest?.subject).toContain('每日汇总：1 条未读消息')
  expect(digest?.text).toContain(`${number} 需要补正`)
})

test('a last day that comes near is reminded of once at each mark', async () => {
  const { id, number } = await submitted(p, own)
  await give.claim(w, examiner, await getCase(p, examiner, id))
  await give.require_correction(w, examiner, await getCase(p, examiner, id))
  const { due } = await getCase(p, own.signatory, id)
  const start = p.clock.now().toISOString()
  const reminders = async () =>
    (await subjects(own.signatory)).filter((subject) => subject.startsWith(`${number} 补正期限`))
  const on = async (daysBefore: number) => {
    p.clock.set(new Date(Date.parse(`${due}T04:00:00Z`) - daysBefore * 86_400_000).toISOString())
    await remind(p)
    await remind(p)
    return await reminders()
  }
  expect(await on(6)).toEqual([])
  expect(await on(4)).toEqual([`${number} 补正期限 ${due}，还剩 4 天`])
  expect(await on(3)).toHaveLength(1)
  expect(await on(0)).toHaveLength(2)
  p.clock.set(start)
})

test('a mail server that refuses keeps no message from the inbox', async () => {
  await addressOf(own.signatory.accountId, 'not an address')
  await savePreference(p, own.signatory, { kind: 'task', choice: 'at_once' })
  const draft = await completeDraft(p, own)
  await give.request_signature(w, own.filer, await getCase(p, own.filer, draft.id))
  const [mail] = (await mailsTo('not an address')).slice(-1)
  expect(mail?.subject).toContain(draft.number)
  await expect(sendMail(p, { to: 'not an address', subject: '', text: '', ...mail })).rejects.toThrow()
  expect(await subjects(own.signatory)).toContain(`${draft.number} 待签署`)
})
