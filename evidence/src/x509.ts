import { utf8Decode } from './bytes.ts'
import type { Crypto, Verify } from './crypto.ts'
import { type Der, expect, oidOf, parts, readDer, readSeries, TAG, timeOf, unsignedOf } from './der.ts'
import { hasControl } from './shape.ts'
import { readSm2Der, readSm2Spki } from './sm2.ts'

/** What is needed of a certificate (RFC 5280). Times are Unix seconds. */
export interface Certificate {
  readonly der: Uint8Array
  readonly signed: Uint8Array
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly serial: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
  readonly spki: Uint8Array
  readonly algorithm: string
  readonly signature: Uint8Array
  readonly authority: boolean
  /** Extended key usages; null where the certificate names none. */
  readonly usages: { readonly critical: boolean; readonly oids: readonly string[] } | null
  /** All extensions by object identifier, each there once. */
  readonly extensions: ReadonlyMap<string, Extension>
}

export interface Extension {
  readonly critical: boolean
  readonly value: Uint8Array
}

const OID = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  sm3: '1.2.156.10197.1.401',
  rsa: '1.2.840.113549.1.1.1',
  sm2: '1.2.156.10197.1.501',
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
}
const SIGNATURES: Readonly<Record<string, readonly ['ecdsa' | 'rsa', 'sha256' | 'sha384' | 'sha512']>> = {
  '1.2.840.10045.4.3.2': ['ecdsa', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa', 'sha512'],
  '1.2.840.113549.1.1.11': ['rsa', 'sha256'],
  '1.2.840.113549.1.1.12': ['rsa', 'sha384'],
  '1.2.840.113549.1.1.13': ['rsa', 'sha512'],
}
const DIGESTS = { [OID.sha256]: 'sha256', [OID.sha384]: 'sha384', [OID.sha512]: 'sha512' } as const

/** Object identifiers of the two digests of a time stamp's imprint. */
export const IMPRINT_OIDS = { sha256: OID.sha256, sm3: OID.sm3 }

/** Reads a certificate. Throws `bad_der`. */
export function readCertificate(der: Uint8Array): Certificate {
  const [body, algorithm, bits, ...more] = parts(readDer(der, TAG.sequence), TAG.sequence)
  const fields = parts(body, TAG.sequence)
  // Version 3, written in [0]; older ones have no extensions.
  if (fields[0]?.tag === 0xa0) fields.shift()
  const [serial, inner, issuer, validity, subject, spki, ...rest] = fields
  const [notBefore, notAfter] = parts(validity, TAG.sequence)
  const used = expect(algorithm, TAG.sequence)
  const extended = readExtensions(rest.find((field) => field.tag === 0xa3))
  if (more.length > 0 || oidOf(readSeries(used.value)[0]) !== oidOf(parts(inner, TAG.sequence)[0])) return readFault()
  return {
    ...{ der, signed: expect(body, TAG.sequence).full, serial: unsignedOf(serial) },
    ...{ issuer: expect(issuer, TAG.sequence).full, subject: expect(subject, TAG.sequence).full },
    ...{ notBefore: timeOf(notBefore), notAfter: timeOf(notAfter), spki: expect(spki, TAG.sequence).full },
    ...{ algorithm: oidOf(readSeries(used.value)[0]), signature: bitsOf(bits) },
    ...extended,
  }
}

function readFault(): never {
  return expect(undefined, 0) as never
}

function bitsOf(der: Der | undefined): Uint8Array {
  const { value } = expect(der, TAG.bitString)
  return value[0] === 0 ? value.subarray(1) : readFault()
}

function readExtensions(der: Der | undefined): Pick<Certificate, 'authority' | 'usages' | 'extensions'> {
  const extensions = new Map<string, Extension>()
  let authority = false
  let usages: Certificate['usages'] = null
  for (const extension of der === undefined ? [] : parts(readDer(der.value, TAG.sequence), TAG.sequence)) {
    const [id, ...fields] = parts(extension, TAG.sequence)
    const critical = fields[0]?.tag === TAG.boolean && fields.shift()?.value[0] === 0xff
    const value = expect(fields[0], TAG.octetString).value
    if (extensions.has(oidOf(id))) return readFault()
    extensions.set(oidOf(id), { critical, value })
    if (oidOf(id) === OID.basicConstraints) {
      const [flag] = parts(readDer(value, TAG.sequence), TAG.sequence)
      authority = flag?.tag === TAG.boolean && flag.value[0] === 0xff
    }
    if (oidOf(id) === OID.extendedKeyUsage) {
      usages = { critical, oids: parts(readDer(value, TAG.sequence), TAG.sequence).map(oidOf) }
    }
  }
  return { authority, usages, extensions }
}

/** The common name of a certificate's subject, at most 255 UTF-16 units without control characters; empty where there is none. */
export function commonNameOf({ subject }: Certificate): string {
  for (const set of parts(readDer(subject, TAG.sequence), TAG.sequence)) {
    for (const pair of parts(set, TAG.set)) {
      const [id, text] = parts(pair, TAG.sequence)
      // UTF8String or PrintableString.
      if (oidOf(id) !== OID.commonName || (text?.tag !== 0x0c && text?.tag !== 0x13)) continue
      const name = utf8Decode(text.value)
      return hasControl(name) ? '' : name.slice(0, 255)
    }
  }
  return ''
}

/** A digest by its object identifier; null for one this runtime has not. */
export function digestBy(crypto: Crypto, oid: string, bytes: Uint8Array): Uint8Array | null {
  if (oid === OID.sha256) return crypto.sha256(bytes)
  if (oid === OID.sm3) return crypto.sm3(bytes)
  if (oid === OID.sha1) return crypto.x509?.digest('sha1', bytes) ?? null
  if (oid === OID.sha384) return crypto.x509?.digest('sha384', bytes) ?? null
  if (oid === OID.sha512) return crypto.x509?.digest('sha512', bytes) ?? null
  return null
}

/** Checks a signature by the object identifier of its algorithm (with that of the digest, for RSA); null for one not known here. */
export function verifyBy(
  crypto: Pick<Crypto, 'x509' | 'sm2Verify'>,
  algorithm: string,
  digest: string,
  spki: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean | null {
  if (algorithm === OID.sm2) return sm2By(crypto.sm2Verify, spki, message, signature)
  const named = DIGESTS[digest]
  const scheme = algorithm === OID.rsa && named !== undefined ? (['rsa', named] as const) : SIGNATURES[algorithm]
  if (scheme === undefined || crypto.x509 === undefined) return null
  return crypto.x509.verify(scheme[0], scheme[1], spki, message, signature)
}

function sm2By(verify: Verify | undefined, spki: Uint8Array, message: Uint8Array, der: Uint8Array): boolean | null {
  if (verify === undefined) return null
  const point = readSm2Spki(spki)
  const signature = readSm2Der(der)
  return point !== null && signature !== null && verify(point, message, signature)
}

/** Whether `issuer` signed `certificate`; null where that cannot be checked here. */
export function isIssuedBy(
  crypto: Pick<Crypto, 'x509' | 'sm2Verify'>,
  certificate: Certificate,
  issuer: Certificate,
): boolean | null {
  const { algorithm, signed, signature } = certificate
  return verifyBy(crypto, algorithm, '', issuer.spki, signed, signature)
}
