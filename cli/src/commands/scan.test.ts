import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkResidentId } from '@datadeed/core/kernel/resident-id'
import { checkUscc, makeUscc } from '@datadeed/core/kernel/uscc'
import { scanTable } from '@datadeed/dataset'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

let folder = ''
let lines: string[] = []
const at = (name: string) => join(folder, name)
const phones = Array.from({ length: 20 }, (_, i) => `13${i % 10}8123${1000 + i * 37}`)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-scan-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  writeFileSync(at('a.csv'), `路段,流量,联系电话\n${phones.map((phone, i) => `G60,${i},${phone}`).join('\n')}\n`)
  writeFileSync(at('b.jsonl'), '{"路段":"G60","流量":12}\n{"路段":"G75","流量":7}\n')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

test('tells column, kind, share and what to do, with masked examples, and exits with 3', async () => {
  expect(await main(['scan', at('a.csv')])).toBe(3)
  const told = lines.join('\n')
  expect(told).toMatch(/联系电话 +手机号码 +20 +100\.0% +0\.98 +130\*\*\*\*1000/)
  expect(told).toContain('处理：请改为随机代号')
  for (const phone of phones) expect(told).not.toContain(phone)
})

test('JSON is what may leave the machine: no example, not even masked', async () => {
  expect(await main(['scan', folder, '--json'])).toBe(3)
  const { tables } = JSON.parse(lines.at(-1) ?? '')
  expect(tables.map((one: { path: string }) => one.path)).toEqual(['a.csv', 'b.jsonl'])
  expect(tables[0].findings[0]).toMatchObject({ column: '联系电话', kind: 'mobile', count: 20 })
  expect(lines.at(-1)).not.toMatch(/\*\*\*\*|localExamples/)
})

test('nothing found exits with 0, a broken table with 1, no table with 2', async () => {
  expect(await main(['scan', at('b.jsonl')])).toBe(0)
  expect(lines.at(-1)).toMatch(/没有发现/)
  writeFileSync(at('c.json'), '{"a":[')
  expect(await main(['scan', at('c.json')])).toBe(1)
  writeFileSync(at('d.bin'), 'x')
  expect(await main(['scan', at('d.bin')])).toBe(2)
  expect(await main(['scan', at('missing.csv')])).not.toBe(0)
})

test('headings cannot steer the terminal', async () => {
  writeFileSync(at('e.csv'), `"\u001b[2J电话"\n${phones.join('\n')}\n`)
  expect(await main(['scan', at('e.csv')])).toBe(3)
  expect(lines.join('\n')).not.toContain('\u001b')
})

test('the scan and the rules of the application form agree about check digits', () => {
  const codes = Array.from({ length: 200 }, (_, i) => makeUscc('520102', i * 17))
  expect(codes.every((code) => checkUscc(code).ok)).toBe(true)
  expect(
    scanTable(
      ['f1'],
      codes.map((code) => [code]),
    ),
  ).toMatchObject([{ kind: 'uscc', count: 200 }])
  const ids = Array.from({ length: 2000 }, (_, i) => `520102199001${10 + (i % 18)}${String(1000 + i)}`)
  const right = ids.filter((id) => checkResidentId(id).ok)
  expect(right.length).toBeGreaterThan(100)
  expect(
    scanTable(
      ['身份证号'],
      right.map((id) => [id]),
    ),
  ).toMatchObject([{ kind: 'residentId', count: right.length }])
})
