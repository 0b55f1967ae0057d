import { type AccountActor, type DelegatedAction, delegatedActions } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { beforeAll, expect, test } from 'vitest'
import { openAffairs } from '../../testing/affairs.ts'
import { type Company, completeDraft, depositOf, pdf, upload } from '../../testing/cases.ts'
import { openAgency } from '../../testing/delegation.ts'
import { depositData } from '../../testing/deposits.ts'
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

async function* statement() {
  yield { type: 'field', fieldname: 'value', value: '1.2.156.3088.1.4.2' } as const
  yield { type: 'field', fieldname: 'issuer', value: '贵阳大数据交易所' } as const
  for await (const part of upload('x', '登记凭证.pdf', pdf)) if (part.type === 'file') yield part
}
const oid = 'data_element_oid'
const newLink = { relation: 'aggregate', authorisationUntil: null, note: '按小时汇总得到' }

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
  [
    'affair',
    'checkRevision',
    (actor, { entry, draft }) =>
      registration.checkRevisionOf(p, actor, entry.id, { depositId: draft.deposit.id, manner: 'period' }),
  ],
  [
    'affair_sign',
    'addRevision',
    (actor, { entry, draft }) =>
      registration.addRevision(p, actor, entry.id, { depositId: draft.deposit.id, manner: 'period', note: '' }),
  ],
  [
    'affair_sign',
    'declareLineage',
    (actor, { entry }) =>
      registration.declareLink(p, actor, entry.case_id, { ...newLink, entryId: entry.id, parentNumber: '1' }),
  ],
  [
    'affair_sign',
    'stateDatasetNumber',
    (actor, { entry }) => registration.stateNumber(p, actor, entry.id, oid, statement()),
  ],
  [
    'affair_sign',
    'withdrawDatasetNumber',
    (actor, { entry }) => registration.withdrawNumber(p, actor, entry.id, oid, '登记时填错'),
  ],
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
    // A draft, or a registration, that may be seen is no secret: it may not be withdrawn, or signed for.
    const seen = name === 'withdrawCase' || action === 'affair_sign' ? 'kernel.forbidden' : 'kernel.not_found'
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
      [
        'POST',
        `/api/v1/registrations/${entry.id}/revisions`,
        { depositId: draft.deposit.id, manner: 'period', note: '' },
      ],
      [
        'POST',
        `/api/v1/cases/${entry.case_id}/lineage`,
        { ...newLink, entryId: entry.id, parentNumber: entry.registration_number },
      ],
      ['POST', `/api/v1/registrations/${entry.id}/numbers/${oid}/withdrawals`, { note: '登记时填错' }],
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

test('later deposits and numbers are kept by who signs at the agency, and say for whom', async () => {
  const entry = await t.registered(own)
  const later = await depositData(p, own.filer, { from: '2026-02-01', to: '2026-02-28' })
  const chain = { depositId: later.id, manner: 'period' as const, note: '二月' }
  // To sign is not to look into deposits: those of no case yet take the word for them, in all cases.
  const signs = ['affair', 'affair_sign'] as const
  for (const [actions, cases] of [
    [signs, null],
    [[...signs, 'deposit_read'], [entry.case_id]],
  ] as const) {
    const blind = await on(signatory, await delegate(own, actions, cases && [...cases]))
    expect(await registration.listRevisions(p, blind, entry.id)).toMatchObject({
      ...{ canAdd: false, candidates: [], reason: expect.stringContaining('查看全部存证') },
    })
    expect(await codeOf(registration.addRevision(p, blind, entry.id, chain))).toBe('kernel.not_found')
  }
  const given = await delegate(own, [...signs, 'deposit_read'])
  const [reads, does] = [await on(filer, given), await on(signatory, given)]
  const seen = await registration.listRevisions(p, reads, entry.id)
  expect([seen.canAdd, seen.candidates.some(({ id }) => id === later.id)]).toEqual([false, true])
  expect((await registration.checkRevisionOf(p, reads, entry.id, chain)).broken).toBe(false)
  expect(await codeOf(registration.addRevision(p, reads, entry.id, chain))).toBe('kernel.forbidden')
  expect((await registration.addRevision(p, does, entry.id, chain)).items).toHaveLength(2)
  const onIt = { delegation_id: given.id }
  const revision = p.owner.selectFrom('register_revision').selectAll().where('entry_id', '=', entry.id)
  expect(await revision.execute()).toMatchObject([{ ...onIt, added_by: signatory.accountId }])

  expect((await registration.listNumbers(p, reads, entry.id)).canState).toBe(false)
  expect(await codeOf(registration.stateNumber(p, reads, entry.id, oid, statement()))).toBe('kernel.forbidden')
  await registration.stateNumber(p, does, entry.id, oid, statement())
  const words = wordsOf(signatory, given.number, await nameOf(own))
  const { history } = await registration.listNumbers(p, own.filer, entry.id)
  expect(history.map(({ statedBy }) => statedBy)).toEqual([words])
  expect((await registration.readNumberProof(p, reads, history[0]?.id ?? '')).name).toBe('登记凭证.pdf')
  const numbers = p.owner.selectFrom('register_number').selectAll().where('entry_id', '=', entry.id)
  expect(await numbers.execute()).toMatchObject([{ ...onIt, stated_by: signatory.accountId }])
  await registration.withdrawNumber(p, does, entry.id, oid, '登记时填错')
  expect((await numbers.execute()).map(({ delegation_id }) => delegation_id)).toEqual([given.id, given.id])
})

test('sources are declared and confirmed on delegations of both sides, of which neither learns the other’s', async () => {
  const [child, parent] = [await t.registered(own), await t.registered(other)]
  const link = { ...newLink, entryId: child.id, parentNumber: parent.registration_number }
  const [given, theirs] = [
    await delegate(own, ['affair', 'affair_sign'], [child.case_id]),
    await delegate(other, ['affair', 'affair_sign'], [parent.case_id]),
  ]
  const [declares, confirms] = [await on(signatory, given), await on(signatory, theirs)]
  expect((await registration.registrationLineage(p, await on(filer, given), child.id)).canDeclare).toBe(false)
  const drafted = await registration.declareLink(p, declares, child.case_id, link)
  const { id } = drafted.parents[0] ?? { id: '' }
  expect(await codeOf(registration.moveLink(p, confirms, id, { command: 'confirm', note: '', version: 1 }))).toBe(
    'kernel.not_found',
  )
  await registration.addProof(p, declares, id, upload('x', '授权书.pdf', pdf))
  const declared = await registration.moveLink(p, declares, id, { command: 'declare', note: '', version: 1 })
  expect(declared.status).toBe('declared')
  expect(
    await codeOf(registration.moveLink(p, await on(filer, theirs), id, { command: 'confirm', note: '', version: 2 })),
  ).toBe('kernel.forbidden')
  const command = { command: 'confirm' as const, note: '', version: declared.version }
  await registration.moveLink(p, confirms, id, command)
  const namesFor = async (actor: AccountActor, entryId: string) => {
    const { parents, children } = await registration.registrationLineage(p, actor, entryId)
    return [...parents, ...children].flatMap(({ events }) => events.map(({ actorName }) => actorName))
  }
  const [ours, other_] = [await nameOf(own), await nameOf(other)]
  const [we, they] = [wordsOf(signatory, given.number, ours), wordsOf(signatory, theirs.number, other_)]
  expect(await namesFor(own.filer, child.id)).toEqual([we, other_])
  expect(await namesFor(declares, child.id)).toEqual([we, other_])
  expect(await namesFor(other.filer, parent.id)).toEqual([ours, they])
  expect(await namesFor(w.examiner, child.id)).toEqual([we, they])
  // Of an application it is signed with the application's own word.
  const draft = await completeDraft(p, own)
  const early = { ...newLink, entryId: null, parentNumber: parent.registration_number }
  const declare = async (actions: readonly DelegatedAction[]) =>
    await codeOf(registration.declareLink(p, await on(signatory, await delegate(own, actions)), draft.id, early))
  expect(await declare(['affair', 'affair_sign'])).toBe('kernel.forbidden')
  expect(await declare(['submit'])).toBe('done')
})
