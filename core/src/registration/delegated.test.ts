import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Actor, type DelegatedAction, delegatedActions, type Role } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { type AffairStatus, affairCommands, affairRules, affairStatuses, holderKinds } from './machine.ts'
import {
  type AffairFacts,
  affairHolds,
  decideAffair,
  entryScope,
  maySeeAffair,
  maySeeEntry,
  offeredForAffair,
  offeredKinds,
  requireBegin,
} from './policy.ts'

interface Scope {
  actions: readonly DelegatedAction[]
  cases: readonly string[] | null
  ended: null | 'revoked' | 'expired'
}
const whole = (actions: readonly DelegatedAction[]): Scope => ({ actions, cases: null, ended: null })
const delegate = (scope: Scope, roles: readonly Role[] = ['filer', 'signatory']): Actor => ({
  ...{ kind: 'account', accountId: 'a1' as AccountId, partyId: null, partyApproved: false, regionCode: null },
  ...{ name: '某人', roles },
  delegation: {
    ...{ id: 'd', number: 'N', principalId: 'p1' as PartyId, principalName: '甲', delegateId: 'p2' as PartyId },
    ...{ delegateName: '乙', ...scope },
  },
})
const entry = { id: 'c1', status: 'active' as const, partyId: 'p1', prefectureCode: '520100', holders: ['p1'] }
const affairOf = (status: AffairStatus, more: Partial<AffairFacts> = {}): AffairFacts => ({
  ...{ kind: 'transfer', status, filedBy: 'a9', partyId: 'p1', proposedBy: null, entry, asked: [], told: [] },
  ...more,
})
const ready = { documentsThere: true }
const offers = (actor: Actor, affair: AffairFacts) => offeredForAffair(actor, affair, affairHolds(affair, ready))
const notFound = expect.objectContaining({ code: 'kernel.not_found' })

describe('what can be done after registration on a delegation', () => {
  it('prepares with the one word, signs and takes back with the other', () => {
    const [prepares, signs] = [delegate(whole(['affair'])), delegate(whole(['affair', 'affair_sign']))]
    expect(offers(prepares, affairOf('draft'))).toEqual(['attach', 'withdraw'])
    expect(offers(signs, affairOf('draft'))).toEqual(['attach', 'submit', 'withdraw'])
    for (const status of ['filed', 'grant_proposed', 'refusal_proposed'] as const) {
      expect(offers(prepares, affairOf(status))).toEqual([])
      expect(offers(signs, affairOf(status))).toEqual(['withdraw'])
    }
    const asked = affairOf('awaiting_signatures', { partyId: 'p3', asked: [{ partyId: 'p1', signed: false }] })
    expect(offers(prepares, asked)).toEqual([])
    expect(offers(signs, asked)).toEqual(['sign', 'decline'])
  })

  it('is prepared by whoever files for the delegate and signed only by who signs at home', () => {
    const filer = delegate(whole(['affair', 'affair_sign']), ['filer'])
    expect(offers(filer, affairOf('draft'))).toEqual(['attach', 'withdraw'])
    expect(offeredKinds(filer, entry, [])).toEqual(
      holderKinds.filter((kind) => offeredKinds(delegate(whole(['affair'])), entry, []).includes(kind)),
    )
    expect(offeredKinds(filer, entry, []).length).toBeGreaterThan(5)
  })

  it('is nothing for others, in other cases, without the word, or once it ended: as if it were not there', () => {
    fc.assert(
      fc.property(
        fc.record({
          actions: fc.subarray<DelegatedAction>([...delegatedActions]),
          cases: fc.constantFrom<string[] | null>(null, ['c1'], ['c2']),
          ended: fc.constantFrom(null, 'revoked' as const, 'expired' as const),
        }),
        fc.constantFrom(...affairStatuses),
        fc.constantFrom('p1', 'p2', 'p3'),
        fc.constantFrom(...holderKinds),
        (scope, status, holder, kind) => {
          const actor = delegate(scope)
          const theirs = { ...entry, partyId: holder, holders: [holder] }
          const affair = affairOf(status, { kind, partyId: holder, entry: theirs })
          const open = scope.ended === null && (scope.cases?.includes('c1') ?? true) && holder === 'p1'
          const within = open && scope.actions.includes('affair')
          expect(maySeeEntry(actor, theirs)).toBe(within)
          if (!within) {
            expect(() => requireBegin(actor, theirs, kind, [])).toThrow(notFound)
            expect(offeredKinds(actor, theirs, [])).toEqual([])
          }
          // Signing goes with preparing: a grant says so.
          if (within || (open && scope.actions.includes('affair_sign'))) return
          expect(maySeeAffair(actor, affair)).toBe(false)
          expect(offers(actor, affair)).toEqual([])
          for (const command of affairCommands)
            expect(() => decideAffair(affair, command, actor, () => true)).toThrow(notFound)
        },
      ),
    )
  })

  it('never begins or moves what is the authority’s', () => {
    const actor = delegate(whole(delegatedActions))
    for (const kind of offeredKinds(actor, entry, [])) expect(affairRules[kind].begunBy).toBe('holder')
    for (const status of affairStatuses)
      expect(offers(actor, affairOf(status, { kind: 'freeze', partyId: null }))).toEqual([])
  })

  it('lists the registrations of the cases named', () => {
    expect(entryScope(delegate({ ...whole(['affair']), cases: ['c1'] }))).toEqual({
      ...{ kind: 'delegated', partyId: 'p1', cases: ['c1'] },
    })
    expect(entryScope(delegate(whole(['draft'])))).toEqual({ kind: 'nothing' })
  })
})
