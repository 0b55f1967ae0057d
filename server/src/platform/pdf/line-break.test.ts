import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakLines, mayEndLine, mayStartLine } from './line-break.ts'

const widthOf = (char: string): number => ((char.codePointAt(0) ?? 0) < 0x2000 ? 0.5 : 1)
const lines = (text: string, width: number, indent = 0) =>
  breakLines(text, width, widthOf, indent).map((line) => line.text)

describe('breakLines', () => {
  test('keeps closing marks with what they close and opening marks with what they open', () => {
    expect(lines('数据知识，产权', 4)).toEqual(['数据知', '识，产权'])
    expect(lines('数据知（产权）', 4)).toEqual(['数据知', '（产权）'])
  })

  test('keeps Latin words whole and drops blanks at line ends', () => {
    expect(lines('hash sha digest', 4)).toEqual(['hash sha', 'digest'])
  })

  test('cuts a digest that is wider than a line', () => {
    expect(lines('a'.repeat(20), 4)).toEqual(['aaaaaaaa', 'aaaaaaaa', 'aaaa'])
  })

  test('breaks where told and keeps empty paragraphs', () => {
    expect(lines('一\n\n二', 4)).toEqual(['一', '', '二'])
  })

  test('narrows the first line by the indent', () => {
    expect(lines('一二三四五六', 4, 2)).toEqual(['一二', '三四五六'])
  })

  test('any text: nothing lost, no line too wide, no mark where it must not stand', () => {
    const han = fc.constantFrom(...'数据知识产权登记存证公示')
    const piece = fc.oneof(
      han,
      fc.tuple(han, fc.constantFrom(...'，。；：、！？')).map(([a, b]) => a + b),
      fc.tuple(han, han).map(([a, b]) => `（${a}“${b}”）`),
      fc.stringMatching(/^[a-z0-9]{1,30}$/),
      fc.constant(' '),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 8, max: 30 }), (pieces, width) => {
        const text = pieces.join('')
        const broken = lines(text, width)
        expect(broken.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const [i, line] of broken.entries()) {
          const chars = [...line]
          expect(chars.reduce((sum, char) => sum + widthOf(char), 0)).toBeLessThanOrEqual(width)
          if (i > 0) expect(mayStartLine(chars[0] ?? '')).toBe(true)
          if (i < broken.length - 1) expect(mayEndLine(chars.at(-1) ?? '')).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
