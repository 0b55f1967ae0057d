import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Actor, type Role, roles } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { reachableStates, terminalStates } from '../kernel/machine.ts'
import { beijing, guizhou } from '../kernel/rule-pack.ts'
import {
  coarseMeasure,
  decideLink,
  declaredSources,
  type LinkFacts,
  layoutLineage,
  linkCommands,
  linkHolds,
  linkProcedure,
  linkStatuses,
  maySeeLink,
  offeredForLink,
  reachedFrom,
  wouldCycle,
} from './lineage.ts'
import { numberRuleOf, readDatasetNumber } from './number.ts'

const actors: fc.Arbitrary<Actor> = fc.oneof(
  fc.constant<Actor>({ kind: 'public' }),
  fc.record({
    kind: fc.constant('account' as const),
    accountId: fc.constant('a1' as AccountId),
    partyId: fc.constantFrom('child' as PartyId, 'parent' as PartyId, 'other' as PartyId, null),
    partyApproved: fc.boolean(),
    regionCode: fc.constantFrom('520100', '520300', null),
    name: fc.constant('某人'),
    roles: fc.subarray([...roles]) as fc.Arbitrary<Role[]>,
  }),
)
const links: fc.Arbitrary<LinkFacts> = fc.record({
  status: fc.constantFrom(...linkStatuses),
  partyIds: fc.constant(['child']),
  parentPartyIds: fc.constantFrom(['parent'], ['child'], ['parent', 'parent2']),
  own: fc.boolean(),
  childRegistered: fc.boolean(),
  childSubmitted: fc.boolean(),
  ...{ childCase: fc.constant('c1'), parentCase: fc.constant('c2') },
  childPrefecture: fc.constantFrom('520100', '520300'),
})

describe('a declaration of lineage', () => {
  it('reaches every status and ends withdrawn or struck', () => {
    expect([...reachableStates('draft', linkProcedure)].sort()).toEqual([...linkStatuses].sort())
    expect(terminalStates(linkStatuses, linkProcedure)).toEqual(['withdrawn', 'struck'])
  })

  it('offers exactly what it accepts', () => {
    fc.assert(
      fc.property(actors, links, fc.boolean(), (actor, link, proof) => {
        const holds = linkHolds(link, proof)
        const accepted = linkCommands.filter((command) => {
          try {
            decideLink(link, command, actor, holds)
            return true
          } catch {
            return false
          }
        })
        expect(offeredForLink(actor, link, holds)).toEqual(accepted)
      }),
    )
  })

  it('is no news for the parent’s holder before the child is registered, nor for strangers ever', () => {
    fc.assert(
      fc.property(actors, links, (actor, link) => {
        if (actor.kind !== 'account' || !maySeeLink(actor, link) || actor.partyId === 'child') return
        const staff = actor.roles.some((role) => role !== 'filer' && role !== 'signatory')
        if (!staff) expect([actor.partyId, link.childRegistered]).toEqual(['parent', true])
        expect(['draft', 'withdrawn']).not.toContain(link.status)
      }),
    )
  })
})

const edges = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })).map(([a, b]) => ({
    parent: `n${a}`,
    child: `n${b}`,
  })),
  { maxLength: 30 },
)

test('property: edges taken one by one as long as none closes a cycle never let anything come from itself', () => {
  fc.assert(
    fc.property(edges, (wanted) => {
      const taken: typeof wanted = []
      for (const edge of wanted) if (!wouldCycle(taken, edge)) taken.push(edge)
      for (const { parent } of taken) expect(reachedFrom(parent, taken, 'down').has(parent)).toBe(false)
      const nodes = [...new Set(taken.flatMap(({ parent, child }) => [parent, child]))]
      const places = new Map(layoutLineage(nodes, taken).map((place) => [place.node, place]))
      for (const { parent, child } of taken)
        expect(places.get(parent)?.column ?? 0).toBeLessThan(places.get(child)?.column ?? 0)
      expect(new Set([...places.values()].map(({ column, row }) => `${column} ${row}`)).size).toBe(nodes.length)
    }),
  )
})

test('what was opened in place of another has the sources that were declared for that one', () => {
  const edges = [
    { parent: 'source', child: 'old', kind: 'declared' },
    { parent: 'old', child: 'part', kind: 'division' },
    { parent: 'old', child: 'rest', kind: 'division' },
    { parent: 'part', child: 'whole', kind: 'merger' },
    { parent: 'late', child: 'whole', kind: 'declared' },
    { parent: 'other', child: 'rest', kind: 'declared' },
  ] as const
  expect(declaredSources('whole', edges)).toEqual(['source', 'late'])
  expect(declaredSources('rest', edges)).toEqual(['source', 'other'])
  expect(declaredSources('old', edges)).toEqual(['source'])
})

test('a picture of edges that close a cycle ends, too', () => {
  const loop = [
    { parent: 'a', child: 'b' },
    { parent: 'b', child: 'a' },
  ]
  expect(layoutLineage(['a', 'b'], loop)).toHaveLength(2)
})

describe('numbers of a data set', () => {
  const read = (kind: string, text: string) => {
    const rule = numberRuleOf(guizhou, kind)
    return rule ? readDatasetNumber(rule, text) : null
  }

  it('are read in whatever width and case, with blanks', () => {
    expect(read('data_element_oid', ' 1.2.156.3088. 1.4.2 ')).toEqual({ ok: true, key: '1.2.156.3088.1.4.2' })
    expect(read('data_property', 'ｓｊｃｑ-5200-2026-000001')).toEqual({ ok: true, key: 'SJCQ-5200-2026-000001' })
  })

  it('are refused where they are not of the form, with an example', () => {
    for (const bad of ['', '1.2', '3.1.2.3', '1.02.3.4', '1.2.156.x.1', '１．２'])
      expect(read('data_element_oid', bad)).toMatchObject({ ok: false })
    expect(read('data_ip', '12345')).toMatchObject({ message: expect.stringContaining('2026210000000017') })
    expect(read('nothing', '1')).toBeNull()
  })

  it('say in both packs what is not certain, and each example is of its form', () => {
    for (const pack of [guizhou, beijing])
      for (const rule of pack.datasetNumbers ?? []) {
        expect(readDatasetNumber(rule, rule.example)).toEqual({ ok: true, key: rule.example })
        if (rule.confidence !== 'verified') expect(rule.uncertain).not.toBe('')
      }
  })
})

test('of another’s data only shares from a fifth on are told, in steps', () => {
  const share = (of: number) => ({ share: of, low: of - 0.03, high: of + 0.03 })
  const told = coarseMeasure({
    ...{ kind: 'measured', rows: share(0.12) },
    columns: [
      { column: '路段', ...share(0.83) },
      { column: '车速', ...share(0.1) },
    ],
  })
  expect(told).toEqual({
    ...{ kind: 'measured', rows: null },
    columns: [{ column: '路段', share: 0.85, low: 0.8, high: 0.9 }],
  })
})
