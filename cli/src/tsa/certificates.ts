import { createHash, randomBytes, webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

const { subtle } = webcrypto
/** What pkijs does cryptography with. */
export const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto })
const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A key (PKCS #8) with its certificate, both DER. */
export interface Identity {
  key: Uint8Array
  certificate: Uint8Array
}

const organization = 'Datadeed TEST AUTHORITY, NO LEGAL EFFECT 测试用，无法律效力'

const setName = (name: pkijs.RelativeDistinguishedNames, common: string): void => {
  const add = (type: string, value: string) =>
    name.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) }))
  add('2.5.4.10', organization)
  add('2.5.4.3', common)
}

const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) })

/** A random positive number of 16 bytes. */
export const serialNumber = (): asn1js.Integer => {
  const bytes = new Uint8Array(randomBytes(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return new asn1js.Integer({ valueHex: bytes.buffer })
}

const certify = async (
  common: string,
  from: Date,
  years: number,
  publicKey: webcrypto.CryptoKey,
  issuer: { common: string; key: webcrypto.CryptoKey; publicKey: webcrypto.CryptoKey },
  extensions: pkijs.Extension[],
): Promise<Uint8Array> => {
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = serialNumber()
  setName(certificate.subject, common)
  setName(certificate.issuer, issuer.common)
  const until = new Date(from)
  until.setUTCFullYear(until.getUTCFullYear() + years)
  // RFC 5280: UTCTime through 2049, GeneralizedTime after.
  const time = (value: Date) => new pkijs.Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value })
  certificate.notBefore = time(from)
  certificate.notAfter = time(until)
  await certificate.subjectPublicKeyInfo.importKey(publicKey, engine)
  const identify = async (key: webcrypto.CryptoKey) => {
    const info = new pkijs.PublicKeyInfo()
    await info.importKey(key, engine)
    const digest = createHash('sha1').update(info.subjectPublicKey.valueBlock.valueHexView).digest()
    return new asn1js.OctetString({ valueHex: new Uint8Array(digest).buffer })
  }
  const authorityKey = new pkijs.AuthorityKeyIdentifier({ keyIdentifier: await identify(issuer.publicKey) })
  certificate.extensions = [
    ...extensions,
    extension('2.5.29.14', false, await identify(publicKey)),
    extension('2.5.29.35', false, authorityKey.toSchema()),
  ]
  await certificate.sign(issuer.key, 'SHA-256', engine)
  return new Uint8Array(certificate.toSchema().toBER(false))
}

const usage = (bits: number, unusedBits: number) =>
  extension('2.5.29.15', true, new asn1js.BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits }))

/** A new test authority: a root of 20 years and under it a certificate of 10 that may stamp times and nothing else. */
export const createIdentities = async (from: Date): Promise<{ ca: Identity; tsa: Identity }> => {
  const generate = () => subtle.generateKey(curve, true, ['sign', 'verify'])
  const [ca, tsa] = await Promise.all([generate(), generate()])
  const [rootName, name] = ['Datadeed test root', 'Datadeed test timestamp authority']
  const issuer = { common: rootName, key: ca.privateKey, publicKey: ca.publicKey }
  const root = await certify(rootName, from, 20, ca.publicKey, issuer, [
    extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema()),
    usage(0x06, 1),
  ])
  const leaf = await certify(name, from, 10, tsa.publicKey, issuer, [
    extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: false }).toSchema()),
    usage(0x80, 7),
    extension('2.5.29.37', true, new pkijs.ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.8'] }).toSchema()),
  ])
  const secret = async (key: webcrypto.CryptoKey) => new Uint8Array(await subtle.exportKey('pkcs8', key))
  return {
    ca: { key: await secret(ca.privateKey), certificate: root },
    tsa: { key: await secret(tsa.privateKey), certificate: leaf },
  }
}
