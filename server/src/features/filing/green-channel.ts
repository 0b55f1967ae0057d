import type { GreenCondition } from '@datadeed/core/filing/green-channel'
import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { check, packOf } from './check.ts'
import { reviewDeadline } from './deadlines.ts'
import { type CaseRow, insertEvent, updateChecked, updateGreen } from './store.ts'
import { listRounds } from './submission-store.ts'

const examined: readonly CaseStatus[] = ['submitted', 'under_review', 'acceptance_proposed', 'refusal_proposed']
const open: readonly CaseStatus[] = [...examined, 'correction_required', 'public_notice', 'objection_pending']

/** The step whose days count for a case. */
export const reviewStep = (pack: RulePack, green: boolean): string =>
  green && pack.greenChannel ? pack.greenChannel.step : 'review'

const unmet = (conditions: readonly GreenCondition[]) => conditions.filter(({ met }) => !met)

/**
 * Examines an open case by machine anew and lets it into the green channel or takes it out, with the reason in its history. Whatever moves a
 * case and whatever changes its findings comes through here; the caller holds the case's row.
 */
export async function settleGreen(tx: Tx, p: Platform, row: CaseRow, now: Date): Promise<void> {
  if (!open.includes(row.status)) {
    if (row.green) await updateGreen(tx, row.id, false, row.due)
    return
  }
  const { counts } = await check(tx, p, row, now)
  await updateChecked(tx, row.id, counts, now)
  const conditions = counts.greenConditions
  const failing = unmet(conditions)
  const green = conditions.length > 0 && failing.length === 0
  if (green === row.green) return
  const pack = packOf(p, row)
  const due =
    examined.includes(row.status) && row.submittedAt
      ? reviewDeadline(pack, row.submittedAt, await listRounds(tx, row.id), p.calendar, reviewStep(pack, green)).due
      : row.due
  await updateGreen(tx, row.id, green, due)
  const note = green ? '机器核对，各项条件均已符合。' : `不再符合：${failing.map(({ text }) => text).join('')}`
  await insertEvent(tx, {
    ...{ caseId: row.id, at: now, from: row.status, to: row.status, note, leafId: null },
    command: green ? 'enter_green_channel' : 'leave_green_channel',
    ...{ actorKind: 'system', actorId: null, actorRole: 'system', keyId: null },
    payload: { conditions: failing.map(({ code }) => code), due },
  })
}
