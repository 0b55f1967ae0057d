import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '../adapters/node.ts'
import { stampedPackage, stampedTrust } from '../scripts/vectors-timestamp.ts'
import * as world from '../scripts/world.ts'
import * as sm3 from '../scripts/world-sm3.ts'
import { canonicalize, FormatError, type Json, parseTrust, readTrust, verifyPackage } from './index.ts'

const crypto = nodeCrypto
// What a person edits, so of no type.
type Loose = Record<string, never> & { sm3: Loose[]; authorities: Loose[]; witnesses: Loose[]; certificates: string[] }

function faultOf(change: (copy: Loose) => void): string {
  const copy: Loose = JSON.parse(JSON.stringify(stampedTrust))
  change(copy)
  try {
    readTrust(crypto, copy as Json, '')
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'accepted'
}
const set = (place: keyof Loose, member: string, value: unknown) => (copy: Loose) =>
  void Object.assign((copy[place] as unknown as object[])[0] ?? {}, { [member]: value })

describe('a trust file', () => {
  it('with SM2 keys and timestamp authorities is read as it was written', () => {
    expect(canonicalize(parseTrust(crypto, JSON.stringify(stampedTrust, null, 2)))).toBe(canonicalize(stampedTrust))
    expect(Object.keys(parseTrust(crypto, JSON.stringify(world.trust)))).not.toContain('sm3')
  })

  it.each<[string, (copy: Loose) => void, string]>([
    ['no SM2 key', (c) => void Object.assign(c, { sm3: [] }), 'missing: sm3'],
    ['null for SM2 keys', (c) => void Object.assign(c, { sm3: null }), 'wrong_type: sm3'],
    ['a key of the log as SM2 key', set('sm3', 'vkey', world.log.vkey), 'bad_vkey: sm3[0].vkey'],
    ['an SM2 key as witness', set('witnesses', 'vkey', sm3.signer.vkey), 'bad_vkey: witnesses[0].vkey'],
    ['an SM2 key twice', (c) => void c.sm3.push({ ...c.sm3[0] } as Loose), 'duplicate: vkey'],
    ['an unknown member of an SM2 key', set('sm3', 'plus', 1), 'unknown_field: sm3[0].plus'],
    ['no authority', (c) => void Object.assign(c, { authorities: [] }), 'missing: authorities'],
    ['an authority twice', (c) => void c.authorities.push({ ...c.authorities[0] } as Loose), 'duplicate: authorities'],
    ['no certificate', set('authorities', 'certificates', []), 'missing: authorities[0].certificates'],
    [
      'five certificates',
      set('authorities', 'certificates', Array(5).fill('AAAA')),
      'too_large: authorities[0].certificates',
    ],
    ['no base64', set('authorities', 'certificates', ['*']), 'bad_base64: authorities[0].certificates[0]'],
    [
      'no certificate in base64',
      set('authorities', 'certificates', ['AAAA']),
      'bad_der: authorities[0].certificates[0]',
    ],
    ['a policy that is none', set('authorities', 'policies', ['1.02.3']), 'wrong_value: authorities[0].policies[0]'],
    [
      'an end before the beginning',
      set('authorities', 'until', '1999-01-01T00:00:00Z'),
      'bad_time: authorities[0].until',
    ],
    ['a member nobody knows', (c) => void Object.assign(c, { plus: 1 }), 'unknown_field: plus'],
  ])('with %s is refused', (_, change, fault) => expect(faultOf(change)).toBe(fault))

  it('cut anywhere inside a certificate is refused', () => {
    for (let length = 4; length < 400; length += 4)
      expect(
        faultOf(
          (c) =>
            void Object.assign(c.authorities[0] ?? {}, {
              certificates: [(c.authorities[0]?.certificates[0] ?? '').slice(0, length)],
            }),
        ),
      ).toMatch(/^bad_der/)
  })
})

it('a package whose new members are null, empty or of another type is malformed', () => {
  const places: [string, unknown][] = [
    ...[null, '', 1, {}, 'datadeed-sm3-proof/1\n'].map((value): [string, unknown] => ['sm3', value]),
    ...[null, '', [], {}, { proof: '', tokens: [] }].map((value): [string, unknown] => ['timestamps', value]),
  ]
  for (const [member, value] of places) {
    const packageText = canonicalize(
      world.forge(stampedPackage, (copy) => void Object.assign(copy, { [member]: value })),
    )
    const { outcome, reasons } = verifyPackage({ packageText, trust: stampedTrust, now: world.NOW }, crypto)
    expect([outcome, reasons[0]?.code, String(reasons[0]?.params.field).startsWith(member)]).toEqual([
      'invalid',
      'malformed',
      true,
    ])
  }
})
