// A timestamp authority with fixed keys and deterministic signatures, for vectors. `datadeed tsa` is the one that runs.
import { p256 } from '@noble/curves/nist.js'
import { nodeCrypto } from '../adapters/node.ts'
import { TAG, writeDer, writeOid, writeUnsigned } from '../src/der.ts'
import { concat, fromHex, utf8Encode } from '../src/index.ts'

const { sha256 } = nodeCrypto
const seq = (...content: Uint8Array[]) => writeDer(TAG.sequence, ...content)
const set = (...content: Uint8Array[]) => writeDer(TAG.set, ...content)
const small = (n: number) => writeUnsigned(Uint8Array.of(n))
const bits = (bytes: Uint8Array) => writeDer(TAG.bitString, Uint8Array.of(0), bytes)
const octets = (bytes: Uint8Array) => writeDer(TAG.octetString, bytes)
const generalized = (at: number) =>
  writeDer(TAG.generalizedTime, utf8Encode(`${new Date(at * 1000).toISOString().replace(/\D/g, '').slice(0, 14)}Z`))
const yes = writeDer(TAG.boolean, Uint8Array.of(0xff))
const ecdsa = seq(writeOid('1.2.840.10045.4.3.2'))
const hashes = { sha256: '2.16.840.1.101.3.4.2.1', sm3: '1.2.156.10197.1.401' }
const spkiHead = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200')

const keyOf = (n: number) => new Uint8Array(32).fill(n)
const sign = (message: Uint8Array, key: Uint8Array): Uint8Array =>
  p256.sign(message, key, { lowS: false, format: 'der' })
const named = (name: string) => seq(set(seq(writeOid('2.5.4.3'), writeDer(0x0c, utf8Encode(name)))))
export const extension = (id: string, critical: boolean, value: Uint8Array) =>
  seq(writeOid(id), ...(critical ? [yes] : []), octets(value))

export interface Made {
  readonly name: string
  readonly issuer: string
  readonly key: Uint8Array
  readonly certificate: Uint8Array
}

/**
 * A certificate for the key of 32 bytes `n`; `usage` is its one extended key usage, `keyUsage` the first octet of its key usage,
 * `path` its path length, `names` the addresses and hosts in its subject's alternative name, `more` further extensions.
 */
export const certify = (
  name: string,
  n: number,
  issuer: { name: string; key: Uint8Array },
  {
    from = 1_780_000_000,
    to = 2_100_000_000,
    authority = false,
    usage = '',
    keyUsage = 0,
    path = -1,
    names = [] as readonly string[],
    more = [] as readonly Uint8Array[],
  } = {},
): Made => {
  const key = keyOf(n)
  const alternatives = names.map((text) => writeDer(text.includes(':') ? 0x86 : 0x82, utf8Encode(text)))
  const extensions = [
    extension('2.5.29.19', true, authority ? seq(yes, ...(path < 0 ? [] : [small(path)])) : seq()),
    ...(keyUsage === 0 ? [] : [extension('2.5.29.15', true, writeDer(TAG.bitString, Uint8Array.of(0, keyUsage)))]),
    ...(names.length === 0 ? [] : [extension('2.5.29.17', false, seq(...alternatives))]),
    ...more,
    ...(usage === '' ? [] : [extension('2.5.29.37', true, seq(writeOid(usage)))]),
  ]
  const body = seq(
    ...[writeDer(0xa0, small(2)), small(n), ecdsa, named(issuer.name), seq(generalized(from), generalized(to))],
    ...[named(name), concat(spkiHead, p256.getPublicKey(key, false)), writeDer(0xa3, seq(...extensions))],
  )
  return { name, issuer: issuer.name, key, certificate: seq(body, ecdsa, bits(sign(body, issuer.key))) }
}

/** A token by `signer` over a text. */
export const stamp = (
  signer: Made,
  text: string,
  at: number,
  { hash = 'sha256' as 'sha256' | 'sm3', policy = '1.2.3.4.1' } = {},
): Uint8Array => {
  const imprint = seq(seq(writeOid(hashes[hash])), octets(nodeCrypto[hash](utf8Encode(text))))
  const info = seq(small(1), writeOid(policy), imprint, small(1), generalized(at))
  const attribute = (id: string, value: Uint8Array) => seq(writeOid(id), set(value))
  const attributes = concat(
    attribute('1.2.840.113549.1.9.3', writeOid('1.2.840.113549.1.9.16.1.4')),
    attribute('1.2.840.113549.1.9.4', octets(sha256(info))),
    attribute('1.2.840.113549.1.9.16.2.47', seq(seq(seq(octets(sha256(signer.certificate)))))),
  )
  const signature = sign(set(attributes), signer.key)
  const digest = seq(writeOid(hashes.sha256))
  const sid = seq(named(signer.issuer), small(signer.key[0] ?? 0))
  const info2 = seq(small(1), sid, digest, writeDer(0xa0, attributes), ecdsa, octets(signature))
  const encapsulated = seq(writeOid('1.2.840.113549.1.9.16.1.4'), writeDer(0xa0, octets(info)))
  const signed = seq(small(3), set(digest), encapsulated, set(info2))
  return seq(writeOid('1.2.840.113549.1.7.2'), writeDer(0xa0, signed))
}
