import {
  type BindingDemand,
  bindPresentation,
  certificateType,
  issueCredential,
  type Json,
  jwkOf,
  presentSdJwt,
  thumbprint,
  toBase64,
  type VerifyCredentialInput,
} from '../src/index.ts'
import { certify, extension } from './authority.ts'
import * as w from './world-credential.ts'

export interface Case extends Partial<Omit<VerifyCredentialInput, 'issuer' | 'text' | 'expected' | 'roots'>> {
  readonly roots?: readonly Uint8Array[]
  readonly expected?: BindingDemand | null
  readonly trusted?: 'issuer' | 'retired' | null
}

type Asked = (name: string, text: string, more?: Case) => Json

const nonce = 'n-0S6_WzA2Mj'
const audience = 'https://bank.example'
const expected = { nonce, audience }
const trusted = { trusted: null, roots: [w.root.certificate] } as const

/** A credential by the issuer's key with any certificates. */
const by = (...chain: Uint8Array[]) => issueCredential(w.sha256, w.issuerKey, { ...w.content, chain })
const withHeader = (more: object) => `${w.signed({ ...w.header, ...more }, w.open)}~`

/** Credentials whose keys are vouched for by certificates. */
export function chains(asked: Asked): Json[] {
  const fresh = { statusList: w.statusList({}, { chain: w.chainOf() }) }
  const of = (name: string, text: string, more: object = {}) => asked(name, text, { ...fresh, ...trusted, ...more })
  const leaf = w.leafOf(21)
  const other = w.leafOf(22, { names: ['https://elsewhere.example'] })
  const foreign = {
    ...w.content,
    issuer: 'https://elsewhere.example',
    vct: 'https://elsewhere.example/credentials/certificate/1',
  }
  const hosted = w.chainOf(w.leafOf(21, { names: ['datadeed.example'] }))
  const before = 'https://datadeed.example:443@elsewhere.example'
  return [
    of('a chain to a root', w.chained),
    of('a chain that brings its root', by(...w.chainOf(), w.root.certificate)),
    of('a chain, the authority itself trusted', w.chained, { roots: [w.authority.certificate] }),
    of('a chain, one of two roots trusted', w.chained, { roots: [w.strangeRoot.certificate, w.root.certificate] }),
    of(
      'a chain that names the host',
      by(w.leafOf(21, { names: ['DataDeed.example'] }).certificate, w.authority.certificate),
    ),
    of('a chain and no status list', w.chained, { statusList: null }),
    of('a chain and a status list that brings none', w.chained, { statusList: w.statusList() }),
    of('a chain and a status list with a chain of another issuer', w.chained, {
      statusList: w.statusList({}, { chain: [other.certificate, w.authority.certificate] }, w.otherKey),
    }),
    of('a chain and a suspended registration', w.chained, {
      statusList: w.statusList({ 7: 'suspended' }, { chain: w.chainOf() }),
    }),
    of('a chain and a status list that has run out', w.chained, { now: w.START + 172_800, statusRequired: true }),
    of('a chain, no root and no issuer file', w.chained, { roots: [] }),
    of('a chain to a root that is not trusted', w.chained, { roots: [w.strangeRoot.certificate] }),
    of('a chain of one certificate, its authority left out', by(leaf.certificate)),
    of('a chain beside an issuer file that knows the key', w.chained, { trusted: 'issuer' }),
    of('a chain beside an issuer file that retired the key', w.chained, { trusted: 'retired' }),
    of(
      'a chain of a key that the issuer file lacks',
      issueCredential(w.sha256, w.otherKey, { ...w.content, chain: w.chainOf(w.leafOf(22)) }),
      { trusted: 'issuer' },
    ),
    of(
      "another issuer's chain on its own credential",
      issueCredential(w.sha256, w.otherKey, { ...foreign, chain: w.chainOf(other) }),
    ),
    of(
      "another issuer's key and chain in this issuer's name",
      issueCredential(w.sha256, w.otherKey, { ...w.content, chain: w.chainOf(other) }),
    ),
    of("another issuer's chain over this issuer's key", by(other.certificate, w.authority.certificate)),
    of(
      "another issuer's chain over this issuer's key, which the issuer file knows",
      by(other.certificate, w.authority.certificate),
      { trusted: 'issuer' },
    ),
    of(
      "this issuer's chain over another's key",
      `${w.signed({ ...w.header, kid: w.kidOf(w.issuerKey), x5c: w.chainOf().map(toBase64) }, w.open, w.otherKey)}~`,
    ),
    of(
      "this issuer's chain and another's kid",
      withHeader({ kid: thumbprint(w.sha256, jwkOf(w.otherKey.publicKey)), x5c: w.chainOf().map(toBase64) }),
    ),
    of('a certificate with no name', by(w.leafOf(21, { names: [] }).certificate, w.authority.certificate)),
    of(
      'a certificate for an address that begins with the issuer',
      by(w.leafOf(21, { names: ['https://datadeed.example.evil'] }).certificate, w.authority.certificate),
    ),
    of(
      'a certificate with a wildcard',
      by(w.leafOf(21, { names: ['*.example'] }).certificate, w.authority.certificate),
    ),
    of('a certificate that had run out', by(w.leafOf(21, { to: w.START - 1 }).certificate, w.authority.certificate)),
    of('a certificate of later', by(w.leafOf(21, { from: w.START + 1 }).certificate, w.authority.certificate)),
    of(
      'a certificate by one that is no authority',
      by(w.leafOf(21, {}, w.leafOf(22)).certificate, w.leafOf(22).certificate, w.authority.certificate),
    ),
    of(
      'a certificate by an authority too deep',
      by(w.leafOf(21, {}, deep).certificate, deep.certificate, w.authority.certificate),
    ),
    of(
      'a certificate by an authority of the same name',
      by(w.leafOf(21, {}, impostor).certificate, w.authority.certificate),
    ),
    of('a certificate that must not sign', by(w.leafOf(21, { keyUsage: 0x20 }).certificate, w.authority.certificate)),
    of(
      'a certificate with a critical extension nobody knows',
      by(
        w.leafOf(21, { more: [extension('1.2.3.4', true, Uint8Array.of(5, 0))] }).certificate,
        w.authority.certificate,
      ),
    ),
    of('certificates in another order', by(w.authority.certificate, leaf.certificate)),
    of('x5c that is no list', withHeader({ x5c: toBase64(leaf.certificate) })),
    of('x5c that is empty', withHeader({ x5c: [] })),
    of('x5c of nine', withHeader({ x5c: new Array(9).fill(toBase64(leaf.certificate)) })),
    of(
      'x5c in base64url',
      withHeader({ x5c: [toBase64(leaf.certificate).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')] }),
    ),
    of('x5c that is no certificate', withHeader({ x5c: ['AAAA'] })),
    of('x5c with bytes after the certificate', withHeader({ x5c: [toBase64(Uint8Array.of(...leaf.certificate, 0))] })),
    of(
      "a chain that names the host before the @ of the issuer's address",
      issueCredential(w.sha256, w.issuerKey, {
        ...w.content,
        issuer: before,
        vct: certificateType(before),
        chain: hosted,
      }),
    ),
  ]
}

const deep = certify('更深', 34, w.authority, { authority: true, keyUsage: 0x06 })
const impostor = certify(w.authority.name, 35, w.root, { authority: true })

/** Presentations of a credential that the issuer bound to its holder's key. */
export function presentations(asked: Asked): Json[] {
  const fresh = { statusList: w.statusList() }
  const some = presentSdJwt(w.sha256, w.bound, new Set(['certificate_number', 'title']))
  const at = { nonce, audience, issuedAt: w.NOW }
  const shown = bindPresentation(w, w.holderKey, some, at)
  const presented = (name: string, text: string, more: object = {}) =>
    asked(name, text, { ...fresh, expected, ...more })
  return [
    presented('presented with two claims', shown),
    presented(
      'presented again with another nonce',
      bindPresentation(w, w.holderKey, shown, { ...at, nonce: 'second' }),
      {
        expected: { nonce: 'second', audience },
      },
    ),
    presented('a bound credential without its proof, nobody asking', some, { expected: null }),
    presented('presented, then one more claim shown', shown.replace(some, w.bound)),
    presented('presented, then one claim taken away', shown.replace(/~[^~]+~(?=[^~]+$)/, '~')),
    presented('presented for a nonce of yesterday', shown, { expected: { nonce: 'today', audience } }),
    presented('presented two days ago', bindPresentation(w, w.holderKey, some, { ...at, issuedAt: w.NOW - 172_800 }), {
      now: w.NOW,
    }),
    presented("presented with another's key", bindPresentation(w, w.otherKey, some, at)),
    presented("presented with the issuer's key", bindPresentation(w, w.issuerKey, some, at)),
    presented('a proof put to a credential of another', bindPresentation(w, w.holderKey, w.credential, at)),
    presented('presented while suspended', shown, { statusList: w.statusList({ 7: 'suspended' }) }),
  ]
}
