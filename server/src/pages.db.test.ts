import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Role } from '@datadeed/core/kernel/actor'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from './app.ts'
import { issueCertificate } from './features/certificate/service.ts'
import { sequence, until, withWitnesses } from './features/evidence/testing/fixture.ts'
import { sweepNotices } from './features/publication/service.ts'
import { styleSheet } from './platform/html/assets.ts'
import { subscribeAll } from './subscriptions.ts'
import type { World } from './testing/cases.ts'
import { seedAccount, seedParty } from './testing/platform.ts'
import { reach } from './testing/procedure.ts'

let w: World
let app: FastifyInstance
let notice = ''
let registration = ''
let certificate = ''

/** A certificate carries evidence, and evidence needs witnesses. */
async function witnessedWorld(): Promise<World> {
  const p = await withWitnesses(2)
  const sequencer = sequence(p)
  afterAll(() => sequencer.stop())
  const company = async (prefectureCode: string) => {
    const partyId = await seedParty(p, { prefectureCode })
    const account = (roles: Role[]) => seedAccount(p, { roles, partyId })
    return { partyId, filer: await account(['filer']), signatory: await account(['filer', 'signatory']) }
  }
  const staff = (role: Role) => seedAccount(p, { roles: [role] })
  const officer = (regionCode: string) => seedAccount(p, { roles: ['officer'], regionCode })
  return {
    p,
    own: await company('520100'),
    other: await company('520300'),
    examiner: await staff('examiner'),
    colleague: await staff('examiner'),
    reviewer: await staff('reviewer'),
    officer: await officer('520100'),
    elsewhere: await officer('520300'),
    auditor: await staff('auditor'),
  }
}

beforeAll(async () => {
  w = await witnessedWorld()
  subscribeAll(w.p)
  app = await buildApp(w.p)
  await app.ready()
  const first = await reach(w, 'public_notice')
  w.p.clock.set('2026-05-06T01:00:00Z')
  await sweepNotices(w.p)
  await issueCertificate(w.p, first.id)
  const entry = await w.p.db.selectFrom('register_entry').selectAll().executeTakeFirstOrThrow()
  registration = entry.registration_number
  certificate = entry.certificate_number
  notice = (await reach(w, 'public_notice')).notice?.number ?? ''
})
afterAll(() => app.close())

const browser = { accept: 'text/html,application/xhtml+xml', 'accept-language': 'zh-CN' }
const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers: { ...browser, ...headers } })
const pages = () => [
  '/',
  '/register',
  `/register/${registration}`,
  '/notices',
  `/notices/${notice}`,
  `/certificates/${certificate}`,
  '/verify',
  '/guide',
  '/log',
  '/log/entries',
  '/log/entry/1',
]

const answer = {
  objectorName: '黔路异议有限公司',
  objectorIdNumber: '52010219900101123X',
  contactPhone: '13900000000',
  contactEmail: 'objector@example.com',
  reasonCode: 'ownership',
  statement: '该数据集合由我单位采集，申请人未取得授权。',
}
const object = (form: Record<string, string>, number = notice) =>
  app.inject({
    method: 'POST',
    url: `/notices/${number}/objections`,
    headers: { ...browser, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
const send = (name: string, bytes: Uint8Array) => {
  const head = `--edge\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return app.inject({
    method: 'POST',
    url: '/verify',
    headers: { ...browser, 'content-type': 'multipart/form-data; boundary=edge' },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--edge--\r\n')]),
  })
}

describe('every public page', () => {
  test('is a whole document in Chinese, and in English after the switch, with the demonstration banner', async () => {
    for (const url of pages()) {
      const zh = await get(url)
      expect(zh.statusCode, url).toBe(200)
      expect(zh.body).toContain('<html lang="zh-CN">')
      expect(zh.body).toContain('演示时钟：2026年5月6日')
      const en = await get(`${url}?lang=en`)
      expect(en.body).toContain('<html lang="en">')
      expect(en.body).toContain('Demonstration clock')
      expect(en.headers['set-cookie']).toContain('datadeed_lang=en')
    }
  })

  test('keeps the language chosen before, and is Chinese whatever the browser prefers', async () => {
    expect((await get('/', { cookie: 'datadeed_lang=en' })).body).toContain('<html lang="en">')
    expect((await get('/', { 'accept-language': 'en-US' })).body).toContain('<html lang="zh-CN">')
    expect((await get('/?lang=%3Cb%3E')).body).toContain('<html lang="zh-CN">')
  })

  test('needs no script and runs none of its own making', async () => {
    for (const url of pages()) {
      const { body } = await get(url)
      for (const [script] of body.matchAll(/<script[^>]*>/g)) expect(script).toMatch(/ src="\/islands\/[a-z]+\.js\?v=/)
      expect(body).not.toMatch(/ on[a-z]+="|javascript:/)
    }
  })

  test('weighs at most 60 kB before the first interaction', async () => {
    for (const url of pages()) {
      const page = await get(url, { 'accept-encoding': 'gzip' })
      expect(page.headers['content-encoding']).toBe('gzip')
      const scripts = [...(await get(url)).body.matchAll(/src="(\/islands\/[^"?]+)/g)].map(([, path = '']) =>
        gzipSync(readFileSync(join(w.p.config.webDir, path))),
      )
      const weight = [page.rawPayload, styleSheet.gzip ?? styleSheet.body, ...scripts]
      expect(
        weight.reduce((sum, part) => sum + part.length, 0),
        url,
      ).toBeLessThan(60_000)
    }
  })

  test('shows markup in every published field as text', async () => {
    const evil = '</title></textarea><img src=x onerror=alert(1)>"\'&'
    const shown = '&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;'
    const spoil = (value: unknown): unknown =>
      typeof value === 'string'
        ? evil
        : Array.isArray(value)
          ? [evil, evil]
          : value && typeof value === 'object'
            ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, spoil(part)]))
            : value
    const rows = await w.p.owner.selectFrom('notice').select(['id', 'content']).execute()
    const entry = await w.p.owner.selectFrom('register_entry').selectAll().executeTakeFirstOrThrow()
    for (const { id, content } of rows)
      await w.p.owner
        .updateTable('notice')
        .set({ content: JSON.stringify(spoil(content)) })
        .where('id', '=', id)
        .execute()
    await w.p.owner
      .updateTable('register_entry')
      .set({ name: evil, holder: evil, direction: evil, content: JSON.stringify(spoil(entry.content)) })
      .execute()
    try {
      for (const url of pages().slice(0, 6))
        for (const language of ['zh', 'en']) {
          const { statusCode, body } = await get(`${url}?lang=${language}`)
          expect(statusCode, url).toBe(200)
          expect(body, url).not.toContain('<img')
          expect(body, url).toContain(shown)
        }
    } finally {
      for (const { id, content } of rows)
        await w.p.owner
          .updateTable('notice')
          .set({ content: JSON.stringify(content) })
          .where('id', '=', id)
          .execute()
      const { name, holder, direction, content } = entry
      await w.p.owner
        .updateTable('register_entry')
        .set({ name, holder, direction, content: JSON.stringify(content) })
        .execute()
    }
  })
})

describe('the register', () => {
  test('is searched by words, filters and numbers, and says what to do when nothing matches', async () => {
    expect((await get('/register?q=%E8%BD%A6%E9%80%9F')).body).toContain(registration)
    expect((await get(`/register?q=${certificate}`)).body).toContain(registration)
    expect((await get('/register?prefectureCode=520300')).body).toContain('没有符合条件的登记')
    const evil = await get(`/register?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(evil.body).toContain('value="&quot;&gt;&lt;script&gt;')
    expect(evil.body).not.toContain('<script>alert')
  })

  test('answers faulty filters with everything and a sentence, and a faulty place in the list with a page', async () => {
    const { statusCode, body } = await get('/register?status=nonsense')
    expect([statusCode, body.includes('查询条件有误')]).toEqual([200, true])
    const lost = await get('/register?cursor=nonsense')
    expect([lost.statusCode, lost.body.includes('翻页标记无效')]).toEqual([422, true])
  })

  test('has each entry under both its numbers, and tells what to check when it has none', async () => {
    for (const number of [registration, certificate, registration.toLowerCase()])
      expect((await get(`/register/${number}`)).body).toContain(registration)
    const missing = await get('/register/2026210000009999')
    expect([missing.statusCode, missing.body.includes('请逐位核对编号')]).toEqual([404, true])
  })
})

describe('an objection', () => {
  test('with faults keeps what was typed and names each field', async () => {
    const typed = {
      ...answer,
      objectorIdNumber: '520102199001011230',
      contactEmail: 'not an address',
      statement: '<b>太短</b>',
      reasonCode: '',
    }
    const { statusCode, body } = await object(typed)
    expect(statusCode).toBe(422)
    expect(body).toContain('校验位不符')
    for (const field of ['objectorIdNumber', 'contactEmail', 'reasonCode'])
      expect(body).toContain(`href="#field-${field}"`)
    expect(body).not.toContain('href="#field-objectorName"')
    for (const kept of ['value="not an address"', '&lt;b&gt;太短&lt;/b&gt;', answer.objectorName])
      expect(body).toContain(kept)
  })

  test('from an empty form, or one of another kind, names every field', async () => {
    expect((await object({})).body.match(/href="#field-/g)).toHaveLength(6)
    const json = await app.inject({
      method: 'POST',
      url: `/notices/${notice}/objections`,
      headers: browser,
      payload: { objectorName: 7 },
    })
    expect(json.statusCode).toBe(422)
  })

  test('sent twice is one, and its number is shown to the one who sent it only', async () => {
    const once = (await get(`/notices/${notice}`)).body.match(/name="once" value="([^"]+)"/)?.[1] ?? ''
    expect(once).toMatch(/^[\w-]{22}$/)
    const both = await Promise.all([object({ ...answer, once }), object({ ...answer, once })])
    expect(both.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    const lodged = await w.p.db.selectFrom('objection').select(['number']).execute()
    expect(lodged).toHaveLength(1)
    const to = String(both[0]?.headers.location)
    const cookie = String(both[0]?.headers['set-cookie']).split(';')[0] ?? ''
    expect((await get(to, { cookie })).body).toContain(lodged[0]?.number)
    expect((await get(to)).body).not.toContain(lodged[0]?.number)
    expect((await get(`/notices/${notice}`)).body).toContain('异议处理中')
    expect((await get(`/notices/${notice}`)).body).not.toContain(answer.objectorIdNumber)
  })

  test('is not taken once the notice is over', async () => {
    const over = await w.p.db
      .selectFrom('notice')
      .select('number')
      .where('status', '=', 'clear')
      .executeTakeFirstOrThrow()
    const late = await object(answer, over.number)
    expect([late.statusCode, late.body.includes('公示期已结束')]).toEqual([409, true])
    expect((await get(`/notices/${over.number}`)).body).not.toContain('<form class="stack"')
  })
})

describe('verifying', () => {
  test('takes a number however it is typed', async () => {
    const spaced = `${certificate.slice(0, 6)} ${certificate.slice(6)}`
    const wide = [...certificate].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    for (const typed of [certificate, spaced, wide])
      expect((await get(`/verify?number=${encodeURIComponent(typed)}`)).headers.location).toBe(
        `/certificates/${certificate}`,
      )
    const wrong = await get('/verify?number=123')
    expect([wrong.statusCode, wrong.body.includes('value="123"')]).toEqual([422, true])
  })

  test('without script: the real PDF is valid, one byte more is not, and no file is told so', async () => {
    const pdf = (await get(`/api/v1/certificates/${certificate}/pdf`)).rawPayload
    const name = '证书<b>.pdf'
    const good = await send(name, pdf)
    expect(good.body).toContain('逐字节一致')
    expect(good.body).toContain('证书&lt;b&gt;.pdf')
    expect((await send('a.pdf', Buffer.concat([pdf, Buffer.from(' ')]))).body).toContain('verdict invalid')
    expect((await send('a.txt', Buffer.from('hello'))).body).toContain('verdict cannot_check')
    expect((await send('a.pdf', Buffer.alloc(0))).body).toContain('0 字节')
    expect((await send('', Buffer.alloc(0))).body).toContain('没有收到文件')
    expect((await object({}, 'x')).statusCode).toBe(404)
  })

  test('the evidence package is offered once it is witnessed, and passes every step', async () => {
    await until(async () => (await get(`/certificates/${certificate}`)).body.includes('/package"'))
    const page = await get(`/certificates/${certificate}`)
    for (const name of ['witness.example/1', 'witness.example/2']) expect(page.body).toContain(name)
    const bytes = (await get(`/api/v1/certificates/${certificate}/package`)).rawPayload
    expect((await send('a.datadeed.json', bytes)).body).toContain('verdict valid')
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    expect((await send('a.datadeed.json', bytes)).body).toContain('verdict invalid')
  })

  test('an unknown or misshapen certificate number says what to check', async () => {
    for (const number of ['20261152009999999', 'x', '<script>']) {
      const { statusCode, body } = await get(`/certificates/${encodeURIComponent(number)}`)
      expect([statusCode, body.includes('没有查到该编号')]).toEqual([404, true])
    }
  })
})

describe('what is no page', () => {
  test('an unknown address is a page for people and a problem for programs', async () => {
    const page = await get('/nothing/here')
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(page.body).toContain('请核对地址')
    const problem = await app.inject({ method: 'GET', url: '/api/v1/nothing' })
    expect(problem.json()).toMatchObject({ status: 404, code: 'kernel.not_found' })
  })

  test('the style sheet is kept for a year, and nothing outside the built files is served', async () => {
    const style = await get(styleSheet.href)
    expect(style.headers['cache-control']).toContain('immutable')
    for (const path of ['/islands/%2e%2e/%2e%2e/package.json', '/app/assets/..%2f..%2findex.html'])
      expect((await get(path)).statusCode, path).toBe(404)
  })

  test('the workplace answers any place below /app/ with its one page', async () => {
    if (!existsSync(join(w.p.config.webDir, 'app/index.html'))) {
      expect((await get('/app/')).statusCode).toBe(404)
      return
    }
    const page = await get('/app/cases/1')
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-cache'])
    expect((await get('/app/assets/nothing.js')).statusCode).toBe(404)
  })

  test('a demonstration is closed to search engines', async () => {
    expect((await get('/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n')
    expect((await get('/sitemap.xml')).body).toContain(`/register/${registration}</loc>`)
  })
})
