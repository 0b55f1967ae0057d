import { beforeAll, expect, test } from 'vitest'
import { depositOf, openWorld } from '../../testing/cases.ts'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { listKeys, makeKey, revokeKey } from './keys.ts'

const w = await openWorld()
const { p, own, other, examiner } = w
let call: ReturnType<typeof requester>
beforeAll(async () => {
  call = requester(await openApp(p))
})
const make = async (scopes: ('read' | 'file')[], name = '代理系统') =>
  await makeKey(p, own.signatory, { name, scopes, days: 90 })

test('a key is shown once and kept as a hash', async () => {
  const { key, secret } = await make(['read'])
  expect(secret).toMatch(/^ddk_[\w-]{43}$/)
  const dump = JSON.stringify(await p.owner.selectFrom('api_key').selectAll().execute(), (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(dump).not.toContain(secret)
  expect(JSON.stringify(await listKeys(p, own.signatory))).not.toContain(secret)
  expect(key).toMatchObject({
    hint: secret.slice(0, 8),
    state: 'good',
    createdBy: own.signatory.name,
    lastUsedAt: null,
  })
})

test('a key that reads lists the own cases and files nothing', async () => {
  const { key, secret } = await make(['read'])
  const { status, json } = await call('GET', '/api/v1/cases', { token: secret })
  expect({ status, items: json?.items }).toMatchObject({ status: 200, items: [] })
  expect((await call('GET', '/api/v1/changes', { token: secret })).status).toBe(200)
  const refused = await call('POST', '/api/v1/cases', { token: secret, body: { depositId: key.id } })
  expect([refused.status, refused.json?.code]).toEqual([403, 'notification.key_scope'])
  const used = (await listKeys(p, own.signatory)).items.find(({ id }) => id === key.id)
  expect(used?.lastUsedAt).not.toBe(null)
})

test('no key reaches accounts, keys, web-hooks, mail or a signature', async () => {
  const { secret } = await make(['read', 'file'])
  const nowhere = '019a0000-0000-7000-8000-000000000000'
  for (const [method, url] of [
    ['GET', '/api/v1/me'],
    ['GET', '/api/v1/sessions'],
    ['POST', '/api/v1/me/password'],
    ['POST', '/api/v1/me/totp'],
    ['GET', '/api/v1/members'],
    ['POST', '/api/v1/members'],
    ['GET', '/api/v1/api-keys'],
    ['POST', '/api/v1/api-keys'],
    ['GET', '/api/v1/web-hooks'],
    ['POST', '/api/v1/web-hooks'],
    ['GET', '/api/v1/inbox'],
    ['PUT', '/api/v1/me/mail-preferences'],
    ['POST', `/api/v1/cases/${nowhere}/submission`],
    ['POST', `/api/v1/cases/${nowhere}/response`],
  ] as const) {
    const { status, json } = await call(method, url, { token: secret, body: method === 'GET' ? undefined : {} })
    expect({ url, status, code: json?.code }).toMatchObject({ url, status: 403 })
  }
})

test('what is done with a key shows the key and who made it, in the history and with the key', async () => {
  const depositId = await depositOf(p, own.filer)
  const { key, secret } = await make(['read', 'file'], '批量申报')
  const made = await call('POST', '/api/v1/cases', { token: secret, body: { depositId } })
  expect(made.status).toBe(200)
  const { id, version } = made.json as { id: string; version: number }
  const saved = await call('POST', `/api/v1/cases/${id}/withdrawal`, {
    ...{ token: secret, body: { version, reason: '重复建立，撤回' } },
  })
  expect(saved.status).toBe(200)
  const session = await openSession(p, own.filer)
  const seen = await call('GET', `/api/v1/cases/${id}`, { token: session })
  const events = (seen.json as { events: { command: string; actor: string }[] }).events
  expect(events.at(-1)).toMatchObject({
    command: 'withdraw',
    actor: `接口密钥“批量申报”（${own.signatory.name}创建）`,
  })
  const admin = await openSession(p, own.signatory)
  const acts = await call('GET', `/api/v1/api-keys/${key.id}/acts`, { token: admin })
  const rows = (acts.json as { items: { operation: string; target: string; status: number }[] }).items
  expect(rows.map(({ operation, target, status }) => [operation, target, status])).toEqual([
    ['withdrawCase', id, 200],
    ['createCase', id, 200],
  ])
})

test('a key ends with its day, its revocation, its maker; each is told with the same sentence', async () => {
  const invalid = async (token: string) => {
    const { status, json } = await call('GET', '/api/v1/cases', { token })
    expect([status, json?.code]).toEqual([401, 'notification.key_invalid'])
  }
  await invalid(`ddk_${'x'.repeat(43)}`)
  const revoked = await make(['read'])
  await expect(revokeKey(p, other.signatory, revoked.key.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
  await expect(revokeKey(p, own.filer, revoked.key.id)).rejects.toMatchObject({ code: 'kernel.forbidden' })
  await revokeKey(p, own.signatory, revoked.key.id)
  await invalid(revoked.secret)
  const expired = await make(['read'])
  const past = new Date(Date.now() - 1000)
  await p.owner.updateTable('api_key').set({ expires_at: past }).where('id', '=', expired.key.id).execute()
  await invalid(expired.secret)
  const left = await make(['read'])
  const maker = own.signatory.accountId
  await p.owner.updateTable('account').set({ active: false }).where('id', '=', maker).execute()
  await invalid(left.secret)
  await p.owner.updateTable('account').set({ active: true }).where('id', '=', maker).execute()
  await expect(listKeys(p, examiner)).rejects.toMatchObject({ code: 'kernel.forbidden' })
})
