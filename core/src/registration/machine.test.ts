import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Actor, isStaff, type Role, roles } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { reachableStates, terminalStates } from '../kernel/machine.ts'
import {
  affairCommands,
  affairKinds,
  affairProcedure,
  affairRules,
  affairStatuses,
  entryProcedure,
  entryStatuses,
} from './machine.ts'
import {
  type AffairFacts,
  affairHolds,
  decideAffair,
  decideEntry,
  entryScope,
  maySeeAffair,
  offeredForAffair,
  offeredKinds,
  requireBegin,
} from './policy.ts'

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
const entries = fc.record({
  status: fc.constantFrom(...entryStatuses),
  partyId: fc.constantFrom('p1', 'p2'),
  prefectureCode: fc.constantFrom('520100', '520300'),
  holders: fc.subarray(['p1', 'p2']),
})
const affairs: fc.Arbitrary<AffairFacts> = fc.record({
  kind: fc.constantFrom(...affairKinds),
  status: fc.constantFrom(...affairStatuses),
  filedBy: fc.constantFrom('a1', 'a2'),
  partyId: fc.constantFrom('p1', 'p2', null),
  told: fc.subarray(['p3']),
  asked: fc.array(fc.record({ partyId: fc.constantFrom('p1', 'p2', 'p3'), signed: fc.boolean() }), { maxLength: 3 }),
  proposedBy: fc.constantFrom('a1', 'a2', null),
  entry: entries,
})
const looked = fc.record({ documentsThere: fc.boolean(), entryEnded: fc.boolean(), clear: fc.boolean() })
const accepts = (run: () => unknown): boolean => {
  try {
    run()
    return true
  } catch {
    return false
  }
}

describe('the life of a registration', () => {
  it('reaches every status, and ends expired, cancelled or revoked', () => {
    expect([...reachableStates('active', entryProcedure)].sort()).toEqual([...entryStatuses].sort())
    expect(terminalStates(entryStatuses, entryProcedure)).toEqual(['expired', 'cancelled', 'revoked'])
  })

  it('is not moved by its holder while it is suspended, but for a burden that is taken off it', () => {
    for (const kind of affairKinds)
      if (affairRules[kind].begunBy === 'holder' && kind !== 'discharge')
        expect(() => decideEntry('suspended', affairRules[kind].command, () => true)).toThrow(
          expect.objectContaining({ code: 'registration.entry_not_offered' }),
        )
  })

  it('expires only when its term is over', () => {
    expect(() => decideEntry('active', 'expire', () => false)).toThrow()
    expect(decideEntry('suspended', 'expire', () => true).to).toBe('expired')
  })
})

describe('the life of an affair', () => {
  it('reaches every status from the draft, and ends decided, withdrawn or lapsed', () => {
    expect([...reachableStates('draft', affairProcedure)].sort()).toEqual([...affairStatuses].sort())
    expect(terminalStates(affairStatuses, affairProcedure)).toEqual([
      'granted',
      'refused',
      'withdrawn',
      'lapsed',
      'declined',
    ])
  })

  it('offers exactly what it accepts, to anybody who may see it', () => {
    fc.assert(
      fc.property(actors, affairs, looked, (actor, affair, known) => {
        const holds = affairHolds(affair, known)
        const accepted = affairCommands.filter((command) => accepts(() => decideAffair(affair, command, actor, holds)))
        const hidden = actor.kind !== 'system' && !maySeeAffair(actor, affair)
        expect(hidden ? [] : offeredForAffair(actor, affair, holds)).toEqual(accepted)
      }),
    )
  })

  it('begins exactly the kinds that it offers', () => {
    fc.assert(
      fc.property(actors, entries, fc.subarray([...affairKinds]), (actor, entry, open) => {
        const accepted = affairKinds.filter((kind) => accepts(() => requireBegin(actor, entry, kind, open)))
        expect(offeredKinds(actor, entry, open)).toEqual(accepted)
      }),
    )
  })

  it('is never decided by who proposed it, nor by the company it is about', () => {
    fc.assert(
      fc.property(actors, affairs, looked, (actor, affair, known) => {
        if (actor.kind !== 'account') return
        const given = offeredForAffair(actor, affair, affairHolds(affair, known))
        const concerned = actor.partyId === affair.entry.partyId
        if (actor.accountId === affair.proposedBy || concerned) expect(given).not.toContain('confirm')
        if (concerned) expect(given).not.toContain('propose_grant')
      }),
    )
  })

  it('is confirmed only when the entry still takes its command', () => {
    fc.assert(
      fc.property(actors, affairs, looked, (actor, affair, known) => {
        const offered = offeredForAffair(actor, affair, affairHolds(affair, known))
        if (affair.status !== 'grant_proposed' || !offered.includes('confirm')) return
        expect(decideEntry(affair.entry.status, affairRules[affair.kind].command, () => false)).toBeDefined()
      }),
    )
  })

  it('hides from the holder what the authority prepares, and from the authority what the holder drafts', () => {
    fc.assert(
      fc.property(actors, affairs, (actor, affair) => {
        if (!maySeeAffair(actor, affair) || actor.kind !== 'account') return
        const own = actor.partyId === affair.partyId
        const byHolder = affairRules[affair.kind].begunBy === 'holder'
        if (byHolder && affair.status === 'draft') expect(own).toBe(true)
        if (byHolder && affair.status === 'awaiting_signatures') expect(isStaff(actor)).toBe(false)
        if (!byHolder && affair.status !== 'granted') expect(isStaff(actor)).toBe(true)
      }),
    )
  })

  it('comes before the registry only when everybody asked has signed, each once and for itself', () => {
    fc.assert(
      fc.property(actors, affairs, looked, (actor, affair, known) => {
        const holds = affairHolds(affair, known)
        const missing = affair.asked.filter(({ signed }) => !signed)
        for (const command of ['submit', 'sign'] as const) {
          if (affair.status === 'filed' || !accepts(() => decideAffair(affair, command, actor, holds))) continue
          const { to } = decideAffair(affair, command, actor, holds)
          if (to === 'filed') expect(missing.length).toBe(command === 'sign' ? 1 : 0)
          if (command === 'sign' && actor.kind === 'account')
            expect(missing.some(({ partyId }) => partyId === actor.partyId)).toBe(true)
        }
      }),
    )
  })

  it('is neither filed nor granted against a burden that stands in its way', () => {
    fc.assert(
      fc.property(actors, affairs, looked, (actor, affair, known) => {
        const given = offeredForAffair(actor, affair, affairHolds(affair, { ...known, clear: false }))
        expect(given).not.toContain('submit')
        if (affair.status === 'grant_proposed') expect(given).not.toContain('confirm')
      }),
    )
  })

  it('shows the public nothing', () => {
    expect(entryScope({ kind: 'public' })).toEqual({ kind: 'nothing' })
  })
})
