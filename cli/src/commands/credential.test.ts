import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import {
  credentialFileText,
  issueCredential,
  type Json,
  type jwkOf,
  makeStatusList,
  packStatuses,
  readHolderProof,
  readIssuer,
  statusListUri,
} from '@datadeed/evidence'
import { es256Key, es256Verify, nodeCrypto } from '@datadeed/evidence/node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

const { issuers }: { issuers: Record<string, Json> } = JSON.parse(
  readFileSync(new URL('../../../evidence/vectors/credential.json', import.meta.url), 'utf8'),
)
const issuer = readIssuer(nodeCrypto.sha256, issuers.issuer, '')
// The private key of the vectors' issuer.
const issuerKey = es256Key(new Uint8Array(32).fill(21))
const crypto = { ...nodeCrypto, es256Verify }
const now = () => Math.floor(Date.now() / 1000)
const certificateNumber = '20260900100000017'
const audience = 'https://bank.example'

let folder = ''
let lines: string[] = []
let server: Server | null = null
const at = (name: string) => join(folder, name)
const run = async (...args: string[]) => {
  lines = []
  return await main(args)
}
const key = () => run('credential', 'key', '--out', at('key.pem'))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_790_003_600_000 })
  folder = mkdtempSync(join(tmpdir(), 'datadeed-holder-'))
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  writeFileSync(at('issuer.json'), JSON.stringify(issuers.issuer))
})
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
  server = null
})

/** A file as the registrar hands it out, bound to a key or to none. */
const bundle = (holder?: ReturnType<typeof jwkOf>) => {
  const status = { idx: 7, uri: statusListUri(issuer.issuer, 1) }
  const claims = { certificate_number: certificateNumber, title: '路段车速', holder_name: '示例公司' }
  const credential = issueCredential(nodeCrypto.sha256, issuerKey, {
    ...{ issuer: issuer.issuer, vct: `${issuer.issuer}/credentials/certificate/1`, issuedAt: now(), expiresAt: null },
    ...{
      status,
      claims,
      salt: () => Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(16))).toString('base64url'),
    },
    ...(holder ? { holder } : {}),
  })
  const statusList = makeStatusList(nodeCrypto.sha256, issuerKey, {
    ...{ uri: status.uri, issuer: issuer.issuer, issuedAt: now(), expiresAt: now() + 1000, ttl: 100 },
    compressed: deflateSync(packStatuses(64, [])),
  })
  return credentialFileText({ credential, statusList, issuer })
}
const boundFile = () => {
  const { x = '', y = '' } = createPrivateKey(readFileSync(at('key.pem'))).export({ format: 'jwk' })
  writeFileSync(at('bound.json'), bundle({ kty: 'EC', crv: 'P-256', x, y }))
}
const present = (...more: string[]) =>
  run(
    'credential',
    'present',
    at('bound.json'),
    '--key',
    at('key.pem'),
    '--nonce',
    'n-1',
    '--audience',
    audience,
    ...more,
  )
const verify = (file: string, nonce = 'n-1', to = audience) =>
  run('verify', at(file), '--issuer', at('issuer.json'), '--nonce', nonce, '--audience', to)

test('a key is for its owner alone and never written over', async () => {
  expect(await key()).toBe(0)
  expect(statSync(at('key.pem')).mode & 0o777).toBe(0o600)
  const before = readFileSync(at('key.pem'), 'utf8')
  expect(await key()).toBe(2)
  expect(readFileSync(at('key.pem'), 'utf8')).toBe(before)
})

test('what is presented verifies for who asked, shows what was chosen, and holds for nobody else and no other time', async () => {
  await key()
  boundFile()
  expect(await present('--disclose', 'title', '--out', at('shown.json'))).toBe(0)
  expect(await verify('shown.json')).toBe(0)
  expect(lines.join('\n')).toContain('路段车速')
  expect(lines.join('\n')).toContain('✓ 出示人持有凭证的密钥')
  expect(lines.join('\n')).not.toContain('示例公司')
  expect(await verify('shown.json', 'n-2')).toBe(1)
  expect(lines.join('\n')).toContain('随机数')
  expect(await verify('shown.json', 'n-1', 'https://else.example')).toBe(1)
  expect(await verify('bound.json')).toBe(1)
  expect(lines.join('\n')).toContain('没有这样的证明')
  vi.setSystemTime(Date.now() + 2 * 86_400_000)
  expect(await verify('shown.json')).toBe(1)
  expect(lines.join('\n')).toContain('太久')
})

test('another key, an unbound credential, an unknown claim and a damaged file are refused with what to do', async () => {
  await key()
  boundFile()
  expect(await present('--disclose', 'colour', '--out', at('no.json'))).toBe(2)
  expect(lines.join()).toContain('certificate_number')
  await run('credential', 'key', '--out', at('other.pem'))
  expect(await present('--out', at('no.json'), '--key', at('other.pem'))).toBe(1)
  expect(lines.join()).toContain('另一把密钥')
  writeFileSync(at('bound.json'), bundle())
  expect(await present('--out', at('no.json'))).toBe(1)
  expect(lines.join()).toContain('没有绑定密钥')
  writeFileSync(at('bound.json'), '{"credential":"x"}')
  expect(await present('--out', at('no.json'))).toBe(1)
  writeFileSync(at('rsa.pem'), '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')
  expect(await present('--out', at('no.json'), '--key', at('rsa.pem'))).toBe(2)
  expect(lines.join()).toContain('不是 P-256 私钥')
  expect(await run('credential', 'sell')).toBe(2)
  expect(await run('credential', 'present', at('bound.json'), '--key', at('key.pem'))).toBe(2)
  expect(() => statSync(at('no.json'))).toThrow()
})

test('binding proves the key to the platform that it names, and keeps what comes back', async () => {
  vi.useRealTimers()
  await key()
  const asked: unknown[] = []
  server = createServer(async (request, reply) => {
    const json = (value: unknown) => reply.setHeader('content-type', 'application/json').end(JSON.stringify(value))
    if (request.url === '/api/v1/trust/issuer') return json({ issuer: issuer.issuer })
    if (request.url === `/api/v1/certificates/520026E120000017`) return json({ certificateNumber })
    if (request.url === `/api/v1/certificates/odd`) return json({ certificateNumber: '../x' })
    if (request.url?.endsWith('/bound-credential')) return reply.end('the bound one')
    let body = ''
    for await (const part of request) body += String(part)
    const proof = readHolderProof(crypto, JSON.parse(body).proof, {
      ...{ audience: issuer.issuer, subject: certificateNumber, now: now() },
    })
    asked.push(request.headers.authorization, proof?.kid)
    json({ certificateNumber, holderKid: proof?.kid, issuedAt: '' })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const options = [
    '--key',
    at('key.pem'),
    '--server',
    `http://127.0.0.1:${port}`,
    '--token',
    't',
    '--out',
    at('b.json'),
  ]
  expect(await run('credential', 'bind', '520026E120000017', ...options, '--json')).toBe(0)
  const said = JSON.parse(lines.at(-1) ?? '')
  expect(said).toMatchObject({ certificateNumber, holderKid: expect.stringMatching(/^[\w-]{43}$/) })
  expect(asked).toEqual(['Bearer t', said.holderKid])
  expect(readFileSync(at('b.json'), 'utf8')).toBe('the bound one')
  // Where what comes back could not be kept, nothing is bound.
  expect(await run('credential', 'bind', '520026E120000017', ...options)).toBe(2)
  expect(lines.join()).toContain('已经存在')
  expect(await run('credential', 'bind', '520026E120000017', ...options, '--out', at('no/b.json'))).toBe(2)
  expect(await run('credential', 'bind', 'odd', ...options.slice(0, -2))).toBe(2)
  expect(lines.join()).toContain('无法识别')
  expect(asked).toHaveLength(2)
})
