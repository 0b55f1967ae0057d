import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Actor,
  actsFor,
  type DelegatedAction,
  delegatedActions,
  delegatedScope,
  errandCovers,
  organisationOf,
} from '../kernel/actor.ts'
import { addDays } from '../kernel/dates.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { reachableStates, terminalStates } from '../kernel/machine.ts'
import { beijing, guizhou } from '../kernel/rule-pack.ts'
import { delegationCommands, delegationProcedure, delegationStatuses } from './machine.ts'
import {
  type DelegationFacts,
  decideDelegation,
  delegationMay,
  faultsOfGrant,
  isAlwaysOpen,
  maySeeDelegation,
  offeredForDelegation,
  principalOf,
  stateOf,
} from './policy.ts'

const today = '2026-11-22'
const parties = ['p1', 'p2', 'p3'] as PartyId[]
const actors: fc.Arbitrary<Actor> = fc
  .record({
    accountId: fc.constantFrom('a1', 'a2') as fc.Arbitrary<AccountId>,
    partyId: fc.constantFrom(...parties, null),
    partyApproved: fc.boolean(),
    roles: fc.constantFrom(
      ['filer'] as const,
      ['filer', 'signatory'] as const,
      ['coach'] as const,
      ['examiner'] as const,
      ['auditor'] as const,
    ),
    key: fc.boolean(),
    acting: fc.boolean(),
  })
  .map(({ key, acting, ...account }) => ({
    ...{ kind: 'account' as const, regionCode: null, name: '某人', ...account },
    ...(key ? { key: { id: 'k', name: '程序' } } : {}),
    ...(acting
      ? {
          ...{ partyId: null, partyApproved: false },
          delegation: {
            ...{ id: 'd', number: 'N', principalId: 'p1' as PartyId, principalName: '甲', delegateName: '乙' },
            ...{ delegateId: account.partyId, actions: ['draft' as const], cases: null, ended: null },
          },
        }
      : {}),
  }))
const facts: fc.Arbitrary<DelegationFacts> = fc.record({
  status: fc.constantFrom(...delegationStatuses),
  principalId: fc.constant('p1'),
  delegateId: fc.constantFrom('p2', null),
  delegateAccount: fc.constantFrom('a1', 'a2'),
  from: fc.constantFrom('2026-11-01', '2026-12-01'),
  until: fc.constantFrom('2026-11-21', '2026-11-22', '2027-01-01'),
})

describe('the life of a delegation', () => {
  it('ends declined or revoked', () => {
    expect([...reachableStates('offered', delegationProcedure)].sort()).toEqual([...delegationStatuses].sort())
    expect(terminalStates(delegationStatuses, delegationProcedure)).toEqual(['declined', 'revoked'])
  })

  it('offers exactly what it accepts, and nothing to whoever may not see it', () => {
    fc.assert(
      fc.property(actors, facts, (actor, d) => {
        const accepted = delegationCommands.filter((command) => {
          try {
            decideDelegation(actor, d, command, today)
            return true
          } catch {
            return false
          }
        })
        expect(offeredForDelegation(actor, d, today)).toEqual(accepted)
        if (!maySeeDelegation(actor, d)) expect(accepted).toEqual([])
      }),
    )
  })

  it('is granted and given up by signatories in person: no key, nobody who acts for another, no staff', () => {
    fc.assert(
      fc.property(actors, facts, (actor, d) => {
        if (actor.kind !== 'account') return
        if (actor.key || actor.delegation || !actor.roles.some((role) => role === 'signatory'))
          expect(principalOf(actor)).toBeNull()
        if (actor.key) expect(offeredForDelegation(actor, d, today)).toEqual([])
      }),
    )
  })

  it('is over by its days alone', () => {
    const d = { principalId: 'p1', delegateId: 'p2', delegateAccount: null, from: '2026-11-10', until: '2026-11-22' }
    const accepted = { ...d, status: 'accepted' as const }
    expect(stateOf(accepted, '2026-11-09')).toBe('waiting')
    expect(stateOf(accepted, '2026-11-10')).toBe('in_force')
    expect(stateOf(accepted, '2026-11-22')).toBe('in_force')
    expect(stateOf(accepted, '2026-11-23')).toBe('expired')
    expect(stateOf({ ...d, status: 'offered' }, '2026-11-23')).toBe('expired')
    expect(stateOf({ ...d, status: 'revoked' }, '2026-11-11')).toBe('revoked')
  })
})

describe('the reach of a delegation', () => {
  const scopes = fc.record({
    actions: fc.subarray([...delegatedActions]),
    cases: fc.constantFrom<string[] | null>(null, ['c1'], ['c1', 'c2']),
    ended: fc.constantFrom(null, 'revoked' as const, 'expired' as const),
  })
  const acting = (scope: { actions: DelegatedAction[]; cases: string[] | null; ended: null | 'revoked' | 'expired' }) =>
    ({
      ...{ kind: 'account', accountId: 'a1' as AccountId, partyId: null, partyApproved: false, regionCode: null },
      ...{ name: '某人', roles: ['filer', 'signatory'] },
      delegation: {
        ...{ id: 'd', number: 'N', principalId: 'p1' as PartyId, principalName: '甲', delegateId: 'p2' as PartyId },
        ...{ delegateName: '乙', ...scope },
      },
    }) satisfies Actor

  it('is what was delegated, for the principal, in the cases named, while it is in force', () => {
    fc.assert(
      fc.property(
        scopes,
        fc.constantFrom(...delegatedActions),
        fc.constantFrom('p1', 'p2', 'p3'),
        fc.constantFrom('c1', 'c2', 'c3', undefined),
        (scope, action, partyId, caseId) => {
          const within =
            scope.ended === null &&
            partyId === 'p1' &&
            scope.actions.includes(action) &&
            (scope.cases === null || (caseId !== undefined && scope.cases.includes(caseId)))
          expect(actsFor(acting(scope), action, { partyId, caseId })).toBe(within)
        },
      ),
    )
  })

  it('leads to the principal where it reaches, else to nobody, and never to the delegate itself', () => {
    fc.assert(
      fc.property(
        scopes,
        fc.constantFrom(...delegatedActions),
        fc.constantFrom('c1', 'c3', undefined),
        (scope, action, caseId) => {
          const actor = acting(scope)
          const reached = actsFor(actor, action, { partyId: 'p1', caseId })
          expect(organisationOf(actor, action, caseId)).toBe(reached ? 'p1' : null)
          expect(errandCovers(actor, action, { partyId: 'p1', caseId })).toBe(reached)
          expect(errandCovers(actor, action, { partyId: 'p2', caseId })).toBe(false)
        },
      ),
    )
  })

  it('lists nothing once it ended, or where nothing is delegated', () => {
    fc.assert(
      fc.property(scopes, (scope) => {
        const open = scope.ended === null && scope.actions.length > 0
        expect(delegatedScope(acting(scope), 'see')).toEqual(
          open ? { kind: 'delegated', partyId: 'p1', cases: scope.cases } : { kind: 'nothing' },
        )
      }),
    )
  })

  const closed = [
    ...['returnToFiler', 'addMember', 'listMembers', 'makeApiKey', 'grantDelegation', 'listChanges', 'addWebHook'],
    ...['bindCredential', 'checkDatasetNumber', 'askOverlaps', 'serveBurdenLetter'],
    ...['decideObjection', 'settleObjection', 'appointMediator', 'openCoaching', 'addWatch', 'listEvents'],
    ...['constructor', '__proto__', 'toString', 'somethingNew', ''],
  ]
  it('opens no operation that has no word in it', () => {
    fc.assert(
      fc.property(scopes, fc.constantFrom(...closed), (scope, operation) => {
        expect(delegationMay(scope, operation)).toBe(false)
      }),
    )
  })

  it.each([
    [
      'draft',
      ['createCase', 'saveCase', 'addAttachment', 'requestSignature'],
      ['submitCase', 'respondToCorrection', 'readLetter', 'getDeposit'],
    ],
    ['deposit_read', ['listDeposits', 'getDeposit'], ['createCase', 'saveCase', 'submitCase', 'readLetter']],
    [
      'answer_correction',
      ['saveCase', 'respondToCorrection', 'addAttachment'],
      ['createCase', 'submitCase', 'requestSignature', 'readLetter'],
    ],
    [
      'submit',
      ['submitCase', 'declareLineage'],
      ['saveCase', 'respondToCorrection', 'createCase', 'readLetter', 'signBatch'],
    ],
    ['withdraw', ['withdrawCase'], ['saveCase', 'submitCase', 'undoBatch']],
    ['deposit', ['createDeposit', 'keepDepositSketch'], ['listDeposits', 'createCase', 'openBatch']],
    ['batch', ['openBatch', 'putBatchRows', 'signBatch', 'undoBatch'], ['createCase', 'createDeposit', 'submitCase']],
    ['answer_objection', ['listObjections', 'answerObjection'], ['respondToCorrection', 'withdrawCase', 'beginAffair']],
    [
      'affair',
      ['listRegistrations', 'beginAffair', 'moveAffair'],
      ['answerObjection', 'createDeposit', 'readAffairLetter', 'addRevision', 'declareLineage', 'stateDatasetNumber'],
    ],
    [
      'affair_sign',
      [
        'addRevision',
        'declareLineage',
        'moveLineage',
        'addLineageProof',
        'stateDatasetNumber',
        'withdrawDatasetNumber',
      ],
      ['beginAffair', 'submitCase', 'getRegistration'],
    ],
    ['receive_letters', ['readLetter'], ['saveCase', 'submitCase', 'getDeposit', 'createCase']],
  ] as const)('%s opens what belongs to it', (action, open, shut) => {
    const scope = { actions: [action], ended: null }
    for (const operation of [...open, 'getCase', 'listCases']) expect(delegationMay(scope, operation)).toBe(true)
    for (const operation of shut) expect(delegationMay(scope, operation)).toBe(false)
    for (const ended of ['revoked', 'expired'] as const)
      for (const operation of [...open, 'getCase'])
        expect(delegationMay({ ...scope, ended }, operation)).toBe(isAlwaysOpen(operation))
  })
})

describe('what a grant may say', () => {
  const grant = {
    actions: ['draft'] as DelegatedAction[],
    caseIds: null as string[] | null,
    ...{ from: today, until: addDays(today, 364) },
  }
  const paths = (pack: typeof guizhou, change: object) =>
    faultsOfGrant(pack, { ...grant, ...change }, today).map(({ path }) => path)

  it('is at most a year from its first day, and not in the past', () => {
    expect(paths(guizhou, {})).toEqual([])
    expect(paths(guizhou, { until: addDays(today, 365) })).toEqual(['until'])
    expect(paths(guizhou, { from: addDays(today, -1) })).toContain('from')
    expect(paths(guizhou, { until: addDays(today, -1) })).toEqual(['until'])
  })

  it.each([[['draft', 'submit']], [['affair', 'affair_sign']]] as const)(
    'signs only where the pack allows it: %s',
    (actions) => {
      expect(paths(guizhou, { actions })).toEqual(['actions'])
      expect(paths(beijing, { actions })).toEqual([])
    },
  )

  it.each([
    [['deposit'], ['deposit', 'deposit_read']],
    [['batch'], ['batch', 'deposit_read']],
    [['affair_sign'], ['affair_sign', 'affair']],
  ] as const)('asks for what %s is of no use without', (alone, whole) => {
    expect(paths(beijing, { actions: alone })).toEqual(['actions'])
    expect(paths(beijing, { actions: whole })).toEqual([])
  })

  it('does not limit to cases what belongs to none yet', () => {
    expect(paths(guizhou, { actions: ['deposit', 'deposit_read'], caseIds: ['c1'] })).toEqual(['actions'])
    expect(paths(guizhou, { actions: ['batch', 'deposit_read'], caseIds: ['c1'] })).toEqual(['actions'])
    expect(paths(guizhou, { actions: ['draft', 'withdraw', 'affair'], caseIds: ['c1'] })).toEqual([])
  })

  it('names every action in both packs', () => {
    for (const { delegation } of [guizhou, beijing])
      expect(delegation?.actions.map(({ code }) => code).sort()).toEqual([...delegatedActions].sort())
  })

  it('is nothing where the pack has no rules for it', () => {
    const { delegation: _, ...without } = guizhou
    expect(() => faultsOfGrant(without, grant, today)).toThrow(expect.objectContaining({ code: 'delegation.no_rules' }))
  })
})
