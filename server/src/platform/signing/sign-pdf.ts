import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import { signCms } from './cms.ts'
import type { Signer } from './signer.ts'

export interface PdfSignature {
  reason: string
  name: string
  location: string
  /** Claimed time of signing, second precision. */
  at: Date
}

// Room for the CMS in bytes: about 3.4 kB today, the rest is for a time-stamp token.
const reserved = 8192
const unset = 9999999999

/**
 * Signs a PDF (PAdES B-B, SubFilter ETSI.CAdES.detached) with an invisible field over the whole file. Any earlier signature would be
 * broken by the rewrite, so a document is signed once. Throws when the input is not a PDF.
 */
export const signPdf = async (bytes: Uint8Array, about: PdfSignature, signer: Signer): Promise<Uint8Array> => {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  const { context } = document
  const page = document.getPage(0)
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [0, unset, unset, unset],
      Contents: PDFHexString.of('0'.repeat(reserved * 2)),
      M: PDFString.fromDate(about.at),
      // Hex UTF-16: Chinese written as a literal string makes a broken object.
      Reason: PDFHexString.fromText(about.reason),
      Name: PDFHexString.fromText(about.name),
      Location: PDFHexString.fromText(about.location),
    }),
  )
  const widget = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [0, 0, 0, 0],
      V: signature,
      T: PDFString.of('Signature1'),
      F: 132,
      P: page.ref,
    }),
  )
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
  if (annotations) annotations.push(widget)
  else page.node.set(PDFName.of('Annots'), context.obj([widget]))
  const form = document.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict) ?? context.obj({})
  form.set(PDFName.of('SigFlags'), context.obj(3))
  form.set(PDFName.of('Fields'), context.obj([widget]))
  document.catalog.set(PDFName.of('AcroForm'), form)

  const file = Buffer.from(await document.save({ useObjectStreams: false, updateFieldAppearances: false }))
  const start = file.indexOf(`<${'0'.repeat(reserved * 2)}>`)
  const end = start + reserved * 2 + 2
  const placeholder = `/ByteRange [ 0 ${unset} ${unset} ${unset} ]`
  const range = file.indexOf(placeholder)
  if (start < 0 || range < 0) throw new Error('签名占位没有写入文件。')
  file.write(`/ByteRange [0 ${start} ${end} ${file.length - end}]`.padEnd(placeholder.length), range, 'latin1')
  const cms = await signCms(Buffer.concat([file.subarray(0, start), file.subarray(end)]), signer)
  if (cms.length > reserved) throw new Error('签名大于预留的位置。')
  file.write(Buffer.from(cms).toString('hex'), start + 1, 'latin1')
  return new Uint8Array(file)
}
