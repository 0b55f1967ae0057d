import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { stampedPackage, stampedTrust } from '../scripts/vectors-timestamp.ts'
import * as world from '../scripts/world.ts'
import { canonicalize } from '../src/index.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const blocksOf = (text: string) =>
  [...text.matchAll(/```bash (\S+)\n(.*?)```/gs)].map(([, name, code]) => ({ name, code }))
const blocks = blocksOf(read('verify-without-us.md'))
const missing = ['jq', 'xxd', 'openssl', 'bash'].filter((tool) => spawnSync('which', [tool]).status !== 0)

/** What the commands of the document print in a folder with nothing but these files. */
const walk = (files: Record<string, string | Uint8Array>, names = blocks.map(({ name }) => name)): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-without-us-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  const script = blocks.filter(({ name }) => names.includes(name)).map(({ code }) => code)
  return execFileSync('bash', ['-c', `${script.join('\n')}\ntrue`], {
    cwd: folder,
    encoding: 'utf8',
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
