import { describe, expect, it } from 'vitest'
import type { AccountActor, Role } from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'
import type { AccountId, PartyId } from '../kernel/ids.ts'
import { beijing, guizhou } from '../kernel/rule-pack.ts'
import { completenessOf, percentOf } from './completeness.ts'
import { decodeAnswers, encodeAnswers, judgeEligibility } from './eligibility.ts'
import { counts, daysToCertificate, serviceIndicator } from './figures.ts'
import { coachingCommands, coachingStatuses } from './machine.ts'
import { coachingScope, decideCoaching, offeredForCoaching } from './policy.ts'

const ruleOf = (pack: typeof guizhou) => {
  if (!pack.eligibility) throw new Error('the pack has no eligibility check')
  return pack.eligibility
}
const rule = ruleOf(guizhou)
const choose = (effect: 'pass' | 'first' | 'stop', of = rule) =>
  Object.fromEntries(
    of.questions.map(({ code, answers }) => [
      code,
      (answers.find((one) => one.effect === effect) ?? answers[0])?.code ?? '',
    ]),
  )

describe('eligibility check', () => {
  it.each([guizhou, beijing])(
    '$jurisdiction asks ten questions, each answer with clause and source, one of them passing',
    (pack) => {
      const { questions } = ruleOf(pack)
      expect(questions).toHaveLength(10)
      expect(new Set(questions.map(({ code }) => code)).size).toBe(10)
      for (const { answers } of questions) {
        expect(new Set(answers.map(({ code }) => code)).size).toBe(answers.length)
        expect(answers.some(({ effect }) => effect === 'pass')).toBe(true)
        expect(answers.some(({ effect }) => effect !== 'pass')).toBe(true)
        for (const answer of answers) {
          expect(answer.clause.length).toBeGreaterThan(4)
          expect(answer.source.length).toBeGreaterThan(4)
          // No text of a local measure was read.
          expect(answer.confidence).not.toBe('verified')
        }
      }
    },
  )

  it('says can, first or cannot: one stop forbids whatever else is answered', () => {
    const pass = choose('pass')
    expect(judgeEligibility(rule, pass).verdict).toBe('can_file')
    for (const { code, answers } of rule.questions)
      for (const answer of answers) {
        const { verdict } = judgeEligibility(rule, { ...pass, [code]: answer.code })
        expect(verdict).toBe({ pass: 'can_file', first: 'first', stop: 'cannot' }[answer.effect])
        if (answer.effect === 'stop')
          expect(judgeEligibility(rule, { ...choose('first'), [code]: answer.code }).verdict).toBe('cannot')
      }
  })

  it('stays open while an answer is missing or unknown, and keeps the others', () => {
    const { source: _, ...rest } = choose('pass')
    expect(judgeEligibility(rule, rest)).toMatchObject({ verdict: 'open', missing: ['source'] })
    expect(judgeEligibility(rule, { ...rest, source: 'made_up' }).items).toHaveLength(9)
  })

  it('goes through an address and back, and whatever else stands there is left out', () => {
    const answers = choose('first')
    expect(decodeAnswers(encodeAnswers(answers))).toEqual(answers)
    expect(encodeURIComponent(encodeAnswers(answers))).toBe(encodeAnswers(answers))
    expect(decodeAnswers('source.self-<script>-x-a.b.c-13800000000')).toEqual({ source: 'self' })
  })
})

describe('completeness', () => {
  const required = guizhou.requiredFields.find(({ severity }) => severity === 'error')?.field ?? ''
  it('counts deposit, required fields and attachments; part of a field counts for its field', () => {
    const whole = completenessOf(guizhou, [])
    expect(percentOf(whole)).toBe(100)
    const found = [
      { field: 'deposit', severity: 'error' },
      { field: `${required}.0.label`, severity: 'error' },
      { field: `${required}.1.label`, severity: 'error' },
      { field: 'algorithm', severity: 'warning' },
    ]
    expect(completenessOf(guizhou, found)).toEqual({ done: whole.of - 2, of: whole.of, errors: 3, warnings: 1 })
    const commitment = [{ field: 'commitTruth', severity: 'error' }]
    expect(percentOf(completenessOf(guizhou, commitment))).toBeLessThan(100)
    expect(percentOf({ done: 199, of: 200 })).toBe(99)
  })
})

describe('figures', () => {
  const row = {
    partyId: 'a',
    status: 'closed',
    firstContactOn: '2026-03-02',
    records: 1,
    certifiedOn: '2026-03-20',
  } as const
  it('counts a company once, and only with a closed case and a record', () => {
    expect(counts(row)).toBe(true)
    expect(counts({ ...row, records: 0 })).toBe(false)
    expect(counts({ ...row, status: 'coaching' })).toBe(false)
    const rows = [row, { ...row, certifiedOn: null }, { ...row, partyId: 'b', records: 0, certifiedOn: '2026-03-12' }]
    expect(serviceIndicator(rows)).toEqual({ served: 1, opened: 3, closed: 3, certified: 2, medianDays: 14 })
    expect(daysToCertificate(row)).toBe(18)
    expect(serviceIndicator([])).toMatchObject({ served: 0, medianDays: null })
  })
})

const actor = (role: Role, regionCode: string | null, partyId: string | null = null): AccountActor => ({
  ...{ kind: 'account', accountId: role as AccountId, partyId: partyId as PartyId | null },
  ...{ partyApproved: partyId !== null, regionCode, name: role, roles: [role] },
})

describe('policy', () => {
  const facts = (status: (typeof coachingStatuses)[number]) => ({ partyId: 'p', prefectureCode: '520100', status })
  const all = [
    actor('coach', '520100'),
    actor('coach', '520300'),
    actor('coach', null),
    actor('officer', '520100'),
    actor('examiner', null),
    actor('examiner', '520300'),
    actor('reviewer', null),
    actor('auditor', null),
    actor('administrator', null),
    actor('filer', null, 'p'),
    actor('signatory', null, 'q'),
    { ...actor('filer', null, 'p'), partyApproved: false },
  ]

  it('offers exactly what it accepts, to each actor in each state', () => {
    for (const status of coachingStatuses)
      for (const one of all) {
        const offered = offeredForCoaching(one, facts(status))
        for (const command of coachingCommands) {
          const taken = () => decideCoaching(one, facts(status), command)
          if (offered.includes(command)) expect(coachingStatuses).toContain(taken())
          else expect(taken).toThrow(AppError)
        }
      }
  })

  it('shows staff of a place that place, a company itself, and lets those who look on do nothing', () => {
    expect(coachingScope(actor('coach', '520300'))).toEqual({ kind: 'region', regionCode: '520300' })
    expect(coachingScope(actor('coach', null))).toEqual({ kind: 'nothing' })
    expect(coachingScope(actor('reviewer', null))).toEqual({ kind: 'nothing' })
    expect(offeredForCoaching(actor('coach', '520300'), facts('open'))).toEqual([])
    expect(offeredForCoaching(actor('auditor', null), facts('open'))).toEqual([])
    expect(() => decideCoaching(actor('coach', '520300'), facts('open'), 'take')).toThrow('kernel.not_found')
    expect(() => decideCoaching(actor('filer', null, 'p'), facts('coaching'), 'record')).toThrow('kernel.forbidden')
    expect(() => decideCoaching(actor('coach', '520100'), facts('closed'), 'add_task')).toThrow(
      'coaching.command_not_offered',
    )
  })
})
