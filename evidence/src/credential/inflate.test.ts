import { constants, deflateSync } from 'node:zlib'
import { assert, constantFrom, integer, property, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../error.ts'
import { inflateZlib } from './inflate.ts'

const code = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
  return 'accepted'
}

describe('inflateZlib', () => {
  it('gives back what zlib compressed, at every level and strategy', () => {
    const { Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY } = constants
    const strategies = constantFrom(Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY)
    const bytes = uint8Array({ maxLength: 3000 })
    const narrow = uint8Array({ maxLength: 5000, max: 3 })
    for (const content of [bytes, narrow]) {
      void assert(
        property(content, integer({ min: 0, max: 9 }), strategies, (input, level, strategy) => {
          expect(Buffer.from(inflateZlib(deflateSync(input, { level, strategy }), input.length))).toEqual(
            Buffer.from(input),
          )
        }),
        { numRuns: 60 },
      )
    }
  })

  it('reads more than a window and more than a stored block', () => {
    const input = new Uint8Array(200_000).map((_, i) => (i * 2_654_435_761) >>> (i % 24))
    for (const level of [0, 1, 9])
      expect(Buffer.from(input).equals(inflateZlib(deflateSync(input, { level }), input.length))).toBe(true)
  })

  it('stops at the bound', () => {
    const bomb = deflateSync(new Uint8Array(50_000_000))
    expect(code(() => inflateZlib(bomb, 1_048_576))).toBe('too_large')
    expect(code(() => inflateZlib(deflateSync(new Uint8Array(11)), 10))).toBe('too_large')
  })

  it('refuses a changed, shortened or lengthened stream, and never hangs', () => {
    const input = new TextEncoder().encode('状态列表'.repeat(40))
    for (const level of [0, 6]) {
      const good = deflateSync(input, { level })
      for (let at = 0; at < good.length; at++) {
        for (const bit of [1, 16, 128]) {
          const changed = Uint8Array.from(good)
          changed[at] = (changed[at] ?? 0) ^ bit
          let out: Uint8Array | null = null
          const said = code(() => {
            out = inflateZlib(changed, input.length)
          })
          // Padding before a stored block is no part of the content; the checksum holds for all that is.
          if (said === 'accepted') expect(out).toEqual(input)
        }
      }
      for (let length = 0; length < good.length; length++)
        expect(code(() => inflateZlib(good.subarray(0, length), input.length))).not.toBe('accepted')
      expect(code(() => inflateZlib(new Uint8Array([...good, 0]), input.length))).toBe('wrong_value')
    }
  })
})
