import { makeUscc } from '@datadeed/core/kernel/uscc'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { addPerson, openApp, openSession, requester, testPassword } from '../../testing/http.ts'
import { seedAccount, seedParty, type TestPlatform, testPlatform } from '../../testing/platform.ts'

let p: TestPlatform
let call: ReturnType<typeof requester>
beforeAll(async () => {
  p = await testPlatform()
  subscribeAll(p)
  call = requester(await openApp(p))
})

let serial = 5000
const form = (more: object = {}) => {
  serial += 1
  return {
    ...{ uscc: makeUscc('520100', serial), name: '贵阳黔行数据（测试）有限公司', prefectureCode: '520100' },
    ...{ countyCode: '520103', industryCode: '5442', address: '', contactName: '王某', contactPhone: '13812345678' },
    ...{ contactEmail: 'w@example.com', login: `company${serial}`, password: testPassword, ...more },
  }
}
const signUp = (more: object = {}) =>
  call('POST', '/api/v1/sign-ups', { body: form(more), from: `10.1.${serial >> 8}.${serial & 255}` })

/** The same code with its last character, or the last of its organisation part, changed. */
function spoilt(at: 17 | 16): string {
  const good = makeUscc('520100', 4999)
  const bad = [...'0123456789'].find((digit) => digit !== good[at]) ?? ''
  return good.slice(0, at) + bad + good.slice(at + 1)
}

describe('what a sign-up is refused for, and where', () => {
  const wrong: [string, object, string, string, RegExp][] = [
    ['an empty code', { uscc: ' ' }, 'uscc', 'kernel.invalid_input', /./],
    ['a short code', { uscc: '9152' }, 'uscc', 'party.bad_uscc', /18位/],
    ['a letter that is not used', { uscc: 'I1520100DD0000018X' }, 'uscc', 'party.bad_uscc', /不含 I/],
    ['the last check character', { uscc: spoilt(17) }, 'uscc', 'party.bad_uscc', /校验位不符/],
    ['an unknown prefecture', { prefectureCode: '110000' }, 'prefectureCode', 'kernel.invalid_input', /市州/],
    ['a county of another prefecture', { countyCode: '520302' }, 'countyCode', 'kernel.invalid_input', /不属于/],
    ['an unknown industry', { industryCode: '0000' }, 'industryCode', 'kernel.invalid_input', /行业/],
    ['a short password', { password: 'Ab1!' }, 'password', 'account.weak_password', /弱/],
    ['a common password', { password: 'password123' }, 'password', 'account.weak_password', /弱/],
    ['a password of one letter', { password: 'aaaaaaaaaaaa' }, 'password', 'account.weak_password', /弱/],
    ['a login with blanks', { login: 'a b c' }, 'login', 'kernel.invalid_input', /登录名/],
    ['a bad phone', { contactPhone: '12345' }, 'contactPhone', 'kernel.invalid_input', /手机号/],
    ['a bad address', { contactEmail: 'nobody' }, 'contactEmail', 'kernel.invalid_input', /邮箱/],
    ['a control character', { name: '贵阳\u0007公司' }, 'name', 'kernel.invalid_input', /第 3 个字符（U\+0007）/],
    ['a zero byte', { address: '路\u0000' }, 'address', 'kernel.invalid_input', /U\+0000/],
    ['text turned around', { contactName: '王\u202e某' }, 'contactName', 'kernel.invalid_input', /U\+202E/],
    ['a name too long', { name: '数'.repeat(10_000) }, 'name', 'kernel.invalid_input', /最多 100 个字，现有 10000/],
  ]
  test.each(wrong)('%s', async (_, more, path, code, message) => {
    const { status, json } = await signUp(more)
    expect([status, json.code]).toEqual([422, code])
    expect(json.fields.map((field: { path: string }) => field.path)).toEqual([path])
    expect(json.fields[0].message).toMatch(message)
  })

  test('all faults of a form at once, nothing missing named in English', async () => {
    const { json } = await call('POST', '/api/v1/sign-ups', { body: { uscc: 7 }, from: '10.2.0.1' })
    expect(json.fields.length).toBeGreaterThan(8)
    for (const { message } of json.fields) expect(message).toMatch(/\p{Script=Han}/u)
  })
})

test('a wrong check character of the organisation code is only a warning', async () => {
  const code = makeUscc('520100', 4998)
  const good = await signUp({ uscc: ` ${code.slice(0, 9)} ${code.slice(9).toLowerCase()} ` })
  expect([good.status, good.json.warnings]).toEqual([200, []])
  // The outer check character of a code with a spoilt inner one, found by trying.
  const body = spoilt(16).slice(0, 17)
  const last = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
  const answers = []
  for (const [i, end] of last.entries())
    answers.push(await call('POST', '/api/v1/sign-ups', { body: form({ uscc: body + end }), from: `10.3.0.${i}` }))
  const taken = answers.filter(({ status }) => status === 200)
  expect(taken).toHaveLength(1)
  expect(taken[0]?.json.warnings[0]).toContain('组织机构代码')
})

test('markup is kept as text; a code and a login are given once, also to two at the same moment', async () => {
  const name = '贵阳<b onclick="x">公司</b>&amp;'
  const { json } = await signUp({ name })
  expect(json.name).toBe(name)
  const uscc = makeUscc('520100', 4997)
  const both = await Promise.all([signUp({ uscc }), signUp({ uscc })])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)?.json.code).toBe('party.uscc_taken')
  const same = await Promise.all([signUp({ login: 'samelogin' }), signUp({ login: 'SameLogin' })])
  expect(same.map(({ json: answer }) => answer.code ?? 'done').sort()).toEqual(['account.login_taken', 'done'])
  // The company of the login that was taken is not there either.
  const { n } = await p.owner
    .selectFrom('party')
    .select(sql<string>`count(*)::text`.as('n'))
    .where('created_at', '=', p.clock.now())
    .executeTakeFirstOrThrow()
  expect(n).toBe('5')
})

test('an officer approves in the own prefecture only, an administrator anywhere; strangers find nothing', async () => {
  const here = await seedParty(p, { prefectureCode: '520100', status: 'pending' })
  const there = await seedParty(p, { prefectureCode: '520300', status: 'pending' })
  const token = async (roles: Parameters<typeof seedAccount>[1]) => {
    const actor = await seedAccount(p, roles)
    await p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', actor.accountId).execute()
    return await openSession(p, actor)
  }
  const officer = await token({ roles: ['officer'], regionCode: '520100' })
  const administrator = await token({ roles: ['administrator'] })
  const examiner = await token({ roles: ['examiner'] })
  const company = await token({ roles: ['filer', 'signatory'], partyId: here })
  const look = (id: string, as: string) => call('GET', `/api/v1/parties/${id}`, { token: as })
  const approve = (id: string, as: string) => call('POST', `/api/v1/parties/${id}/approval`, { token: as })

  const nowhere = '019a0000-0000-7000-8000-000000000000'
  for (const as of [officer, company]) {
    const [hidden, missing] = [await look(there, as), await look(nowhere, as)]
    expect([hidden.status, hidden.json]).toEqual([missing.status, missing.json])
    expect(hidden.status).toBe(404)
  }
  expect((await approve(there, officer)).status).toBe(404)
  expect((await approve(here, examiner)).json.code).toBe('kernel.forbidden')
  expect((await approve(here, company)).json.code).toBe('kernel.forbidden')
  expect((await look(here, company)).json.can).toEqual([])
  expect((await look(here, officer)).json.can).toEqual(['approve', 'reject'])
  const listed = (await call('GET', '/api/v1/parties?status=pending&limit=100', { token: officer })).json
  expect(new Set(listed.items.map((item: { prefectureCode: string }) => item.prefectureCode))).toEqual(
    new Set(['520100']),
  )
  expect((await approve(here, officer)).json).toMatchObject({ status: 'approved', can: [] })
  expect((await approve(here, officer)).json.code).toBe('party.not_pending')
  const refusal = { token: administrator, body: { reason: '名称与营业执照不符' } }
  expect((await call('POST', `/api/v1/parties/${there}/rejection`, refusal)).json.status).toBe('rejected')
  const mails = await sql<{ payload: { to: string } }>`
    select payload from graphile_worker._private_jobs where payload ->> 'subject' like '%注册%通过%'`.execute(p.owner)
  expect(mails.rows.map(({ payload }) => payload.to)).toContain('contact@example.com')
})

test('a company that was turned away signs up again; its first account stays out for good', async () => {
  const uscc = makeUscc('520100', 4996)
  const { partyId } = (await signUp({ uscc, login: 'impostor' })).json
  const signIn = (login: string) =>
    call('POST', '/api/v1/sessions', { body: { login, password: testPassword, client: 'cli' }, from: '10.4.0.1' })
  const old = (await signIn('impostor')).json.token
  expect((await signUp({ uscc })).json.code).toBe('party.uscc_taken')
  await p.owner
    .updateTable('party')
    .set({ status: 'rejected', decision_reason: '冒用' })
    .where('id', '=', partyId)
    .execute()
  const again = await signUp({ uscc, name: '真正的公司', login: 'genuine' })
  expect(again.json).toMatchObject({ partyId, name: '真正的公司', status: 'pending' })
  expect((await call('GET', '/api/v1/me', { token: old })).status).toBe(401)
  expect((await signIn('impostor')).json.code).toBe('account.bad_credentials')
  const me = await call('GET', '/api/v1/me', { token: (await signIn('genuine')).json.token })
  expect(me.json.party).toMatchObject({ id: partyId, status: 'pending' })
  expect(me.json.can).not.toContain('case.create')
})

test('lists page without gap or repetition, and refuse cursors they did not make', async () => {
  await addPerson(p, 'admin', ['administrator'], { totpSecret: 'JBSWY3DPEHPK3PXP' })
  const { id } = await p.owner.selectFrom('account').select('id').where('login', '=', 'admin').executeTakeFirstOrThrow()
  const token = await openSession(p, { accountId: id as never })
  const seen: string[] = []
  let next: string | null = ''
  let total = 0
  while (next !== null) {
    const { json } = await call('GET', `/api/v1/parties?limit=3${next && `&cursor=${next}`}`, { token })
    seen.push(...json.items.map((item: { id: string }) => item.id))
    ;({ next, total } = json)
  }
  expect([seen.length, new Set(seen).size]).toEqual([total, total])
  const bad = [
    ['x', 'y'],
    ['2026-02-30T00:00:00.000Z', id],
    ["2026-01-01T00:00:00.000Z'", id],
    [1, 2],
    [null, null],
  ]
  for (const key of bad) {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url')
    const { status, json } = await call('GET', `/api/v1/parties?cursor=${cursor}`, { token })
    expect([status, json.fields[0].path]).toEqual([422, 'cursor'])
  }
  expect((await call('GET', '/api/v1/parties?cursor=%7B', { token })).status).toBe(422)
  expect((await call('GET', '/api/v1/parties?q=%25', { token })).json.total).toBe(0)
  expect(
    (await call('GET', `/api/v1/parties?q=${encodeURIComponent('（测试）')}`, { token })).json.total,
  ).toBeGreaterThan(0)
  expect((await call('GET', '/api/v1/parties?q=%00', { token })).status).toBe(422)
  expect((await call('GET', '/api/v1/parties?q=%07', { token })).status).toBe(422)
})
