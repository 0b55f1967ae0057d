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

/** Who acts: the company applied for, the objector by the link, an examiner, or the end of a period. */
export type Side = ObjectionRow['by']

export interface Situation {
  status: ObjectionStatus
  merged: boolean
  today: string
  /** Was it served on the applicant? Before, no period runs against them. */
  served: boolean
  answered: boolean
  answerDue: string
  /** Last day for the objector's word on the answer; null while there is no answer. */
  rejoinderDue: string | null
  rejoined: boolean
  /** Who agreed to the mediation that is offered; null where none is. */
  offer: { applicant: boolean; objector: boolean } | null
  /** Was a mediation held? One objection has one at most, so that nobody buys time. */
  mediated: boolean
}

/** The applicant was heard: they answered, or their time from service on ran out. */
export const isHeard = ({ answered, served, today, answerDue }: Situation): boolean =>
  answered || (served && today > answerDue)

function holds(s: Situation, side: Side): (guard: NonNullable<ObjectionRow['guard']>) => boolean {
  const own = side === 'applicant' || side === 'objector' ? side : null
  const asked = own !== null && s.offer !== null && !s.offer[own]
  const other = own === 'applicant' ? 'objector' : 'applicant'
  const held: Record<NonNullable<ObjectionRow['guard']>, boolean> = {
    in_time: s.today <= s.answerDue,
    not_rejoined: !s.rejoined && s.rejoinderDue !== null && s.today <= s.rejoinderDue,
    heard: isHeard(s),
    not_mediated: isHeard(s) && s.offer === null && !s.mediated,
    asked,
    last_asked: asked && s.offer?.[other] === true,
    answered: s.answered,
    unanswered: !s.answered,
  }
  return (guard) => held[guard]
}

/** The state a command leads to, or null where it is not offered to that side now. */
export function nextStatus(s: Situation, command: ObjectionCommand, side: Side): ObjectionStatus | null {
  if (s.merged && command !== 'withdraw') return null
  const rows = objectionProcedure.filter(({ by }) => by === side)
  return rowFor(rows, s.status, command, holds(s, side))?.to ?? null
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

type Known = Pick<ObjectionFacts, 'id' | 'status' | 'mergedInto'>
const mergedWith = (all: readonly Known[], id: string): string[] =>
  all.flatMap((one) => (one.mergedInto === id && isOpen(one.status) ? one.id : []))

/** A decision ends an objection, and with it those merged into it: the ids of all that end. */
export function endingWith(all: readonly Known[], id: string): string[] {
  const own = all.find((one) => one.id === id)
  if (!own || !isOpen(own.status) || own.mergedInto !== null) return []
  return [id, ...mergedWith(all, id)]
}

/**
 * A withdrawal or an agreement binds nobody but who gave it: of those merged into the one that ends, in the order they were
 * lodged, the first takes its place and the rest are merged into that one.
 */
export function successionTo(all: readonly Known[], id: string): { successor: string; merged: string[] } | null {
  const [successor, ...merged] = mergedWith(all, id)
  return successor === undefined ? null : { successor, merged }
}
