import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  answersNonce,
  checkToken,
  readTimestampResponse,
  readToken,
  type TrustedAuthority,
  toBase64,
  utf8Encode,
  writeTimestampRequest,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { zh } from '../text.zh.ts'
import { answerRequest } from './authority.ts'
import type { Identity } from './certificates.ts'
import { openTsaStore } from './tsa-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadeed-tsa-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const context: Context = { lang: 'zh', json: false, text: zh, print: () => {}, note: () => {} }
const note = 'log.example\n7\nAAAA\n\n\u2014 log.example AAAA\n'
const nonce = Uint8Array.of(0, 0x80, 1, 2)
const now = new Date()

type Pair = { ca: Identity; tsa: Identity }
let authority: Pair
let old: Pair
let token: Uint8Array
beforeAll(async () => {
  authority = await openTsaStore(join(folder, 'a'), new Date(Date.now() - 60_000), context)
  old = await openTsaStore(join(folder, 'old'), new Date('2001-01-01T00:00:00Z'), context)
  token = ask(authority, 'sha256')
})

const ask = (of: Pair, hash: 'sha256' | 'sm3', text = note, at = now, certificates = true): Uint8Array => {
  const request = writeTimestampRequest(hash, nodeCrypto[hash](utf8Encode(text)), nonce, certificates)
  const answer = readTimestampResponse(answerRequest(request, of, at))
  if (answer === null) throw new Error('refused')
  return answer
}
const trusted = ({ ca, tsa }: Pair, rest: Partial<TrustedAuthority> = {}): TrustedAuthority => ({
  ...{ name: 'Test', certificates: [tsa.certificate, ca.certificate].map(toBase64), policies: ['1.2.3.4.1'] },
  ...{ from: '2000-01-01T00:00:00Z', until: null, ...rest },
})
const check = (bytes: Uint8Array, of: TrustedAuthority, text = note) => {
  const { reasons, time } = checkToken(nodeCrypto, readToken(bytes), [text], [of])
  return reasons.length > 0 ? reasons.map((r) => r.code) : time
}
const save = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

describe('openssl', () => {
  const verify = (bytes: Uint8Array, text: string, ca: string) =>
    spawnSync('openssl', [
      ...['ts', '-verify', '-token_in', '-in', save('token.der', bytes), '-data', save('data', text)],
      ...['-CAfile', ca],
    ])

  test('accepts tokens with both imprints, and refuses another text, an expired certificate, another nonce', () => {
    const ca = join(folder, 'a', 'ca.pem')
    for (const hash of ['sha256', 'sm3'] as const) {
      const bytes = ask(authority, hash)
      expect(verify(bytes, note, ca).stdout.toString() + verify(bytes, note, ca).stderr).toContain('Verification: OK')
      expect(verify(bytes, `${note}x`, ca).status).not.toBe(0)
    }
    const expired = verify(ask(old, 'sha256'), note, join(folder, 'old', 'ca.pem'))
    expect(expired.stderr.toString()).toContain('certificate has expired')

    const query = (name: string) => {
      const file = join(folder, name)
      execFileSync('openssl', ['ts', '-query', '-data', save('data', note), '-sm3', '-cert', '-out', file], {
        stdio: 'ignore',
      })
      return file
    }
    const [asked, other] = [query('asked.tsq'), query('other.tsq')]
    const reply = save('reply.tsr', answerRequest(readFileSync(asked), authority, now))
    const answers = (to: string) =>
      spawnSync('openssl', ['ts', '-verify', '-queryfile', to, '-in', reply, '-CAfile', ca]).status
    expect(answers(asked)).toBe(0)
    expect(answers(other)).not.toBe(0)
  })

  test.each(['rsa:2048', 'ec'])('as authority, with %s, stamps what we accept', (algorithm) => {
    const at = (name: string) => join(folder, `${algorithm.slice(0, 3)}-${name}`)
    const config = save(
      'openssl.cnf',
      `[x]\nextendedKeyUsage = critical,timeStamping\n[tsa]\nserial = ${at('serial')}\ncrypto_device = builtin
default_policy = 1.3.6.1.4.1.4146.2.3\ndigests = sha256, sm3\nsigner_digest = sha512\ness_cert_id_alg = sha256\n`,
    )
    const key = algorithm === 'ec' ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'] : ['-newkey', algorithm]
    const quiet = { stdio: 'ignore' } as const
    const req = [
      'req',
      '-x509',
      '-nodes',
      '-subj',
      '/CN=openssl',
      '-days',
      '2',
      '-addext',
      'extendedKeyUsage=critical,timeStamping',
    ]
    execFileSync('openssl', [...req, ...key, '-keyout', at('key'), '-out', at('cert')], quiet)
    save(`${algorithm.slice(0, 3)}-serial`, '01')
    const request = save('r.tsq', writeTimestampRequest('sm3', nodeCrypto.sm3(utf8Encode(note)), nonce))
    const reply = ['ts', '-reply', '-config', config, '-section', 'tsa', '-queryfile', request, '-out', at('tsr')]
    execFileSync('openssl', [...reply, '-signer', at('cert'), '-inkey', at('key')], quiet)
    const bytes = readTimestampResponse(readFileSync(at('tsr')))
    const der = execFileSync('openssl', ['x509', '-in', at('cert'), '-outform', 'DER'])
    const of = { ...trusted(authority), certificates: [toBase64(der)], policies: [] }
    if (bytes === null) throw new Error('refused')
    expect(check(bytes, of)).toEqual(expect.any(Number))
    expect(check(bytes, of, 'another')).toEqual(['timestamp_imprint_mismatch'])
    expect(check(bytes, { ...of, policies: ['1.2.3'] })).toEqual(['timestamp_policy_unknown'])
  })
})

describe('a token', () => {
  test('is small, answers its nonce, and tells its time', () => {
    expect(ask(authority, 'sm3', note, now, false).length).toBeLessThan(800)
    const read = readToken(token)
    expect(answersNonce(read, nonce)).toBe(true)
    expect(answersNonce(read, Uint8Array.of(0x80, 1, 3))).toBe(false)
    expect(check(token, trusted(authority))).toBe(Math.floor(now.getTime() / 1000))
  })

  test('is refused with its own reason for each fault', () => {
    const good = trusted(authority)
    const [leaf = '', root = ''] = good.certificates
    expect(check(token, good, 'another')).toEqual(['timestamp_imprint_mismatch'])
    expect(check(token, { ...good, policies: ['1.2.3'] })).toEqual(['timestamp_policy_unknown'])
    expect(check(token, { ...good, until: '2020-01-01T00:00:00Z' })).toEqual(['timestamp_certificate_not_valid_then'])
    expect(check(ask(old, 'sha256'), trusted(old))).toEqual(['timestamp_certificate_not_valid_then'])
    expect(check(ask(old, 'sha256', note, new Date('2005-01-01T00:00:00Z')), trusted(old))).toEqual(expect.any(Number))
    expect(check(token, trusted(old))).toEqual(['timestamp_authority_unknown'])
    expect(check(token, { ...good, certificates: [leaf, leaf] })).toEqual(['timestamp_certificate_unfit'])
    expect(check(token, { ...good, certificates: [leaf, toBase64(old.ca.certificate)] })).toEqual([
      'timestamp_certificate_unfit',
      'timestamp_certificate_not_valid_then',
    ])
    // Signed by the root, which may not stamp.
    const byRoot = ask({ ca: authority.ca, tsa: authority.ca }, 'sha256')
    expect(check(byRoot, { ...good, certificates: [root] })).toEqual(['timestamp_certificate_unfit'])
    const { x509: _, ...without } = nodeCrypto
    expect(checkToken(without, readToken(token), [note], [good]).reasons.map((r) => r.code)).toEqual([
      'timestamp_not_checked',
    ])
  })

  test('holds with no byte changed, cut off or added that means something', () => {
    const good = trusted(authority)
    // The certificates enclosed and the unsigned names of the signer are not believed, so they may change.
    let refused = 0
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = token.slice()
        changed[at] = (changed[at] ?? 0) ^ mask
        let result: ReturnType<typeof check>
        try {
          result = check(changed, good)
        } catch (error) {
          expect(String(error)).toMatch(/bad_der|not_utf8/)
          refused++
          return
        }
        if (typeof result === 'number') expect(result).toBe(Math.floor(now.getTime() / 1000))
        else refused++
      }),
      { numRuns: 500 },
    )
    expect(refused).toBeGreaterThan(100)
    for (const bad of [token.subarray(1), token.subarray(0, -1), Uint8Array.of(...token, 0), new Uint8Array(0)])
      expect(() => readToken(bad)).toThrow('bad_der')
    expect(() => readToken(new Uint8Array(20_000))).toThrow('too_large')
  })
})

test('requests it cannot serve are refused by the rules, not answered with nonsense', () => {
  const code = (bytes: Uint8Array) => readTimestampResponse(answerRequest(bytes, authority, now))
  const digest = nodeCrypto.sha256(new Uint8Array(0))
  expect(code(writeTimestampRequest('sha256', digest, nonce))).not.toBeNull()
  for (const bad of [
    writeTimestampRequest('sha256', digest.subarray(1), nonce),
    new Uint8Array(0),
    Uint8Array.of(0x30, 0),
    new Uint8Array(100).fill(0x30),
  ])
    expect(code(bad)).toBeNull()
})

test('its folder keeps the keys private and the same, and a damaged one is refused in a sentence', async () => {
  for (const name of ['ca.key.pem', 'tsa.key.pem']) expect(statSync(join(folder, 'a', name)).mode & 0o777).toBe(0o600)
  const again = await openTsaStore(join(folder, 'a'), new Date(), context)
  expect(again).toEqual(authority)
  writeFileSync(join(folder, 'old', 'tsa.key.pem'), readFileSync(join(folder, 'a', 'tsa.key.pem')))
  await expect(openTsaStore(join(folder, 'old'), new Date(), context)).rejects.toThrow('不匹配')
})
