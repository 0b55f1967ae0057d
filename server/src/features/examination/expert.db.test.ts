import { createHash } from 'node:crypto'
import type { CaseView } from '@datadeed/core/filing/schema'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, submitted, type World } from '../../testing/cases.ts'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { seedAccount, testPlatform } from '../../testing/platform.ts'
import { give, look } from '../../testing/procedure.ts'
import { caseClocks } from '../filing/clock-view.ts'
import { getCase } from '../filing/service.ts'
import { sendExpertMail, sweepExperts } from './expert-mail.ts'
import { askExpert, expertChoices, listRequests, recallExpert, resendLink } from './expert-request.ts'
import { addExpert, changeExpert, listExperts } from './experts.ts'
import { sweepLeases } from './lease.ts'

let w: World
let app: Awaited<ReturnType<typeof openApp>>
let admin: AccountActor
let expertId = ''
let mails: { to: string; subject: string; text: string }[] = []

const start = '2026-03-02T01:00:00Z'
const input = {
  title: '教授',
  field: '交通大数据',
  organisation: '贵州演示大学',
  uscc: null,
  interests: [],
  active: true,
}

beforeAll(async () => {
  const p = await testPlatform(start)
  p.mail = { send: async (one) => ({ messageId: String(mails.push(one)) }), close: () => {} }
  subscribeAll(p)
  w = await openWorld(p)
  app = await openApp(p)
  admin = await seedAccount(p, { roles: ['administrator'] })
  expertId = (await addExpert(p, admin, { ...input, name: '李专家', email: 'li@uni.example' })).id
})
afterEach(() => {
  w.p.clock.set(start)
  mails = []
})

const claimed = async (): Promise<CaseView> => {
  const made = await submitted(w.p, w.own)
  await give.claim(w, w.examiner, made)
  return await look(w, made.id)
}
const body = (view: CaseView, more: object = {}) => ({
  ...{ version: view.version, expertId, question: '处理规则是否构成实质性加工？' },
  ...{ fields: ['name' as const, 'algorithm' as const], attachments: [], parties: false, sample: false },
  ...more,
})
const asked = async (more: object = {}) => {
  const view = await claimed()
  await askExpert(w.p, w.examiner, view.id, body(view, more))
  return view
}
const clockOf = async (id: string) =>
  (await caseClocks(w.p, w.examiner, id)).items.find(({ kind }) => kind === 'examination')
const requestOf = async (caseId: string) => {
  const found = (await listRequests(w.p, w.examiner, caseId)).items.at(-1)
  if (!found) throw new Error('no request')
  return found
}
const rowOf = (id: string) =>
  w.p.owner.selectFrom('expert_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
/** Runs the mails that wait, as the worker does. */
const deliver = async () => {
  const { rows } = await sql<{ id: string; payload: { requestId: string; what: 'asked' } }>`
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = 'examination.expert_mail' returning j.id, j.payload`.execute(w.p.owner)
  for (const { payload } of rows.toSorted((a, b) => Number(a.id) - Number(b.id))) await sendExpertMail(w.p, payload)
}
const linkIn = () =>
  /\/expert\/[\w-]{43}/.exec(mails.findLast(({ text }) => text.includes('/expert/'))?.text ?? '')?.[0] ?? ''
const codeIn = () =>
  /验证码是 (\d{6})/.exec(mails.findLast(({ text }) => text.includes('验证码是'))?.text ?? '')?.[1] ?? ''

/** A browser with the link, and with the cookie once it has one. */
function browser(path: string) {
  let cookie = ''
  const send = async (method: 'GET' | 'POST', url = '', form: Record<string, string> = {}) => {
    const answer = await app.inject({
      ...{ method, url: `${path}${url}` },
      headers: { cookie, 'user-agent': 'Firefox/140', 'content-type': 'application/x-www-form-urlencoded' },
      ...(method === 'POST' ? { payload: new URLSearchParams(form).toString() } : {}),
    })
    const set = String(answer.headers['set-cookie'] ?? '')
    if (set.startsWith('datadeed_expert=')) cookie = set.split(';')[0] ?? ''
    return { status: answer.statusCode, headers: answer.headers, html: answer.body }
  }
  return send
}
type Visit = ReturnType<typeof browser>
const confirmed = async (visit: Visit) => {
  await visit('POST', '/code')
  await deliver()
  expect((await visit('POST', '/confirmation', { code: codeIn() })).status).toBe(303)
}

describe('the register', () => {
  it('is kept by administrators, one expert for each mail address', async () => {
    const again = addExpert(w.p, admin, { ...input, name: '王专家', email: 'LI@uni.example' })
    await expect(again).rejects.toMatchObject({ fields: [{ path: 'email' }] })
    const { id, version } = await addExpert(w.p, admin, { ...input, name: '王专家', email: 'wang@uni.example' })
    await changeExpert(w.p, id, { ...input, name: '王专家', email: 'wang@uni.example', active: false, version })
    const stale = changeExpert(w.p, id, { ...input, name: '王', email: 'wang@uni.example', version })
    await expect(stale).rejects.toMatchObject({ code: 'kernel.stale_version' })
    const { items, total } = await listExperts(w.p, { q: '交通', limit: 1 })
    expect([items.length, total]).toEqual([1, 2])
    const call = requester(app)
    await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).execute()
    const token = await openSession(w.p, w.examiner)
    expect((await call('POST', '/api/v1/experts', { token, body: input })).status).toBe(403)
  })
})

describe('asking', () => {
  it('stops the clock, fixes what is shown, and keeps neither link nor code in the database', async () => {
    const view = await asked()
    expect((await clockOf(view.id))?.pauses).toMatchObject([{ cause: 'expert_consulted', to: null }])
    const request = await requestOf(view.id)
    // Five working days after Monday 2 March.
    expect(request).toMatchObject({ due: '2026-03-09', state: 'asked', can: ['recall', 'resend'], openings: [] })
    const row = await rowOf(request.id)
    expect((row.document as { fields: { field: string }[] }).fields.map(({ field }) => field)).toEqual([
      'name',
      'algorithm',
    ])
    await deliver()
    expect(mails.map(({ to }) => to)).toEqual(['li@uni.example'])
    const token = linkIn().split('/').at(-1) ?? ''
    expect(row.link_hash).toEqual(createHash('sha256').update(token).digest())
    const dump = JSON.stringify(row)
    expect(dump).not.toContain(token)
    expect(mails[0]?.text).not.toContain(view.name)
    expect((await look(w, view.id)).events.map(({ command }) => command).slice(-2)).toEqual([
      'ask_expert',
      'pause_clock',
    ])
  })

  it('refuses who has an interest in the parties, who is not in use, and stray attachments', async () => {
    const view = await claimed()
    const party = await w.p.owner
      .selectFrom('party')
      .selectAll()
      .where('id', '=', w.own.partyId)
      .executeTakeFirstOrThrow()
    const employee = { ...input, name: '赵专家', email: 'zhao@uni.example', uscc: party.uscc }
    const { id } = await addExpert(w.p, admin, employee)
    const { experts, due, pauses, shown } = await expertChoices(w.p, w.examiner, view.id)
    expect(experts.find((one) => one.id === id)?.conflicts).toEqual([{ kind: 'employer', name: party.name }])
    expect(experts.find((one) => one.id === expertId)?.conflicts).toEqual([])
    expect(experts.some(({ name }) => name === '王专家')).toBe(false)
    expect({ due, pauses, shown: shown.includes('algorithm') }).toEqual({
      due: '2026-03-09',
      pauses: true,
      shown: true,
    })
    const ask = (more: object) => askExpert(w.p, w.examiner, view.id, body(view, more))
    await expect(ask({ expertId: id })).rejects.toMatchObject({ code: 'examination.expert_conflict' })
    await expect(ask({ attachments: [expertId] })).rejects.toMatchObject({ fields: [{ path: 'attachments' }] })
    const other = askExpert(w.p, w.colleague, view.id, body(view))
    await expect(other).rejects.toMatchObject({ code: 'examination.not_assigned' })
    await ask({})
    const twice = look(w, view.id).then((fresh) => askExpert(w.p, w.examiner, view.id, body(fresh)))
    await expect(twice).rejects.toMatchObject({ fields: [{ path: 'expertId' }] })
  })
})

describe('the link', () => {
  it('shows nothing before code and declaration, then the redacted case with a watermark, and takes one opinion', async () => {
    const view = await asked()
    await deliver()
    const path = linkIn()
    const visit = browser(path)
    const locked = await visit('GET')
    expect(locked.headers).toMatchObject({
      ...{ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
      'x-robots-tag': 'noindex, nofollow, noarchive',
    })
    expect(locked.html).not.toContain(view.name)
    expect(locked.html).not.toContain(view.number)
    expect((await visit('POST', '/confirmation', { code: '000000' })).status).toBe(422)
    expect((await visit('POST', '/declaration', { interest: 'yes', secrecy: 'yes' })).status).toBe(403)
    await confirmed(visit)
    const declaring = await visit('GET')
    expect(declaring.html).not.toContain(view.name)
    expect((await visit('POST', '/declaration', { interest: 'yes' })).status).toBe(422)
    expect((await visit('POST', '/declaration', { interest: 'yes', secrecy: 'yes' })).status).toBe(303)
    const reading = await visit('GET')
    expect(reading.html).toContain('第一步按检测器编号去重')
    expect(reading.html).toContain(`李专家　2026年3月2日 09:00　${view.number}`)
    // Fields that were not chosen, the parties and the sample are not in the page.
    expect(reading.html).not.toContain('雷达检测器')
    expect(reading.html).not.toContain(view.partyName)
    // Whoever has the link alone, or finds it again, has nothing.
    expect((await browser(path)('GET')).html).not.toContain('第一步按检测器编号去重')

    const draft = { conclusion: 'support', opinion: '尚在写' }
    expect((await visit('POST', '/draft', draft)).status).toBe(303)
    expect((await visit('GET')).html).toContain('尚在写')
    const short = await visit('POST', '/opinion', { conclusion: '', opinion: '太短' })
    expect([short.status, short.html.includes('太短')]).toEqual([422, true])
    const opinion = '规则经过去重、滤波、聚合和插补，结果与原始检测记录有明显区别，属于实质性加工。'
    expect((await visit('POST', '/opinion', { conclusion: 'support', opinion })).status).toBe(303)
    expect((await visit('POST', '/opinion', { conclusion: 'support', opinion })).status).toBe(409)
    const over = await visit('GET')
    expect([over.status, over.html.includes('意见已提交')]).toEqual([410, true])

    const request = await requestOf(view.id)
    expect(request).toMatchObject({ state: 'given', conclusion: 'support', opinion, can: [] })
    expect(request.openings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['link', 'code_wrong', 'code_sent', 'confirmed', 'declared', 'read', 'saved', 'sent']),
    )
    expect((await clockOf(view.id))?.pauses).toMatchObject([{ cause: 'expert_consulted', to: '2026-03-02' }])
    const after = await look(w, view.id)
    const ended = after.events.find(({ command }) => command === 'end_expert')
    const kept = await w.p.owner
      .selectFrom('expert_opinion')
      .innerJoin('evidence_leaf', 'evidence_leaf.id', 'expert_opinion.leaf_id')
      .select(['expert_opinion.sha256', 'expert_opinion.content'])
      .where('request_id', '=', request.id)
      .executeTakeFirstOrThrow()
    expect(ended?.note).toBe('专家意见已提交')
    expect(createHash('sha256').update(kept.content).digest('hex')).toBe(kept.sha256)
    expect(after.events.at(-1)?.command).toBe('resume_after_expert')
    const told = await w.p.owner
      .selectFrom('inbox_message')
      .select('what')
      .where('account_id', '=', w.examiner.accountId)
      .execute()
    expect(told.map(({ what }) => what)).toContain('expert_ended')
  })

  it('is dead for a wrong address, when recalled, replaced or declined, and after five wrong codes', async () => {
    expect((await browser(`/expert/${'x'.repeat(43)}`)('GET')).status).toBe(404)
    const view = await asked()
    await deliver()
    const first = linkIn()
    const { id } = await requestOf(view.id)
    await resendLink(w.p, w.examiner, view.id, id)
    await deliver()
    const second = linkIn()
    expect(second).not.toBe(first)
    expect((await browser(first)('GET')).status).toBe(404)
    const visit = browser(second)
    await visit('POST', '/code')
    expect((await visit('POST', '/code')).status).toBe(429)
    await deliver()
    for (let tries = 0; tries < 5; tries++) await visit('POST', '/confirmation', { code: 'wrong' })
    expect((await visit('POST', '/confirmation', { code: codeIn() })).status).toBe(422)
    w.p.clock.set('2026-03-02T01:05:00Z')
    await confirmed(visit)
    await visit('POST', '/declaration', { interest: 'yes', secrecy: 'yes' })
    await recallExpert(w.p, w.examiner, view.id, id, '已由其他途径核实')
    await deliver()
    expect(mails.at(-1)?.text).toContain('已撤回')
    expect((await visit('POST', '/opinion', { conclusion: 'support', opinion: '理'.repeat(30) })).status).toBe(409)
    expect((await visit('GET')).status).toBe(410)
    expect((await clockOf(view.id))?.pauses[0]?.to).toBe('2026-03-02')

    const other = await asked()
    await deliver()
    const decliner = browser(linkIn())
    w.p.clock.set('2026-03-02T02:00:00Z')
    await confirmed(decliner)
    expect((await decliner('POST', '/declining', { reason: '不' })).status).toBe(422)
    expect((await decliner('POST', '/declining', { reason: '与申请人有合作' })).status).toBe(303)
    expect(await requestOf(other.id)).toMatchObject({ state: 'declined', endReason: '与申请人有合作' })
  })

  it('gives out only attachments that were chosen, under a name that tells to whom', async () => {
    const view = await claimed()
    const [attachment] = view.attachments
    await askExpert(w.p, w.examiner, view.id, body(view, { attachments: [attachment?.id ?? ''] }))
    await deliver()
    const visit = browser(linkIn())
    expect((await visit('GET', `/attachments/${attachment?.id}`)).status).toBe(403)
    await confirmed(visit)
    await visit('POST', '/declaration', { interest: 'yes', secrecy: 'yes' })
    const file = await visit('GET', `/attachments/${attachment?.id}`)
    expect(file.status).toBe(200)
    expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain(`${view.number}-李专家-`)
    expect((await visit('GET', `/attachments/${expertId}`)).status).toBe(404)
  })
})

describe('time', () => {
  it('is reminded of once for each mark, runs out at the end of the day, and the clock runs on', async () => {
    const view = await asked()
    await deliver()
    const path = linkIn()
    mails = []
    w.p.clock.set('2026-03-07T02:00:00Z')
    await sweepExperts(w.p)
    await sweepExperts(w.p)
    await deliver()
    expect(mails.filter(({ text }) => text.includes(path)).map(({ subject }) => subject)).toHaveLength(1)
    w.p.clock.set('2026-03-09T15:59:59Z')
    await sweepExperts(w.p)
    expect((await requestOf(view.id)).state).toBe('asked')
    // The lease of three working days is long over; who waits for an expert keeps the case.
    await sweepLeases(w.p)
    expect((await look(w, view.id)).status).toBe('under_review')
    w.p.clock.set('2026-03-09T16:00:00Z')
    expect((await browser(path)('GET')).status).toBe(410)
    await sweepExperts(w.p)
    expect(await sweepExperts(w.p)).toBe(0)
    expect((await requestOf(view.id)).state).toBe('expired')
    expect((await clockOf(view.id))?.pauses).toMatchObject([{ from: '2026-03-02', to: '2026-03-10' }])
  })

  it('stands still until the last of several experts, and a clock stopped by hand stands still after them', async () => {
    const second = await addExpert(w.p, admin, { ...input, name: '钱专家', email: 'qian@uni.example' })
    const view = await asked()
    await askExpert(w.p, w.examiner, view.id, body(await look(w, view.id), { expertId: second.id }))
    const [one, two] = (await listRequests(w.p, w.examiner, view.id)).items
    await recallExpert(w.p, w.examiner, view.id, one?.id ?? '', '已由其他途径核实')
    expect((await clockOf(view.id))?.due).toBeNull()
    await recallExpert(w.p, w.examiner, view.id, two?.id ?? '', '已由其他途径核实')
    expect((await clockOf(view.id))?.due).not.toBeNull()
    await give.pause_clock(w, w.examiner, await look(w, view.id))
    await askExpert(w.p, w.examiner, view.id, body(await look(w, view.id)))
    const third = await requestOf(view.id)
    await recallExpert(w.p, w.examiner, view.id, third.id, '已由其他途径核实')
    expect((await clockOf(view.id))?.due).toBeNull()
  })

  it('ends with the review: a case that moves on recalls what is open', async () => {
    const view = await asked()
    await give.propose_acceptance(w, w.examiner, await look(w, view.id))
    expect(await requestOf(view.id)).toMatchObject({ state: 'revoked', endReason: '案件已转入下一环节' })
  })
})

describe('what others see', () => {
  it('reviewers all of it, officers nothing, the company what the pack says', async () => {
    const view = await asked()
    const [request] = (await listRequests(w.p, w.reviewer, view.id)).items
    expect(request).toMatchObject({ expert: { name: '李专家' }, can: [] })
    expect((await listRequests(w.p, w.officer, view.id)).items).toEqual([])
    const own = (await listRequests(w.p, w.own.filer, view.id)).items
    expect(own).toMatchObject([
      { expert: null, askedBy: null, question: '处理规则是否构成实质性加工？', openings: [], opinion: null },
    ])
    await expect(listRequests(w.p, w.other.filer, view.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    const { events } = await getCase(w.p, w.own.filer, view.id)
    expect(JSON.stringify(events)).not.toContain('李专家')
  })
})
