import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { addPerson, openApp, openSession, requester, testPassword } from '../../testing/http.ts'
import { seedAccount, seedParty, type TestPlatform, testPlatform } from '../../testing/platform.ts'

let p: TestPlatform
let call: ReturnType<typeof requester>
let token: string
const logged: string[] = []
beforeAll(async () => {
  p = await testPlatform()
  p.config.logLevel = 'info'
  call = requester(await openApp(p, logged))
  token = await openSession(p, await seedAccount(p, { roles: ['filer', 'signatory'], partyId: await seedParty(p) }))
})

describe('faults are problems in plain words', () => {
  test('shape, Chinese first, English for who asks for it', async () => {
    const zh = await call('GET', '/api/v1/register/12')
    expect(zh.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(zh.json).toEqual({
      type: 'urn:datadeed:problem:kernel.invalid_input',
      ...{ title: 'kernel.invalid_input', status: 422, code: 'kernel.invalid_input' },
      detail: '有 1 处填写不符合要求，请按各项提示修改后再提交。',
      fields: [{ path: 'number', message: '请输入 17 位证书编号或 16 位登记号' }],
    })
    const en = await call('GET', '/api/v1/register/12', { headers: { 'accept-language': 'en-GB,zh;q=0.5' } })
    expect(en.json.detail).toBe('1 field(s) need correction; see each field.')
  })

  test('an address nobody answers', async () => {
    const { status, headers, json } = await call('GET', '/api/v1/nothing?q=geheim')
    expect([status, json.code]).toEqual([404, 'kernel.not_found'])
    expect(headers['content-type']).toContain('application/problem+json')
    // An id in it that nothing could have.
    expect((await call('GET', '/api/v1/deposits/12', { token })).json.code).toBe('kernel.not_found')
    const page = await call('GET', '/nothing', { headers: { accept: 'text/html' } })
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  })

  const json = { 'content-type': 'application/json' }
  const bodies: [string, string, Record<string, string>, RegExp][] = [
    ['not JSON', '{"login":', json, /不是有效的 JSON/],
    ['__proto__', '{"login":"a","password":"b","__proto__":{"admin":true}}', json, /不是有效的 JSON/],
    ['nothing', '', json, /是空的/],
    ['another type', 'login=a', { 'content-type': 'text/csv' }, /类型不受支持/],
    ['XML', '<a/>', { 'content-type': 'application/xml' }, /类型不受支持/],
    ['a list', '[]', json, /\p{Script=Han}/u],
    ['a form', 'login=a', { 'content-type': 'application/x-www-form-urlencoded' }, /\p{Script=Han}/u],
  ]
  test.each(bodies)('a body of %s', async (_, body, headers, message) => {
    const answer = await call('POST', '/api/v1/sessions', { body, headers })
    expect([answer.status, answer.json.code]).toEqual([422, 'kernel.invalid_input'])
    expect(answer.json.fields[0].message).toMatch(message)
  })

  test('a body too large, a bad address, a parameter too long', async () => {
    const body = { login: 'a'.repeat(1_100_000), password: 'x' }
    const large = await call('POST', '/api/v1/sessions', { body })
    expect([large.status, large.json.code]).toEqual([422, 'kernel.too_large'])
    expect(large.json.detail).toContain('1 MB')
    expect((await call('GET', '/api/v1/cases/%E0%A4%A', { token })).json.code).toBe('kernel.invalid_input')
    const long = await call('GET', `/api/v1/notices/${'9'.repeat(300)}`)
    expect([long.status >= 400 && long.status < 500, long.headers['content-type']]).toEqual([
      ...[true, 'application/problem+json; charset=utf-8'],
    ])
    expect((await call('GET', '/api/v1/notices/%00')).status).toBe(422)
    expect((await call('GET', '/api/v1/notices/a%27b%22')).status).toBe(404)
  })

  test('a defect says nothing of itself', async () => {
    const broken = requester(
      await openApp({ ...p, config: { ...p.config, logLevel: 'silent' }, db: p.db.withSchema('no') }),
    )
    const { status, text } = await broken('GET', '/api/v1/notices')
    expect(status).toBe(500)
    expect(text).not.toMatch(/relation|select|schema|notice"/)
  })
})

describe('who asks', () => {
  test('a browser may change things from our own pages only', async () => {
    const accountId = await addPerson(p, 'browser', ['filer'])
    const cookie = await openSession(p, { accountId })
    const change = (headers: Record<string, string>) => call('DELETE', '/api/v1/sessions/current', { cookie, headers })
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost.evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost:80' },
    ]
    for (const headers of foreign) {
      const { status, json } = await change(headers)
      expect([status, json.code]).toEqual([403, 'kernel.cross_site'])
    }
    // Nor may another site sign a visitor in.
    const body = { login: 'browser', password: testPassword }
    const signIn = await call('POST', '/api/v1/sessions', { body, headers: { origin: 'https://evil.example' } })
    expect([signIn.json.code, signIn.headers['set-cookie']]).toEqual(['kernel.cross_site', undefined])
    expect((await call('GET', '/api/v1/me', { cookie, headers: { origin: 'https://evil.example' } })).status).toBe(200)
    expect((await change({ origin: 'http://localhost:80' })).status).toBe(200)
  })

  test('tokens that are none are nobody', async () => {
    for (const headers of [
      { authorization: 'Bearer x' },
      { authorization: `Bearer ${'A'.repeat(43)}` },
      { authorization: `Basic ${token}` },
      { cookie: `datadeed_session=${'%00'.repeat(30)}` },
    ] as Record<string, string>[])
      expect((await call('GET', '/api/v1/me', { headers })).json.code).toBe('account.signed_out')
  })

  test('too many requests say when to come back', async () => {
    const from = '10.20.0.1'
    const body = { login: 'nobody', password: 'wrong-password' }
    const answers = []
    for (let i = 0; i < 31; i++) answers.push(await call('POST', '/api/v1/sessions', { body, from }))
    const last = answers.at(-1)
    expect([last?.status, last?.json.code, last?.headers['retry-after']]).toEqual([
      429,
      'kernel.too_many_requests',
      '60',
    ])
    expect(answers.slice(0, 30).every(({ status }) => status === 401)).toBe(true)
    // Behind a proxy on this machine each visitor counts for itself.
    const proxied = { body, headers: { 'x-forwarded-for': '192.0.2.7' } }
    expect((await call('POST', '/api/v1/sessions', proxied)).status).toBe(401)
  })

  test('probes are never told to slow down', async () => {
    const real = requester(await openApp({ ...p, config: { ...p.config, demo: false, logLevel: 'silent' } }))
    const from = '10.20.0.2'
    const last = async (path: string) => {
      for (let i = 0; i < 601; i++) await real('GET', path, { from })
      return (await real('GET', path, { from })).status
    }
    expect([await last('/healthz'), await last('/api/v1/register/12')]).toEqual([200, 429])
  })

  test('metrics are for this machine, or for the token', async () => {
    const read = (headers: Record<string, string> = {}, from = '127.0.0.1') =>
      call('GET', '/metrics', { headers, from })
    const here = await read()
    expect(here.text).toContain('datadeed_http_request_seconds_bucket')
    expect(here.text).not.toContain('geheim')
    expect((await read({}, '192.0.2.1')).status).toBe(404)
    expect((await read({ 'x-forwarded-for': '127.0.0.1' })).status).toBe(404)
    const metricsToken = 'a-token-of-the-monitoring'
    const guarded = requester(await openApp({ ...p, config: { ...p.config, logLevel: 'silent', metricsToken } }))
    const from = '192.0.2.1'
    const as = (shown: string) => guarded('GET', '/metrics', { from, headers: { authorization: `Bearer ${shown}` } })
    expect([(await as(metricsToken)).status, (await as('another-token-of-them')).status]).toEqual([200, 404])
  })
})

test('every answer carries the headers that keep a page in its place', async () => {
  for (const url of ['/', '/api/v1/system', '/api/v1/nothing']) {
    const { headers } = await call('GET', url)
    expect(headers['content-security-policy']).toMatch(/default-src 'self';.*frame-ancestors 'self'.*script-src 'self'/)
    expect(headers['content-security-policy']).not.toMatch(/script-src [^;]*'unsafe-(inline|eval)'/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['x-powered-by']).toBeUndefined()
  }
  const config = { ...p.config, logLevel: 'silent' as const, publicUrl: 'https://shuqi.example' }
  const secure = requester(await openApp({ ...p, config }))
  expect((await secure('GET', '/api/v1/system')).headers['strict-transport-security']).toMatch(/max-age=31536000/)
})

test('the documentation of the interface shows itself under its own policy', async () => {
  const page = await call('GET', '/docs/')
  expect(page.status).toBe(200)
  const policy = String(page.headers['content-security-policy'])
  const [script = ''] = /(?<=<script type="text\/javascript">)[\s\S]*?(?=<\/script>)/.exec(page.text) ?? []
  expect(script).toContain('createApiReference')
  expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  expect((await call('GET', '/docs/js/scalar.js')).status).toBe(200)
  expect((await call('GET', '/docs/openapi.json')).json.openapi).toBe('3.1.0')
})

test('the log names nobody and quotes nothing', async () => {
  const secrets = ['geheimnis-q', 'person@secret.example', 'wumeng-login', '10.77.66.55', 'Passwort-991', 'Zeichen-77']
  const from = '10.77.66.55'
  const headers = { 'user-agent': 'Zeichen-77' }
  await call('GET', '/api/v1/notices?q=geheimnis-q', { from, headers })
  await call('GET', '/geheimnis-q/person@secret.example?token=Passwort-991', { from })
  await call('POST', '/api/v1/sessions', { from, body: { login: 'wumeng-login', password: 'Passwort-991' } })
  await call('POST', '/api/v1/password-resets', { from, body: { login: 'person@secret.example' } })
  const lines = logged.join('')
  expect(lines).toContain('"route":"/api/v1/notices"')
  for (const secret of secrets) expect(lines).not.toContain(secret)
  expect(lines).not.toContain(token)
  expect(lines).not.toMatch(/remoteAddress|"url"|"host"/)
})

test('the demonstration clock moves on only, and not out of sight', async () => {
  const move = (to: string) => call('POST', '/api/v1/demo/clock', { body: { to } })
  expect((await move('yesterday')).status).toBe(422)
  const plain = requester(await openApp({ ...p, config: { ...p.config, demo: false, logLevel: 'silent' } }))
  const to = '2027-01-01T00:00:00Z'
  expect((await plain('POST', '/api/v1/demo/clock', { body: { to } })).status).toBe(404)
})
