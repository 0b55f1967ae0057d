import { completenessOf } from '@datadeed/core/coaching/completeness'
import { judgeEligibility } from '@datadeed/core/coaching/eligibility'
import { daysToCertificate } from '@datadeed/core/coaching/figures'
import { coachingScope, offeredForCoaching } from '@datadeed/core/coaching/policy'
import type * as schema from '@datadeed/core/coaching/schema'
import { maySee } from '@datadeed/core/filing/policy'
import type { Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { own, sideOf } from './act.ts'
import { listLinkable, listLinks } from './link-store.ts'
import { type AppointmentRow, listAppointmentsOf } from './slot-store.ts'
import * as store from './store.ts'

const dayOf = (moment: Date) => toChinaDate(moment.getTime())

function briefOf(row: store.CoachingRow): z.output<typeof schema.coachingBrief> {
  return {
    id: row.id,
    number: row.number,
    topic: row.topic,
    partyName: row.partyName,
    prefectureCode: row.prefectureCode,
    status: row.status,
    channel: row.channel,
    coachName: row.coachName,
    firstContactAt: row.firstContactAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    nextDue: row.status === 'closed' ? null : row.nextDue,
    cases: row.cases,
  }
}

/** An appointment; `open` where its coaching case still goes on and the actor may book. */
export function appointmentView(
  p: Platform,
  actor: Actor,
  { partyId: _, startsAt, endsAt, ...row }: AppointmentRow,
  open: boolean,
): z.output<typeof schema.appointment> {
  const coming = open && row.status === 'booked' && startsAt > p.clock.now() && mayBook(actor)
  return {
    ...row,
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    can: coming ? ['cancel', 'rebook'] : [],
  }
}

/** Whoever only looks on books nothing. */
const mayBook = (actor: Actor): boolean =>
  offeredForCoaching(actor, {
    status: 'coaching',
    partyId: actor.kind === 'account' ? (actor.partyId ?? '') : '',
    prefectureCode: actor.kind === 'account' ? (actor.regionCode ?? '') : '',
  }).includes('book')

/** The coaching cases that an actor is shown, those changed last first. */
export async function listCoaching(
  p: Platform,
  actor: Actor,
  query: z.output<typeof schema.coachingQuery>,
): Promise<z.output<typeof schema.coachingPage>> {
  const scope = coachingScope(actor)
  if (scope.kind === 'nothing') throw new AppError('kernel.forbidden')
  const { status, prefectureCode, mine, q, cursor, limit } = query
  const filter = { status, prefectureCode, q, coachId: mine ? own(actor).accountId : undefined }
  const [rows, total] = await Promise.all([
    store.listCoachingRows(p.db, scope, filter, decodePlace(cursor, 'moment'), limit),
    store.countCoaching(p.db, scope, filter),
  ])
  const { items, next } = pageOfRows(rows, limit, (row) => [row.updatedAt.toISOString(), row.id])
  return { items: items.map(briefOf), next, total }
}

/** What the eligibility check said, under the rules it was answered under. */
function eligibilityOf(p: Platform, row: store.CoachingRow) {
  const rule = p.rules.findPack(row.packJurisdiction, row.packVersion)?.eligibility
  if (!rule || !row.answers) return null
  const { verdict, items } = judgeEligibility(rule, row.answers)
  return { verdict, items }
}

/** Linked cases: both sides see how complete they are; name and link are for who may see the case itself. */
async function linksOf(p: Platform, actor: Actor, { id, firstContactAt }: store.CoachingRow) {
  const links = await listLinks(p.db, id)
  return await Promise.all(
    links.map(async ({ caseId, linkedAt, before, certificateNumber, certifiedAt }) => {
      const found = await loadCase(p.db, caseId)
      const certifiedOn = certifiedAt && dayOf(certifiedAt)
      return {
        ...{ caseId, caseNumber: found.number, name: maySee(actor, found) ? found.name : null, status: found.status },
        ...{ linkedAt: linkedAt.toISOString(), before, now: completenessOf(packOf(p, found), found.findings) },
        ...{ certificateNumber, certifiedAt: certifiedAt?.toISOString() ?? null },
        days: daysToCertificate({ firstContactOn: dayOf(firstContactAt), certifiedOn }),
      }
    }),
  )
}

/** One coaching case as the actor sees it. Throws `kernel.not_found` outside their scope. */
export async function getCoaching(
  p: Platform,
  actor: Actor,
  id: string,
): Promise<z.output<typeof schema.coachingView>> {
  const row = await store.findCoaching(p.db, coachingScope(actor), id)
  if (!row) throw new AppError('kernel.not_found')
  const can = offeredForCoaching(actor, row)
  const [tasks, links, appointments, events, linkable] = await Promise.all([
    store.listTasks(p.db, id),
    linksOf(p, actor, row),
    listAppointmentsOf(p.db, id),
    store.listEvents(p.db, id),
    can.includes('link') ? listLinkable(p.db, row.partyId, dayOf(row.firstContactAt)) : [],
  ])
  const side = sideOf(actor)
  return {
    ...briefOf(row),
    ...{ version: row.version, partyId: row.partyId, coachId: row.coachId, openedBy: row.openedBy },
    ...{ openedAt: row.openedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null, outcome: row.outcome },
    eligibility: eligibilityOf(p, row),
    tasks: tasks.map(({ doneAt, side: of, ...task }) => ({
      ...task,
      side: of as 'company' | 'coach',
      doneAt: doneAt?.toISOString() ?? null,
      mayFinish: doneAt === null && can.includes('finish_task') && (side === 'coach' || of === 'company'),
    })),
    ...{ links, linkable, can },
    appointments: appointments.map((one) => appointmentView(p, actor, one, can.includes('book'))),
    events: events.map(({ at, side: _, ...event }) => ({ ...event, at: at.toISOString() })),
  }
}
