import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from './main.ts'

const vectors = JSON.parse(readFileSync(new URL('../../evidence/vectors/package.json', import.meta.url), 'utf8'))
const { credentials, issuers } = JSON.parse(
  readFileSync(new URL('../../evidence/vectors/credential.json', import.meta.url), 'utf8'),
)
const packageOf = (name: string): string =>
  vectors.cases.find((one: { name: string }) => one.name === name)?.package ?? ''

/** An archive without compression, written by hand: the CLI itself only reads. */
const zip = (files: Record<string, string>): Buffer => {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [title, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(title), Buffer.from(text)]
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x800, 2)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(content.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(name.length, 22)
    local.push(Buffer.from('PK\x03\x04'), head, name, content)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    central.push(Buffer.from('PK\x01\x02\x14\0'), head, tail, name)
    at += 30 + name.length + content.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, directory, end])
}

let folder = ''
let lines: string[] = []
const at = (name: string) => join(folder, name)
const run = (...args: string[]) => main(['verify', ...args, '--trust', at('trust.json')])
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-bulk-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  writeFileSync(at('trust.json'), JSON.stringify(vectors.trusts.trust))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

test('an archive of certificates: exit code, summary, and a report in the order of the archive', async () => {
  const good = Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [`证书/${i}.datadeed.json`, packageOf('a deposit')]),
  )
  writeFileSync(at('good.zip'), zip(good))
  expect(await run('--bulk', at('good.zip'), '--workers', '2', '--report', at('r.csv'))).toBe(0)
  expect(lines.join('\n')).toContain('有效 200 份，无效 0 份')
  const report = readFileSync(at('r.csv'), 'utf8').split('\r\n')
  expect([report.length, report[3]?.split(',').slice(0, 4)]).toEqual([
    202,
    ['证书/2.datadeed.json', 'valid', 'ok', 'D-2026-000001'],
  ])

  writeFileSync(at('bad.zip'), zip({ ...good, 'x.datadeed.json': packageOf('another owner'), '../y.json': '{}' }))
  expect(await run('--bulk', at('bad.zip'), '--report', at('r.json'))).toBe(1)
  const { outcome, counts, rows } = JSON.parse(readFileSync(at('r.json'), 'utf8'))
  expect([outcome, counts, rows.at(-2).code, rows.at(-1).code]).toEqual([
    'invalid',
    { valid: 200, invalid: 2, cannot_check: 0, skipped: 0 },
    'owner_mismatch',
    'bad_path',
  ])
  expect(lines.join('\n')).toContain('x.datadeed.json：所示权利人')
  expect(await run('--bulk', at('bad.zip'), '--report', at('r.json'))).toBe(2)
})

test('a list of numbers and paths, with the files beside it', async () => {
  mkdirSync(at('sub'))
  writeFileSync(at('20261122000000017.datadeed.json'), packageOf('a certificate'))
  writeFileSync(at('sub/d,1.json'), packageOf('a deposit'))
  writeFileSync(at('list.csv'), '\ufeff编号,备注\r\n2026 1122 0000 00017,甲\r\n"sub/d,1.json",乙\r\n')
  expect(await run('--bulk', at('list.csv'))).toBe(0)
  writeFileSync(at('20261122000000017.pdf'), 'another')
  expect(await run('--bulk', at('list.csv'))).toBe(1)
  expect(lines.join('\n')).toContain('20261122000000017.pdf')
  writeFileSync(at('list.csv'), '20261122000000018\n')
  expect(await run('--bulk', at('list.csv'))).toBe(2)
  expect(lines.join('\n')).toContain('文件不存在或读不出来')
})

test('roots, a nonce and an audience hold for each credential, by the words of a single one', async () => {
  const named = (name: string) => credentials.find((one: { name: string }) => one.name === name)
  const [chained, presented] = ['a chain to a root', 'presented with two claims'].map(named)
  vi.spyOn(Date, 'now').mockReturnValue(Math.max(chained.now, presented.now) * 1000)
  const root = (name: string, [base64]: string[]) => {
    writeFileSync(at(name), `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`)
    return ['--root', at(name)]
  }
  const right = root('right.pem', chained.roots)
  const wrong = root('wrong.pem', named('a chain to a root that is not trusted').roots)
  writeFileSync(at('chained.zip'), zip({ 'a.sd-jwt': chained.text }))
  const single = async (name: string, text: string, ...args: string[]) => {
    writeFileSync(at(name), text)
    return await run(at(name), ...args)
  }
  expect(await run('--bulk', at('chained.zip'), ...right)).toBe(0)
  expect(await run('--bulk', at('chained.zip'))).toBe(2)
  lines = []
  expect(await run('--bulk', at('chained.zip'), ...wrong)).toBe(2)
  const said = /a\.sd-jwt：(.+)/.exec(lines.join('\n'))?.[1] ?? ''
  expect(said).toMatch(/根/)
  lines = []
  expect(await single('a.sd-jwt', chained.text, ...wrong)).toBe(2)
  expect(lines.join('\n')).toContain(said)
  expect(await single('a.sd-jwt', chained.text, ...right)).toBe(0)

  writeFileSync(at('issuer.json'), JSON.stringify(issuers.issuer))
  writeFileSync(at('presented.zip'), zip({ 'p.sd-jwt': presented.text }))
  const { nonce, audience } = presented.expected
  const ask = async (...args: string[]) =>
    await run('--bulk', at('presented.zip'), '--issuer', at('issuer.json'), ...args)
  expect(await ask('--nonce', nonce, '--audience', audience)).toBe(0)
  expect(await ask('--nonce', 'another', '--audience', audience)).toBe(1)
  expect(lines.join('\n')).toContain('随机数')
  expect(await ask('--nonce', nonce)).toBe(2)
  expect(lines.at(-1)).toContain('--nonce 与 --audience 要一起给出')
})

test('a list names files below its folder: links, other places and more than there can be are refused', async () => {
  mkdirSync(at('sub'))
  writeFileSync(at('sub/a.json'), packageOf('a deposit'))
  symlinkSync(at('sub/a.json'), at('linked.json'))
  symlinkSync(at('sub'), at('elsewhere'))
  const big = openSync(at('big.json'), 'w')
  ftruncateSync(big, 65 * 1024 * 1024)
  closeSync(big)
  const names = ['sub/a.json', 'linked.json', 'elsewhere/a.json', '../a.json', at('sub/a.json'), 'sub', 'big.json']
  writeFileSync(at('list.csv'), names.join('\n'))
  expect(await run('--bulk', at('list.csv'), '--report', at('r.json'))).toBe(1)
  const { rows }: { rows: { code: string }[] } = JSON.parse(readFileSync(at('r.json'), 'utf8'))
  const refused = ['link', 'link', 'bad_path', 'bad_path']
  expect(rows.map(({ code }) => code)).toEqual(['ok', ...refused, 'not_evidence', 'too_large'])
  expect(lines.join('\n')).toContain('linked.json：是链接而不是文件')

  writeFileSync(at('many.csv'), Array.from({ length: 1_000_000 }, (_, i) => `${i}.json`).join('\n'))
  expect(await run('--bulk', at('many.csv'))).toBe(2)
  expect(lines.at(-1)).toContain('50,000')
  const endless = openSync(at('endless.csv'), 'w')
  ftruncateSync(endless, 8 * 1024 ** 3)
  closeSync(endless)
  expect(await run('--bulk', at('endless.csv'))).toBe(2)
  expect(lines.at(-1)).toContain('50,000')
})

test('what is no archive, and options that make no sense, are sentences', async () => {
  writeFileSync(at('x.zip'), 'no zip')
  for (const args of [
    ['--bulk', at('x.zip')],
    ['--bulk', at('none.zip')],
    ['--bulk', at('x.zip'), '--report', 'r.txt'],
    ['--bulk', at('x.zip'), '--workers', '0'],
    ['--bulk', at('x.zip'), 'more'],
  ]) {
    expect(await run(...args)).toBe(2)
    expect(lines.at(-1)).toMatch(/[\u4e00-\u9fff]/)
    expect(lines.join('\n')).not.toContain('程序出错')
  }
})
