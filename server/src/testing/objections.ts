import { releaseKeys } from '../features/overlap/service.ts'
import { issueObjectionLetter, sendObjectionMail } from '../features/publication/service.ts'
import { subscribeAll } from '../subscriptions.ts'
import { openWorld } from './cases.ts'
import { openApp, openSession, requester } from './http.ts'

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
/** Companies and an examiner with sessions, mails that are kept, and what is done with objections to notices. */
export async function openObjections() {
  let visitors = 0
  /** Another reader's address, so that nobody is one too many. */
  const visitor = () => {
    visitors += 1
    return `10.9.0.${visitors}`
  }
  const mails: { to: string; subject: string; text: string }[] = []
  const tokens = { signatory: '', other: '', examiner: '' }
  const w = await openWorld()
  const mail = {
    send: async (one: (typeof mails)[number]) => ({ messageId: String(mails.push(one)) }),
    close: () => {},
  }
  Object.assign(w.p, { mail })
  w.p.clock.set('2026-03-02T01:00:00Z')
  subscribeAll(w.p)
  // The first key is a true one.
  await releaseKeys(w.p, w.own.filer)
  const app = await openApp(w.p)
  const call = requester(app)
  for (const [name, actor] of Object.entries({
    ...{ signatory: w.own.signatory, other: w.other.signatory, examiner: w.examiner },
  })) {
    await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', actor.accountId).execute()
    tokens[name as keyof typeof tokens] = await openSession(w.p, actor)
  }
  const post = (url: string, form: Form, cookie = '') => {
    return app.inject({
      ...{ method: 'POST', url, payload: new URLSearchParams(form).toString(), remoteAddress: visitor() },
      headers: {
        ...{ 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        ...(cookie && { cookie: `datadeed_session=${cookie}` }),
      },
    })
  }
  const lodge = (notice: string, files: Upload[] = []) => {
    const { payload, headers } = multipart(objector, files)
    return app.inject({
      ...{ method: 'POST', url: `/notices/${notice}/objections`, payload, remoteAddress: visitor() },
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
    call('POST', `/api/v1/objections/${id}/answer`, {
      token: tokens.signatory,
      body: { text: '数据由我单位自行采集。' },
    })
  const mediate = (id: string, what: string, body: object, token = tokens.signatory) =>
    call('POST', `/api/v1/objections/${id}/mediation${what}`, { token, body })
  const clock = async (caseId: string, kind: string) =>
    (await call('GET', `/api/v1/cases/${caseId}/clocks`, { token: tokens.examiner })).json.items.find(
      (one: { kind: string }) => one.kind === kind,
    )
  return {
    ...{ w, app, call, tokens, multipart, visitor, post, lodge, listed, read, linkOf, page, serve, decide, answer },
    ...{ mediate, clock },
  }
}
