import { rowFor } from '../kernel/machine.ts'
import type { Pause } from '../kernel/workdays.ts'
import {
  isOpen,
  type ObjectionCommand,
  type ObjectionRow,
  type ObjectionStatus,
  objectionProcedure,
} from './machine.ts'

/** What the rules need to know of an objection; days are legal days. */
export interface ObjectionFacts {
  id: string
  status: ObjectionStatus
  lodgedOn: string
  /** Null while it is open. */
  endedOn: string | null
  mergedInto: string | null
}

/** Who acts: the company applied for, the objector by the link, or an examiner. */
export type Side = ObjectionRow['by']

export interface Situation {
  status: ObjectionStatus
  merged: boolean
  today: string
  answerDue: string
  /** Last day for the objector's word on the answer; null while there is no answer. */
  rejoinderDue: string | null
  rejoined: boolean
}

function holds(s: Situation): (guard: NonNullable<ObjectionRow['guard']>) => boolean {
  return (guard) =>
    guard === 'in_time' ? s.today <= s.answerDue : !s.rejoined && s.rejoinderDue !== null && s.today <= s.rejoinderDue
}

/** The state a command leads to, or null where it is not offered to that side now. */
export function nextStatus(s: Situation, command: ObjectionCommand, side: Side): ObjectionStatus | null {
  if (s.merged) return null
  const row = rowFor(objectionProcedure, s.status, command, holds(s))
  return row && row.by === side ? row.to : null
}

/** When the notice's clock stands still for these objections: from the day each was lodged to the day it ended. */
export function pausesOf(all: readonly ObjectionFacts[], today: string): Pause[] {
  return all.map(({ lodgedOn, endedOn }) => ({ from: lodgedOn, to: endedOn ?? today }))
}

export const anyOpen = (all: readonly Pick<ObjectionFacts, 'status'>[]): boolean =>
  all.some(({ status }) => isOpen(status))

/** The objection that one with the same ground and the same files joins, if any is open. */
export function joins<
  T extends Pick<ObjectionFacts, 'id' | 'status' | 'mergedInto'> & {
    reasonCode: string
    evidenceDigest: string | null
  },
>(all: readonly T[], lodged: { reasonCode: string; evidenceDigest: string | null }): T | undefined {
  return all.find(
    ({ status, mergedInto, reasonCode, evidenceDigest }) =>
      isOpen(status) &&
      mergedInto === null &&
      evidenceDigest !== null &&
      reasonCode === lodged.reasonCode &&
      evidenceDigest === lodged.evidenceDigest,
  )
}

/** A decision ends an objection, and with it those merged into it: the ids of all that end. */
export function endingWith(all: readonly Pick<ObjectionFacts, 'id' | 'status' | 'mergedInto'>[], id: string): string[] {
  const own = all.find((one) => one.id === id)
  if (!own || !isOpen(own.status) || own.mergedInto !== null) return []
  return [id, ...all.flatMap((one) => (one.mergedInto === id && isOpen(one.status) ? one.id : []))]
}
