import type { AccountActor } from '@datadeed/core/kernel/actor'
import type { AffairKind } from '@datadeed/core/registration/machine'
import { beforeAll, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, pdf, type World } from '../../testing/cases.ts'
import { openApp, requester } from '../../testing/http.ts'
import { register } from '../../testing/registered.ts'
import { issueCertificate } from '../certificate/service.ts'
import { withWitnesses } from '../evidence/testing/fixture.ts'
import { addDocument, beginAffair, getRegistration, listRegistrations, moveAffair, sweepExpired } from './service.ts'

let w: World
let call: ReturnType<typeof requester>
beforeAll(async () => {
  w = await openWorld(await withWitnesses(1))
  subscribeAll(w.p)
  call = requester(await openApp(w.p))
})

async function* paper() {
  yield {
    type: 'file',
    fieldname: 'file',
    filename: '裁定书.pdf',
    file: (async function* () {
      yield pdf
    })(),
  } as const
}

const registered = () => register(w)

const order = { issuer: '贵阳市中级人民法院', number: '（2026）黔01执保12号', date: '2026-03-16' }
const asked: Partial<Record<AffairKind, object>> = {
  suspension: { ground: 'court', order },
  resumption: { ground: 'lifted', order: { ...order, number: '（2026）黔01执保12号之一' } },
  revocation: { ground: 'judgment', order },
  cancellation: { ground: 'request' },
  change: { ground: 'renamed', changes: [{ field: 'holder', to: '贵州更名（演示）科技有限公司' }] },
  rectification: { ground: 'applicant', changes: [{ field: 'name', to: '更正后的高速路段车速数据集' }] },
}
const paperOf: Partial<Record<AffairKind, string>> = {
  ...{ suspension: 'order', resumption: 'order', revocation: 'order', change: 'proof', rectification: 'proof' },
}

async function begin(entryId: string, kind: AffairKind, by: AccountActor) {
  const body = { reason: '按照所附文件办理', order: null, changes: [], kind, ...asked[kind] } as never
  const draft = await beginAffair(w.p, by, entryId, body)
  const code = paperOf[kind]
  return code ? await addDocument(w.p, by, draft.id, code, paper()) : draft
}
type View = Awaited<ReturnType<typeof begin>>
const step = (actor: AccountActor, { id, version }: View, command: string, note = '') =>
  moveAffair(w.p, actor, id, { version, command, note } as never)

/** Brought to where only the second person is missing. */
async function proposed(entryId: string, kind: AffairKind) {
  const byHolder = kind === 'cancellation' || kind === 'change' || kind === 'rectification'
  const filed = await step(
    byHolder ? w.own.signatory : w.examiner,
    await begin(entryId, kind, byHolder ? w.own.signatory : w.examiner),
    'submit',
  )
  return byHolder ? await step(w.examiner, filed, 'propose_grant') : filed
}
const granted = async (entryId: string, kind: AffairKind) =>
  await step(w.reviewer, await proposed(entryId, kind), 'confirm')

const entryOf = async (id: string) =>
  await w.p.owner.selectFrom('register_entry').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const publicHistory = async (number: string) =>
  ((await call('GET', `/api/v1/register/${number}`)).json.history as { what: string; detail: string | null }[]).slice(3)
const letters = (caseId: string) =>
  w.p.owner
    .selectFrom('letter')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', 'register_affair')
    .execute()
const leaves = (subject: string) =>
  w.p.owner
    .selectFrom('evidence_leaf')
    .selectAll()
    .where('subject', '=', subject)
    .where('type', '=', 'certificate_status')
    .execute()

describe('suspension and resumption', () => {
  test('two people suspend a registration on a court order, and two resume it', async () => {
    const entry = await registered()
    const affair = await proposed(entry.id, 'suspension')
    expect(affair).toMatchObject({ status: 'grant_proposed', due: '2026-03-18' })
    // Who proposed it does not decide it, reviewer though they are; the company hears nothing yet.
    await expect(step(w.examiner, affair, 'confirm')).rejects.toMatchObject({ code: 'examination.same_person' })
    expect((await getRegistration(w.p, w.own.signatory, entry.id)).affairs).toEqual([])
    expect(await step(w.reviewer, affair, 'confirm')).toMatchObject({ status: 'granted', due: null })
    expect((await entryOf(entry.id)).status).toBe('suspended')
    expect(await publicHistory(entry.registration_number)).toMatchObject([
      { what: '证书签发' },
      { what: '中止', detail: '贵阳市中级人民法院 （2026）黔01执保12号' },
    ])
    expect(await letters(entry.case_id)).toHaveLength(1)
    expect(await leaves(entry.certificate_number)).toMatchObject([
      { body: { status: 'suspended', event: 'suspended' } },
    ])
    const page = await call('GET', `/register/${entry.registration_number}`)
    expect(page.text).toContain('（2026）黔01执保12号')
    expect((await call('GET', `/certificates/${entry.certificate_number}`)).text).toContain('登记中止中')
    const seen = await getRegistration(w.p, w.own.signatory, entry.id)
    expect(seen).toMatchObject({ status: 'suspended', offered: [], affairs: [{ kind: 'suspension', can: [] }] })
    await expect(begin(entry.id, 'cancellation', w.own.signatory)).rejects.toMatchObject({
      code: 'registration.entry_not_offered',
    })
    await granted(entry.id, 'resumption')
    expect((await entryOf(entry.id)).status).toBe('active')
    expect((await call('GET', `/certificates/${entry.certificate_number}`)).text).toContain('证书现在有效')
    expect(await letters(entry.case_id)).toHaveLength(2)
  })

  test('is not submitted without its order, nor proposed by the company, nor by whom it concerns', async () => {
    const entry = await registered()
    const body = { kind: 'suspension', ground: 'court', reason: '按照所附文件办理', order, changes: [] } as never
    const draft = await beginAffair(w.p, w.examiner, entry.id, body)
    await expect(step(w.examiner, draft, 'submit')).rejects.toMatchObject({ code: 'registration.documents_missing' })
    await expect(beginAffair(w.p, w.examiner, entry.id, body)).rejects.toMatchObject({
      code: 'registration.affair_open',
    })
    await expect(beginAffair(w.p, w.own.signatory, entry.id, body)).rejects.toMatchObject({ code: 'kernel.forbidden' })
    await expect(beginAffair(w.p, w.other.signatory, entry.id, body)).rejects.toMatchObject({
      code: 'kernel.not_found',
    })
    const interested = {
      ...w.examiner,
      person: { accounts: [], parties: [w.own.partyId], usccs: [], coached: [], blindTo: [] },
    }
    await expect(beginAffair(w.p, interested, entry.id, body)).rejects.toMatchObject({
      code: 'examination.conflict_of_interest',
    })
    await expect(
      beginAffair(w.p, w.examiner, entry.id, { ...(body as object), kind: 'revocation', order: null } as never),
    ).rejects.toMatchObject({ code: 'kernel.invalid_input' })
    await expect(step(w.examiner, { ...draft, version: 99 }, 'withdraw')).rejects.toMatchObject({
      code: 'kernel.stale_version',
    })
  })
})

describe('two commands on one right at the same time', () => {
  test('a freeze and a cancellation: one comes after the other, and never both', async () => {
    const entry = await registered()
    const [cancellation, suspension] = [
      await proposed(entry.id, 'cancellation'),
      await proposed(entry.id, 'suspension'),
    ]
    const done = await Promise.allSettled([
      step(w.reviewer, cancellation, 'confirm'),
      step(w.reviewer, suspension, 'confirm'),
    ])
    const won = done.filter(({ status }) => status === 'fulfilled')
    expect(won).toHaveLength(1)
    const { status } = await entryOf(entry.id)
    expect(['cancelled', 'suspended']).toContain(status)
    expect(await letters(entry.case_id)).toHaveLength(1)
    expect((await publicHistory(entry.registration_number)).map(({ what }) => what)).toHaveLength(2)
    const affairs = (await getRegistration(w.p, w.examiner, entry.id)).affairs.map((one) => one.status).sort()
    expect(affairs).toEqual(status === 'cancelled' ? ['granted', 'lapsed'] : ['grant_proposed', 'granted'])
  })

  test('two who confirm the same affair decide it once, with one letter', async () => {
    const entry = await registered()
    const affair = await proposed(entry.id, 'cancellation')
    const done = await Promise.allSettled([1, 2, 3].map(() => step(w.reviewer, affair, 'confirm')))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await letters(entry.case_id)).toHaveLength(1)
    expect((await entryOf(entry.id)).status).toBe('cancelled')
  })
})

test('a cancellation is prepared by who files and filed by the signatory, may be refused with reasons, and is sent back with them', async () => {
  const entry = await registered()
  const draft = await begin(entry.id, 'cancellation', w.own.filer)
  expect(draft.can).toEqual(['attach', 'withdraw'])
  await expect(step(w.own.filer, draft, 'submit')).rejects.toMatchObject({ code: 'kernel.forbidden' })
  const filed = await step(w.own.signatory, draft, 'submit')
  expect(filed).toMatchObject({ status: 'filed', due: expect.any(String), can: ['withdraw'] })
  await expect(step(w.examiner, filed, 'propose_refusal')).rejects.toMatchObject({ code: 'kernel.invalid_input' })
  const first = await step(w.examiner, filed, 'propose_refusal', '尚有质押备案未解除')
  const back = await step(w.reviewer, first, 'send_back', '请先核对质押登记')
  const again = await step(w.examiner, back, 'propose_refusal', '尚有质押备案未解除')
  expect(await step(w.reviewer, again, 'confirm')).toMatchObject({ status: 'refused' })
  expect((await entryOf(entry.id)).status).toBe('active')
  const [letter] = await letters(entry.case_id)
  expect(JSON.stringify(letter?.data)).toContain('尚有质押备案未解除')
  const seen = (await getRegistration(w.p, w.own.signatory, entry.id)).affairs[0]
  expect(seen?.events.map(({ command, actorName }) => [command, actorName])).toEqual([
    ['submit', w.own.signatory.name],
    ['confirm', '登记机构'],
  ])
})

test('a change and a rectification each bring a new certificate; the old ones say what replaced them', async () => {
  const entry = await registered()
  const first = entry.certificate_number
  await granted(entry.id, 'change')
  const second = (await entryOf(entry.id)).certificate_number
  expect(second).not.toBe(first)
  await granted(entry.id, 'rectification')
  await Promise.all([1, 2].map(() => issueCertificate(w.p, entry.case_id)))
  const now = await entryOf(entry.id)
  expect(now).toMatchObject({
    ...{ holder: '贵州更名（演示）科技有限公司', name: '更正后的高速路段车速数据集', status: 'active' },
    ...{ registration_number: entry.registration_number, valid_until: entry.valid_until },
  })
  const read = async (number: string) => (await call('GET', `/api/v1/certificates/${number}`)).json
  expect(await read(first)).toMatchObject({
    certificateNumber: first,
    name: entry.name,
    replacedBy: now.certificate_number,
  })
  expect(await read(second)).toMatchObject({ certificateNumber: second, holder: now.holder, name: entry.name })
  expect(await read(now.certificate_number)).toMatchObject({ name: now.name, holder: now.holder, replacedBy: null })
  expect((await read(entry.registration_number)).certificateNumber).toBe(now.certificate_number)
  expect((await call('GET', `/register/${first}`)).text).toContain('更正后的高速路段车速数据集')
  const page = (await call('GET', `/certificates/${first}`)).text
  expect(page).toContain('已被新证书代替')
  expect(page).toContain(`/certificates/${now.certificate_number}`)
  expect((await publicHistory(first)).map(({ what }) => what)).toEqual([
    '证书签发',
    '变更',
    '更正',
    '证书签发',
    '证书签发',
  ])
  const party = await w.p.owner
    .selectFrom('party')
    .select('name')
    .where('id', '=', entry.party_id)
    .executeTakeFirstOrThrow()
  expect(party.name).toBe('贵州更名（演示）科技有限公司')
  await expect(begin(entry.id, 'rectification', w.own.signatory)).rejects.toMatchObject({
    code: 'registration.nothing_changed',
  })
})

test('what nobody has changed by its last day expires once, suspended or not, and what was asked lapses', async () => {
  const entry = await registered()
  const waiting = await proposed(entry.id, 'cancellation')
  w.p.clock.set(`${entry.valid_until}T15:59:59Z`)
  expect(await sweepExpired(w.p)).toBe(0)
  w.p.clock.set(`${entry.valid_until}T16:00:00Z`)
  const before = (
    await w.p.owner.selectFrom('register_entry').select('id').where('status', 'in', ['active', 'suspended']).execute()
  ).length
  const swept = await Promise.all([sweepExpired(w.p), sweepExpired(w.p)])
  expect(swept.reduce((a, b) => a + b)).toBe(before)
  expect((await entryOf(entry.id)).status).toBe('expired')
  expect((await publicHistory(entry.registration_number)).at(-1)).toMatchObject({ what: '届满失效' })
  expect(await letters(entry.case_id)).toHaveLength(1)
  await expect(step(w.reviewer, waiting, 'confirm')).rejects.toMatchObject({ code: 'registration.affair_not_offered' })
  w.p.clock.set('2026-03-17T01:00:00Z')
})

test('lists show each what is theirs', async () => {
  const query = { limit: 50 } as never
  const all = await listRegistrations(w.p, w.examiner, query)
  expect((await listRegistrations(w.p, w.own.filer, query)).total).toBe(all.total)
  expect((await listRegistrations(w.p, w.other.filer, query)).total).toBe(0)
  expect((await listRegistrations(w.p, w.officer, query)).total).toBe(all.total)
  expect((await listRegistrations(w.p, w.elsewhere, query)).total).toBe(0)
  const waiting = await listRegistrations(w.p, w.examiner, { limit: 50, waiting: 'true' } as never)
  expect(waiting.items.every(({ openAffairs }) => openAffairs > 0)).toBe(true)
})
