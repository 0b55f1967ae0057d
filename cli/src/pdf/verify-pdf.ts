import { createHash, verify, X509Certificate } from 'node:crypto'
import type { Der } from './der.ts'
import { readDer, writeDer } from './der.ts'

/** Why a PDF's signature is not simply valid. */
export type PdfFinding =
  | 'unsigned'
  | 'range_damaged'
  | 'bytes_appended'
  | 'container_damaged'
  | 'content_changed'
  | 'signature_wrong'
  | 'issuer_wrong'
  | 'issuer_unknown'

/** What the signature of a PDF is worth. */
export interface PdfVerdict {
  outcome: 'valid' | 'invalid' | 'cannot_check'
  finding: PdfFinding | null
  /** common name on the signing certificate, '' where it could not be read */
  signer: string
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const oid = (hex: string): Uint8Array => writeDer(0x06, Buffer.from(hex, 'hex'))
const oids = {
  signedData: oid('2a864886f70d010702'),
  data: oid('2a864886f70d010701'),
  messageDigest: oid('2a864886f70d010904'),
  signingCertificate: oid('2a864886f70d010910022f'),
}
const algorithm = (hex: string) => writeDer(0x30, oid(hex), writeDer(0x05))
const sha256Algorithm = algorithm('608648016503040201')
const rsaAlgorithm = algorithm('2a864886f70d010101')
const one = Uint8Array.of(2, 1, 1)

const bad = (finding: PdfFinding, signer = ''): PdfVerdict => ({ outcome: 'invalid', finding, signer })
const traces = ['/ByteRange', 'ETSI.CAdES.detached', 'adbe.pkcs7.detached', 'Adobe.PPKLite', '/SigFlags']

/**
 * Checks the signature of a certificate PDF: that its range is the whole file, that the digest is of these bytes, that the
 * signing certificate made it, and that one of `authorities` issued that certificate. Apart from the signature nothing in
 * the file may vary: the container is written again from its parts and compared. Never throws for what the file holds.
 */
export const verifyPdf = (pdf: Uint8Array, authorities: readonly X509Certificate[]): PdfVerdict => {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  if (!traces.some((trace) => file.includes(trace))) return { outcome: 'cannot_check', finding: 'unsigned', signer: '' }
  const at = file.lastIndexOf('/ByteRange')
  const range = /^\/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]/.exec(
    file.subarray(Math.max(at, 0), at + 64).toString('latin1'),
  )
  const [start = 0, end = 0, tail = 0] = range?.slice(1).map(Number) ?? []
  const hex = file.subarray(start + 1, end - 1).toString('latin1')
  const framed = start < end && end + tail <= file.length && file[start] === 0x3c && file[end - 1] === 0x3e
  if (!range || !framed || !/^(?:[0-9a-f]{2})+$/.test(hex)) return bad('range_damaged')
  if (end + tail < file.length) return bad('bytes_appended')
  const content = Buffer.concat([file.subarray(0, start), file.subarray(end)])
  try {
    return verifyContainer(Buffer.from(hex, 'hex'), content, authorities)
  } catch {
    return bad('container_damaged')
  }
}

const verifyContainer = (padded: Buffer, content: Buffer, authorities: readonly X509Certificate[]): PdfVerdict => {
  const container = firstValue(padded)
  if (padded.subarray(container.raw.length).some((byte) => byte !== 0)) return bad('container_damaged')
  const signed = inside(container, 1, 0)
  const [, , , certificates, infos] = readDer(signed.content)
  const [leafDer, issuerDer, ...others] = readDer(certificates?.content ?? new Uint8Array())
  const [info, ...moreInfos] = readDer(infos?.content ?? new Uint8Array())
  if (!leafDer || !issuerDer || !info || others.length + moreInfos.length > 0) return bad('container_damaged')
  const [, , , attributes, , signature] = readDer(info.content)
  if (!attributes || !signature) return bad('container_damaged')
  const leaf = new X509Certificate(Buffer.from(leafDer.raw))
  const issuer = new X509Certificate(Buffer.from(issuerDer.raw))
  const signer = /(?:^| \+ )CN=(.*?)(?: \+ |$)/m.exec(leaf.subject)?.[1] ?? ''

  const parts = {
    leaf: leafDer.raw,
    issuer: issuerDer.raw,
    attributes: attributes.content,
    signature: signature.content,
  }
  if (!rebuild(parts).equals(container.raw)) return bad('container_damaged', signer)
  const attribute = (type: Uint8Array): Uint8Array | undefined => {
    const found = readDer(attributes.content)
      .map((one) => readDer(one.content))
      .filter(([name]) => name && Buffer.from(type).equals(name.raw))
    return found.length === 1 ? found[0]?.[1]?.content : undefined
  }
  const digest = writeDer(0x04, sha256(content))
  const certId = writeDer(0x30, writeDer(0x30, writeDer(0x30, writeDer(0x04, sha256(leafDer.raw)))))
  if (!Buffer.from(digest).equals(attribute(oids.messageDigest) ?? new Uint8Array()))
    return bad('content_changed', signer)
  // RFC 5652, 5.4: what is signed is the attributes as a SET.
  const covered = writeDer(0x31, attributes.content)
  if (!verify('sha256', covered, leaf.publicKey, signature.content)) return bad('signature_wrong', signer)
  if (!Buffer.from(certId).equals(attribute(oids.signingCertificate) ?? new Uint8Array()))
    return bad('signature_wrong', signer)
  if (!issuer.ca || !leaf.checkIssued(issuer) || !leaf.verify(issuer.publicKey)) return bad('issuer_wrong', signer)
  const known = authorities.some((authority) => authority.raw.equals(issuer.raw))
  return known
    ? { outcome: 'valid', finding: null, signer }
    : { outcome: 'cannot_check', finding: 'issuer_unknown', signer }
}

interface Parts {
  leaf: Uint8Array
  issuer: Uint8Array
  attributes: Uint8Array
  signature: Uint8Array
}

/** The one container that these parts make. */
const rebuild = ({ leaf, issuer, attributes, signature }: Parts): Buffer => {
  const tbs = readDer(firstValue(firstValue(leaf).content).content).filter(({ tag }) => tag !== 0xa0)
  const [serial, , issuerName] = tbs
  const sid = writeDer(0x30, issuerName?.raw ?? new Uint8Array(), serial?.raw ?? new Uint8Array())
  const info = writeDer(
    0x30,
    one,
    sid,
    sha256Algorithm,
    writeDer(0xa0, attributes),
    rsaAlgorithm,
    writeDer(0x04, signature),
  )
  const signed = writeDer(
    0x30,
    one,
    writeDer(0x31, sha256Algorithm),
    writeDer(0x30, oids.data),
    writeDer(0xa0, leaf, issuer),
    writeDer(0x31, info),
  )
  return Buffer.from(writeDer(0x30, oids.signedData, writeDer(0xa0, signed)))
}

/** The first DER value of bytes that may go on after it. */
const firstValue = (bytes: Uint8Array): Der => {
  const count = (bytes[1] ?? 0) - 0x80
  const length = count > 0 ? bytes.subarray(2, 2 + count).reduce((sum, b) => sum * 256 + b, 0) : (bytes[1] ?? 0)
  const [value] = readDer(bytes.subarray(0, 2 + Math.max(0, count) + length))
  if (!value) throw new RangeError('empty')
  return value
}

const inside = (value: Der, ...path: number[]): Der =>
  path.reduce((outer, index) => {
    const inner = readDer(outer.content)[index]
    if (!inner) throw new RangeError('missing')
    return inner
  }, value)
