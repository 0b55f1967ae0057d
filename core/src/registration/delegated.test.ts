import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Actor, type DelegatedAction, delegatedActions, type Role } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { decideLink, type LinkFacts, linkHolds, maySeeLink } from './lineage.ts'
import { type AffairStatus, affairCommands, affairRules, affairStatuses, holderKinds } from './machine.ts'
import { actsForHolder, depositorsFor, maintains, signsFor } from './maintain.ts'
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

describe('what is kept of a registration without a decision, on a delegation', () => {
  const held = { id: 'c1', holders: ['p1'] }
  const scopes = fc.record({
    actions: fc.subarray<DelegatedAction>([...delegatedActions]),
    cases: fc.constantFrom<string[] | null>(null, ['c1'], ['c2']),
    ended: fc.constantFrom(null, 'revoked' as const, 'expired' as const),
  })
  const roles = fc.subarray<Role>(['filer', 'signatory'])

  it('is looked at with the one word and signed with the other, by who signs at home, in the cases named', () => {
    fc.assert(
      fc.property(scopes, roles, fc.constantFrom('p1', 'p3'), (scope, as, holder) => {
        const actor = delegate(scope, as)
        const of = { ...held, holders: [holder] }
        const open = scope.ended === null && (scope.cases?.includes('c1') ?? true) && holder === 'p1'
        const has = (action: DelegatedAction) => open && scope.actions.includes(action)
        expect(actsForHolder(actor, of, 'filer', 'signatory')).toBe(has('affair') && as.length > 0)
        expect(maintains(actor, of)).toBe(has('affair_sign') && as.includes('signatory'))
        expect(signsFor(actor, of)).toBe(has('submit') && as.includes('signatory'))
        const reads = scope.ended === null && scope.cases === null && scope.actions.includes('deposit_read')
        expect(depositorsFor(actor, ['p1', 'p3'])).toEqual(reads ? ['p1'] : [])
      }),
    )
  })

  it('holds for declarations at both ends, each in its own case; before registration by the word for its signature', () => {
    const link: LinkFacts = {
      ...{ status: 'draft', partyIds: ['p1'], parentPartyIds: ['p3'], own: false, childRegistered: true },
      ...{ childCase: 'c1', parentCase: 'c2', childSubmitted: true, childPrefecture: '520100' },
    }
    const of = (actions: readonly DelegatedAction[], cases: string[] | null, more: Partial<LinkFacts>) => {
      const facts = { ...link, ...more }
      const actor = delegate({ actions, cases, ended: null })
      const holds = linkHolds(facts, true)
      const code = (command: 'declare' | 'confirm') => {
        try {
          return decideLink(facts, command, actor, holds).to
        } catch (error) {
          return (error as { code: string }).code
        }
      }
      return [maySeeLink(actor, facts), code(facts.status === 'draft' ? 'declare' : 'confirm')]
    }
    const both = ['affair', 'affair_sign'] as const
    expect(of(both, ['c1'], {})).toEqual([true, 'declared'])
    expect(of(['affair'], ['c1'], {})).toEqual([true, 'kernel.forbidden'])
    expect(of(both, ['c2'], {})).toEqual([false, 'kernel.not_found'])
    expect(of(['submit', 'draft'], null, {})).toEqual([false, 'kernel.not_found'])
    expect(of(['submit'], ['c1'], { childRegistered: false })).toEqual([true, 'declared'])
    expect(of(both, ['c1'], { childRegistered: false })).toEqual([true, 'kernel.forbidden'])
    const theirs = { status: 'declared' as const, partyIds: ['p3'], parentPartyIds: ['p1'] }
    expect(of(both, ['c2'], theirs)).toEqual([true, 'confirmed'])
    expect(of(['affair'], ['c2'], theirs)).toEqual([true, 'kernel.forbidden'])
    expect(of(both, ['c1'], theirs)).toEqual([false, 'kernel.not_found'])
  })
})
