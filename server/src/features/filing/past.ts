import { findings, isRegistryRule } from '@datadeed/core/filing/findings'
import type { Finding } from '@datadeed/core/filing/schema'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { manifestSummary } from './known.ts'
import type { CaseDetail } from './view-store.ts'

/**
 * What the machine check would find in a past case under a pack, on the day the case was submitted. What stands beside it in
 * the registry is not asked again: the findings of that kind are those of the case.
 */
export function findingsUnder(detail: CaseDetail, pack: RulePack): Finding[] {
  const at = detail.submittedAt ?? detail.createdAt
  return findings(detail.form, {
    pack,
    scanned: detail.known.scanned ?? null,
    kept: detail.findings.filter(({ code }) => isRegistryRule(code)),
    today: toChinaDate(new Date(at).getTime()),
    manifestSummary: manifestSummary(detail.known, detail.deposit.logIndex !== null),
    profile: detail.known.profile,
    attachments: detail.attachments,
  })
}
