import { expect, test } from 'vitest'
import { chineseDate, chineseDateTime, fill, printable } from './text.ts'

const all = () => true

test('shows what cannot be drawn and removes what has no shape', () => {
  expect(printable('甲😀乙', (code) => code < 0x1f000)).toBe('甲〓乙')
  expect(printable('a\u0000b\u202ec\u200bd\ufe0fe\u{e0041}', all)).toBe('abcde')
  expect(printable('甲\ud800乙', all)).toBe('甲〓乙')
  expect(printable('一\r\n二\t三', all)).toBe('一\n二 三')
  expect(printable('e\u0301', all)).toBe('é')
})

test('fills slots, also with text that looks like a slot or a replacement pattern', () => {
  expect(fill('{a}和{b}', { a: '{b}', b: '$&' })).toBe('{b}和$&')
})

test('writes dates on the Beijing calendar', () => {
  expect(chineseDate(new Date('2026-11-21T16:00:00Z'))).toBe('2026年11月22日')
  expect(chineseDateTime(new Date('2026-11-22T01:05:07Z'))).toBe('2026年11月22日 09:05:07（北京时间）')
})
