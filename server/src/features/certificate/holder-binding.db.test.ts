import { X509Certificate } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '@datadeed/core/kernel/actor'
import {
  bindPresentation,
  makeHolderProof,
  parseCredentialFile,
  presentSdJwt,
  trustRoots,
  verifyCredential,
} from '@datadeed/evidence'
import { es256Key, generateEs256PrivateKey, nodeCrypto } from '@datadeed/evidence/node'
import { beforeAll, expect, test, vi } from 'vitest'
import type { World } from '../../testing/cases.ts'
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
import { issuerKeys } from './issuer-keys.ts'
import {
  bindCredential,
  boundCredentialFile,
  getCertificate,
  issueCertificate,
  issuerFile,
  presentationFile,
  sweepCredentials,
  verifyBytes,
} from './service.ts'

const [holder, second] = [es256Key(generateEs256PrivateKey()), es256Key(generateEs256PrivateKey())]
let w: World
let call: Registered['call']
let number: string
beforeAll(async () => {
  const registered = await openRegistered()
  ;({ w, call, number } = registered)
  await issueCertificate(w.p, registered.caseId)
  await untilWitnessed(w)
  await sweepCredentials(w.p)
})

const open = async () => (await bytesOf(await presentationFile(w.p, number, null))).toString()
const bound = async (chosen: ReadonlySet<string> | null = null) =>
  (await bytesOf(await boundCredentialFile(w.p, w.own.filer, number, chosen))).toString()
const proofOf = (more: Partial<Parameters<typeof makeHolderProof>[2]> = {}, key = holder) =>
  makeHolderProof(crypto, key, { audience: w.p.config.publicUrl, subject: number, issuedAt: now(), ...more })
const bind = (actor: Actor, proof: string) => bindCredential(w.p, actor, number, proof)

test('credential and status list can be checked with the published root alone, and with no other', async () => {
  const { authorityPem } = w.p.pdfSigner
  const roots = trustRoots([new Uint8Array(new X509Certificate(authorityPem).raw)])
  const { credential, statusList } = parseCredentialFile(nodeCrypto.sha256, await open())
  const input = { text: credential, statusList, issuer: null, now: now() }
  const verdict = verifyCredential({ ...input, roots, statusRequired: true }, crypto)
  expect([verdict.outcome, codes(verdict), verdict.reasons[0]?.params.issuer]).toEqual([
    'valid',
    ['chain_used'],
    w.p.config.publicUrl,
  ])
  expect(verdict.claims?.certificate_number).toBe(number)
  expect(codes(verifyCredential(input, crypto))).toEqual(['issuer_not_given'])
  const [signer] = w.p.pdfSigner.certificates
  expect(codes(verifyCredential({ ...input, roots: trustRoots([signer]) }, crypto))).toEqual(['chain_untrusted'])
  const [header = ''] = credential.split('.')
  const { x5c } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const leaf = new X509Certificate(Buffer.from(x5c[0], 'base64'))
  expect([x5c.length, leaf.subjectAltName, leaf.ca]).toEqual([1, `URI:${w.p.config.publicUrl}`, false])
  expect(leaf.verify(new X509Certificate(authorityPem).publicKey)).toBe(true)
})

test('the certificate is kept, and that of another key is refused with what to do', async () => {
  const folder = join(w.p.config.dataDir, 'keys')
  const [file = ''] = readdirSync(folder).filter((name) => /^credential-.*\.pem$/.test(name))
  const anew = () => issuerKeys({ ...w.p, config: { ...w.p.config } })
  expect((await anew()).chain).toEqual((await issuerKeys(w.p)).chain)
  const path = join(folder, file)
  const [own] = (await issuerKeys(w.p)).chain
  writeFileSync(path, w.p.pdfSigner.authorityPem)
  await expect(anew()).rejects.toThrow('不是凭证签名密钥的证书')
  writeFileSync(path, new X509Certificate(own ?? new Uint8Array()).toString())
  expect((await anew()).chain).toEqual([own])
})

test('an installation that moves to another address certifies its key for that', async () => {
  const at = async (publicUrl: string) => {
    const [leaf] = (await issuerKeys({ ...w.p, config: { ...w.p.config, publicUrl } })).chain
    return new X509Certificate(leaf ?? new Uint8Array()).subjectAltName
  }
  expect(await at('https://elsewhere.example')).toBe('URI:https://elsewhere.example')
  expect(await at(w.p.config.publicUrl)).toBe(`URI:${w.p.config.publicUrl}`)
})

test('a process that runs until the certificate nears its end has it made anew', async () => {
  const p = { ...w.p, config: { ...w.p.config } }
  const [before] = (await issuerKeys(p)).chain
  const ends = Date.parse(new X509Certificate(before ?? new Uint8Array()).validTo)
  vi.useFakeTimers({ toFake: ['Date'], now: ends - 31 * 86_400_000 })
  expect((await issuerKeys(p)).chain).toEqual([before])
  vi.setSystemTime(ends - 29 * 86_400_000)
  const [after] = (await issuerKeys(p)).chain
  vi.useRealTimers()
  expect(Date.parse(new X509Certificate(after ?? new Uint8Array()).validTo)).toBeGreaterThan(ends)
})

test('only who signs for the company binds, with a proof made for this certificate and now', async () => {
  await expect(bind(w.own.filer, proofOf())).rejects.toMatchObject({ code: 'kernel.forbidden' })
  await expect(bind(w.other.signatory, proofOf())).rejects.toMatchObject({ code: 'kernel.forbidden' })
  await expect(bind(w.examiner, proofOf())).rejects.toMatchObject({ code: 'kernel.forbidden' })
  const [head, payload, signature] = proofOf().split('.')
  const [otherHead] = proofOf({}, second).split('.')
  for (const proof of [
    'x',
    proofOf({ audience: 'https://elsewhere.example' }),
    proofOf({ subject: '20260900100000000' }),
    proofOf({ issuedAt: now() - 301 }),
    proofOf({ issuedAt: now() + 600 }),
    [otherHead, payload, signature].join('.'),
    [head, payload, ''].join('.'),
  ])
    await expect(bind(w.own.signatory, proof), proof).rejects.toMatchObject({ code: 'certificate.bad_holder_proof' })
  await expect(boundCredentialFile(w.p, w.own.filer, number, null)).rejects.toMatchObject({
    code: 'certificate.not_bound',
  })
  expect(await w.p.owner.selectFrom('credential').select('seq').execute()).toEqual([{ seq: 0 }])
})

test('a bound credential is presented with a proof that nobody else can make', async () => {
  const said = await Promise.all([1, 2, 3].map(() => bind(w.own.signatory, proofOf())))
  expect(new Set(said.map(({ holderKid }) => holderKid)).size).toBe(1)
  const rows = await w.p.owner.selectFrom('credential').selectAll().orderBy('seq').execute()
  expect(rows.map(({ seq, code, holder_kid }) => [seq, code === null, holder_kid])).toEqual([
    [0, false, null],
    [1, true, said[0]?.holderKid],
  ])
  const leaf = await w.p.owner
    .selectFrom('evidence_leaf')
    .select(['type', 'subject'])
    .where('id', '=', rows[1]?.leaf_id ?? null)
    .executeTakeFirst()
  expect(leaf).toEqual({ type: 'key', subject: `holder-key-${number}` })
  await expect(boundCredentialFile(w.p, w.other.filer, number, null)).rejects.toMatchObject({
    code: 'kernel.not_found',
  })

  const issuer = await issuerFile(w.p)
  const expected = { nonce: 'n-1', audience: 'https://bank.example' }
  const { credential, statusList } = parseCredentialFile(nodeCrypto.sha256, await bound())
  const ask = (text: string) => verifyCredential({ text, issuer, statusList, expected, now: now() }, crypto)
  const shown = presentSdJwt(nodeCrypto.sha256, credential, new Set(['title']))
  const answer = { ...expected, issuedAt: now() }
  expect(codes(ask(bindPresentation(crypto, holder, shown, answer)))).toEqual(['claims_withheld'])
  expect(codes(ask(bindPresentation(crypto, second, shown, answer)))).toContain('binding_signature_bad')
  expect(codes(ask(bindPresentation(crypto, holder, shown, { ...answer, nonce: 'n-0' })))).toContain(
    'binding_nonce_wrong',
  )
  expect(codes(ask(shown))).toContain('binding_missing')
  const open_ = parseCredentialFile(nodeCrypto.sha256, await open()).credential
  expect(codes(ask(bindPresentation(crypto, holder, open_, answer)))).toContain('binding_unexpected')
  const here = await verifyBytes(w.p, Buffer.from(await bound()))
  expect([here.outcome, here.notChecked.join()]).toEqual(['valid', expect.stringContaining('没有出示持有证明')])
})

test('a new key replaces the old, whose credential the list then calls superseded; the public one stands', async () => {
  const before = await bound()
  await bind(w.own.signatory, proofOf({}, second))
  await sweepCredentials(w.p)
  const issuer = await issuerFile(w.p)
  const ask = async (text: string) => {
    const { credential } = parseCredentialFile(nodeCrypto.sha256, text)
    const { text: statusList } = await call('GET', '/api/v1/status-lists/1')
    return codes(verifyCredential({ text: credential, issuer, statusList, now: now() }, crypto))
  }
  expect(await ask(before)).toEqual(['binding_not_shown', 'superseded'])
  expect(await ask(await bound())).toEqual(['binding_not_shown'])
  expect(await ask(await open())).toEqual([])
})

test('while a registration is suspended all its credentials say so, in words, and no key is bound; after it they hold again', async () => {
  await setStatus(w, 'suspended')
  await sweepCredentials(w.p)
  const issuer = await issuerFile(w.p)
  for (const text of [await open(), await bound()]) {
    const verdict = verifyCredential({ text, issuer, now: now() }, crypto)
    expect([verdict.outcome, codes(verdict).at(-1)]).toEqual(['invalid', 'suspended'])
  }
  expect((await getCertificate(w.p, number)).status).toBe('suspended')
  await expect(bind(w.own.signatory, proofOf())).rejects.toMatchObject({ code: 'certificate.not_in_force' })
  const { outcome, steps } = await verifyBytes(w.p, Buffer.from(await open()))
  expect([outcome, steps.map(({ message }) => message).join()]).toEqual(['invalid', expect.stringContaining('中止')])
  const english = await verifyBytes(w.p, Buffer.from(await open()), 'en')
  expect(english.steps.map(({ message }) => message).join()).toContain('may come back into force')
  const page = await call('GET', `/certificates/${number}`, { headers: { accept: 'text/html' } })
  expect(page.text).toContain('登记中止中')
  expect((await call('GET', '/api/v1/register?status=suspended')).json.total).toBe(1)
  expect((await call('GET', '/api/v1/register?status=active')).json.total).toBe(0)
  await setStatus(w, 'active')
  await sweepCredentials(w.p)
  expect(codes(verifyCredential({ text: await open(), issuer, now: now() }, crypto))).toEqual([])
})

test('over HTTP strangers get neither', async () => {
  for (const [method, path] of [
    ['GET', 'bound-credential'],
    ['POST', 'holder-key'],
  ] as const)
    expect((await call(method, `/api/v1/certificates/${number}/${path}`)).status).toBe(401)
})
