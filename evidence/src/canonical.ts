import { isWellFormed, utf8Encode, utf8Length } from './bytes.ts'
import { FormatError } from './error.ts'

/** A value JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
/** An object JSON can hold. */
export type JsonObject = { readonly [key: string]: Json }

/** Nesting allowed in anything read or written here. */
export const MAX_DEPTH = 64

/** The RFC 8785 text of a value. Throws `wrong_type`, `wrong_value`, `not_utf8` or `too_deep` with the failing place. */
export function canonicalize(value: unknown): string {
  try {
    return write(value, undefined, 0)
  } catch {
    // Something is wrong somewhere: only now the way there is written down.
    return write(value, '', 0)
  }
}

/** UTF-8 of the RFC 8785 text. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8Encode(canonicalize(value))
}

/** `at` is the way to the value, for faults; undefined where nobody asks. */
function write(value: unknown, at: string | undefined, depth: number): string {
  if (depth > MAX_DEPTH) throw new FormatError('too_deep', at ?? '')
  if (value === null || value === true || value === false) return String(value)
  if (typeof value === 'string') return writeString(value, at)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new FormatError('wrong_value', at ?? '')
    // ECMAScript's own number text is what RFC 8785 prescribes; JSON.stringify also turns -0 into 0.
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, i) => write(item, at === undefined ? at : `${at}[${i}]`, depth + 1)).join(',')}]`
  }
  if (typeof value === 'object') {
    const prototype = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) throw new FormatError('wrong_type', at ?? '')
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([k, v]) => `${writeString(k, at)}:${write(v, join(at, k), depth + 1)}`).join(',')}}`
  }
  throw new FormatError('wrong_type', at ?? '')
}

function writeString(text: string, at: string | undefined): string {
  if (!isWellFormed(text)) throw new FormatError('not_utf8', at ?? '')
  return JSON.stringify(text)
}

function join(at: string | undefined, key: string): string | undefined {
  if (at === undefined) return at
  return at === '' ? key : `${at}.${key}`
}

/**
 * Reads JSON that can mean only one thing: no duplicate names, no lone surrogates, no numbers out of range, nothing
 * after the value, at most 64 deep and at most `maxBytes` of UTF-8. `__proto__` becomes an ordinary member.
 */
export function parseStrict(text: string, maxBytes: number): Json {
  if (text.length > maxBytes || utf8Length(text) > maxBytes) throw new FormatError('too_large', '')
  if (!isWellFormed(text)) throw new FormatError('not_utf8', '')
  const reader = new Reader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

/** Like `parseStrict`, and the text must be the canonical one, so that one value has one spelling. */
export function parseCanonical(text: string, maxBytes: number): Json {
  if (text.length <= maxBytes && utf8Length(text) <= maxBytes) {
    const value = readCanonical(text)
    if (value !== undefined) return value
  }
  // Something is wrong: the slow way says what and where.
  parseStrict(text, maxBytes)
  throw new FormatError('not_canonical', '')
}

/** What is written like this again has one meaning: names in order, none twice, nothing that JSON.parse reads its own way. */
function readCanonical(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json
    return write(value, undefined, 0) === text ? value : undefined
  } catch {
    return undefined
  }
}

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them
const PLAIN = /[^"\\\u0000-\u001f]*/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Reader {
  private at = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new FormatError('too_deep', `character ${this.at}`)
    this.take(SPACE)
    const c = this.text[this.at]
    if (c === '{') return this.object(depth)
    if (c === '[') return this.array(depth)
    if (c === '"') return this.string()
    if (c === 't') return this.word('true', true)
    if (c === 'f') return this.word('false', false)
    if (c === 'n') return this.word('null', null)
    const digits = this.take(NUMBER)
    const number = Number(digits)
    if (digits === '' || !Number.isFinite(number)) throw this.fault()
    return number
  }

  end(): void {
    this.take(SPACE)
    if (this.at !== this.text.length) throw this.fault()
  }

  private object(depth: number): JsonObject {
    const object: Record<string, Json> = {}
    this.at++
    this.take(SPACE)
    if (this.skip('}')) return object
    for (;;) {
      this.take(SPACE)
      if (this.text[this.at] !== '"') throw this.fault()
      const key = this.string()
      if (Object.hasOwn(object, key)) throw new FormatError('duplicate_key', key)
      this.take(SPACE)
      if (!this.skip(':')) throw this.fault()
      const value = this.value(depth + 1)
      // Plain assignment to __proto__ would change the object's prototype instead of adding a member.
      if (key === '__proto__') {
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
      } else object[key] = value
      this.take(SPACE)
      if (this.skip('}')) return object
      if (!this.skip(',')) throw this.fault()
    }
  }

  private array(depth: number): Json[] {
    const array: Json[] = []
    this.at++
    this.take(SPACE)
    if (this.skip(']')) return array
    for (;;) {
      array.push(this.value(depth + 1))
      this.take(SPACE)
      if (this.skip(']')) return array
      if (!this.skip(',')) throw this.fault()
    }
  }

  private string(): string {
    const start = this.at
    this.at++
    let out = this.take(PLAIN)
    if (this.skip('"')) return out
    while (!this.skip('"')) {
      if (!this.skip('\\')) throw this.fault()
      const c = this.text[this.at++] ?? ''
      if (c === 'u') {
        const hex = this.text.slice(this.at, this.at + 4)
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw this.fault()
        out += String.fromCharCode(Number.parseInt(hex, 16))
        this.at += 4
      } else {
        const escaped = Object.hasOwn(ESCAPES, c) ? ESCAPES[c] : undefined
        if (escaped === undefined) throw this.fault()
        out += escaped
      }
      out += this.take(PLAIN)
    }
    if (!isWellFormed(out)) throw new FormatError('not_utf8', `character ${start}`)
    return out
  }

  private word<T extends Json>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.fault()
    this.at += word.length
    return value
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private skip(c: string): boolean {
    if (this.text[this.at] !== c) return false
    this.at++
    return true
  }

  private fault(): FormatError {
    return new FormatError('not_json', `character ${this.at}`)
  }
}
