import type { AccountActor } from '@datadeed/core/kernel/actor'
import { beforeAll, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { type Company, depositOf, openWorld, pdf, type World } from '../../testing/cases.ts'
import { openApp, requester } from '../../testing/http.ts'
import { seedAccount, seedParty } from '../../testing/platform.ts'
import { reach } from '../../testing/procedure.ts'
import { issueCertificate, sweepCredentials } from '../certificate/service.ts'
import { withWitnesses } from '../evidence/testing/fixture.ts'
import { sweepNotices } from '../publication/service.ts'
import {
  addDocument,
  beginAffair,
  getAffairPage,
  getRegistration,
  listAffairs,
  listRegistrations,
  moveAffair,
  readAffairLetter,
} from './service.ts'

let w: World
let bank: Company
let call: ReturnType<typeof requester>
const uscc: Record<string, string> = {}

beforeAll(async () => {
  w = await openWorld(await withWitnesses(1))
  subscribeAll(w.p)
  call = requester(await openApp(w.p))
  const partyId = await seedParty(w.p, { prefectureCode: '520100' })
  bank = {
    ...{ partyId, filer: await seedAccount(w.p, { roles: ['filer'], partyId }) },
    signatory: await seedAccount(w.p, { roles: ['filer', 'signatory'], partyId }),
  }
  for (const row of await w.p.owner.selectFrom('party').select(['id', 'uscc']).execute()) uscc[row.id] = row.uscc
})
const code = ({ partyId }: Company) => uscc[partyId] ?? ''

async function* paper() {
  const file = (async function* () {
    yield pdf
  })()
  yield { type: 'file', fieldname: 'file', filename: '文件.pdf', file } as const
}

async function registered() {
  w.p.clock.set('2026-03-02T01:00:00Z')
  const { id: caseId } = await reach(w, 'public_notice')
  w.p.clock.set('2026-03-17T01:00:00Z')
  await sweepNotices(w.p)
  await issueCertificate(w.p, caseId)
  return await w.p.owner
    .selectFrom('register_entry')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('opened_by', 'is', null)
    .executeTakeFirstOrThrow()
}

const order = { issuer: '贵阳市中级人民法院', number: '（2026）黔01执保12号', date: '2026-03-16' }
type Entry = Awaited<ReturnType<typeof registered>>
const entryOf = async (id: string): Promise<Entry> =>
  await w.p.owner.selectFrom('register_entry').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

async function begin(by: AccountActor, entryId: string, kind: string, ground: string, terms: object | null, more = {}) {
  const body = { kind, ground, reason: '按照所附文件办理', order: null, changes: [], terms, ...more }
  const draft = await beginAffair(w.p, by, entryId, body as never)
  const [first] = { transfer: ['contract'], freeze: ['order'], unfreeze: ['order'], recordal: ['contract'] }[kind] ?? [
    { discharge: 'proof', division: 'agreement', merger: 'agreement' }[kind],
  ]
  return first ? await addDocument(w.p, by, draft.id, first, paper()) : draft
}
type View = Awaited<ReturnType<typeof begin>>
const step = (actor: AccountActor, { id, version }: View, command: string, note = '') =>
  moveAffair(w.p, actor, id, { version, command, note } as never)

const transferTo = (to: Company, share: object | null = null) => ({
  ...{ kind: 'transfer', to: code(to), share, contract: '转让合同 2026-03' },
})
const pledgeTo = (to: Company) => ({
  ...{
    kind: 'burden',
    burden: 'pledge',
    exclusivity: null,
    beneficiary: '演示银行',
    uscc: code(to),
    document: '质押合同 8 号',
  },
  ...{ beginsOn: '2026-03-01', endsOn: '2028-03-01' },
})
const freezing = {
  ...{
    kind: 'burden',
    burden: 'freeze',
    exclusivity: null,
    uscc: null,
    beneficiary: order.issuer,
    document: order.number,
  },
  ...{ beginsOn: '2026-03-16', endsOn: '2027-03-15' },
}

/** Signed by both sides and proposed: only the second person is missing. */
async function proposed(draft: View, by: AccountActor, ...signatories: AccountActor[]) {
  let now = await step(by, draft, 'submit')
  for (const signatory of signatories) now = await step(signatory, now, 'sign')
  return now.status === 'filed' ? await step(w.examiner, now, 'propose_grant') : now
}
async function granted(draft: View, by: AccountActor, ...signatories: AccountActor[]) {
  return await step(w.reviewer, await proposed(draft, by, ...signatories), 'confirm')
}
const read = async (number: string) => (await call('GET', `/api/v1/certificates/${number}`)).json
const leaves = (subject: string) =>
  w.p.owner
    .selectFrom('evidence_leaf')
    .selectAll()
    .where('subject', '=', subject)
    .where('type', '=', 'certificate_status')
    .execute()
const told = async ({ filer }: Company) =>
  (await w.p.owner.selectFrom('inbox_message').select('what').where('account_id', '=', filer.accountId).execute()).map(
    ({ what }) => what,
  )

describe('a transfer', () => {
  test('is signed by both sides, decided by two people, and leaves the old certificate saying so', async () => {
    const entry = await registered()
    const draft = await begin(w.own.signatory, entry.id, 'transfer', 'sale', transferTo(w.other))
    // The other side hears of it when it is sent to them, the registry when they have signed.
    await expect(getAffairPage(w.p, w.other.signatory, draft.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    const sent = await step(w.own.signatory, draft, 'submit')
    expect(sent).toMatchObject({ status: 'awaiting_signatures', can: ['withdraw'] })
    await expect(getAffairPage(w.p, w.examiner, draft.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    const page = await getAffairPage(w.p, w.other.signatory, draft.id)
    expect(page).toMatchObject({
      can: ['sign', 'decline'],
      entryVisible: false,
      registration: { holder: entry.holder },
    })
    expect((await getAffairPage(w.p, w.other.filer, draft.id)).can).toEqual([])
    await expect(getAffairPage(w.p, bank.signatory, draft.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    expect(await listAffairs(w.p, w.other.signatory, { limit: 9, toSign: 'true' })).toMatchObject({
      items: [{ id: draft.id, toSign: true }],
      total: 1,
    })
    const filed = await step(w.other.signatory, sent, 'sign')
    expect(filed).toMatchObject({ status: 'filed', signatures: [{ own: true, signedAt: expect.any(String) }] })
    const ready = await step(w.examiner, filed, 'propose_grant')
    await expect(step(w.examiner, ready, 'confirm')).rejects.toMatchObject({ code: 'examination.same_person' })
    await step(w.reviewer, ready, 'confirm')
    await issueCertificate(w.p, entry.case_id)

    const after = await entryOf(entry.id)
    expect(after).toMatchObject({ party_id: w.other.partyId, registration_number: entry.registration_number })
    expect(after.certificate_number).not.toBe(entry.certificate_number)
    const old = await read(entry.certificate_number)
    expect(old).toMatchObject({
      replacedBy: after.certificate_number,
      replacedBecause: 'transfer',
      holder: entry.holder,
    })
    expect(old.chain.certificates).toMatchObject([
      { certificateNumber: entry.certificate_number, cause: 'registered', holders: [entry.holder], current: false },
      { certificateNumber: after.certificate_number, cause: 'transfer', holders: [after.holder], current: true },
    ])
    const html = (await call('GET', `/certificates/${entry.certificate_number}`)).text
    expect(html).toContain('这份证书已转移')
    expect(html).not.toContain(w.other.signatory.name)
    expect((await call('GET', `/certificates/${after.certificate_number}`)).text).toContain('证书现在有效')
    expect(await leaves(entry.certificate_number)).toMatchObject([
      { body: { event: 'transferred', status: 'active', replacedBy: after.certificate_number } },
    ])
    // Whoever held it keeps what they did and their letter, and sees no more of it; whoever holds it now sees it.
    await expect(getRegistration(w.p, w.own.signatory, entry.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    const mine = await getRegistration(w.p, w.other.signatory, entry.id)
    expect(mine.holders).toMatchObject([{ uscc: code(w.other), numerator: 1, denominator: 1 }])
    expect((await readAffairLetter(p(), w.own.signatory, draft.id)).name).toMatch(/pdf$/)
    expect((await getAffairPage(w.p, w.own.signatory, draft.id)).status).toBe('granted')
    expect(await told(w.other)).toEqual(expect.arrayContaining(['affair_asked', 'letter_issued']))
    await sweepCredentials(w.p)
  })

  const p = () => w.p

  test('of a share makes co-owners whose shares are exactly one; both sign what comes next', async () => {
    const entry = await registered()
    const third = { numerator: 1, denominator: 3 }
    await granted(
      await begin(w.own.signatory, entry.id, 'transfer', 'sale', transferTo(w.other, third)),
      w.own.signatory,
      w.other.signatory,
    )
    expect(
      (await getRegistration(w.p, w.other.signatory, entry.id)).holders.map(
        (one) => `${one.numerator}/${one.denominator}`,
      ),
    ).toEqual(['2/3', '1/3'])
    const query = { limit: 50 } as never
    for (const { filer } of [w.own, w.other])
      expect((await listRegistrations(w.p, filer, query)).items.map(({ id }) => id)).toContain(entry.id)
    const tooMuch = transferTo(bank, { numerator: 3, denominator: 4 })
    await expect(begin(w.own.signatory, entry.id, 'transfer', 'sale', tooMuch)).rejects.toMatchObject({
      fields: [{ path: 'terms.share', message: '转让的份额 3/4 超过了转让方现有的份额 2/3，请改正' }],
    })
    const draft = await begin(w.own.signatory, entry.id, 'transfer', 'sale', transferTo(bank))
    const sent = await step(w.own.signatory, draft, 'submit')
    expect(sent.signatures.map(({ capacity }) => capacity).sort()).toEqual(['co_owner', 'transferee'])
    const one = await step(bank.signatory, sent, 'sign')
    expect(one.status).toBe('awaiting_signatures')
    const refused = await step(w.other.signatory, one, 'decline', '我方要行使优先购买权')
    expect(refused.status).toBe('declined')
    expect(await told(w.own)).toContain('affair_declined')
    // The database itself takes no shares that are not one whole.
    await expect(
      w.p.owner
        .insertInto('register_share')
        .values({
          ...{ entry_id: entry.id, version_seq: 2, position: 9, name: '多余', uscc: 'X', agreed: true },
          ...{ numerator: 1, denominator: 9 },
        })
        .execute(),
    ).rejects.toThrow('one whole')
  })
})

describe('what lies on a right', () => {
  test('a pledge stops a transfer until the pledgee signs, is told before the decision, and goes with the right', async () => {
    const entry = await registered()
    const recorded = await granted(
      await begin(w.own.signatory, entry.id, 'recordal', 'contract', pledgeTo(bank)),
      w.own.signatory,
      bank.signatory,
    )
    expect(recorded.status).toBe('granted')
    const draft = await begin(w.own.signatory, entry.id, 'transfer', 'sale', transferTo(w.other))
    const sent = await step(w.own.signatory, draft, 'submit')
    expect(sent.signatures.map(({ capacity }) => capacity).sort()).toEqual(['pledgee', 'transferee'])
    const filed = await step(w.other.signatory, await step(bank.signatory, sent, 'sign'), 'sign')
    const seen = await getAffairPage(w.p, w.examiner, draft.id)
    expect(seen.effects).toMatchObject([{ kind: 'pledge', before: true, byInbox: true, toldAt: expect.any(String) }])
    expect(await told(bank)).toContain('affair_effect')
    await step(w.reviewer, await step(w.examiner, filed, 'propose_grant'), 'confirm')
    const after = await getRegistration(w.p, w.other.signatory, entry.id)
    expect(after.encumbrances).toMatchObject([{ kind: 'pledge', status: 'in_force' }])
    await issueCertificate(w.p, entry.case_id)
    expect((await read(after.certificateNumber)).chain.burdens).toMatchObject([{ zh: '质押' }])
  })

  test('a freeze stops whatever disposes of the right until it is lifted; the certificate stays in force', async () => {
    const entry = await registered()
    await granted(await begin(w.examiner, entry.id, 'freeze', 'court', freezing, { order }), w.examiner)
    expect((await entryOf(entry.id)).status).toBe('active')
    const history = (await call('GET', `/api/v1/register/${entry.registration_number}`)).json.history
    expect(history.at(-1)).toMatchObject({ what: '冻结处分', detail: expect.stringContaining(order.number) })
    const draft = await begin(w.own.signatory, entry.id, 'transfer', 'sale', transferTo(w.other))
    expect(draft.stops[0]).toContain('冻结期间')
    await expect(step(w.own.signatory, draft, 'submit')).rejects.toMatchObject({ code: 'registration.encumbered' })
    const [burden] = (await getRegistration(w.p, w.examiner, entry.id)).encumbrances
    const release = { kind: 'release', encumbranceId: burden?.id }
    await granted(await begin(w.examiner, entry.id, 'unfreeze', 'lifted', release, { order }), w.examiner)
    expect(await step(w.own.signatory, draft, 'submit')).toMatchObject({ status: 'awaiting_signatures' })
  })

  test('a transfer and a freeze at the same moment: one of them wins, in two transactions', async () => {
    for (let round = 0; round < 4; round++) {
      const entry = await registered()
      const transfer = await proposed(
        await begin(w.own.signatory, entry.id, 'transfer', 'sale', transferTo(w.other)),
        w.own.signatory,
        w.other.signatory,
      )
      const freeze = await proposed(
        await begin(w.examiner, entry.id, 'freeze', 'court', freezing, { order }),
        w.examiner,
      )
      const both = [transfer, freeze]
      const done = await Promise.allSettled(
        (round % 2 ? both : both.reverse()).map((one) => step(w.reviewer, one, 'confirm')),
      )
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const lost = done.find((one) => one.status === 'rejected')
      const after = await entryOf(entry.id)
      const moved = after.party_id === w.other.partyId
      expect(lost?.reason).toMatchObject({ code: moved ? 'registration.holders_changed' : 'registration.encumbered' })
      const burdens = await w.p.owner
        .selectFrom('register_encumbrance')
        .selectAll()
        .where('entry_id', '=', entry.id)
        .execute()
      expect(burdens).toHaveLength(moved ? 0 : 1)
    }
  })

  test('a transfer and a pledge at the same moment: one of them wins', async () => {
    const entry = await registered()
    const pledge = await proposed(
      await begin(w.own.signatory, entry.id, 'recordal', 'contract', pledgeTo(bank)),
      w.own.signatory,
      bank.signatory,
    )
    const transfer = await proposed(
      await begin(w.own.signatory, entry.id, 'transfer', 'sale', transferTo(w.other)),
      w.own.signatory,
      w.other.signatory,
    )
    const done = await Promise.allSettled([pledge, transfer].map((one) => step(w.reviewer, one, 'confirm')))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const moved = (await entryOf(entry.id)).party_id === w.other.partyId
    const burdens = await w.p.owner
      .selectFrom('register_encumbrance')
      .selectAll()
      .where('entry_id', '=', entry.id)
      .execute()
    expect(burdens).toHaveLength(moved ? 0 : 1)
  })
})

test('a refused affair has its entry in the log, and changes nothing in the register', async () => {
  const entry = await registered()
  const filed = await step(
    w.own.signatory,
    await begin(w.own.signatory, entry.id, 'cancellation', 'request', null),
    'submit',
  )
  const refusing = await step(w.examiner, filed, 'propose_refusal', '所附材料不能说明理由')
  await step(w.reviewer, refusing, 'confirm')
  const [leaf] = await leaves(entry.certificate_number)
  expect(leaf?.body).toMatchObject({
    event: 'affair_refused',
    status: 'active',
    affair: filed.number,
    letter: expect.any(String),
  })
  expect(JSON.stringify(leaf?.body)).not.toContain('材料')
  expect((await entryOf(entry.id)).status).toBe('active')
})

describe('a renewal', () => {
  test('opens with its window, wants a new deposit, says what it has to do with the old one, and brings a new certificate', async () => {
    const entry = await registered()
    const terms = (depositId: string) => ({ kind: 'renewal', depositId, statement: '数据每日更新，仍由本单位持有。' })
    const first = await w.p.owner
      .selectFrom('filing_case')
      .select('deposit_id')
      .where('id', '=', entry.case_id)
      .executeTakeFirstOrThrow()
    const old = terms(first.deposit_id ?? '')
    await expect(begin(w.own.signatory, entry.id, 'renewal', 'in_use', old)).rejects.toMatchObject({
      code: 'registration.renewal_closed',
    })
    w.p.clock.set(`${Number(entry.valid_until.slice(0, 4))}-01-15T01:00:00Z`)
    await expect(begin(w.own.signatory, entry.id, 'renewal', 'in_use', old)).rejects.toMatchObject({
      fields: [{ path: 'terms.depositId' }],
    })
    const later = await depositOf(w.p, w.own.filer)
    const draft = await begin(w.own.signatory, entry.id, 'renewal', 'in_use', terms(later))
    expect(draft.content.terms).toMatchObject({
      kind: 'renewal',
      check: { relation: 'same_fields', files: 1, sameFiles: 0 },
    })
    await granted(draft, w.own.signatory)
    await issueCertificate(w.p, entry.case_id)
    const after = await entryOf(entry.id)
    expect(after.valid_until > entry.valid_until).toBe(true)
    expect(after.valid_until.slice(5)).toBe(entry.valid_until.slice(5))
    const certificate = await read(after.certificate_number)
    const deposit = await w.p.owner
      .selectFrom('deposit')
      .select('number')
      .where('id', '=', later)
      .executeTakeFirstOrThrow()
    expect(certificate).toMatchObject({ validUntil: after.valid_until, depositNumber: deposit.number })
    expect(await read(entry.certificate_number)).toMatchObject({
      replacedBecause: 'renewal',
      validUntil: entry.valid_until,
    })
    w.p.clock.set('2026-03-17T01:00:00Z')
  })
})

describe('division and merger', () => {
  test('close what they came from and open what they go over into, burdens with it; nothing is lost of who held what', async () => {
    const entry = await registered()
    const [a, b] = [await depositOf(w.p, w.own.filer), await depositOf(w.p, w.own.filer)]
    const half = { numerator: 1, denominator: 2 }
    const parts = [
      { name: '干线路段车速数据集', depositId: a, holders: [] },
      {
        name: '支线路段车速数据集',
        depositId: b,
        holders: [
          { uscc: code(w.own), share: half },
          { uscc: code(w.other), share: half },
        ],
      },
    ]
    const wrong = {
      kind: 'division',
      parts: [parts[0], { ...parts[1], holders: [{ uscc: code(w.own), share: half }] }],
    }
    await expect(begin(w.own.signatory, entry.id, 'division', 'agreement', wrong)).rejects.toMatchObject({
      fields: [
        { path: 'terms.parts.1.holders', message: '各方份额合计是 1/2，应当正好等于 1，还差 1/2。请改正后再提交' },
      ],
    })
    const draft = await begin(w.own.signatory, entry.id, 'division', 'agreement', { kind: 'division', parts })
    await granted(draft, w.own.signatory, w.other.signatory)
    await issueCertificate(w.p, entry.case_id)
    expect((await entryOf(entry.id)).status).toBe('cancelled')
    const { chain } = await read(entry.certificate_number)
    expect(chain.into).toHaveLength(2)
    const opened = await w.p.owner
      .selectFrom('register_entry')
      .selectAll()
      .where('opened_by', '=', draft.id)
      .orderBy('id')
      .execute()
    expect(opened.map(({ valid_until }) => valid_until)).toEqual([entry.valid_until, entry.valid_until])
    expect((await read(opened[1]?.certificate_number ?? '')).chain).toMatchObject({
      from: [{ registrationNumber: entry.registration_number }],
      certificates: [{ holders: [expect.stringContaining('1/2'), expect.stringContaining('1/2')] }],
    })
    const both = await getRegistration(w.p, w.other.signatory, opened[1]?.id ?? '')
    expect(both.status).toBe('active')

    const second = await registered()
    const merged = await depositOf(w.p, w.own.filer)
    const into = {
      kind: 'merger',
      sources: [second.id],
      name: '合并后的路段车速数据集',
      depositId: merged,
      holders: [],
    }
    const joint = await begin(w.own.signatory, opened[0]?.id ?? '', 'merger', 'agreement', into)
    await granted(joint, w.own.signatory)
    for (const id of [second.id, opened[0]?.id ?? '']) expect((await entryOf(id)).status).toBe('cancelled')
    const one = await w.p.owner
      .selectFrom('register_entry')
      .selectAll()
      .where('opened_by', '=', joint.id)
      .executeTakeFirstOrThrow()
    expect(one).toMatchObject({ name: '合并后的路段车速数据集', status: 'active' })
  })
})
