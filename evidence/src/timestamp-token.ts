import { concat, equalBytes } from './bytes.ts'
import {
  type Der,
  expect,
  oidOf,
  parts,
  readDer,
  readSeries,
  TAG,
  timeOf,
  unsignedOf,
  writeDer,
  writeOid,
  writeUnsigned,
} from './der.ts'
import { FormatError } from './error.ts'
import { IMPRINT_OIDS } from './x509.ts'

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha1: '1.3.14.3.2.26',
}
/** Bytes of a token. */
export const MAX_TOKEN_BYTES = 16_384

/** A timestamp token (RFC 3161), nothing of it verified. */
export interface TimestampToken {
  readonly policy: string
  /** Object identifier of the imprint's digest, and the digest. */
  readonly imprint: { readonly algorithm: string; readonly digest: Uint8Array }
  /** Unix seconds. */
  readonly time: number
  readonly nonce: Uint8Array | null
  /** The bytes that `contentDigest` is of. */
  readonly content: Uint8Array
  readonly contentDigest: Uint8Array
  readonly digestAlgorithm: string
  /** What is signed. */
  readonly signed: Uint8Array
  readonly algorithm: string
  readonly signature: Uint8Array
  /** Digest of the one certificate it is to be verified with. */
  readonly signer: { readonly algorithm: string; readonly digest: Uint8Array }
  /** DER of certificates that came with it. */
  readonly certificates: readonly Uint8Array[]
}

/** Reads a token. Throws `bad_der`, also for bytes after it. */
export function readToken(bytes: Uint8Array): TimestampToken {
  if (bytes.length > MAX_TOKEN_BYTES) throw new FormatError('too_large', 'token')
  const [type, wrapped] = parts(readDer(bytes, TAG.sequence), TAG.sequence)
  if (oidOf(type) !== OID.signedData) fault()
  const [, , encapsulated, ...rest] = parts(readDer(expect(wrapped, 0xa0).value, TAG.sequence), TAG.sequence)
  const [contentType, contentHolder] = parts(encapsulated, TAG.sequence)
  if (oidOf(contentType) !== OID.tstInfo) fault()
  const content = readDer(expect(contentHolder, 0xa0).value, TAG.octetString).value
  const certificates = rest.find((field) => field.tag === 0xa0)
  const [signer, ...others] = parts(rest.at(-1), TAG.set)
  if (others.length > 0) fault()
  return {
    ...readInfo(content),
    ...readSigner(signer),
    content,
    certificates: certificates === undefined ? [] : readSeries(certificates.value).map((c) => c.full),
  }
}

function fault(): never {
  throw new FormatError('bad_der', 'token')
}

function readInfo(content: Uint8Array) {
  const [version, policy, imprint, serial, time, ...rest] = parts(readDer(content, TAG.sequence), TAG.sequence)
  if (unsignedOf(version)[0] !== 1) fault()
  const [algorithm, digest] = parts(imprint, TAG.sequence)
  expect(serial, TAG.integer)
  const nonce = rest.find((field) => field.tag === TAG.integer)
  return {
    policy: oidOf(policy),
    imprint: {
      algorithm: oidOf(parts(algorithm, TAG.sequence)[0]),
      digest: expect(digest, TAG.octetString).value,
    },
    time: timeOf(expect(time, TAG.generalizedTime)),
    nonce: nonce === undefined ? null : unsignedOf(nonce),
  }
}

function readSigner(signer: Der | undefined) {
  const [, , digestAlgorithm, attributes, algorithm, signature] = parts(signer, TAG.sequence)
  const values = new Map<string, Der>()
  for (const attribute of parts(attributes, 0xa0)) {
    const [id, set] = parts(attribute, TAG.sequence)
    const [value, ...more] = parts(set, TAG.set)
    if (value === undefined || more.length > 0 || values.has(oidOf(id))) fault()
    values.set(oidOf(id), value)
  }
  if (oidOf(values.get(OID.contentType)) !== OID.tstInfo) fault()
  return {
    contentDigest: expect(values.get(OID.messageDigest), TAG.octetString).value,
    digestAlgorithm: oidOf(parts(digestAlgorithm, TAG.sequence)[0]),
    // Signed as a SET, whatever tag they carry here (RFC 5652, 5.4).
    signed: concat(Uint8Array.of(TAG.set), expect(attributes, 0xa0).full.subarray(1)),
    algorithm: oidOf(parts(algorithm, TAG.sequence)[0]),
    signature: expect(signature, TAG.octetString).value,
    signer: signerOf(values),
  }
}

/** The first certificate named in ESS signing-certificate attributes (RFC 5035, RFC 2634) is the signer's. */
function signerOf(values: ReadonlyMap<string, Der>): TimestampToken['signer'] {
  const second = values.get(OID.signingCertificateV2)
  const list = parts(second ?? values.get(OID.signingCertificate), TAG.sequence)[0]
  const fields = parts(parts(list, TAG.sequence)[0], TAG.sequence)
  if (second === undefined) return { algorithm: OID.sha1, digest: expect(fields[0], TAG.octetString).value }
  const named = fields[0]?.tag === TAG.sequence ? fields.shift() : undefined
  const algorithm = named === undefined ? IMPRINT_OIDS.sha256 : oidOf(parts(named, TAG.sequence)[0])
  return { algorithm, digest: expect(fields[0], TAG.octetString).value }
}

/** A request for a token, with the authority's certificates if they are wanted. `nonce` is 1 to 32 bytes. */
export function writeTimestampRequest(
  hash: 'sha256' | 'sm3',
  digest: Uint8Array,
  nonce: Uint8Array,
  certificates = true,
): Uint8Array {
  const algorithm = writeDer(TAG.sequence, writeOid(IMPRINT_OIDS[hash]), writeDer(TAG.null))
  const imprint = writeDer(TAG.sequence, algorithm, writeDer(TAG.octetString, digest))
  const version = writeUnsigned(Uint8Array.of(1))
  // DER leaves a default, which false is, unwritten.
  const asked = certificates ? [writeDer(TAG.boolean, Uint8Array.of(0xff))] : []
  return writeDer(TAG.sequence, version, imprint, writeUnsigned(nonce), ...asked)
}

/** The token of an authority's answer, null when it refused. Throws `bad_der`. */
export function readTimestampResponse(bytes: Uint8Array): Uint8Array | null {
  const [status, token] = parts(readDer(bytes, TAG.sequence), TAG.sequence)
  const code = unsignedOf(parts(status, TAG.sequence)[0])
  // 0 granted, 1 granted with changes.
  if (code.length !== 1 || (code[0] ?? 2) > 1) return null
  return expect(token, TAG.sequence).full
}

/** Whether a token answers a request. */
export function answersNonce({ nonce }: TimestampToken, asked: Uint8Array): boolean {
  return nonce !== null && equalBytes(nonce, unsignedOf(readDer(writeUnsigned(asked), TAG.integer)))
}
