import { toChinaDate } from '@datadeed/core/kernel/dates'
import { deadlineFor } from '@datadeed/core/kernel/rule-pack'
import { kindRules } from '@datadeed/core/notification/kinds'
import { companyRoles, type Told, toldOf } from '@datadeed/core/notification/recipients'
import { kindOf } from '@datadeed/core/notification/words'
import type { Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { listReceivers } from '../delegation/service.ts'
import { type CaseRow, loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import { noticeOfCase } from '../publication/service.ts'
import { recordChange } from './changes.ts'
import { mailOf, type News, tell } from './inbox.ts'
import { findPerson, listPeople, listReviewers, type Recipient } from './inbox-store.ts'

const answerStep = 'objectionAnswer'

/** Ids that every change of a case carries. */
export const facts = ({ id, number }: Pick<CaseRow, 'id' | 'number'>) => ({ caseId: id, caseNumber: number })

async function peopleFor(tx: Tx, told: Told, row: CaseRow, former: unknown): Promise<Recipient[]> {
  if (told === 'reviewers') return await listReviewers(tx)
  if (told !== 'examiner' && told !== 'former_examiner') return await listPeople(tx, row.partyId, companyRoles[told])
  const id = told === 'examiner' ? row.examinerId : former
  const examiner = typeof id === 'string' && (await findPerson(tx, id))
  return examiner ? [examiner] : []
}

/**
 * Tells a company's people. What carries a period or a decision is mailed to the organisation's own address as well,
 * which is where it is served; not twice to one address, and not past what the account of that address chose.
 */
export async function tellCompany(
  tx: Tx,
  p: Platform,
  partyId: string,
  news: News,
  except: string | null = null,
): Promise<void> {
  const people = await listPeople(tx, partyId, companyRoles.company)
  const told = await tell(
    tx,
    p,
    people.filter(({ id }) => id !== except),
    news,
  )
  if (news.caseId) await tellReceivers(tx, p, news.caseId, news, except)
  if (!kindRules[kindOf(news.name)].legal) return
  const { contactEmail } = await partyFacts({ db: tx }, partyId)
  if (told.has(contactEmail) || people.some(({ email }) => email === contactEmail)) return
  await enqueue(tx, 'notification.mail', mailOf(p, contactEmail, news))
}

/** Tells those who receive the case's letters on a delegation; the link says on which, since they act for many. */
async function tellReceivers(tx: Tx, p: Platform, caseId: string, news: News, except: string | null): Promise<void> {
  const receivers = await listReceivers(tx, caseId, toChinaDate(p.clock.now().getTime()))
  for (const { delegationId, accountId: id, email } of receivers)
    if (id !== except)
      await tell(tx, p, [{ id, email }], { ...news, link: `/agency/open/${delegationId}?case=${caseId}` })
}

/** The case's number, day and objection as messages name them; the last day of an answer follows from the rule pack. */
function paramsOf(p: Platform, row: CaseRow, { command, now, payload }: EventPayloads['filing.moved']) {
  const objection = typeof payload.objection === 'string' ? { objection: payload.objection } : {}
  const due =
    command === 'lodge_objection'
      ? deadlineFor(
          packOf(p, row),
          answerStep,
          toChinaDate(now.getTime()),
          p.rules.calendarFor(row.prefectureCode, answerStep),
        ).date
      : row.due
  return { case: row.number, ...objection, ...(due ? { due } : {}) }
}

/** A step of the procedure: into the inboxes of those it concerns, and into the feed of its organisation. */
export async function onMoved(tx: Tx, p: Platform, event: EventPayloads['filing.moved']): Promise<void> {
  const { caseId, command, from, to, now, seq, actorId, payload } = event
  const row = await loadCase(tx, caseId)
  const params = paramsOf(p, row, event)
  for (const [told, name] of toldOf(command, to)) {
    const ofCompany = told !== 'examiner' && told !== 'former_examiner' && told !== 'reviewers'
    const link = ofCompany ? `/cases/${caseId}` : `/queue/${caseId}`
    const news = { name, params, link, caseId, source: `case:${caseId}:${seq}:${name}`, now }
    if (told === 'company') await tellCompany(tx, p, row.partyId, news, actorId)
    else {
      const people = (await peopleFor(tx, told, row, payload.examiner)).filter(({ id }) => id !== actorId)
      await tell(tx, p, people, news)
    }
  }
  const change = { partyId: row.partyId, caseId, now }
  const due = to === 'correction_required' && row.due ? { due: row.due } : {}
  await recordChange(tx, { ...change, type: 'case.moved', data: { ...facts(row), command, from, to, ...due } })
  const { objection } = params
  if (command === 'lodge_objection')
    await recordChange(tx, {
      ...change,
      type: 'objection.lodged',
      data: { ...facts(row), objectionNumber: objection, answerDue: params.due },
    })
  if (command === 'dismiss_objection' || command === 'uphold_objection') {
    const outcome = command === 'uphold_objection' ? 'upheld' : 'dismissed'
    await recordChange(tx, {
      ...change,
      type: 'objection.decided',
      data: { ...facts(row), objectionNumber: objection, outcome },
    })
  }
}

/** The notice is open: it knows its number and its days. */
export async function onAccepted(tx: Tx, p: Platform, { caseId, now }: EventPayloads['examination.accepted']) {
  const row = await loadCase(tx, caseId)
  const { number, opens, closes } = await noticeOfCase(tx, caseId)
  const params = { case: row.number, notice: number, closes }
  const source = `notice:${number}`
  await tellCompany(tx, p, row.partyId, {
    name: 'notice_opened',
    params,
    link: `/cases/${caseId}`,
    caseId,
    source,
    now,
  })
  const data = { ...facts(row), noticeNumber: number, opens, closes }
  await recordChange(tx, { partyId: row.partyId, type: 'notice.opened', caseId, data, now })
}

/** Letters that come with a message of their own, and are not told of twice. */
const toldWithMove = new Set(['correction', 'refusal', 'acceptance'])

export async function onLetter(tx: Tx, p: Platform, event: EventPayloads['examination.letter_issued']) {
  const { caseId, letterId, kind, number, now } = event
  const row = await loadCase(tx, caseId)
  if (!toldWithMove.has(kind)) {
    const params = { case: row.number, letter: number }
    const news = { name: 'letter_issued', params, source: `letter:${letterId}`, now } as const
    const { partyIds, link } = event.to ?? { partyIds: [row.partyId], link: `/cases/${caseId}` }
    for (const partyId of partyIds)
      await tellCompany(tx, p, partyId, { ...news, link, ...(event.to ? {} : { caseId }) })
  }
  const data = { ...facts(row), letterId, letterNumber: number, kind }
  for (const partyId of event.to?.partyIds ?? [row.partyId])
    await recordChange(tx, { partyId, type: 'letter.issued', caseId, data, now })
}

export async function onCertificate(tx: Tx, p: Platform, event: EventPayloads['certificate.issued']) {
  const { caseId, certificateNumber, entryId, partyIds, now } = event
  const row = await loadCase(tx, caseId)
  const params = { case: row.number, certificate: certificateNumber }
  const news = { name: 'certificate_issued', params, source: `certificate:${certificateNumber}`, now } as const
  for (const partyId of partyIds.length > 0 ? partyIds : [row.partyId]) {
    // Whoever came to hold it later reads it with the registration: the application is another's.
    const place = partyId === row.partyId ? { link: `/cases/${caseId}`, caseId } : { link: `/registrations/${entryId}` }
    await tellCompany(tx, p, partyId, { ...news, ...place })
    await recordChange(tx, {
      ...{ partyId, type: 'certificate.issued', caseId: partyId === row.partyId ? caseId : null, now },
      data: partyId === row.partyId ? { ...facts(row), certificateNumber } : { certificateNumber },
    })
  }
}
