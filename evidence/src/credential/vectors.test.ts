import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { es256Verify, nodeCrypto } from '../../adapters/node.ts'
import { es256Verify as curveVerify } from '../../adapters/p256.ts'
import { fromBase64, fromHex, type Json } from '../index.ts'
import { fromBase64Url } from './base64url.ts'
import {
  CREDENTIAL_REASON_CODES,
  type CredentialCrypto,
  type CredentialReasonCode,
  credentialSeverity,
  inflateZlib,
  readIssuer,
  trustRoots,
  verifyCode,
  verifyCredential,
} from './index.ts'
import { readDisclosure } from './sd-jwt.ts'

interface Case {
  readonly name: string
  readonly issuer: string | null
  readonly now: number
  readonly statusList: string | null
  readonly expected: { nonce: string; audience: string } | null
  readonly statusRequired: boolean
  readonly roots: readonly string[]
  readonly text: string
  readonly outcome: string
  readonly reasons: readonly CredentialReasonCode[]
  readonly statusAsOf: string | null
  readonly claims: unknown
}
interface Vectors {
  readonly issuers: Record<string, Json>
  readonly published: {
    readonly disclosures: { disclosure: string; digest: string }[]
    readonly statusLists: { bits: number; lst: string; statuses: number[]; bytes: string }[]
  }
  readonly credentials: Case[]
  readonly codes: Case[]
}
const { issuers, published, credentials, codes }: Vectors = JSON.parse(
  readFileSync(new URL('../../vectors/credential.json', import.meta.url), 'utf8'),
)
const { sha256 } = nodeCrypto
const issuerOf = (name: string | null) => (name === null ? null : readIssuer(sha256, issuers[name], ''))

describe.each<[string, CredentialCrypto]>([
  ['OpenSSL', { ...nodeCrypto, es256Verify }],
  ['noble', { ...nodeCrypto, es256Verify: curveVerify }],
])('the published vectors, with %s', (_, crypto) => {
  it.each(credentials)('credential: $name', (c) => {
    const { statusList, statusRequired } = c
    const roots = c.roots.length === 0 ? null : trustRoots(c.roots.map(fromBase64))
    const input = { text: c.text, issuer: issuerOf(c.issuer), statusList, statusRequired, roots, now: c.now }
    const verdict = verifyCredential(c.expected ? { ...input, expected: c.expected } : input, crypto)
    expect([verdict.outcome, verdict.reasons.map(({ code }) => code), verdict.statusAsOf]).toEqual([
      ...[c.outcome, c.reasons, c.statusAsOf],
    ])
    expect(JSON.stringify(verdict.claims)).toBe(JSON.stringify(c.claims))
  })

  it.each(codes)('code: $name', (c) => {
    const issuer = issuerOf(c.issuer)
    if (!issuer) throw new Error('codes have an issuer')
    const verdict = verifyCode({ text: c.text, issuer, statusList: c.statusList, now: c.now }, crypto)
    expect([verdict.outcome, verdict.reasons.map(({ code }) => code), verdict.statusAsOf, verdict.claims]).toEqual([
      ...[c.outcome, c.reasons, c.statusAsOf, c.claims],
    ])
  })
})

it('show every reason', () => {
  const shown = new Set([...credentials, ...codes].flatMap(({ reasons }) => reasons))
  expect(CREDENTIAL_REASON_CODES.filter((code) => !shown.has(code))).toEqual([])
})

it('show nothing of a credential whose signature does not hold', () => {
  const kept = [...credentials, ...codes].filter(({ reasons, claims }) => {
    const before = ['malformed', 'signature_bad', 'key_unknown', 'issuer_unknown', 'issuer_not_given']
    return claims !== null && reasons.some((code) => before.includes(code))
  })
  expect(kept).toEqual([])
  expect(credentialSeverity('signature_bad')).toBe('invalid')
})

it.each(published.disclosures)('RFC 9901: $digest', ({ disclosure, digest }) => {
  expect(readDisclosure(sha256, disclosure).digest).toBe(digest)
})

it.each(published.statusLists)('Token Status List: $lst', ({ bits, lst, statuses, bytes }) => {
  const list = inflateZlib(fromBase64Url(lst), 100)
  expect(list).toEqual(fromHex(bytes))
  const read = statuses.map((_, i) => ((list[(i * bits) >> 3] ?? 0) >> ((i * bits) & 7)) & ((1 << bits) - 1))
  expect(read).toEqual(statuses)
})
