import { expect, test } from 'vitest'
import { ed25519Key, generateEd25519PrivateKey, nodeCrypto } from '../adapters/node.ts'
import {
  COSIGNATURE,
  cosign,
  cosigner,
  ED25519,
  fewestWitnesses,
  formatPolicy,
  formatVkey,
  isQuorum,
  MLDSA_COSIGNATURE,
  noteSigner,
  PolicyError,
  parseNote,
  parsePolicy,
  policyTrust,
  quorumTime,
  signNote,
  utf8Encode,
  verifyCosignatures,
} from './index.ts'

const key = () => ed25519Key(generateEd25519PrivateKey())
const log = noteSigner(nodeCrypto, 'log.example', key())
const witnesses = ['x1', 'x2', 'x3', 'y1', 'y2', 'y3'].map((name) => cosigner(nodeCrypto, `${name}.example`, key()))
const [x1 = '', x2, x3, y1, y2, y3] = witnesses.map((w) => w.vkey)
const example = `# 两组见证人 \u2028 各出人
log ${log.vkey} https://log.example/

\twitness X1 ${x1}
witness  X2\t${x2} https://x2.example/
witness X3 ${x3}
  group X-见证 2 X1 X2 X3
witness Y1 ${y1}
witness Y2 ${y2}
witness Y3 ${y3}
group Y-见证 any Y1 Y2 Y3
group X-and-Y all X-见证 Y-见证
quorum X-and-Y
`
const parse = (text: string) => parsePolicy(nodeCrypto, utf8Encode(text))
const keysOf = (...names: number[]) => names.map((i) => parse(example).witnesses[i]?.key).filter((k) => k !== undefined)

test('two levels of groups: two of X and one of Y', () => {
  const policy = parse(example)
  expect(policy.logs.map((l) => [l.vkey, l.url])).toEqual([[log.vkey, 'https://log.example/']])
  expect(isQuorum(policy, keysOf(0, 2, 4))).toBe(true)
  expect(isQuorum(policy, keysOf(0, 1, 2))).toBe(false)
  expect(isQuorum(policy, keysOf(0, 3, 4, 5))).toBe(false)
  expect(isQuorum(policy, [])).toBe(false)
  expect(fewestWitnesses(policy)).toBe(3)
})

test('what is printed reads as the same policy', () => {
  const policy = parse(example)
  expect(parse(formatPolicy(policy))).toEqual(policy)
})

test('a single witness, none, and no line end at the end of the file', () => {
  expect(isQuorum(parse(`witness w ${x1}\nquorum w`), keysOf(0))).toBe(true)
  expect(isQuorum(parse(`witness w ${x1}\nquorum w`), keysOf(1))).toBe(false)
  const none = parse('quorum none\n')
  expect(isQuorum(none, [])).toBe(true)
  expect(policyTrust(none, 'log.example')).toBeNull()
  expect(policyTrust(parse(example), 'other.example')).toBeNull()
  expect(policyTrust(parse(example), 'log.example')?.quorum).toBe(3)
})

test('names are octets: they need not be UTF-8, and look-alikes differ', () => {
  const bytes = (name: number[], last: number[]) =>
    Uint8Array.from([
      ...utf8Encode('witness '),
      ...name,
      ...utf8Encode(` ${x1}\nquorum `),
      ...last,
      ...utf8Encode('\n# \u{1f600}'),
      0xff,
      0x0a,
    ])
  expect(isQuorum(parsePolicy(nodeCrypto, bytes([0xff, 0xa0], [0xff, 0xa0])), keysOf(0))).toBe(true)
  expect(() => parsePolicy(nodeCrypto, bytes([0x4b], [0xe2, 0x84, 0xaa]))).toThrow('unknown_name in line 2')
})

test('the time of the quorum is that of the cosignature that completed it', () => {
  const policy = parse(example)
  const text = 'log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'
  const times = [500, 100, 300, 400, 50, 600]
  const lines = witnesses.map((w, i) => cosign(w, text, times[i] ?? 1)).join('')
  const note = parseNote(signNote(text, [log]) + lines)
  const { good } = verifyCosignatures(
    nodeCrypto,
    note,
    policy.witnesses.map((w) => w.key),
  )
  expect(good).toHaveLength(6)
  expect(quorumTime(policy, good)).toBe(300)
  expect(quorumTime(policy, good.slice(0, 3))).toBeNull()
})

test('at least 32 of everything', () => {
  const lines = Array.from({ length: 32 }, (_, i) => {
    const logKey = noteSigner(nodeCrypto, `log${i}.example`, key()).vkey
    return `log ${logKey}\nwitness w${i} ${cosigner(nodeCrypto, `w${i}.example`, key()).vkey}\ngroup g${i} all w${i}\n`
  })
  const policy = parse(`${lines.join('')}quorum g31\n`)
  expect([policy.logs.length, policy.witnesses.length, policy.groups.length]).toEqual([32, 32, 32])
})

const same = key()
const asLog = formatVkey(nodeCrypto, 'log.example', ED25519, same.publicKey)
const twice = [
  formatVkey(nodeCrypto, 'a.example', COSIGNATURE, same.publicKey),
  formatVkey(nodeCrypto, 'b.example', COSIGNATURE, same.publicKey),
]
const quantum = formatVkey(nodeCrypto, 'q.example', MLDSA_COSIGNATURE, new Uint8Array(1312).fill(7))

test.each([
  ['', 'no_quorum', 0],
  ['# nothing\n', 'no_quorum', 0],
  ['quorum none\r\n', 'windows_line', 1],
  ['quorum\u0000none\n', 'control', 1],
  ['quorum none\n\u007f\n', 'control', 2],
  ['\nwitnesses none\n', 'unknown_keyword', 2],
  ['QUORUM none\n', 'unknown_keyword', 1],
  ['\u00a0quorum none\n', 'unknown_keyword', 1],
  ['quorum\n', 'missing_item', 1],
  ['quorum none none\n', 'extra_item', 1],
  ['quorum none\nquorum none\n', 'second_quorum', 2],
  ['quorum w\n', 'unknown_name', 1],
  [`quorum w\nwitness w ${x1}\n`, 'unknown_name', 1],
  ['log\n', 'missing_item', 1],
  ['log x+y+z\n', 'bad_vkey', 1],
  [`log ${x1}\n`, 'wrong_key_type', 1],
  [`log ${asLog} ftp://log.example\n`, 'bad_url', 1],
  [`log ${asLog} https://log.example/ more\n`, 'extra_item', 1],
  [`log ${asLog}\nlog ${asLog}\n`, 'duplicate_key', 2],
  ['witness w\n', 'missing_item', 1],
  [`witness w ${asLog}\n`, 'wrong_key_type', 1],
  [`witness none ${x1}\n`, 'reserved_name', 1],
  [`witness w ${x1}\nwitness w ${x2}\n`, 'duplicate_name', 2],
  [`witness v ${twice[0]}\nwitness w ${twice[1]}\n`, 'duplicate_key', 2],
  [`witness w ${x1?.slice(0, -4)}AAA=\n`, 'bad_vkey', 1],
  [`witness w ${x1}\ngroup w any w\n`, 'duplicate_name', 2],
  [`witness w ${x1}\ngroup g any\n`, 'missing_item', 2],
  [`witness w ${x1}\ngroup g\n`, 'missing_item', 2],
  [`witness w ${x1}\ngroup none any w\n`, 'reserved_name', 2],
  [`witness w ${x1}\ngroup g any none\n`, 'reserved_name', 2],
  [`witness w ${x1}\ngroup g any v\n`, 'unknown_name', 2],
  [`witness w ${x1}\ngroup g any g\n`, 'unknown_name', 2],
  [`witness w ${x1}\ngroup g any w w\n`, 'member_twice', 2],
  [`witness w ${x1}\ngroup g any w\ngroup h any w\n`, 'member_twice', 3],
  [`witness w ${x1}\ngroup g 0 w\n`, 'bad_threshold', 2],
  [`witness w ${x1}\ngroup g 2 w\n`, 'bad_threshold', 2],
  [`witness w ${x1}\ngroup g 01 w\n`, 'bad_threshold', 2],
  [`witness w ${x1}\ngroup g -1 w\n`, 'bad_threshold', 2],
  [`witness w ${x1}\ngroup g 1e0 w\n`, 'bad_threshold', 2],
  [`witness w ${x1}\ngroup g 99999999999999999999 w\n`, 'bad_threshold', 2],
  [`witness __proto__ ${x1}\nquorum constructor\n`, 'unknown_name', 2],
])('refused: %j', (text, fault, line) => {
  const error = (() => {
    try {
      return parse(text)
    } catch (caught) {
      return caught
    }
  })()
  expect(error).toBeInstanceOf(PolicyError)
  if (!(error instanceof PolicyError)) return
  expect([error.fault, error.line]).toEqual([fault, line])
  expect(error.text('zh')).toContain(line === 0 ? 'quorum' : `第 ${line} 行：`)
})

test('ML-DSA keys are witnesses too, and names like __proto__ are names', () => {
  const policy = parse(`witness __proto__ ${quantum}\nquorum __proto__\n`)
  expect(isQuorum(policy, [])).toBe(false)
  expect(
    isQuorum(
      policy,
      [policy.witnesses[0]?.key].filter((k) => k !== undefined),
    ),
  ).toBe(true)
})
