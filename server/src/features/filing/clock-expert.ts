import { isPaused } from '@datadeed/core/filing/clock'
import { type Actor, system } from '@datadeed/core/kernel/actor'
import { stepOf } from '@datadeed/core/kernel/rule-pack'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { advance, loadCase } from './advance.ts'
import { packOf } from './check.ts'
import { listHistory } from './clock-store.ts'
import { reviewStep } from './green-channel.ts'

interface Asked {
  caseId: string
  actor: Actor
  now: Date
}

/** Stops the examination's clock for an expert who was asked, where the case's pack says so and it runs. */
export async function pauseForExpert(tx: Tx, p: Platform, { caseId, actor, now }: Asked): Promise<void> {
  const row = await loadCase(tx, caseId)
  const pack = packOf(p, row)
  const pauses = stepOf(pack, reviewStep(pack, row.green)).pauseOn.includes('expert_consulted')
  if (!pauses || isPaused(await listHistory(tx, caseId))) return
  await advance(tx, p, {
    ...{ caseId, command: 'pause_clock', actor, now, note: '征询专家意见，专家出具意见的时间不计入审查期限。' },
    ...{ payload: { reason: 'expert_consulted', byRequest: true }, facts: { clock_running: true } },
  })
}

/** Lets the clock run on once no expert has to answer; one that an examiner stopped by hand stands still. */
export async function resumeAfterExpert(tx: Tx, p: Platform, { caseId, now }: Omit<Asked, 'actor'>): Promise<void> {
  const history = await listHistory(tx, caseId)
  const stopped = history.findLast(({ command }) => command === 'pause_clock')
  if (!isPaused(history) || stopped?.payload.byRequest !== true) return
  const facts = { clock_paused: true }
  await advance(tx, p, { caseId, command: 'resume_after_expert', actor: system, now, facts })
}
