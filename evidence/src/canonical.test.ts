import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalize,
  type FormatError,
  fromBase64,
  fromHex,
  parseStrict,
  toBase64,
  toHex,
  utf8Decode,
  utf8Encode,
  utf8Length,
} from './index.ts'

const VECTORS = new URL('../../../shared/vectors/jcs/testdata/', import.meta.url)
const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return (error as FormatError).code
  }
  return 'none'
}

describe.skipIf(!existsSync(VECTORS))('RFC 8785 vectors (skipped where ../shared is absent)', () => {
  it.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])('%s', (name) => {
    const read = (path: string) => readFileSync(new URL(path, VECTORS), 'utf8')
    const text = canonicalize(parseStrict(read(`input/${name}.json`), 1_000_000))
    expect(text).toBe(read(`output/${name}.json`))
    expect(toHex(utf8Encode(text))).toBe(read(`outhex/${name}.txt`).replace(/\s+/g, ''))
  })
})

describe('strict JSON', () => {
  it('reads what JSON.parse reads and writes it the same every time', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        const value = JSON.parse(text)
        const canonical = canonicalize(value)
        expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalize(parseStrict(text, 1_000_000))).toBe(canonical)
      }),
    )
  })

  it.each([
    ['{"a":1,"a":2}', 'duplicate_key'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['{"__proto__":1,"__proto__":2}', 'duplicate_key'],
    ['"\\ud800"', 'not_utf8'],
    ['"\ud800"', 'not_utf8'],
    ['1 2', 'not_json'],
    ['1e999', 'not_json'],
    ['01', 'not_json'],
    ['+1', 'not_json'],
    ['.5', 'not_json'],
    ['NaN', 'not_json'],
    ['[1,]', 'not_json'],
    ['{"a":1,}', 'not_json'],
    ["'a'", 'not_json'],
    ['"\t"', 'not_json'],
    ['"\\x"', 'not_json'],
    ['"\\u12g4"', 'not_json'],
    ['\ufeff1', 'not_json'],
    ['', 'not_json'],
    ['"', 'not_json'],
    ['{', 'not_json'],
    [`${'['.repeat(66)}${']'.repeat(66)}`, 'too_deep'],
    [
      '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..."',
      'too_large',
    ],
  ])('refuses %s', (text, code) => {
    expect(codeOf(() => parseStrict(text, text.includes('...') ? 100 : 1000))).toBe(code)
  })

  it('keeps __proto__ an ordinary member', () => {
    const value = parseStrict('{"__proto__":{"polluted":true}}', 100)
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(canonicalize(value)).toBe('{"__proto__":{"polluted":true}}')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('writes no value that JSON cannot hold', () => {
    for (const value of [undefined, Number.NaN, 1n, () => 1, Symbol('a'), new Date(0), [undefined], '\udc00']) {
      expect(codeOf(() => canonicalize(value))).not.toBe('none')
    }
  })
})

describe('bytes', () => {
  it('UTF-8 both ways as Node does it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const bytes = utf8Encode(text)
        expect(toHex(bytes)).toBe(Buffer.from(text).toString('hex'))
        expect(utf8Length(text)).toBe(bytes.length)
        expect(utf8Decode(bytes)).toBe(text)
      }),
    )
  })

  it('refuses bytes the strict decoder of the platform refuses', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
        let expected: string | null = null
        try {
          expected = strict.decode(bytes)
        } catch {}
        let got: string | null = null
        try {
          got = utf8Decode(bytes)
        } catch {}
        expect(got).toBe(expected)
      }),
      { numRuns: 3000 },
    )
  })

  it('base64 and hex have one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(toBase64(bytes))).toEqual(bytes)
        expect(fromHex(toHex(bytes))).toEqual(bytes)
      }),
    )
    for (const text of ['AB==', 'AAB=', 'A===', 'AA', 'AA=A', 'AA-_', 'AA==\n', '====']) {
      expect(
        codeOf(() => fromBase64(text)),
        text,
      ).toBe('bad_base64')
    }
    for (const text of ['A0', '0', '0g'])
      expect(
        codeOf(() => fromHex(text)),
        text,
      ).toBe('bad_hex')
  })
})
