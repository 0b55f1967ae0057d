import { verifyPackage } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { beforeAll, expect, test } from 'vitest'
import type { World } from '../../testing/cases.ts'
import { bytesOf, openRegistered, type Registered } from '../../testing/registered.ts'
import { trustFile } from '../evidence/service.ts'
import { untilPublished } from '../evidence/testing/fixture.ts'
import { certificateFile, certificatePackage, issueCertificate, verifyBytes } from './service.ts'

let w: World
let call: Registered['call']
let caseId: string
let number: string
let pdf: Buffer
let packed: Buffer
beforeAll(async () => {
  ;({ w, call, caseId, number } = await openRegistered())
})
const certificates = () => w.p.owner.selectFrom('certificate').selectAll().execute()

test('before it is issued the number answers that there is none', async () => {
  for (const tail of ['', '/pdf', '/package']) {
    const { status, json } = await call('GET', `/api/v1/certificates/${number}${tail}`)
    expect([status, json.code]).toEqual([404, 'certificate.not_issued'])
  }
})

test('racing jobs issue one certificate with one log entry and one line in the history', async () => {
  await Promise.all([1, 2, 3].map(() => issueCertificate(w.p, caseId)))
  await issueCertificate(w.p, caseId)
  const rows = await certificates()
  expect(rows).toHaveLength(1)
  const leaves = await w.p.owner.selectFrom('evidence_leaf').select('id').where('type', '=', 'certificate').execute()
  expect(leaves).toHaveLength(1)
  const { json } = await call('GET', `/api/v1/register/${number}`)
  expect(json.history.map((event: { what: string }) => event.what)).toEqual(['提交申请', '公示', '登记', '证书签发'])
  await untilPublished(w.p, [leaves[0]?.id ?? 0n])
  pdf = await bytesOf(await certificateFile(w.p, number))
  packed = await bytesOf(await certificatePackage(w.p, number))
})

test('anybody finds it by either number and by its digest, with where it is in the log', async () => {
  const { json } = await call('GET', `/api/v1/certificates/${number}`)
  expect(json).toMatchObject({
    ...{
      certificateNumber: number,
      status: 'active',
      demo: true,
      packageReady: true,
      asOf: '2026-03-17T01:00:00.000Z',
    },
    ...{ logIndex: expect.any(Number), witnessedAt: expect.any(String) },
  })
  expect((await call('GET', `/api/v1/certificates/${json.registrationNumber}`)).json).toEqual(json)
  expect((await call('GET', `/api/v1/certificate-digests/${json.pdfSha256}`)).json).toEqual(json)
  expect((await call('GET', `/api/v1/certificate-digests/${'0'.repeat(64)}`)).status).toBe(404)
  const file = await call('GET', `/api/v1/certificates/${number}/pdf`)
  expect(file.headers).toMatchObject({
    ...{ 'content-type': 'application/pdf', 'content-length': String(pdf.length) },
    ...{ 'cache-control': 'public, max-age=31536000, immutable' },
  })
  expect(file.headers['content-disposition']).toMatch(/^inline; filename="\d{17}\.pdf"/)
  const evidence = await call('GET', `/api/v1/certificates/${number}/package`)
  expect(evidence.headers['content-disposition']).toMatch(/^attachment; filename="\d{17}\.datadeed\.json"/)
  expect(evidence.json.format).toBe('datadeed-package/1')
})

const boundary = 'x-datadeed-test'
const upload = (content: Uint8Array, name = 'file') =>
  call('POST', '/api/v1/verifications', {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="a.bin"\r\n\r\n`),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })

test('the PDF and the package are found genuine, by upload and offline', async () => {
  const asPdf = (await upload(pdf)).json
  expect(asPdf).toMatchObject({ outcome: 'valid', kind: 'pdf', certificate: { certificateNumber: number } })
  expect(asPdf.steps.map((step: { outcome: string }) => step.outcome)).toEqual(['valid', 'valid', 'valid'])
  const asPackage = (await upload(packed)).json
  expect(asPackage).toMatchObject({ outcome: 'valid', kind: 'package', certificate: { certificateNumber: number } })
  const trust = await trustFile(w.p)
  const now = Math.floor(Date.now() / 1000)
  expect(verifyPackage({ packageText: packed, trust, now }, nodeCrypto).outcome).toBe('valid')
})

/** 48 places all over a file: its ends, and the rest by a fixed sequence. */
function places(length: number): number[] {
  const chosen = [0, 1, 2, 3, 4, 8, length - 1, length - 2, length - 6]
  for (let i = 0, state = 7; i < 39; i++) {
    state = (state * 48_271) % 2_147_483_647
    chosen.push(state % length)
  }
  return chosen
}

test('a changed byte anywhere in the PDF is told', async () => {
  for (const at of places(pdf.length)) {
    const changed = Buffer.from(pdf)
    changed[at] = (changed[at] ?? 0) ^ 1
    const { outcome, steps } = await verifyBytes(w.p, changed)
    expect({ at, outcome }).toEqual({ at, outcome: 'invalid' })
    expect(steps.some((step) => step.outcome === 'invalid' && step.message.length > 5)).toBe(true)
  }
})

test('an English reader is told in English', async () => {
  const files = [pdf, packed, Buffer.concat([pdf, Buffer.from('x')]), packed.subarray(0, -1), Buffer.from('x')]
  for (const file of files) {
    const { steps, notChecked } = await verifyBytes(w.p, file, 'en')
    const said = [...steps.flatMap(({ step, message }) => [step, message]), ...notChecked].join('\n')
    expect(said.replace(/signed by .*?,/, '')).not.toMatch(/\p{Script=Han}|[：；，]/u)
  }
})

test('a changed byte anywhere in the package is told', async () => {
  for (const at of places(packed.length)) {
    const changed = Buffer.from(packed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect({ at, outcome: (await verifyBytes(w.p, changed)).outcome }).toEqual({ at, outcome: 'invalid' })
  }
})

test('cut off, appended to, or something else altogether', async () => {
  expect((await verifyBytes(w.p, pdf.subarray(0, -100))).outcome).toBe('invalid')
  expect((await verifyBytes(w.p, Buffer.concat([pdf, Buffer.from('x')]))).outcome).toBe('invalid')
  expect((await verifyBytes(w.p, packed.subarray(0, -1))).outcome).toBe('invalid')
  const other = (await upload(Buffer.from('GIF89a'))).json
  expect(other).toMatchObject({ outcome: 'cannot_check', kind: 'unknown', certificate: null })
  const [empty, missing] = [await upload(Buffer.alloc(0)), await call('POST', '/api/v1/verifications', { body: {} })]
  expect([empty.status, empty.json.fields[0].path]).toEqual([422, 'file'])
  expect([missing.status, missing.json.code]).toEqual([422, 'kernel.invalid_input'])
  for (const text of ['{"format":"datadeed-package/1"}', '{', '%PDF-1.7 /ByteRange', '[1,2]'])
    for (const { message } of (await verifyBytes(w.p, Buffer.from(text))).steps)
      expect(message).not.toMatch(/undefined|Error|at \w+ \(|node_modules/)
})

test('a file is neither kept nor told to anybody', async () => {
  const count = async () => (await w.p.owner.selectFrom('evidence_leaf').select('id').execute()).length
  const before = await count()
  await upload(Buffer.from('%PDF-1.4 geheim'))
  expect(await count()).toBe(before)
  const { text } = await upload(packed)
  for (const secret of ['password', 'contact@example.com', '13800000000', w.own.partyId, caseId])
    expect(text).not.toContain(secret)
})

test('a certificate past its last day is genuine and no longer in force; one that was revoked says so', async () => {
  w.p.clock.set('2029-03-16T16:00:00Z')
  const expired = await verifyBytes(w.p, pdf)
  expect(expired.outcome).toBe('invalid')
  expect(expired.steps.map((step) => step.outcome)).toEqual(['valid', 'valid', 'invalid'])
  expect(expired.steps[2]?.message).toBe('登记已于 2029-03-16 期满失效')
  w.p.clock.set('2026-03-17T01:00:00Z')
  await w.p.owner.updateTable('register_entry').set({ status: 'revoked' }).execute()
  const revoked = await verifyBytes(w.p, packed)
  expect([revoked.outcome, revoked.steps.at(-1)?.message]).toEqual(['invalid', '登记已撤销'])
  await w.p.owner.updateTable('register_entry').set({ status: 'active' }).execute()
})

test('without witnesses a package cannot be checked, which is neither valid nor a fault', async () => {
  const p = { ...w.p, config: { ...w.p.config, quorum: 0, witnessUrls: [] } }
  expect((await verifyBytes(p, packed)).outcome).toBe('cannot_check')
  expect((await verifyBytes(p, pdf)).outcome).toBe('valid')
})
