import { writeSketchPart } from '@datadeed/evidence'
import { beforeAll, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { depositOf, openWorld, pdf, type World } from '../../testing/cases.ts'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { look, reach } from '../../testing/procedure.ts'
import { drawn, keepSketches } from '../../testing/sketches.ts'
import { releaseKeys } from '../overlap/service.ts'
import { issueObjectionLetter, sendObjectionMail, sweepNotices, sweepObjections } from './service.ts'

let w: World
let app: Awaited<ReturnType<typeof openApp>>
let call: ReturnType<typeof requester>
let visitors = 0
const mails: { to: string; subject: string; text: string }[] = []
const tokens = { signatory: '', other: '', examiner: '' }
beforeAll(async () => {
  w = await openWorld()
  const mail = {
    send: async (one: (typeof mails)[number]) => ({ messageId: String(mails.push(one)) }),
    close: () => {},
  }
  Object.assign(w.p, { mail })
  w.p.clock.set('2026-03-02T01:00:00Z')
  subscribeAll(w.p)
  // The first key is a true one.
  await releaseKeys(w.p, w.own.filer)
  app = await openApp(w.p)
  call = requester(app)
  for (const [name, actor] of Object.entries({
    ...{ signatory: w.own.signatory, other: w.other.signatory, examiner: w.examiner },
  })) {
    await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', actor.accountId).execute()
    tokens[name as keyof typeof tokens] = await openSession(w.p, actor)
  }
})

const objector = {
  ...{ objectorName: '欧阳某某', objectorIdNumber: '52010219900101123X', contactPhone: '13911112222' },
  ...{ contactEmail: 'ouyang@objector.example', reasonCode: 'ownership' },
  statement: '该数据集合由我单位采集，申请人未取得授权。',
}
type Form = Record<string, string>
type Upload = { name: string; filename: string; content: Buffer }
const multipart = (form: Form, files: Upload[]) => {
  const boundary = 'xxBOUNDARYxx'
  const head = (rest: string) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${rest}\r\n\r\n`)
  const end = Buffer.from('\r\n')
  const parts = [
    ...Object.entries(form).flatMap(([name, value]) => [head(`name="${name}"`), Buffer.from(value), end]),
    ...files.flatMap(({ name, filename, content }) => [
      ...[head(`name="${name}"; filename="${filename}"\r\nContent-Type: application/octet-stream`), content, end],
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}
const post = (url: string, form: Form, cookie = '') => {
  visitors += 1
  return app.inject({
    ...{ method: 'POST', url, payload: new URLSearchParams(form).toString(), remoteAddress: `10.9.0.${visitors}` },
    headers: {
      ...{ 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      ...(cookie && { cookie: `datadeed_session=${cookie}` }),
    },
  })
}
const lodge = (notice: string, files: Upload[] = []) => {
  visitors += 1
  const { payload, headers } = multipart(objector, files)
  return app.inject({
    ...{ method: 'POST', url: `/notices/${notice}/objections`, payload, remoteAddress: `10.9.0.${visitors}` },
    headers: { ...headers, accept: 'text/html' },
  })
}
const listed = async (caseId: string) =>
  (await call('GET', `/api/v1/objections?caseId=${caseId}`, { token: tokens.examiner })).json.items.toReversed()
const read = async (id: string, token = tokens.examiner) =>
  (await call('GET', `/api/v1/objections/${id}`, { token })).json
const linkOf = async (objectionId: string) => {
  await sendObjectionMail(w.p, { objectionId, what: 'lodged' })
  return mails.at(-1)?.text.match(/\/objections\/[0-9a-f-]+\/[\w-]+/)?.[0] ?? ''
}
const page = async (url: string, cookie = '') =>
  (
    await app.inject({
      ...{ method: 'GET', url },
      headers: { accept: 'text/html', ...(cookie && { cookie: `datadeed_session=${cookie}` }) },
    })
  ).body
const serve = (objectionId: string) => issueObjectionLetter(w.p, { objectionId, kind: 'forwarded' })
const decide = (id: string, outcome: string) =>
  call('POST', `/api/v1/objections/${id}/decision`, {
    ...{ token: tokens.examiner, body: { outcome, reason: '经核对来源材料，情况清楚。' } },
  })
const answer = (id: string) =>
  call('POST', `/api/v1/objections/${id}/answer`, { token: tokens.signatory, body: { text: '数据由我单位自行采集。' } })
const mediate = (id: string, what: string, body: object, token = tokens.signatory) =>
  call('POST', `/api/v1/objections/${id}/mediation${what}`, { token, body })
const clock = async (caseId: string, kind: string) =>
  (await call('GET', `/api/v1/cases/${caseId}/clocks`, { token: tokens.examiner })).json.items.find(
    (one: { kind: string }) => one.kind === kind,
  )

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

test('an objector who is signed in lays an own deposit beside the one applied for, and nobody else can', async () => {
  w.p.clock.set('2026-08-03T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id }] = await listed(view.id)
  const link = await linkOf(id)
  const theirs = await w.p.owner
    .selectFrom('filing_case')
    .select('deposit_id')
    .where('id', '=', view.id)
    .executeTakeFirstOrThrow()
  expect(await page(link)).toContain('登录本单位账号后')
  const choose = (cookie: string) => post(`${link}/comparison`, { depositId: theirs.deposit_id }, cookie)
  expect((await choose('')).statusCode).toBe(401)
  // Another's deposit is not there for them, and the applicant has nothing to compare with itself.
  expect((await choose(tokens.other)).statusCode).toBe(404)
  expect((await choose(tokens.signatory)).statusCode).not.toBe(303)
  const mine = await depositOf(w.p, w.other.filer)
  const bare = await post(`${link}/comparison`, { depositId: mine }, tokens.other)
  expect(bare.statusCode).toBe(422)
  const sketch = drawn(50_000)
  await keepSketches(w.p, theirs.deposit_id, w.own.filer.accountId, [drawn(50_000), sketch])
  await keepSketches(w.p, mine, w.other.filer.accountId, [drawn(50_000, sketch, 230)])
  expect((await post(`${link}/comparison`, { depositId: mine }, tokens.other)).statusCode).toBe(303)
  // Each side hears of its own columns; who decides sees whose deposit it is, exact shares and both times.
  const objectors = await page(link)
  expect(objectors).toMatch(/c0 约 (85|90|95)% 出现在申请的数据中/)
  expect(objectors).toContain('申请人的存证早于您的存证')
  // As a word: digests of files have these letters, too.
  expect(objectors).not.toMatch(/\bc1\b/)
  const applicants = (await read(id, tokens.signatory)).compared
  expect(applicants).toMatchObject({ objectorFirst: false, objectorDeposit: null, applicantDepositedAt: null })
  expect(applicants.columns).toEqual([{ column: 'c1', share: expect.closeTo(0.9, 1), error: null }])
  const deciders = (await read(id)).compared
  expect(deciders.objectorDeposit.number).toMatch(/^GZJT-C-/)
  expect(deciders.columns).toMatchObject([{ column: 'c1', error: expect.any(Number) }])
})

test('an objector without an account compares by sketches made on the own machine, by the link alone', async () => {
  w.p.clock.set('2026-08-24T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id }] = await listed(view.id)
  const link = await linkOf(id)
  const send = (url: string, body: object) => {
    visitors += 1
    return app.inject({ method: 'POST', url, payload: body, remoteAddress: `10.9.0.${visitors}` })
  }
  expect(await page(link)).toContain('没有比对草图，不能用草图比对')
  expect((await send(`${link}/comparison-key`, {})).json().code).toBe('publication.not_comparable')
  const { deposit_id: applied } = await w.p.owner
    .selectFrom('filing_case')
    .select('deposit_id')
    .where('id', '=', view.id)
    .executeTakeFirstOrThrow()
  const sketch = drawn(50_000)
  await keepSketches(w.p, applied, w.own.filer.accountId, [drawn(50_000), sketch])
  expect(await page(link)).toContain(`data-sketch="${link}"`)
  const { current } = await releaseKeys(w.p, w.own.filer)
  const got = await send(`${link}/comparison-key`, {})
  expect([got.json(), got.headers['cache-control']]).toEqual([
    { epoch: current.epoch, key: current.key },
    'private, no-store',
  ])
  const wrong = `${link.slice(0, -3)}AAA`
  for (const what of ['comparison-key', 'sketch'])
    expect((await send(`${wrong}/${what}`, { sketch: {} })).statusCode).toBe(404)
  const part = (epoch: number, shared: number) =>
    writeSketchPart({
      epoch,
      tables: [{ file: '我的.csv', rows: null, columns: [{ name: '我的列', sketch: drawn(50_000, sketch, shared) }] }],
    })
  const handIn = (content: unknown) => send(`${link}/sketch`, { sketch: content })
  expect((await handIn(part(current.epoch + 7, 230))).json().code).toBe('publication.not_comparable')
  expect((await handIn({ epoch: current.epoch, tables: 'x' })).json().code).toBe('overlap.bad_sketch')
  expect((await handIn(part(current.epoch, 20))).statusCode).toBe(200)
  expect(await page(link)).toContain('没有发现达到两成的重合')
  // The newest counts; the objector hears of the own columns, and of nothing else.
  expect((await handIn(part(current.epoch, 230))).statusCode).toBe(200)
  const own = await page(link)
  expect(own).toMatch(/我的列 约 (85|90|95)% 出现在申请的数据中/)
  expect(own).toContain('没有存证，不能说明时间先后')
  expect(own).not.toMatch(/\bc1\b/)
  const applicants = (await read(id, tokens.signatory)).compared
  expect(applicants).toMatchObject({ objectorFirst: null, objectorDeposit: null, applicantDepositedAt: null })
  expect(applicants.columns).toEqual([{ column: 'c1', share: expect.closeTo(0.9, 1), error: null }])
  expect((await read(id)).compared).toMatchObject({ objectorDeposit: null, columns: [{ error: expect.any(Number) }] })
  for (let more = 0; more < 3; more++) expect((await handIn(part(current.epoch, 230))).statusCode).toBe(200)
  expect((await handIn(part(current.epoch, 230))).json().code).toBe('publication.sketch_limit')
  const released = await w.p.owner
    .selectFrom('comparison_key_release')
    .select('account_id')
    .where('objection_id', '=', id)
    .execute()
  expect(released).toEqual([{ account_id: null }])
  expect((await post(`${link}/withdrawal`, { reason: '已另行协商解决' })).statusCode).toBe(303)
  expect((await send(`${link}/comparison-key`, {})).json().code).toBe('publication.objection_settled')
})

test('what was agreed is published without names where both consent, checked and released like a decision', async () => {
  w.p.clock.set('2026-08-26T01:00:00Z')
  const before = (await call('GET', '/api/v1/decisions')).json.settled
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id }] = await listed(view.id)
  await serve(id)
  await answer(id)
  await mediate(id, '', { note: '' }, tokens.examiner)
  await mediate(id, '/answer', { agree: true })
  expect((await post(`${await linkOf(id)}/mediation`, { say: 'agree' })).statusCode).toBe(303)
  const { name } = await w.p.owner
    .selectFrom('party')
    .select('name')
    .where('id', '=', w.own.partyId)
    .executeTakeFirstOrThrow()
  const note = `${name}与欧阳某某共同登记，份额各半，联系电话13911112222。`
  const { payload, headers } = multipart({ note, applicantPublishes: 'true', objectorPublishes: 'true' }, [
    { name: 'file', filename: '调解协议.pdf', content: pdf },
  ])
  const authorization = `Bearer ${tokens.examiner}`
  const url = `/api/v1/objections/${id}/mediation/agreement`
  const settled = (await app.inject({ method: 'POST', url, payload, headers: { ...headers, authorization } })).json()
  expect(settled.status).toBe('settled')
  expect(await page(await linkOf(id))).toContain('双方同意，协议要点匿名后列入异议决定库')
  const { id: draftId } = await w.p.owner
    .selectFrom('published_decision')
    .select('id')
    .where('objection_id', '=', id)
    .executeTakeFirstOrThrow()
  const drafts = `/api/v1/decision-drafts/${draftId}`
  const draft = (await call('GET', drafts, { token: tokens.examiner })).json
  expect(draft).toMatchObject({ status: 'drafted', outcome: 'settled', original: { reasoning: note } })
  expect(draft.reasoning).toBe('申请人与异议人共同登记，份额各半，联系电话【电话】。')
  expect((await call('GET', '/api/v1/decisions')).json.settled).toEqual({ ...before, total: before.total + 1 })
  const { facts, answer: answered, reasoning, rule } = draft
  const body = { facts, answer: answered, reasoning, rule }
  expect((await call('POST', `${drafts}/check`, { token: tokens.examiner, body })).json.status).toBe('checked')
  const reviewer = await openSession(w.p, w.reviewer)
  await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', w.reviewer.accountId).execute()
  const released = (await call('POST', `${drafts}/release`, { token: reviewer, body: {} })).json
  const shown = await page(`/decisions/${released.number}`)
  for (const words of ['调解达成协议', '协议要点', '份额各半']) expect(shown).toContain(words)
  for (const words of [name, '欧阳', '13911112222', view.number]) expect(shown).not.toContain(words)
  const found = (await call('GET', '/api/v1/decisions?outcome=settled')).json
  expect(found).toMatchObject({ total: 1, settled: { total: before.total + 1, published: before.published + 1 } })
  await call('POST', `${drafts}/withhold`, { token: reviewer, body: { reason: '当事人要求撤下' } })
  expect((await call('GET', '/api/v1/decisions')).json.settled.published).toBe(before.published)
})

test('a decision is drafted without names, checked by one person and released by another, found by two characters', async () => {
  w.p.clock.set('2026-09-01T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id }] = await listed(view.id)
  await answer(id)
  const party = await w.p.owner
    .selectFrom('party')
    .selectAll()
    .where('id', '=', w.own.partyId)
    .executeTakeFirstOrThrow()
  const reason = `欧阳某某所称与${party.name}的采集记录不符，电话13911112222核实，${view.number}的来源证明齐全。`
  const body = { outcome: 'dismissed', reason }
  const decided = await call('POST', `/api/v1/objections/${id}/decision`, { token: tokens.examiner, body })
  const draftId = decided.json.publishedId
  const url = `/api/v1/decision-drafts/${draftId}`
  const draft = (await call('GET', url, { token: tokens.examiner })).json
  expect(draft).toMatchObject({ status: 'drafted', number: null, outcome: 'dismissed', can: ['check', 'withhold'] })
  expect(draft.reasoning).toBe('异议人所称与申请人的采集记录不符，电话【电话】核实，【编号】的来源证明齐全。')
  expect(draft.original.reasoning).toBe(reason)
  expect((await call('GET', url, { token: tokens.signatory })).status).toBe(403)
  expect((await read(id, tokens.signatory)).publishedId).toBeNull()
  const texts = { facts: draft.facts, answer: draft.answer, reasoning: draft.reasoning, rule: draft.rule }
  const check = (more: object) => call('POST', `${url}/check`, { token: tokens.examiner, body: { ...texts, ...more } })
  const named = (await check({ reasoning: `${party.name}的记录与其所称不符。` })).json
  expect([named.code, named.fields.map(({ path }: { path: string }) => path)]).toEqual([
    ...['publication.identified', ['reasoning']],
  ])
  expect((await check({ reasoning: '甲的采集记录写明设备归属，所称与之不符。' })).json.status).toBe('checked')
  expect((await page('/decisions')).includes('设备归属')).toBe(false)
  // The examiner of this test is a reviewer as well, and still one person.
  expect((await call('POST', `${url}/release`, { token: tokens.examiner, body: {} })).json.code).toBe(
    'publication.same_checker',
  )
  const reviewer = await openSession(w.p, w.reviewer)
  await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', w.reviewer.accountId).execute()
  const released = (await call('POST', `${url}/release`, { token: reviewer, body: {} })).json
  expect(released.number).toMatch(/^GZJT-J-2026-\d{6}$/)
  const own = `/decisions/${released.number}`
  for (const q of ['归属', '设备 采集', released.number]) {
    const found = (await call('GET', `/api/v1/decisions?q=${encodeURIComponent(q)}`)).json
    expect(found.items.map((one: { number: string }) => one.number)).toEqual([released.number])
  }
  for (const none of ['q=欧阳', 'ground=security', 'outcome=upheld', `q=${encodeURIComponent('归属 没有')}`])
    expect((await call('GET', `/api/v1/decisions?${none}`)).json.total).toBe(0)
  expect((await call('GET', `/api/v1/decisions?ground=ownership&outcome=dismissed`)).json.total).toBe(1)
  const shown = await page(own)
  expect(shown).toContain('设备归属')
  for (const words of [party.name, party.uscc, '欧阳', '13911112222', view.number, view.name, '路段车速'])
    expect(shown).not.toContain(words)
  const grounds = (await call('GET', '/api/v1/decisions/grounds')).json.items
  expect(grounds).toMatchObject([{ ground: 'ownership', count: 1, newest: { number: released.number } }])
  const leaves = await w.p.owner
    .selectFrom('evidence_leaf')
    .select('body')
    .where('subject', '=', released.number)
    .execute()
  expect(leaves).toEqual([{ body: { number: released.number, outcome: 'dismissed' } }])
  // Taken down, its address stays and says so.
  const withhold = { token: reviewer, body: { reason: '当事人认为可以识别' } }
  expect((await call('POST', `${url}/withhold`, withhold)).json.status).toBe('withheld')
  const gone = await app.inject({ method: 'GET', url: own, headers: { accept: 'text/html' } })
  expect([gone.statusCode, gone.body.includes('设备归属')]).toEqual([410, false])
  expect((await call('GET', '/api/v1/decisions')).json.total).toBe(0)
})
