import { workbookParts } from '@datadeed/core/filing/batch-workbook'
import { readEnterprises } from '@datadeed/core/programme/enterprise-table'
import { packArchive } from '@datadeed/dataset/archive'
import { expect, test } from 'vitest'
import { toCsv } from '../../app/csv.ts'
import { readRows } from './table-file.ts'

const head = ['企业名称', '潜在数据集', '联系人岗位', '状态']
const rows = [
  ['黔中公交', '公交到站时刻，含“快线”', '数据部负责人', '已联系'],
  ['花溪停车', '泊位占用', '', '待联系'],
]
const expected = [
  { name: '黔中公交', dataset: '公交到站时刻，含“快线”', contactRole: '数据部负责人', state: 'contacted' },
  { name: '花溪停车', dataset: '泊位占用', contactRole: '', state: 'listed' },
]
const csv = `${[head, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`

/** Every character of GB 18030 that two bytes hold, by decoding them all. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const bytes = new Map<string, number[]>()
  for (let first = 0x81; first <= 0xfe; first++)
    for (let second = 0x40; second <= 0xfe; second++)
      if (second !== 0x7f) bytes.set(decoder.decode(new Uint8Array([first, second])), [first, second])
  return new Uint8Array(
    [...text].flatMap((one) => (one.charCodeAt(0) < 128 ? [one.charCodeAt(0)] : (bytes.get(one) ?? []))),
  )
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
/** As WPS Spreadsheets saves: shared strings, names of its own, a dimension, empty cells with a style, phonetic hints left out. */
function wps(): { path: string; text: string }[] {
  const words = [...new Set([head, ...rows].flat())].filter((word) => word !== '')
  const cell = (word: string, column: number, line: number) => {
    const at = `${String.fromCharCode(65 + column)}${line}`
    return word === '' ? `<c r="${at}" s="1"/>` : `<c r="${at}" s="1" t="s"><v>${words.indexOf(word)}</v></c>`
  }
  const sheet = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${main}" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><sheetPr/><dimension ref="A1:D3"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultColWidth="9" defaultRowHeight="13.5"/><sheetData>${[
    head,
    ...rows,
  ]
    .map(
      (row, at) =>
        `<row r="${at + 1}" spans="1:4">${row.map((word, column) => cell(word, column, at + 1)).join('')}</row>`,
    )
    .join(
      '',
    )}</sheetData><pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/><headerFooter/></worksheet>`
  const strings = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="${main}" count="${words.length}" uniqueCount="${words.length}">${words.map((word) => `<si><t>${word}</t></si>`).join('')}</sst>`
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return [
    ...workbookParts([{ name: 'Sheet1', rows: [], widths: [] }]).map((part) => {
      if (part.path === 'xl/worksheets/sheet1.xml') return { ...part, text: sheet }
      if (part.path === '[Content_Types].xml')
        return {
          ...part,
          text: part.text.replace(
            '</Types>',
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
          ),
        }
      if (part.path === 'xl/_rels/workbook.xml.rels')
        return {
          ...part,
          text: part.text.replace(
            '</Relationships>',
            `<Relationship Id="rId99" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
          ),
        }
      return part
    }),
    { path: 'xl/sharedStrings.xml', text: strings },
  ]
}

const file = (name: string, content: Uint8Array | string) => new File([content as BlobPart], name)

test.each([
  ['UTF-8', async () => file('企业.csv', csv)],
  ['UTF-8 with a mark at its head', async () => file('企业.csv', `\uFEFF${csv}`)],
  ['GB 18030', async () => file('企业.csv', gb18030(csv))],
  ['a workbook of WPS', async () => file('企业.xlsx', await packArchive(wps()))],
  ['what the page itself exports as CSV', async () => file('重点企业.csv', toCsv(head, rows))],
  [
    'what the page itself exports as a workbook',
    async () =>
      file(
        '重点企业.xlsx',
        await packArchive(workbookParts([{ name: '重点企业', rows: [head, ...rows], widths: [24] }])),
      ),
  ],
])('key enterprises are read from %s', async (_, make) => {
  const read = readEnterprises((await readRows(await make())) ?? [])
  expect(read).toEqual({ rows: expected, faults: [] })
})

test('what is no table is refused, a table without the headings is told row by row', async () => {
  expect(await readRows(file('企业.xlsx', 'not a workbook')).catch(() => null)).toBeNull()
  const rowsOf = await readRows(file('企业.csv', '名称,数据\n甲,乙\n'))
  expect(readEnterprises(rowsOf ?? []).faults[0]?.message).toContain('第 2 行“企业名称”')
})
