import { leaseUntil } from '@datadeed/core/examination/lease'
import { type Command, commandNames } from '@datadeed/core/filing/machine'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import type { Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadCase } from '../filing/service.ts'
import { keepKey } from './cohort-candidates.ts'
import { findMembership, isExamined, type Member, renewLeases, updateMember } from './cohort-member-store.ts'
import { leaseRule } from './lease.ts'

/** What moves no content: the case stays as it was compared. */
const harmless: readonly string[] = ['recompute_deadline', 'extend_lease']
/** What finds the exemplar or a sampled case wanting. */
const finds: readonly string[] = ['require_correction', 'propose_refusal', 'send_back']

const nameOf = (command: string): string => commandNames[command as Command]?.zh ?? command

/** What a move of its case, given otherwise than by the cohort, means for a member. */
function changeOf(
  member: Member & { status: string },
  { command, from, to }: { command: string; from: string; to: string },
) {
  const examined = isExamined(member)
  if (harmless.includes(command)) return {}
  if (command === 'release') return { state: 'released', reason: '已单独复核通过' } as const
  if (!examined) return { state: 'excepted', reason: `案件另行办理：${nameOf(command)}` } as const
  // A pause, an expert: on the way to a conclusion.
  if (from === 'under_review' && to === 'under_review' && command !== 'hand_over') return {}
  if (command === 'propose_acceptance') return { state: 'proposed' } as const
  // Before the sample is through, the examiner may think the single case over again.
  if (command === 'retract_proposal' && member.sampled && member.status === 'sampling')
    return { state: 'held' } as const
  const defect = finds.includes(command) || command === 'retract_proposal'
  return { state: 'excepted', defect, reason: `审查结论：${nameOf(command)}` } as const
}

/**
 * A case moved. Keeps the key of those that wait; tells the cohort of a case that somebody moved by itself, and has the worker look at it.
 * Only the member's row is written here: the caller holds the case, and the worker takes cohort, case and member in this order.
 */
export async function followMember(tx: Tx, p: Platform, event: EventPayloads['filing.moved']): Promise<void> {
  await keepKey(tx, event)
  if (event.payload.cohort !== undefined) return
  const member = await findMembership(tx, event.caseId)
  if (!member) return
  const row = await loadCase(tx, event.caseId)
  const change = changeOf(member, event)
  await updateMember(tx, member, { version: row.version, ...change })
  const days = leaseRule(p, row)?.days
  if (days !== undefined && isExamined(member))
    await renewLeases(tx, member.cohortId, leaseUntil(toChinaDate(event.now.getTime()), days, p.calendar), event.now)
  await enqueue(
    tx,
    'examination.cohort',
    { cohortId: member.cohortId },
    { key: `examination.cohort ${member.cohortId}` },
  )
}
