import type { CaseDraft } from '@datadeed/core/filing/schema'
import { industryName } from '@datadeed/core/kernel/industries'
import { confidentialAlgorithm, type publicContent as content } from '@datadeed/core/kernel/register'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { z } from 'zod'

/** What of an application is made public, at notice and in the register: never sample rows, contracts or personal data. */
export interface PublicContent extends z.infer<typeof content> {
  name: string
  holder: string
  industry: string
  industryCode: string
  direction: string | null
}

type Chosen = Omit<PublicContent, 'name' | 'holder'>
const blank: Chosen = {
  ...{ industry: '', industryCode: '', direction: null, scenario: '', sourceTypes: [], records: null, bytes: null },
  ...{ timeFrom: null, timeTo: null, fieldNames: [], updateFrequency: null, algorithm: '', depositNumber: '' },
}

/**
 * The public part of a form: its name and holder, and the fields that the rule pack names. A processing rule marked
 * confidential is only said to exist.
 */
export function publicContent(form: CaseDraft, holder: string, depositNumber: string, pack: RulePack): PublicContent {
  const industryCode = form.industryCode ?? ''
  const holders = [holder, ...(form.coHolders ?? []).map((other) => other.name)].filter(Boolean)
  const whole: Chosen = {
    industry: industryCode && industryName(industryCode),
    industryCode,
    direction: form.direction ?? null,
    scenario: form.scenario ?? '',
    sourceTypes: form.sourceTypes ?? [],
    records: form.records ?? null,
    bytes: form.bytes ?? null,
    timeFrom: form.timeFrom ?? null,
    timeTo: form.timeTo ?? null,
    fieldNames: (form.elements ?? []).map((element) => element.label || element.name),
    updateFrequency: form.updateFrequency ?? null,
    algorithm: form.algorithmConfidential ? confidentialAlgorithm : (form.algorithm ?? ''),
    depositNumber,
  }
  const named = new Set(pack.publicFields?.map(({ field }) => field))
  if (named.has('industry')) named.add('industryCode')
  const shown = Object.fromEntries(Object.entries(whole).filter(([field]) => named.has(field)))
  return { name: form.name ?? '', holder: holders.join('、'), ...blank, ...shown }
}
