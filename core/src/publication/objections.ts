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

/** Who acts: the company applied for, the objector by the link, an examiner, or nobody but time. */
export type Side = 'applicant' | 'objector' | 'examiner' | 'system'

export interface Situation {
  status: ObjectionStatus
  merged: boolean
  today: string
  /** Last days; null where nothing is awaited. */
  answerDue: string
  rejoinderDue: string | null
  rejoined: boolean
  extended: boolean
  /** The mediation that is not over yet: who proposed it, and where the objection goes on when it fails. */
  mediation: { proposedBy: 'objector' | 'applicant'; resumes: 'lodged' | 'answered' | null } | null
}

const isSide = (side: Side) => side === 'applicant' || side === 'objector'

function allows(by: ObjectionRow['by'], side: Side, { mediation }: Situation): boolean {
  switch (by) {
    case 'side':
      return isSide(side)
    case 'other_side':
      return isSide(side) && mediation !== null && mediation.proposedBy !== side
    case 'side_or_system':
      return isSide(side) || side === 'system'
    default:
      return by === side
  }
}

function holds(command: ObjectionCommand, s: Situation): (guard: NonNullable<ObjectionRow['guard']>) => boolean {
  return (guard) => {
    switch (guard) {
      case 'in_time':
        return command === 'answer'
          ? s.today <= s.answerDue
          : !s.rejoined && s.rejoinderDue !== null && s.today <= s.rejoinderDue
      case 'heard':
        return s.today > s.answerDue
      case 'proposed':
        return s.mediation !== null
      case 'not_proposed':
        return s.mediation === null
      case 'not_extended':
        return !s.extended
      case 'was_answered':
        return s.mediation?.resumes === 'answered'
      case 'was_lodged':
        return s.mediation?.resumes === 'lodged'
    }
  }
}

/** The state a command leads to, or null where it is not offered to that side now. */
export function nextStatus(s: Situation, command: ObjectionCommand, side: Side): ObjectionStatus | null {
  if (s.merged) return null
  const row = rowFor(objectionProcedure, s.status, command, holds(command, s))
  return row && allows(row.by, side, s) ? row.to : null
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

/** What of an objection changes when it, or the one it is merged into, moves. */
export type Change = Pick<ObjectionFacts, 'id' | 'status' | 'endedOn' | 'mergedInto'>

/**
 * The changes when an objection ends. A decision decides those merged into it too; one withdrawn ends alone, and the oldest
 * of those merged into it takes its place, for the others have withdrawn nothing.
 */
export function ending(
  all: readonly ObjectionFacts[],
  id: string,
  status: 'dismissed' | 'upheld' | 'withdrawn',
  today: string,
): Change[] {
  const own = all.find((one) => one.id === id)
  if (!own || !isOpen(own.status)) return []
  const followers = all.filter(({ mergedInto, status: at }) => mergedInto === id && isOpen(at))
  const ended = (one: ObjectionFacts): Change => ({ id: one.id, status, endedOn: today, mergedInto: one.mergedInto })
  if (status !== 'withdrawn') return [own, ...followers].map(ended)
  const [heir, ...rest] = followers
  return [
    ended(own),
    ...(heir ? [{ id: heir.id, status: resumed(own.status, heir.status), endedOn: null, mergedInto: null }] : []),
    ...rest.map((one) => ({ id: one.id, status: one.status, endedOn: null, mergedInto: heir?.id ?? null })),
  ]
}

/** A mediation was with whoever withdrew; the heir goes on before it. */
const resumed = (was: ObjectionStatus, own: ObjectionStatus): ObjectionStatus => (was === 'mediation' ? own : was)
