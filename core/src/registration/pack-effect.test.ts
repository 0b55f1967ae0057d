import { describe, expect, it } from 'vitest'
import { addDays } from '../kernel/dates.ts'
import { guizhou, type RulePack } from '../kernel/rule-pack.ts'
import { type RegistryFacts, registryEffects } from './pack-effect.ts'

const facts: RegistryFacts = {
  term: { registeredOn: '2026-03-02', termUntil: null, authorisationUntil: null },
  coOwned: false,
  burdens: ['pledge'],
  affairs: [
    { number: 'D-1', kind: 'transfer', filedOn: '2026-04-01', ground: 'sale', documents: ['contract'] },
    { number: 'D-2', kind: 'renewal', filedOn: null, ground: 'in_use', documents: [] },
  ],
}
const { afterRegistration, validity, steps } = guizhou
if (!afterRegistration) throw new Error('no afterRegistration')
const withAffair = (kind: string, change: object): RulePack => ({
  ...guizhou,
  afterRegistration: {
    ...afterRegistration,
    affairs: afterRegistration.affairs.map((one) => (one.kind === kind ? { ...one, ...change } : one)),
  },
})
const effects = (after: RulePack, more: Partial<RegistryFacts> = {}) =>
  registryEffects(guizhou, after, { ...facts, ...more }, (pack, step, from) =>
    addDays(from, pack.steps[step]?.days ?? 0),
  )

describe('what another pack does to a registration', () => {
  it('is nothing where it says the same', () => {
    expect(effects(guizhou)).toEqual([])
  })

  it('moves the last day and the window of renewal, but not what was fixed otherwise', () => {
    const shorter = { ...guizhou, validity: { ...validity, years: 2, renewalOpensDays: 90 } }
    expect(effects(shorter)).toEqual([
      { kind: 'expiry', item: 'validUntil', before: '2029-03-01', after: '2028-03-01' },
      { kind: 'renewal', item: 'opens', before: '2028-09-02', after: '2027-12-02' },
    ])
    expect(effects(shorter, { term: null })).toEqual([])
    const renewed = { registeredOn: '2026-03-02', termUntil: '2032-03-01', authorisationUntil: null }
    expect(effects(shorter, { term: renewed }).map(({ kind }) => kind)).toEqual(['renewal'])
  })

  it('moves the last day of filed affairs alone', () => {
    const step = steps.registerAffair
    if (!step) throw new Error('no step')
    const quick = { ...guizhou, steps: { ...steps, registerAffair: { ...step, days: step.days + 5 } } }
    expect(effects(quick)).toEqual([
      {
        kind: 'affair',
        item: 'due D-1',
        before: addDays('2026-04-01', step.days),
        after: addDays('2026-04-01', step.days + 5),
      },
    ])
  })

  it('asks more of an affair: papers, co-owners, grounds, or does not offer it', () => {
    const papers = {
      documents: [
        { code: 'contract', name: '合同', required: true },
        { code: 'tax', name: '完税证明', required: true },
      ],
    }
    expect(effects(withAffair('transfer', papers))).toEqual([
      { kind: 'condition', item: 'documents D-1', before: null, after: '完税证明' },
    ])
    const one = withAffair('renewal', { coOwners: true })
    expect(effects(one)).toEqual([])
    expect(effects(one, { coOwned: true })).toEqual([
      { kind: 'condition', item: 'coOwners D-2', before: null, after: 'renewal' },
    ])
    expect(effects(withAffair('transfer', { grounds: [] }))).toEqual([
      { kind: 'condition', item: 'ground D-1', before: '转让', after: null },
    ])
    const none = { ...guizhou, afterRegistration: undefined }
    expect(effects(none as RulePack, { affairs: facts.affairs.slice(0, 1) }).map(({ item }) => item)).toEqual([
      'burden consent 质押',
      'offered D-1',
      'due D-1',
      'ground D-1',
    ])
  })

  it('lets a burden stop other acts', () => {
    const free = {
      ...afterRegistration,
      burdens: afterRegistration.burdens?.filter(({ burden }) => burden !== 'pledge'),
    }
    const [effect, ...more] = effects({ ...guizhou, afterRegistration: free })
    expect(effect).toMatchObject({ kind: 'condition', item: 'burden consent 质押', after: null })
    expect(effect?.before).toContain('transfer')
    expect(more).toEqual([])
  })
})
