import { createHash, createPrivateKey, sign } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Identity, serialNumber } from './certificates.ts'

const oid = {
  data: '1.2.840.113549.1.9.16.1.4',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
}
/** Imprints stamped, with their lengths in bytes. */
const imprints = new Map([
  [oid.sha256, 32],
  ['1.2.156.10197.1.401', 32],
  ['2.16.840.1.101.3.4.2.3', 64],
])
/** The policy tokens are issued under, of the arc that examples use. */
export const testPolicy = '1.2.3.4.1'

const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** Why a request is refused, as the bit of PKIFailureInfo (RFC 3161, 2.4.2). */
const refusal = { badAlg: 0, badRequest: 2, badDataFormat: 5, unacceptedPolicy: 15, unacceptedExtension: 16 } as const

const refuse = (why: keyof typeof refusal): Uint8Array => {
  const bit = refusal[why]
  const bits = new Uint8Array((bit >> 3) + 1)
  bits[bit >> 3] = 0x80 >> (bit & 7)
  const failInfo = new asn1js.BitString({ valueHex: bits.buffer, unusedBits: 7 - (bit & 7) })
  const status = new asn1js.Sequence({ value: [new asn1js.Integer({ value: 2 }), failInfo] })
  return new Uint8Array(new asn1js.Sequence({ value: [status] }).toBER(false))
}

/** Answers one request (DER) with a response (DER), stamping `now`, in seconds as tokens say it. */
export const answerRequest = (
  request: Uint8Array,
  { tsa, ca }: { tsa: Identity; ca: Identity },
  now: Date,
): Uint8Array => {
  let asked: pkijs.TimeStampReq
  try {
    asked = pkijs.TimeStampReq.fromBER(buffer(request))
  } catch {
    return refuse('badDataFormat')
  }
  const { messageImprint, reqPolicy, nonce, certReq, extensions } = asked
  const length = imprints.get(messageImprint.hashAlgorithm.algorithmId)
  if (asked.version !== 1) return refuse('badRequest')
  if (length === undefined) return refuse('badAlg')
  if (messageImprint.hashedMessage.valueBlock.valueHexView.length !== length) return refuse('badDataFormat')
  if (reqPolicy !== undefined && reqPolicy !== testPolicy) return refuse('unacceptedPolicy')
  if (extensions !== undefined && extensions.length > 0) return refuse('unacceptedExtension')
  const genTime = new Date(Math.floor(now.getTime() / 1000) * 1000)
  const info = new pkijs.TSTInfo({
    ...{ version: 1, policy: testPolicy, messageImprint, serialNumber: serialNumber(), genTime },
    ...{ accuracy: new pkijs.Accuracy({ seconds: 1 }), ...(nonce && { nonce }) },
  })
  const token = signInfo(new Uint8Array(info.toSchema().toBER(false)), tsa, certReq === true ? [tsa, ca] : [])
  const status = new asn1js.Sequence({ value: [new asn1js.Integer({ value: 0 })] })
  return new Uint8Array(new asn1js.Sequence({ value: [status, token] }).toBER(false))
}

/** The signed token over a TSTInfo, with the certificates asked for. */
const signInfo = (info: Uint8Array, tsa: Identity, enclosed: readonly Identity[]): asn1js.Sequence => {
  const certificate = pkijs.Certificate.fromBER(buffer(tsa.certificate))
  const octets = (bytes: Uint8Array) => new asn1js.OctetString({ valueHex: buffer(bytes) })
  const essCertId = new asn1js.Sequence({ value: [octets(sha256(tsa.certificate))] })
  const list = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertId] })] })
  const signedAttrs = new pkijs.SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      new pkijs.Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: oid.data })] }),
      new pkijs.Attribute({ type: oid.messageDigest, values: [octets(sha256(info))] }),
      new pkijs.Attribute({ type: oid.signingCertificateV2, values: [list] }),
    ],
  })
  // As a SET, not with its implicit tag (RFC 5652, 5.4).
  const attributes = new Uint8Array(signedAttrs.toSchema().toBER(false))
  attributes[0] = 0x31
  const key = createPrivateKey({ key: Buffer.from(tsa.key), format: 'der', type: 'pkcs8' })
  const digestAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: new asn1js.Null() })
  const encapContentInfo = new pkijs.EncapsulatedContentInfo({ eContentType: oid.data })
  // Set afterwards: the constructor would write it in pieces, which is BER and not DER.
  encapContentInfo.eContent = octets(info)
  const signed = new pkijs.SignedData({
    version: 3,
    digestAlgorithms: [digestAlgorithm],
    encapContentInfo,
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        digestAlgorithm,
        signedAttrs,
        signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.ecdsaSha256 }),
        signature: octets(sign('sha256', attributes, key)),
      }),
    ],
  })
  if (enclosed.length > 0) signed.certificates = enclosed.map((i) => pkijs.Certificate.fromBER(buffer(i.certificate)))
  return new pkijs.ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) }).toSchema()
}
