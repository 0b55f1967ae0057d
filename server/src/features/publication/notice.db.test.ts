import type { CaseView } from '@datadeed/core/filing/schema'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, type World } from '../../testing/cases.ts'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { look, reach } from '../../testing/procedure.ts'
import { getCase, withdrawCase } from '../filing/service.ts'
import { issueObjectionLetter, sweepNotices } from './service.ts'

let w: World
let call: ReturnType<typeof requester>
const tokens = { signatory: '', other: '', examiner: '', officer: '', elsewhere: '' }
beforeAll(async () => {
  w = await openWorld()
  subscribeAll(w.p)
  call = requester(await openApp(w.p))
  const actors = { signatory: w.own.signatory, other: w.other.signatory, examiner: w.examiner }
  for (const [name, actor] of Object.entries({ ...actors, officer: w.officer, elsewhere: w.elsewhere })) {
    await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', actor.accountId).execute()
    tokens[name as keyof typeof tokens] = await openSession(w.p, actor)
  }
})
const start = '2026-03-02T01:00:00Z'
beforeEach(() => w.p.clock.set(start))

const person = {
  ...{ objectorName: '欧阳某某', objectorIdNumber: '52010219900101123X', contactPhone: '13911112222' },
  contactEmail: 'ouyang@objector.example',
}
const objection = { ...person, reasonCode: 'ownership', statement: '该数据集合由我单位采集，申请人未取得授权。' }
let visitors = 0
const lodge = (notice: string, body: object = objection, headers: Record<string, string> = {}) => {
  visitors += 1
  return call('POST', `/api/v1/notices/${notice}/objections`, { body, headers, from: `10.6.0.${visitors}` })
}
const numberOf = (view: CaseView): string => view.notice?.number ?? ''
const noticeOf = async (view: CaseView) => (await call('GET', `/api/v1/notices/${numberOf(view)}`)).json
const decide = (id: string, outcome: 'dismissed' | 'upheld') =>
  call('POST', `/api/v1/objections/${id}/decision`, {
    token: tokens.examiner,
    body: { outcome, reason: '经核对来源材料，情况清楚。' },
  })
const statusOf = async (view: CaseView) => (await look(w, view.id)).status

test('an acceptance opens the notice with it; its page is whole and shows how the last day came about', async () => {
  const view = await reach(w, 'public_notice')
  const notice = await noticeOf(view)
  expect(notice).toMatchObject({
    ...{ caseNumber: view.number, name: view.name, status: 'open', from: '2026-03-02', objections: 0 },
    // Ten working days after Monday 2 March.
    ...{ to: '2026-03-16', fieldNames: ['路段编号', '平均车速'], depositNumber: view.deposit.number },
  })
  expect(notice.deadline).toMatchObject({ step: 'publicNotice', due: '2026-03-16', days: 10, unit: 'WD' })
  expect(notice.deadline.derivation.filter((day: { counted: boolean }) => day.counted)).toHaveLength(10)
  const leaf = await w.p.owner
    .selectFrom('evidence_leaf')
    .select(['type', 'body'])
    .where('subject', '=', view.number)
    .where('type', '=', 'notice')
    .executeTakeFirstOrThrow()
  expect(leaf.body).toEqual({ number: notice.number, opens: '2026-03-02', closes: '2026-03-16' })
  const listed = (await call('GET', `/api/v1/notices?open=true&q=${encodeURIComponent(view.name)}`)).json
  expect([listed.total, listed.items[0].number]).toEqual([1, notice.number])
})

test('a notice ends at 24:00 of its last day in China, once, however often and by however many it is swept', async () => {
  const view = await reach(w, 'public_notice')
  w.p.clock.set('2026-03-16T15:59:59.999Z')
  await sweepNotices(w.p)
  expect(await statusOf(view)).toBe('public_notice')
  w.p.clock.set('2026-03-16T16:00:00.000Z')
  const swept = await Promise.all([sweepNotices(w.p), sweepNotices(w.p), sweepNotices(w.p)])
  expect(swept.reduce((sum, n) => sum + n)).toBeGreaterThan(0)
  expect(await sweepNotices(w.p)).toBe(0)
  expect(await statusOf(view)).toBe('registered')
  expect((await noticeOf(view)).status).toBe('clear')
  const after = await lodge(numberOf(view))
  expect([after.status, after.json.code]).toEqual([409, 'publication.notice_over'])
})

test('one notice that cannot be cleared holds up no other, and is told of', async () => {
  const [stuck, fine] = [await reach(w, 'public_notice'), await reach(w, 'public_notice')]
  // As if its case had been changed by hand.
  await w.p.owner.updateTable('filing_case').set({ pack_version: '1999.1' }).where('id', '=', stuck.id).execute()
  w.p.clock.set('2026-03-20T01:00:00Z')
  await expect(sweepNotices(w.p)).rejects.toThrow('1 notices could not be cleared')
  expect(await statusOf(fine)).toBe('registered')
  const { status } = await w.p.owner
    .selectFrom('filing_case')
    .select('status')
    .where('id', '=', stuck.id)
    .executeTakeFirstOrThrow()
  expect(status).toBe('public_notice')
  const set = { pack_version: guizhou.version }
  await w.p.owner.updateTable('filing_case').set(set).where('id', '=', stuck.id).execute()
  expect(await sweepNotices(w.p)).toBe(1)
})

test('an objection holds the notice up; answered and dismissed, it runs on for the days it stood still', async () => {
  const view = await reach(w, 'public_notice')
  w.p.clock.set('2026-03-04T02:00:00Z')
  const { status, json } = await lodge(numberOf(view))
  expect([status, await statusOf(view)]).toEqual([200, 'objection_pending'])
  expect(await noticeOf(view)).toMatchObject({ status: 'suspended', objections: 1 })
  w.p.clock.set('2026-03-20T02:00:00Z')
  expect(await sweepNotices(w.p)).toBe(0)

  // The last of the ten working days for the answer.
  w.p.clock.set('2026-03-18T02:00:00Z')
  const answer = (token: string) =>
    call('POST', `/api/v1/objections/${json.id}/answer`, { token, body: { text: '数据由我单位自行采集。' } })
  expect((await answer(tokens.other)).status).toBe(404)
  expect((await answer(tokens.examiner)).json.code).toBe('kernel.forbidden')
  expect((await answer(tokens.signatory)).json).toMatchObject({ status: 'answered', can: ['offer_mediation'] })
  expect((await answer(tokens.signatory)).json.code).toBe('publication.objection_settled')

  w.p.clock.set('2026-03-20T02:00:00Z')
  const decided = await decide(json.id, 'dismissed')
  expect(decided.json).toMatchObject({ status: 'dismissed', can: [] })
  expect((await decide(json.id, 'upheld')).json.code).toBe('publication.objection_settled')
  const notice = await noticeOf(view)
  // Two working days had run by 4 March; eight more follow 20 March.
  expect(notice).toMatchObject({ status: 'open', to: '2026-04-01', objections: 1 })
  const paused = notice.deadline.derivation.filter((day: { why: string }) => day.why.includes('中止'))
  expect([paused.length, paused[0].date, paused.at(-1).date]).toEqual([16, '2026-03-05', '2026-03-20'])
  w.p.clock.set('2026-04-01T16:00:00Z')
  expect(await sweepNotices(w.p)).toBe(1)
})

test('of two objections the second to be decided lets the notice run on; one upheld ends the case and the notice', async () => {
  const two = await reach(w, 'public_notice')
  const ids = [(await lodge(numberOf(two))).json.id, (await lodge(numberOf(two))).json.id]
  await decide(ids[0], 'dismissed')
  expect([await statusOf(two), (await noticeOf(two)).status]).toEqual(['objection_pending', 'suspended'])
  await decide(ids[1], 'dismissed')
  expect([await statusOf(two), (await noticeOf(two)).status]).toEqual(['public_notice', 'open'])

  const lost = await reach(w, 'public_notice')
  const [first] = [(await lodge(numberOf(lost))).json.id, (await lodge(numberOf(lost))).json.id]
  await decide(first, 'upheld')
  expect(await statusOf(lost)).toBe('objection_pending')
  const answer = { token: tokens.signatory, body: { text: '数据由我单位自行采集。' } }
  await call('POST', `/api/v1/objections/${first}/answer`, answer)
  await decide(first, 'upheld')
  expect([await statusOf(lost), (await noticeOf(lost)).status]).toEqual(['refused', 'ended'])
  // The other one needs no decision any more.
  const open = await call('GET', `/api/v1/objections?open=true&caseId=${lost.id}`, { token: tokens.examiner })
  expect([open.json.total, open.json.items]).toEqual([0, []])
  const all = await call('GET', `/api/v1/objections?limit=1&caseId=${lost.id}`, { token: tokens.examiner })
  expect([all.json.total, all.json.items.length, all.json.next !== null]).toEqual([2, 1, true])
  expect((await lodge(numberOf(lost))).json.code).toBe('publication.notice_over')
})

test('a withdrawn case takes its notice with it', async () => {
  const view = await reach(w, 'public_notice')
  const { version } = await getCase(w.p, w.own.signatory, view.id)
  await withdrawCase(w.p, w.own.signatory, view.id, { version, reason: '拟补充后重新申请' })
  expect((await noticeOf(view)).status).toBe('ended')
  w.p.clock.set('2026-04-20T01:00:00Z')
  await sweepNotices(w.p)
  expect(await statusOf(view)).toBe('withdrawn')
})

test('what an objection is refused for, and a double click', async () => {
  const number = numberOf(await reach(w, 'public_notice'))
  const wrong: [object, string][] = [
    [{ objectorName: '甲' }, 'objectorName'],
    [{ objectorIdNumber: '520102199001011234' }, 'objectorIdNumber'],
    [{ contactPhone: '电话本' }, 'contactPhone'],
    [{ reasonCode: 'no_such' }, 'reasonCode'],
    [{ statement: '短' }, 'statement'],
    [{ statement: `很长${'长'.repeat(10_000)}` }, 'statement'],
  ]
  for (const [more, path] of wrong) {
    const { status, json } = await lodge(number, { ...objection, ...more })
    expect([status, json.fields.map((field: { path: string }) => field.path)]).toEqual([422, [path]])
  }
  expect((await lodge('GZJT-G-2026-999999')).status).toBe(404)
  const headers = { 'idempotency-key': 'objection-0001' }
  const from = '10.7.0.1'
  const url = `/api/v1/notices/${number}/objections`
  const first = await call('POST', url, { body: objection, headers, from })
  expect((await call('POST', url, { body: objection, headers, from })).json).toEqual(first.json)
  expect((await call('GET', `/api/v1/notices/${number}`)).json.objections).toBe(1)
})

test('who objects is told to the registrar alone', async () => {
  const view = await reach(w, 'public_notice')
  const { id } = (await lodge(numberOf(view), objection, { authorization: `Bearer ${tokens.other}` })).json
  const read = (token: string) => call('GET', `/api/v1/objections/${id}`, { token })
  expect((await read(tokens.examiner)).json.objector).toEqual({
    ...{ name: '欧阳某某', contact: '13911112222 ouyang@objector.example' },
  })
  expect((await read(tokens.officer)).status).toBe(200)
  for (const token of [tokens.other, tokens.elsewhere]) expect((await read(token)).status).toBe(404)
  await issueObjectionLetter(w.p, { objectionId: id, kind: 'forwarded' })
  const told = [
    (await read(tokens.signatory)).text,
    (await call('GET', '/api/v1/objections', { token: tokens.signatory })).text,
    (await call('GET', `/api/v1/cases/${view.id}`, { token: tokens.signatory })).text,
    (await call('GET', `/api/v1/notices/${numberOf(view)}`)).text,
    (await call('GET', `/notices/${numberOf(view)}`)).text,
    JSON.stringify(
      await w.p.owner.selectFrom('case_event').selectAll().where('case_id', '=', view.id).execute(),
      (_, v) => (typeof v === 'bigint' ? String(v) : v),
    ),
    JSON.stringify(await w.p.owner.selectFrom('evidence_leaf').select(['subject', 'body']).execute()),
    JSON.stringify((await sql`select payload from graphile_worker._private_jobs`.execute(w.p.owner)).rows),
    JSON.stringify(await w.p.owner.selectFrom('letter').select('data').where('case_id', '=', view.id).execute()),
  ]
  for (const text of told)
    for (const secret of [...Object.values(person), w.other.signatory.accountId]) expect(text).not.toContain(secret)
})

test('the letters of an objection are issued once each, also by two jobs at the same moment', async () => {
  const view = await reach(w, 'public_notice')
  const { id, number } = (await lodge(numberOf(view))).json
  const job = { objectionId: id, kind: 'forwarded' } as const
  await Promise.all([issueObjectionLetter(w.p, job), issueObjectionLetter(w.p, job)])
  await issueObjectionLetter(w.p, job)
  await decide(id, 'dismissed')
  await issueObjectionLetter(w.p, { objectionId: id, kind: 'decided' })
  const letters = (await getCase(w.p, w.own.signatory, view.id)).letters
  expect(letters.map(({ kind }) => kind)).toEqual(['acceptance', 'objection', 'objection_decision'])
  const { data } = await w.p.owner
    .selectFrom('letter')
    .select('data')
    .where('number', '=', letters[1]?.number ?? '')
    .executeTakeFirstOrThrow()
  expect(data).toMatchObject({ objectionNo: number, answerBy: '2026年3月16日' })
  const jobs = await sql<{ payload: { objectionId: string } }>`
    select payload from graphile_worker._private_jobs where payload ->> 'objectionId' = ${id} and payload ->> 'kind' is not null`.execute(
    w.p.owner,
  )
  expect(jobs.rows).toHaveLength(2)
})
