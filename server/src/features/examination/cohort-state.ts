import type { CohortCommand, CohortGuard } from '@datadeed/core/examination/cohort-machine'
import { decideCohort, maySeeCohort } from '@datadeed/core/examination/cohort-policy'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { canonicalize } from '@datadeed/evidence'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { cohortRule, sha256 } from './cohort-candidates.ts'
import { listMembers } from './cohort-member-store.ts'
import { type CohortChange, type CohortRecord, insertCohortEvent, updateCohort } from './cohort-store.ts'

/** The cohort, or `kernel.not_found` where it does not exist or the actor may not see it. */
export function visibleCohort(row: CohortRecord | undefined, actor: Actor): CohortRecord {
  if (!row || !maySeeCohort(actor, row)) throw new AppError('kernel.not_found')
  return row
}

/** Has the worker go on with a cohort, after the commit or a little later. */
export const goOn = (tx: Tx, cohortId: string, runAt?: Date): Promise<void> =>
  enqueue(
    tx,
    'examination.cohort',
    { cohortId },
    { key: `examination.cohort ${cohortId}`, ...(runAt ? { runAt } : {}) },
  )

/** The guards as they stand, for whatever a person asks. */
export async function guardsOf(db: Database | Tx, p: Platform, cohort: CohortRecord) {
  const rule = cohortRule(p, cohort)
  const live = (await listMembers(db, cohort.id)).filter(({ state }) => state !== 'excepted').length
  const above = live > (rule?.release.above ?? 0)
  return (guard: CohortGuard): boolean =>
    guard === 'above_number' ? above : guard === 'within_number' ? !above : false
}

/** Digest of what a release would decide now: each case with the version it would be decided in. Null where nothing is proposed. */
export async function releaseListOf(db: Database | Tx, cohortId: string): Promise<string | null> {
  const members = (await listMembers(db, cohortId)).filter(({ state }) => state === 'proposed')
  if (members.length === 0) return null
  return sha256(canonicalize({ cohort: cohortId, cases: members.map(({ number, version }) => ({ number, version })) }))
}

interface Taken {
  command: CohortCommand
  actor: Actor
  now: Date
  holds: (guard: CohortGuard) => boolean
  set?: CohortChange
  note?: string
  payload?: Record<string, unknown>
}

const roleOf = { holder: 'examiner', second_person: 'reviewer', third_person: 'reviewer', system: 'system' } as const

/** Takes a row of the procedure; the caller holds the cohort. */
export async function takeStep(tx: Tx, cohort: CohortRecord, taken: Taken): Promise<CohortRecord> {
  const { command, actor, now, holds, set = {}, note = '', payload = {} } = taken
  const { to, by } = decideCohort(cohort, command, actor, holds)
  const after = await updateCohort(tx, cohort, to, set, now)
  const actorId = actor.kind === 'account' ? actor.accountId : null
  await insertCohortEvent(tx, {
    ...{ cohortId: cohort.id, at: now, command, from: cohort.status, to, actorId, role: roleOf[by], note, payload },
  })
  return after
}
