import { createHash, verify, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { oid } from './oids.ts'
import type { Signer } from './signer.ts'

/** The bytes of a view as a buffer of their own, as asn1js wants them. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
const parseCertificate = (der: Uint8Array): pkijs.Certificate => pkijs.Certificate.fromBER(buffer(der))
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** Common name of a certificate's subject; empty when it has none. */
export const commonNameOf = (der: Uint8Array): string => {
  const entry = parseCertificate(der).subject.typesAndValues.find(({ type }) => type === oid.commonName)
  const value: unknown = entry?.value.valueBlock.value
  return typeof value === 'string' ? value : ''
}

/**
 * The attributes that are signed. PAdES baseline: content type, digest, and the signing certificate (RFC 5035) so that no other
 * certificate with the same key can be put in its place; the time is in the PDF's own /M.
 */
const signedAttributes = (digest: Uint8Array, certificate: Uint8Array): pkijs.SignedAndUnsignedAttributes => {
  const essCertId = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: buffer(sha256(certificate)) })] })
  const list = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertId] })] })
  return new pkijs.SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      new pkijs.Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: oid.data })] }),
      new pkijs.Attribute({ type: oid.messageDigest, values: [new asn1js.OctetString({ valueHex: buffer(digest) })] }),
      new pkijs.Attribute({ type: oid.signingCertificateV2, values: [list] }),
    ],
  })
}

/** What the signature is computed over: the attributes as a SET (RFC 5652, 5.4), not with their implicit tag. */
const attributeBytes = (attributes: pkijs.SignedAndUnsignedAttributes): Uint8Array => {
  const bytes = new Uint8Array(attributes.toSchema().toBER(false))
  bytes[0] = 0x31
  return bytes
}

/** The one form of container we write. Verification rebuilds it and compares, so that no byte of it is free to change. */
const encode = (
  attributes: pkijs.SignedAndUnsignedAttributes,
  signature: Uint8Array,
  certificates: readonly Uint8Array[],
): Uint8Array => {
  const [leaf] = certificates
  if (!leaf) throw new Error('签名容器里没有证书。')
  const parsed = certificates.map(parseCertificate)
  const signing = parseCertificate(leaf)
  const none = () => new asn1js.Null()
  const digestAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: none() })
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: signing.issuer, serialNumber: signing.serialNumber }),
    digestAlgorithm,
    signedAttrs: attributes,
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.rsaEncryption, algorithmParams: none() }),
    signature: new asn1js.OctetString({ valueHex: buffer(signature) }),
  })
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [digestAlgorithm],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: parsed,
    signerInfos: [signer],
  })
  const content = new pkijs.ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) })
  return new Uint8Array(content.toSchema().toBER(false))
}

/** A detached CMS signature over `content`, DER. */
export const signCms = async (content: Uint8Array, signer: Signer): Promise<Uint8Array> => {
  const attributes = signedAttributes(sha256(content), signer.certificates[0])
  return encode(attributes, await signer.sign(attributeBytes(attributes)), signer.certificates)
}

export type CmsVerdict =
  | { outcome: 'valid' | 'untrusted'; signerName: string; certificate: X509Certificate; reason: string }
  | { outcome: 'invalid'; signerName: string; reason: string }

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** Checks a detached CMS of ours against its content. `trusted` are authority certificates, DER. Never throws. */
export const verifyCms = (cms: Uint8Array, content: Uint8Array, trusted: readonly Uint8Array[]): CmsVerdict => {
  const invalid = (reason: string, signerName = ''): CmsVerdict => ({ outcome: 'invalid', signerName, reason })
  try {
    const signed = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(buffer(cms)).content })
    const [info] = signed.signerInfos
    const certificates = (signed.certificates ?? []).map(
      (c) => new Uint8Array((c as pkijs.Certificate).toSchema().toBER(false)),
    )
    const [leaf, issuer] = certificates
    if (!info || signed.signerInfos.length !== 1 || !leaf || !issuer || certificates.length !== 2) {
      return invalid('签名容器应当恰好含一个签名、一张签名证书和一张签发者证书。')
    }
    const certificate = new X509Certificate(leaf)
    const authority = new X509Certificate(issuer)
    const name = commonNameOf(leaf)
    const expected = signedAttributes(sha256(content), leaf)
    const claimed = info.signedAttrs?.attributes.find(({ type }) => type === oid.messageDigest)?.values[0]
    const digest =
      claimed instanceof asn1js.OctetString ? new Uint8Array(claimed.valueBlock.valueHexView) : new Uint8Array()
    if (!sameBytes(digest, sha256(content))) return invalid('文件内容与签名时不一致：文件在签名之后被改动过。', name)
    const signature = new Uint8Array(info.signature.valueBlock.valueHexView)
    if (!verify('sha256', attributeBytes(expected), certificate.publicKey, signature)) {
      return invalid('签名值与签名证书的公钥不符：签名被改动过，或者不是由该证书签署。', name)
    }
    if (!sameBytes(encode(expected, signature, certificates), cms)) return invalid('签名容器被改动过。', name)
    const issued = authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
    // The authority is its own root; its self-signature tells a damaged copy from an authority we do not know.
    if (!issued || !authority.verify(authority.publicKey)) {
      return invalid('随附的签发者证书已损坏，或者签名证书不是由它签发的。', name)
    }
    const known = trusted.some((der) => sameBytes(der, issuer))
    const reason = known ? '' : '签名本身有效，但签发者不在受信任的名单中，无法确认签署人的身份。'
    return { outcome: known ? 'valid' : 'untrusted', signerName: name, certificate, reason }
  } catch {
    return invalid('签名容器无法解析：内容已损坏，或者不是受支持的形式。')
  }
}
