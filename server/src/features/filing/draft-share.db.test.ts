import { createHash } from 'node:crypto'
import { shownForm } from '@datadeed/core/filing/draft-share'
import { newComment, newShare } from '@datadeed/core/filing/draft-share-schema'
import type { CaseView } from '@datadeed/core/filing/schema'
import type { AppError } from '@datadeed/core/kernel/errors'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import type { FastifyInstance } from 'fastify'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { completeDraft, openWorld, type World } from '../../testing/cases.ts'
import { openApp } from '../../testing/http.ts'
import { createShare, listShares, revokeShare, settleComment, submitCase } from './service.ts'

let w: World
let app: FastifyInstance
const logged: string[] = []
beforeAll(async () => {
  w = await openWorld()
  subscribeAll(w.p)
  w.p.config.logLevel = 'info'
  app = await openApp(w.p, logged)
})
let draft: CaseView
beforeEach(async () => {
  w.p.clock.set('2026-03-02T01:00:00Z')
  draft = await completeDraft(w.p, w.own)
})

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: AppError) => error.code,
  )
const ask = (more: Record<string, unknown> = {}) => newShare.parse({ label: '数据交易中心', days: 7, ...more })
const share = (more = {}) => createShare(w.p, w.own.filer, draft.id, ask(more))

const get = async (path: string, cookie?: string) => await app.inject({ url: path, headers: cookie ? { cookie } : {} })
const post = async (path: string, form: Record<string, string>, cookie?: string) =>
  await app.inject({
    ...{ method: 'POST', url: path, payload: new URLSearchParams(form).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie && { cookie }) },
  })
const open = async (path: string, name = '李工') => {
  const answer = await post(`${path}/opening`, { name })
  expect(answer.statusCode).toBe(303)
  const [cookie] = answer.cookies
  return `${cookie?.name}=${cookie?.value}`
}

test('a reader without an account names themselves, reads without sample and papers, and comments; the owner sees it and settles it', async () => {
  const { p, own, other, examiner } = w
  const { path, share: made } = await share()
  const token = path.split('/').at(-1) ?? ''

  // Whoever only looks at the link, such as a program of a messenger, sees nothing of the draft.
  const before = await get(path)
  expect(before.statusCode).toBe(200)
  expect(before.body).not.toContain(draft.name)
  expect(before.headers).toMatchObject({
    ...{ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    'x-robots-tag': expect.stringContaining('noindex'),
  })
  expect((await listShares(p, own.filer, draft.id)).items[0]?.openings).toEqual([])
  expect((await post(`${path}/opening`, { name: ' ' })).statusCode).toBe(422)

  const cookie = await open(path)
  const page = await get(path, cookie)
  expect(page.body).toContain(draft.name)
  expect(page.body).toContain('仅供审阅 李工')
  expect(page.body).not.toContain('id="field-sampleRows"')
  expect(page.body.length).toBeLessThan(60_000)

  const hostile = '<img src=x onerror=alert(1)> 请写明路段\n第二行'
  expect((await post(`${path}/comments`, { field: 'scenario', body: hostile }, cookie)).statusCode).toBe(303)
  const shown = (await get(path, cookie)).body
  expect(shown).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(shown).not.toContain('<img src=x')
  for (const [field, body] of [
    ['scenario', ''],
    ['scenario', '字'.repeat(1001)],
    ['scenario', 'a\u202eb'],
    ['constructor', '好'],
  ] as const)
    expect((await post(`${path}/comments`, { field, body }, cookie)).statusCode).toBe(422)
  // Without having said who they are nobody comments.
  expect((await post(`${path}/comments`, { field: 'scenario', body: '匿名' })).statusCode).toBe(404)

  const listed = await listShares(p, own.signatory, draft.id)
  expect(listed.items).toMatchObject([
    { id: made.id, state: 'open', label: '数据交易中心', openings: [{ name: '李工' }] },
  ])
  expect(listed.comments).toMatchObject([{ field: 'scenario', body: hostile, by: '李工', resolvedAt: null }])
  const told = await p.owner.selectFrom('inbox_message').select(['what', 'account_id']).execute()
  expect(told).toEqual([{ what: 'draft_commented', account_id: own.filer.accountId }])
  const comment = { id: draft.id, commentId: listed.comments[0]?.id ?? '' }
  for (const stranger of [other.filer, examiner]) {
    expect(await codeOf(listShares(p, stranger, draft.id))).toBe('kernel.not_found')
    expect(await codeOf(settleComment(p, stranger, comment, true))).toBe('kernel.not_found')
    expect(await codeOf(createShare(p, stranger, draft.id, ask()))).toBe('kernel.not_found')
    expect(await codeOf(revokeShare(p, stranger, draft.id, made.id))).toBe('kernel.not_found')
  }
  expect(await codeOf(createShare(p, { ...own.filer, key: { id: made.id, name: '程序' } }, draft.id, ask()))).toBe(
    'kernel.not_found',
  )
  await settleComment(p, own.filer, comment, true)
  expect((await listShares(p, own.filer, draft.id)).comments[0]?.resolvedAt).not.toBeNull()
  expect((await get(path, cookie)).body).toContain('申请人已处理')
  await settleComment(p, own.filer, comment, false)
  const elsewhere = await completeDraft(p, own)
  expect(await codeOf(settleComment(p, own.filer, { ...comment, id: elsewhere.id }, true))).toBe('kernel.not_found')

  // The link is kept nowhere: not in the database, not in the log.
  const rows = await p.owner.selectFrom('draft_share').select('token_hash').where('id', '=', made.id).execute()
  expect(rows[0]?.token_hash).toEqual(createHash('sha256').update(token).digest())
  const kept = await p.owner.selectFrom('draft_share').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain(token)
  expect(logged.length).toBeGreaterThan(5)
  expect(logged.join('')).not.toContain(token)
})

test('a link leads nowhere once it is taken back, over, or the application is handed in; what was said stays', async () => {
  const { p, own } = w
  const [first, second, third] = [await share(), await share({ days: 2 }), await share()]
  const cookie = await open(second.path)
  await post(`${second.path}/comments`, { field: 'name', body: '名称太长' }, cookie)
  await revokeShare(p, own.filer, draft.id, first.share.id)
  await revokeShare(p, own.filer, draft.id, first.share.id)
  p.clock.set('2026-03-04T01:00:00Z')
  const third200 = (await get(third.path)).statusCode
  await submitCase(p, own.signatory, draft.id, { version: draft.version })
  expect(third200).toBe(200)
  const gone = '/draft-review/'.concat('A'.repeat(43))
  for (const path of [first.path, second.path, third.path, gone, '/draft-review/short']) {
    const answer = await get(path, cookie)
    expect([path, answer.statusCode]).toEqual([path, 404])
    expect(answer.body).toContain('链接已失效')
    expect((await post(`${path}/opening`, { name: '迟到的人' })).statusCode).toBe(404)
    expect((await post(`${path}/comments`, { field: 'name', body: '还能写吗' }, cookie)).statusCode).toBe(404)
  }
  const { items, comments } = await listShares(p, own.filer, draft.id)
  expect(items.map(({ state }) => state).sort()).toEqual(['closed', 'closed', 'revoked'])
  expect(comments.map(({ body }) => body)).toEqual(['名称太长'])
  expect(await codeOf(share())).toBe('filing.share_closed')
  expect(await codeOf(revokeShare(p, own.filer, draft.id, '019a0000-0000-7000-8000-000000000001'))).toBe(
    'kernel.not_found',
  )
})

test('readers of one link do not see what was said under another, and its cookie opens no other draft', async () => {
  const [first, second] = [await share(), await share({ withSample: true })]
  const cookie = await open(first.path, '甲方顾问')
  await post(`${first.path}/comments`, { field: 'name', body: '只给甲看' }, cookie)
  expect((await get(second.path, cookie)).body).not.toContain(draft.name)
  const other = (await get(second.path, await open(second.path, '乙方顾问'))).body
  expect(other).not.toContain('只给甲看')
  expect(other).toContain('id="field-sampleRows"')
})

test('links and days are bounded by the rule pack, openings by what one link is for', async () => {
  const { p, own } = w
  expect(await codeOf(share({ days: 31 }))).toBe('kernel.invalid_input')
  for (let n = 0; n < 5; n++) await share()
  expect(await codeOf(share())).toBe('filing.share_limit')
  const { items } = await listShares(p, own.filer, draft.id)
  await revokeShare(p, own.filer, draft.id, items[0]?.id ?? '')
  expect(await codeOf(share())).toBe('accepted')
  await expect(p.db.updateTable('draft_share').set({ label: '别人' }).execute()).rejects.toThrow()
  await expect(p.db.updateTable('draft_comment').set({ body: '改过' }).execute()).rejects.toThrow()
  await expect(p.db.deleteFrom('draft_opening').execute()).rejects.toThrow()
})

test('knocking is slowed down', async () => {
  const { path } = await share()
  const knock = () =>
    app.inject({
      ...{ method: 'POST', url: `${path}/opening`, payload: 'name=', remoteAddress: '10.9.8.7' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const answers: number[] = []
  for (let n = 0; n < 13; n++) answers.push((await knock()).statusCode)
  expect(answers.filter((status) => status === 422)).toHaveLength(12)
  expect(answers.at(-1)).toBe(429)
})

test('shows every field that is filled in and no promise, in both languages', () => {
  const all = shownForm(draft.form, guizhou, { withSample: true, language: 'zh' })
  const names = all.map(({ field }) => field)
  expect(names).toEqual(expect.arrayContaining(['name', 'elements', 'redFlags', 'areas', 'sampleRows', 'records']))
  expect(names.filter((name) => name.startsWith('commit') || name === 'sampleHeader')).toEqual([])
  expect(all.every(({ label, lines, table }) => label !== '' && (lines.length > 0 || table !== null))).toBe(true)
  expect(shownForm(draft.form, guizhou, { withSample: false, language: 'en' })[0]?.label).toBe('Name of the data right')
  expect(newComment.safeParse({ field: 'name', body: '好' }).success).toBe(true)
})
