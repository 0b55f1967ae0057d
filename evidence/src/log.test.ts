import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ed25519Key, nodeCrypto } from '../adapters/node.ts'
import {
  consistencyProof,
  cosign,
  cosigner,
  decideAddCheckpoint,
  emptyRoot,
  formatAddCheckpoint,
  formatCheckpoint,
  formatProof,
  inclusionProof,
  leafHash,
  noteSigner,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  parseProof,
  parseVkey,
  signNote,
  treeRoot,
  utf8Encode,
  verifyCosignatures,
  verifyNote,
  type WitnessState,
} from './index.ts'

const hash = nodeCrypto.sha256
const log = noteSigner(nodeCrypto, 'log.example/test', ed25519Key(new Uint8Array(32).fill(1)))
const witness = cosigner(nodeCrypto, 'witness.example/1', ed25519Key(new Uint8Array(32).fill(2)))
const logKeys = [parseVkey(nodeCrypto, log.vkey)]
const leaves = Array.from({ length: 20 }, (_, i) => leafHash(hash, utf8Encode(String(i))))
const rootAt = (n: number) => treeRoot(hash, leaves.slice(0, n))
const checkpoint = (n: number) => signNote(formatCheckpoint(log.name, n, rootAt(n)), [log])

// The example of c2sp.org/signed-note.
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const NOTE =
  'This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'

describe('notes', () => {
  it('the example of the specification verifies, and nothing near it does', () => {
    const keys = [parseVkey(nodeCrypto, VKEY)]
    expect(verifyNote(nodeCrypto, parseNote(NOTE), keys).good).toEqual(keys)
    fc.assert(
      fc.property(fc.nat(Buffer.byteLength(NOTE) - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const bytes = Buffer.from(NOTE)
        bytes.writeUInt8(bytes.readUInt8(at) ^ mask, at)
        let good = 0
        try {
          good = verifyNote(nodeCrypto, parseNote(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), keys).good
            .length
        } catch {}
        expect(good).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    VKEY.replace('530d903a', '530d903b'),
    VKEY.replace('example.com/foo', 'example.com/fo'),
    VKEY.replace('+Aek', '+Bek'),
    VKEY.slice(0, -4),
    '+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    '',
  ])('refuse the vkey %s', (vkey) => expect(() => parseVkey(nodeCrypto, vkey)).toThrow('bad_vkey'))

  it('tell a bad signature of a known key from an unknown key, and count a key once', () => {
    const note = parseNote(checkpoint(3))
    const [signature] = note.signatures
    if (signature === undefined) throw new Error('no signature')
    const bad = { ...signature, signature: new Uint8Array(64) }
    const other = { ...signature, name: 'else.example' }
    const check = verifyNote(nodeCrypto, { ...note, signatures: [signature, bad, other, signature] }, logKeys)
    expect([check.good.length, check.bad, check.unknown]).toEqual([1, [log.name], ['else.example']])
  })

  it.each([
    'no newline',
    'text\n',
    'text\n\n',
    'text\n\n- name AAAAAAA=\n',
    'text\n\n\u2014 name AAAA\n',
    'text\n\n\u2014 name\n',
    'te\txt\n\n\u2014 name AAAAAAA=\n',
    'text\n\n\u2014 name AAAAAAA=',
    'text\n\n\u2014 na+me AAAAAAA=\n',
    'text\n\n\u2014 name AAAAAAA= x\n',
  ])('refuse %j', (text) => expect(() => parseNote(text)).toThrow('bad_note'))
})

describe('checkpoints and cosignatures', () => {
  it('are read as written', () => {
    const text = formatCheckpoint('o', 5, rootAt(5))
    expect(parseCheckpoint(text)).toEqual({ origin: 'o', size: 5, root: new Uint8Array(rootAt(5)), extensions: [] })
    for (const bad of [text.replace('5', '05'), text.replace('5', '-5'), `${text}\n`, text.slice(0, -1), 'o\n5\n']) {
      expect(() => parseCheckpoint(bad), bad).toThrow('bad_checkpoint')
    }
  })

  it('carry the time of the witness', () => {
    const note = checkpoint(5)
    const text = parseNote(note).text
    const keys = [parseVkey(nodeCrypto, witness.vkey)]
    const check = verifyCosignatures(nodeCrypto, parseNote(note + cosign(witness, text, 1_790_000_000)), keys)
    expect(check.good.map((c) => c.time)).toEqual([1_790_000_000])
    const moved = parseNote(checkpoint(6) + cosign(witness, text, 1_790_000_000))
    expect(verifyCosignatures(nodeCrypto, moved, keys).bad).toEqual([witness.name])
    expect(() => cosign(witness, text, 0)).toThrow(RangeError)
  })
})

it('receipts are read as written', () => {
  const proof = { index: 3, path: inclusionProof(hash, leaves, 3), checkpoint: checkpoint(20), extra: null }
  const text = formatProof(proof)
  expect(formatProof(parseProof(text))).toBe(text)
  const extra = formatProof({ ...proof, extra: utf8Encode('more') })
  expect(parseProof(extra).extra).toEqual(utf8Encode('more'))
  for (const bad of [text.slice(1), text.replace('index 3', 'index 03'), text.replace('index 3\n', '')]) {
    expect(() => parseProof(bad)).toThrow('bad_proof')
  }
})

describe('a witness', () => {
  const logs = [{ origin: log.name, keys: logKeys }]
  const at = (size: number): WitnessState | null => (size === 0 ? null : { size, root: rootAt(size) })
  const ask = (state: WitnessState | null, old: number, size: number, note = checkpoint(size)) => {
    const proof = old <= size ? consistencyProof(hash, leaves.slice(0, size), old) : []
    return decideAddCheckpoint(nodeCrypto, state, parseAddCheckpoint(formatAddCheckpoint(old, proof, note)), logs)
  }

  it('cosigns what grew', () => {
    for (const [old, size] of [
      [0, 0],
      [0, 1],
      [0, 7],
      [1, 7],
      [4, 8],
      [7, 7],
      [7, 20],
    ] as const) {
      expect(ask(at(old), old, size), `${old} ${size}`).toMatchObject({ status: 200, state: { size } })
    }
  })

  it('keeps only the signatures it verified', () => {
    const stranger = noteSigner(nodeCrypto, 'else.example', ed25519Key(new Uint8Array(32).fill(9)))
    const note = signNote(formatCheckpoint(log.name, 7, rootAt(7)), [stranger, log])
    expect(ask(null, 0, 7, note)).toMatchObject({ status: 200, note: checkpoint(7) })
  })

  it('answers as the specification says', () => {
    expect(ask(at(5), 4, 7)).toEqual({ status: 409, reason: 'old_size_differs', size: 5 })
    expect(ask(at(9), 9, 7).status).toBe(400)
    const foreign = noteSigner(nodeCrypto, 'other.example', ed25519Key(new Uint8Array(32).fill(3)))
    expect(ask(null, 0, 7, signNote(formatCheckpoint(foreign.name, 7, rootAt(7)), [foreign])).status).toBe(404)
    expect(ask(null, 0, 7, signNote(formatCheckpoint(log.name, 7, rootAt(7)), [foreign])).status).toBe(403)
    const altered = checkpoint(7).replace(log.name, log.name).replace('\n7\n', '\n6\n')
    expect(ask(null, 0, 6, altered)).toEqual({ status: 403, reason: 'bad_signature' })
    const forked = signNote(formatCheckpoint(log.name, 7, rootAt(6)), [log])
    expect(ask(at(7), 7, 7, forked)).toEqual({ status: 422, reason: 'root_differs' })
    expect(ask(at(5), 5, 7, forked)).toEqual({ status: 422, reason: 'bad_consistency_proof' })
    const nothing = signNote(formatCheckpoint(log.name, 0, rootAt(6)), [log])
    expect(ask(null, 0, 0, nothing)).toEqual({ status: 422, reason: 'bad_empty_root' })
    expect(rootAt(0)).toEqual(emptyRoot(hash))
    const superfluous = parseAddCheckpoint(formatAddCheckpoint(0, [rootAt(1)], checkpoint(7)))
    expect(decideAddCheckpoint(nodeCrypto, null, superfluous, logs).status).toBe(422)
  })

  it.each([
    'old 0\n',
    'old 00\n\n',
    'new 0\n\n',
    'old 0\nAAAA\n\n',
    `old 0\n${'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'.repeat(64)}\n`,
  ])('calls %j no request', (head) => expect(() => parseAddCheckpoint(head + checkpoint(7))).toThrow())
})
