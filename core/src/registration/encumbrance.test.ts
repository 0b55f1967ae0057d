import { describe, expect, it } from 'vitest'
import { beijing, guizhou } from '../kernel/rule-pack.ts'
import { actOf, burdenOf, clearance, type Encumbrance, effectsOf } from './encumbrance.ts'
import { affairKinds } from './machine.ts'

const on = (kind: Encumbrance['kind'], exclusivity: Encumbrance['exclusivity'] = null): Encumbrance => ({
  ...{ id: kind, number: 'F1', kind, exclusivity, beneficiary: '某行', partyId: 'bank' },
})
const all = [on('freeze'), on('pledge'), on('licence', 'exclusive'), on('licence', 'sole'), on('licence', 'ordinary')]

describe('what lies on a right', () => {
  it('stops disposal while it is frozen, for good; and while it is pledged, until the pledgee consents', () => {
    for (const pack of [guizhou, beijing])
      for (const act of ['transfer', 'division', 'merger', 'cancellation', 'recordal_pledge', 'recordal_licence']) {
        expect(clearance(pack, act, [on('freeze')]).forbidden).toHaveLength(1)
        expect(clearance(pack, act, [on('pledge')])).toMatchObject({ forbidden: [], consents: [{}] })
        expect(clearance(pack, act, [])).toEqual({ forbidden: [], consents: [] })
      }
  })

  it('never stops an order, a renewal, a discharge, nor what is done by the authority', () => {
    for (const act of ['freeze', 'unfreeze', 'renewal', 'discharge', 'suspension', 'revocation', 'change'])
      expect(clearance(guizhou, act, all)).toEqual({ forbidden: [], consents: [] })
  })

  it('lets an ordinary licence stand beside others, an exclusive one beside none', () => {
    expect(clearance(guizhou, actOf('recordal', 'licence'), [on('licence', 'ordinary')]).consents).toEqual([])
    expect(clearance(guizhou, actOf('recordal', 'licence'), [on('licence', 'exclusive')]).consents).toHaveLength(1)
    expect(clearance(guizhou, actOf('recordal', 'pledge'), [on('licence', 'exclusive')]).consents).toEqual([])
    expect(burdenOf(on('licence', 'sole'))).toBe('sole_licence')
  })

  it('is told what becomes of it whenever the right moves or ends', () => {
    for (const act of ['transfer', 'renewal', 'division', 'merger', 'cancellation', 'revocation'])
      for (const one of all.slice(1)) expect(effectsOf(guizhou, act, [one]), act + burdenOf(one)).toHaveLength(1)
    expect(effectsOf(guizhou, 'transfer', all).every(({ before }) => before)).toBe(true)
    // A court's freeze is not announced to those who might act on the news.
    expect(effectsOf(guizhou, 'freeze', all).some(({ before }) => before)).toBe(false)
  })

  it('is known by names that the machine has', () => {
    const acts = new Set<string>([...affairKinds, 'recordal_pledge', 'recordal_licence'])
    for (const pack of [guizhou, beijing]) {
      for (const { stops } of pack.afterRegistration?.burdens ?? [])
        for (const act of stops) expect(acts).toContain(act)
      for (const { affair } of pack.afterRegistration?.effects ?? []) expect(acts).toContain(affair)
      expect(pack.afterRegistration?.affairs.map(({ kind }) => kind).sort()).toEqual([...affairKinds].sort())
    }
  })
})
