import { mayJudge, maySee } from '@datadeed/core/filing/policy'
import { isRuleCode, ruleBaseVersion, ruleCodes } from '@datadeed/core/filing/rule-base'
import type { CaseView, newJudgement, rulePerformance } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { caseDetail } from './case-view.ts'
import {
  countJudgements,
  countOpenFindings,
  insertJudgement,
  insertRaised,
  type RuleCounts,
} from './judgement-store.ts'
import { type CaseRow, lockCase } from './store.ts'
import { forgetWeakRules, isWeak } from './weak-rules.ts'

/** The examiner of a case confirms a finding, or dismisses it with a reason. The last word counts. */
export async function judgeFinding(
  p: Platform,
  actor: Actor,
  caseId: string,
  { code, field, message, verdict, reason }: z.output<typeof newJudgement>,
): Promise<CaseView> {
  const now = p.clock.now()
  if (verdict === 'dismissed' && [...reason].length < 4)
    throw new AppError('kernel.invalid_input', { count: 1 }, [
      { path: 'reason', message: '请写明为什么不成立，不少于 4 个字' },
    ])
  await inTx(p.db, async (tx) => {
    const row = await lockCase(tx, caseId)
    if (!row || !maySee(actor, row)) throw new AppError('kernel.not_found')
    if (actor.kind !== 'account' || !mayJudge(actor, row)) throw new AppError('examination.not_assigned')
    const found = row.findings.find((one) => one.code === code && one.field === field && one.message === message)
    if (!found) throw new AppError('kernel.stale_version')
    const { accountId } = actor
    await insertJudgement(tx, {
      ...{ caseId, code, field, message, version: found.version ?? '', verdict, reason, accountId, at: now },
    })
  })
  forgetWeakRules(p)
  return await caseDetail(p, actor, caseId)
}

interface RaisedItem {
  id: string
  field: string
  machineRule?: string | undefined
}

/** Refuses items that name a rule there is not. */
export function demandKnownRules(items: readonly Omit<RaisedItem, 'id'>[]): void {
  const stray = items.flatMap(({ machineRule }, i) =>
    machineRule && !isRuleCode(machineRule)
      ? [{ path: `items.${i}.machineRule`, message: '没有这条机审规则，请从列表中选择' }]
      : [],
  )
  if (stray.length > 0) throw new AppError('kernel.invalid_input', { count: stray.length }, stray)
}

const head = (field: string) => field.split('.')[0]

/** Records which faults of a correction fall under a rule, and whether the machine had found them. */
export async function recordRaised(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'findings'>,
  round: number,
  items: readonly RaisedItem[],
  now: Date,
): Promise<void> {
  const raised = items.flatMap(({ id: itemId, field, machineRule: code }) => {
    if (!code) return []
    const found = row.findings.some((one) => one.code === code && head(one.field) === head(field))
    return [{ caseId: row.id, round, itemId, code, field, found, at: now }]
  })
  await insertRaised(tx, raised)
}

const share = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 1000) / 1000)

/** Precision and recall of every rule of the base, from what examiners decided. */
export async function rulePerformanceOf(p: Platform): Promise<z.output<typeof rulePerformance>> {
  const { pack } = p
  const [counts, open] = await Promise.all([countJudgements(p.db), countOpenFindings(p.db)])
  const byCode = new Map(counts.map((one) => [one.code, one]))
  const limits = pack.preExamination?.hintOnly
  return {
    version: ruleBaseVersion(pack),
    hintOnly: limits ? { ...limits } : null,
    items: ruleCodes.map((code) => performanceOf(pack, byCode.get(code) ?? { code, ...none }, open.get(code) ?? 0)),
  }
}
const none = { judged: 0, confirmed: 0, raised: 0, missed: 0 }

function performanceOf(pack: RulePack, counts: RuleCounts, open: number) {
  const { code, judged, confirmed, raised, missed } = counts
  return {
    ...{ code, open, judged, confirmed, raised, missed },
    precision: share(confirmed, judged),
    recall: share(raised - missed, raised),
    hintOnly: isWeak(pack, counts),
  }
}
