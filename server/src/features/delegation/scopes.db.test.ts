import { type AccountActor, type DelegatedAction, delegatedActions } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { beforeAll, expect, test } from 'vitest'
import { openAffairs } from '../../testing/affairs.ts'
import { type Company, completeDraft, depositOf } from '../../testing/cases.ts'
import { openAgency } from '../../testing/delegation.ts'
import { openSession } from '../../testing/http.ts'
import { give, look, reach } from '../../testing/procedure.ts'
import { createDeposit, getDeposit, listDeposits, receiptPdfFile } from '../evidence/service.ts'
import { batchDetail, getCase, listBatches, openBatch, withdrawCase } from '../filing/service.ts'
import { listActs } from '../notification/acts.ts'
import * as publication from '../publication/service.ts'
import * as registration from '../registration/service.ts'

const t = await openAffairs()
const { w, call, begin, step, transferTo } = t
const { p, own, other } = w
const agency = await openAgency(p)
const { delegate, on, filer, signatory } = agency

const codeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
const wordsOf = (person: AccountActor, number: string, principal: string) =>
  `${agency.name} ${person.name}（代${principal}，委托书 ${number}）`
const nameOf = async ({ partyId }: Company) =>
  (await p.owner.selectFrom('party').select('name').where('id', '=', partyId).executeTakeFirstOrThrow()).name

/** One thing of a company's of each sort that can be delegated. */
async function thingsOf(company: Company) {
  p.clock.set('2026-03-02T01:00:00Z')
  const world = { ...w, own: company }
  const objected = await reach(world, 'objection_pending')
  const draft = await completeDraft(p, company)
  const batch = await openBatch(p, company.filer, { fileName: '申报.xlsx', sha256: 'a'.repeat(64), bytes: 9, part: 1 })
  const entry = await t.registered(company)
  const affair = await begin(company.signatory, entry.id, 'transfer', 'sale', transferTo(t.bank))
  return { draft, objected, objection: objected.objections[0]?.id ?? '', batch, entry, affair }
}
type Things = Awaited<ReturnType<typeof thingsOf>>
let mine: Things
let theirs: Things
beforeAll(async () => {
  mine = await thingsOf(own)
  theirs = await thingsOf(other)
}, 120_000)

/** Whatever became delegable, by the word it needs: through the services, beneath the guard of the routes. */
const operations: [DelegatedAction, string, (actor: AccountActor, of: Things) => Promise<unknown>][] = [
  ['deposit', 'createDeposit', (actor) => depositOf(p, actor, false)],
  [
    'batch',
    'openBatch',
    (actor) => openBatch(p, actor, { fileName: 'a.csv', sha256: 'b'.repeat(64), bytes: 1, part: 1 }),
  ],
  ['batch', 'getBatch', (actor, { batch }) => batchDetail(p, actor, batch.id)],
  [
    'withdraw',
    'withdrawCase',
    (actor, { draft }) => withdrawCase(p, actor, draft.id, { version: draft.version, reason: '不再申请' }),
  ],
  ['answer_objection', 'getObjection', (actor, { objection }) => publication.getObjection(p, actor, objection)],
  [
    'answer_objection',
    'answerObjection',
    (actor, { objection }) => publication.answerObjection(p, actor, objection, '本单位自行采集。'),
  ],
  [
    'answer_objection',
    'addObjectionEvidence',
    (actor, { objection }) => publication.addAnswerEvidence(p, actor, objection, []),
  ],
  [
    'answer_objection',
    'offerMediation',
    (actor, { objection }) => publication.offerMediationAs(p, actor, objection, ''),
  ],
  ['affair', 'getRegistration', (actor, { entry }) => registration.getRegistration(p, actor, entry.id)],
  ['affair', 'getAffair', (actor, { affair }) => registration.getAffair(p, actor, affair.id)],
  ['affair', 'getAffairPage', (actor, { affair }) => registration.getAffairPage(p, actor, affair.id)],
  ['affair', 'beginAffair', (actor, { entry }) => begin(actor, entry.id, 'cancellation', 'request', null)],
  ['affair', 'moveAffair', (actor, { affair }) => step(actor, affair, 'withdraw')],
]

test('without the word, once it ended, for another or in another case nothing is there, whatever is asked', async () => {
  const all = await delegate(own, delegatedActions)
  const of = { ...mine, elsewhere: theirs }
  for (const [action, name, run] of operations) {
    const without = await delegate(
      own,
      delegatedActions.filter((one) => one !== action && !(action === 'affair' && one === 'affair_sign')),
    )
    const seen = name === 'withdrawCase' ? 'kernel.forbidden' : 'kernel.not_found'
    // A draft that may be seen is no secret: it may not be withdrawn.
    expect([name, await codeOf(run(await on(signatory, without), of))]).toEqual([name, seen])
    await without.revoke()
    expect([name, await codeOf(run(await on(signatory, without), of))]).toEqual([name, 'kernel.not_found'])
    if (name === 'createDeposit' || name === 'openBatch') continue
    expect([name, await codeOf(run(await on(signatory, all), theirs))]).toEqual([name, 'kernel.not_found'])
  }
  const named = await delegate(own, delegatedActions, [mine.draft.id])
  const actor = await on(signatory, named)
  for (const [, name, run] of operations)
    if (name !== 'withdrawCase') expect([name, await codeOf(run(actor, of))]).toEqual([name, 'kernel.not_found'])
  p.clock.set('2027-03-01T01:00:00Z')
  for (const [, name, run] of operations)
    expect([name, await codeOf(run(await on(signatory, all), of))]).toEqual([name, 'kernel.not_found'])
  p.clock.set('2026-03-17T01:00:00Z')
})

test('by any route: out of scope is said, ended is said, of others nothing is there', async () => {
  const token = await openSession(p, signatory)
  const act = (delegationId: string | null) => call('PUT', '/api/v1/me/acting', { token, body: { delegationId } })
  const routes = ({ objection, batch, entry, affair, draft }: Things) =>
    [
      ['GET', `/api/v1/batches/${batch.id}`],
      ['GET', `/api/v1/objections/${objection}`],
      ['POST', `/api/v1/objections/${objection}/answer`, { text: '本单位自行采集。' }],
      ['GET', `/api/v1/registrations/${entry.id}`],
      ['GET', `/api/v1/registrations/${entry.id}/revisions`],
      ['GET', `/api/v1/registrations/${entry.id}/lineage`],
      ['GET', `/api/v1/registrations/${entry.id}/numbers`],
      ['GET', `/api/v1/affairs/${affair.id}/page`],
      ['POST', `/api/v1/affairs/${affair.id}/steps`, { version: affair.version, command: 'withdraw', note: '' }],
      ['POST', `/api/v1/cases/${draft.id}/withdrawal`, { version: draft.version, reason: '不再申请' }],
    ] as const
  const answers = async (of: Things) => {
    const codes = []
    for (const [method, url, body] of routes(of)) codes.push((await call(method, url, { token, body })).json.code)
    return codes
  }
  const each = (code: string) => routes(mine).map(() => code)
  // Not acting for anybody, and acting for somebody else.
  await act(null)
  expect(await answers(mine)).toEqual(each('kernel.not_found'))
  const all = await delegate(own, delegatedActions)
  await act(all.id)
  expect(await answers(theirs)).toEqual(each('kernel.not_found'))
  const narrow = await delegate(own, ['draft'])
  await act(narrow.id)
  expect(await answers(mine)).toEqual(each('delegation.not_in_scope'))
  await narrow.revoke()
  expect(await answers(mine)).toEqual(each('delegation.ended'))
  await act(all.id)
  for (const url of ['/api/v1/objections', '/api/v1/registrations', '/api/v1/batches', '/api/v1/affairs']) {
    const { items } = (await call('GET', url, { token })).json
    const ids = items.map(({ id }: { id: string }) => id)
    expect([url, ids.length > 0]).toEqual([url, true])
    for (const hidden of [theirs.objection, theirs.entry.id, theirs.batch.id, theirs.affair.id])
      expect(ids).not.toContain(hidden)
  }
  await act(null)
})

test('a deposit is the principal’s, and says who made it for whom: in its view and on the receipt', async () => {
  const given = await delegate(own, ['deposit', 'deposit_read'])
  const id = await depositOf(p, await on(filer, given))
  const view = await getDeposit(p, own.filer, id)
  expect(view.actedFor).toBe(wordsOf(filer, given.number, await nameOf(own)))
  const row = await p.owner.selectFrom('deposit').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ party_id: own.partyId, created_by: filer.accountId, delegation_id: given.id })
  expect((await receiptPdfFile(p, own.filer, id)).mediaType).toBe('application/pdf')
  expect((await listDeposits(p, filer, { limit: 10 })).items).toEqual([])
  expect((await getDeposit(p, own.filer, await depositOf(p, own.filer))).actedFor).toBeNull()
  await expect(
    createDeposit(p, await on(filer, await delegate(own, ['deposit_read'])), {
      manifest: '{}',
      title: '',
      note: '',
      disclosures: [],
    }),
  ).rejects.toMatchObject({ code: 'kernel.not_found' })
})

test('an objection is answered by who signs at the agency, and the case says for whom; its filer may only read', async () => {
  // Before the last day for the answer.
  p.clock.set('2026-03-02T01:00:00Z')
  const given = await delegate(own, ['answer_objection'], [mine.objected.id])
  const seen = await publication.listObjections(p, await on(filer, given), { limit: 10 })
  expect(seen.items.map(({ id }) => id)).toEqual([mine.objection])
  expect(seen.items[0]).toMatchObject({ objector: null, can: [] })
  expect(await codeOf(publication.answerObjection(p, await on(filer, given), mine.objection, '答复'))).toBe(
    'kernel.forbidden',
  )
  const actor = await on(signatory, given)
  expect((await publication.getObjection(p, actor, mine.objection)).can).toContain('answer')
  await publication.answerObjection(p, actor, mine.objection, '本单位自行采集。')
  const words = wordsOf(signatory, given.number, await nameOf(own))
  expect((await getCase(p, own.filer, mine.objected.id)).events.at(-1)).toMatchObject({
    command: 'answer_objection',
    actor: words,
  })
  await publication.offerMediationAs(p, actor, mine.objection, '愿意调解')
  const { events } = await getCase(p, own.filer, mine.objected.id)
  expect(events.find(({ command }) => command === 'offer_mediation')?.actor).toBe(words)
})

test('an application is withdrawn in the principal’s name, by who signs at the agency', async () => {
  p.clock.set('2026-03-02T01:00:00Z')
  const view = await reach(w, 'submitted')
  const given = await delegate(own, ['withdraw'], [view.id])
  expect(await codeOf(give.withdraw(w, await on(filer, given), view))).toBe('kernel.forbidden')
  await give.withdraw(w, await on(signatory, given), view)
  const after = await look(w, view.id)
  expect(after.status).toBe('withdrawn')
  expect(after.events.at(-1)?.actor).toBe(wordsOf(signatory, given.number, await nameOf(own)))
})

test('after registration the agency prepares and the principal signs; the other side learns of neither person', async () => {
  const entry = await t.registered(own)
  const prepares = await delegate(own, ['affair'], [entry.case_id])
  const agent = await on(filer, prepares)
  const offered = (await registration.getRegistration(p, agent, entry.id)).offered.map(({ kind }) => kind)
  expect(offered).toContain('transfer')
  expect(offered).not.toContain('freeze')
  const draft = await begin(agent, entry.id, 'transfer', 'sale', transferTo(t.bank))
  expect(draft).toMatchObject({ status: 'draft', can: ['attach', 'withdraw'] })
  expect(await codeOf(step(await on(signatory, prepares), draft, 'submit'))).toBe('kernel.forbidden')
  const asked = await step(own.signatory, draft, 'submit')
  expect(asked.status).toBe('awaiting_signatures')
  // The bank's own agency signs for it where that was delegated.
  const signs = await delegate(t.bank, ['affair', 'affair_sign'])
  const acts = async (actor: AccountActor) =>
    (await listActs(p, actor, { limit: 9, cursor: undefined, act: 'sign_affair', q: draft.number })).items
  const waiting = { affairId: draft.id, onBehalf: { delegationId: signs.id, principal: await nameOf(t.bank) } }
  expect(await acts(signatory)).toMatchObject([{ ...waiting, mine: true }])
  expect(await acts(filer)).toMatchObject([{ ...waiting, mine: false }])
  expect(await acts(await on(filer, prepares))).toEqual([])
  expect(await codeOf(step(await on(filer, signs), asked, 'sign'))).toBe('kernel.forbidden')
  const filed = await step(await on(signatory, signs), asked, 'sign')
  expect(filed.status).toBe('filed')
  const signature = await p.owner
    .selectFrom('register_signature')
    .selectAll()
    .where('affair_id', '=', draft.id)
    .executeTakeFirstOrThrow()
  expect(signature).toMatchObject({
    party_id: t.bank.partyId,
    account_id: signatory.accountId,
    delegation_id: signs.id,
  })
  const bankWords = wordsOf(signatory, signs.number, await nameOf(t.bank))
  const namesFor = async (actor: AccountActor) =>
    (await registration.getAffair(p, actor, draft.id)).events.map(({ command, actorName }) => [command, actorName])
  expect(await namesFor(own.signatory)).toContainEqual(['sign', await nameOf(t.bank)])
  expect(await namesFor(t.bank.signatory)).toContainEqual(['sign', bankWords])
  expect(await namesFor(w.examiner)).toContainEqual(['sign', bankWords])
  // On the other's delegation what the bank signs is not the agency's to see.
  expect((await registration.listAffairs(p, agent, { limit: 10 })).items.map(({ id }) => id)).toEqual([draft.id])
})

test('lists of a delegation for named cases hold nothing else', async () => {
  const actor = await on(
    signatory,
    await delegate(
      own,
      delegatedActions.filter((one) => one !== 'batch' && one !== 'deposit'),
      [mine.objected.id],
    ),
  )
  expect((await registration.listRegistrations(p, actor, { limit: 50 })).total).toBe(0)
  expect((await registration.listAffairs(p, actor, { limit: 50 })).items).toEqual([])
  expect((await listBatches(p, actor, { limit: 50 })).items).toEqual([])
})
