import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { beforeAll, expect, test } from 'vitest'
import { addPerson, openApp, openSession, requester, testPassword } from '../../testing/http.ts'
import { seedParty, type TestPlatform, testPlatform } from '../../testing/platform.ts'
import { sendMail } from '../notification/service.ts'
import { newTotpSecret } from './totp.ts'

let p: TestPlatform
let call: ReturnType<typeof requester>
let partyId: string
beforeAll(async () => {
  p = await testPlatform()
  call = requester(await openApp(p))
  partyId = await seedParty(p)
})

let address = 0
/** Each from an address of its own, so that one test's attempts do not use up another's. */
const signIn = (login: string, password = testPassword, more: object = {}) => {
  address += 1
  return call('POST', '/api/v1/sessions', {
    body: { login, password, ...more },
    from: `10.0.${address >> 8}.${address & 255}`,
  })
}
const bearer = async (login: string, more: object = {}): Promise<string> =>
  (await signIn(login, testPassword, { client: 'cli', ...more })).json.token
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

test('a browser gets a cookie no script reads, a program a token, and nobody both', async () => {
  await addPerson(p, 'cookie1', ['filer'], { partyId })
  const browser = await signIn('COOKIE1 ')
  expect(browser.status).toBe(200)
  expect(browser.json).toMatchObject({ account: { login: 'cookie1', totp: false }, token: null })
  const cookie = String(browser.headers['set-cookie'])
  expect(cookie).toMatch(/^datadeed_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  const value = cookie.split(/[=;]/)[1] ?? ''
  expect((await call('GET', '/api/v1/me', { cookie: value })).json.account.login).toBe('cookie1')
  const program = await signIn('cookie1', testPassword, { client: 'cli' })
  expect(program.headers['set-cookie']).toBeUndefined()
  expect((await call('GET', '/api/v1/me', { token: program.json.token })).status).toBe(200)
  const secure = requester(await openApp({ ...p, config: { ...p.config, publicUrl: 'https://shuqi.example' } }))
  const over = await secure('POST', '/api/v1/sessions', { body: { login: 'cookie1', password: testPassword } })
  expect(String(over.headers['set-cookie'])).toMatch(/; Secure/)
})

test('neither password nor token is stored as it is', async () => {
  await addPerson(p, 'stored', ['filer'], { partyId })
  const token = await bearer('stored')
  const account = await p.owner
    .selectFrom('account')
    .selectAll()
    .where('login', '=', 'stored')
    .executeTakeFirstOrThrow()
  expect(account.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const sessions = await p.owner.selectFrom('session').selectAll().where('account_id', '=', account.id).execute()
  expect(sessions.some((row) => row.token_hash.toString('base64url') === token)).toBe(false)
})

test('an unknown login and a wrong password answer the same', async () => {
  await addPerson(p, 'known', ['filer'], { partyId })
  const [wrong, unknown] = [await signIn('known', 'wrong-password'), await signIn('nobody-at-all', 'wrong-password')]
  expect(wrong.status).toBe(401)
  expect({ ...unknown.json }).toEqual({ ...wrong.json })
  expect(wrong.json.code).toBe('account.bad_credentials')
})

test('five failures lock for 15 minutes, the right password included, and the owner sees them all', async () => {
  const accountId = await addPerson(p, 'locked', ['filer'], { partyId })
  for (let i = 0; i < 4; i++) expect((await signIn('locked', 'wrong-password')).status).toBe(401)
  const fifth = await signIn('locked', 'wrong-password')
  expect([fifth.status, fifth.json.code, fifth.headers['retry-after']]).toEqual([429, 'account.locked', '900'])
  const right = await signIn('locked')
  expect([right.status, right.headers['retry-after']]).toEqual([429, '900'])
  await p.owner
    .updateTable('account')
    .set({ locked_until: new Date(0) })
    .where('id', '=', accountId)
    .execute()
  const token = await bearer('locked')
  const { lastSignIns } = (await call('GET', '/api/v1/me', { token })).json
  expect(lastSignIns.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    ...['succeeded', 'locked', 'failed', 'failed', 'failed', 'failed', 'failed'],
  ])
  expect(lastSignIns[0].from).toMatch(/^10\.0\./)
})

test('failures at the same moment are all counted', async () => {
  await addPerson(p, 'burst', ['filer'], { partyId })
  const codes = await Promise.all(
    Array.from({ length: 8 }, async () => (await signIn('burst', 'wrong-password')).json.code),
  )
  expect(codes.filter((code) => code === 'account.bad_credentials')).toHaveLength(4)
  expect(codes.filter((code) => code === 'account.locked')).toHaveLength(4)
})

test('a code is asked for, works once, and not again within its time', async () => {
  const totpSecret = newTotpSecret()
  await addPerson(p, 'staff1', ['examiner'], { totpSecret })
  expect((await signIn('staff1')).json.code).toBe('account.totp_required')
  expect((await signIn('staff1', 'wrong-password', { totp: codeOf(totpSecret) })).json.code).toBe(
    'account.bad_credentials',
  )
  const totp = codeOf(totpSecret)
  expect((await signIn('staff1', testPassword, { totp })).status).toBe(200)
  expect((await signIn('staff1', testPassword, { totp })).json.code).toBe('account.bad_totp')
  // An older code than the one used is refused, too; a newer one is good.
  expect((await signIn('staff1', testPassword, { totp: codeOf(totpSecret, -1) })).json.code).toBe('account.bad_totp')
  expect((await signIn('staff1', testPassword, { totp: codeOf(totpSecret, 1) })).status).toBe(200)
})

test('staff without a second factor hold no role until they have enrolled one', async () => {
  await addPerson(p, 'staff2', ['administrator'])
  const token = await bearer('staff2')
  expect((await call('GET', '/api/v1/parties', { token })).json.code).toBe('account.totp_enrolment_required')
  expect((await call('GET', '/api/v1/me', { token })).json.can).not.toContain('party.decide')
  const { json } = await call('POST', '/api/v1/me/totp', { token, headers: { 'idempotency-key': 'enrol-0001' } })
  expect(json.qrSvg).toMatch(/^<svg/)
  expect((await call('POST', '/api/v1/me/totp/confirmation', { token, body: { code: '000000' } })).status).toBe(401)
  const code = codeOf(json.secret)
  expect((await call('POST', '/api/v1/me/totp/confirmation', { token, body: { code } })).status).toBe(200)
  expect((await call('GET', '/api/v1/parties', { token })).status).toBe(200)
  // The secret is in no kept answer, and the code that enrolled signs nobody in.
  const kept = await p.owner.selectFrom('idempotency').select('response').execute()
  expect(JSON.stringify(kept)).not.toContain(json.secret)
  expect((await signIn('staff2', testPassword, { totp: code })).json.code).toBe('account.bad_totp')
})

test('a second factor is replaced only by who has it: the password of a stolen session is not enough', async () => {
  const totpSecret = newTotpSecret()
  await addPerson(p, 'staff3', ['examiner'], { totpSecret })
  const token = await bearer('staff3', { totp: codeOf(totpSecret, -1) })
  const { secret } = (await call('POST', '/api/v1/me/totp', { token })).json
  const confirm = (code: string, body: object = {}) =>
    call('POST', '/api/v1/me/totp/confirmation', { token, body: { code, ...body } })
  expect((await confirm(codeOf(secret))).json.code).toBe('account.totp_required')
  expect((await confirm(codeOf(secret), { current: '000000' })).json.code).toBe('account.bad_totp')
  expect((await confirm(codeOf(secret), { current: codeOf(totpSecret) })).status).toBe(200)
})

test('sessions are listed, revoked at once, and expire', async () => {
  const accountId = await addPerson(p, 'sessions', ['filer'], { partyId })
  await addPerson(p, 'stranger', ['filer'], { partyId })
  const [first, second, other] = [await bearer('sessions'), await bearer('sessions'), await bearer('stranger')]
  const list = (await call('GET', '/api/v1/sessions', { token: first })).json.items
  expect(list.map((item: { current: boolean }) => item.current)).toEqual([false, true])
  const url = `/api/v1/sessions/${list[0].id}`
  expect((await call('DELETE', url, { token: other })).status).toBe(404)
  expect((await call('GET', '/api/v1/me', { token: second })).status).toBe(200)
  expect((await call('DELETE', url, { token: first })).status).toBe(200)
  expect((await call('GET', '/api/v1/me', { token: second })).json.code).toBe('account.signed_out')
  expect((await call('DELETE', url, { token: first })).status).toBe(404)
  const third = await openSession(p, { accountId })
  await p.owner
    .updateTable('session')
    .set({ expires_at: new Date(0) })
    .where('account_id', '=', accountId)
    .execute()
  expect((await call('GET', '/api/v1/me', { token: third })).status).toBe(401)
  const fourth = await bearer('sessions')
  const out = await call('DELETE', '/api/v1/sessions/current', { token: fourth })
  expect(String(out.headers['set-cookie'])).toMatch(/^datadeed_session=; .*Expires=Thu, 01 Jan 1970/)
  expect((await call('GET', '/api/v1/me', { token: fourth })).status).toBe(401)
})

test('a changed password ends all other sessions', async () => {
  await addPerson(p, 'change', ['filer'], { partyId })
  const [mine, other] = [await bearer('change'), await bearer('change')]
  const change = (current: string, next: string) =>
    call('POST', '/api/v1/me/password', { token: mine, body: { current, next } })
  expect((await change('wrong-password', 'Another-9931-abc')).json.code).toBe('account.bad_credentials')
  expect((await change(testPassword, 'password123')).json.code).toBe('account.weak_password')
  expect((await change(testPassword, 'Another-9931-abc')).status).toBe(200)
  expect((await call('GET', '/api/v1/me', { token: mine })).status).toBe(200)
  expect((await call('GET', '/api/v1/me', { token: other })).status).toBe(401)
  expect((await signIn('change')).status).toBe(401)
  expect((await signIn('change', 'Another-9931-abc')).status).toBe(200)
})

/** Runs the mail jobs that wait and gives back what was written. */
async function mails(): Promise<string[]> {
  const folder = join(p.config.dataDir, 'mail')
  const { rows } = await sql<{ payload: { to: string; subject: string; text: string } }>`
    delete from graphile_worker._private_jobs returning payload`.execute(p.owner)
  for (const { payload } of rows) await sendMail(p, payload)
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

test('a reset link comes by mail, works once, and says nothing of who exists', async () => {
  await addPerson(p, 'forgetful', ['filer'], { partyId })
  const session = await bearer('forgetful')
  const ask = (login: string) => call('POST', '/api/v1/password-resets', { body: { login }, from: '10.9.0.1' })
  const [known, unknown] = [await ask('forgetful'), await ask('no-such-login')]
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
  const written = await mails()
  expect(written).toHaveLength(1)
  const body = Buffer.from(written[0]?.split('\r\n\r\n').slice(1).join('') ?? '', 'base64').toString()
  const token = /reset#([\w-]{43})/.exec(body)?.[1] ?? /reset#([\w-]{43})/.exec(written[0] ?? '')?.[1]
  const use = (password: string, shown = token) =>
    call('POST', '/api/v1/password-resets/use', { body: { token: shown, password }, from: '10.9.0.2' })
  // A refused password does not use the link up.
  expect((await use('short')).json.code).toBe('account.weak_password')
  expect((await use('Another-9931-abc')).status).toBe(200)
  expect((await use('Another-9931-abd')).json.code).toBe('account.reset_expired')
  expect((await use('Another-9931-abd', 'x'.repeat(43))).json.code).toBe('account.reset_expired')
  expect((await call('GET', '/api/v1/me', { token: session })).status).toBe(401)
  expect((await signIn('forgetful', 'Another-9931-abc')).status).toBe(200)
  const tries = []
  for (let i = 0; i < 4; i++) tries.push((await ask('forgetful')).status)
  expect(tries).toEqual([200, 200, 200, 429])
})

test('a signatory adds members of the own company; a filer, and who waits for approval, do not', async () => {
  await addPerson(p, 'boss', ['filer', 'signatory'], { partyId })
  await addPerson(p, 'clerk', ['filer'], { partyId })
  await addPerson(p, 'waiting', ['signatory'], { partyId: await seedParty(p, { status: 'pending' }) })
  const body = { login: 'newbie', name: '新人', email: 'n@example.com', roles: ['filer'], password: testPassword }
  const add = async (login: string, more: object = {}) =>
    await call('POST', '/api/v1/members', { token: await bearer(login), body: { ...body, ...more } })
  expect((await add('clerk')).json.code).toBe('kernel.forbidden')
  expect((await add('waiting')).json.code).toBe('party.not_approved')
  expect((await add('boss', { roles: ['administrator'] })).status).toBe(422)
  expect((await add('boss')).json).toMatchObject({ login: 'newbie', active: true })
  expect((await add('boss')).json.code).toBe('account.login_taken')
  const members = (await call('GET', '/api/v1/members', { token: await bearer('boss') })).json.items
  expect(members.map((member: { login: string }) => member.login)).toContain('newbie')
  expect(JSON.stringify(members)).not.toContain('argon2')
})
