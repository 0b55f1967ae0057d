import { expect, it } from 'vitest'
import { toCsv } from './csv.ts'

it('turns what a spreadsheet would run into text, and leaves numbers numbers', () => {
  const csv = toCsv(
    ['说明', '序号'],
    [
      ['=HYPERLINK("http://x")', -3],
      ['@cmd', 4],
      ['-2+3', null],
      ['\t=1', 5],
    ],
  )
  expect(csv).toBe('\uFEFF说明,序号\r\n"\'=HYPERLINK(""http://x"")",-3\r\n\'@cmd,4\r\n\'-2+3,\r\n\'\t=1,5\r\n')
})

it('keeps line breaks, quotes and commas inside their cell', () => {
  expect(toCsv(['a'], [['第一行\n第二行, “引”"号"']])).toBe('\uFEFFa\r\n"第一行\n第二行, “引”""号"""\r\n')
})
