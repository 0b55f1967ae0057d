import { toChinaDate } from '@datadeed/core/kernel/dates'
import { type EntryStatus, entryStatusNames } from '@datadeed/core/registration/machine'
import type { Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { approversOf } from '../account/service.ts'
import { delegationParties } from '../delegation/service.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import { recordChange } from './changes.ts'
import { onCoaching } from './coaching-told.ts'
import { tell } from './inbox.ts'
import { findPerson, listStaff } from './inbox-store.ts'
import { facts, onAccepted, onCertificate, onLetter, onMoved, tellCompany } from './told.ts'
import { findEntryNumbers } from './told-store.ts'

async function onRegistered(tx: Tx, p: Platform, { caseId, entryId, now }: EventPayloads['registration.entered']) {
  const row = await loadCase(tx, caseId)
  const numbers = await findEntryNumbers(tx, entryId)
  const params = { case: row.number, registration: numbers.registrationNumber }
  const news = {
    name: 'registered',
    params,
    link: `/cases/${caseId}`,
    caseId,
    source: `entry:${entryId}`,
    now,
  } as const
  await tellCompany(tx, p, row.partyId, news)
  const data = { ...facts(row), ...numbers }
  await recordChange(tx, { partyId: row.partyId, type: 'case.registered', caseId, data, now })
}

async function onWatched(tx: Tx, p: Platform, event: EventPayloads['publication.watched']) {
  const { accountId, watchId, noticeNumber, now } = event
  const person = await findPerson(tx, accountId)
  const source = `watch:${watchId}:${noticeNumber}`
  const params = { notice: noticeNumber }
  if (person) await tell(tx, p, [person], { name: 'notice_watched', params, link: '/watches', source, now })
}

async function onDraftComment(tx: Tx, p: Platform, event: EventPayloads['filing.draft_commented']) {
  const { caseId, accountId, now } = event
  const row = await loadCase(tx, caseId)
  const person = await findPerson(tx, accountId)
  const source = `draft-comment:${caseId}:${toChinaDate(now.getTime())}`
  const news = { name: 'draft_commented', params: { case: row.number }, link: `/cases/${caseId}`, caseId } as const
  if (person) await tell(tx, p, [person], { ...news, source, now })
}

async function onParty(tx: Tx, p: Platform, { partyId, status, now }: EventPayloads['party.changed']) {
  const party = await partyFacts({ db: tx }, partyId)
  const source = `party:${partyId}:${status}:${now.getTime()}`
  if (status === 'pending') {
    const link = '/parties'
    return void (await tell(tx, p, await approversOf(tx, party.prefectureCode), {
      ...{ name: 'party_pending', params: {}, link, source, now },
    }))
  }
  if (status === 'approved')
    return await tellCompany(tx, p, partyId, { name: 'party_approved', params: {}, link: '/', source, now })
  // Whoever was turned away signs up again under another login: there is no inbox to read.
  await enqueue(tx, 'notification.mail', {
    to: party.contactEmail,
    subject: '【数契】注册未通过',
    text: `贵单位的注册未通过审核，请登录平台查看原因，改正后用新的登录名重新注册。\n\n${p.config.publicUrl}/app/\n`,
  })
}

const affairMessages = {
  asked: 'affair_asked',
  effect: 'affair_effect',
  declined: 'affair_declined',
  settled: 'affair_settled',
} as const

/** What parties are to know of an affair of the register, once each. */
async function onAffairTold(tx: Tx, p: Platform, event: EventPayloads['registration.affair_told']) {
  const { affairId, number, registration, what, partyIds, now } = event
  const params = { affair: number, registration }
  const source = `affair:${affairId}:${what}`
  for (const partyId of partyIds)
    await tellCompany(tx, p, partyId, {
      ...{ name: affairMessages[what], params, link: `/affairs/${affairId}`, source, now },
    })
}

/** What a registration comes from moved: its holder is told, and so are the holder's programs. */
async function onParentMoved(tx: Tx, p: Platform, event: EventPayloads['registration.parent_moved']) {
  const { partyId, entryId, childNumber: child, parentNumber: parent, status, depth, source, now } = event
  const params = { parent, child, status: entryStatusNames[status as EntryStatus].zh }
  const link = `/registrations/${entryId}`
  await tellCompany(tx, p, partyId, { name: 'parent_moved', params, link, source, now })
  const data = { registrationNumber: child, parentNumber: parent, status, depth }
  await recordChange(tx, { partyId, type: 'registration.parent_moved', caseId: null, data, now })
}

async function onLineageDeclared(tx: Tx, p: Platform, event: EventPayloads['registration.lineage_declared']) {
  const { partyId, entryId, childNumber: child, parentNumber: parent, source, now } = event
  const link = `/registrations/${entryId}`
  await tellCompany(tx, p, partyId, { name: 'lineage_declared', params: { parent, child }, link, source, now })
  const data = { registrationNumber: parent, childNumber: child }
  await recordChange(tx, { partyId, type: 'registration.lineage_declared', caseId: null, data, now })
}

const levelWords = {
  most: '期限已过七成',
  nearly: '期限已过九成',
  last_day: '今日为最后一日',
  expired: '已逾期',
} as const

/** A time limit came near or is over: into the inboxes of whoever is to know, once for each level. */
async function onEscalated(tx: Tx, p: Platform, event: EventPayloads['filing.clock_escalated']) {
  const { caseId, kind, ref, step, level, due, tell: roles, now } = event
  const row = await loadCase(tx, caseId)
  const people = await Promise.all(
    roles.map(async (role) => {
      const examiner = role === 'examiner' && row.examinerId ? await findPerson(tx, row.examinerId) : undefined
      return examiner ? [examiner] : await listStaff(tx, role)
    }),
  )
  const once = new Map(people.flat().map((person) => [person.id, person]))
  const params = { case: row.number, step: packOf(p, row).steps[step]?.name ?? step, level: levelWords[level], due }
  await tell(tx, p, [...once.values()], {
    ...{ name: 'clock_escalated', params, link: `/queue/${caseId}`, caseId },
    ...{ source: `clock:${caseId}:${kind}:${ref}:${level}`, now },
  })
}

/** A delegation: the delegate is told that it is asked, the principal of the answer, both that it ended. */
async function onDelegation(tx: Tx, p: Platform, event: EventPayloads['delegation.changed']) {
  const { delegationId, what, actorId, now } = event
  const { number, principal, delegate, principalPeople, delegatePeople } = await delegationParties(tx, delegationId)
  const people = {
    signed: delegatePeople,
    accepted: principalPeople,
    declined: principalPeople,
    revoked: [...principalPeople, ...delegatePeople],
  }[what]
  await tell(
    tx,
    p,
    people.filter(({ id }) => id !== actorId),
    {
      ...{ name: `delegation_${what}`, params: { number, principal, delegate } },
      ...{ link: `/delegations/${delegationId}`, source: `delegation:${delegationId}:${what}`, now },
    },
  )
}

export function subscribe(p: Platform): void {
  p.events.on('delegation.changed', (tx, event) => onDelegation(tx, p, event))
  p.events.on('coaching.told', (tx, event) => onCoaching(tx, p, event))
  p.events.on('filing.moved', (tx, event) => onMoved(tx, p, event))
  p.events.on('filing.clock_escalated', (tx, event) => onEscalated(tx, p, event))
  p.events.on('examination.accepted', (tx, event) => onAccepted(tx, p, event))
  p.events.on('examination.letter_issued', (tx, event) => onLetter(tx, p, event))
  p.events.on('registration.entered', (tx, event) => onRegistered(tx, p, event))
  p.events.on('registration.affair_told', (tx, event) => onAffairTold(tx, p, event))
  p.events.on('registration.parent_moved', (tx, event) => onParentMoved(tx, p, event))
  p.events.on('registration.lineage_declared', (tx, event) => onLineageDeclared(tx, p, event))
  p.events.on('certificate.issued', (tx, event) => onCertificate(tx, p, event))
  p.events.on('filing.draft_commented', (tx, event) => onDraftComment(tx, p, event))
  p.events.on('publication.watched', (tx, event) => onWatched(tx, p, event))
  p.events.on('party.changed', (tx, event) => onParty(tx, p, event))
}
