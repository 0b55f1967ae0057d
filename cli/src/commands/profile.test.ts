import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

let folder = ''
let lines: string[] = []
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-profile-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  writeFileSync(
    at('a.csv'),
    '路段,速度,经度,纬度\nG60,60.5,106.713,26.578\nG60,,106.72,26.57\nG60,,106.72,26.57\n\u001b[31m,7\n',
  )
  writeFileSync(at('b.jsonl'), '{"路段":"G75","日期":"2026-01-02"}\n')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

test('tells columns, area, repeated rows and quality in one table for each file', async () => {
  expect(await main(['profile', folder])).toBe(0)
  const told = lines.join('\n')
  expect(told).toMatch(/a\.csv {2}CSV utf-8 · .* · 4 行 · 4 个字段/)
  expect(told).toMatch(/速度 +数值 +2 +2 +7 至 60\.5 +7 +100\.00%/)
  expect(told).toContain('G60 (3)')
  expect(told).toContain('区域范围：106.71–106.72° / 26.57–26.58°（经度、纬度）')
  expect(told).toContain('重复行：1')
  expect(told).toContain('有 1 行的列数与表头不同')
  expect(told).toContain('完整性 75.00% · 唯一性 75.00% · 规范性 75.00%')
  expect(told).toContain('最新数据 2026-01-02')
  // What a file holds cannot steer the terminal.
  expect(told).not.toContain('\u001b')
})

test('JSON has the frequent values only when asked for', async () => {
  expect(await main(['profile', at('a.csv'), '--json'])).toBe(0)
  expect(lines.at(-1)).not.toMatch(/G60|local|findings/)
  expect(JSON.parse(lines.at(-1) ?? '').tables[0]).toMatchObject({ rows: 4, duplicateRows: { count: 1, exact: true } })
  expect(await main(['profile', at('a.csv'), '--json', '--values'])).toBe(0)
  expect(JSON.parse(lines.at(-1) ?? '').tables[0].local[0].top[0]).toEqual({ value: 'G60', count: 3 })
})

test('says what is no table, and what could not be read', async () => {
  writeFileSync(at('c.json'), '[{')
  expect(await main(['profile', at('c.json')])).toBe(1)
  expect(lines.join('\n')).toContain('内容与扩展名不符')
  writeFileSync(at('d.bin'), 'x')
  expect(await main(['profile', at('d.bin')])).toBe(2)
  expect(await main(['profile', at('none.csv')])).not.toBe(0)
  expect(await main(['profile'])).toBe(2)
})
