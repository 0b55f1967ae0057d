import { caseStatuses } from '@datadeed/core/filing/machine'
import { type Actor, type Role, roles } from '@datadeed/core/kernel/actor'
import type { AccountId, PartyId } from '@datadeed/core/kernel/ids'
import { reportingUnits } from '@datadeed/core/kernel/regions'
import { mayArrange, mayGiveOpinion, mayKeep, programmeScope } from '@datadeed/core/programme/policy'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const regions = reportingUnits.map(({ code }) => code)
const actors: fc.Arbitrary<Actor> = fc.oneof(
  fc.constant<Actor>({ kind: 'public' }),
  fc.constant<Actor>({ kind: 'system' }),
  fc.record({
    kind: fc.constant('account' as const),
    accountId: fc.constant('a1' as AccountId),
    partyId: fc.constantFrom('p1' as PartyId, null),
    partyApproved: fc.boolean(),
    regionCode: fc.constantFrom(...regions, null),
    name: fc.constant('某人'),
    roles: fc.subarray([...roles]) as fc.Arbitrary<Role[]>,
  }),
)
const cases = fc.record({ prefectureCode: fc.constantFrom(...regions), status: fc.constantFrom(...caseStatuses) })

test('there are nine prefectures and 贵安新区', () => {
  expect(regions).toHaveLength(10)
})

test('property: policy × machine × region: nobody acts on, or is shown, another region’s', () => {
  fc.assert(
    fc.property(actors, cases, (actor, c) => {
      const at = actor.kind === 'account' ? actor.regionCode : null
      const officer = actor.kind === 'account' && actor.roles.includes('officer')
      for (const may of [mayGiveOpinion(actor, c), mayArrange(actor, c), mayKeep(actor, c.prefectureCode)])
        if (may) expect(officer && at === c.prefectureCode).toBe(true)
      const scope = programmeScope(actor)
      if (officer) expect(scope).toEqual(at ? { kind: 'region', regionCode: at } : { kind: 'nothing' })
      if (actor.kind !== 'account') expect(scope.kind).toBe('nothing')
      if (c.status === 'draft' || c.status === 'registered') expect(mayGiveOpinion(actor, c)).toBe(false)
    }),
    { numRuns: 2000 },
  )
})
