import { decide, maySee } from '@datadeed/core/filing/policy'
import { type Actor, organisationOf } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { ObjectionCommand, ObjectionStatus } from '@datadeed/core/publication/machine'
import { nextStatus, type Side, type Situation } from '@datadeed/core/publication/objections'
import { maySeeObjections } from '@datadeed/core/publication/policy'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { listMediations, type MediationRow } from './mediation-store.ts'
import * as store from './store.ts'

/** What the policy of cases needs to know of an objection's case. */
export function factsOf(row: store.ObjectionRow) {
  return {
    id: row.case_id,
    status: row.case_status as Parameters<typeof decide>[0]['status'],
    partyId: row.party_id,
    prefectureCode: row.prefecture_code,
    examinerId: row.examiner_id,
  }
}

export function mergeFacts(row: Awaited<ReturnType<typeof store.listOfCase>>[number]) {
  const { id, number, status, reason_code, evidence_digest, merged_into } = row
  const facts = { id, number, reasonCode: reason_code, evidenceDigest: evidence_digest, mergedInto: merged_into }
  return { ...facts, status: status as ObjectionStatus }
}

/** What the rules of one objection need to know of it now. */
export function situationOf(row: store.ObjectionRow, mediations: readonly MediationRow[], now: Date): Situation {
  const own = mediations.filter(({ objection_id }) => objection_id === row.id)
  const offered = own.find(({ status }) => status === 'offered')
  return {
    ...{ status: row.status as ObjectionStatus, merged: row.merged_into !== null, today: toChinaDate(now.getTime()) },
    ...{ served: row.served_at !== null, answered: row.answered_at !== null, answerDue: row.answer_due },
    ...{ rejoinderDue: row.rejoinder_due, rejoined: row.rejoined_at !== null },
    offer: offered
      ? { applicant: offered.applicant_agreed_at !== null, objector: offered.objector_agreed_at !== null }
      : null,
    mediated: own.some(({ started_at }) => started_at !== null),
  }
}

/** An objection for whoever may see its case, and of delegates who answers for it. Throws `kernel.not_found`. */
export async function visibleObjection(db: Tx | Platform['db'], actor: Actor, id: string): Promise<store.ObjectionRow> {
  const row = await store.findObjection(db, id)
  if (!row) throw new AppError('kernel.not_found')
  const under = factsOf(row)
  const may = actor.kind === 'system' || (maySee(actor, under) && maySeeObjections(actor, under))
  if (!may) throw new AppError('kernel.not_found')
  return row
}

/** Holds the case of an objection and reads it as it is now, with its mediations. */
export async function lockSituation(tx: Tx, objectionId: string, now: Date) {
  const before = await store.findObjection(tx, objectionId)
  if (!before) throw new AppError('kernel.not_found')
  const notice = await store.lockNoticeOfCase(tx, before.case_id)
  const row = await store.findObjection(tx, objectionId)
  if (!row || !notice) throw new AppError('kernel.not_found')
  const mediations = await listMediations(tx, [objectionId])
  return { row, notice, mediations, situation: situationOf(row, mediations, now) }
}

/** The state a command leads to. Throws `publication.merged` or `publication.not_offered`. */
export function requireNext(
  { row, situation }: { row: store.ObjectionRow; situation: Situation },
  command: ObjectionCommand,
  side: Side,
): ObjectionStatus {
  const to = row.case_status === 'objection_pending' ? nextStatus(situation, command, side) : null
  if (to !== null) return to
  if (row.lead_number !== null) throw new AppError('publication.merged', { number: row.lead_number })
  throw new AppError('publication.not_offered')
}

/** On whose side an account stands: who may answer for the company, or an examiner without an interest. Throws what `decide` throws. */
export function sideOf(actor: Actor, row: store.ObjectionRow): 'applicant' | 'examiner' {
  const own = organisationOf(actor, 'answer_objection', row.case_id) === row.party_id
  decide(factsOf(row), own ? 'answer_objection' : 'dismiss_objection', actor, () => true)
  return own ? 'applicant' : 'examiner'
}
