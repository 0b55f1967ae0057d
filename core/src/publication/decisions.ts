import { type Actor, hasRole, isSamePerson } from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'
import type { DecisionStatus } from './decision-schema.ts'

export type DecisionCommand = 'check' | 'release' | 'return' | 'withhold'

/** What is known of a decision's text: who took part in it so far, by account. */
export interface DecisionFacts {
  status: DecisionStatus
  decidedBy: string | null
  checkedBy: string | null
}

/** From state by command to state; who takes it and whether they must be another than took part before. */
const table: readonly {
  from: DecisionStatus
  command: DecisionCommand
  to: DecisionStatus
  by: 'examiner' | 'reviewer'
  second: boolean
}[] = [
  { from: 'drafted', command: 'check', to: 'checked', by: 'examiner', second: false },
  { from: 'withheld', command: 'check', to: 'checked', by: 'examiner', second: false },
  { from: 'checked', command: 'release', to: 'released', by: 'reviewer', second: true },
  { from: 'checked', command: 'return', to: 'drafted', by: 'reviewer', second: false },
  { from: 'drafted', command: 'withhold', to: 'withheld', by: 'reviewer', second: false },
  { from: 'checked', command: 'withhold', to: 'withheld', by: 'reviewer', second: false },
  // What turned out to tell who somebody is is taken down; its address then says so.
  { from: 'released', command: 'withhold', to: 'withheld', by: 'reviewer', second: false },
]

/**
 * The state a command on a decision's text leads to. Throws `publication.decision_moved` where the state does not offer it,
 * `kernel.forbidden` for other roles, and `publication.same_checker` where the person took the decision or checked the text.
 */
export function moveDecision(facts: DecisionFacts, command: DecisionCommand, actor: Actor): DecisionStatus {
  const row = table.find(({ from, command: given }) => from === facts.status && given === command)
  if (!row) throw new AppError('publication.decision_moved')
  if (!hasRole(actor, row.by)) throw new AppError('kernel.forbidden')
  if (row.second && [facts.decidedBy, facts.checkedBy].some((account) => isSamePerson(actor, account)))
    throw new AppError('publication.same_checker')
  return row.to
}

export function decisionCan(facts: DecisionFacts, actor: Actor): DecisionCommand[] {
  return (['check', 'release', 'return', 'withhold'] as const).filter((command) => {
    try {
      moveDecision(facts, command, actor)
      return true
    } catch {
      return false
    }
  })
}

/** Staff alone see texts that are not public. */
export const mayReadDrafts = (actor: Actor): boolean =>
  hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')
