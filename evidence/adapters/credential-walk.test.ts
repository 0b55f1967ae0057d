import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import * as w from '../scripts/world-credential.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadeed-walk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const document = readFileSync(new URL('../../docs/evidence-format.md', import.meta.url), 'utf8')
const commands = /```bash credential-walk\n(.*?)```/s.exec(document)?.[1] ?? ''
const chainCommands = /```bash credential-chain-walk\n(.*?)```/s.exec(document)?.[1] ?? ''

/** What the commands of the document print for a credential and a status list. */
function walk(credential: string, statusList: string, run = commands): string {
  writeFileSync(join(folder, 'credential.sd-jwt'), credential)
  writeFileSync(join(folder, 'status-list.jwt'), statusList)
  // As the site serves it, for people to read.
  writeFileSync(join(folder, 'issuer.json'), JSON.stringify(w.issuer, null, 2))
  try {
    return execFileSync('bash', ['-c', run], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    return String((error as { stdout: unknown }).stdout)
  }
}

test('the commands in the document verify a credential with openssl alone', () => {
  const said = walk(w.credential, w.statusList())
  expect(said).toContain('Verified OK')
  expect(said.match(/ signed$/gm)).toHaveLength(Object.keys(w.claims).length)
  expect(said).toContain('示例交通科技有限公司')
  expect(said).toContain('state 0')
})

test('and one that brings certificates with a root alone', () => {
  const pem = ({ certificate }: { certificate: Uint8Array }) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`
  const said = (credential: string, root: { certificate: Uint8Array }) => {
    writeFileSync(join(folder, 'root.pem'), pem(root))
    return walk(credential, w.statusList(), chainCommands)
  }
  const good = said(w.chained, w.root)
  for (const words of ['leaf.pem: OK', 'URI:https://datadeed.example', 'Verified OK']) expect(good).toContain(words)
  expect(said(w.chained, w.strangeRoot)).not.toContain('leaf.pem: OK')
  const [jws = ''] = w.chained.split('~')
  const changed = `${jws.slice(0, -9)}${jws.at(-9) === 'A' ? 'B' : 'A'}${jws.slice(-8)}~`
  expect(said(changed, w.root)).not.toContain('Verified OK')
})

test('and find what was changed or revoked', () => {
  const [jws = '', ...rest] = w.credential.split('~')
  const changed = `${jws.slice(0, -9)}${jws.at(-9) === 'A' ? 'B' : 'A'}${jws.slice(-8)}`
  expect(walk([changed, ...rest].join('~'), w.statusList())).not.toContain('Verified OK')
  const [first = '', ...others] = rest
  const forged = walk(
    [jws, `${first.slice(0, 40)}${first[40] === 'A' ? 'B' : 'A'}${first.slice(41)}`, ...others].join('~'),
    w.statusList(),
  )
  expect(forged).toContain('NOT SIGNED')
  expect(walk(w.credential, w.statusList({ 7: 'revoked' }))).toContain('state 1')
  expect(walk(w.credential, w.statusList({ 7: 'suspended' }))).toContain('state 2')
  expect(walk(w.credential, w.statusList({ 7: 'superseded', 6: 'revoked' }))).toContain('state 3')
})
