import type { AccountActor } from '@datadeed/core/kernel/actor'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { completeDraft, openWorld, submitted, type World } from '../../testing/cases.ts'
import { seedAccount } from '../../testing/platform.ts'
import { reach } from '../../testing/procedure.ts'
import { personOf } from '../account/service.ts'
import { issueCertificate } from '../certificate/service.ts'
import { withWitnesses } from '../evidence/testing/fixture.ts'
import { claim } from '../examination/service.ts'
import { claimNext } from '../examination/workbench.ts'
import { createCase, saveCase } from '../filing/service.ts'
import { listMessages, remind } from '../notification/service.ts'
import { sweepNotices } from '../publication/service.ts'
import * as service from './service.ts'

let w: World
let coach: AccountActor
beforeAll(async () => {
  w = await openWorld(await withWitnesses(1))
  subscribeAll(w.p)
  coach = await seedAccount(w.p, { roles: ['coach'], regionCode: '520100', name: '辅导甲' })
})

const wanted = { topic: '高速路段车速数据能不能登记', channel: 'online' as const }
const opened = (answers?: Record<string, string>) =>
  service.openCoaching(w.p, w.own.filer, { ...wanted, ...(answers && { answers }) })
const refused = (code: string) => expect.objectContaining({ code })
const slotsOn = async (day: string, capacity: number) => {
  const offer = { place: '贵阳市政务中心', day, from: '09:00', to: '11:00', minutes: 60, capacity }
  await service.offerSlots(w.p, coach, offer)
  return (await service.getCalendar(w.p, coach, { from: day, to: day })).slots
}

const close = async (id: string) => {
  const { version } = await service.getCoaching(w.p, coach, id)
  await service.closeCoaching(w.p, coach, id, { version, outcome: 'other', note: '测试到此结束' })
}

describe('a coaching case', () => {
  test('carries over only answers that the rules know, and tells the coaches of the place', async () => {
    const view = await opened({ source: 'self', processing: 'raw', made_up: 'x', use: 'made_up' })
    expect(view).toMatchObject({
      number: expect.stringMatching(/^GZJT-F-2026-\d{6}$/),
      status: 'open',
      coachName: null,
    })
    expect(view.eligibility?.items.map(({ question, effect }) => [question, effect])).toEqual([
      ['source', 'pass'],
      ['processing', 'stop'],
    ])
    for (const one of [coach, w.officer])
      expect((await listMessages(w.p, one, { limit: 20 })).items[0]?.link).toBe(`/coaching/${view.id}`)
    expect((await listMessages(w.p, w.elsewhere, { limit: 20 })).items).toEqual([])
  })

  test('is seen by its company and its place only, in lists and one by one', async () => {
    const { id, version } = await opened()
    const list = async (actor: AccountActor) =>
      (await service.listCoaching(w.p, actor, { limit: 100 })).items.map((one) => one.id)
    for (const one of [w.own.signatory, coach, w.officer, w.auditor, w.examiner]) {
      expect(await list(one)).toContain(id)
      expect((await service.getCoaching(w.p, one, id)).id).toBe(id)
    }
    const there = await seedAccount(w.p, { roles: ['coach'], regionCode: '520300' })
    for (const one of [w.other.signatory, w.elsewhere, there]) {
      expect(await list(one)).not.toContain(id)
      await expect(service.getCoaching(w.p, one, id)).rejects.toEqual(refused('kernel.not_found'))
      await expect(service.sendMessage(w.p, one, id, { version, text: '看看别人的' })).rejects.toEqual(
        refused('kernel.not_found'),
      )
    }
    expect((await service.serviceFigures(w.p, there)).items).toEqual([])
    await expect(service.listCoaching(w.p, w.reviewer, { limit: 20 })).rejects.toEqual(refused('kernel.forbidden'))
    await expect(service.sendMessage(w.p, w.auditor, id, { version, text: '只看不办' })).rejects.toEqual(
      refused('kernel.forbidden'),
    )
  })

  test('a coach opens one for a company of the place, and finds none elsewhere', async () => {
    const { items } = await service.findCompanies(w.p, coach, '')
    expect(new Set(items.map(({ prefectureCode }) => prefectureCode))).toEqual(new Set(['520100']))
    const uscc = items[0]?.uscc ?? ''
    const view = await service.openCoaching(w.p, coach, { ...wanted, uscc, firstContactOn: '2026-02-20' })
    expect(view).toMatchObject({ status: 'coaching', coachName: '辅导甲', firstContactAt: '2026-02-19T16:00:00.000Z' })
    const [theirs] = (await service.findCompanies(w.p, w.elsewhere, '')).items
    await expect(service.openCoaching(w.p, coach, { ...wanted, uscc: theirs?.uscc ?? '' })).rejects.toMatchObject({
      code: 'kernel.invalid_input',
      fields: [{ path: 'uscc' }],
    })
    await expect(
      service.openCoaching(w.p, coach, { ...wanted, uscc, firstContactOn: '2026-03-03' }),
    ).rejects.toMatchObject({ fields: [{ path: 'firstContactOn' }] })
  })

  test('records, tasks and messages go into a history that nobody can change', async () => {
    const { id, version } = await opened()
    const record = { kind: 'visit', channel: 'visit', heldOn: '2026-03-01', present: '双方数据负责人' } as const
    const text = '看了检测器和入库程序。'
    await expect(service.recordService(w.p, coach, id, { ...record, version, place: '', text })).rejects.toMatchObject({
      fields: [{ path: 'place' }],
    })
    let view = await service.recordService(w.p, coach, id, { ...record, version, place: '企业机房', text })
    expect(view).toMatchObject({ status: 'coaching', coachName: '辅导甲' })
    await expect(
      service.recordService(w.p, coach, id, { ...record, version, place: '企业机房', text }),
    ).rejects.toEqual(refused('kernel.stale_version'))
    view = await service.addTask(w.p, coach, id, {
      ...{ version: view.version, text: '补写来源说明', side: 'company', due: '2026-03-09' },
    })
    view = await service.addTask(w.p, coach, id, {
      ...{ version: view.version, text: '核对目录是否重要数据', side: 'coach', due: '2026-03-05' },
    })
    expect(view.nextDue).toBe('2026-03-05')
    const [coachs, companys] = view.tasks
    const done = { version: view.version, note: '' }
    await expect(service.finishTask(w.p, w.own.filer, id, coachs?.id ?? '', done)).rejects.toEqual(
      refused('kernel.forbidden'),
    )
    view = await service.finishTask(w.p, w.own.filer, id, companys?.id ?? '', { ...done, note: '已写好' })
    expect(view.tasks.find((task) => task.id === companys?.id)).toMatchObject({ doneNote: '已写好', mayFinish: false })
    await expect(
      service.finishTask(w.p, coach, id, companys?.id ?? '', { version: view.version, note: '' }),
    ).rejects.toEqual(refused('kernel.stale_version'))
    expect(view.events.map(({ command }) => command)).toEqual(['finish_task', 'add_task', 'add_task', 'record', 'open'])
    for (const table of ['coaching_event', 'coaching_link'] as const) {
      await expect(w.p.db.deleteFrom(table).execute()).rejects.toThrow('permission')
      await expect(w.p.db.updateTable(table).set({ coaching_id: id }).execute()).rejects.toThrow('permission')
    }
  })

  test('counts once it is closed with a record; can be opened again', async () => {
    const before = (await service.serviceFigures(w.p, coach)).served
    const { id, version } = await service.openCoaching(w.p, w.own.filer, wanted)
    let view = await service.takeCoaching(w.p, coach, id, { version, note: '' })
    await expect(
      service.closeCoaching(w.p, w.own.filer, id, { version: view.version, outcome: 'filed', note: '已经提交申请' }),
    ).rejects.toEqual(refused('kernel.forbidden'))
    const minutes = { kind: 'minutes', channel: 'counter', heldOn: '2026-03-02', place: '', present: '' } as const
    view = await service.recordService(w.p, coach, id, { ...minutes, version: view.version, text: '讲清了登记对象。' })
    view = await service.closeCoaching(w.p, coach, id, {
      ...{ version: view.version, outcome: 'filed', note: '企业已提交申请' },
    })
    expect(view).toMatchObject({ status: 'closed', outcome: 'filed' })
    const figures = await service.serviceFigures(w.p, coach)
    expect(figures).toMatchObject({ served: before + 1, target: 15 })
    expect(figures.items.find((one) => one.id === id)).toMatchObject({ counts: true, records: 1, days: null })
    view = await service.reopenCoaching(w.p, w.own.filer, id, { version: view.version, note: '还有一个数据集' })
    expect(view).toMatchObject({ status: 'coaching', outcome: null })
  })
})

test('the auditor reads every event of every case, page by page, and nobody else does', async () => {
  const { id, number } = await opened()
  const { items, total } = await service.coachingTrail(w.p, w.auditor, { number, limit: 20 })
  expect(items).toMatchObject([{ coachingId: id, seq: 1, command: 'open', side: 'company' }])
  expect(total).toBe(1)
  const first = await service.coachingTrail(w.p, w.auditor, { limit: 2 })
  const second = await service.coachingTrail(w.p, w.auditor, { limit: 2, cursor: first.next ?? '' })
  const all = [...first.items, ...second.items].map((one) => `${one.coachingId} ${one.seq}`)
  expect(new Set(all).size).toBe(4)
  await expect(service.coachingTrail(w.p, coach, { limit: 2 })).rejects.toEqual(refused('kernel.forbidden'))
  await expect(service.coachingTrail(w.p, w.auditor, { limit: 2, cursor: 'x' })).rejects.toEqual(
    refused('kernel.invalid_input'),
  )
})

describe('a linked application', () => {
  test('shows how complete it was and is, its name only to who may see it, and nobody else’s can be linked', async () => {
    const { id, version } = await opened()
    await service.takeCoaching(w.p, coach, id, { version, note: '' })
    const whole = await completeDraft(w.p, w.own)
    const draft = await createCase(w.p, w.own.filer, whole.deposit.id)
    const fresh = await service.getCoaching(w.p, w.own.filer, id)
    expect(fresh.linkable.map(({ number }) => number)).toContain(draft.number)
    const link = { version: fresh.version, caseNumber: draft.number.toLowerCase() }
    await expect(service.linkCase(w.p, coach, id, link)).rejects.toEqual(refused('kernel.forbidden'))
    const view = await service.linkCase(w.p, w.own.filer, id, link)
    const [linked] = view.links
    expect(linked?.before.errors).toBeGreaterThan(0)
    expect(linked?.now).toEqual(linked?.before)
    await saveCase(w.p, w.own.filer, draft.id, { version: draft.version, set: { commitTruth: true }, clear: [] })
    const later = (await service.getCoaching(w.p, coach, id)).links[0]
    expect(later).toMatchObject({ name: null, before: linked?.before })
    expect(later?.now.errors).toBeLessThan(linked?.before.errors ?? 0)
    const second = await opened()
    await expect(
      service.linkCase(w.p, w.own.filer, second.id, { version: second.version, caseNumber: draft.number }),
    ).rejects.toEqual(refused('coaching.case_linked'))
    const theirs = await completeDraft(w.p, w.other)
    await expect(
      service.linkCase(w.p, w.own.filer, second.id, { version: second.version, caseNumber: theirs.number }),
    ).rejects.toMatchObject({ fields: [{ path: 'caseNumber' }] })
  })

  test('is not examined by who coached it: not offered, and refused', async () => {
    const { id, version } = await opened()
    const view = await service.takeCoaching(w.p, w.colleague, id, { version, note: '' })
    const own = await submitted(w.p, w.own)
    await service.linkCase(w.p, w.own.filer, id, { version: view.version, caseNumber: own.number })
    const coached = { ...w.colleague, person: await personOf(w.p, w.colleague.accountId) }
    expect(coached.person.coached).toEqual([own.id])
    await expect(claim(w.p, coached, own.id, { version: own.version })).rejects.toEqual(
      refused('examination.conflict_of_interest'),
    )
    for (;;) {
      const { taken } = await claimNext(w.p, w.colleague)
      expect(taken?.id).not.toBe(own.id)
      if (!taken) break
    }
    expect((await claimNext(w.p, w.examiner)).taken?.id).toBe(own.id)
  })
})

describe('appointments', () => {
  beforeEach(async () => {
    const { items } = await service.listCoaching(w.p, w.own.filer, { limit: 100 })
    for (const { id, status } of items) if (status !== 'closed') await close(id)
  })

  test('two at once never overbook a slot', async () => {
    const [slot] = await slotsOn('2026-03-10', 2)
    const cases = [await opened(), await opened(), await opened()]
    const tried = await Promise.allSettled(
      cases.map(({ id }) => service.bookSlot(w.p, w.own.filer, id, { slotId: slot?.id ?? '', reason: '' })),
    )
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(tried.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'coaching.slot_full' } },
    ])
    const day = { from: '2026-03-10', to: '2026-03-10' }
    const seen = await service.getCalendar(w.p, coach, day)
    expect(seen.slots[0]).toMatchObject({ taken: 2, capacity: 2, can: [] })
    expect(seen.appointments).toHaveLength(2)
    await expect(service.withdrawSlot(w.p, coach, slot?.id ?? '')).rejects.toEqual(refused('coaching.slot_taken'))
    await expect(
      w.p.owner
        .updateTable('coaching_slot')
        .set({ taken: 3 })
        .where('id', '=', slot?.id ?? '')
        .execute(),
    ).rejects.toThrow('check')
    for (const one of cases) await close(one.id)
    expect((await service.getCalendar(w.p, coach, day)).slots[0]).toMatchObject({ taken: 0 })
  })

  test('moving is one step: the old place is free and the new one taken, or nothing changes', async () => {
    const [first, second] = await slotsOn('2026-03-11', 1)
    const mine = await opened()
    const { id: booked } = await service.bookSlot(w.p, w.own.filer, mine.id, {
      slotId: first?.id ?? '',
      reason: '看材料',
    })
    const other = await opened()
    await service.bookSlot(w.p, coach, other.id, { slotId: second?.id ?? '', reason: '' })
    const move = { slotId: second?.id ?? '', reason: '', insteadOf: booked }
    await expect(service.bookSlot(w.p, w.own.filer, mine.id, move)).rejects.toEqual(refused('coaching.slot_full'))
    const taken = async () =>
      (await service.getCalendar(w.p, coach, { from: '2026-03-11', to: '2026-03-11' })).slots.map((slot) => slot.taken)
    expect(await taken()).toEqual([1, 1])
    const [theirs] = (await service.getCoaching(w.p, coach, other.id)).appointments
    await service.cancelAppointment(w.p, coach, theirs?.id ?? '', { reason: '辅导员出差' })
    await service.bookSlot(w.p, w.own.filer, mine.id, move)
    expect(await taken()).toEqual([0, 1])
    const { events, appointments } = await service.getCoaching(w.p, w.own.filer, mine.id)
    expect(events[0]).toMatchObject({
      command: 'rebook',
      detail: { when: '2026-03-11 10:00', from: '2026-03-11 09:00' },
    })
    expect(appointments.map(({ status }) => status).sort()).toEqual(['booked', 'cancelled'])
    await expect(service.cancelAppointment(w.p, w.own.filer, booked, { reason: '' })).rejects.toEqual(
      refused('kernel.stale_version'),
    )
  })

  test('a place’s slots are for its own companies, before they begin, and offered once', async () => {
    const [slot] = await slotsOn('2026-03-12', 1)
    const again = { place: '贵阳市政务中心', day: '2026-03-12', from: '09:00', to: '11:00', minutes: 60, capacity: 5 }
    await expect(service.offerSlots(w.p, coach, again)).rejects.toEqual(refused('coaching.slots_exist'))
    await expect(service.offerSlots(w.p, coach, { ...again, day: '2026-03-01' })).rejects.toMatchObject({
      fields: [{ path: 'day' }],
    })
    const theirs = await service.openCoaching(w.p, w.other.filer, wanted)
    await expect(
      service.bookSlot(w.p, w.other.filer, theirs.id, { slotId: slot?.id ?? '', reason: '' }),
    ).rejects.toEqual(refused('kernel.not_found'))
    const range = { from: '2026-03-12', to: '2026-03-12' }
    expect((await service.getCalendar(w.p, w.other.filer, range)).slots).toEqual([])
    await expect(service.withdrawSlot(w.p, w.elsewhere, slot?.id ?? '')).rejects.toEqual(refused('kernel.not_found'))
    const mine = await opened()
    w.p.clock.set('2026-03-12T01:00:00Z')
    await expect(service.bookSlot(w.p, w.own.filer, mine.id, { slotId: slot?.id ?? '', reason: '' })).rejects.toEqual(
      refused('coaching.slot_over'),
    )
  })
})

test('what comes near is told once to whom it concerns', async () => {
  const told = async (actor: AccountActor, link: string) =>
    (await listMessages(w.p, actor, { limit: 50 })).items.filter(
      (one) => one.link === link && /到期|预约在/.test(one.subject.zh),
    ).length
  w.p.clock.set('2026-03-12T02:00:00Z')
  const [slot] = await slotsOn('2026-03-20', 1)
  const { id, version } = await opened()
  const view = await service.takeCoaching(w.p, coach, id, { version, note: '' })
  await service.addTask(w.p, coach, id, { version: view.version, text: '补写说明', side: 'company', due: '2026-03-20' })
  await service.bookSlot(w.p, coach, id, { slotId: slot?.id ?? '', reason: '' })
  const link = `/coaching/${id}`
  const before = [await told(w.own.filer, link), await told(coach, link)]
  w.p.clock.set('2026-03-19T02:00:00Z')
  await remind(w.p)
  await remind(w.p)
  const after = [await told(w.own.filer, link), await told(coach, link)]
  expect(after.map((n, i) => n - (before[i] ?? 0))).toEqual([2, 1])
})

test('counts the days from the first contact to the certificate, and takes no credit for what was registered before', async () => {
  for (const { id, status } of (await service.listCoaching(w.p, w.own.filer, { limit: 100 })).items)
    if (status !== 'closed') await close(id)
  w.p.clock.set('2026-03-12T01:00:00Z')
  const [early, other] = [await opened(), await opened()]
  const { id: caseId, number } = await reach(w, 'public_notice')
  w.p.clock.set('2026-04-10T01:00:00Z')
  await sweepNotices(w.p)
  await issueCertificate(w.p, caseId)
  const late = await service.openCoaching(w.p, w.own.filer, wanted)
  w.p.clock.set('2026-04-11T01:00:00Z')
  const later = await service.openCoaching(w.p, w.own.filer, wanted)
  const linkable = async (id: string) =>
    (await service.getCoaching(w.p, w.own.filer, id)).linkable.some((one) => one.number === number)
  expect([await linkable(other.id), await linkable(late.id), await linkable(later.id)]).toEqual([true, true, false])
  await expect(
    service.linkCase(w.p, w.own.filer, later.id, { version: later.version, caseNumber: number }),
  ).rejects.toMatchObject({ fields: [{ path: 'caseNumber' }] })
  const view = await service.linkCase(w.p, w.own.filer, early.id, { version: early.version, caseNumber: number })
  expect(view.links).toMatchObject([{ days: 29, certificateNumber: expect.stringMatching(/^\d{17}$/) }])
  const { items, medianDays } = await service.serviceFigures(w.p, coach)
  expect(items.find((one) => one.id === early.id)).toMatchObject({ days: 29, certifiedOn: '2026-04-10', now: 100 })
  expect(medianDays).toBe(29)
})
