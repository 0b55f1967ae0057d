import { FormatError } from './error.ts'

/** True when every surrogate in the text has its partner. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed()
}

/** Length in bytes of the UTF-8 form. */
export function utf8Length(text: string): number {
  let n = text.length
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c < 0x80) continue
    // A surrogate pair is two units and four bytes, so each half counts for two.
    n += c < 0x800 || (c >= 0xd800 && c <= 0xdfff) ? 1 : 2
  }
  return n
}

/** UTF-8 of the text. Throws `not_utf8` for a lone surrogate. */
export function utf8Encode(text: string): Uint8Array {
  if (!isWellFormed(text)) throw new FormatError('not_utf8', '')
  const out = new Uint8Array(utf8Length(text))
  let o = 0
  for (let i = 0; i < text.length; i++) {
    let c = text.charCodeAt(i)
    if (c < 0x80) {
      out[o++] = c
      continue
    }
    if (c < 0x800) {
      out[o++] = 0xc0 | (c >> 6)
    } else {
      if (c >= 0xd800 && c <= 0xdbff) {
        c = 0x10000 + ((c - 0xd800) << 10) + (text.charCodeAt(++i) - 0xdc00)
        out[o++] = 0xf0 | (c >> 18)
        out[o++] = 0x80 | ((c >> 12) & 0x3f)
      } else {
        out[o++] = 0xe0 | (c >> 12)
      }
      out[o++] = 0x80 | ((c >> 6) & 0x3f)
    }
    out[o++] = 0x80 | (c & 0x3f)
  }
  return out
}

/** Text of UTF-8 bytes; a byte order mark is kept. Throws `not_utf8` for overlong, truncated or surrogate sequences. */
export function utf8Decode(bytes: Uint8Array): string {
  let text = ''
  let units: number[] = []
  const continuation = (at: number) => {
    const b = bytes[at]
    if (b === undefined || (b & 0xc0) !== 0x80) throw new FormatError('not_utf8', `byte ${at}`)
    return b & 0x3f
  }
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i] as number
    if (b < 0x80) units.push(b)
    else {
      const more = b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0
      if (more === 0) throw new FormatError('not_utf8', `byte ${i}`)
      let c = b & (0x3f >> more)
      for (let k = 1; k <= more; k++) c = (c << 6) | continuation(i + k)
      const least = more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000
      if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) throw new FormatError('not_utf8', `byte ${i}`)
      if (c < 0x10000) units.push(c)
      else units.push(0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff))
      i += more
    }
    if (units.length >= 4096) {
      text += String.fromCharCode(...units)
      units = []
    }
  }
  return text + String.fromCharCode(...units)
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const b of bytes) text += HEX[b]
  return text
}

/** Bytes of lower-case hex. Throws `bad_hex`. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new FormatError('bad_hex', '')
  const out = new Uint8Array(text.length / 2)
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return out
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const BASE64_VALUE = new Map([...BASE64].map((c, i) => [c, i]))

/** Standard base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += BASE64.charAt(word >> 18) + BASE64.charAt((word >> 12) & 63)
    text += left > 1 ? BASE64.charAt((word >> 6) & 63) : '='
    text += left > 2 ? BASE64.charAt(word & 63) : '='
  }
  return text
}

/** Bytes of standard base64. Throws `bad_base64` for anything another encoder would not have written. */
export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new FormatError('bad_base64', '')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const out = new Uint8Array((text.length / 4) * 3 - padding)
  const value = (at: number) => BASE64_VALUE.get(text.charAt(at)) ?? 0
  for (let i = 0, o = 0; i < text.length; i += 4) {
    const word = (value(i) << 18) | (value(i + 1) << 12) | (value(i + 2) << 6) | value(i + 3)
    // Writes past the end of a typed array are dropped, which is what padding means here.
    out[o++] = word >> 16
    out[o++] = (word >> 8) & 255
    out[o++] = word & 255
  }
  // Two spellings of the same bytes would let a changed byte pass: the unused bits must be zero.
  if (toBase64(out) !== text) throw new FormatError('bad_base64', '')
  return out
}

/** One array holding the parts in order. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let o = 0
  for (const part of parts) {
    out.set(part, o)
    o += part.length
  }
  return out
}

/** Order of the bytes: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length)
  for (let i = 0; i < n; i++) {
    const d = (a[i] as number) - (b[i] as number)
    if (d !== 0) return d
  }
  return a.length - b.length
}

/** Same bytes. Not constant time: nothing compared here is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0
}
