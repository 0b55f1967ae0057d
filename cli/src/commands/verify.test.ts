import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

interface Case {
  name: string
  now: number
  outcome: string
  package: string
  trust: string | null
  documents: Record<string, string>
}
const vectorFile = new URL('../../../evidence/vectors/package.json', import.meta.url)
const vectors = JSON.parse(readFileSync(vectorFile, 'utf8')) as {
  trusts: Record<string, unknown>
  cases: Case[]
}
const deposit = vectors.cases.find((one) => one.name === 'a deposit')?.package ?? ''

let folder = ''
let lines: string[] = []
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-verify-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  for (const [name, trust] of Object.entries(vectors.trusts)) writeFileSync(at(`${name}.json`), JSON.stringify(trust))
  writeFileSync(at('d.json'), deposit)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

test.each(vectors.cases)('$name: $outcome', async ({ now, outcome, package: text, trust, documents }) => {
  vi.spyOn(Date, 'now').mockReturnValue(now * 1000)
  writeFileSync(at('p.json'), text)
  for (const [name, content] of Object.entries(documents)) writeFileSync(at(name), content)
  const given = Object.keys(documents).flatMap((name) => ['--document', at(name)])
  const code = await main(['verify', at('p.json'), ...given, ...(trust ? ['--trust', at(`${trust}.json`)] : [])])
  expect(code).toBe({ valid: 0, invalid: 1, cannot_check: 2 }[outcome])
  expect(lines.at(-1)).toBe(`结论：${{ valid: '有效', invalid: '无效', cannot_check: '现在无法验证' }[outcome]}`)
})

test('compares data with the manifest and names the first file that differs', async () => {
  const data: Record<string, string> = {
    '流量/2026-01.csv': 'time,section,count\n2026-01-01,G2-1,42\n',
    'README.txt': 'sample\n',
    'empty.csv': '',
  }
  mkdirSync(at('data/流量'), { recursive: true })
  for (const [path, content] of Object.entries(data)) writeFileSync(at(join('data', path)), content)
  const run = () => main(['verify', at('d.json'), '--trust', at('trust.json'), '--data', at('data')])
  expect(await run()).toBe(0)
  writeFileSync(at('data/流量/2026-01.csv'), 'time,section,count\n2026-01-01,G2-1,43\n')
  expect(await run()).toBe(1)
  expect(lines.join('\n')).toContain('流量/2026-01.csv')
  writeFileSync(at('data/流量/2026-01.csv'), data['流量/2026-01.csv'] ?? '')
  writeFileSync(at('data/more.csv'), 'x')
  expect(await run()).toBe(1)
  expect(lines.join('\n')).toContain('多出文件“more.csv”')
})

test('what cannot be read or understood is a sentence and exit code 2', async () => {
  for (const args of [
    ['verify', at('none')],
    ['verify'],
    ['verify', at('d.json'), '--trust', at('d.json')],
    ['verif'],
    ['verify', '--nope'],
  ]) {
    expect(await main(args)).toBe(2)
    expect(lines.at(-1)).toMatch(/[\u4e00-\u9fff]/)
    expect(lines.join('\n')).not.toContain('程序出错')
  }
  expect(await main(['--lang', 'en', 'verify', at('none')])).toBe(2)
  expect(lines.at(-1)).toContain('Cannot read')
})

test('a PDF alone without a signature cannot be checked', async () => {
  writeFileSync(at('c.pdf'), '%PDF-1.7 plain')
  expect(await main(['verify', at('c.pdf')])).toBe(2)
})

test('--json gives one object', async () => {
  expect(await main(['--json', 'verify', at('d.json')])).toBe(0)
  expect(JSON.parse(lines.join('\n'))).toMatchObject({ outcome: 'valid', evidence: { outcome: 'valid' } })
})

test('negative vectors: packages that do not read or do not hold end with code 1 and say why', async () => {
  const negative = JSON.parse(readFileSync(new URL('negative.json', vectorFile), 'utf8'))
  vi.spyOn(Date, 'now').mockReturnValue(negative.verdicts[0].now * 1000)
  const unreadable = negative.refused.filter(({ reader }: { reader: string }) => reader === 'package')
  const texts: string[] = [
    ...unreadable.map(({ input }: { input: [string, number][] }) => input.map(([text, n]) => text.repeat(n)).join('')),
    ...negative.verdicts.filter(({ outcome }: Case) => outcome === 'invalid').map((one: Case) => one.package),
  ]
  expect(texts.length).toBeGreaterThan(15)
  for (const text of texts) {
    writeFileSync(at('n.json'), text)
    lines = []
    expect(await main(['verify', at('n.json'), '--trust', at('trust.json')])).toBe(1)
    expect(lines.at(-1)).toBe('结论：无效')
    expect(lines.join('\n')).toMatch(/✗ .+：.{5}/)
  }
})
