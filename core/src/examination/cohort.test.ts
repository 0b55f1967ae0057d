import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Actor, type Role, roles } from '../kernel/actor.ts'
import type { AccountId } from '../kernel/ids.ts'
import { reachableStates, terminalStates } from '../kernel/machine.ts'
import { guizhou } from '../kernel/rule-pack.ts'
import { alikeParts, type Compared, cohortDifferences } from './cohort-likeness.ts'
import { type CohortGuard, cohortCommands, cohortProcedure, cohortStatuses } from './cohort-machine.ts'
import { type CohortFacts, decideCohort, maySeeCohort, offeredForCohort } from './cohort-policy.ts'

const guards: CohortGuard[] = [
  ...(['enough', 'too_few', 'exemplar_accepted', 'defect_bearable'] as const),
  ...(['sample_clean', 'above_number', 'within_number'] as const),
]
const actors: fc.Arbitrary<Actor> = fc.oneof(
  fc.constant<Actor>({ kind: 'public' }),
  fc.constant<Actor>({ kind: 'system' }),
  fc
    .record({
      id: fc.constantFrom('a1', 'a2', 'a3'),
      twin: fc.constantFrom('a1', 'a2', 'a3'),
      parties: fc.subarray(['p1', 'p2']),
      usccs: fc.subarray(['U1']),
      blindTo: fc.subarray(['c1']),
      coached: fc.subarray(['c2']),
      held: fc.subarray([...roles]) as fc.Arbitrary<Role[]>,
    })
    .map(({ id, twin, parties, usccs, blindTo, coached, held }) => ({
      ...{ kind: 'account' as const, accountId: id as AccountId, partyId: null, partyApproved: false },
      ...{ regionCode: null, name: '某人', roles: held },
      person: { accounts: [id, twin], parties, usccs, blindTo, coached },
    })),
)
const cohorts: fc.Arbitrary<CohortFacts> = fc.record({
  status: fc.constantFrom(...cohortStatuses),
  partyId: fc.constantFrom('p1', 'p2'),
  prefectureCode: fc.constant('520100'),
  form: fc.constantFrom({}, { agentUscc: 'U1' }),
  examinerId: fc.constantFrom('a1', 'a2'),
  approverId: fc.constantFrom('a2', 'a3', null),
  caseIds: fc.constant(['c1', 'c2']),
})

describe('the procedure of a cohort', () => {
  it('reaches every state, and ends released or dissolved', () => {
    expect([...reachableStates('gathering', cohortProcedure)].sort()).toEqual([...cohortStatuses].sort())
    expect(terminalStates(cohortStatuses, cohortProcedure)).toEqual(['released', 'dissolved'])
  })

  it('offers exactly what it accepts', () => {
    fc.assert(
      fc.property(actors, cohorts, fc.subarray(guards), (actor, c, held) => {
        const holds = (guard: CohortGuard) => held.includes(guard)
        const accepted = cohortCommands.filter((command) => {
          try {
            decideCohort(c, command, actor, holds)
            return true
          } catch {
            return false
          }
        })
        expect(offeredForCohort(actor, c, holds)).toEqual(accepted)
      }),
    )
  })

  it('lets nobody release or approve what they, or another account of theirs, examined, nor twice, nor with an interest', () => {
    fc.assert(
      fc.property(actors, cohorts, (actor, c) => {
        if (actor.kind !== 'account') return
        const given = offeredForCohort(actor, c, () => true)
        const self = [actor.accountId as string, ...(actor.person?.accounts ?? [])]
        if (self.includes(c.examinerId))
          expect(given.filter((one) => one === 'release' || one === 'approve')).toEqual([])
        if (c.status === 'approved' && c.approverId && self.includes(c.approverId))
          expect(given).not.toContain('release')
        const { parties = [], usccs = [], coached = [] } = actor.person ?? {}
        const interested = parties.includes(c.partyId) || (c.form?.agentUscc && usccs.includes('U1'))
        if (interested || coached.length > 0) expect(given).toEqual([])
      }),
    )
  })

  it('is not seen by whoever examines one of its cases independently, nor by companies', () => {
    fc.assert(
      fc.property(actors, cohorts, (actor, c) => {
        const seeing: Role[] = ['examiner', 'reviewer', 'auditor', 'administrator']
        const staff = actor.kind === 'account' && actor.roles.some((role) => seeing.includes(role))
        const blind = actor.kind === 'account' && actor.person?.blindTo.includes('c1')
        expect(maySeeCohort(actor, c)).toBe(staff && !blind)
      }),
    )
  })
})

const rule = guizhou.cohort
if (!rule) throw new Error('the pack has no cohorts')
const exemplar: Compared = {
  form: { name: '甲路段', records: 1000, algorithm: '先清洗，再聚合', elements: [{ name: 'a' }] },
  attachments: [{ kind: 'source_proof', name: '证明.pdf', digests: { sha256: 'x' } }],
  answers: [],
  findings: [{ code: 'old', severity: 'warning', message: '范例也有' }],
}
const differ = (form: Record<string, unknown>, more: Partial<Compared> = {}) =>
  cohortDifferences(exemplar, { ...exemplar, form: { ...exemplar.form, ...form }, ...more }, rule).map(
    ({ field, allowed }) => `${field} ${allowed}`,
  )

describe('equivalence', () => {
  it('lists every difference, and allows those the rule pack names', () => {
    expect(differ({})).toEqual([])
    expect(differ({ name: '乙路段', records: 20_000 })).toEqual(['name true', 'records true'])
    expect(differ({ records: 20_001 })).toEqual(['records false'])
    expect(differ({ records: null })).toEqual(['records false'])
    expect(differ({ algorithm: '先清洗，再汇总' })).toEqual(['algorithm false'])
    expect(differ({ agentName: '代理' })).toEqual(['agentName false'])
  })

  it('minds papers that are missing, and findings the exemplar has not', () => {
    const other = [{ kind: 'source_proof', name: '证明.pdf', digests: { sha256: 'y' } }]
    expect(differ({}, { attachments: other })).toEqual(['attachments.source_proof true'])
    expect(differ({}, { attachments: [] })).toEqual(['attachments.source_proof false'])
    const strange = [...exemplar.attachments, { kind: 'commitment', name: '承诺.pdf', digests: { sha256: 'z' } }]
    expect(differ({}, { attachments: strange })).toEqual(['attachments.commitment false'])
    const found = (severity: 'warning' | 'hint', hintOnly = false) => [
      { code: 'new', severity, hintOnly, message: '只在本件' },
    ]
    expect(differ({}, { findings: found('warning') })).toEqual(['findings.new false'])
    expect(differ({}, { findings: found('hint') })).toEqual([])
    expect(differ({}, { findings: found('warning', true) })).toEqual([])
  })

  it('says the same again, and reads a key from whatever order the lists were filled in', () => {
    const of = { partyId: 'p', prefectureCode: '520100', pack: 'GZ 2026.1' }
    const a = { elements: [{ name: 'A', type: 'int' }, { name: 'b' }], sourceTypes: ['public', 'enterprise'] }
    const b = {
      elements: [
        { name: 'b', label: '别名' },
        { name: 'a', type: 'INT' },
      ],
      sourceTypes: ['enterprise', 'public'],
    }
    expect(alikeParts(of, a)).toEqual(alikeParts(of, b))
    expect(alikeParts(of, a)).not.toEqual(alikeParts({ ...of, prefectureCode: '520300' }, a))
    expect(alikeParts(of, a)).not.toEqual(alikeParts(of, { ...a, acquisition: ['crawled'] }))
  })
})
