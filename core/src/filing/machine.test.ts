import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Actor, type Role, roles } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { reachableStates, terminalStates } from '../kernel/machine.ts'
import { caseStatuses, commands, type Guard, procedure } from './machine.ts'
import { type CaseFacts, caseScope, decide, maySee, offered } from './policy.ts'

const guards: Guard[] = [
  'no_errors',
  'items_answered',
  'others_open',
  'last_open',
  'notice_open',
  'notice_over',
  'correction_overdue',
  'clock_running',
  'clock_paused',
  'lease_over',
]

const actors = fc.oneof(
  fc.constant<Actor>({ kind: 'public' }),
  fc.constant<Actor>({ kind: 'system' }),
  fc.record({
    kind: fc.constant('account' as const),
    accountId: fc.constantFrom('a1' as AccountId, 'a2' as AccountId),
    partyId: fc.constantFrom('p1' as PartyId, 'p2' as PartyId, null),
    partyApproved: fc.boolean(),
    regionCode: fc.constantFrom('520100', '520300', null),
    name: fc.constant('某人'),
    roles: fc.subarray([...roles]) as fc.Arbitrary<Role[]>,
  }),
)
const cases: fc.Arbitrary<CaseFacts> = fc.record({
  status: fc.constantFrom(...caseStatuses),
  partyId: fc.constantFrom('p1', 'p2'),
  prefectureCode: fc.constantFrom('520100', '520300'),
  examinerId: fc.constantFrom('a1', 'a2', null),
})

describe('the procedure', () => {
  it('reaches every state from the draft', () => {
    expect([...reachableStates('draft', procedure)].sort()).toEqual([...caseStatuses].sort())
  })

  it('ends exactly in the four terminal states', () => {
    expect(terminalStates(caseStatuses, procedure)).toEqual(['registered', 'refused', 'withdrawn', 'deemed_withdrawn'])
  })

  it('offers exactly what it accepts, to anybody in any state', () => {
    fc.assert(
      fc.property(actors, cases, fc.subarray(guards), (actor, c, held) => {
        const holds = (guard: Guard) => held.includes(guard)
        const accepted = commands.filter((command) => {
          try {
            decide(c, command, actor, holds)
            return true
          } catch {
            return false
          }
        })
        // A guarded pair of rows may differ in `by`; decide is never wider than what is offered.
        expect(offered(actor, c, holds)).toEqual(accepted)
      }),
    )
  })

  it('lets nobody release what they examined', () => {
    fc.assert(
      fc.property(actors, cases, (actor, c) => {
        if (actor.kind === 'account' && actor.accountId === c.examinerId)
          expect(offered(actor, c, () => true)).not.toContain('release')
      }),
    )
  })

  it('lets nobody outside the company command a case they cannot see, objections aside', () => {
    fc.assert(
      fc.property(actors, cases, (actor, c) => {
        if (actor.kind === 'system' || maySee(actor, c)) return
        expect(offered(actor, c, () => true).filter((command) => command !== 'lodge_objection')).toEqual([])
      }),
    )
  })

  it('gives the public and pending companies an empty list', () => {
    expect(caseScope({ kind: 'public' })).toEqual({ kind: 'nothing' })
  })
})
