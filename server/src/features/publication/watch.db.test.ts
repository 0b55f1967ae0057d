import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { depositOf, openWorld, type World } from '../../testing/cases.ts'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { reach } from '../../testing/procedure.ts'
import { drawn, keepSketches } from '../../testing/sketches.ts'
import { findWatchers, sendWatchMail } from './service.ts'
import { forgetUnconfirmed } from './watch.ts'

let w: World
let app: Awaited<ReturnType<typeof openApp>>
let call: ReturnType<typeof requester>
let mails: { to: string; subject: string; text: string }[] = []
beforeAll(async () => {
  const opened = await openWorld()
  const mail = {
    send: async (one: (typeof mails)[number]) => ({ messageId: String(mails.push(one)) }),
    close: () => {},
  }
  Object.assign(opened.p, { mail })
  w = opened
  w.p.clock.set('2026-03-02T01:00:00Z')
  subscribeAll(w.p)
  app = await openApp(w.p)
  call = requester(app)
})

const post = (url: string, form: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(form).toString(),
  })
const watches = () =>
  w.p.owner.selectFrom('notice_watch').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').execute()
const jobs = async (task: string) =>
  (
    await sql<{ payload: Record<string, string> }>`
      select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = ${task} order by j.id`.execute(w.p.owner)
  ).rows.map(({ payload }) => payload)

async function noticed(): Promise<{ number: string; id: string; depositId: string }> {
  const view = await reach(w, 'public_notice')
  const row = await w.p.owner
    .selectFrom('notice')
    .select(['id', 'number'])
    .where('case_id', '=', view.id)
    .executeTakeFirstOrThrow()
  return { ...row, depositId: view.deposit.id }
}

test('feeds hold what the page shows, keep to their filters and are not sent twice', async () => {
  const { number } = await noticed()
  for (const [name, type] of [
    ['feed.rss', 'application/rss+xml'],
    ['feed.atom', 'application/atom+xml'],
    ['feed.json', 'application/feed+json'],
    ['dcat.jsonld', 'application/ld+json'],
  ] as const) {
    const url = `/notices/${name}?direction=${encodeURIComponent('高速运营')}&field=${encodeURIComponent('车速')}`
    const got = await app.inject({ method: 'GET', url })
    expect([got.statusCode, got.headers['content-type']]).toEqual([200, `${type}; charset=utf-8`])
    expect(got.body).toContain(number)
    expect(got.body).toContain('路段编号')
    // Neither a sample row's place, a contact nor an id of the platform's own.
    for (const hidden of ['contact@example.com', 'sampleRows', '"id":"019']) expect(got.body).not.toContain(hidden)
    const held = await app.inject({ method: 'GET', url, headers: { 'if-none-match': `W/${got.headers.etag}, "x"` } })
    expect([held.statusCode, held.body, held.headers.etag]).toEqual([304, '', got.headers.etag])
    const none = await app.inject({ method: 'GET', url: `/notices/${name}?owner=${encodeURIComponent('没有这家')}` })
    expect(none.body).not.toContain(number)
    expect((await app.inject({ method: 'GET', url: `/notices/${name}?prefecture=zz` })).statusCode).toBe(422)
  }
  const page = (await app.inject({ method: 'GET', url: '/notices?owner=x', headers: { accept: 'text/html' } })).body
  expect(page).toContain('<link rel="alternate" type="application/rss+xml"')
  expect(page).toContain('/notices/feed.rss?owner=x')
})

test('a feed goes on at the address it tells, without a gap', async () => {
  const { id } = await noticed()
  const row = await w.p.owner.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const seen = new Set<string>()
  for (let url: string | null = '/notices/feed.json'; url; ) {
    const { items, next_url } = JSON.parse((await app.inject({ method: 'GET', url })).body)
    for (const item of items) seen.add(item._datadeed.number)
    url = next_url ? next_url.replace(w.p.config.publicUrl, '') : null
  }
  expect(seen.has(row.number)).toBe(true)
  expect(seen.size).toBe((await w.p.owner.selectFrom('notice').select('id').execute()).length)
})

test('a watch by mail counts once it is confirmed, tells once, and leaves nothing when it is ended', async () => {
  const email = 'Reader.One@example.cn'
  expect((await post('/watch', { email, words: '', owner: '', field: '' })).statusCode).toBe(422)
  expect((await post('/watch', { email: 'x', words: '车速' })).body).toContain('请填写有效的电子邮箱')
  const asked = await post('/watch', { email, words: '路段　车速', field: '平均' })
  expect([asked.statusCode, asked.headers.location]).toEqual([303, '/watch/asked'])
  const [row] = await watches()
  const kept = JSON.stringify([row, await jobs('publication.watch_mail')], (_, v) =>
    typeof v === 'bigint' ? String(v) : v,
  )
  expect(`${kept}${row?.address?.toString('latin1')}`.toLowerCase()).not.toContain('reader.one')

  mails = []
  await sendWatchMail(w.p, { watchId: row?.id ?? '' })
  expect(mails.map(({ to }) => to)).toEqual([email])
  const path = mails[0]?.text.match(/\/watch\/[0-9a-f-]+\/[\w-]+/)?.[0] ?? ''
  const before = await noticed()
  expect(await findWatchers(w.p, { noticeId: before.id })).toBe(0)
  // Looking at the link changes nothing, and another's token opens nothing.
  expect((await app.inject({ method: 'GET', url: path })).body).toContain('确认关注')
  expect((await watches())[0]?.confirmed_at).toBeNull()
  expect((await app.inject({ method: 'GET', url: `${path.slice(0, -3)}AAA` })).statusCode).toBe(404)
  expect((await post(`${path}/confirm`, {})).headers.location).toBe(path)

  const { id, number } = await noticed()
  expect((await jobs('publication.watch')).some(({ noticeId }) => noticeId === id)).toBe(true)
  const told = await Promise.all([findWatchers(w.p, { noticeId: id }), findWatchers(w.p, { noticeId: id })])
  expect(told.reduce((sum, n) => sum + n)).toBe(1)
  mails = []
  await sendWatchMail(w.p, { watchId: row?.id ?? '', noticeNumber: number })
  expect(mails[0]?.text).toContain(`/notices/${number}`)

  expect((await post(`${path}/end`, {})).headers.location).toBe('/watch/ended')
  expect((await watches()).some((one) => one.id === row?.id)).toBe(false)
  expect((await app.inject({ method: 'GET', url: path })).statusCode).toBe(404)
  mails = []
  await sendWatchMail(w.p, { watchId: row?.id ?? '', noticeNumber: number })
  expect(mails).toEqual([])
})

test('an address nobody confirmed is forgotten after two days, and none is asked more than ten times', async () => {
  for (let i = 0; i < 12; i++) {
    const { remoteAddress } = { remoteAddress: `10.9.0.${i}` }
    await app.inject({
      ...{ method: 'POST', url: '/watch', remoteAddress },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ email: 'many@example.cn', words: `词${i}` }).toString(),
    })
  }
  const unconfirmed = async () => (await watches()).filter((row) => row.confirmed_at === null).length
  expect(await unconfirmed()).toBe(10)
  w.p.clock.set('2026-03-04T00:59:00Z')
  expect(await forgetUnconfirmed(w.p)).toBe(0)
  w.p.clock.set('2026-03-04T01:01:00Z')
  expect(await forgetUnconfirmed(w.p)).toBe(10)
})

test('a company watches with its own sketch: told of the share of its own values, and of nothing else', async () => {
  const token = await openSession(w.p, w.other.signatory)
  const [mine, bare] = [await depositOf(w.p, w.other.signatory), await depositOf(w.p, w.other.signatory)]
  const sketch = drawn(50_000)
  await keepSketches(w.p, mine, w.other.signatory.accountId, [sketch])
  const add = (body: object, by = token) => call('POST', '/api/v1/watches', { token: by, body })
  expect((await add({ depositId: bare })).json.code).toBe('publication.watch_no_sketch')
  expect((await add({})).status).toBe(422)
  expect((await add({ depositId: mine }, await openSession(w.p, w.own.signatory))).status).toBe(404)
  expect((await add({ depositId: mine, share: 0.6 })).status).toBe(200)

  const [alike, unlike] = [await noticed(), await noticed()]
  const { filer } = w.own
  await keepSketches(w.p, alike.depositId, filer.accountId, [drawn(50_000, sketch, 230), drawn(50_000)])
  await keepSketches(w.p, unlike.depositId, filer.accountId, [drawn(50_000, sketch, 60)])
  expect(await findWatchers(w.p, { noticeId: unlike.id })).toBe(0)
  expect(await findWatchers(w.p, { noticeId: alike.id })).toBe(1)
  const { text, json } = await call('GET', '/api/v1/watches', { token })
  expect(json.items[0].hits).toMatchObject([{ number: alike.number }])
  const { share } = json.items[0].hits[0]
  expect(share).toBeGreaterThanOrEqual(0.6)
  expect(Math.round(share * 20) / 20).toBeCloseTo(share, 6)
  for (const hidden of ['c1', '甲.csv', alike.depositId, filer.accountId]) expect(text).not.toContain(hidden)
  const inbox = await w.p.owner
    .selectFrom('inbox_message')
    .select(['what', 'params'])
    .where('account_id', '=', w.other.signatory.accountId)
    .where('what', '=', 'notice_watched')
    .execute()
  expect(inbox).toEqual([{ what: 'notice_watched', params: { notice: alike.number } }])

  const { id } = json.items[0]
  const stranger = await openSession(w.p, w.own.signatory)
  expect((await call('DELETE', `/api/v1/watches/${id}`, { token: stranger })).status).toBe(404)
  expect((await call('DELETE', `/api/v1/watches/${id}`, { token })).status).toBe(200)
  expect((await call('GET', '/api/v1/watches', { token })).json.items).toEqual([])
})
