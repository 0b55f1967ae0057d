import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Actor, type DelegatedAction, delegatedActions, type Role } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { type CaseStatus, type Command, caseStatuses, commands, procedure } from './machine.ts'
import { applicantOf, caseScope, decide, mayReadLetters, maySee, offered } from './policy.ts'

type Scope = {
  actions: readonly DelegatedAction[]
  cases: readonly string[] | null
  ended: null | 'revoked' | 'expired'
}
const delegate = (scope: Scope, roles: readonly Role[] = ['filer', 'signatory']): Actor => ({
  ...{
    kind: 'account',
    accountId: 'a1' as AccountId,
    partyId: null,
    partyApproved: false,
    regionCode: null,
    name: '某人',
    roles,
  },
  delegation: {
    ...{ id: 'd', number: 'N', principalId: 'p1' as PartyId, principalName: '甲', delegateId: 'p2' as PartyId },
    ...{ delegateName: '乙', ...scope },
  },
})
const whole = (actions: readonly DelegatedAction[]): Scope => ({ actions, cases: null, ended: null })
const caseOf = (status: CaseStatus, partyId = 'p1', id = 'c1') => ({
  ...{ id, status, partyId, prefectureCode: '520100', examinerId: null },
})

/** Everything that can be done on a delegation, written out: action, state, command, and whether it is a signature. */
const table: [DelegatedAction, CaseStatus, Command, 'signs' | ''][] = [
  ['draft', 'draft', 'save', ''],
  ['draft', 'draft', 'request_signature', ''],
  ['submit', 'draft', 'submit', 'signs'],
  ['submit', 'awaiting_signature', 'submit', 'signs'],
  ['answer_correction', 'correction_required', 'save', ''],
  ['answer_correction', 'correction_required', 'respond', 'signs'],
  ['withdraw', 'draft', 'withdraw', ''],
  ...procedure.flatMap(({ from, command, by }): [DelegatedAction, CaseStatus, Command, 'signs'][] =>
    command === 'withdraw' && by === 'own_signatory' ? [['withdraw', from, command, 'signs']] : [],
  ),
  ['answer_objection', 'objection_pending', 'answer_objection', 'signs'],
]

describe('what can be done in a case on a delegation', () => {
  it.each(delegatedActions)('%s: exactly the commands of the table, in every state', (action) => {
    for (const status of caseStatuses) {
      const given = offered(delegate(whole([action])), caseOf(status), () => true)
      // Anybody may object to what is under notice.
      expect(given.filter((command) => command !== 'lodge_objection')).toEqual(
        commands.filter((command) => table.some(([a, s, c]) => a === action && s === status && c === command)),
      )
    }
  })

  it('is signed only by who signs at home', () => {
    for (const [action, status, command, signs] of table)
      expect(offered(delegate(whole([action]), ['filer']), caseOf(status), () => true).includes(command)).toBe(
        signs === '',
      )
  })

  it('is nothing in other cases, for others, or once it ended; and hidden as if it were not there', () => {
    fc.assert(
      fc.property(
        fc.record({
          actions: fc.subarray([...delegatedActions]),
          cases: fc.constantFrom<string[] | null>(null, ['c1'], ['c2']),
          ended: fc.constantFrom(null, 'revoked' as const, 'expired' as const),
        }),
        fc.constantFrom(...caseStatuses),
        fc.constantFrom('p1', 'p2', 'p3'),
        (scope, status, partyId) => {
          const [actor, c] = [delegate(scope), caseOf(status, partyId)]
          const within =
            partyId === 'p1' &&
            scope.ended === null &&
            scope.actions.length > 0 &&
            (scope.cases?.includes('c1') ?? true)
          expect(maySee(actor, c)).toBe(within)
          expect(mayReadLetters(actor, c)).toBe(within && scope.actions.includes('receive_letters'))
          if (!within) expect(offered(actor, c, () => true).filter((one) => one !== 'lodge_objection')).toEqual([])
        },
      ),
    )
  })

  it('offers exactly what it accepts', () => {
    fc.assert(
      fc.property(fc.subarray([...delegatedActions]), fc.constantFrom(...caseStatuses), (actions, status) => {
        const [actor, c] = [delegate(whole(actions)), caseOf(status)]
        const accepted = commands.filter((command) => {
          try {
            decide(c, command, actor, () => true)
            return true
          } catch {
            return false
          }
        })
        expect(offered(actor, c, () => true)).toEqual(accepted)
      }),
    )
  })

  it('begins an application only for all cases, with drafting and the deposits delegated', () => {
    expect(applicantOf(delegate(whole(['draft', 'deposit_read'])))).toBe('p1')
    expect(applicantOf(delegate(whole(['draft'])))).toBeNull()
    expect(applicantOf(delegate({ ...whole(['draft', 'deposit_read']), cases: ['c1'] }))).toBeNull()
    expect(applicantOf(delegate({ ...whole(['draft', 'deposit_read']), ended: 'revoked' }))).toBeNull()
  })

  it('lists the cases named, and never one of the delegate itself', () => {
    expect(caseScope(delegate({ ...whole(['draft']), cases: ['c1'] }))).toEqual({
      ...{ kind: 'delegated', partyId: 'p1', cases: ['c1'] },
    })
    expect(caseScope(delegate({ ...whole(['draft']), ended: 'expired' }))).toEqual({ kind: 'nothing' })
  })
})
