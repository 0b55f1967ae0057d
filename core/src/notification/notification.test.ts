import { expect, test } from 'vitest'
import type { AccountActor } from '../kernel/actor.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { choicesFor, kindRules, messageKinds } from './kinds.ts'
import { integrationOf, keyMay } from './policy.ts'
import { horizonOf, markFor } from './reminders.ts'
import { offAfter, pauseAfter, pauses } from './retry.ts'
import { kindOf, messageNames, messageWords } from './words.ts'

test('pauses grow and last about a day', () => {
  expect(pauses.every((pause, i) => i === 0 || pause >= (pauses[i - 1] ?? 0))).toBe(true)
  const hours = pauses.reduce<number>((sum, pause) => sum + pause, 0) / 3600
  expect(hours).toBeGreaterThan(22)
  expect(hours).toBeLessThan(26)
  expect([pauseAfter(1), pauseAfter(pauses.length), pauseAfter(pauses.length + 1)]).toEqual([5, 28_800, null])
})

test('a web-hook is switched off when it says it is gone, or when nothing arrived since a delivery that was given up', () => {
  const createdAt = new Date('2026-03-02T00:00:00Z')
  const failed = { status: 500, exhausted: true, createdAt, lastSuccessAt: null }
  expect(offAfter(failed)).toBe('failures')
  expect(offAfter({ ...failed, exhausted: false })).toBe(null)
  expect(offAfter({ ...failed, lastSuccessAt: new Date('2026-03-02T01:00:00Z') })).toBe(null)
  expect(offAfter({ ...failed, lastSuccessAt: new Date('2026-03-01T01:00:00Z') })).toBe('failures')
  expect(offAfter({ ...failed, status: 410, exhausted: false })).toBe('gone')
})

test('mail that carries a period or a decision cannot be switched off', () => {
  for (const kind of messageKinds) expect(choicesFor(kind).includes('none')).toBe(!kindRules[kind].legal)
  for (const name of ['correction_required', 'refused', 'lapsed', 'objection_lodged', 'letter_issued'] as const)
    expect(kindRules[kindOf(name)].legal).toBe(true)
})

test('every message has its words in both languages, and leaves no name of a parameter in them', () => {
  const params = Object.fromEntries(
    'case due closes notice objection registration certificate letter days hook key by until affair parent child status'
      .split(' ')
      .map((name) => [name, `〔${name}〕`]),
  )
  for (const name of messageNames)
    for (const language of ['zh', 'en'] as const) {
      const { subject, text } = messageWords(name, params, language)
      expect(`${subject}${text}`).not.toMatch(/[{}]|undefined/)
    }
  expect(messageWords('correction_required', { case: 'A1', due: '2026-03-09' }, 'zh').subject).toBe(
    'A1 需要补正，2026-03-09 前答复',
  )
})

test('each mark is reminded of once, and a missed day is made up for', () => {
  expect(horizonOf('correction')).toBe(5)
  expect([6, 5, 4, 3, 2, 1, 0, -1].map((left) => markFor('correction', left))).toEqual([
    ...[null, 5, 5, 5, 2, 2, 0, null],
  ])
})

const route = (feature: string, method: string, operation = '') => ({ feature, method, operation })

test('a key reads or files, and reaches no account, key, web-hook or mail', () => {
  expect(keyMay(['read'], route('filing', 'GET'))).toBe(true)
  expect(keyMay(['read'], route('filing', 'POST'))).toBe(false)
  expect(keyMay(['read'], route('notification', 'GET', 'listChanges'))).toBe(true)
  expect(keyMay(['file'], route('filing', 'POST'))).toBe(true)
  for (const feature of ['account', 'party', 'notification', 'system', ''])
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
      expect(keyMay(['read', 'file'], route(feature, method, 'makeApiKey'))).toBe(false)
})

test('only a signatory in person administers', () => {
  const base: AccountActor = {
    ...{ kind: 'account', accountId: 'a' as AccountId, partyId: 'p' as PartyId, partyApproved: true, regionCode: null },
    ...{ name: '甲', roles: ['signatory'] },
  }
  const actor = (more: Partial<AccountActor>): AccountActor => ({ ...base, ...more })
  expect(integrationOf(actor({}))).toBe('p')
  expect(integrationOf(actor({ roles: ['filer'] }))).toBe(null)
  expect(integrationOf(actor({ key: { id: 'k', name: 'k' } }))).toBe(null)
  expect(integrationOf(actor({ partyApproved: false }))).toBe(null)
  expect(integrationOf(actor({ roles: ['signatory', 'examiner'] }))).toBe(null)
})
