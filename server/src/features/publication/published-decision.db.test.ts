import { expect, test } from 'vitest'
import { pdf } from '../../testing/cases.ts'
import { openSession } from '../../testing/http.ts'
import { openObjections } from '../../testing/objections.ts'
import { reach } from '../../testing/procedure.ts'

const { w, app, call, tokens, multipart, post, lodge, listed, read, linkOf, page, serve, answer, mediate } =
  await openObjections()

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
