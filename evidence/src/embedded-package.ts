import { inflateZlib } from './credential/inflate.ts'
import { FormatError } from './error.ts'

/** Largest evidence package looked for in a PDF, in bytes. */
const MOST = 16 * 1024 * 1024

const units = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0))
const FILE = units('/EmbeddedFile')
const OBJECT = units(' obj')
const END = units('endobj')
const STREAM = units('stream')
const PACKAGE = units('"format":"datadeed-package/')

function matches(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  return wanted.every((byte, i) => bytes[at + i] === byte)
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] ?? 0
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (matches(bytes, wanted, at)) return at
  }
  return -1
}

function lastIndexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = from; at >= 0; at--) if (matches(bytes, wanted, at)) return at
  return -1
}

/** The evidence package embedded in a PDF as a file, or null where there is none. Never throws. */
export function embeddedPackage(pdf: Uint8Array): Uint8Array | null {
  for (let at = indexOf(pdf, FILE, 0); at >= 0; at = indexOf(pdf, FILE, at + 1)) {
    const stream = indexOf(pdf, STREAM, at)
    const object = lastIndexOf(pdf, OBJECT, at)
    // Dictionaries are short; what is longer was made to cost time.
    if (stream < 0 || object < 0 || stream - object > 4096) continue
    if (indexOf(pdf.subarray(at, stream), END, 0) >= 0) continue
    const head = String.fromCharCode(...pdf.subarray(object, stream))
    const length = Number(/\/Length (\d+)(?! \d+ R)/.exec(head)?.[1] ?? Number.NaN)
    const start = stream + (pdf[stream + 6] === 0x0d ? 8 : 7)
    const content = contentOf(pdf.subarray(start, start + length), head.includes('/FlateDecode'))
    if (content !== null && indexOf(content, PACKAGE, 0) >= 0) return content
  }
  return null
}

function contentOf(raw: Uint8Array, deflated: boolean): Uint8Array | null {
  if (!deflated) return raw
  try {
    return inflateZlib(raw, MOST)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return null
  }
}
