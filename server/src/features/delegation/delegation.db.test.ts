import { createHash } from 'node:crypto'
import type { DelegatedAction } from '@datadeed/core/kernel/actor'
import type { AccountId, PartyId } from '@datadeed/core/kernel/ids'
import { digestsOf, utf8Encode } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { completeDraft, depositOf, fullForm, openWorld } from '../../testing/cases.ts'
import { addPerson, openApp, openSession, requester, testPassword } from '../../testing/http.ts'
import { seedParty } from '../../testing/platform.ts'
import { give } from '../../testing/procedure.ts'
import { personOf } from '../account/service.ts'
import { readLetter } from '../examination/service.ts'
import { getCase, listEvents } from '../filing/service.ts'

const w = await openWorld()
const { p, own, other, examiner, auditor } = w
subscribeAll(p)

interface Person {
  id: AccountId
  token: string
}
let call: ReturnType<typeof requester>
let boss: Person
let agencyId: PartyId
let agent: Person
let signer: Person
let uscc = ''

const person = async (login: string, roles: ('filer' | 'signatory' | 'coach')[], partyId?: string): Promise<Person> => {
  const more = partyId ? { partyId } : { regionCode: '520100', totpSecret: 'JBSWY3DPEHPK3PXP' }
  const id = await addPerson(p, login, roles, more)
  return { id, token: await openSession(p, { accountId: id }) }
}
beforeAll(async () => {
  call = requester(await openApp(p))
  boss = await person('boss', ['filer', 'signatory'], own.partyId)
  agencyId = await seedParty(p, { name: '黔代知识产权代理（测试）有限公司' })
  agent = await person('agent', ['filer'], agencyId)
  signer = await person('signer', ['filer', 'signatory'], agencyId)
  uscc = (await p.owner.selectFrom('party').select('uscc').where('id', '=', agencyId).executeTakeFirstOrThrow()).uscc
})

const all: DelegatedAction[] = ['draft', 'deposit_read', 'answer_correction', 'receive_letters']
let sent = 0
const grant = async (more: object = {}, token = boss.token) =>
  await call('POST', '/api/v1/delegations', {
    token,
    from: `10.24.0.${++sent}`,
    body: {
      ...{ delegateUscc: uscc, kind: 'agent', actions: all, caseIds: null, from: '2026-03-02', until: '2026-06-30' },
      ...{ password: testPassword, ...more },
    },
  })
const step = async (id: string, command: string, token: string) =>
  await call('POST', `/api/v1/delegations/${id}/steps`, { token, body: { command, reason: '' } })
const act = async ({ token }: Person, delegationId: string | null) =>
  await call('PUT', '/api/v1/me/acting', { token, body: { delegationId } })
/** A delegation that was accepted, on which `who` acts. */
const inForce = async (more: object = {}, who = agent) => {
  const { json } = await grant(more)
  expect((await step(json.id, 'accept', signer.token)).json.state).toBe('in_force')
  expect((await act(who, json.id)).status).toBe(200)
  return json as { id: string; number: string }
}
const get = async (url: string, { token }: Person) => await call('GET', url, { token })

afterEach(async () => {
  p.clock.set('2026-03-02T01:00:00Z')
  for (const who of [agent, signer]) await act(who, null)
  // None outlives its test.
  for (const { id } of (await get('/api/v1/delegations', boss)).json.items) await step(id, 'revoke', boss.token)
})

test('a delegation is signed with the password, kept whole, logged by its digests alone, accepted by the other side', async () => {
  expect((await grant({ password: 'wrong' })).json.fields).toEqual([expect.objectContaining({ path: 'password' })])
  const { status, json } = await grant()
  expect([status, json.state, json.can]).toEqual([200, 'offered', ['revoke']])
  const row = await p.owner.selectFrom('delegation').selectAll().where('id', '=', json.id).executeTakeFirstOrThrow()
  expect(digestsOf(nodeCrypto, utf8Encode(row.content))).toEqual({ sha256: row.sha256, sm3: row.sm3 })
  expect(JSON.parse(row.content)).toMatchObject({ format: 'datadeed-delegation/1', cases: null, from: '2026-03-02' })
  const leaf = await p.owner
    .selectFrom('evidence_leaf')
    .selectAll()
    .where('id', '=', row.leaf_id)
    .executeTakeFirstOrThrow()
  expect(leaf).toMatchObject({ type: 'delegation', subject: json.number, sha256: row.sha256, body: { step: 'signed' } })
  const pdf = await call('GET', `/api/v1/delegations/${json.id}/document.pdf`, { token: agent.token })
  expect(pdf.text.slice(0, 5)).toBe('%PDF-')
  expect(row.pdf_sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(createHash('sha256').update(row.content).digest('hex')).toBe(row.sha256)

  // Not usable before it is accepted; not by whom it is not for; not to be accepted by who granted it.
  expect((await act(agent, json.id)).json.code).toBe('delegation.not_in_force')
  expect((await step(json.id, 'accept', boss.token)).json.code).toBe('kernel.forbidden')
  expect((await step(json.id, 'accept', agent.token)).json.code).toBe('kernel.forbidden')
  const stranger = await person('stranger', ['filer', 'signatory'], other.partyId)
  for (const url of ['', '/acts', '/document.pdf'])
    expect((await get(`/api/v1/delegations/${json.id}${url}`, stranger)).status).toBe(404)
  expect((await step(json.id, 'accept', stranger.token)).status).toBe(404)
  expect((await get('/api/v1/delegations', stranger)).json.items).toEqual([])

  expect((await step(json.id, 'accept', signer.token)).json.state).toBe('in_force')
  expect((await step(json.id, 'accept', signer.token)).json.code).toBe('delegation.command_not_offered')
  const told = await p.owner.selectFrom('inbox_message').select(['account_id', 'what']).execute()
  expect(told).toContainEqual({ account_id: signer.id, what: 'delegation_signed' })
  expect(told).toContainEqual({ account_id: boss.id, what: 'delegation_accepted' })
  await step(json.id, 'revoke', boss.token)
})

test('what the rules do not allow is refused at its field', async () => {
  const faults = async (more: object) =>
    ((await grant(more)).json.fields ?? []).map(({ path }: { path: string }) => path)
  expect(await faults({ actions: ['draft', 'submit'] })).toEqual(['actions'])
  expect(await faults({ until: '2028-01-01' })).toEqual(['until'])
  expect(await faults({ from: '2026-01-01' })).toEqual(['from'])
  expect(await faults({ delegateUscc: '91520100MA00000000' })).toEqual(['delegateUscc'])
  const mine = await p.owner.selectFrom('party').select('uscc').where('id', '=', own.partyId).executeTakeFirstOrThrow()
  expect(await faults({ delegateUscc: mine.uscc })).toEqual(['delegateUscc'])
  expect(await faults({ delegateLogin: 'boss' })).toEqual(['delegateLogin'])
  const theirs = await completeDraft(p, other)
  expect(await faults({ caseIds: [theirs.id] })).toEqual(['caseIds'])
  expect((await grant({}, agent.token)).json.code).toBe('kernel.forbidden')
})

test('on a delegation for named cases nothing else of the principal is seen or done, by any list or route', async () => {
  const [named, unnamed] = [await completeDraft(p, own), await completeDraft(p, own)]
  const theirs = await completeDraft(p, other)
  const { id } = await inForce({ caseIds: [named.id] })
  const ids = async (url: string, key = 'id') =>
    (await get(url, agent)).json.items.map((item: Record<string, string>) => item[key])
  expect(await ids('/api/v1/cases?limit=100')).toEqual([named.id])
  expect((await get('/api/v1/cases', agent)).json.total).toBe(1)
  expect(await ids('/api/v1/acts', 'caseId')).toEqual([named.id])
  expect(await ids('/api/v1/agency/cases', 'caseId')).toEqual([named.id])
  expect(await ids('/api/v1/deposits?limit=100')).toEqual([named.deposit.id])
  expect(await ids(`/api/v1/cases?q=${encodeURIComponent(unnamed.number)}`)).toEqual([])
  for (const hidden of [unnamed, theirs]) {
    expect((await get(`/api/v1/cases/${hidden.id}`, agent)).status).toBe(404)
    expect((await get(`/api/v1/deposits/${hidden.deposit.id}`, agent)).status).toBe(404)
    const save = { version: hidden.version, set: { name: '别人的' }, clear: [] }
    expect((await call('PATCH', `/api/v1/cases/${hidden.id}`, { token: agent.token, body: save })).status).toBe(404)
  }
  // A new case would be outside the named ones.
  const begin = { depositId: named.deposit.id }
  expect((await call('POST', '/api/v1/cases', { token: agent.token, body: begin })).json.code).toBe('kernel.forbidden')
  for (const [method, url] of [
    ['GET', '/api/v1/members'],
    ['GET', '/api/v1/api-keys'],
    ['GET', '/api/v1/batches'],
    ['GET', '/api/v1/objections'],
    ['GET', '/api/v1/registrations'],
    ['GET', '/api/v1/changes'],
    ['POST', `/api/v1/cases/${named.id}/withdrawal`],
    ['POST', '/api/v1/deposits'],
  ] as const)
    expect((await call(method, url, { token: agent.token })).json.code).toMatch(
      /^(delegation.not_in_scope|kernel.forbidden)$/,
    )
  // Of the own organisation nothing, either, until one goes back to it.
  await act(agent, null)
  expect((await get(`/api/v1/cases/${named.id}`, agent)).status).toBe(404)
  expect((await get('/api/v1/cases', agent)).json.total).toBe(0)
  expect(await ids('/api/v1/agency/cases', 'caseId')).toEqual([named.id])
  expect(await ids('/api/v1/acts', 'caseId')).toEqual([named.id])
  await step(id, 'revoke', signer.token)
  expect(await ids('/api/v1/agency/cases', 'caseId')).toEqual([])
})

test('who for whom stands at every act: events, audit, acts of the delegation', async () => {
  const deposit = await depositOf(p, own.filer)
  const { id, number } = await inForce()
  const made = (await call('POST', '/api/v1/cases', { token: agent.token, body: { depositId: deposit } })).json
  expect(made).toMatchObject({ partyId: own.partyId, status: 'draft' })
  const body = { version: made.version, set: fullForm(p, '受托起草的路段车速数据集'), clear: [] }
  expect((await call('PATCH', `/api/v1/cases/${made.id}`, { token: agent.token, body })).status).toBe(200)
  const view = (await get(`/api/v1/cases/${made.id}`, agent)).json
  expect(view.can).toContain('save')
  expect(view.can).not.toContain('submit')
  expect(view.can).not.toContain('withdraw')
  const { json: log } = await get(`/api/v1/delegations/${id}/acts`, boss)
  expect(log.items.map(({ operation, by, caseId }: Record<string, string>) => [operation, by, caseId])).toEqual([
    ['saveCase', '人员agent', made.id],
    ['createCase', '人员agent', made.id],
  ])
  const drafted = await completeDraft(p, own)
  const asked = { version: drafted.version, note: '' }
  const moved = await call('POST', `/api/v1/cases/${drafted.id}/signature-request`, { token: agent.token, body: asked })
  expect(moved.json.status).toBe('awaiting_signature')
  const who = `黔代知识产权代理（测试）有限公司 人员agent（代${drafted.partyName}，委托书 ${number}）`
  expect(moved.json.events.at(-1).actor).toBe(who)
  expect((await getCase(p, own.filer, drafted.id)).events.at(-1)?.actor).toBe(who)
  const { items } = await listEvents(p, { caseNumber: drafted.number, limit: 20 })
  expect(items[0]?.actor).toBe(who)
  await step(id, 'revoke', boss.token)
})

test('revoked in mid-form: the next save is refused with a sentence, nothing is saved, and only the way back is open', async () => {
  const draft = await completeDraft(p, own)
  const { id, number } = await inForce()
  expect((await step(id, 'revoke', boss.token)).json.state).toBe('revoked')
  const body = { version: draft.version, set: { name: '没有保存的名称' }, clear: [] }
  const { status, json } = await call('PATCH', `/api/v1/cases/${draft.id}`, { token: agent.token, body })
  expect([status, json.code]).toEqual([403, 'delegation.ended'])
  expect(json.detail).toContain(number)
  expect(json.detail).toContain('已被撤销')
  expect((await getCase(p, own.filer, draft.id)).name).toBe(draft.name)
  expect((await get('/api/v1/cases', agent)).json.code).toBe('delegation.ended')
  expect((await get('/api/v1/me', agent)).json).toMatchObject({
    acting: { ended: 'revoked', actions: [] },
    can: ['agency.list'],
  })
  await act(agent, null)
  expect((await get('/api/v1/me', agent)).json.acting).toBeNull()
  expect((await act(agent, id)).json.code).toBe('delegation.not_in_force')
  expect((await get('/api/v1/cases', agent)).status).toBe(200)
  // The refused save is on record for both sides.
  expect((await get(`/api/v1/delegations/${id}/acts`, boss)).json.items[0]).toMatchObject({
    operation: 'saveCase',
    status: 403,
  })
})

test('it begins and ends by its days alone, whatever jobs run', async () => {
  const { id } = (await grant({ from: '2026-03-10', until: '2026-03-20' })).json
  expect((await step(id, 'accept', signer.token)).json.state).toBe('waiting')
  expect((await act(agent, id)).json.code).toBe('delegation.not_in_force')
  p.clock.set('2026-03-20T15:59:00Z')
  expect((await act(agent, id)).status).toBe(200)
  expect((await get('/api/v1/cases', agent)).status).toBe(200)
  p.clock.set('2026-03-20T16:00:00Z')
  // Sessions are remembered for a second.
  await act(signer, null)
  expect((await get('/api/v1/cases', agent)).json).toMatchObject({ code: 'delegation.ended' })
  expect((await get(`/api/v1/delegations/${id}`, boss)).json).toMatchObject({ state: 'expired', can: [] })
  expect((await get('/api/v1/agency/cases', agent)).json.items).toEqual([])
})

test('one window cannot act for somebody whom another window chose', async () => {
  const { id } = await inForce()
  const cases = (acting: string) =>
    call('GET', '/api/v1/cases', { token: agent.token, headers: { 'datadeed-acting': acting } })
  expect((await cases(id)).status).toBe(200)
  expect((await cases('own')).json.code).toBe('delegation.acting_elsewhere')
  await act(agent, null)
  expect((await cases(id)).json.code).toBe('delegation.acting_elsewhere')
  await step(id, 'revoke', boss.token)
})

test('letters go to those who receive them, name them, and to no other delegate', async () => {
  const { id, number } = await inForce({ actions: ['draft', 'receive_letters'] })
  const draft = await completeDraft(p, own)
  await give.submit(w, own.signatory, draft)
  await give.claim(w, examiner, await getCase(p, examiner, draft.id))
  await give.require_correction(w, examiner, await getCase(p, examiner, draft.id))
  const link = `/agency/open/${id}?case=${draft.id}`
  const told = (await get('/api/v1/inbox', agent)).json.items
  expect(told.map((item: { link: string }) => item.link)).toContain(link)
  const { letters } = (await get(`/api/v1/cases/${draft.id}`, agent)).json
  expect(letters).toHaveLength(1)
  expect((await get(`/api/v1/cases/${draft.id}/letters/${letters[0].id}`, agent)).text.slice(0, 5)).toBe('%PDF-')
  const kept = await p.owner
    .selectFrom('letter')
    .select('data')
    .where('case_id', '=', draft.id)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(kept.data)).toContain(number)
  await step(id, 'revoke', boss.token)
  await act(agent, null)
  // What it told of is out of sight with it.
  expect((await get('/api/v1/inbox', agent)).json.items.map((item: { link: string }) => item.link)).not.toContain(link)

  const blind = await inForce({ actions: ['draft'] })
  expect((await get(`/api/v1/cases/${draft.id}`, agent)).json.letters).toEqual([])
  expect((await get(`/api/v1/cases/${draft.id}/letters/${letters[0].id}`, agent)).json.code).toBe(
    'delegation.not_in_scope',
  )
  await step(blind.id, 'revoke', boss.token)
  await act(agent, null)
  expect((await readLetter(p, own.filer, draft.id, letters[0].id)).mediaType).toBe('application/pdf')
})

test('a correction is answered by the delegate’s signatory, not by its filer; the submission says for whom', async () => {
  const draft = await completeDraft(p, own)
  await give.submit(w, own.signatory, draft)
  await give.claim(w, examiner, await getCase(p, examiner, draft.id))
  await give.require_correction(w, examiner, await getCase(p, examiner, draft.id))
  const { id, number } = await inForce({ actions: ['answer_correction'], caseIds: [draft.id] })
  expect((await get(`/api/v1/cases/${draft.id}`, agent)).json.can).toEqual(['save'])
  await act(agent, null)
  await act(signer, id)
  const view = (await get(`/api/v1/cases/${draft.id}`, signer)).json
  expect(view.can).toEqual(['save', 'respond'])
  const answers = view.corrections
    .at(-1)
    .items.map((item: { id: string }) => ({ itemId: item.id, text: '已补充说明。' }))
  const answer = { version: view.version, answers }
  const { json } = await call('POST', `/api/v1/cases/${draft.id}/response`, { token: signer.token, body: answer })
  expect(json.status).toBe('under_review')
  const kept = await p.owner
    .selectFrom('submission')
    .select(['content', 'delegation_id', 'submitted_by'])
    .where('case_id', '=', draft.id)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  expect(kept).toMatchObject({ delegation_id: id, submitted_by: signer.id })
  expect(JSON.parse(kept.content).onBehalf).toMatchObject({ delegation: number })
  expect((await get(`/api/v1/cases/${draft.id}/submission-receipt.pdf`, boss)).text.slice(0, 5)).toBe('%PDF-')
  await step(id, 'revoke', boss.token)
  await act(signer, null)
})

test('a key made for a delegation reaches no more than both allow, and ends with it', async () => {
  const [named, unnamed] = [await completeDraft(p, own), await completeDraft(p, own)]
  const { id } = (await grant({ actions: ['draft'], caseIds: [named.id] })).json
  await step(id, 'accept', signer.token)
  const make = (delegationId: string) =>
    call('POST', '/api/v1/api-keys', {
      token: signer.token,
      body: { name: '代理系统', scopes: ['read', 'file'], days: 30, delegationId },
    })
  const { secret: token, key } = (await make(id)).json
  expect(key.actsFor).toContain(named.partyName)
  const with_ = { token, id: signer.id }
  expect((await get('/api/v1/cases', with_)).json.items.map((item: { id: string }) => item.id)).toEqual([named.id])
  expect((await get(`/api/v1/cases/${unnamed.id}`, with_)).status).toBe(404)
  expect((await get('/api/v1/deposits', with_)).json.code).toBe('delegation.not_in_scope')
  expect((await get('/api/v1/agency/cases', with_)).json.code).toBe('notification.key_scope')
  const save = { version: named.version, set: { name: '由程序修改的名称数据集' }, clear: [] }
  expect((await call('PATCH', `/api/v1/cases/${named.id}`, { token, body: save })).status).toBe(200)
  expect((await get(`/api/v1/delegations/${id}/acts`, boss)).json.items[0]).toMatchObject({ keyName: '代理系统' })
  await step(id, 'revoke', boss.token)
  expect((await get('/api/v1/cases', with_)).json.code).toBe('delegation.ended')
  expect((await make(id)).json.code).toBe('delegation.not_in_force')
})

test('a coach of a prefecture acts for a company in what it names; an examiner who did is kept from its cases', async () => {
  const draft = await completeDraft(p, own)
  const coach = await person('coach', ['coach'])
  const body = { kind: 'coach', delegateUscc: '', delegateLogin: 'coach', actions: ['draft'], caseIds: [draft.id] }
  expect((await grant({ ...body, delegateLogin: 'agent' })).json.fields[0].path).toBe('delegateLogin')
  const { id } = (await grant(body)).json
  expect((await get('/api/v1/delegations', coach)).json.items).toHaveLength(1)
  await step(id, 'accept', coach.token)
  expect((await act(coach, id)).status).toBe(200)
  expect((await get('/api/v1/cases', coach)).json.items.map((item: { id: string }) => item.id)).toEqual([draft.id])
  const save = { version: draft.version, set: { updatePeriod: '每月' }, clear: [] }
  expect((await call('PATCH', `/api/v1/cases/${draft.id}`, { token: coach.token, body: save })).status).toBe(200)
  expect((await personOf(p, coach.id)).parties).toContain(own.partyId)
  await step(id, 'revoke', boss.token)
})

test('delegations, their cases, events and acts cannot be changed or removed by the programs', async () => {
  for (const table of ['delegation_case', 'delegation_event', 'delegation_act'] as const)
    await expect(p.db.deleteFrom(table).execute()).rejects.toThrow(/permission denied/)
  await expect(p.db.updateTable('delegation').set({ actions: [] }).execute()).rejects.toThrow(/permission denied/)
  expect(
    delegationsSeenBy((await get('/api/v1/delegations', { token: await auditorToken(), id: auditor.accountId })).json),
  ).toBe(true)
})

const delegationsSeenBy = ({ items }: { items: { side: string }[] }) =>
  items.length > 0 && items.every(({ side }) => side === 'observer')
async function auditorToken(): Promise<string> {
  await p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', auditor.accountId).execute()
  return await openSession(p, auditor)
}
