import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellText, classify, plainText } from './cell.ts'
import { canonicalNumber } from './number.ts'

describe('canonical numbers', () => {
  it('are the same however many digits of a double were printed', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 16, max: 99 }),
        (value, digits) => {
          fc.pre(!Number.isInteger(value))
          expect(canonicalNumber(value.toExponential(digits))).toBe(String(value))
        },
      ),
    )
  })

  it('are those of ECMAScript for every double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(20), (value, digits) => {
        expect(canonicalNumber(String(value))).toBe(String(value === 0 ? 0 : value))
        const exact = value.toExponential(digits)
        expect(canonicalNumber(exact)).toBe(canonicalNumber(canonicalNumber(exact) ?? ''))
        expect(Number(canonicalNumber(exact))).toBe(value === 0 ? 0 : Number(exact))
      }),
    )
  })

  it('do not depend on where the point and the exponent are', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 60n }),
        fc.integer({ min: -80, max: 80 }),
        fc.nat(70),
        (digits, e, shift) => {
          const whole = `${digits}`
          const padded = whole.padStart(shift + 1, '0')
          const moved = shift === 0 ? whole : `${padded.slice(0, -shift)}.${padded.slice(-shift)}`
          expect(canonicalNumber(`${moved}00e${e + shift}`.replace(/^([^.]*)00e/, '$1e'))).toBe(
            canonicalNumber(`${whole}e${e}`),
          )
        },
      ),
    )
  })
})

it('a canonical form is its own canonical form', () => {
  const token = fc.string({
    unit: fc.constantFrom(...'0123456789-+.:/eE年月日TZ trufalsin{}[]",é\u0301\u3000\r\n'),
    maxLength: 24,
  })
  const near = fc
    .tuple(
      fc.constantFrom(
        '2026-11-22T08:05:00.5+08:00',
        '2026/1/2 3:04',
        '1.50e3',
        '[1.0,{"b":2,"a":"é"}]',
        '8:05:01.10',
        'TRUE',
      ),
      fc.nat(30),
      token,
    )
    .map(([text, at, more]) => text.slice(0, at) + more.slice(0, 2) + text.slice(at))
  fc.assert(
    fc.property(fc.oneof(token, near), (raw) => {
      const text = plainText(raw)
      expect(plainText(text)).toBe(text)
      if (text === '') return
      const found = classify(text)
      expect(classify(found.text)).toEqual(found)
      expect(cellText(found.text, false)).toBe(found.text)
    }),
    { numRuns: 3000 },
  )
})

it('huge exponents cost nothing', () => {
  expect(canonicalNumber(`1e9999`)).toBe('1e+9999')
  expect(canonicalNumber(`${'9'.repeat(100_000)}e9999`)?.length).toBeLessThan(100_020)
})
