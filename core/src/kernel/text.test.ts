import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { masks, sensitiveColumn, sensitiveValue } from './mask.ts'
import { cleanText, textField, textLength } from './text.ts'

describe('cleanText', () => {
  it('trims, composes and joins line ends', () => {
    expect(cleanText('  贵A e\u0301 𠮷 ', 10)).toEqual({ ok: true, text: '贵A é 𠮷' })
    expect(cleanText('一\r\n二\r三', 10, true)).toEqual({ ok: true, text: '一\n二\n三' })
    expect(textLength('𠮷𠮷')).toBe(2)
    expect(cleanText('<b>&amp;</b>', 20)).toEqual({ ok: true, text: '<b>&amp;</b>' })
  })
  it.each([
    ['收费\u0000数据', 3, 'U+0000'],
    ['𠮷\u202E', 2, 'U+202E'],
    ['a\nb', 2, 'U+000A'],
    ['ab\uD800', 3, 'U+D800'],
    ['\u200B', 1, 'U+200B'],
  ])('refuses %j and says where', (input, position, character) => {
    expect(cleanText(input, 100)).toEqual({ ok: false, reason: 'control', position, character })
  })
  it('counts people’s characters against the limit', () => {
    expect(cleanText('𠮷'.repeat(10), 10).ok).toBe(true)
    expect(cleanText('字'.repeat(11), 10)).toEqual({ ok: false, reason: 'long', length: 11 })
  })
  it('is stable: clean text stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        const once = cleanText(input, 10_000, true)
        if (once.ok) expect(cleanText(once.text, 10_000, true)).toEqual(once)
      }),
    )
  })
  it('is a schema with sentences, and can be described', () => {
    const schema = textField(5)
    expect(schema.parse(' 数据 ')).toBe('数据')
    expect(schema.safeParse('一二三四五六').error?.issues[0]?.message).toBe('最多 5 个字，现有 6 个字，请精简。')
    expect(schema.safeParse('a\u0007').error?.issues[0]?.message).toContain('第 2 个字符（U+0007）')
    expect(z.toJSONSchema(schema)).toMatchObject({ type: 'string', maxLength: 5 })
  })
})

describe('masks', () => {
  it.each([
    ['plate', '贵A12345', '贵A****5'],
    ['vin', '1M8GDM9AXKP042788', '1M8GDM9A*********'],
    ['idNumber', '11010519491231002X', '110***2X'],
    ['phone', '13812341234', '138****1234'],
    ['card', '6222020000001234', '****1234'],
    ['mmsi', '413123456', '413******'],
    ['name', '张三丰', '张**'],
    ['email', 'a.b@c.cn', 'a***@c.cn'],
    ['phone', '1381234', '*******'],
    ['name', '张', '*'],
  ] as const)('%s %s → %s', (kind, value, masked) => {
    expect(masks[kind](value)).toBe(masked)
  })
  it.each([
    ['车牌号', 'plate'],
    ['PLATE_NO', 'plate'],
    ['driver_phone', 'phone'],
    ['身份证号码', 'idNumber'],
    ['latitude', 'track'],
    ['plateNumber', 'plate'],
    ['vehicleNo', 'plate'],
    ['平均速度', undefined],
    ['detid', undefined],
    ['template', undefined],
    ['hotel', undefined],
    ['FL_DATE', undefined],
    ['surface', undefined],
  ])('the column %s points to %s', (name, kind) => {
    expect(sensitiveColumn(name)).toBe(kind)
  })
  it.each([
    ['贵A12345', 'plate'],
    ['电话13812341234', 'phone'],
    ['11010519491231002X', 'idNumber'],
    ['贵A****5', undefined],
    ['20261122093000123', undefined],
    ['64.13812341234', undefined],
  ])('the value %s holds %s', (text, kind) => {
    expect(sensitiveValue(text)).toBe(kind)
  })
})
