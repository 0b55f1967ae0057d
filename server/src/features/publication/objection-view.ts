import { decide } from '@datadeed/core/filing/policy'
import { type Actor, hasRole, isStaff } from '@datadeed/core/kernel/actor'
import type { deadlineView } from '@datadeed/core/kernel/case'
import { isOpen, type ObjectionStatus } from '@datadeed/core/publication/machine'
import type { mediationView } from '@datadeed/core/publication/mediation-schema'
import { isHeard, nextStatus } from '@datadeed/core/publication/objections'
import { objectionScope } from '@datadeed/core/publication/policy'
import type * as schema from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadCase, objectionDeadline, packOf } from '../filing/service.ts'
import { type Compared, type Comparison, comparedOf, overlapsFound, readerOf } from './comparison.ts'
import { groundText } from './decision.ts'
import { findDecisionOf } from './decision-store.ts'
import { listEvidence } from './evidence-store.ts'
import { listMediations, type MediationRow } from './mediation-store.ts'
import { factsOf, situationOf, visibleObjection } from './situation.ts'
import * as store from './store.ts'

type Evidence = Awaited<ReturnType<typeof listEvidence>>
type Mediation = z.output<typeof mediationView>
type Period = z.output<typeof deadlineView>

const momentOf = (at: Date | null) => at?.toISOString() ?? null

export function mediationViewOf(row: MediationRow): Mediation {
  const { document_name: name, document_bytes: bytes, document_sha256: sha256, document_sm3: sm3 } = row
  return {
    ...{ id: row.id, status: row.status as Mediation['status'], note: row.note },
    ...{ offeredBy: row.offered_by as Mediation['offeredBy'], offeredAt: row.offered_at.toISOString() },
    agreed: { applicant: row.applicant_agreed_at !== null, objector: row.objector_agreed_at !== null },
    ...{ mediator: row.mediator, mediatorOf: row.mediator_of, startedAt: momentOf(row.started_at) },
    deadline: row.deadline as Mediation['deadline'],
    ...{ endedAt: momentOf(row.ended_at), endedBy: row.ended_by as Mediation['endedBy'] },
    publishes: { applicant: row.applicant_publishes, objector: row.objector_publishes },
    document: name && sha256 && sm3 ? { name, bytes: Number(bytes), sha256, sm3 } : null,
  }
}

/** What an account may do about an objection: its side's commands, where it may act on the case at all. */
function canOf(actor: Actor, row: store.ObjectionRow, mediations: readonly MediationRow[], now: Date): string[] {
  const may = (command: 'answer_objection' | 'dismiss_objection') => {
    try {
      decide(factsOf(row), command, actor, () => true)
      return true
    } catch {
      return false
    }
  }
  const situation = situationOf(row, mediations, now)
  const next = (command: Parameters<typeof nextStatus>[1], side: Parameters<typeof nextStatus>[2]) =>
    nextStatus(situation, command, side) !== null
  const own = (['answer', 'offer_mediation', 'agree_mediation', 'decline_mediation', 'end_mediation'] as const).filter(
    (command) => next(command, 'applicant'),
  )
  const open = mediations.some((one) => one.objection_id === row.id && one.ended_at === null)
  const registrars = [
    ...(next('dismiss', 'examiner') ? ['decide'] : []),
    ...(['uphold', 'offer_mediation', 'end_mediation', 'settle'] as const).filter((c) => next(c, 'examiner')),
    ...(open ? ['appoint'] : []),
  ]
  return [...(may('answer_objection') ? own : []), ...(may('dismiss_objection') ? registrars : [])]
}

function objectionViewOf(
  p: Platform,
  actor: Actor,
  row: store.ObjectionRow,
  { evidence, mediations }: { evidence: Evidence; mediations: readonly MediationRow[] },
) {
  const now = p.clock.now()
  return {
    id: row.id,
    number: row.number,
    caseId: row.case_id,
    caseNumber: row.case_number,
    caseName: row.case_name,
    reasonCode: row.reason_code,
    reason: reasonTextOf(p, row),
    statement: row.statement,
    lodgedAt: row.lodged_at.toISOString(),
    status: row.status,
    answer: row.answer,
    answeredAt: momentOf(row.answered_at),
    decision: row.decision,
    decidedAt: momentOf(row.decided_at),
    servedAt: momentOf(row.served_at),
    answerDue: row.answer_due,
    answerPeriod: null as Period | null,
    heard: isHeard(situationOf(row, mediations, now)),
    mediations: mediations.filter((one) => one.objection_id === row.id).map(mediationViewOf),
    withdrawal: row.withdrawal,
    rejoinder: row.rejoinder,
    rejoinedAt: momentOf(row.rejoined_at),
    rejoinderDue: row.rejoinder_due,
    mergedInto: row.lead_number,
    evidence: evidence.flatMap(({ objection_id, id, side, name, bytes, sha256 }) =>
      objection_id === row.id
        ? [{ id, side: side as 'objector' | 'applicant', name, bytes: Number(bytes), sha256 }]
        : [],
    ),
    comparison: null as Comparison | null,
    compared: null as Compared | null,
    publishedId: null as string | null,
    objector: isStaff(actor) ? { name: row.objector_name, contact: `${row.contact_phone} ${row.contact_email}` } : null,
    can: canOf(actor, row, mediations, now),
  }
}

export async function listObjections(p: Platform, actor: Actor, query: z.output<typeof schema.objectionQuery>) {
  const scope = objectionScope(actor)
  const filter = { caseId: query.caseId, open: query.open === 'true' }
  const [rows, total] = await Promise.all([
    store.listObjectionRows(p.db, scope, filter, decodePlace(query.cursor, 'moment'), query.limit),
    store.countObjectionRows(p.db, scope, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.lodged_at.toISOString(), row.id])
  const ids = items.map(({ id }) => id)
  const [evidence, mediations] = await Promise.all([listEvidence(p.db, ids), listMediations(p.db, ids)])
  return { items: items.map((row) => objectionViewOf(p, actor, row, { evidence, mediations })), next, total }
}

/** How the last day for the answer is counted while it is awaited: from the day of service, or of lodging until then. */
export async function answerPeriodOf(p: Platform, row: store.ObjectionRow): Promise<Period | null> {
  if (row.answered_at !== null || !isOpen(row.status as ObjectionStatus)) return null
  const pack = packOf(p, await loadCase(p.db, row.case_id))
  const calendar = p.rules.calendarFor(row.prefecture_code, 'objectionAnswer')
  return objectionDeadline(pack, row.served_at ?? row.lodged_at, calendar, row.answer_due)
}

export async function getObjection(p: Platform, actor: Actor, id: string) {
  const row = await visibleObjection(p.db, actor, id)
  const [evidence, mediations] = await Promise.all([listEvidence(p.db, [id]), listMediations(p.db, [id])])
  const view = objectionViewOf(p, actor, row, { evidence, mediations })
  const examiner = hasRole(actor, 'examiner')
  const [answerPeriod, compared, comparison, published] = [
    await answerPeriodOf(p, row),
    await comparedOf(p, row, readerOf(actor)),
    examiner ? await overlapsFound(p, row.deposit_id) : null,
    isStaff(actor) ? await findDecisionOf(p.db, id) : undefined,
  ]
  return { ...view, answerPeriod, compared, comparison, publishedId: published?.id ?? null }
}

/** The reason of an objection in the words of the pack under which its case was filed. */
export function reasonTextOf(p: Platform, row: store.ObjectionRow): string {
  return groundText(packOf(p, row), row.reason_code)
}
