import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { countJudgements, type RuleCounts } from './judgement-store.ts'

/** Judged often enough and confirmed too seldom, by the limits of the pack. */
export function isWeak(pack: RulePack, { judged, confirmed }: Pick<RuleCounts, 'judged' | 'confirmed'>): boolean {
  const limits = pack.preExamination?.hintOnly
  return limits !== undefined && judged >= limits.judged && confirmed < limits.precision * judged
}

const KEPT_MS = 30_000
const kept = new WeakMap<Platform, { until: number; counts: RuleCounts[] }>()

/** After a judgement; other processes hear of it within half a minute. */
export function forgetWeakRules(p: Platform): void {
  kept.delete(p)
}

/** Rules that only hint; their figures are at most half a minute old. */
export async function weakRules(db: Database | Tx, p: Platform, pack: RulePack): Promise<string[]> {
  const known = kept.get(p)
  const counts = known && known.until > performance.now() ? known.counts : await countJudgements(db)
  if (counts !== known?.counts) kept.set(p, { until: performance.now() + KEPT_MS, counts })
  return counts.filter((one) => isWeak(pack, one)).map(({ code }) => code)
}
