import { expect, it } from 'vitest'
import * as world from '../scripts/world.ts'
import {
  type Crypto,
  canonicalize,
  cosign,
  formatVkey,
  MLDSA_COSIGNATURE,
  makePackage,
  mlDsaCosignatureMessage,
  mlDsaCosigner,
  parseNote,
  parseVkey,
  readTrust,
  toHex,
  verifyCosignatures,
  verifyPackage,
} from '../src/index.ts'
import { generateMlDsa44PrivateKey, hasMlDsa, mlDsa44Key, nodeCrypto } from './node.ts'

const AT = 1_790_000_255
const { mlDsa44Verify: _, ...withoutMlDsa } = nodeCrypto

it('an ML-DSA cosignature is over the bytes the specification says', () => {
  const text = `example.com/log\n3\n${Buffer.alloc(32, 7).toString('base64')}\n`
  expect(toHex(mlDsaCosignatureMessage('w1', text, 5))).toBe(
    [
      ...[toHex(Buffer.from('subtree/v1\n\0')), '02', toHex(Buffer.from('w1')), '0000000000000005'],
      ...['0f', toHex(Buffer.from('example.com/log')), '0000000000000000', '0000000000000003', '07'.repeat(32)],
    ].join(''),
  )
})

it.skipIf(!hasMlDsa)('counts as a witness where the runtime can verify it, and is told where it cannot', () => {
  const witness = mlDsaCosigner(nodeCrypto, 'quantum.example', mlDsa44Key(generateMlDsa44PrivateKey()))
  const [first] = world.witnesses
  if (first === undefined) throw new Error('no witness')
  const head = world.head(world.SIZE_AT_DEPOSIT, 250, [first])
  const line = cosign(witness, parseNote(head).text, AT)
  const content = world.depositContent
  const key = { vkey: witness.vkey, from: '2026-01-01T00:00:00Z', until: null }
  const trust = {
    ...world.trust,
    witnesses: [...world.trust.witnesses, { ...key, name: witness.name, operator: 'Quantum' }],
  }
  const packageWith = (cosignatures: string) => {
    const [entry] = content.entries
    if (entry === undefined) throw new Error('no entry')
    const proof = world.receipt(world.depositIndex, head + cosignatures, world.SIZE_AT_DEPOSIT)
    return makePackage(nodeCrypto, { ...content, trust, entries: [{ ...entry, proof }] })
  }
  const verdict = (text: string, crypto: Crypto = nodeCrypto) => {
    const { outcome, reasons } = verifyPackage({ packageText: text, trust, now: world.NOW }, crypto)
    return [outcome, ...reasons.map((r) => r.code)]
  }
  expect(verdict(packageWith(line))).toEqual(['valid'])
  expect(verdict(packageWith(line), withoutMlDsa)).toEqual([
    'cannot_check',
    'witnesses_not_checkable',
    'cosignature_not_checked',
  ])
  const [, second] = world.witnesses
  if (second === undefined) throw new Error('no witness')
  const third = cosign(second, parseNote(head).text, AT)
  expect(verdict(packageWith(line + third), withoutMlDsa)).toEqual(['valid', 'cosignature_not_checked'])
  expect(verdict(packageWith(''))).toEqual(['invalid', 'quorum_missing'])
  // Of another checkpoint.
  const other = cosign(witness, parseNote(world.head(9, 250)).text, AT)
  expect(verdict(packageWith(other))).toEqual(['invalid', 'witness_signature_bad', 'quorum_missing'])
  // A witness with both kinds of key is one witness.
  expect(verdict(packageWith(line), { ...nodeCrypto, mlDsa44Verify: () => false })).toContain('witness_signature_bad')
  expect(canonicalize(readTrust(nodeCrypto, JSON.parse(JSON.stringify(trust)), ''))).toBe(canonicalize(trust))
})

it.skipIf(!hasMlDsa)('vkeys of type 0x06 hold 1,312 bytes and nothing else', () => {
  const { publicKey } = mlDsa44Key(new Uint8Array(32))
  const vkey = formatVkey(nodeCrypto, 'w', MLDSA_COSIGNATURE, publicKey)
  expect(parseVkey(nodeCrypto, vkey)).toMatchObject({ type: MLDSA_COSIGNATURE, publicKey })
  for (const bad of [publicKey.subarray(1), new Uint8Array(32)])
    expect(() => parseVkey(nodeCrypto, formatVkey(nodeCrypto, 'w', MLDSA_COSIGNATURE, bad))).toThrow('bad_vkey')
  const note = parseNote('a\n1\nAAAA\n\n\u2014 w AAAAAAA=\n')
  expect(verifyCosignatures(nodeCrypto, note, [parseVkey(nodeCrypto, vkey)]).unknown).toEqual(['w'])
})
