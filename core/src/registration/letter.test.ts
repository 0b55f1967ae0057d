import { describe, expect, it } from 'vitest'
import type { Actor, Role } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { beijing, guizhou } from '../kernel/rule-pack.ts'
import { faultsOfService } from './letter.ts'
import type { AffairStatus } from './machine.ts'
import { type AffairFacts, mayServeLetter } from './policy.ts'

const days = { madeOn: '2026-03-16', today: '2026-03-20' }
const service = { way: 'post', reference: 'EMS 1234', servedOn: '2026-03-17' }
const paths = (said: Partial<typeof service>, pack = guizhou) =>
  faultsOfService(pack, { ...service, ...said }, days).map(({ path }) => path)

describe('that a letter was served', () => {
  it('is said in a way of the rules, with what they want noted, from the day it was made until today', () => {
    for (const pack of [guizhou, beijing])
      for (const { code, reference } of pack.afterRegistration?.serviceWays ?? []) {
        expect(paths({ way: code }, pack)).toEqual([])
        expect(paths({ way: code, reference: ' ' }, pack)).toEqual(reference ? ['reference'] : [])
      }
    expect(paths({ way: 'pigeon' })).toEqual(['way'])
    expect(paths({ servedOn: '2026-03-15' })).toEqual(['servedOn'])
    expect(paths({ servedOn: '2026-03-21' })).toEqual(['servedOn'])
    for (const servedOn of [days.madeOn, days.today]) expect(paths({ servedOn })).toEqual([])
    expect(paths({}, { ...guizhou, afterRegistration: undefined })).toEqual(['way'])
  })

  it('is said by who works at the registry or the prefecture, has no interest in it and sees the affair', () => {
    const affair = (status: AffairStatus): AffairFacts => ({
      ...{ kind: 'transfer', status, filedBy: 'a9', partyId: 'p1', proposedBy: null, asked: [], told: [] },
      entry: { status: 'active', partyId: 'p1', prefectureCode: '520100', holders: ['p1'] },
    })
    const by = (role: Role, more: { regionCode?: string; parties?: string[] } = {}): Actor => ({
      ...{ kind: 'account', accountId: 'a1' as AccountId, partyId: null, partyApproved: false, name: '某人' },
      ...{ roles: [role], regionCode: more.regionCode ?? null },
      person: { accounts: ['a1'], parties: more.parties ?? [], usccs: [], coached: [], blindTo: [] },
    })
    const may = (actor: Actor, status: AffairStatus = 'filed') => mayServeLetter(actor, affair(status))
    expect((['examiner', 'reviewer'] as const).map((role) => may(by(role)))).toEqual([true, true])
    expect([may(by('officer', { regionCode: '520100' })), may(by('officer', { regionCode: '520300' }))]).toEqual([
      true,
      false,
    ])
    expect((['auditor', 'administrator', 'coach'] as const).some((role) => may(by(role)))).toBe(false)
    expect(may(by('examiner', { parties: ['p1'] }))).toBe(false)
    expect(may(by('examiner'), 'draft')).toBe(false)
    const holder: Actor = {
      ...{ kind: 'account', accountId: 'a2' as AccountId, partyId: 'p1' as PartyId, partyApproved: true },
      ...{ regionCode: null, name: '某人', roles: ['filer', 'signatory'] },
    }
    expect(may(holder)).toBe(false)
  })
})
