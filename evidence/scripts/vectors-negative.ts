// What must be refused, and why: one list for every reader of what comes from outside.
import { nodeCrypto as crypto } from '../adapters/node.ts'
import {
  canonicalBytes,
  cosign,
  digestsOf,
  entryText,
  FormatError,
  formatAddCheckpoint,
  formatCheckpoint,
  formatProof,
  inclusionProof,
  type Json,
  leafHash,
  manifestBytes,
  signNote,
  toBase64,
  treeRoot,
  utf8Decode,
  utf8Encode,
} from '../src/index.ts'
import { joined, type Pieces, READERS, type ReaderName } from './readers.ts'
import { stampedPackage, stampedTrust } from './vectors-timestamp.ts'
import { type Change, forged, verdict } from './verdicts.ts'
import * as world from './world.ts'

type Given = string | Pieces

/** What a reader says to an input; throws where it takes it. */
function refusal(reader: ReaderName, input: string): { code: string; field: string } {
  try {
    READERS[reader](input)
  } catch (error) {
    if (error instanceof FormatError) return { code: error.code, field: error.field }
    throw error
  }
  throw new Error(`${reader} takes what it must refuse: ${input.slice(0, 200)}`)
}

function refused(reader: ReaderName, list: readonly (readonly [name: string, input: Given])[]): Json[] {
  return list.map(([name, input]) => {
    const pieces: Pieces = typeof input === 'string' ? [[input, 1]] : input
    return { name, reader, input: pieces.map(([text, times]) => [text, times]), ...refusal(reader, joined(pieces)) }
  })
}

function edit(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`nothing to replace: ${from}`)
  return changed
}

const manifest = utf8Decode(manifestBytes(world.manifest))
const entry = world.entries[world.depositIndex] ?? ''
const policy = entryText({
  ...{ type: 'policy', subject: 'log-policy', time: '2026-09-21T14:15:00Z', previous: null, known: null },
  ...{ digests: digestsOf(crypto, canonicalBytes({ policy: null, quorum: 2 })), body: { policy: null, quorum: 2 } },
})
const head = world.head(world.SIZE, 173_000)
const proof = world.receipt(world.depositIndex, head, world.SIZE)
const checkpoint = formatCheckpoint(world.log.name, 7, new Uint8Array(32))
const trust = JSON.stringify(world.trust)
const request = formatAddCheckpoint(3, [new Uint8Array(32)], signNote(checkpoint, [world.log]))
const pack = world.depositPackage
const token: string = (JSON.parse(stampedPackage) as { timestamps: { tokens: string[] } }).timestamps.tokens[0] ?? ''
const bytes = (...list: number[]) => toBase64(Uint8Array.from(list))
const cut = (base64: string, from: number, to: number) =>
  toBase64(Uint8Array.from(Buffer.from(base64, 'base64').subarray(from, to)))

const texts = (): Json[] => [
  ...refused('utf8', [
    ['an overlong slash', bytes(0xc0, 0xaf)],
    ['half of a pair written as three bytes', bytes(0xed, 0xa0, 0x80)],
    ['beyond the last code point', bytes(0xf4, 0x90, 0x80, 0x80)],
    ['a sequence cut short', bytes(0x61, 0xe6, 0x95)],
    ['a continuation by itself', bytes(0x80)],
  ]),
  ...refused('base64', [
    ['no padding', 'YQ'],
    ['bits beyond the end', 'YR=='],
    ['the alphabet of addresses', '_-__'],
    ['a line break', 'YQ==\n'],
  ]),
  ...refused('json', [
    ['two members of one name', '{"a":1,"a":1}'],
    ['two members of one name, one escaped', '{"__proto__":1,"\\u005f_proto__":2}'],
    ['half of a pair, escaped', '"\\udc00"'],
    ['half of a pair as a name', '{"\\ud83d":1}'],
    ['something after the value', '{}\n{}'],
    ['a NUL after the value', '{}\u0000'],
    ['a byte order mark', '\ufeff{}'],
    ['a number too large for a double', '1e400'],
    ['a number with a leading zero', '-01'],
    ['not a number', 'NaN'],
    ['a plus sign', '+1'],
    ['a comment', '{/**/}'],
    ['single quotes', "{'a':1}"],
    ['a control character in a string', '"\u0001"'],
    [
      '66 deep',
      [
        ['[', 66],
        [']', 66],
      ],
    ],
    ['a million deep', [['[', 1_000_000]]],
    ['a million deep in objects', [['{"a":', 1_000_000]]],
  ]),
  ...refused('canonical', [
    ['members in another order', '{"b":1,"a":2}'],
    ['a space', '{"a": 1}'],
    ['1.0 for 1', '1.0'],
    ['1e2 for 100', '1e2'],
    ['minus zero', '-0'],
    ['an escape nobody needs', '"\\u0061"'],
    ['an upper-case escape', '"\\u001F"'],
    ['a digit that a double does not hold', '9007199254740993'],
  ]),
]

const item = '{"bytes":0,"path":"a","tree":0,"whole":null},'
const manifests = (): Json[] =>
  refused('manifest', [
    ['a path out of the folder', edit(manifest, '"README.txt"', '"a/../../README.txt"')],
    ['an absolute path', edit(manifest, '"README.txt"', '"/etc/passwd"')],
    ['a drive', edit(manifest, '"README.txt"', '"C:/README.txt"')],
    ['a backslash', edit(manifest, '"README.txt"', '"..\\\\README.txt"')],
    ['an empty path', edit(manifest, '"README.txt"', '""')],
    ['a path that ends in a slash', edit(manifest, '"README.txt"', '"README/"')],
    ['a NUL in a path', edit(manifest, '"README.txt"', '"README\\u0000.txt"')],
    ['half of a pair in a path', edit(manifest, '"README.txt"', '"\\ud800"')],
    ['a path of 4,097 bytes', edit(manifest, '"README.txt"', `"${'a'.repeat(4097)}"`)],
    ['a path in another Unicode form', edit(manifest, '"README.txt"', '"Re\u0301ADME.txt"')],
    ['a path twice', edit(manifest, '"empty.csv"', '"README.txt"')],
    ['paths out of order', edit(manifest, '"README.txt"', '"流量/2027.csv"')],
    ['a link', edit(manifest, '"path":"README.txt"', '"link":"/etc/passwd","path":"README.txt"')],
    ['a size below nothing', edit(manifest, '"bytes":7', '"bytes":-1')],
    ['half a byte', edit(manifest, '"bytes":7', '"bytes":0.5')],
    ['a size as text', edit(manifest, '"bytes":7', '"bytes":"7"')],
    ['2^53 bytes', edit(manifest, '"bytes":7', '"bytes":9007199254740992')],
    ['sizes whose sum is beyond 2^53', edit(manifest, '"bytes":7', '"bytes":9007199254740991')],
    ['an empty file with the digest of another', edit(manifest, '"bytes":7', '"bytes":0')],
    ['a digest of 63 digits', edit(manifest, /"sha256":"[0-9a-f]/, '"sha256":"')],
    ['a digest in capitals', edit(manifest, /"sha256":"[0-9a-f]{64}"/, `"sha256":"${'A'.repeat(64)}"`)],
    ['__proto__ as a member', edit(manifest, '{"chunkBytes"', '{"__proto__":{},"chunkBytes"')],
    ['constructor as a member', edit(manifest, ',"files"', ',"constructor":{},"files"')],
    ['no files', edit(manifest, /"files":\[.*\],"format"/, '"files":[],"format"')],
    [
      '1,000,000 files',
      [
        ['{"chunkBytes":1048576,"files":[', 1],
        [item, 999_999],
        [item.slice(0, -1), 1],
        [edit(manifest, /^.*\],"format"/, '],"format"'), 1],
      ],
    ],
    ['64 MiB of spaces and one more', [[' ', 67_108_865]]],
  ])

const log = (): Json[] => [
  ...refused('entry', [
    ['a negative size', edit(entry, /"size":5/, '"size":-5')],
    ['a size of 2^53', edit(entry, /"size":5/, '"size":9007199254740992')],
    ['a huge number', edit(entry, /"files":3/, '"files":1e+300')],
    ['a day that is none', edit(entry, /"time":"2026-\d\d-\d\d/, '"time":"2026-02-30')],
    ['a leap second', edit(entry, /:\d\dZ"/, ':60Z"')],
    ['a member nobody knows', edit(entry, '{"body"', '{"__proto__":null,"body"')],
    ['trailing bytes', `${entry}\n`],
    ['a policy for fewer than no witnesses', edit(policy, '"quorum":2', '"quorum":-1')],
    ['a policy that is no text', edit(policy, '"policy":null', '"policy":{}')],
    ['a policy without a number', edit(policy, ',"quorum":2', '')],
    [
      'an entry of a megabyte',
      [
        [' ', 1_048_576],
        [entry, 1],
      ],
    ],
  ]),
  ...refused('vkey', [
    ['a key of 31 bytes', 'a.example+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['a key id that is not the key’s', edit(world.log.vkey, /\+[0-9a-f]{8}\+/, '+00000000+')],
    ['no name', edit(world.log.vkey, /^[^+]+/, '')],
  ]),
  ...refused('checkpoint', [
    ['a negative size', edit(checkpoint, '\n7\n', '\n-7\n')],
    ['a size with a leading zero', edit(checkpoint, '\n7\n', '\n07\n')],
    ['a size of 2^53', edit(checkpoint, '\n7\n', '\n9007199254740992\n')],
    ['a size of 400 digits', edit(checkpoint, '\n7\n', `\n${'9'.repeat(400)}\n`)],
    ['a size in hex', edit(checkpoint, '\n7\n', '\n0x7\n')],
    ['a root of 31 bytes', edit(checkpoint, /\n[^\n]+\n$/, `\n${toBase64(new Uint8Array(31))}\n`)],
    ['a root of 33 bytes', edit(checkpoint, /\n[^\n]+\n$/, `\n${toBase64(new Uint8Array(33))}\n`)],
    ['no line end', checkpoint.slice(0, -1)],
    ['no origin', edit(checkpoint, /^[^\n]+/, '')],
  ]),
  ...refused('note', [
    ['no signature', `${checkpoint}\n`],
    ['a hyphen for the dash', head.replaceAll('\u2014', '-')],
    ['a signature of three bytes', `${checkpoint}\n\u2014 a.example AAAA\n`],
    ['a signature that is no base64', `${checkpoint}\n\u2014 a.example !!!!\n`],
    ['no line end', head.slice(0, -1)],
    ['a carriage return', head.replaceAll('\n', '\r\n')],
  ]),
  ...refused('proof', [
    ['another header', edit(proof, '@v1', '@v2')],
    ['a negative index', edit(proof, /index \d+/, 'index -1')],
    ['an index of 2^64', edit(proof, /index \d+/, 'index 18446744073709551616')],
    ['no index', edit(proof, /index \d+\n/, '')],
    ['a hash of 31 bytes', edit(proof, /(index \d+\n)[^\n]+/, `$1${toBase64(new Uint8Array(31))}`)],
    [
      '64 hashes',
      [
        [edit(proof, /(index \d+\n)[\s\S]*$/, '$1'), 1],
        [`${toBase64(new Uint8Array(32))}\n`, 64],
        [`\n${head}`, 1],
      ],
    ],
    ['an extra that is no base64', edit(proof, 'index', 'extra !\nindex')],
  ]),
  ...refused('addCheckpoint', [
    ['a negative old size', edit(request, 'old 3', 'old -3')],
    ['no old size', edit(request, 'old 3\n', '')],
    ['a hash of 31 bytes', edit(request, /\n[^\n]+\n\n/, `\n${toBase64(new Uint8Array(31))}\n\n`)],
    [
      '64 hashes',
      [
        ['old 3\n', 1],
        [`${toBase64(new Uint8Array(32))}\n`, 64],
        [`\n${signNote(checkpoint, [world.log])}`, 1],
      ],
    ],
  ]),
]

const packages = (): Json[] => [
  ...refused('trust', [
    ['a quorum of nobody', edit(trust, '"quorum":2', '"quorum":0')],
    ['a quorum of more than there are', edit(trust, '"quorum":2', '"quorum":3')],
    ['a negative quorum', edit(trust, '"quorum":2', '"quorum":-1')],
    ['a key twice', edit(trust, /("vkeys":\[)(\{[^}]*\})/, '$1$2,$2')],
    ['a key that ends before it begins', edit(trust, '"until":null', '"until":"2020-01-01T00:00:00Z"')],
    ['the key of the log as a witness', edit(trust, /(witnesses":\[\{"vkey":")[^"]+/, `$1${world.log.vkey}`)],
    ['a witness under another name', edit(trust, '"name":"witness-1.example"', '"name":"witness-2.example"')],
    ['no witnesses', edit(trust, /"witnesses":\[.*\],"quorum"/, '"witnesses":[],"quorum"')],
    ['a member nobody knows', edit(trust, '"quorum"', '"__proto__":{},"quorum"')],
  ]),
  ...refused('package', [
    ['a space in front', ` ${pack}`],
    ['trailing bytes', `${pack}\u0000`],
    ['cut in the middle', pack.slice(0, pack.length >> 1)],
    ['another version of the format', edit(pack, 'datadeed-package/1', 'datadeed-package/2')],
    ['no entries', edit(pack, /"entries":\[.*?\],"format"/, '"entries":[],"format"')],
    ['an entry that is no entry', edit(pack, /"entry":"(?:[^"\\]|\\.)*"/, '"entry":"{}"')],
    ['a manifest with a path out of the folder', edit(pack, '"README.txt"', '"../README.txt"')],
    ['__proto__ as a member', edit(pack, '{"checksum"', '{"__proto__":{},"checksum"')],
    ['an array', '[]'],
    ['nothing', ''],
  ]),
  ...refused('token', [
    ['no bytes', ''],
    ['a length of 2^32 - 1', bytes(0x30, 0x84, 0xff, 0xff, 0xff, 0xff)],
    ['an indefinite length', bytes(0x30, 0x80, 0, 0)],
    ['a length in more bytes than it needs', bytes(0x30, 0x81, 0x01, 0x00)],
    ['cut short', cut(token, 0, 100)],
    ['without its head', cut(token, 1, 5000)],
    ['trailing bytes', toBase64(Uint8Array.from([...Buffer.from(token, 'base64'), 0]))],
  ]),
  ...refused('certificate', [['a token for a certificate', token]]),
]

const setProof =
  (make: (text: string) => string): Change =>
  (copy) => {
    const [first] = copy.entries
    if (first) first.proof = make(first.proof)
  }
const signatureOf = (note: string): string => note.slice(note.indexOf('\n\n') + 2)

/** A tree of the same size in which another entry stands, signed by the log and its witnesses: a fork. */
function anotherTree(): string {
  const size = world.SIZE_AT_DEPOSIT
  const leaves = world.entries
    .slice(0, size)
    .map((text, i) => leafHash(crypto.sha256, utf8Encode(i === world.depositIndex ? `${text} ` : text)))
  const text = formatCheckpoint(world.log.name, size, treeRoot(crypto.sha256, leaves))
  const signed =
    signNote(text, [world.log]) + world.witnesses.map((w, i) => cosign(w, text, 1_790_000_250 + i)).join('')
  return formatProof({
    index: world.depositIndex,
    path: inclusionProof(crypto.sha256, leaves, world.depositIndex),
    checkpoint: signed,
    extra: null,
  })
}

const damaged = (line: string): string => {
  const at = line.lastIndexOf(' ') + 1
  const raw = Buffer.from(line.slice(at), 'base64')
  raw[raw.length - 1] = (raw[raw.length - 1] ?? 0) ^ 1
  return line.slice(0, at) + raw.toString('base64')
}
const changeLine = (text: string, name: string, change: (line: string) => string): string =>
  text
    .split('\n')
    .map((line) => (line.startsWith(`\u2014 ${name} `) ? change(line) : line))
    .join('\n')
const [witness] = world.witnesses

const FORGERIES: readonly (readonly [string, Change])[] = [
  ['the proof of another tree', setProof(anotherTree)],
  [
    'the path of another entry',
    setProof((own) => {
      const other = world.receipt(world.depositIndex - 1, head, world.SIZE_AT_DEPOSIT)
      const path = other.slice(0, other.indexOf('\n\n')).replace(/index \d+/, `index ${world.depositIndex}`)
      return path + own.slice(own.indexOf('\n\n'))
    }),
  ],
  ['a path one hash short', setProof((own) => own.replace(/(index \d+\n)[^\n]+\n/, '$1'))],
  ['a path one hash long', setProof((own) => own.replace(/(index \d+\n)/, `$1${toBase64(new Uint8Array(32))}\n`))],
  ['an index beyond the tree', setProof((own) => own.replace(/index \d+/, 'index 10'))],
  ['an index of 2^53 - 1', setProof((own) => own.replace(/index \d+/, 'index 9007199254740991'))],
  ['a known key of the log with a bad signature', setProof((own) => changeLine(own, world.log.name, damaged))],
  ['a known key of a witness with a bad signature', setProof((own) => changeLine(own, witness?.name ?? '', damaged))],
  [
    'signatures of another checkpoint',
    setProof((own) => own.slice(0, own.lastIndexOf('\n\n') + 2) + signatureOf(head)),
  ],
]

const TAKEN: readonly (readonly [string, Change])[] = [
  [
    'a signature of a key nobody knows is passed over',
    setProof(
      (own) =>
        own +
        signatureOf(
          signNote(own.slice(own.indexOf('\n\n') + 2, own.lastIndexOf('\n\n') + 1), [world.stranger]),
        ).replace(/^\n/, ''),
    ),
  ],
]

/** 2^32 + 1 bytes are many and no fault. */
const accepted = (): Json => [
  { name: '2^32 + 1 bytes', reader: 'manifest', input: [[edit(manifest, '"bytes":7', '"bytes":4294967297'), 1]] },
  { name: 'a change of the number of witnesses', reader: 'entry', input: [[policy, 1]] },
  { name: '__proto__ as a name of no format', reader: 'json', input: [['{"__proto__":{"a":1}}', 1]] },
]

export const negativeVectors = (): Json => ({
  about:
    'What readers must refuse, with the reason. `input` is pieces of text, each repeated so many times; utf8, base64, token and certificate take base64. `verdicts` are packages that read well and do not hold, and one that does, as in package.json.',
  refused: [...texts(), ...manifests(), ...log(), ...packages()],
  accepted: accepted(),
  trusts: { trust: world.trust, stamped: stampedTrust } as unknown as Json,
  verdicts: [
    ...forged(world.depositPackage, FORGERIES),
    ...forged(world.depositPackage, TAKEN),
    verdict('a package with everything in it', stampedPackage, { trust: stampedTrust, trustName: 'stamped' }),
  ],
})
