import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nodeCrypto } from '../adapters/node.ts'
import { joined, type Pieces, READERS, type ReaderName } from '../scripts/readers.ts'
import { FormatError, type Json, readTrust, verifyPackage } from './index.ts'

interface Input {
  readonly name: string
  readonly reader: ReaderName
  readonly input: Pieces
}
interface Case {
  readonly name: string
  readonly trust: string
  readonly now: number
  readonly package: string
  readonly outcome: string
  readonly reasons: readonly string[]
}
const file = new URL('../vectors/negative.json', import.meta.url)
const vectors: {
  refused: readonly (Input & { code: string; field: string })[]
  accepted: readonly Input[]
  trusts: Record<string, Json>
  verdicts: readonly Case[]
} = JSON.parse(readFileSync(file, 'utf8'))

describe('what must be refused', () => {
  test.each(vectors.refused)('$reader: $name', ({ reader, input, code, field }) => {
    let thrown: unknown = null
    try {
      READERS[reader](joined(input))
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(FormatError)
    expect(thrown).toMatchObject({ code, field })
  })

  test('covers every reader', () => {
    expect(new Set(vectors.refused.map(({ reader }) => reader))).toEqual(new Set(Object.keys(READERS)))
  })
})

test.each(vectors.accepted)('what may look strange and is no fault: $name', ({ reader, input }) => {
  expect(READERS[reader](joined(input))).toBeDefined()
  expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
})

test.each(vectors.verdicts)('packages: $name', (one) => {
  const trust = readTrust(nodeCrypto, vectors.trusts[one.trust], '')
  const { outcome, reasons } = verifyPackage({ packageText: one.package, trust, now: one.now }, nodeCrypto)
  expect([outcome, reasons.map(({ code }) => code)]).toEqual([one.outcome, one.reasons])
})
