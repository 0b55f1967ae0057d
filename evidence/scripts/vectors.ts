// Makes the published test vectors. Everything in them is fixed, so making them again gives the same bytes:
//   node evidence/scripts/vectors.ts writes them; vectors.test.ts compares.
import { writeFileSync } from 'node:fs'
import { nodeCrypto } from '../adapters/node.ts'
import {
  CHUNK_BYTES,
  cosign,
  disclosePart,
  entryHash,
  type FormatError,
  fileDigests,
  formatAddCheckpoint,
  formatCheckpoint,
  formatTime,
  grownTiles,
  type Json,
  makeManifest,
  makeParts,
  manifestBytes,
  manifestDigests,
  type Package,
  parseEntry,
  parseManifest,
  parseStrict,
  parseTrust,
  signNote,
  tilePath,
  toBase64,
  utf8Decode,
  utf8Encode,
} from '../src/index.ts'
import { credentialVectors } from './vectors-credential.ts'
import { negativeVectors } from './vectors-negative.ts'
import { sm3Vectors } from './vectors-sm3.ts'
import { timestampVectors } from './vectors-timestamp.ts'
import { type Change, forged, verdict } from './verdicts.ts'
import * as world from './world.ts'

const crypto = nodeCrypto

function faultOf(run: () => unknown): { code: string; field: string } {
  try {
    run()
  } catch (error) {
    const { code, field } = error as FormatError
    return { code, field }
  }
  throw new Error('a negative vector was accepted')
}

/** Byte i is i mod 251. */
function pattern(length: number): Uint8Array {
  return new Uint8Array(length).map((_, i) => i % 251)
}

function fingerprints(): Json {
  const sizes = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7]
  return {
    about: 'Digests of files whose byte number i is i mod 251.',
    files: sizes.map((size) => fileDigests(crypto, pattern(size))) as unknown as Json,
  }
}

function json(): Json {
  const refused = ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '"\\ud800"', '1 2', '01', '[1,]', '1e999', '\ufeff1', '']
  const deep = (n: number) => '['.repeat(n) + ']'.repeat(n)
  parseStrict(deep(65), 1000)
  return {
    about: 'Strict JSON reading. A value may be nested 64 deep, the outermost being depth 0.',
    accepted: [deep(65), '{"__proto__":1}', ' [1e0 , -0] '],
    refused: [...refused, deep(66)].map((text) => ({ text, ...faultOf(() => parseStrict(text, 1000)) })),
  }
}

function manifests(): Json {
  const text = utf8Decode(manifestBytes(world.manifest))
  const parts = ['elements', 'profile', 'rules'].map((name, i) => ({ name, salt: world.salt(i), content: { rows: i } }))
  const shown = disclosePart(crypto, parts, 'profile')
  const withParts = makeManifest({ name: 'datadeed', version: '0.1.0' }, world.manifest.files, makeParts(crypto, parts))
  const replaced = (from: string, to: string) => {
    const changed = text.replace(from, to)
    if (changed === text) throw new Error(`nothing to replace: ${from}`)
    return changed
  }
  const refused = [
    ` ${text}`,
    replaced('"README.txt"', '"/README.txt"'),
    replaced('"README.txt"', '"../README.txt"'),
    replaced('"README.txt"', '"a//b"'),
    replaced('"README.txt"', '"a\\\\b"'),
    replaced('"README.txt"', '"a\\nb"'),
    replaced('"README.txt"', '"re\u0301sume\u0301"'),
    replaced('"README.txt"', '"zzz"'),
    replaced('"README.txt"', '"empty.csv"'),
    replaced('1048576', '1048577'),
    replaced('"bytes":7', '"bytes":0'),
    replaced('"bytes":7', '"bytes":7.5'),
    replaced('"parts":null,', ''),
    replaced('"parts":null', '"parts":null,"plus":1'),
    text.replace(/"files":\[.*\],"format"/, '"files":[],"format"'),
  ]
  return {
    accepted: [text, utf8Decode(manifestBytes(withParts))].map((t) => ({
      text: t,
      digests: { ...manifestDigests(crypto, parseManifest(t)) },
    })),
    refused: refused.map((t) => ({ text: t, ...faultOf(() => parseManifest(t)) })),
    parts: { parts, root: { ...makeParts(crypto, parts).root }, disclosed: shown as unknown as Json },
  }
}

function logs(): Json {
  const body = formatCheckpoint(world.log.name, 1, pattern(32))
  const signed = signNote(body, [world.log])
  const entry = world.entries[world.depositIndex] ?? ''
  const bad = [
    entry.replace('Z"', '+08:00"'),
    entry.replace('2026-09-21', '2026-09-31'),
    entry.replace('"deposit"', '"gift"'),
    entry.replace('"files":3', '"files":-3'),
    entry.replace('"known":{', '"known": {'),
  ]
  return {
    keys: {
      about: 'Ed25519 private keys of 32 equal bytes: 01 the log, 02 and 03 the witnesses.',
      log: world.log.vkey,
      witnesses: world.witnesses.map((w) => w.vkey),
    },
    checkpoint: signed,
    cosigned: signed + world.witnesses.map((w) => cosign(w, body, 1_790_000_000)).join(''),
    addCheckpoint: formatAddCheckpoint(0, [], signed),
    root: toBase64(pattern(32)),
    entries: world.entries.map((text) => ({ text, hash: entryHash(crypto, text) })),
    refusedEntries: bad.map((text) => ({ text, ...faultOf(() => parseEntry(text)) })),
    head: world.head(world.SIZE, 173_000),
    receipt: world.receipt(world.depositIndex, world.head(world.SIZE, 173_000), world.SIZE),
    tiles: grownTiles(250, 70_000)
      .filter((t) => (t.level !== 'entries' && t.level > 0) || t.width < 256)
      .map(tilePath),
  }
}

const first = (copy: world.Mutable<Package>) => copy.entries[0] ?? { entry: '', proof: '', known: null }

/** What an honest reader must refuse; a forger repaired checksum and statement of every one but the first three. */
const DEPOSIT_FORGERIES: readonly (readonly [string, Change])[] = [
  ['another owner', (c) => void Object.assign(c.disclosed.owner?.value ?? {}, { name: '别人有限公司' })],
  ['another salt', (c) => void Object.assign(c.disclosed.owner ?? {}, { salt: world.salt(77) })],
  ['another subject', (c) => void Object.assign(c, { subject: 'D-2026-000002' })],
  ['another manifest', (c) => void Object.assign(c.manifest?.tool ?? {}, { version: '0.1.1' })],
  ['a later time in the entry', (c) => void replaceIn(first(c), 'entry', ':15:00Z', ':15:01Z')],
  ['another index', (c) => void replaceIn(first(c), 'proof', 'index 5', 'index 6')],
  ['a size the log did not sign', (c) => void replaceIn(first(c), 'proof', '\n10\n', '\n11\n')],
  [
    'a checkpoint of another log',
    (c) => void replaceHead(c, world.head(10, 250, world.witnesses, world.stranger, 'stranger.example')),
  ],
  [
    'a checkpoint not signed by the log',
    (c) => void replaceHead(c, world.head(10, 250, world.witnesses, world.stranger)),
  ],
  [
    'a checkpoint signed with a new log key',
    (c) => void replaceHead(c, world.head(10, 250, world.witnesses, world.renewedLog)),
  ],
  ['one witness only', (c) => void replaceHead(c, world.head(10, 250, world.witnesses.slice(0, 1)))],
  [
    'one witness twice',
    (c) => void replaceHead(c, world.head(10, 250, world.witnesses.slice(0, 1).concat(world.witnesses.slice(0, 1)))),
  ],
  [
    'a witness nobody knows',
    (c) => void replaceHead(c, world.head(10, 250, [...world.witnesses.slice(0, 1), world.stranger])),
  ],
  ['witnesses before their keys were valid', (c) => void replaceHead(c, world.head(10, -90_000))],
  ['an earlier checkpoint of another size', (c) => void Object.assign(first(c), { known: world.head(4, 50) })],
  ['an earlier checkpoint without witnesses', (c) => void Object.assign(first(c), { known: world.head(5, 50, []) })],
  ['other trust', (c) => void Object.assign(c.trust.log.vkeys[0] ?? {}, { from: formatTime(1_789_000_000) })],
  [
    'a document not logged',
    (c) => void c.documents.push({ name: 'x', bytes: 0, sha256: world.salt(1), sm3: world.salt(1) }),
  ],
]

const CERTIFICATE_FORGERIES: readonly (readonly [string, Change])[] = [
  ['another title', (c) => void Object.assign(c.disclosed.certificate?.value ?? {}, { title: '别的数据' })],
  ['a longer validity', (c) => void Object.assign(c.disclosed.certificate?.value ?? {}, { validUntil: '2039-09-22' })],
  ['documents left out', (c) => void Object.assign(c, { documents: [] })],
  [
    'the deposit of somebody else',
    (c) =>
      void Object.assign(c.entries[1] ?? {}, {
        entry: (world.entries[world.depositIndex] ?? '').replace('000001', '000009'),
      }),
  ],
]

function replaceIn(
  holder: { entry: string; proof: string },
  member: 'entry' | 'proof',
  from: string,
  to: string,
): void {
  if (!holder[member].includes(from)) throw new Error(`nothing to replace: ${from}`)
  holder[member] = holder[member].replace(from, to)
}

function replaceHead(copy: world.Mutable<Package>, head: string): void {
  first(copy).proof = world.receipt(world.depositIndex, head, 10)
}

const TRUSTS = { trust: world.trust, retired: world.retired }

function packages(): Json {
  return {
    about:
      'Packages with the verdict at a time in Unix seconds under the named trust file, or under their own where trust is null. Documents are UTF-8 text by name.',
    trusts: TRUSTS as unknown as Json,
    cases: [
      verdict('an altered statement', world.depositPackage.replace('45 字节', '46 字节')),
      verdict('a space', world.depositPackage.replace(':', ': ')),
      verdict('not JSON', world.depositPackage.slice(0, -1)),
      verdict('a deposit', world.depositPackage),
      verdict('a certificate', world.certificatePackage),
      verdict('a certificate after its validity', world.certificatePackage, { now: 1_890_000_000 }),
      verdict('a deposit, its own trust file', world.depositPackage, { trust: null }),
      verdict('a clock that is wrong', world.depositPackage, { now: 1_700_000_000 }),
      verdict('a log key retired before', world.depositPackage, { trust: world.retired, trustName: 'retired' }),
      verdict('a certificate with its PDF', world.certificatePackage, {
        documents: { 'a.pdf': utf8Decode(world.pdf) },
      }),
      verdict('a certificate with another PDF', world.certificatePackage, { documents: { '证书.pdf': 'another' } }),
      ...forged(world.depositPackage, DEPOSIT_FORGERIES),
      ...forged(world.certificatePackage, CERTIFICATE_FORGERIES),
    ],
  }
}

/** The text of every vector file by its name. */
export function vectorFiles(): ReadonlyMap<string, string> {
  parseTrust(crypto, JSON.stringify(world.trust))
  const files = {
    ...{ fingerprint: fingerprints(), json: json(), manifest: manifests(), log: logs(), package: packages() },
    credential: credentialVectors(),
    sm3: sm3Vectors(),
    timestamp: timestampVectors(),
    negative: negativeVectors(),
  }
  return new Map(Object.entries(files).map(([name, value]) => [`${name}.json`, `${JSON.stringify(value, null, 1)}\n`]))
}

if (import.meta.main) {
  for (const [name, text] of vectorFiles()) {
    writeFileSync(new URL(`../vectors/${name}`, import.meta.url), utf8Encode(text))
  }
}
