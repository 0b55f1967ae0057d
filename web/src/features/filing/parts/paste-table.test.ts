import { expect, it } from 'vitest'
import { elementsFrom, emptyElement, pasteAt } from './element-rows.ts'
import { parseTable, tableText } from './paste-table.ts'

it('reads a spreadsheet clipboard, with quoted line ends and quotes in cells', () => {
  expect(parseTable('字段\t含义\r\nspeed\t"平均""车速""\n每15分钟"\r\n')).toEqual([
    ['字段', '含义'],
    ['speed', '平均"车速"\n每15分钟'],
  ])
})

it('reads CSV by comma or semicolon, without a byte order mark and empty lines', () => {
  expect(parseTable('\ufeffa,b\n\n1,"x,y"\n')).toEqual([
    ['a', 'b'],
    ['1', 'x,y'],
  ])
  expect(parseTable('a;b\n1,5;2')).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
  ])
  expect(parseTable('  \n')).toEqual([])
})

it('keeps empty cells in place and gives its own text back', () => {
  const rows = [
    ['a', '', 'c'],
    ['1', '两\n行', '"'],
  ]
  expect(parseTable(tableText(rows))).toEqual(rows)
})

it('maps columns by their headings, in any order, and says what is sensitive', () => {
  const rows = parseTable('中文名\t字段名\t敏感程度\t页码\n车牌\tplate\t敏感个人信息\t3\n\t\t\t4')
  expect(elementsFrom(rows)).toEqual([{ ...emptyElement, name: 'plate', label: '车牌', sensitivity: 'sensitive' }])
})

it('without headings takes the order of the page', () => {
  expect(elementsFrom([['avg_speed', '平均车速', '数值', 'km/h', '区间均值', '重要数据']])).toEqual([
    {
      name: 'avg_speed',
      label: '平均车速',
      type: '数值',
      unit: 'km/h',
      meaning: '区间均值',
      sensitivity: 'important',
    },
  ])
})

it('pastes a block at a cell, over what is there and beyond the end', () => {
  const before = [{ ...emptyElement, name: 'a', unit: '米' }]
  const after = pasteAt(before, 0, 'label', [
    ['甲', '文本'],
    ['乙', '数值'],
  ])
  expect(after).toEqual([
    { ...emptyElement, name: 'a', unit: '米', label: '甲', type: '文本' },
    { ...emptyElement, label: '乙', type: '数值' },
  ])
})
