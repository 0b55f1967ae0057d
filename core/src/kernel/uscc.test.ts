import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkResidentId } from './resident-id.ts'
import { checkUscc, makeUscc } from './uscc.ts'

const REAL = [
  '914403001922038216',
  '9144030071526726XG',
  '91330100799655058B',
  '91110000802100433B',
  '91520000MA6DATA15R',
]

describe('checkUscc', () => {
  it.each(REAL)('accepts %s by both check digits', (uscc) => {
    expect(checkUscc(uscc)).toEqual({ ok: true, uscc, outerCheck: true, innerCheck: true, warnings: [] })
  })

  it('forgives blanks, full-width and small letters', () => {
    expect(checkUscc(' ９144 0300 7152 6726 xg\n')).toMatchObject({ ok: true, uscc: '9144030071526726XG' })
  })

  it.each([
    ['914403001922038217', 'check_digit', 18],
    ['91440300192203821', 'length', undefined],
    ['', 'empty', undefined],
    ['9144030A1922038216', 'character', 8],
    ['9144030019220382I6', 'character', 17],
  ])('refuses %s: %s', (input, reason, position) => {
    expect(checkUscc(input)).toEqual({ ok: false, reason, ...(position && { position }) })
  })

  it('only warns of a wrong organisation code', () => {
    const found = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
      .map((c) => checkUscc(`91520000MA6DATA16${c}`))
      .filter((r) => r.ok)
    expect(found).toEqual([expect.objectContaining({ innerCheck: false, warnings: ['organisation_check_digit'] })])
  })

  it('finds every single wrong character and accepts all it makes', () => {
    const alphabet = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY')
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(17), alphabet, (serial, at, char) => {
        const uscc = makeUscc('520100', serial)
        expect(checkUscc(uscc)).toMatchObject({ ok: true, innerCheck: true })
        fc.pre(uscc[at] !== char)
        expect(checkUscc(uscc.slice(0, at) + char + uscc.slice(at + 1)).ok).toBe(false)
      }),
    )
  })
})

describe('checkResidentId', () => {
  it.each(['11010519491231002X', '440524188001010014'])('accepts %s', (id) => {
    expect(checkResidentId(id)).toMatchObject({ ok: true, id })
  })
  it.each([
    ['110105194912310021', 'check_digit'],
    ['11010519490231002X', 'birth_date'],
    ['1101051949123100', 'form'],
  ])('refuses %s: %s', (id, reason) => {
    expect(checkResidentId(id)).toEqual({ ok: false, reason })
  })
})
