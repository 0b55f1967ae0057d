import { setTimeout as sleep } from 'node:timers/promises'
import { makeUscc } from '@datadeed/core/kernel/uscc'
import { beforeAll, expect, test } from 'vitest'
import { openApp, openSession, requester, testPassword } from '../../testing/http.ts'
import { seedAccount, seedParty, type TestPlatform, testPlatform } from '../../testing/platform.ts'
import { forgetAnswers } from './idempotency.ts'

let p: TestPlatform
let call: ReturnType<typeof requester>
let token: string
let other: string
beforeAll(async () => {
  p = await testPlatform()
  call = requester(await openApp(p))
  const partyId = await seedParty(p)
  token = await openSession(p, await seedAccount(p, { roles: ['signatory'], partyId }))
  other = await openSession(p, await seedAccount(p, { roles: ['signatory'], partyId }))
})

let serial = 0
const member = () => {
  serial += 1
  return { login: `member${serial}`, name: '新人', email: 'n@example.com', roles: ['filer'], password: testPassword }
}
const add = (body: object, key: string, as = token) =>
  call('POST', '/api/v1/members', { token: as, body, headers: { 'idempotency-key': key } })
const rows = () => p.owner.selectFrom('idempotency').selectAll().execute()

test('a repeat gets the first answer and does nothing', async () => {
  const body = member()
  const first = await add(body, 'key-000001')
  const again = await add(body, 'key-000001')
  expect(first.status).toBe(200)
  expect([again.status, again.json, again.headers['idempotency-replayed']]).toEqual([200, first.json, 'true'])
  expect(first.headers['idempotency-replayed']).toBeUndefined()
})

test('the same key with another body is refused, and is somebody else’s own', async () => {
  const body = member()
  await add(body, 'key-000002')
  const changed = await add({ ...body, name: '别人' }, 'key-000002')
  expect([changed.status, changed.json.code]).toEqual([409, 'kernel.idempotency_mismatch'])
  expect((await add(member(), 'key-000002', other)).status).toBe(200)
})

test('a failed command keeps nothing, so that the key is good for the corrected one', async () => {
  const bad = { ...member(), password: 'short' }
  expect((await add(bad, 'key-000003')).status).toBe(422)
  expect((await add({ ...bad, password: testPassword }, 'key-000003')).status).toBe(200)
  expect((await add(member(), 'short')).json.fields[0].path).toBe('Idempotency-Key')
})

test('of ten at the same moment one is done and the others wait or get its answer', async () => {
  const body = member()
  const answers = await Promise.all(Array.from({ length: 10 }, () => add(body, 'key-000004')))
  const codes = answers.map(({ status, json }) => (status === 200 ? 200 : json.code))
  expect(codes.filter((code) => code === 200).length).toBeGreaterThan(0)
  expect(codes.filter((code) => code !== 200 && code !== 'kernel.idempotency_in_progress')).toEqual([])
  expect((await add(body, 'key-000004')).status).toBe(200)
})

test('what a crash left behind is taken over after a minute, by one', async () => {
  const body = member()
  await add(body, 'key-000005')
  // The row as it was before the answer, and the member not made.
  const set = { status: null, response: null, created_at: new Date(Date.now() - 30_000) }
  await p.owner.updateTable('idempotency').set(set).where('key', '=', 'key-000005').execute()
  await p.owner.deleteFrom('account').where('login', '=', body.login).execute()
  expect((await add(body, 'key-000005')).json.code).toBe('kernel.idempotency_in_progress')
  const old = { created_at: new Date(Date.now() - 61_000) }
  await p.owner.updateTable('idempotency').set(old).where('key', '=', 'key-000005').execute()
  const answers = await Promise.all([add(body, 'key-000005'), add(body, 'key-000005')])
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(answers.every(({ status, json }) => status === 200 || json.code === 'kernel.idempotency_in_progress')).toBe(
    true,
  )
  expect((await add(body, 'key-000005')).headers['idempotency-replayed']).toBe('true')
})

test('the demonstration clock does not make a running request old', async () => {
  const body = member()
  await add(body, 'key-000006')
  await p.owner.updateTable('idempotency').set({ status: null }).where('key', '=', 'key-000006').execute()
  p.clock.set('2027-03-02T01:00:00Z')
  expect((await add(body, 'key-000006')).json.code).toBe('kernel.idempotency_in_progress')
})

test('a sign-up repeated by a double click is one sign-up, and no password can be guessed from what is kept', async () => {
  const body = {
    ...{ uscc: makeUscc('520100', 77), name: '贵阳双击公司', prefectureCode: '520100', countyCode: '520103' },
    ...{ industryCode: '5442', contactName: '王某', contactPhone: '13812345678', contactEmail: 'w@example.com' },
    ...{ login: 'doubleclick', password: testPassword },
  }
  const headers = { 'idempotency-key': 'key-000007' }
  const first = await call('POST', '/api/v1/sign-ups', { body, headers })
  const again = await call('POST', '/api/v1/sign-ups', { body, headers })
  expect([first.status, again.json]).toEqual([200, first.json])
  // The digest is the same whatever the password: it says nothing of it.
  const other = await call('POST', '/api/v1/sign-ups', { body: { ...body, password: 'Other-pass-99' }, headers })
  expect(other.headers['idempotency-replayed']).toBe('true')
})

test('answers are forgotten after a day', async () => {
  expect((await rows()).length).toBeGreaterThan(3)
  const old = { created_at: new Date(Date.now() - 25 * 3_600_000) }
  await p.owner.updateTable('idempotency').set(old).where('key', '<>', 'key-000007').execute()
  await sleep(5)
  await forgetAnswers(p.db)
  expect((await rows()).map(({ key }) => key)).toEqual(['key-000007'])
})
