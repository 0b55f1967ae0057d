import { readFileSync } from 'node:fs'
import { parseTrust, trustRoots } from '@datadeed/evidence'
import { es256Verify, nodeCrypto } from '@datadeed/evidence/node'
import { expect, test, vi } from 'vitest'
import { ArchiveError, type ArchiveFile } from './archive.ts'
import { type BulkGiven, bulkCsv, bulkRow, checkFiles, outcomeOfAll } from './bulk.ts'

const vectors = new URL('../../../evidence/vectors/', import.meta.url)
const read = (name: string) => JSON.parse(readFileSync(new URL(name, vectors), 'utf8'))
const { trusts, cases } = read('package.json')
const packageOf = (name: string): string => cases.find((one: { name: string }) => one.name === name).package
const given: BulkGiven = {
  crypto: { ...nodeCrypto, es256Verify },
  trust: parseTrust(nodeCrypto, JSON.stringify(trusts.trust)),
  issuer: null,
  roots: null,
  expected: null,
  now: cases[0].now,
}
const fileOf = (name: string, content: string | Error, fault: ArchiveFile['fault'] = null): ArchiveFile => ({
  name,
  fault,
  read: async () => {
    if (content instanceof Error) throw content
    return Buffer.from(content)
  },
})
const rowsOf = async (files: ArchiveFile[], shard = { index: 0, count: 1 }) => {
  const rows: Record<string, string> = {}
  for await (const row of checkFiles(files, shard, given)) rows[row.name] = `${row.outcome} ${row.code}`
  return rows
}

test('each file gets its own verdict, whatever the others are', async () => {
  const certificate = packageOf('a certificate')
  const [withPdf] = cases.filter((one: { name: string }) => one.name === 'a certificate with its PDF')
  const [pdf] = Object.values<string>(withPdf.documents)
  const inside = (text: string) =>
    `%PDF-1.7\n7 0 obj\n<< /Length ${Buffer.byteLength(text)} /Type /EmbeddedFile >>\nstream\n${text}\nendstream`
  expect(
    await rowsOf([
      fileOf('1/a.datadeed.json', certificate),
      fileOf('1/a.pdf', pdf ?? ''),
      fileOf('2/a.datadeed.json', certificate),
      fileOf('2/a.pdf', 'another'),
      fileOf('3/a.datadeed.json', certificate),
      fileOf('d.json', packageOf('a deposit')),
      fileOf('altered.json', packageOf('an altered statement')),
      fileOf('alone.pdf', '%PDF-1.7'),
      fileOf('receipt.pdf', inside(packageOf('a deposit'))),
      fileOf('forged.pdf', inside(packageOf('another owner'))),
      fileOf('README.md', '#'),
      fileOf('__MACOSX/._a.json', '{'),
      fileOf('x.json', '[]'),
      fileOf('gone.json', new Error('EIO')),
      fileOf('cut.json', new ArchiveError('damaged')),
      fileOf('l.json', '', 'link'),
    ]),
  ).toEqual({
    '1/a.datadeed.json': 'valid ok',
    '1/a.pdf': 'skipped with_package',
    '2/a.datadeed.json': 'invalid document_mismatch',
    '2/a.pdf': 'skipped with_package',
    '3/a.datadeed.json': 'valid document_not_given',
    'd.json': 'valid ok',
    'altered.json': 'invalid altered',
    'alone.pdf': 'cannot_check no_package',
    'receipt.pdf': 'cannot_check package_inside_only',
    'forged.pdf': 'invalid owner_mismatch',
    'README.md': 'skipped not_evidence',
    '__MACOSX/._a.json': 'skipped not_evidence',
    'x.json': 'invalid malformed',
    'gone.json': 'cannot_check unreadable',
    'cut.json': 'invalid damaged',
    'l.json': 'invalid link',
  })
})

test('credentials are checked as such', async () => {
  const { credentials, issuers } = read('credential.json')
  const one = credentials.find(({ name }: { name: string }) => name === 'a file')
  const file = fileOf('c.credential.json', one.text)
  for await (const row of checkFiles(
    [file],
    { index: 0, count: 1 },
    { ...given, now: one.now, issuer: issuers.issuer },
  ))
    expect([row.outcome, row.number]).toEqual(['valid', '20260900100000017'])
})

test('credentials are believed by a root and asked for a proof of holding as a single one is', async () => {
  const { credentials, issuers } = read('credential.json')
  const of = (name: string) => credentials.find((one: { name: string }) => one.name === name)
  const check = async (name: string, more: Partial<BulkGiven>) => {
    const { text, now } = of(name)
    const all = { ...given, now, ...more }
    for await (const row of checkFiles([fileOf('c.sd-jwt', text)], { index: 0, count: 1 }, all))
      return [row.outcome, row.code]
  }
  const rootsOf = (name: string) => trustRoots(of(name).roots.map((one: string) => Buffer.from(one, 'base64')))
  expect(await check('a chain to a root', {})).toEqual(['cannot_check', 'issuer_not_given'])
  expect(await check('a chain to a root', { roots: rootsOf('a chain to a root') })).toEqual(['valid', 'ok'])
  const other = rootsOf('a chain to a root that is not trusted')
  expect(await check('a chain to a root', { roots: other })).toEqual(['cannot_check', 'chain_untrusted'])
  const asked = { issuer: issuers.issuer, expected: of('presented with two claims').expected }
  expect(await check('presented with two claims', asked)).toEqual(['valid', 'ok'])
  expect(await check('everything disclosed', asked)).toEqual(['invalid', 'binding_missing'])
  const another = { ...asked, expected: { ...asked.expected, nonce: 'another' } }
  expect(await check('presented with two claims', another)).toEqual(['invalid', 'binding_nonce_wrong'])
  expect(await check('a file, its own keys', {})).toEqual(['valid', 'own_issuer_used'])
})

test('shards share the work and leave nothing out', async () => {
  const files = Array.from({ length: 7 }, (_, i) => fileOf(`${i}.json`, '[]'))
  const [a, b] = await Promise.all([rowsOf(files, { index: 0, count: 2 }), rowsOf(files, { index: 1, count: 2 })])
  expect([Object.keys(a), Object.keys(b)]).toEqual([
    ['0.json', '2.json', '4.json', '6.json'],
    ['1.json', '3.json', '5.json'],
  ])
})

test('a signature that many packages share is verified once', async () => {
  const verify = vi.fn(nodeCrypto.ed25519Verify)
  const crypto = { ...given.crypto, ed25519Verify: verify }
  const run = async (count: number) => {
    verify.mockClear()
    const files = Array.from({ length: count }, (_, i) => fileOf(`${i}.json`, packageOf('a certificate')))
    for await (const row of checkFiles(files, { index: 0, count: 1 }, { ...given, crypto }))
      expect(row.outcome).toBe('valid')
    return verify.mock.calls.length
  }
  expect(await run(50)).toBe(await run(1))
})

test('one thing wrong makes the whole wrong; nothing found is not valid', () => {
  const counts = { valid: 1, invalid: 0, cannot_check: 0, skipped: 3 }
  expect(outcomeOfAll(counts)).toBe('valid')
  expect(outcomeOfAll({ ...counts, valid: 0 })).toBe('cannot_check')
  expect(outcomeOfAll({ ...counts, cannot_check: 1 })).toBe('cannot_check')
  expect(outcomeOfAll({ ...counts, cannot_check: 1, invalid: 1 })).toBe('invalid')
})

test('the report opens in a spreadsheet and runs nothing there', () => {
  const text = bulkCsv([bulkRow('=HYPERLINK("x"),1', 'link'), bulkRow('a\r\nb', 'ok')])
  expect(text.startsWith('\ufeffname,outcome,code')).toBe(true)
  expect(text).toContain(`"'=HYPERLINK(""x""),1",invalid,link`)
  expect(text).toContain('"a\r\nb",valid,ok')
})
