import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Actor, type DelegatedAction, delegatedActions } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { maySeeObjections, objectionScope } from './policy.ts'

const scopes = fc.record({
  actions: fc.subarray<DelegatedAction>([...delegatedActions]),
  cases: fc.constantFrom<string[] | null>(null, ['c1'], ['c2']),
  ended: fc.constantFrom(null, 'revoked' as const, 'expired' as const),
})
const home = {
  ...{ kind: 'account', accountId: 'a1' as AccountId, partyId: null, partyApproved: false, regionCode: null },
  ...{ name: '某人', roles: ['filer', 'signatory'] },
} satisfies Actor

describe('objections on a delegation', () => {
  it('are seen in the cases for which answering them was delegated, while it is in force, and nowhere else', () => {
    fc.assert(
      fc.property(scopes, fc.constantFrom('p1', 'p2', 'p3'), (scope, partyId) => {
        const delegation = {
          ...{ id: 'd', number: 'N', principalId: 'p1' as PartyId, principalName: '甲' },
          ...{ delegateId: 'p2' as PartyId, delegateName: '乙', ...scope },
        }
        const within = scope.ended === null && scope.actions.includes('answer_objection')
        const actor: Actor = { ...home, delegation }
        expect(maySeeObjections(actor, { id: 'c1', partyId })).toBe(
          within && partyId === 'p1' && (scope.cases?.includes('c1') ?? true),
        )
        expect(objectionScope(actor)).toEqual(
          within ? { kind: 'delegated', partyId: 'p1', cases: scope.cases } : { kind: 'nothing' },
        )
      }),
    )
  })
})
