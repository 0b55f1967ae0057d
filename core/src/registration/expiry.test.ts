import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../kernel/dates.ts'
import { guizhou, validUntil } from '../kernel/rule-pack.ts'
import { expiryOf } from './expiry.ts'

const registeredOn = '2026-03-17'
const of = (authorisationUntil: string | null, termUntil: string | null = null, pack = guizhou) =>
  expiryOf(pack, { registeredOn, termUntil, authorisationUntil })

test('a registration expires at the end of its term or of the authorisation, whichever comes first, and says how', () => {
  expect(of(null)).toMatchObject({ day: '2029-03-16', by: 'term' })
  expect(of('2027-12-31')).toMatchObject({ day: '2027-12-31', by: 'authorisation' })
  expect(of('2029-03-16')).toMatchObject({ day: '2029-03-16', by: 'term' })
  expect(of('2027-12-31').derivation).toEqual([
    '证书年限：自2026年3月17日起3年，至2029年3月16日。',
    '数据来源授权：至2027年12月31日。',
    '以先到者为准：有效期至2027年12月31日。',
  ])
})

test('a renewed term takes the place of the first one; where the rules do not cap, an authorisation changes nothing', () => {
  expect(of('2031-01-01', '2032-03-16')).toMatchObject({ day: '2031-01-01', by: 'authorisation' })
  expect(of(null, '2032-03-16').day).toBe('2032-03-16')
  const uncapped = { ...guizhou, validity: { ...guizhou.validity, cappedByAuthorisation: false } }
  expect(of('2027-12-31', null, uncapped)).toMatchObject({ day: '2029-03-16', by: 'term' })
})

test('property: never later than either end, and the same as the day a new entry gets', () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays(registeredOn, n))
  fc.assert(
    fc.property(fc.option(day), fc.option(day), (authorisation, term) => {
      const { day: last } = of(authorisation, term)
      for (const end of [authorisation, term]) if (end !== null) expect(last <= end).toBe(true)
      if (term === null) expect(last).toBe(validUntil(guizhou, registeredOn, authorisation))
    }),
  )
})
