import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { stampedPackage, stampedTrust } from '../scripts/vectors-timestamp.ts'
import * as world from '../scripts/world.ts'
import {
  canonicalize,
  cosign,
  formatCheckpoint,
  growTiles,
  leafHash,
  mlDsaCosigner,
  parseNote,
  parseProof,
  signNote,
  tilePath,
  treeRoot,
  utf8Encode,
} from '../src/index.ts'
import { hasMlDsa, mlDsa44Key } from './ml-dsa.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const blocksOf = (text: string) =>
  [...text.matchAll(/```bash (\S+)\n(.*?)```/gs)].map(([, name, code]) => ({ name, code }))
const blocks = blocksOf(read('verify-without-us.md'))
const missing = ['jq', 'xxd', 'openssl', 'bash'].filter((tool) => spawnSync('which', [tool]).status !== 0)

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-without-us-'))
  folders.push(folder)
  return folder
}

type Files = Record<string, string | Uint8Array>
const isGo = ({ name }: { name: string | undefined }) => name === 'go'

/** What the commands of the document print in a folder with nothing but these files; `programs` are found before the machine's. */
const walk = (files: Files, programs = '', run = blocks.filter((block) => !isGo(block))): string[] => {
  const folder = emptyFolder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const script = run.map(({ code }) => code)
  const path = [programs, dirname(process.execPath), process.env.PATH].filter(Boolean).join(delimiter)
  return execFileSync('bash', ['-c', `${script.join('\n')}\ntrue`], {
    cwd: folder,
    encoding: 'utf8',
    // A Go that lacks the library must not fetch it here.
    env: { ...process.env, PATH: path, GOPROXY: 'off' },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).split('\n')
}
const shouts = (lines: readonly string[]) =>
  lines.filter((line) => /\b(NOT|BAD|DIFFERS|ANOTHER|too long|too short)\b|Verification [Ff]ail/.test(line))
const stamped = { 'package.datadeed.json': stampedPackage, 'trust.json': JSON.stringify(stampedTrust, null, 2) }
const forged = (
  text: string,
  ...[change]: Parameters<typeof world.forge> extends [string, infer C, ...unknown[]] ? [C] : never
) => canonicalize(world.forge(text, change, true))

test('both languages give the same commands', () => {
  expect(blocks.length).toBeGreaterThan(6)
  expect(blocksOf(read('verify-without-us.zh-CN.md'))).toEqual(blocks)
})

describe.skipIf(missing.length > 0)(
  `the commands of the document (need ${['jq', 'xxd', 'openssl', 'bash'].join(', ')})`,
  () => {
    test('prove a deposit: log, witnesses, SM3 tree, timestamps', () => {
      const lines = walk(stamped)
      expect(shouts(lines)).toEqual([])
      for (const said of [
        'owner: as logged',
        'manifest: as logged',
        'log: holds the entry',
        'log: the trusted one',
        'SM3 tree: holds the entry',
        'SM2: Verified OK',
        'stamped checkpoint: holds the entry',
      ])
        expect(lines).toContain(said)
      expect(lines.filter((line) => line.startsWith('log: signed'))).toHaveLength(1)
      expect(lines.filter((line) => /^witness: Operator \d saw it at 2026-/.test(line))).toHaveLength(2)
      expect(lines.filter((line) => /^timestamp: (stamped|sm3-note) at /.test(line))).toHaveLength(3)
    })

    test('prove a certificate and compare its documents', () => {
      const trust = JSON.stringify(world.trust)
      const files = { 'package.datadeed.json': world.certificatePackage, 'trust.json': trust }
      const lines = walk({ ...files, '证书.pdf': world.pdf })
      expect(shouts(lines)).toEqual([])
      for (const said of ['certificate: as logged', '证书.pdf: same', 'log: holds the entry'])
        expect(lines).toContain(said)
      expect(walk(files)).toContain('证书.pdf: not here')
      expect(walk({ ...files, '证书.pdf': 'another' })).toContain('证书.pdf: DIFFERS')
    })

    describe.skipIf(!hasMlDsa)('tell ML-DSA-44 cosignatures', () => {
      const second = mlDsaCosigner(world.crypto, 'witness-1.example', mlDsa44Key(new Uint8Array(32).fill(2)))
      const [first] = stampedTrust.witnesses
      const trust = JSON.stringify({
        ...stampedTrust,
        witnesses: [...stampedTrust.witnesses, { ...first, vkey: second.vkey }],
      })
      const signed = (change: (line: string) => string) =>
        forged(stampedPackage, (copy) => {
          const proof = copy.entries[0]?.proof ?? ''
          const line = cosign(second, parseNote(parseProof(proof).checkpoint).text, 1_790_000_150)
          Object.assign(copy.entries[0] ?? {}, { proof: proof + change(line) })
        })
      const files = { 'package.datadeed.json': signed((line) => line), 'trust.json': trust }
      const witnessLines = (lines: readonly string[]) => lines.filter((line) => line.startsWith('witness: '))

      test('from Ed25519 ones of the same witness, and verify both', () => {
        const lines = walk(files)
        expect(shouts(lines)).toEqual([])
        const said = witnessLines(lines).map((line) => line.replace(/ saw it at 2026-.*Z, /, ' ').replace(/, .*/, ''))
        expect(said).toEqual([
          'witness: Operator 1 signed with Ed25519',
          'witness: Operator 2 signed with Ed25519',
          'witness: Operator 1 signed with ML-DSA-44',
        ])
      })

      test('and find one that was altered', () => {
        const altered = signed((line) =>
          line.replace(/.(.{60})\n$/, (all, rest) => `${all[0] === 'A' ? 'B' : 'A'}${rest}\n`),
        )
        expect(witnessLines(walk({ ...files, 'package.datadeed.json': altered }))).toContain(
          'witness: BAD signature with ML-DSA-44: Operator 1',
        )
      })

      test('and do not count it where nothing can check it', () => {
        const programs = emptyFolder()
        const openssl = execFileSync('which', ['openssl'], { encoding: 'utf8' }).trim()
        writeFileSync(join(programs, 'openssl'), `#!/bin/sh\ntest "$1" != list && exec ${openssl} "$@"\n`, {
          mode: 0o755,
        })
        writeFileSync(join(programs, 'node'), '#!/bin/sh\nexit 127\n', { mode: 0o755 })
        const lines = walk(files, programs)
        expect(shouts(lines)).toEqual([])
        expect(witnessLines(lines)).toHaveLength(3)
        expect(lines).toContain('witness: Operator 1 not checked: ML-DSA-44 needs OpenSSL 3.5')
      })
    })

    test.each<[string, Parameters<typeof world.forge>[1], string]>([
      [
        'another owner',
        (copy) => void Object.assign(copy.disclosed.owner?.value ?? {}, { name: '别人' }),
        'owner: NOT as logged',
      ],
      [
        'another manifest',
        (copy) => void Object.assign(copy.manifest?.tool ?? {}, { version: '9' }),
        'manifest: NOT as logged',
      ],
      [
        'another time in the entry',
        (copy) =>
          void Object.assign(copy.entries[0] ?? {}, { entry: copy.entries[0]?.entry.replace(':15:00Z', ':15:01Z') }),
        'log: does NOT hold the entry',
      ],
      [
        'another tree in the checkpoint',
        (copy) =>
          void Object.assign(copy.entries[0] ?? {}, { proof: copy.entries[0]?.proof.replace('\n10\n', '\n11\n') }),
        'log: BAD signature',
      ],
    ])('find %s', (_, change, said) => {
      expect(walk({ ...stamped, 'package.datadeed.json': forged(stampedPackage, change) })).toContain(said)
    })

    test('find a package of another log, a damaged SM2 signature and a token over something else', () => {
      const other = { ...stampedTrust, log: { ...stampedTrust.log, origin: 'other.example' } }
      expect(walk({ ...stamped, 'trust.json': JSON.stringify(other) })).toContain('log: ANOTHER one')
      const changed = forged(stampedPackage, (copy) => {
        copy.sm3 =
          copy.sm3?.replace(/(.)(.{9}\n)$/s, (_, c: string, rest: string) => (c === 'A' ? 'B' : 'A') + rest) ?? ''
        Object.assign(copy.timestamps ?? {}, { proof: copy.timestamps?.proof.replace('\n10\n', '\n9\n') })
      })
      const lines = walk({ ...stamped, 'package.datadeed.json': changed })
      expect(lines).not.toContain('SM2: Verified OK')
      expect(lines).toContain('timestamp: does NOT verify')
    })
  },
)

if (missing.length > 0) test.skip(`not run: ${missing.join(', ')} is missing on this machine`, () => {})

const goLacks = [
  ...(spawnSync('which', ['go']).status === 0 ? [] : ['go']),
  ...(existsSync('/usr/share/gocode/src/golang.org/x/mod/sumdb') ? [] : ['golang-golang-x-mod-dev']),
]

describe.skipIf(goLacks.length + missing.length > 0)("the Go project's own log library", () => {
  const { sha256 } = world.crypto
  /** The log as it went on to be: tiles of two levels, full and partial ones. */
  const logFiles = async (entries: readonly string[]): Promise<Files> => {
    const leaves = entries.map((entry) => leafHash(sha256, utf8Encode(entry)))
    const tiles = await growTiles(sha256, async () => new Uint8Array(), 0, leaves)
    const text = formatCheckpoint(world.log.name, leaves.length, treeRoot(sha256, leaves))
    const note = signNote(text, [world.log]) + world.witnesses.map((w) => cosign(w, text, 1_790_200_000)).join('')
    return {
      'log/checkpoint': note,
      ...Object.fromEntries(tiles.map(({ data, ...tile }) => [`log/${tilePath(tile)}`, data])),
    }
  }
  const later = Array.from({ length: 700 }, (_, i) => `entry ${i}`)
  const goOf = (files: Files) =>
    walk(
      files,
      '',
      blocks.filter((block) => block.name === 'unpack' || isGo(block)),
    ).filter((line) => line.startsWith('Go'))

  test('opens our checkpoint and proves an entry by its receipt', () => {
    expect(goOf(stamped)).toEqual([
      'Go: checkpoint in the receipt of 10 entries is signed by the log and 2 witnesses',
      `Go: receipt proves entry ${world.depositIndex}`,
      'Go: no copy of the log here',
    ])
  })

  test('proves it from our tiles, and that the log continues the receipt', async () => {
    const files = await logFiles([...world.entries, ...later])
    expect(Object.keys(files)).toContain('log/tile/1/000.p/2')
    expect(goOf({ ...stamped, ...files }).slice(2)).toEqual([
      `Go: newest checkpoint of ${world.entries.length + 700} entries is signed by the log and 2 witnesses`,
      `Go: tiles prove entry ${world.depositIndex}, and that the log continues the receipt`,
    ])
  })

  test('finds another entry, a bad cosignature, a damaged tile and a log that is another', async () => {
    const changed = forged(stampedPackage, (copy) => {
      const [entry] = copy.entries
      if (entry) Object.assign(entry, { entry: entry.entry.replace(':15:00Z', ':15:01Z') })
    })
    expect(goOf({ ...stamped, 'package.datadeed.json': changed }).at(-1)).toContain('receipt does NOT verify')
    const signed = forged(stampedPackage, (copy) => {
      const [entry] = copy.entries
      if (entry)
        Object.assign(entry, {
          proof: entry.proof.replace(/.(.{60})\n$/, (all, rest) => `${all[0] === 'A' ? 'B' : 'A'}${rest}\n`),
        })
    })
    expect(goOf({ ...stamped, 'package.datadeed.json': signed })).toEqual([
      expect.stringMatching(/checkpoint in the receipt does NOT verify.*invalid signature for key witness-2/),
    ])
    const files = await logFiles([...world.entries, ...later])
    const tile = 'log/tile/0/000'
    const damaged = Uint8Array.from(files[tile] as Uint8Array, (byte, i) => (i === 40 ? byte ^ 1 : byte))
    expect(goOf({ ...stamped, ...files, [tile]: damaged }).at(-1)).toContain('log does NOT verify')
    const another = await logFiles([...world.entries.toReversed(), ...later])
    expect(goOf({ ...stamped, ...another }).at(-1)).toContain('log does NOT verify')
  })
})

if (goLacks.length > 0)
  test.skip(`Go's log library not tried: ${goLacks.join(', ')} is missing on this machine`, () => {})
