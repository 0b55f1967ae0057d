import { createHash, randomBytes, webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { oid } from './oids.ts'

const { subtle } = webcrypto
const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto })
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 3072,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
}

/** A key with its certificate, both DER (PKCS #8 and X.509). */
export interface Identity {
  key: Uint8Array
  certificate: Uint8Array
}

const setName = (name: pkijs.RelativeDistinguishedNames, organization: string, common: string): void => {
  const add = (type: string, value: asn1js.BaseBlock) =>
    name.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type, value: value as asn1js.Utf8String }))
  add(oid.country, new asn1js.PrintableString({ value: 'CN' }))
  add(oid.organization, new asn1js.Utf8String({ value: organization }))
  add(oid.commonName, new asn1js.Utf8String({ value: common }))
}

const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) })

interface Request {
  commonName: string
  organization: string
  from: Date
  years: number
  /** Bits of KeyUsage in the first octet. */
  usage: number
  authority: boolean
  /** The subject's address, for a certificate of a key that speaks for it. */
  uri?: string
}

/** uniformResourceIdentifier, GeneralName [6]. */
const addressOf = (uri: string): asn1js.BaseBlock =>
  new pkijs.GeneralNames({ names: [new pkijs.GeneralName({ type: 6, value: uri })] }).toSchema()

const certify = async (
  request: Request,
  publicKey: webcrypto.CryptoKey,
  issuer: { certificate?: pkijs.Certificate; key: webcrypto.CryptoKey },
): Promise<pkijs.Certificate> => {
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  // Positive, 127 random bits.
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  certificate.serialNumber = new asn1js.Integer({ valueHex: new Uint8Array(serial).buffer })
  setName(certificate.subject, request.organization, request.commonName)
  if (issuer.certificate) certificate.issuer = issuer.certificate.subject
  else setName(certificate.issuer, request.organization, request.commonName)
  const until = new Date(request.from)
  until.setUTCFullYear(until.getUTCFullYear() + request.years)
  // RFC 5280: UTCTime through 2049, GeneralizedTime after.
  const time = (value: Date) => new pkijs.Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value })
  certificate.notBefore = time(request.from)
  certificate.notAfter = time(until)
  await certificate.subjectPublicKeyInfo.importKey(publicKey, engine)
  const identify = (info: pkijs.PublicKeyInfo) =>
    new Uint8Array(createHash('sha1').update(info.subjectPublicKey.valueBlock.valueHexView).digest()).buffer
  const own = identify(certificate.subjectPublicKeyInfo)
  const issuing = issuer.certificate ? identify(issuer.certificate.subjectPublicKeyInfo) : own
  const constraints = request.authority
    ? new pkijs.BasicConstraints({ cA: true, pathLenConstraint: 0 })
    : new pkijs.BasicConstraints({ cA: false })
  const usage = new asn1js.BitString({
    valueHex: new Uint8Array([request.usage]).buffer,
    // DER leaves out the zeros at the end.
    unusedBits: 31 - Math.clz32(request.usage & -request.usage),
  })
  const authorityKey = new pkijs.AuthorityKeyIdentifier({
    keyIdentifier: new asn1js.OctetString({ valueHex: issuing }),
  })
  certificate.extensions = [
    extension(oid.basicConstraints, true, constraints.toSchema()),
    extension(oid.keyUsage, true, usage),
    extension(oid.subjectKeyIdentifier, false, new asn1js.OctetString({ valueHex: own })),
    extension(oid.authorityKeyIdentifier, false, authorityKey.toSchema()),
    ...(request.uri === undefined ? [] : [extension(oid.alternativeName, false, addressOf(request.uri))]),
  ]
  await certificate.sign(issuer.key, 'SHA-256', engine)
  return certificate
}

const generate = (): Promise<webcrypto.CryptoKeyPair> => subtle.generateKey(rsa, true, ['sign', 'verify'])
const identity = async (key: webcrypto.CryptoKey, certificate: pkijs.Certificate): Promise<Identity> => ({
  key: new Uint8Array(await subtle.exportKey('pkcs8', key)),
  certificate: new Uint8Array(certificate.toSchema().toBER(false)),
})

/** A new local authority (20 years, RSA-3072, path length 0) and one signing certificate under it (5 years). */
export const createAuthority = async (
  organization: string,
  from: Date,
): Promise<{ authority: Identity; signer: Identity }> => {
  const [root, leaf] = await Promise.all([generate(), generate()])
  const base = { organization, from }
  // keyCertSign | cRLSign
  const rootRequest = { ...base, commonName: `${organization} 文件签章根证书`, years: 20, usage: 0x06, authority: true }
  const rootCertificate = await certify(rootRequest, root.publicKey, { key: root.privateKey })
  // digitalSignature | nonRepudiation
  const leafRequest = { ...base, commonName: `${organization} 文件签章`, years: 5, usage: 0xc0, authority: false }
  const issuer = { certificate: rootCertificate, key: root.privateKey }
  const leafCertificate = await certify(leafRequest, leaf.publicKey, issuer)
  return {
    authority: await identity(root.privateKey, rootCertificate),
    signer: await identity(leaf.privateKey, leafCertificate),
  }
}

/** What a certificate says of a key that signs for an address. */
export interface Certified {
  commonName: string
  uri: string
  from: Date
}

/** A certificate (DER, 5 years) by an authority for a P-256 key that signs, x‖y of 64 bytes. */
export const certifyKey = async (
  authority: Identity,
  publicKey: Uint8Array,
  { commonName, uri, from }: Certified,
): Promise<Uint8Array> => {
  const point = new Uint8Array([4, ...publicKey])
  const subject = await subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
  const key = await subtle.importKey('pkcs8', new Uint8Array(authority.key), rsa, false, ['sign'])
  const certificate = pkijs.Certificate.fromBER(new Uint8Array(authority.certificate).buffer)
  // digitalSignature
  const request = { commonName, organization: commonName, from, years: 5, usage: 0x80, authority: false, uri }
  return new Uint8Array((await certify(request, subject, { certificate, key })).toSchema().toBER(false))
}
