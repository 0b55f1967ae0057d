import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { batchColumns } from '@datadeed/core/filing/batch-columns'
import { templateParts, workbookParts } from '@datadeed/core/filing/batch-workbook'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { packArchive } from '@datadeed/dataset/archive'
import { afterAll, expect, test } from 'vitest'
import { readBatchFile } from './batch-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadeed-batch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(name: string, content: Uint8Array | string) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const rows: { line: number; cells: Record<string, string> }[] = []
  const result = await readBatchFile(path, async (some) => void rows.push(...some))
  return { ...result, rows }
}
const csv = '存证编号,名称,记录\r\nGZJT-C-2026-000001,贵州数据集,甲\r\n'
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
// “存证编号,名称” and one row in GB 18030.
const gb = Buffer.concat([
  Buffer.from('b4e6d6a4b1e0bac5', 'hex'),
  Buffer.from(','),
  Buffer.from('c3fbb3c6', 'hex'),
  Buffer.from('\nGZJT-C-2026-000001,'),
  Buffer.from('b9f3d6ddcafdbeddbcaf', 'hex'),
  Buffer.from('\n'),
])

test.each([
  ['utf8.csv', csv],
  ['bom.csv', `\uFEFF${csv}`],
  ['utf16.csv', utf16(csv)],
  ['gb18030.csv', gb],
  ['tabs.tsv', csv.replaceAll(',', '\t')],
])('%s is read the same', async (name, content) => {
  const { rows, fault } = await read(name, content)
  expect(fault).toBeNull()
  expect(rows).toEqual([{ line: 1, cells: { deposit: 'GZJT-C-2026-000001', name: '贵州数据集' } }])
})

test('a workbook: the template reads as a heading without rows; formulas are shown as text, dates and numbers as written', async () => {
  const template = await read('模板.xlsx', await packArchive(templateParts(guizhou)))
  expect([template.rows, template.fault, template.header?.missing]).toEqual([[], null, []])
  expect(template.header?.keys).toEqual(batchColumns.map(({ key }) => key))

  const parts = workbookParts([{ name: '表', rows: [], widths: [10] }]).map((part) =>
    part.path !== 'xl/worksheets/sheet1.xml'
      ? part
      : {
          ...part,
          text: `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>批量申报表</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>存证编号</t></is></c><c r="B2" t="inlineStr"><is><t>数据知识产权名称</t></is></c><c r="C2" t="inlineStr"><is><t>数据条数</t></is></c><c r="D2" t="inlineStr"><is><t>内容真实承诺</t></is></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>GZJT-C-2026-000001</t></is></c><c r="B3" t="str"><f>A3&amp;"数据集"</f><v>贵州数据集</v></c><c r="C3"><v>52000</v></c><c r="D3" t="b"><v>1</v></c></row>
<row r="5"><c r="B5"><f>SUM(1,2)</f></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells></worksheet>`,
        },
  )
  const { rows } = await read('公式.xlsx', await packArchive(parts))
  expect(rows).toEqual([
    { line: 1, cells: { deposit: 'GZJT-C-2026-000001', name: '=A3&"数据集"', records: '52000', commitTruth: '是' } },
    { line: 2, cells: { name: '=SUM(1,2)' } },
  ])
})

test('what is no table of ours is told as what it is', async () => {
  expect((await read('没有表头.csv', '甲,乙\n1,2\n')).header).toBeUndefined()
  expect((await read('空.csv', '')).header).toBeUndefined()
  expect((await read('坏.xlsx', 'PK no zip')).fault).toBe('malformed')
  expect((await read('乱码.csv', Buffer.from('b4e6d6a4b1e0bac52cffff0a', 'hex'))).fault).toBe('undecodable')
  const twice = await read('两次.csv', `${csv}GZJT-C-2026-000002,名,\n`)
  expect(twice.rows.map(({ line }) => line)).toEqual([1, 2])
})
