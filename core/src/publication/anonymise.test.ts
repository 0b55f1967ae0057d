import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anonymise, residuesOf } from './anonymise.ts'

const known = [
  { words: '贵州黔灵智行公共交通（演示）有限公司', as: '申请人' },
  { words: '欧阳某甲', as: '异议人' },
  { words: '乌江航道水深数据集', as: '涉案数据' },
  { words: 'GZJT-S-2026-000123', as: '本申请' },
]

test.each([
  ['由贵州黔灵智行公共交通（演示）有限公司采集', '由申请人采集'],
  ['由贵州黔灵智行公共交通有限公司与黔灵智行公共交通采集', '由申请人与申请人采集'],
  ['黔 灵 智 行 公 共 交 通的说法', '申请人的说法'],
  ['异议人欧阳某甲称乌江航道水深数据集系其所有', '异议人异议人称涉案数据系其所有'],
  ['联系电话１３９１１１１２２２２，邮箱 a.b@c.example', '联系电话【电话】，邮箱 【邮箱】'],
  ['证件52010219900101123X', '证件【号码】'],
  ['统一社会信用代码91520100MA6DC12345。', '统一社会信用代码【号码】。'],
  ['车辆贵A·12345在场', '车辆【车牌】在场'],
  ['见 GZJT-C-2026-000009 号存证', '见 【编号】 号存证'],
  ['2025年3月12日与江南测绘有限公司签订合同', '2025年3月与某单位签订合同'],
  ['由江南测绘数据（演示）有限公司采集', '由某单位采集'],
  ['依据（2024）黔01民初123号判决', '依据【文号】判决'],
  ['采集于贵阳市观山湖区', '采集于某地'],
  ['地址在林城西路88号3楼', '某地址'],
  ['张伟先生在场，联系人：李小明', '某先生在场，联系人：某人'],
  ['高速公路服务区和景区的车流', '高速公路服务区和景区的车流'],
  ['公示期内提出，第三条约定成果归委托方，共12个月', '公示期内提出，第三条约定成果归委托方，共12个月'],
])('%s', (text, want) => {
  expect(anonymise(text, known)).toBe(want)
  expect(residuesOf(anonymise(text, known), known).filter(({ sure }) => sure)).toEqual([])
})

const piece = fc.oneof(
  fc.constantFrom(...known.map(({ words }) => words), '，', '。', '由', '的', '甲方', '合同', '路段车速', '（', '）'),
  fc.constantFrom(
    '13911112222',
    '0851-86812345',
    '52010219900101123X',
    'x@y.example',
    '遵义市',
    '某单位',
    '江南测绘有限公司',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom(...'贵州黔灵智行公共交通有限司0123456789ABC省市区号路'), maxLength: 12 }),
)

test('whatever is written, no name and no number of a party is left, and doing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const once = anonymise(pieces.join(''), known)
      expect(anonymise(once, known)).toBe(once)
      for (const { words } of known) expect(once).not.toContain(words)
      expect(once).not.toMatch(/\d{7}|@\w|黔灵智行公共交通/)
    }),
    { numRuns: 500 },
  )
})

test('what a rule cannot decide is shown to who checks, with its place', () => {
  const text = '黔灵一方在“畅行云平台”上公开，王某在场。'
  expect(
    residuesOf(text, [{ words: '黔灵一方公共交通有限公司', as: '申请人' }]).map(({ words, sure }) => [words, sure]),
  ).toEqual([
    ['黔灵一', false],
    ['“畅行云平台”', false],
    ['王某', false],
  ])
  for (const { start, end, words } of residuesOf(text, known)) expect(text.slice(start, end)).toBe(words)
})
