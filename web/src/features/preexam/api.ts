import { type RuleCode, ruleBase } from '@datadeed/core/filing/rule-base'
import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { Language } from '../../app/language.ts'

type Schemas = components['schemas']
export type Finding = Schemas['Finding']
export type GreenChannel = Schemas['GreenChannel']
export type RulePerformance = Schemas['RulePerformance']
export type Verdict = { finding: Finding; verdict: 'confirmed' | 'dismissed'; reason: string }

/** A finding has no id of its own: a rule says the same of a field once. */
export const keyOf = ({ code, field, message }: Finding): string => `${code} ${field} ${message}`

/** A rule of a later version than this program is called by its id. */
export const ruleName = (code: string, language: Language): string => ruleBase[code as RuleCode]?.[language] ?? code

export const judgeFinding = (caseId: string, { finding, verdict, reason }: Verdict, key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{id}/finding-judgements', {
      params: { path: { id: caseId } },
      headers: { 'Idempotency-Key': key },
      body: { code: finding.code, field: finding.field, message: finding.message, verdict, reason },
    }),
  )

export const rulePerformanceQuery = queryOptions({
  queryKey: ['rule-performance'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/rule-performance', { signal })),
})

/** Thousandths as a percentage with at most one decimal. */
export const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`
