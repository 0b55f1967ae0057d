import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CERTIFICATE_CLAIM_NAMES,
  digestsOf,
  parseCredentialFile,
  parseIssuer,
  readStatusList,
  readStatusReference,
  utf8Encode,
  verifyCode,
  verifyCredential,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { beforeAll, expect, test } from 'vitest'
import type { World } from '../../testing/cases.ts'
import { readQr } from '../../testing/read-qr.ts'
import {
  bytesOf,
  codes,
  crypto,
  now,
  openRegistered,
  type Registered,
  setStatus,
  untilWitnessed,
} from '../../testing/registered.ts'
import { untilPublished } from '../evidence/testing/fixture.ts'
import { issuerKeys } from './issuer-keys.ts'
import {
  issueCertificate,
  issuerFile,
  offlineAddress,
  presentationFile,
  sweepCredentials,
  verifyBytes,
  verifyOfflineCode,
} from './service.ts'

let w: World
let call: Registered['call']
let number: string
beforeAll(async () => {
  const registered = await openRegistered()
  ;({ w, call, number } = registered)
  await issueCertificate(w.p, registered.caseId)
})
const text = async (chosen: ReadonlySet<string> | null = null) =>
  (await bytesOf(await presentationFile(w.p, number, chosen))).toString()
const tokens = () => w.p.owner.selectFrom('status_list_token').selectAll().orderBy('seq').execute()

test('until it is made it is said to be on its way, and nobody is told keys there are not', async () => {
  for (const path of [`certificates/${number}/credential`, `certificates/${number}/sd-jwt`, 'trust/issuer'])
    expect((await call('GET', `/api/v1/${path}`)).json.code).toBe('evidence.not_published')
  expect(await offlineAddress(w.p, number)).toBe(null)
  expect((await call('GET', '/api/v1/status-lists/1')).status).toBe(404)
  expect((await call('GET', '/api/v1/status-lists/0')).status).toBe(422)
  expect((await call('GET', '/api/v1/certificates/20260900100000000/credential')).json.code).toBe(
    'certificate.not_issued',
  )
})

test('racing sweeps make one credential, one status list and one entry for each key', async () => {
  await untilWitnessed(w)
  await Promise.all([1, 2, 3].map(() => sweepCredentials(w.p)))
  await sweepCredentials(w.p)
  expect(await w.p.owner.selectFrom('credential').selectAll().execute()).toHaveLength(1)
  expect(await tokens()).toHaveLength(1)
  const leaves = await w.p.owner
    .selectFrom('evidence_leaf')
    .select(['type', 'subject'])
    .where('type', 'in', ['key', 'status_list'])
    .where('subject', 'like', '%-%')
    .orderBy('id')
    .execute()
  const own = leaves.filter(({ subject }) => /^(issuer-key|status-list)-/.test(subject))
  expect(own.map(({ subject }) => subject)).toEqual(['issuer-key-credential', 'issuer-key-code', 'status-list-1'])
})

test('the file verifies with the published keys alone, and discloses what was chosen', async () => {
  const issuer = parseIssuer(nodeCrypto.sha256, (await call('GET', '/api/v1/trust/issuer')).text)
  const all = verifyCredential({ text: await text(), issuer, now: now() }, crypto)
  expect([all.outcome, codes(all)]).toEqual(['valid', []])
  expect(all.claims).toMatchObject({
    certificate_number: number,
    valid_until: expect.any(String),
    log_index: expect.any(Number),
  })
  const numbers = ['data_ip_number', 'data_property_number', 'data_element_oid', 'public_data_number']
  expect(CERTIFICATE_CLAIM_NAMES.filter((name) => all.claims?.[name] === undefined)).toEqual(numbers)
  const some = await call(
    'GET',
    `/api/v1/certificates/${number}/credential?disclose=none&disclose=title&disclose=nobody`,
  )
  expect(some.headers['content-disposition']).toContain(`${number}.credential.json`)
  const verdict = verifyCredential({ text: some.text, issuer, now: now() }, crypto)
  expect([verdict.outcome, codes(verdict)]).toEqual(['valid', ['claims_withheld']])
  expect(CERTIFICATE_CLAIM_NAMES.filter((name) => verdict.claims?.[name] !== undefined)).toEqual(['title'])
  const none = await call('GET', `/api/v1/certificates/${number}/sd-jwt?disclose=none`)
  expect(none.headers['content-type']).toContain('application/dc+sd-jwt')
  expect(none.text.split('~')).toHaveLength(2)
  expect((await call('GET', `/api/v1/certificates/${number}/sd-jwt?disclose=__proto__`)).status).toBe(422)
})

test('others find its keys, its type and its status list where their specifications say', async () => {
  const wellKnown = (await call('GET', '/.well-known/jwt-vc-issuer')).json
  const { claims, credential } = {
    ...verifyCredential({ text: await text(), issuer: await issuerFile(w.p), now: now() }, crypto),
    ...parseCredentialFile(nodeCrypto.sha256, await text()),
  }
  expect(wellKnown.issuer).toBe(claims?.iss)
  const header = JSON.parse(Buffer.from(credential.split('.')[0] ?? '', 'base64url').toString())
  expect(header).toMatchObject({ alg: 'ES256', typ: 'dc+sd-jwt', kid: wellKnown.jwks.keys[0].kid })
  const { pathname } = new URL(String(claims?.vct))
  expect((await call('GET', pathname)).json).toMatchObject({ vct: claims?.vct, claims: expect.any(Array) })
  const uri = readStatusReference(claims ?? {})?.uri ?? ''
  const list = await call('GET', new URL(uri).pathname)
  expect(list.headers).toMatchObject({
    ...{ 'content-type': 'application/statuslist+jwt', 'access-control-allow-origin': '*' },
    'cache-control': 'public, max-age=300',
  })
  expect(readStatusList(list.text).uri).toBe(uri)
  const again = await call('GET', new URL(uri).pathname, { headers: { 'if-none-match': String(list.headers.etag) } })
  expect([again.status, again.text]).toEqual([304, ''])
})

test('a change of the register is in the next list, which is told to the log; an unchanged list is kept for a day', async () => {
  await sweepCredentials(w.p)
  expect(await tokens()).toHaveLength(1)
  const expected = { cancelled: 'revoked', revoked: 'revoked', expired: 'superseded' }
  let count = 1
  for (const [status, reason] of Object.entries(expected)) {
    await setStatus(w, status)
    await sweepCredentials(w.p)
    // The second of two words for one state changes nothing in the list.
    count += status === 'revoked' ? 0 : 1
    expect([status, (await tokens()).length]).toEqual([status, count])
    const verdict = verifyCredential({ text: await text(), issuer: await issuerFile(w.p), now: now() }, crypto)
    expect([verdict.outcome, codes(verdict)]).toEqual(['invalid', [reason]])
  }
  await setStatus(w, 'active')
  await sweepCredentials(w.p)
  const all = await tokens()
  for (const { token, sha256, leaf_id } of all) {
    const leaf = await w.p.owner
      .selectFrom('evidence_leaf')
      .selectAll()
      .where('id', '=', leaf_id)
      .executeTakeFirstOrThrow()
    expect(leaf).toMatchObject({ type: 'status_list', ...digestsOf(nodeCrypto, utf8Encode(token)) })
    expect(leaf.sha256).toBe(sha256)
  }
  await untilPublished(
    w.p,
    all.map(({ leaf_id }) => leaf_id),
  )
  await w.p.owner
    .updateTable('status_list_token')
    .set({ issued_at: new Date(Date.now() - 86_401_000) })
    .execute()
  await sweepCredentials(w.p)
  expect(await tokens()).toHaveLength(all.length + 1)
})

test('what a list said at a time can still be had', async () => {
  const [oldest] = await tokens()
  const at = (time: number | string) => call('GET', `/api/v1/status-lists/1?time=${time}`)
  const all = await tokens()
  expect((await at(now() - 86_000)).text).toBe(all.at(-2)?.token)
  expect((await at(0)).status).toBe(404)
  expect((await at(253_370_764_799)).text).toBe((await call('GET', '/api/v1/status-lists/1')).text)
  for (const odd of [-1, '1e99', 'now', 2 ** 60]) expect([odd, (await at(odd)).status]).toEqual([odd, 422])
  expect(readStatusList(oldest?.token ?? '').expiresAt).toBeGreaterThan(now())
})

test('the last day of validity over, the list says so', async () => {
  w.p.clock.set('2060-01-01T00:00:00Z')
  await sweepCredentials(w.p)
  const verdict = verifyCredential({ text: await text(), issuer: await issuerFile(w.p), now: now() }, crypto)
  expect(codes(verdict)).toEqual(['superseded'])
  w.p.clock.set('2026-03-17T01:00:00Z')
  await sweepCredentials(w.p)
})

test('the offline code verifies with the issuer file alone', async () => {
  const address = await offlineAddress(w.p, number)
  const { statusList, issuer } = parseCredentialFile(nodeCrypto.sha256, await text())
  const verdict = verifyCode({ text: address ?? '', issuer, statusList, now: now() }, crypto)
  expect([verdict.outcome, codes(verdict)]).toEqual(['valid', []])
  expect(verdict.claims).toMatchObject({ certificate_number: number })
})

test('the site verifies a file and the SD-JWT alone, and refuses what was changed', async () => {
  const file = await text()
  const found = await verifyBytes(w.p, Buffer.from(file))
  expect(found).toMatchObject({ outcome: 'valid', kind: 'credential', certificate: { certificateNumber: number } })
  const { credential } = parseCredentialFile(nodeCrypto.sha256, file)
  expect(await verifyBytes(w.p, Buffer.from(credential))).toMatchObject({ outcome: 'valid', kind: 'credential' })
  for (let at = 10; at < credential.length; at += 97) {
    const changed = Buffer.from(credential)
    changed[at] = changed[at] === 65 ? 66 : 65
    expect({ at, outcome: (await verifyBytes(w.p, changed)).outcome }).not.toEqual({ at, outcome: 'valid' })
  }
  await setStatus(w, 'revoked')
  expect((await verifyBytes(w.p, Buffer.from(credential))).outcome).toBe('invalid')
  await setStatus(w, 'active')
})

test('the code on the page is read by a phone and verifies; a changed one is refused with a reason', async () => {
  const page = (await call('GET', `/certificates/${number}`)).text
  const address = readQr(page) ?? ''
  expect(address).toBe(await offlineAddress(w.p, number))
  expect(page).toContain('name="disclose" value="holder_name" checked')
  const found = await verifyOfflineCode(w.p, address, 'zh')
  expect(found).toMatchObject({ outcome: 'valid', certificate: { certificateNumber: number } })
  const send = (code: string) =>
    call('POST', '/verify', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body: new URLSearchParams({ code }).toString(),
    })
  expect((await send(address)).text).toContain('有效')
  const sheet = await call('GET', `/api/v1/certificates/${number}/code.pdf`)
  expect([sheet.headers['content-type'], sheet.text.slice(0, 5)]).toEqual(['application/pdf', '%PDF-'])
  const at = address.length - 30
  const changed = await send(`${address.slice(0, at)}${address[at] === 'A' ? 'B' : 'A'}${address.slice(at + 1)}`)
  expect(changed.text).toContain('签名验证不通过')
  expect((await send(' ')).status).toBe(422)
  expect((await send('<script>alert(1)</script>')).text).not.toContain('<script>alert')
})

test('the verification page brings the keys along, so that its script needs no network', async () => {
  const page = (await call('GET', '/verify')).text
  const issuer = /data-issuer="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? ''
  expect(parseIssuer(nodeCrypto.sha256, issuer)).toEqual(await issuerFile(w.p))
  expect(page).toContain('/api/v1/status-lists/1')
})

test('a new key retires the old, and what the old one signed still holds', async () => {
  const before = await text()
  const file = join(w.p.config.dataDir, 'keys', 'credential-es256')
  const old = readFileSync(file)
  rmSync(file)
  writeFileSync(file, randomBytes(32).toString('hex'))
  await new Promise((resolve) => setTimeout(resolve, 1100))
  // As a process started anew would have it.
  const p = { ...w.p, config: { ...w.p.config } }
  await issuerKeys(p)
  const issuer = await issuerFile(p)
  expect(issuer.credential.map(({ until }) => until === null)).toEqual([false, true])
  expect(issuer.code).toHaveLength(1)
  expect(verifyCredential({ text: before, issuer, now: now() }, crypto).outcome).toBe('valid')
  // A process that was not started anew signs with it, too.
  expect((await issuerKeys(w.p)).kid).toBe(issuer.credential[1]?.kid)
  // The earlier file put back, as from a backup, signs nothing.
  const newest = readFileSync(file)
  writeFileSync(file, old)
  await expect(issuerKeys({ ...w.p, config: { ...w.p.config } })).rejects.toThrow('已经更换的密钥')
  writeFileSync(file, newest)
})

test('nothing issued can be changed or taken back by the programs', async () => {
  for (const table of ['credential_key', 'credential', 'status_list_token'] as const) {
    await expect(w.p.db.deleteFrom(table).execute()).rejects.toThrow('permission denied')
    await expect(
      w.p.db
        .updateTable(table)
        .set({})
        .set('leaf_id' as never, 1n as never)
        .execute(),
    ).rejects.toThrow()
  }
})
