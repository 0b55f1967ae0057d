import { describe, expect, it } from 'vitest'
import { guizhou } from '../kernel/rule-pack.ts'
import { type DeclaredLineage, lineageEffects } from './lineage-effect.ts'

const { lineage } = guizhou
if (!lineage) throw new Error('no lineage')
const link: DeclaredLineage = { relation: 'aggregate', own: false, proofThere: true, declaredOn: '2026-03-10' }
const until = '2029-03-01'
const effects = (change: object | undefined, more: Partial<DeclaredLineage> = {}, parentUntil = until) =>
  lineageEffects(
    { pack: guizhou, parentUntil: until },
    { pack: { lineage: change === undefined ? undefined : { ...lineage, ...change } }, parentUntil },
    { ...link, ...more },
    '2028-06-01',
  )

describe('what another pack says of a declared lineage', () => {
  it('is nothing where it says the same', () => {
    expect(effects({})).toEqual({ differences: [], stopped: false, freed: false })
  })

  it('is that its relation is worded otherwise, or can no longer be declared', () => {
    const reworded = lineage.relations.map((one) => (one.code === 'aggregate' ? { ...one, text: '汇总' } : one))
    expect(effects({ relations: reworded })).toEqual({
      differences: [{ kind: 'relation', item: 'aggregate', before: '汇总统计', after: '汇总' }],
      ...{ stopped: false, freed: false },
    })
    const fewer = lineage.relations.filter(({ code }) => code !== 'aggregate')
    expect(effects({ relations: fewer })).toMatchObject({ differences: [{ after: null }], stopped: true })
    expect(effects(undefined)).toMatchObject({ differences: [{ kind: 'relation', after: null }], stopped: true })
  })

  it('is that a proof is asked of another’s data, or no longer', () => {
    const lax = { proof: { ...lineage.proof, required: false } }
    const missing = { kind: 'proof', item: '', before: lineage.proof.name, after: null }
    expect(effects(lax)).toMatchObject({ differences: [] })
    expect(effects(lax, { proofThere: false })).toEqual({ differences: [missing], stopped: false, freed: true })
    expect(effects(lax, { proofThere: false, own: true })).toMatchObject({ differences: [], freed: false })
  })

  it('is that the parent was over when it was declared, or is today', () => {
    expect(effects({}, {}, '2028-03-01')).toEqual({
      differences: [{ kind: 'parent', item: 'today', before: until, after: '2028-03-01' }],
      ...{ stopped: false, freed: false },
    })
    expect(effects({}, {}, '2026-03-09')).toMatchObject({ differences: [{ item: 'declared' }, {}], stopped: true })
    // A last day that moves and yet decides nothing.
    expect(effects({}, {}, '2030-03-01')).toMatchObject({ differences: [] })
  })
})
