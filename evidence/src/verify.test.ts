import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '../adapters/node.ts'
import { stampedPackage, stampedTrust } from '../scripts/vectors-timestamp.ts'
import * as world from '../scripts/world.ts'
import * as sm3 from '../scripts/world-sm3.ts'
import {
  canonicalize,
  formatTime,
  type Json,
  REASON_CODES,
  reasonText,
  STEPS,
  stepText,
  utf8Encode,
  verifyPackage,
  verifyReceipt,
} from './index.ts'

const verify = (packageText: string | Uint8Array, trust: typeof world.trust | null = world.trust, now = world.NOW) =>
  verifyPackage({ packageText, trust, now }, nodeCrypto)
const codes = (verdict: ReturnType<typeof verify>) => verdict.reasons.map((r) => r.code)
const packages = [world.depositPackage, world.certificatePackage, sm3.depositPackage, stampedPackage]
/** The trust file that leaves nothing of the package with the same number unchecked. */
const trusts = [world.trust, world.trust, sm3.trust, stampedTrust]

describe('a package as it was made', () => {
  it('of a deposit is valid as of a bracket of time', () => {
    const verdict = verify(world.depositPackage)
    expect(verdict).toMatchObject({ outcome: 'valid', reasons: [], facts: { files: 3, bytes: 45, index: 5 } })
    expect(verdict.asOf).toEqual({ notBefore: formatTime(1_790_000_050), witnessedAt: formatTime(1_790_000_260) })
    expect(verdict.steps.map((s) => [s.step, s.outcome])).toEqual(STEPS.map((step) => [step, 'valid']))
  })

  it('of a certificate is valid and tells what was not checked', () => {
    const verdict = verify(world.certificatePackage)
    expect([verdict.outcome, codes(verdict)]).toEqual(['valid', ['document_not_given', 'revocation_not_checked']])
    expect(verdict.facts?.certificate).toEqual(world.certificate.value)
    const documents = new Map([['any name.pdf', world.pdf]])
    const input = { packageText: world.certificatePackage, trust: world.trust, now: world.NOW }
    expect(codes(verifyPackage({ ...input, documents }, nodeCrypto))).toEqual(['revocation_not_checked'])
    const wrong = new Map([['证书.pdf', utf8Encode('%PDF-1.7 another')]])
    expect(verifyPackage({ ...input, documents: wrong }, nodeCrypto).outcome).toBe('invalid')
  })

  it('says so when only its own keys vouch for it', () => {
    for (const text of packages) expect(codes(verify(text, null))).toContain('own_trust_used')
  })

  it('fits in 20 KB', () => {
    for (const text of packages) expect(utf8Encode(text).length).toBeLessThan(20 * 1024)
  })

  it('expires at the end of its last day in China', () => {
    const end = Date.parse('2029-09-23T00:00:00+08:00') / 1000
    expect(codes(verify(world.certificatePackage, world.trust, end - 1))).not.toContain('certificate_expired')
    expect(codes(verify(world.certificatePackage, world.trust, end))).toContain('certificate_expired')
  })

  it('cannot be checked with a clock before its witnesses', () => {
    const verdict = verify(world.depositPackage, world.trust, 1_700_000_000)
    expect([verdict.outcome, codes(verdict), verdict.asOf]).toEqual([
      'cannot_check',
      ['time_in_future', 'time_in_future'],
      undefined,
    ])
  })

  it('stays valid when keys are retired later and new ones come', () => {
    const until = formatTime(world.NOW)
    const later = {
      ...world.trust,
      witnesses: world.trust.witnesses.map((w) => ({ ...w, until })),
      log: { ...world.trust.log, vkeys: world.trust.log.vkeys.map((k) => ({ ...k, until })) },
    }
    expect(verify(world.depositPackage, later)).toMatchObject({
      outcome: 'valid',
      reasons: [{ code: 'trust_differs' }],
    })
    const early = {
      ...later,
      witnesses: world.trust.witnesses.map((w) => ({ ...w, until: formatTime(1_789_999_000) })),
    }
    expect(codes(verify(world.depositPackage, early))).toContain('quorum_missing')
  })
})

/** SM2 takes its time. */
const runs = (which: number) => (which < 2 ? 400 : 80)

describe('a changed package', () => {
  it.each([0, 1, 2, 3])('is invalid, whatever byte was changed (%i)', (which) => {
    const bytes = utf8Encode(packages[which] ?? '')
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = bytes.slice()
        changed[at] = (changed[at] as number) ^ mask
        const verdict = verify(changed, trusts[which])
        expect(verdict.outcome).toBe('invalid')
        expect(verdict.asOf).toBeUndefined()
      }),
      { numRuns: runs(which) },
    )
  })

  it.each([0, 1, 2, 3])('is invalid when a byte is missing or added (%i)', (which) => {
    const bytes = utf8Encode(packages[which] ?? '')
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        expect(verify(Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1)])).outcome).toBe('invalid')
        expect(verify(Uint8Array.from([...bytes.slice(0, at), byte, ...bytes.slice(at)])).outcome).toBe('invalid')
      }),
      { numRuns: runs(which) / 4 },
    )
  })

  // The checksum alone would catch every change above, so it must not be what the evidence rests on. Of a token some
  // bytes are signed by nobody, and one that names another authority does not count: its own tests tell.
  it.each([0, 1, 2, 3])('is never valid by repairing its checksum and statement (%i)', (which) => {
    const text = packages[which] ?? ''
    const places = leavesOf(JSON.parse(text)).filter(
      (path) => !['trust', 'checksum', 'statement', 'tokens'].some((name) => path.includes(name)),
    )
    let readable = 0
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), fc.integer({ min: 1, max: 94 }), (path, at, shift) => {
        const change = (copy: object) => changeAt(copy as Json, path, at, shift)
        // An entry that is changed is mostly not even readable, and then its statement cannot be written again.
        const forged = canonicalize(world.forge(text, change, path[0] !== 'entries'))
        if (forged === text) return
        const verdict = verify(forged, trusts[which])
        expect(verdict.outcome, path.join('.')).not.toBe('valid')
        if (verdict.facts !== null) readable++
      }),
      { numRuns: runs(which) },
    )
    expect(readable).toBeGreaterThan(runs(which) / 8)
  })

  it.each([0, 1, 2, 3])('gets an answer and no exception, whatever stands in it (%i)', (which) => {
    const text = packages[which] ?? ''
    const places = leavesOf(JSON.parse(text)).flatMap((path) => path.map((_, i) => path.slice(0, i + 1)))
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (path, value) => {
        const forged = world.forge(text, (copy) => putAt(copy as Json, path, value as Json))
        let packageText: string
        try {
          packageText = canonicalize(forged)
        } catch {
          return
        }
        for (const trust of [sm3.trust, null]) expect(STEPS).toContain(verify(packageText, trust).steps[0]?.step)
      }),
      { numRuns: runs(which) },
    )
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => verify(any).outcome === 'invalid'))
    fc.assert(fc.property(fc.uint8Array(), (any) => verify(any).outcome === 'invalid'))
  })

  it('may bring other trust along only if that does not contradict the one used', () => {
    const places = leavesOf(JSON.parse(world.depositPackage)).filter(([first]) => first === 'trust')
    for (const path of places) {
      const change = (copy: object) => changeAt(copy as Json, path, 3, 1)
      const verdict = verify(canonicalize(world.forge(world.depositPackage, change)))
      if (verdict.outcome === 'valid') expect(codes(verdict)).toEqual(['trust_differs'])
    }
  })
})

describe('a receipt', () => {
  const proofText = world.depositContent.entries[0]?.proof ?? ''
  const entryText = world.entries[world.depositIndex] ?? ''
  const check = (entry: string, proof: string) =>
    verifyReceipt({ entryText: entry, proofText: proof, trust: world.trust, now: world.NOW }, nodeCrypto)

  it('holds for its entry and no other', () => {
    expect(check(entryText, proofText)).toMatchObject({
      outcome: 'valid',
      asOf: { witnessedAt: formatTime(1_790_000_260) },
    })
    expect(check(world.entries[0] ?? '', proofText)).toMatchObject({
      outcome: 'invalid',
      reasons: [{ code: 'inclusion_failed' }],
    })
    expect(check('{}', proofText).reasons[0]?.code).toBe('malformed')
    expect(check(entryText, '').reasons[0]?.code).toBe('malformed')
  })

  it('holds for no changed byte', () => {
    const bytes = utf8Encode(proofText)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(changed.readUInt8(at) ^ mask, at)
        expect(check(entryText, changed.toString('utf8')).outcome).not.toBe('valid')
      }),
      { numRuns: 300 },
    )
  })
})

it('has a sentence with all its parameters for every reason and step', () => {
  for (const language of ['zh', 'en'] as const) {
    for (const code of REASON_CODES) expect(reasonText(code, language).length).toBeGreaterThan(5)
    for (const step of STEPS) expect(stepText(step, language).length).toBeGreaterThan(5)
  }
  for (const text of packages) {
    for (const trust of [world.trust, null]) {
      for (const r of verify(text, trust, 2_000_000_000).reasons) {
        expect(reasonText(r.code, 'zh', r.params)).not.toMatch(/[{}]/)
      }
    }
  }
})

/** Paths to every scalar that is not null. */
function leavesOf(value: Json, path: string[] = []): string[][] {
  if (value === null) return []
  if (typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([k, v]) => leavesOf(v, [...path, k]))
}

function putAt(root: Json, path: readonly string[], value: Json): void {
  let holder = root as Record<string, Json>
  for (const k of path.slice(0, -1)) holder = holder[k] as Record<string, Json>
  holder[path.at(-1) ?? ''] = value
}

/** Changes one character or the number at a path. */
function changeAt(root: Json, path: readonly string[], at: number, shift: number): void {
  let holder = root as Record<string, Json>
  for (const k of path.slice(0, -1)) holder = holder[k] as Record<string, Json>
  const last = path.at(-1) ?? ''
  const old = holder[last]
  if (typeof old === 'number') holder[last] = old + shift
  if (typeof old !== 'string') return
  const i = at % old.length
  const c = String.fromCharCode(32 + ((old.charCodeAt(i) - 32 + shift) % 95))
  holder[last] = old.slice(0, i) + c + old.slice(i + 1)
}
