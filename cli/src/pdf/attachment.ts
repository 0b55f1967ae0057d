import { inflateSync } from 'node:zlib'

/** Largest evidence package looked for in a PDF, in bytes. */
const most = 16 * 1024 * 1024

/** The evidence package embedded in a PDF as a file, or null where there is none. */
export const embeddedPackage = (pdf: Uint8Array): Uint8Array | null => {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  for (let at = file.indexOf('/EmbeddedFile'); at >= 0; at = file.indexOf('/EmbeddedFile', at + 1)) {
    const stream = file.indexOf('stream', at)
    const object = file.lastIndexOf(' obj', at)
    if (stream < 0 || object < 0 || file.subarray(at, stream).includes('endobj')) continue
    const head = file.subarray(object, stream).toString('latin1')
    const length = Number(/\/Length (\d+)(?! \d+ R)/.exec(head)?.[1] ?? Number.NaN)
    const start = stream + (file[stream + 6] === 0x0d ? 8 : 7)
    const content = contentOf(file.subarray(start, start + length), head.includes('/FlateDecode'))
    if (content?.includes('"format":"datadeed-package/')) return content
  }
  return null
}

const contentOf = (raw: Buffer, deflated: boolean): Buffer | null => {
  if (!deflated) return raw
  try {
    return inflateSync(raw, { maxOutputLength: most })
  } catch {
    return null
  }
}
