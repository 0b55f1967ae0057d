import { expect, test } from 'vitest'
import { pdf } from '../../testing/cases.ts'
import { openObjections } from '../../testing/objections.ts'
import { look, reach } from '../../testing/procedure.ts'
import { issueObjectionLetter, sweepNotices, sweepObjections } from './service.ts'

const {
  w,
  app,
  call,
  tokens,
  multipart,
  post,
  lodge,
  listed,
  read,
  linkOf,
  page,
  serve,
  decide,
  answer,
  mediate,
  clock,
} = await openObjections()

test('the time to answer runs from service, with its derivation, and before it is over nothing is upheld', async () => {
  w.p.clock.set('2026-03-02T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id, answerDue }] = await listed(view.id)
  const before = await read(id)
  expect([before.servedAt, before.heard, before.can.includes('uphold')]).toEqual([null, false, false])
  // The letter goes out three days later: the company gets its ten working days from then.
  w.p.clock.set('2026-03-05T01:00:00Z')
  await serve(id)
  await serve(id)
  const served = await read(id, tokens.signatory)
  expect(served.servedAt).toBe('2026-03-05T01:00:00.000Z')
  expect([answerDue, served.answerDue]).toEqual(['2026-03-16', '2026-03-19'])
  expect(served.answerPeriod).toMatchObject({ start: '2026-03-05', due: '2026-03-19', days: 10 })
  expect(served.answerPeriod.derivation.filter((day: { counted: boolean }) => day.counted)).toHaveLength(10)
  expect(await clock(view.id, 'objection_answer')).toMatchObject({ due: '2026-03-19' })
  expect((await decide(id, 'upheld')).json.code).toBe('publication.not_heard')
  w.p.clock.set('2026-03-19T15:59:59Z')
  expect((await decide(id, 'upheld')).json.code).toBe('publication.not_heard')
  w.p.clock.set('2026-03-19T16:00:00Z')
  expect(await sweepObjections(w.p)).toBe(1)
  expect(await sweepObjections(w.p)).toBe(0)
  expect(await clock(view.id, 'objection_decision')).toMatchObject({ endedAt: null, due: '2026-04-03' })
  expect((await decide(id, 'upheld')).json.status).toBe('upheld')
  expect((await look(w, view.id)).status).toBe('refused')
})

test('both sides agree to a mediation, the decision waits, an agreement ends the objection and the notice runs on', async () => {
  w.p.clock.set('2026-03-23T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id }] = await listed(view.id)
  await serve(id)
  const link = await linkOf(id)
  expect((await mediate(id, '', {})).json.code).toBe('publication.not_offered')
  expect((await answer(id)).json.status).toBe('answered')
  expect((await call('POST', `/api/v1/objections/${id}/mediation`, { token: tokens.other, body: {} })).status).toBe(404)
  expect((await post(`${link}/mediation`, { say: 'offer', note: '愿意共同登记' })).statusCode).toBe(303)
  const offered = await read(id, tokens.signatory)
  expect(offered.can).toEqual(expect.arrayContaining(['agree_mediation', 'decline_mediation']))
  expect(offered.mediations[0]).toMatchObject({ status: 'offered', agreed: { applicant: false, objector: true } })
  await mediate(id, '/mediator', { name: '赵调解', organisation: '省数据知识产权纠纷人民调解委员会' }, tokens.examiner)
  const decisionDue = (await clock(view.id, 'objection_decision')).due
  const begun = (await mediate(id, '/answer', { agree: true })).json
  expect(begun.status).toBe('mediation')
  expect(begun.mediations[0]).toMatchObject({ status: 'held', mediator: '赵调解', deadline: { days: 20 } })
  expect(await clock(view.id, 'objection_decision')).toMatchObject({ due: null })
  expect(await clock(view.id, 'mediation')).toMatchObject({ due: begun.mediations[0].deadline.due })
  expect((await decide(id, 'dismissed')).json.code).toBe('publication.not_offered')
  expect(await page(link)).toContain('赵调解')
  w.p.clock.set('2026-03-30T01:00:00Z')
  const settle = async (note: string, content?: Buffer) => {
    const files = content ? [{ name: 'file', filename: '调解协议.pdf', content }] : []
    // One of the two alone consents to publication.
    const { payload, headers } = multipart({ note, applicantPublishes: 'true', objectorPublishes: 'false' }, files)
    const url = `/api/v1/objections/${id}/mediation/agreement`
    const authorization = `Bearer ${tokens.examiner}`
    return (await app.inject({ method: 'POST', url, payload, headers: { ...headers, authorization } })).json()
  }
  expect((await settle('双方共同登记')).fields).toHaveLength(1)
  const settled = await settle('双方共同登记，份额各半。', pdf)
  expect([settled.status, settled.mediations[0].status]).toEqual(['settled', 'agreed'])
  expect(settled.mediations[0].document.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(settled.mediations[0].publishes).toEqual({ applicant: true, objector: false })
  expect(await page(link)).toContain('协议要点不公开，只计入件数')
  const drafts = () => w.p.owner.selectFrom('published_decision').select('id').where('objection_id', '=', id).execute()
  expect(await drafts()).toEqual([])
  expect((await call('GET', '/api/v1/decisions')).json.settled).toEqual({ total: 1, published: 0 })
  expect((await call('GET', '/decisions')).text).toContain('经调解达成协议的异议共 1 件')
  const after = await look(w, view.id)
  expect(after.status).toBe('public_notice')
  const { deadline } = (await call('GET', `/api/v1/notices/${view.notice?.number}`)).json
  expect(deadline.derivation.filter((day: { why: string }) => day.why.includes('中止')).length).toBeGreaterThan(4)
  const got = await app.inject({ method: 'GET', url: `${link}/agreement` })
  expect(got.rawPayload.equals(pdf)).toBe(true)
  const leaves = await w.p.owner.selectFrom('evidence_leaf').select('body').where('subject', '=', view.number).execute()
  expect(leaves.map(({ body }) => body)).toContainEqual({ number: settled.number, outcome: 'settled' })
  expect(decisionDue > '2026-03-30').toBe(true)
  // A letter goes to each side, and the objector's is not among those the company reads.
  await issueObjectionLetter(w.p, { objectionId: id, kind: 'decided' })
  const letters = (await look(w, view.id)).letters.filter(({ kind }) => kind === 'objection_decision')
  expect(letters).toHaveLength(1)
  const mine = await app.inject({ method: 'GET', url: `${link}/letter` })
  expect([mine.statusCode, mine.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
})

test('a mediation without agreement, or past its last day, lets the objection go on; there is no second one', async () => {
  w.p.clock.set('2026-05-06T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id }] = await listed(view.id)
  await serve(id)
  await answer(id)
  const link = await linkOf(id)
  await mediate(id, '', { note: '' }, tokens.examiner)
  expect((await post(`${link}/mediation`, { say: 'agree' })).statusCode).toBe(303)
  expect((await read(id)).status).toBe('answered')
  const held = (await mediate(id, '/answer', { agree: true })).json
  const due = held.mediations[0].deadline.due
  w.p.clock.set(`${due}T15:59:59Z`)
  await sweepObjections(w.p)
  expect((await read(id)).status).toBe('mediation')
  w.p.clock.set(`${due}T16:00:00Z`)
  await sweepObjections(w.p)
  const failed = await read(id)
  expect([failed.status, failed.mediations[0].status, failed.mediations[0].endedBy]).toEqual([
    ...['answered', 'failed', 'system'],
  ])
  expect(failed.can).not.toContain('offer_mediation')
  const decision = await clock(view.id, 'objection_decision')
  expect(decision.pauses).toMatchObject([{ cause: 'mediation_agreed' }])
  expect(decision.due > due).toBe(true)
  expect((await decide(id, 'dismissed')).json.status).toBe('dismissed')
})

test('an objector withdraws, and one merged with it goes on in its place with the answer and the time that ran', async () => {
  w.p.clock.set('2026-06-01T01:00:00Z')
  const view = await reach(w, 'public_notice')
  const file = { name: 'evidence', filename: '合同.pdf', content: pdf }
  await lodge(view.notice?.number ?? '', [file])
  await lodge(view.notice?.number ?? '', [file])
  const [lead, merged] = await listed(view.id)
  expect(merged.mergedInto).toBe(lead.number)
  await serve(lead.id)
  // One clock for both: the merged one has none of its own.
  const clocks = (await call('GET', `/api/v1/cases/${view.id}/clocks`, { token: tokens.examiner })).json.items
  expect(clocks.filter((one: { kind: string }) => one.kind === 'objection_answer')).toHaveLength(1)
  await answer(lead.id)
  w.p.clock.set('2026-06-03T01:00:00Z')
  const link = await linkOf(lead.id)
  expect((await post(`${link}/withdrawal`, { reason: '无' })).statusCode).toBe(422)
  expect((await post(`${link}/withdrawal`, { reason: '已另行协商解决' })).statusCode).toBe(303)
  expect((await post(`${link}/withdrawal`, { reason: '已另行协商解决' })).statusCode).toBe(409)
  const [gone, left] = await listed(view.id)
  expect([gone.status, left.status, left.mergedInto, left.answer]).toEqual([
    ...['withdrawn', 'answered', null, '数据由我单位自行采集。'],
  ])
  expect((await look(w, view.id)).status).toBe('objection_pending')
  const running = (await call('GET', `/api/v1/cases/${view.id}/clocks`, { token: tokens.examiner })).json.items.filter(
    (one: { kind: string; endedAt: string | null }) => one.kind === 'objection_decision' && one.endedAt === null,
  )
  expect(running).toMatchObject([{ ref: left.number, startedAt: '2026-06-01T01:00:00.000Z' }])
  expect((await post(`${await linkOf(left.id)}/withdrawal`, { reason: '同意首件的处理' })).statusCode).toBe(303)
  expect((await look(w, view.id)).status).toBe('public_notice')
  w.p.clock.set('2026-07-20T01:00:00Z')
  await sweepNotices(w.p)
  expect((await look(w, view.id)).status).toBe('registered')
})
