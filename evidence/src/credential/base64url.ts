import { fromBase64, toBase64 } from '../bytes.ts'

/** Base64url without padding (RFC 4648, section 5), as JOSE writes it. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Bytes of base64url. Throws `bad_base64` for padding, other alphabets and unused bits that are not zero. */
export function fromBase64Url(text: string): Uint8Array {
  // What standard base64 adds must not be accepted here: one value has one spelling.
  const standard = /[+/=]/.test(text) ? '*' : text.replaceAll('-', '+').replaceAll('_', '/')
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='))
}
