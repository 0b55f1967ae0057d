import { describe, expect, test } from 'vitest'
import { prefill, readKnown } from './known.ts'

const manifest = { files: [{ path: '一月/速度.CSV' }, { path: '说明' }, { path: 'b.parquet' }] }
const column = (name: string, type = 'integer') => ({ name, type, nulls: 0, distinct: null, min: null, max: null })
const profile = (rows: number | null, names: string[], timeSpan: { from: string; to: string } | null = null) => ({
  ...{ path: 'x', bytes: 1, format: 'csv', encoding: 'utf-8', rows, timeSpan, raggedRows: 0, fault: null },
  columns: names.map((name) => column(name)),
})
const read = (content: unknown, files = 1) =>
  readKnown({ files, bytes: 9, manifest, disclosures: [{ name: 'profile', content }] })

describe('what a deposit tells', () => {
  test('is the formats by the files and the columns of all files, each once', () => {
    const known = read([profile(2, ['a', 'b']), profile(3, ['b', 'c'])], 2)
    expect(known.formats).toEqual(['csv', 'parquet'])
    expect(known.profile).toMatchObject({ columns: ['a', 'b', 'c'], records: 5 })
    expect(known.elements[0]).toEqual({
      name: 'a',
      type: '整数',
      label: '',
      unit: '',
      meaning: '',
      sensitivity: 'none',
    })
  })

  test('is no list of columns to compare with where the form could not hold it', () => {
    const known = read([
      profile(
        1,
        Array.from({ length: 501 }, (_, i) => `c${i}`),
      ),
    ])
    expect(known.profile).toMatchObject({ columns: [], records: 1 })
    expect(known.elements).toHaveLength(500)
  })

  test('is no number of records unless every file told its own', () => {
    expect(read([profile(2, ['a']), profile(null, ['a'])], 2).profile?.records).toBeNull()
    expect(read([profile(2, ['a'])], 2).profile?.records).toBeNull()
  })

  test.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31 23:59:59', '2026-01-31'],
    ['2026-01-31T23:59:59', '2026-01-31'],
    ['2026-01-31T16:00:00Z', '2026-02-01'],
    ['2026-01-31T23:00:00+08:00', '2026-01-31'],
    ['9999999', null],
    ['2026-02-30', null],
  ])('as days in China: %s', (text, day) => {
    expect(read([profile(1, ['t'], { from: text, to: text })]).profile).toMatchObject({ timeFrom: day, timeTo: day })
  })

  test.each([null, 'x', {}, [null], [{ columns: 'x' }], [{ columns: [{ name: 7 }], rows: -1, timeSpan: [] }]])(
    'is nothing where the part is not one: %j',
    (content) => {
      expect(read(content)).toMatchObject({ profile: null, elements: [] })
    },
  )
})

test('a form is filled in only with what is known, and each field says where from', () => {
  const bare = prefill(readKnown({ files: 1, bytes: 9, manifest: { files: [{ path: 'x' }] }, disclosures: [] }), {
    industryCode: '5442',
  })
  expect(bare).toEqual({
    form: { bytes: 9, industryCode: '5442' },
    prefilled: { bytes: 'manifest', industryCode: 'party' },
  })
})
