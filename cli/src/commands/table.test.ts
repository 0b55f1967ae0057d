import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leafHash, toHex } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

let folder = ''
let lines: string[] = []
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-table-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  writeFileSync(at('a.csv'), '路段,流量\nG60,12.0\nG75,7\n')
  writeFileSync(at('b.jsonl'), '{"流量":12,"路段":"G60"}\n{"流量":7,"路段":"G75"}\n')
  writeFileSync(at('c.tsv'), '流量\t路段\n7\tG75\n12\tG60\n')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

test('says which files are one table', async () => {
  expect(await main(['table', at('a.csv'), at('b.jsonl')])).toBe(0)
  expect(lines).toContain('以上文件是同一张表。')
  expect(lines).toContain('  列“流量”：数字，2 个值')
  expect(await main(['table', at('a.csv'), at('c.tsv'), '--lang', 'en'])).toBe(0)
  expect(lines.at(-1)).toBe('These files have the same rows in another order.')
  expect(await main(['table', at('a.csv'), at('c.tsv'), '--ordered'])).toBe(0)
  expect(lines.at(-1)).toBe('以上文件不全是同一张表。')
})

test('a file without a value says why, and the exit code too', async () => {
  writeFileSync(at('d.csv'), 'x,x\n1,2\n')
  expect(await main(['table', at('d.csv')])).toBe(1)
  expect(lines.at(-1)).toMatch(/两列同名.*“x”/)
  expect(await main(['table', at('a.csv'), '--type', '路段=number', '--json'])).toBe(1)
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ tables: [{ path: 'a.csv', table: null, refusal: 'not_of_type' }] })
  expect(await main(['table', at('a.csv'), '--type', '路段=word'])).toBe(2)
  expect(await main(['table'])).toBe(2)
})

test('compares with what was printed or disclosed before, and believes no altered fingerprint', async () => {
  expect(await main(['table', at('a.csv'), '--json'])).toBe(0)
  const printed = lines.at(-1) ?? ''
  writeFileSync(at('before.json'), printed)
  expect(await main(['table', at('b.jsonl'), '--against', at('before.json')])).toBe(0)
  expect(lines.at(-1)).toBe('  ✓ 与“a.csv”的指纹相同：是同一张表。')
  expect(await main(['table', at('c.tsv'), '--against', at('before.json')])).toBe(0)
  expect(lines.at(-1)).toMatch(/行完全相同，只是先后不同/)
  writeFileSync(at('e.csv'), '路段,流量\nG60,12\nG75,8\n')
  expect(await main(['table', at('e.csv'), '--against', at('before.json')])).toBe(1)
  expect(lines.at(-1)).toMatch(/不是同一张表/)
  const { table } = JSON.parse(printed).tables[0]
  writeFileSync(
    at('part.json'),
    JSON.stringify({ name: 'table', salt: '', content: [{ file: '数据/a.csv', ...table }] }),
  )
  expect(await main(['table', at('b.jsonl'), '--against', at('part.json')])).toBe(0)
  expect(lines.at(-1)).toMatch(/数据\/a\.csv/)
  writeFileSync(at('altered.json'), printed.replace('"rows":2', '"rows":3'))
  expect(await main(['table', at('b.jsonl'), '--against', at('altered.json')])).toBe(2)
  expect(lines.at(-1)).toMatch(/没有表格指纹/)
})

test('the canonical texts give the roots with any other program', async () => {
  expect(await main(['table', at('a.csv'), '--canonical', at('texts')])).toBe(0)
  expect(readdirSync(at('texts'))).toEqual(['00001.txt', '00002.txt', 'table.json'])
  expect(readFileSync(join(at('texts'), '00001.txt'), 'utf8')).toBe('12\n7\n')
  const { columns } = JSON.parse(readFileSync(join(at('texts'), 'table.json'), 'utf8'))
  const text = readFileSync(join(at('texts'), columns[1].text))
  expect(columns[1].root.sha256).toBe(toHex(leafHash(nodeCrypto.sha256, text)))
  expect(await main(['table', at('a.csv'), '--canonical', at('texts')])).toBe(2)
  expect(await main(['table', at('a.csv'), at('b.jsonl'), '--canonical', at('more')])).toBe(2)
})
