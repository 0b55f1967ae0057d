import { addDays, toChinaDate } from '@datadeed/core/kernel/dates'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openAffairs } from '../../testing/affairs.ts'
import { pdf, upload } from '../../testing/cases.ts'
import { bytesOf } from '../../testing/registered.ts'
import { issueCertificate, sweepCredentials } from '../certificate/service.ts'
import { listEvents } from '../filing/service.ts'
import { listActs } from '../notification/service.ts'
import {
  addDocument,
  getAffairPage,
  getRegistration,
  listAffairs,
  listRegistrations,
  makeBurdenLetter,
  readAffairLetter,
  readBurdenLetter,
  serveLetter,
} from './service.ts'

const {
  w,
  call,
  bank,
  code,
  registered,
  order,
  entryOf,
  begin,
  step,
  transferTo,
  pledgeTo,
  freezing,
  proposed,
  granted,
  read,
  leaves,
  told,
} = await openAffairs()

describe('a transfer', () => {
  test('is signed by both sides, decided by two people, and leaves the old certificate saying so', async () => {
    const entry = await registered()
    const draft = await begin(w.own.signatory, entry.id, 'transfer', 'sale', transferTo(w.other))
    // The other side hears of it when it is sent to them, the registry when they have signed.
    await expect(getAffairPage(w.p, w.other.signatory, draft.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    const sent = await step(w.own.signatory, draft, 'submit')
    expect(sent).toMatchObject({ status: 'awaiting_signatures', can: ['withdraw'] })
    await expect(getAffairPage(w.p, w.examiner, draft.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    const audited = async () => (await listEvents(w.p, { kind: 'affair', caseNumber: draft.number, limit: 9 })).total
    expect(await audited()).toBe(0)
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
    const acts = async (actor: typeof w.own.filer) =>
      await listActs(w.p, actor, { limit: 50, cursor: undefined, act: 'sign_affair', q: draft.number })
    const waiting = { act: 'sign_affair', affairId: draft.id, affairKind: 'transfer', caseId: null, name: entry.name }
    expect(await acts(w.other.signatory)).toMatchObject({ items: [{ ...waiting, mine: true }], total: 1 })
    expect(await acts(w.other.filer)).toMatchObject({ items: [{ ...waiting, mine: false }] })
    for (const nobody of [w.own.signatory, bank.signatory]) expect((await acts(nobody)).items).toEqual([])
    const filed = await step(w.other.signatory, sent, 'sign')
    expect((await acts(w.other.signatory)).items).toEqual([])
    expect(await audited()).toBe(2)
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

  test('a licensee is told of a cancellation before it is decided, and sees that much and no more', async () => {
    const entry = await registered()
    const licence = { ...pledgeTo(bank), burden: 'licence', exclusivity: 'ordinary', document: '许可合同 3 号' }
    const recording = await begin(w.own.signatory, entry.id, 'recordal', 'contract', licence)
    await granted(recording, w.own.signatory, bank.signatory)
    const draft = await begin(w.own.signatory, entry.id, 'cancellation', 'request', null)
    await expect(getAffairPage(w.p, bank.signatory, draft.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    const filed = await step(w.own.signatory, draft, 'submit')
    expect(await getAffairPage(w.p, bank.filer, draft.id)).toMatchObject({
      ...{ content: { reason: '' }, documents: [], events: [], can: [] },
      effects: [{ kind: 'licence', text: expect.stringContaining('许可'), toldAt: expect.any(String) }],
    })
    await expect(getAffairPage(w.p, w.other.signatory, draft.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    await step(w.reviewer, await step(w.examiner, filed, 'propose_grant'), 'confirm')
    expect(await told(bank)).toContain('affair_settled')
    // Who licenses what is the parties' business: the public history names the number alone.
    const { history } = (await call('GET', `/api/v1/register/${entry.registration_number}`)).json
    const line = history.find(({ what }: { what: string }) => what === '质押、许可备案')
    expect(line.detail).toMatch(/^普通许可 \S+$/)
  })

  test('whoever has no account here is told by letters, before the decision and of what came of it', async () => {
    const entry = await registered()
    const letter = (affairId: string, encumbranceId: string, moment: 'effect' | 'outcome') =>
      makeBurdenLetter(w.p, { affairId, encumbranceId, moment })
    /** Runs the waiting jobs, some twice, as the worker does. */
    const work = async () => {
      const { rows } = await sql<{ payload: Parameters<typeof makeBurdenLetter>[1] }>`
        select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'registration.letter'`.execute(w.p.owner)
      for (const { payload } of rows) await letter(payload.affairId, payload.encumbranceId, payload.moment)
      return rows.length
    }
    const stranger = { ...pledgeTo(bank), uscc: null, beneficiary: '没有注册的演示银行' }
    const recorded = await granted(
      await begin(w.own.signatory, entry.id, 'recordal', 'contract', stranger),
      w.own.signatory,
    )
    await work()
    const told = (await getAffairPage(w.p, w.examiner, recorded.id)).letters
    expect(told).toMatchObject([{ to: '没有注册的演示银行', moment: 'outcome' }])

    const draft = await begin(w.own.signatory, entry.id, 'cancellation', 'request', null)
    await addDocument(w.p, w.own.signatory, draft.id, 'consent', upload('x', '质权人同意书.pdf', pdf))
    const filed = await step(w.own.signatory, await getAffairPage(w.p, w.own.signatory, draft.id), 'submit')
    const ready = await step(w.examiner, filed, 'propose_grant')
    // Not decided before the letter is there.
    await expect(step(w.reviewer, ready, 'confirm')).rejects.toMatchObject({ code: 'registration.effects_untold' })
    await Promise.all([work(), work()])
    const seen = await getAffairPage(w.p, w.own.signatory, draft.id)
    expect(seen.effects).toMatchObject([{ byInbox: false, before: true, toldAt: expect.any(String) }])
    expect(seen.letters).toMatchObject([{ moment: 'effect', burden: seen.effects[0]?.number, served: null }])
    expect(seen.serviceWays).toEqual([])
    // Made is not told: not decided before the letter was served, which is said once, by the registry and in full.
    const today = toChinaDate(w.p.clock.now().getTime())
    const served = { way: 'post', reference: 'EMS 1234567890123', servedOn: today }
    const serve = (actor: typeof w.examiner, more = {}) =>
      serveLetter(w.p, actor, draft.id, seen.letters[0]?.id ?? '', { ...served, ...more })
    expect(seen.effects[0]?.awaited).toBe(true)
    await expect(step(w.reviewer, ready, 'confirm')).rejects.toMatchObject({ code: 'registration.effects_untold' })
    await expect(serve(w.other.signatory)).rejects.toMatchObject({ code: 'kernel.not_found' })
    await expect(serve(w.own.signatory)).rejects.toMatchObject({ code: 'kernel.forbidden' })
    for (const [path, wrong] of Object.entries({ way: 'pigeon', reference: ' ', servedOn: addDays(today, 1) }))
      await expect(serve(w.examiner, { [path]: wrong })).rejects.toMatchObject({ fields: [{ path }] })
    await expect(serveLetter(w.p, w.examiner, recorded.id, seen.letters[0]?.id ?? '', served)).rejects.toMatchObject({
      code: 'kernel.not_found',
    })
    expect((await getAffairPage(w.p, w.examiner, draft.id)).serviceWays.map(({ code }) => code)).toContain('post')
    const twice = await Promise.allSettled([serve(w.examiner), serve(w.reviewer)])
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'registration.letter_served' },
    })
    const mine = await getAffairPage(w.p, w.own.signatory, draft.id)
    expect(mine.letters[0]?.served).toMatchObject({ way: '邮寄', reference: served.reference, by: '登记机构' })
    expect(mine.effects[0]?.awaited).toBe(false)
    expect(mine.events.at(-1)).toMatchObject({ command: 'serve_letter', note: expect.stringContaining('EMS') })
    const audited = (await listEvents(w.p, { kind: 'affair', caseNumber: draft.number, limit: 9 })).items
    expect(audited.map(({ command, actorRole }) => [command, actorRole])).toEqual([
      ['serve_letter', 'registry'],
      ['propose_grant', 'registry'],
      ['submit', 'company'],
    ])
    await expect(w.p.db.deleteFrom('register_letter_service').execute()).rejects.toThrow('permission denied')
    // The version is that of before: what the reviewer looked at has not moved.
    await step(w.reviewer, ready, 'confirm')
    await work()
    const after = await getAffairPage(w.p, w.own.signatory, draft.id)
    expect(after.letters.map(({ moment }) => moment)).toEqual(['effect', 'outcome'])
    expect(new Set(after.letters.map(({ number }) => number)).size).toBe(2)
    const file = await readBurdenLetter(w.p, w.own.filer, draft.id, after.letters[0]?.id ?? '')
    expect((await bytesOf(file)).subarray(0, 5).toString()).toBe('%PDF-')
    await expect(readBurdenLetter(w.p, w.other.filer, draft.id, after.letters[0]?.id ?? '')).rejects.toMatchObject({
      code: 'kernel.not_found',
    })
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
