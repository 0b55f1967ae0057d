import type { CaseDraft } from '@datadeed/core/filing/schema'
import { industryName } from '@datadeed/core/kernel/industries'
import type { publicContent as content } from '@datadeed/core/kernel/register'
import type { z } from 'zod'

/** What of an application is made public, at notice and in the register: never sample rows, contracts or personal data. */
export interface PublicContent extends z.infer<typeof content> {
  name: string
  holder: string
  industry: string
  industryCode: string
  direction: string | null
}

/** The public part of a form; a processing rule marked confidential is only said to exist. */
export function publicContent(form: CaseDraft, holder: string, depositNumber: string): PublicContent {
  const industryCode = form.industryCode ?? ''
  const holders = [holder, ...(form.coHolders ?? []).map((other) => other.name)].filter(Boolean)
  return {
    name: form.name ?? '',
    holder: holders.join('、'),
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
    algorithm: form.algorithmConfidential
      ? '（申请人声明处理规则涉及商业秘密，不公开具体内容）'
      : (form.algorithm ?? ''),
    depositNumber,
  }
}
