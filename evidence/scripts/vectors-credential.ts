import { deflateSync } from 'node:zlib'
import { disclosureDigest, makeDisclosure } from '../src/credential/sd-jwt.ts'
import {
  concat,
  credentialReasonText,
  fromBase64Url,
  type Issuer,
  inflateZlib,
  issueCredential,
  type Json,
  jwkOf,
  makeCode,
  presentSdJwt,
  toBase64,
  toBase64Url,
  trustRoots,
  utf8Encode,
  verifyCode,
  verifyCredential,
} from '../src/index.ts'
import { type Case, chains, presentations } from './vectors-credential-chain.ts'
import * as w from './world-credential.ts'

const TRUSTED: Readonly<Record<string, Issuer>> = { issuer: w.issuer, retired: w.retired }

function asked(name: string, text: string, { trusted = 'issuer', now = w.NOW, ...more }: Case = {}): Json {
  const issuer = trusted === null ? null : (TRUSTED[trusted] as Issuer)
  const { statusList = null, expected = null, statusRequired = false, roots = [] } = more
  const trust = roots.length === 0 ? null : trustRoots(roots)
  const input = { text, issuer, now, statusList, statusRequired, roots: trust }
  const demanded = expected && { nonce: expected.nonce, audience: expected.audience }
  const verdict = verifyCredential(expected ? { ...input, expected } : input, w.crypto)
  return {
    ...{ name, issuer: trusted, now, statusList, expected: demanded, statusRequired, roots: roots.map(toBase64), text },
    outcome: verdict.outcome,
    reasons: verdict.reasons.map(({ code }) => code),
    said: verdict.reasons.map((reason) => credentialReasonText(reason, 'en')),
    statusAsOf: verdict.statusAsOf,
    claims: verdict.claims,
  }
}

const fresh = { statusList: w.statusList() }
const one = makeDisclosure(w.salt(), 'title', '甲')
const digest = (disclosure: string) => disclosureDigest(w.sha256, disclosure)
const joined = (jws: string, ...disclosures: string[]) => [jws, ...disclosures, ''].join('~')
/** A credential by the true issuer with any payload: what its own mistakes would look like. */
const odd = (more: object, ...disclosures: string[]) =>
  joined(w.signed(w.header, { ...w.open, ...more }), ...disclosures)
const raw = (text: string) => toBase64Url(utf8Encode(text))
const [jws = '', first = '', second = '', ...others] = w.credential.split('~').slice(0, -1)
const all = [first, second, ...others]
const flip = (text: string, at: number) => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
const parts = jws.split('.')

const bound = odd({ cnf: { jwk: jwkOf(w.holderKey.publicKey) }, _sd: [digest(one)] }, one)
const nonce = 'n-0S6_WzA2Mj'
const audience = 'https://bank.example'
const kbPayload = { aud: audience, iat: w.NOW, nonce, sd_hash: toBase64Url(w.sha256(utf8Encode(bound))) }
const kb = (payload: object = {}, key = w.holderKey, header: object = { alg: 'ES256', typ: 'kb+jwt' }) =>
  bound + w.signed(header, { ...kbPayload, ...payload }, key)
const expected = { nonce, audience }

function credentials(): Json[] {
  return [
    asked('everything disclosed', w.credential, fresh),
    asked('with a line end', `${w.credential}\n`, fresh),
    asked(
      'number and title only',
      presentSdJwt(w.sha256, w.credential, new Set(['certificate_number', 'title'])),
      fresh,
    ),
    asked('nothing disclosed', joined(jws), fresh),
    asked('disclosures in another order', joined(jws, ...[...all].reverse()), fresh),
    asked('no status list', w.credential),
    asked('no status list where one is demanded', w.credential, { statusRequired: true }),
    asked('a stale status list', w.credential, { ...fresh, now: w.START + 172_800 }),
    asked('a stale status list where a fresh one is demanded', w.credential, {
      ...{ ...fresh, now: w.START + 172_800, statusRequired: true },
    }),
    asked('revoked', w.credential, { statusList: w.statusList({ 7: 'revoked' }) }),
    asked('revoked, by a stale list', w.credential, {
      statusList: w.statusList({ 7: 'revoked' }),
      now: w.START + 999_999,
    }),
    asked('suspended', w.credential, { statusList: w.statusList({ 7: 'suspended' }) }),
    asked('superseded', w.credential, { statusList: w.statusList({ 7: 'superseded' }) }),
    asked('its neighbours revoked', w.credential, { statusList: w.statusList({ 6: 'revoked', 8: 'revoked' }) }),
    asked('a file', w.file),
    asked('a file, its own keys', w.file, { trusted: null }),
    asked('a file with another issuer file in it', w.file.replace('示例登记机构', '另一机构')),
    asked('no keys', w.credential, { trusted: null }),
    asked('a file with a space', w.file.replace(':', ': ')),
    asked('a file with a member twice', w.file.replace('{', '{"credential":"x~",')),
    asked('after its end', w.credential, { now: w.content.expiresAt }),
    asked('before its time', odd({ nbf: w.NOW + 1000 }), fresh),
    asked('a clock that is wrong', w.credential, { now: w.START - 1000 }),
    asked('a key retired before', w.credential, { ...fresh, trusted: 'retired' }),
    asked('an unknown key', issueCredential(w.sha256, w.otherKey, w.content), fresh),
    asked("another's signature under the key's name", joined(w.signed(w.header, w.open, w.otherKey)), fresh),
    asked('an altered payload', joined([parts[0], flip(parts[1] ?? '', 60), parts[2]].join('.'), ...all), fresh),
    asked('an altered signature', joined([parts[0], parts[1], flip(parts[2] ?? '', 20)].join('.'), ...all), fresh),
    asked('no signature', joined(`${parts[0]}.${parts[1]}.`, ...all), fresh),
    asked('alg none', joined(`${raw('{"alg":"none","typ":"dc+sd-jwt"}')}.${parts[1]}.`, ...all), fresh),
    asked('alg HS256', joined(w.signed({ ...w.header, alg: 'HS256' }, w.open)), fresh),
    asked('a critical extension', joined(w.signed({ ...w.header, crit: ['b64'], b64: false }, w.open)), fresh),
    asked('typ of another kind', joined(w.signed({ ...w.header, typ: 'JWT' }, w.open)), fresh),
    asked('no kid', joined(w.signed({ alg: 'ES256', typ: 'dc+sd-jwt' }, w.open)), fresh),
    asked('another issuer', odd({ iss: 'https://elsewhere.example' }), fresh),
    asked('another type', odd({ vct: 'https://datadeed.example/credentials/lunch/1' }), fresh),
    asked('no vct', joined(w.signed(w.header, { ...w.open, vct: 1 })), fresh),
    asked('iat with a fraction', odd({ iat: w.START + 0.5 }), fresh),
    asked('iat negative', odd({ iat: -1 }), fresh),
    asked('exp huge', odd({ exp: 1e300 }), fresh),
    asked('status index negative', odd({ status: { status_list: { idx: -1, uri: 'x' } } }), fresh),
    asked('no status', odd({ status: {} }), fresh),
    asked('a disclosure altered', joined(jws, flip(first, 30), second, ...others), fresh),
    asked('a disclosure of nobody added', joined(jws, ...all, one), fresh),
    asked('a disclosure twice', joined(jws, first, ...all), fresh),
    asked('a disclosure with padding', joined(jws, `${first}=`, second), fresh),
    asked('an empty disclosure', joined(jws, '', ...all), fresh),
    asked('a disclosure that is no array', odd({ _sd: [digest(raw('{"a":1}'))] }, raw('{"a":1}')), fresh),
    asked('a disclosure of one element', odd({ _sd: [digest(raw('["salt"]'))] }, raw('["salt"]')), fresh),
    asked('a disclosure of four', odd({ _sd: [digest(raw('["s","a",1,2]'))] }, raw('["s","a",1,2]')), fresh),
    asked('a disclosure with a number for salt', odd({ _sd: [digest(raw('[1,"a",1]'))] }, raw('[1,"a",1]')), fresh),
    asked('a disclosure with text after it', odd({ _sd: [digest(raw('["s","a",1]1'))] }, raw('["s","a",1]1')), fresh),
    asked(
      'a disclosure with a member twice',
      odd({ _sd: [digest(raw('["s","a",{"b":1,"b":2}]'))] }, raw('["s","a",{"b":1,"b":2}]')),
      fresh,
    ),
    asked(
      'a disclosure with a lone surrogate',
      odd({ _sd: [digest(raw('["s","a","\\ud800"]'))] }, raw('["s","a","\\ud800"]')),
      fresh,
    ),
    asked(
      'unused bits of a disclosure set',
      odd({ _sd: [digest('WyJzIiwiYSIsMV1')] }, 'WyJzIiwiYSIsMV1'.replace(/1$/, '2')),
      fresh,
    ),
    asked(
      'a disclosed __proto__',
      odd({ _sd: [digest(raw('["s","__proto__",{"iss":1}]'))] }, raw('["s","__proto__",{"iss":1}]')),
      fresh,
    ),
    asked('a disclosure named _sd', odd({ _sd: [digest(raw('["s","_sd",[]]'))] }, raw('["s","_sd",[]]')), fresh),
    asked('a disclosure named ...', odd({ _sd: [digest(raw('["s","...","x"]'))] }, raw('["s","...","x"]')), fresh),
    asked(
      'a disclosure named _sd_alg',
      odd({ _sd: [digest(raw('["s","_sd_alg","md5"]'))] }, raw('["s","_sd_alg","md5"]')),
      fresh,
    ),
    asked('a disclosure that names what is there', odd({ title: '乙', _sd: [digest(one)] }, one), fresh),
    asked('a disclosed status', odd({ _sd: [digest(raw('["s","nbf",1]'))] }, raw('["s","nbf",1]')), fresh),
    asked('an array element disclosed as a member', odd({ list: [{ '...': digest(one) }] }, one), fresh),
    asked('a member disclosed as an array element', odd({ _sd: [digest(raw('["s","x"]'))] }, raw('["s","x"]')), fresh),
    asked('a digest twice in one list', odd({ _sd: [digest(one), digest(one)] }, one), fresh),
    asked('a digest twice at two depths', odd({ _sd: [digest(one)], deep: { _sd: [digest(one)] } }), fresh),
    asked('a digest that is a number', odd({ _sd: [7] }), fresh),
    asked('_sd that is no list', odd({ _sd: digest(one) }), fresh),
    asked('... beside other members', odd({ list: [{ '...': digest(one), x: 1 }] }), fresh),
    asked('... outside of a list', odd({ deep: { '...': digest(one) } }), fresh),
    asked('_sd_alg sha-512', odd({ _sd_alg: 'sha-512', _sd: [digest(one)] }, one), fresh),
    asked('_sd_alg md5', odd({ _sd_alg: 'md5' }), fresh),
    asked('nested disclosures', nested(), fresh),
    asked('a payload with a member twice', joined(w.signed(w.header, '{"iss":"a","iss":"b"}')), fresh),
    asked(
      'a payload with escaped names that are one',
      joined(w.signed(w.header, '{"iss":"a","\\u0069ss":"b"}')),
      fresh,
    ),
    asked('a payload 66 deep', joined(w.signed(w.header, `${'{"a":'.repeat(66)}1${'}'.repeat(66)}`)), fresh),
    asked('a payload with a huge number', joined(w.signed(w.header, '{"iat":1e999}')), fresh),
    asked(
      'a payload that is not UTF-8',
      joined(`${parts[0]}.${toBase64Url(Uint8Array.of(0x7b, 0xff, 0x7d))}.${parts[2]}`),
      fresh,
    ),
    asked('no tilde', jws, fresh),
    asked('no tilde at the end', w.credential.slice(0, -1), fresh),
    asked('a blank', w.credential.replace('~', ' ~'), fresh),
    asked('129 disclosures', joined(jws, ...new Array<string>(129).fill(first)), fresh),
    asked('too long', 'a'.repeat(131_073), fresh),
    asked('nothing', '', fresh),
    asked('a status list of another address', w.credential, {
      statusList: w.statusList({}, { uri: 'https://datadeed.example/api/v1/status-lists/2' }),
    }),
    asked('a status list by another key under its name', w.credential, { statusList: forgedList() }),
    asked('a status list by an unknown key', w.credential, { statusList: w.statusList({}, {}, w.otherKey) }),
    asked('a status list of tomorrow', w.credential, {
      statusList: w.statusList({}, { issuedAt: w.NOW + 86_400, expiresAt: w.NOW + 99_999 }),
    }),
    asked(
      'a status list that is too short',
      odd({ status: { status_list: { idx: 1024, uri: w.content.status.uri } } }),
      fresh,
    ),
    asked('a status list with typ JWT', w.credential, { statusList: w.signed({ ...w.header, typ: 'JWT' }, {}) }),
    asked('a credential for a status list', w.credential, { statusList: jws }),
    asked('a status list of 3 bits', w.credential, { statusList: listOf({ bits: 3, lst: 'eNo76fITAAPfAgc' }) }),
    asked('a status list that is no zlib', w.credential, { statusList: listOf({ bits: 2, lst: 'AAAAAAAAAAAAAAAA' }) }),
    asked('a status list with a wrong checksum', w.credential, {
      statusList: listOf({ bits: 2, lst: 'eNo76fITAAPfAgg' }),
    }),
    asked('a status list with bytes after its end', w.credential, {
      statusList: listOf({ bits: 2, lst: 'eNo76fITAAPfAgcAAA' }),
    }),
    asked('a status list that is a bomb', w.credential, { statusList: listOf({ bits: 2, lst: bomb() }) }),
    asked('a proof of holding', kb(), { ...fresh, expected }),
    asked('a proof of holding nobody asked for', kb(), fresh),
    asked('no proof of holding where one is demanded', bound, { ...fresh, expected }),
    asked('no proof of holding where none is', bound, fresh),
    asked(
      'a proof of holding without a key',
      w.credential + w.signed({ alg: 'ES256', typ: 'kb+jwt' }, kbPayload, w.holderKey),
      fresh,
    ),
    asked("a proof of holding by another's key", kb({}, w.otherKey), { ...fresh, expected }),
    asked('a proof of holding for another nonce', kb({ nonce: 'other' }), { ...fresh, expected }),
    asked('a proof of holding for another verifier', kb({ aud: 'https://else.example' }), { ...fresh, expected }),
    asked('a proof of holding for another presentation', kb().replace(`${one}~`, ''), { ...fresh, expected }),
    asked('a proof of holding without sd_hash', kb({ sd_hash: null }), { ...fresh, expected }),
    asked('a proof of holding with a number for nonce', kb({ nonce: 1 }), { ...fresh, expected }),
    asked('a proof of holding of tomorrow', kb({ iat: w.NOW + 86_400 }), { ...fresh, expected }),
    asked('a proof of holding with typ JWT', kb({}, w.holderKey, { alg: 'ES256', typ: 'JWT' }), { ...fresh, expected }),
    asked('a proof of holding with alg none', kb({}, w.holderKey, { alg: 'none', typ: 'kb+jwt' }), {
      ...fresh,
      expected,
    }),
    asked(
      'a holder key that is not on the curve',
      `${odd({ cnf: { jwk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } } })}${w.signed({ alg: 'ES256', typ: 'kb+jwt' }, kbPayload, w.holderKey)}`,
      fresh,
    ),
    asked('the numbers in other registers', w.numbered, fresh),
    asked(
      'one number in another register and no other',
      presentSdJwt(w.sha256, w.numbered, new Set(['certificate_number', 'data_element_oid'])),
      fresh,
    ),
    asked('a number in another register added to it', `${w.credential}${w.numbered.split('~').at(-2)}~`, fresh),
    asked('a holder key that is private', odd({ cnf: { jwk: { ...jwkOf(w.holderKey.publicKey), d: 'A' } } }), fresh),
  ]
}

/** A member, in it a hidden member, and a list with one element shown and one withheld. */
function nested(): string {
  const inner = makeDisclosure(w.salt(), 'sha256', 'ab')
  const outer = makeDisclosure(w.salt(), 'deposit', { _sd: [digest(inner)], number: 'D-1' })
  const element = raw('["salt","520100"]')
  const hidden = raw('["salt2","520300"]')
  const areas = [{ '...': digest(hidden) }, { '...': digest(element) }, '520000']
  return odd({ _sd: [digest(outer)], areas }, outer, inner, element)
}

function listOf(list: object): string {
  return w.signed(
    { ...w.header, typ: 'statuslist+jwt' },
    { sub: w.content.status.uri, iat: w.START, status_list: list },
  )
}

function forgedList(): string {
  const payload = { sub: w.content.status.uri, iat: w.START, status_list: { bits: 2, lst: 'eNo76fITAAPfAgc' } }
  return w.signed({ ...w.header, typ: 'statuslist+jwt' }, payload, w.otherKey)
}

/** Inflates to more than a list may hold: blocks of one run of zeros each, far more than it needs to say so. */
function bomb(): string {
  return toBase64Url(deflateSync(new Uint8Array(8_388_608)))
}

function coded(
  name: string,
  text: string,
  {
    trusted = 'issuer',
    now = w.NOW,
    statusList = fresh.statusList,
  }: { trusted?: 'issuer' | 'retired'; now?: number; statusList?: string | null } = {},
): Json {
  const verdict = verifyCode({ text, issuer: TRUSTED[trusted] as Issuer, statusList, now }, w.crypto)
  return {
    ...{ name, issuer: trusted, now, statusList, text },
    outcome: verdict.outcome,
    reasons: verdict.reasons.map(({ code }) => code),
    statusAsOf: verdict.statusAsOf,
    claims: verdict.claims,
  }
}

/** A code with any body, signed as its issuer would. */
function oddCode(change: (body: Uint8Array) => Uint8Array): string {
  return w.sealCode(change(w.codeBody))
}

function codes(): Json[] {
  const { code } = w
  return [
    coded('a code', code),
    coded('in an address', `https://datadeed.example/verify#${code}`),
    coded('no status list', code, { statusList: null }),
    coded('suspended', code, { statusList: w.statusList({ 7: 'suspended' }) }),
    coded('revoked', code, { statusList: w.statusList({ 7: 'revoked' }) }),
    coded('a stale status list', code, { now: w.START + 999_999 }),
    coded('no end stated', makeCode(w.sha256, w.codeKey, { ...w.codeContent, validUntil: null })),
    coded('a name cut short', makeCode(w.sha256, w.codeKey, { ...w.codeContent, title: `${'数'.repeat(59)}…` })),
    coded('after its end', code, { now: 1_900_000_000 }),
    coded('a clock that is wrong', code, { now: w.START - 999_999, statusList: null }),
    coded('a key retired before', code, { trusted: 'retired' }),
    coded('an unknown key', makeCode(w.sha256, w.otherCodeKey, w.codeContent)),
    ...[3, 12, 40, 90, code.length - 40].map((at) => coded(`character ${at} altered`, flip(code, at))),
    coded('cut off', code.slice(0, -8)),
    coded('appended to', `${code}AAAAAAAA`),
    coded('lower case', code.toLowerCase()),
    coded('a letter outside of the alphabet', `${code.slice(0, 20)}0${code.slice(21)}`),
    coded('its last character altered', `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`),
    coded('a newer version', `DD2${code.slice(3)}`),
    coded('nothing', ''),
    coded('too long', `DD1${'A'.repeat(800)}`),
    coded(
      'bytes after the names',
      oddCode((body) => concat(body, Uint8Array.of(0))),
    ),
    coded(
      'a name longer than it is',
      oddCode((body) => body.with(30, 181)),
    ),
    coded(
      'a name that is not UTF-8',
      oddCode((body) => body.with(31, 0xff)),
    ),
    coded('a name that is not NFC', w.sealCode(w.bodyOf('e\u0301'))),
    coded('a name that turns the direction', w.sealCode(w.bodyOf('甲\u202e乙'))),
    coded('a name with a line end', w.sealCode(w.bodyOf('甲\n乙'))),
    coded(
      'a number of 18 digits',
      oddCode((body) => body.with(4, 0x7f)),
    ),
  ]
}

/** Published bytes of others, which we only read: RFC 9901 and draft-ietf-oauth-status-list. */
function published(): Json {
  const disclosures = [
    'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4',
    'WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo',
    'WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgImVtYWlsIiwgImpvaG5kb2VAZXhhbXBsZS5jb20iXQ JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE',
    'WyJlSThaV205UW5LUHBOUGVOZW5IZGhRIiwgInBob25lX251bWJlciIsICIrMS0yMDItNTU1LTAxMDEiXQ PorFbpKuVu6xymJagvkFsFXAbRoc2JGlAUA2BA4o7cI',
    'WyJRZ19PNjR6cUF4ZTQxMmExMDhpcm9BIiwgInBob25lX251bWJlcl92ZXJpZmllZCIsIHRydWVd XQ_3kPKt1XyX7KANkqVR6yZ2Va5NrPIvPYbyMvRKBMM',
    'WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0 XzFrzwscM6Gn6CJDc6vVK8BkMnfG8vOSKfpPIZdAfdE',
    'WyJQYzMzSk0yTGNoY1VfbEhnZ3ZfdWZRIiwgImJpcnRoZGF0ZSIsICIxOTQwLTAxLTAxIl0 gbOsI4Edq2x2Kw-w5wPEzakob9hV1cRD0ATN3oQL9JM',
    'WyJHMDJOU3JRZmpGWFE3SW8wOXN5YWpBIiwgInVwZGF0ZWRfYXQiLCAxNTcwMDAwMDAwXQ CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI',
    'WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0 pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo',
    'WyJuUHVvUW5rUkZxM0JJZUFtN0FuWEZBIiwgIkRFIl0 7Cf6JkPudry3lcbwHgeZ8khAv1U1OSlerP0VkBJrWZ0',
    'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0 X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0',
    'WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0 w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs',
  ]
  const lists: [number, string, number[]][] = [
    [1, 'eNrbuRgAAhcBXQ', [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]],
    [2, 'eNo76fITAAPfAgc', [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]],
  ]
  return {
    disclosures: disclosures.map((line) => {
      const [disclosure = '', expected = ''] = line.split(' ')
      if (digest(disclosure) !== expected) throw new Error(`not as published: ${disclosure}`)
      return { disclosure, digest: expected }
    }),
    statusLists: lists.map(([bits, lst, statuses]) => ({
      ...{ bits, lst, statuses },
      bytes: Buffer.from(inflateZlib(fromBase64Url(lst), 100)).toString('hex'),
    })),
  }
}

/** Credentials, status lists and offline codes with what a verifier says of them. */
export function credentialVectors(): Json {
  return {
    about:
      'SD-JWT credentials and offline codes with the verdict at a time in Unix seconds under the named issuer file; where it is null, under the roots given (certificates in base64) or the issuer file in the file itself.',
    issuers: TRUSTED as unknown as Json,
    published: published(),
    credentials: [...credentials(), ...chains(asked), ...presentations(asked)],
    codes: codes(),
  }
}
