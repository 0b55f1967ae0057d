import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '../adapters/node.ts'
import { vectorFiles } from '../scripts/vectors.ts'
import { type Json, REASON_CODES, readTrust, severityOf, utf8Encode, verifyPackage } from './index.ts'

const FOLDER = new URL('../vectors/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')

describe('the published vectors', () => {
  it('are what the committed script makes', () => {
    const files = vectorFiles()
    expect(readdirSync(FOLDER).sort()).toEqual([...files.keys()].sort())
    for (const [name, text] of files)
      expect(read(name) === text, `${name}: run node evidence/scripts/vectors.ts`).toBe(true)
  })

  interface Case {
    readonly name: string
    readonly trust: string | null
    readonly now: number
    readonly documents: Readonly<Record<string, string>>
    readonly outcome: string
    readonly reasons: readonly string[]
    readonly asOf: unknown
    readonly package: string
  }
  const cases = ['package.json', 'sm3.json', 'timestamp.json'].flatMap((file) => {
    const { trusts, cases: list }: { trusts: Record<string, Json>; cases: Case[] } = JSON.parse(read(file))
    return list.map((c) => ({ ...c, trust: c.trust === null ? null : readTrust(nodeCrypto, trusts[c.trust], '') }))
  })
  it.each(cases)('$name', ({ trust, ...c }) => {
    const documents = new Map(Object.entries(c.documents).map(([k, v]) => [k, utf8Encode(v)]))
    const verdict = verifyPackage({ packageText: c.package, trust, now: c.now, documents }, nodeCrypto)
    expect([verdict.outcome, verdict.reasons.map((r) => r.code), verdict.asOf ?? null]).toEqual([
      c.outcome,
      c.reasons,
      c.asOf,
    ])
  })

  it('show every reason that is not a mere notice', () => {
    // Given only by a runtime without ML-DSA, which its own test plays.
    const shown = new Set([...cases.flatMap((c) => c.reasons), 'witnesses_not_checkable'])
    const missing = REASON_CODES.filter((code) => severityOf(code) !== 'notice' && !shown.has(code))
    expect(missing).toEqual([])
  })
})
