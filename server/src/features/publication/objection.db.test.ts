import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, pdf, type World } from '../../testing/cases.ts'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { look, reach } from '../../testing/procedure.ts'
import { sendObjectionMail, sweepNotices } from './service.ts'

let w: World
let app: Awaited<ReturnType<typeof openApp>>
let call: ReturnType<typeof requester>
const mails: { to: string; text: string }[] = []
const tokens = { signatory: '', examiner: '', auditor: '' }
beforeAll(async () => {
  const opened = await openWorld()
  const mail = {
    send: async (one: (typeof mails)[number]) => ({ messageId: String(mails.push(one)) }),
    close: () => {},
  }
  Object.assign(opened.p, { mail })
  w = opened
  w.p.clock.set('2026-03-02T01:00:00Z')
  subscribeAll(w.p)
  app = await openApp(w.p)
  call = requester(app)
  for (const [name, actor] of Object.entries({
    signatory: w.own.signatory,
    examiner: w.examiner,
    auditor: w.auditor,
  })) {
    await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', actor.accountId).execute()
    tokens[name as keyof typeof tokens] = await openSession(w.p, actor)
  }
})

const fields = {
  ...{ objectorName: '欧阳某某', objectorIdNumber: '52010219900101123X', contactPhone: '13911112222' },
  ...{ contactEmail: 'ouyang@objector.example', reasonCode: 'ownership' },
  statement: '该数据集合由我单位采集，申请人未取得授权。',
}
type File = { name: string; content: Buffer }
let visitors = 0
const send = (url: string, form: Record<string, string>, files: File[], headers: Record<string, string> = {}) => {
  const boundary = 'xxBOUNDARYxx'
  visitors += 1
  const head = (rest: string) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${rest}\r\n\r\n`)
  const end = Buffer.from('\r\n')
  const parts = [
    ...Object.entries(form).flatMap(([name, value]) => [head(`name="${name}"`), Buffer.from(value), end]),
    ...files.flatMap(({ name, content }) => [
      head(`name="evidence"; filename="${name}"\r\nContent-Type: application/octet-stream`),
      content,
      end,
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]
  return app.inject({
    ...{ method: 'POST', url, remoteAddress: `10.8.0.${visitors}`, payload: Buffer.concat(parts) },
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'text/html', ...headers },
  })
}
const proof = (words: string): File => ({
  name: '合同.pdf',
  content: Buffer.concat([pdf, Buffer.from(`% ${words}\n`)]),
})
const lodge = (notice: string, form: Record<string, string>, files: File[]) =>
  send(`/notices/${notice}/objections`, { ...fields, ...form }, files)
const listed = async (caseId: string) =>
  (await call('GET', `/api/v1/objections?caseId=${caseId}`, { token: tokens.examiner })).json.items.toReversed()
const linkOf = async (objectionId: string, what: 'lodged' | 'answered' | 'decided' = 'lodged') => {
  await sendObjectionMail(w.p, { objectionId, what })
  return mails.at(-1)?.text.match(/\/objections\/[0-9a-f-]+\/[\w-]+/)?.[0] ?? ''
}
const read = (url: string) => app.inject({ method: 'GET', url, headers: { accept: 'text/html' } })

test('files come with an objection, are hashed into the log, and identical objections are decided together', async () => {
  const view = await reach(w, 'public_notice')
  const notice = view.notice?.number ?? ''
  const page = (await read(`/notices/${notice}`)).body
  expect(page).toContain('各项理由需要证明什么')
  expect(page).toContain('须附证据')
  const [a, b] = [proof('甲'), proof('乙')]
  w.p.clock.set('2026-03-04T02:00:00Z')
  for (const [form, files] of [
    [{}, [a, b]],
    [{ objectorName: '李某某' }, [b, a]],
    [{ reasonCode: 'false_statement' }, [a, b]],
    [{}, []],
    [{}, []],
  ] as const)
    expect((await lodge(notice, form, [...files])).statusCode).toBe(303)
  const all = await listed(view.id)
  // Same ground and files, in whatever order: one procedure. Without files nothing says that they are the same.
  expect(all.map((one: { mergedInto: string }) => one.mergedInto)).toEqual([null, all[0].number, null, null, null])
  const sha256 = createHash('sha256').update(a.content).digest('hex')
  expect(all[0].evidence.map((one: { sha256: string }) => one.sha256)).toContain(sha256)
  const leaves = await w.p.owner.selectFrom('evidence_leaf').select('body').where('subject', '=', view.number).execute()
  expect(leaves.map(({ body }) => body)).toContainEqual({ number: all[0].number, evidence: 2, side: 'objector' })
  expect(JSON.stringify(leaves)).not.toContain(sha256)

  const decide = (id: string) =>
    call('POST', `/api/v1/objections/${id}/decision`, {
      token: tokens.examiner,
      body: { outcome: 'dismissed', reason: '经核对来源材料，情况清楚。' },
    })
  expect(all[1].can).toEqual([])
  expect((await decide(all[1].id)).json.code).toBe('publication.merged')
  w.p.clock.set('2026-03-06T02:00:00Z')
  await decide(all[0].id)
  expect((await listed(view.id)).map((one: { status: string }) => one.status)).toEqual([
    ...['dismissed', 'dismissed', 'lodged', 'lodged', 'lodged'],
  ])
  // The clock stands still until the last of them is decided, and then runs on for the days it stood.
  for (const one of all.slice(2)) {
    expect((await look(w, view.id)).status).toBe('objection_pending')
    await decide(one.id)
  }
  const { deadline, status } = (await call('GET', `/api/v1/notices/${notice}`)).json
  const paused = deadline.derivation.filter((day: { why: string }) => day.why.includes('中止'))
  expect([status, paused.map((day: { date: string }) => day.date)]).toEqual(['open', ['2026-03-05', '2026-03-06']])
  w.p.clock.set('2026-04-20T02:00:00Z')
  await sweepNotices(w.p)
  expect((await look(w, view.id)).status).toBe('registered')
})

test('an objector follows it by the link in the mail alone: the answer, one rejoinder, more files', async () => {
  w.p.clock.set('2026-05-06T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '', {}, [proof('丙')])
  const [{ id }] = await listed(view.id)
  const link = await linkOf(id)
  expect(mails.at(-1)?.to).toBe(fields.contactEmail)
  expect((await read(`${link.slice(0, -3)}AAA`)).statusCode).toBe(404)
  expect((await read(link)).body).toContain('尚未答复')
  expect((await send(`${link}/evidence`, {}, [{ name: 'x.exe', content: Buffer.from('MZ\0\0') }])).statusCode).toBe(422)
  expect((await send(`${link}/evidence`, {}, [proof('丁')])).statusCode).toBe(303)
  const rejoin = () => send(`${link}/rejoinder`, {}, [])
  const word = (text: string) =>
    app.inject({
      ...{ method: 'POST', url: `${link}/rejoinder`, payload: new URLSearchParams({ text }).toString() },
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    })
  expect((await word('对方还没有答复。')).statusCode).toBe(409)
  const upload = await send(`/api/v1/objections/${id}/evidence`, {}, [proof('戊')], {
    ...{ authorization: `Bearer ${tokens.signatory}`, accept: 'application/json' },
  })
  expect(JSON.parse(upload.body).evidence.map((one: { side: string }) => one.side)).toEqual([
    ...['objector', 'objector', 'applicant'],
  ])
  const file = JSON.parse(upload.body).evidence[2].id
  const got = await app.inject({
    ...{ method: 'GET', url: `/api/v1/objections/${id}/evidence/${file}` },
    headers: { authorization: `Bearer ${tokens.auditor}` },
  })
  expect(got.rawPayload.equals(proof('戊').content)).toBe(true)
  const answer = await call('POST', `/api/v1/objections/${id}/answer`, {
    ...{ token: tokens.signatory, body: { text: '数据由我单位自行采集。' } },
  })
  expect([answer.json.status, answer.json.comparison, answer.json.rejoinderDue]).toEqual([
    'answered',
    null,
    '2026-05-12',
  ])
  expect((await read(link)).body).toContain('数据由我单位自行采集。')
  expect((await rejoin()).statusCode).toBe(422)
  expect((await word('采集合同由我方签订，见证据。')).statusCode).toBe(303)
  expect((await word('再说一遍，见证据。')).statusCode).toBe(409)
  const seen = (await call('GET', `/api/v1/objections/${id}`, { token: tokens.examiner })).json
  expect([seen.rejoinder, seen.comparison]).toEqual(['采集合同由我方签订，见证据。', []])
})

test('an answer comes within its working days or not at all', async () => {
  w.p.clock.set('2026-06-01T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '', {}, [])
  const [{ id, answerDue }] = await listed(view.id)
  const answer = () =>
    call('POST', `/api/v1/objections/${id}/answer`, { token: tokens.signatory, body: { text: '数据由我单位采集。' } })
  w.p.clock.set(`${answerDue}T16:00:00Z`)
  expect((await answer()).json.code).toBe('publication.answer_over')
  w.p.clock.set(`${answerDue}T15:59:59Z`)
  expect((await answer()).json.status).toBe('answered')
})
