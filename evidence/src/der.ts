import { concat, equalBytes, utf8Decode } from './bytes.ts'
import { FormatError } from './error.ts'

// As much of X.690 as timestamps and their certificates need. Only DER is read: one spelling for each value.

/** One value: its tag in one byte, what it holds, and all its bytes. */
export interface Der {
  readonly tag: number
  readonly value: Uint8Array
  readonly full: Uint8Array
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

function fail(): never {
  throw new FormatError('bad_der', '')
}

/** All values that stand one after the other. Throws `bad_der`. */
export function readSeries(bytes: Uint8Array): Der[] {
  const list: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? fail()
    // Tags of more than one byte stand nowhere in what is read here.
    if ((tag & 0x1f) === 0x1f) fail()
    const first = bytes[at + 1] ?? fail()
    let length = first
    let start = at + 2
    if (first >= 0x80) {
      const count = first & 0x7f
      if (count === 0 || count > 3) fail()
      length = bytes.subarray(start, start + count).reduce((n, byte) => n * 256 + byte, 0)
      start += count
      if (start > bytes.length || length < (count === 1 ? 0x80 : 256 ** (count - 1))) fail()
    }
    const end = start + length
    if (end > bytes.length) fail()
    list.push({ tag, value: bytes.subarray(start, end), full: bytes.subarray(at, end) })
    at = end
  }
  return list
}

/** The one value that `bytes` are. Throws `bad_der`. */
export function readDer(bytes: Uint8Array, tag: number): Der {
  const [one, ...more] = readSeries(bytes)
  if (one === undefined || more.length > 0 || one.tag !== tag) fail()
  return one
}

/** What a constructed value holds. */
export function parts(der: Der | undefined, tag: number): Der[] {
  return readSeries(expect(der, tag).value)
}

/** The value itself, if it has the tag. Throws `bad_der`. */
export function expect(der: Der | undefined, tag: number): Der {
  if (der === undefined || der.tag !== tag) fail()
  return der
}

/** An object identifier with dots. */
export function oidOf(der: Der | undefined): string {
  const { value } = expect(der, TAG.oid)
  const numbers: number[] = []
  let n = 0
  let fresh = true
  for (const byte of value) {
    if (fresh && byte === 0x80) fail()
    n = n * 128 + (byte & 0x7f)
    if (n > Number.MAX_SAFE_INTEGER) fail()
    fresh = byte < 0x80
    if (fresh) {
      numbers.push(n)
      n = 0
    }
  }
  const [head] = numbers
  if (!fresh || head === undefined) fail()
  const root = Math.min(2, Math.floor(head / 40))
  return [root, head - 40 * root, ...numbers.slice(1)].join('.')
}

/** The bytes of an integer that is not negative, without the zero before a set bit. */
export function unsignedOf(der: Der | undefined): Uint8Array {
  const { value } = expect(der, TAG.integer)
  const [first = 0x80, second = 0] = value
  if (first >= 0x80 || (first === 0 && value.length > 1 && second < 0x80)) fail()
  return first === 0 && value.length > 1 ? value.subarray(1) : value
}

/** Unix seconds of a UTCTime or GeneralizedTime; fractions are cut off. */
export function timeOf(der: Der | undefined): number {
  const text = der === undefined ? '' : utf8Decode(der.value)
  const short = der?.tag === TAG.utcTime
  if (!short && der?.tag !== TAG.generalizedTime) fail()
  const match = (
    short ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d{0,8}[1-9])?Z$/
  ).exec(text)
  if (match === null) fail()
  const [year = 0, month = 0, ...rest] = match.slice(1).map(Number)
  const full = short ? year + (year < 50 ? 2000 : 1900) : year
  const at = Date.UTC(full, month - 1, ...(rest as [number, number, number, number]))
  const iso = new Date(at).toISOString().replace(/\D/g, '')
  if (iso.slice(short ? 2 : 0, 14) !== text.slice(0, short ? 12 : 14)) fail()
  return at / 1000
}

/** A value of parts. */
export function writeDer(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const value = concat(...content)
  const digits: number[] = []
  for (let rest = value.length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  const length = value.length < 0x80 ? [value.length] : [0x80 | digits.length, ...digits]
  return concat(Uint8Array.of(tag, ...length), value)
}

/** An integer that is not negative, from its bytes. */
export function writeUnsigned(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const digits = bytes.subarray(start)
  return writeDer(TAG.integer, (digits[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), digits) : digits)
}

/** An object identifier from its dotted form. */
export function writeOid(dotted: string): Uint8Array {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [40 * root + second, ...rest].flatMap((n) => {
    const septets = [n % 128]
    for (let left = Math.floor(n / 128); left > 0; left = Math.floor(left / 128)) septets.unshift(0x80 | (left % 128))
    return septets
  })
  const der = writeDer(TAG.oid, Uint8Array.from(bytes))
  if (!equalBytes(writeDer(TAG.oid, readDer(der, TAG.oid).value), der) || oidOf(readDer(der, TAG.oid)) !== dotted)
    throw new RangeError(`no object identifier ${dotted}`)
  return der
}
