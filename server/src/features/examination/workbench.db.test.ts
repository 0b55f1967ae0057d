import type { AccountActor } from '@datadeed/core/kernel/actor'
import { beforeAll, describe, expect, it } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { openWorld, submitted, type World } from '../../testing/cases.ts'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { seedAccount, testPlatform } from '../../testing/platform.ts'
import { give, look } from '../../testing/procedure.ts'
import { personOf } from '../account/service.ts'
import { agreementNow, giveSecondOpinion, nextSample, readSample } from './double.ts'
import { insertSample } from './double-store.ts'
import { listColleagues, sweepLeases } from './lease.ts'
import * as service from './service.ts'
import { subscribe } from './subscriptions.ts'
import { visitCase } from './visit.ts'
import * as workbench from './workbench.ts'

let w: World
const known = async (actor: AccountActor): Promise<AccountActor> => ({
  ...actor,
  person: await personOf(w.p, actor.accountId),
})
const eventsOf = (caseId: string) =>
  w.p.owner.selectFrom('case_event').select(['command', 'note']).where('case_id', '=', caseId).orderBy('seq').execute()
const leaseOf = (caseId: string) =>
  w.p.owner.selectFrom('examination_lease').selectAll().where('case_id', '=', caseId).executeTakeFirst()

beforeAll(async () => {
  const p = await testPlatform()
  subscribe(p)
  w = await openWorld(p)
})

describe('the next case', () => {
  it('goes to one examiner only when two ask at once, with the reason in the history', async () => {
    const made = [await submitted(w.p, w.own), await submitted(w.p, w.own)]
    const asked = await Promise.all(
      [w.examiner, w.colleague, w.examiner, w.colleague].map((who) => workbench.claimNext(w.p, who)),
    )
    const taken = asked.flatMap((one) => (one.taken ? [one.taken.id] : []))
    expect(taken.toSorted()).toEqual(made.map(({ id }) => id).toSorted())
    expect(asked.filter((one) => one.taken === null)).toHaveLength(2)
    const claim = (await eventsOf(taken[0] ?? '')).find(({ command }) => command === 'claim')
    expect(claim?.note).toMatch(/^选这一件，因为它距审查期限 \d+ 天/)
    for (const id of taken) expect(await leaseOf(id)).toMatchObject({ extensions: 0 })
  })

  it('prefers the declared field among cases that are not urgent', async () => {
    const plain = await submitted(w.p, w.own)
    const skilled = await submitted(w.p, w.other)
    const expert = await seedAccount(w.p, { roles: ['examiner'] })
    await workbench.saveProfile(w.p, expert, { industries: [], directions: [], prefectures: ['520300'] })
    const first = await workbench.claimNext(w.p, expert)
    expect(first.taken).toMatchObject({ id: skilled.id, factors: { region: true, urgent: false } })
    expect((await workbench.claimNext(w.p, expert)).taken?.id).toBe(plain.id)
  })

  it('passes over organisations of interest: own, of another account of the same person, contact, and declared', async () => {
    const made = await submitted(w.p, w.own)
    const party = await w.p.owner
      .selectFrom('party')
      .selectAll()
      .where('id', '=', w.own.partyId)
      .executeTakeFirstOrThrow()
    const filer = await w.p.owner
      .selectFrom('account')
      .select('email')
      .where('id', '=', w.own.filer.accountId)
      .executeTakeFirstOrThrow()
    const employee = await seedAccount(w.p, { roles: ['examiner'], partyId: w.own.partyId })
    const twin = await seedAccount(w.p, { roles: ['examiner'], email: filer.email.toUpperCase() })
    const contact = await seedAccount(w.p, { roles: ['examiner'], email: party.contact_email })
    const declarer = await seedAccount(w.p, { roles: ['examiner'] })
    const interest = { uscc: party.uscc, name: party.name, relation: '配偶任职' }
    const declared = await workbench.declareInterest(w.p, declarer, interest)
    expect(declared.interests).toMatchObject([{ uscc: party.uscc }])
    for (const who of [employee, twin, contact, declarer]) {
      expect((await workbench.claimNext(w.p, who)).taken).toBeNull()
      const { version } = await look(w, made.id)
      await expect(service.claim(w.p, await known(who), made.id, { version })).rejects.toMatchObject({
        code: 'examination.conflict_of_interest',
      })
    }
    await workbench.withdrawInterest(w.p, declarer, declared.interests[0]?.id ?? '')
    expect((await workbench.claimNext(w.p, declarer)).taken?.id).toBe(made.id)
  })
})

describe('one person with two accounts', () => {
  it('does not release what they examined, through the routes', async () => {
    const made = await submitted(w.p, w.own)
    const first = await seedAccount(w.p, { roles: ['examiner'], email: 'same@registrar.example' })
    const second = await seedAccount(w.p, { roles: ['reviewer'], email: 'Same@registrar.example' })
    const third = await seedAccount(w.p, { roles: ['reviewer'] })
    const administrator = await seedAccount(w.p, { roles: ['administrator'] })
    await give.claim(w, first, made)
    await give.propose_acceptance(w, first, await look(w, made.id))
    await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).execute()
    const call = requester(await openApp(w.p))
    const release = async (who: AccountActor) => {
      const { version } = await look(w, made.id)
      const token = await openSession(w.p, who)
      return await call('POST', `/api/v1/cases/${made.id}/release`, { token, body: { version, note: '' } })
    }
    expect((await release(second)).json).toMatchObject({ code: 'examination.same_person' })
    const logins = await w.p.owner
      .selectFrom('account')
      .select('login')
      .where('id', 'in', [first.accountId, third.accountId])
      .execute()
    const token = await openSession(w.p, administrator)
    const link = { logins: logins.map(({ login }) => login) }
    expect((await call('POST', '/api/v1/person-links', { token, body: link })).status).toBe(200)
    expect((await release(third)).json).toMatchObject({ code: 'examination.same_person' })
    expect((await release(w.reviewer)).status).toBe(200)
  })
})

describe('the lease', () => {
  it('sends an unattended case back after its last day, once, and tells the examiner', async () => {
    const made = await submitted(w.p, w.own)
    await give.claim(w, w.examiner, made)
    const lease = await leaseOf(made.id)
    w.p.clock.set(`${lease?.last_day}T15:00:00Z`)
    expect(await sweepLeases(w.p)).toBe(0)
    w.p.clock.set(`${lease?.last_day}T17:00:00Z`)
    expect(await sweepLeases(w.p)).toBeGreaterThan(0)
    expect(await sweepLeases(w.p)).toBe(0)
    expect(await look(w, made.id)).toMatchObject({ status: 'submitted', examinerName: null })
    expect((await eventsOf(made.id)).at(-1)?.command).toBe('return_unattended')
    expect(await leaseOf(made.id)).toBeUndefined()
  })

  it('can be extended so often, and a visit renews it', async () => {
    const made = await submitted(w.p, w.own)
    await give.claim(w, w.examiner, made)
    const before = (await leaseOf(made.id))?.last_day ?? ''
    await give.extend_lease(w, w.examiner, await look(w, made.id))
    const after = (await leaseOf(made.id))?.last_day ?? ''
    expect(after > before).toBe(true)
    await visitCase(w.p, w.examiner, made.id)
    expect((await leaseOf(made.id))?.last_day).toBe(after)
    await give.extend_lease(w, w.examiner, await look(w, made.id))
    await expect(give.extend_lease(w, w.examiner, await look(w, made.id))).rejects.toMatchObject({
      code: 'examination.no_more_extensions',
    })
  })

  it('is handed over to a colleague without an interest, with a note', async () => {
    const made = await submitted(w.p, w.own)
    await give.claim(w, w.examiner, made)
    const employee = await seedAccount(w.p, { roles: ['examiner'], partyId: w.own.partyId })
    const { items } = await listColleagues(w.p, w.examiner, made.id)
    expect(items.map(({ id }) => id)).toContain(w.colleague.accountId)
    expect(items.map(({ id }) => id)).not.toContain(employee.accountId)
    const { version } = await look(w, made.id)
    const to = (id: string) => service.handOver(w.p, w.examiner, made.id, { version, to: id, note: '休假，已核对来源' })
    await expect(to(employee.accountId)).rejects.toMatchObject({ code: 'examination.not_a_colleague' })
    await to(w.colleague.accountId)
    expect(await look(w, made.id)).toMatchObject({ status: 'under_review', examinerName: w.colleague.name })
    expect(await leaseOf(made.id)).toMatchObject({ account_id: w.colleague.accountId, extensions: 0 })
  })
})

it('tells on return what changed since the examiner last looked, again after a reload', async () => {
  const made = await submitted(w.p, w.own)
  await give.claim(w, w.examiner, made)
  expect((await visitCase(w.p, w.examiner, made.id)).since).toBeNull()
  await give.require_correction(w, w.examiner, await look(w, made.id))
  let view = await look(w, made.id)
  const { saveCase } = await import('../filing/service.ts')
  const algorithm = `${made.form.algorithm}第五步人工抽查。`
  await saveCase(w.p, w.own.filer, made.id, { version: view.version, set: { algorithm }, clear: [] })
  view = await look(w, made.id)
  await give.respond(w, w.own.signatory, view)
  for (const _ of [1, 2]) {
    const { since } = await visitCase(w.p, w.examiner, made.id)
    expect(since?.changes.fields).toEqual([{ field: 'algorithm', before: made.form.algorithm, after: algorithm }])
    expect(since?.answers).toHaveLength(2)
  }
  expect((await visitCase(w.p, w.colleague, made.id)).since).toBeNull()
})

it('shows the second examiner the application alone, and measures agreement', async () => {
  const made = await submitted(w.p, w.own)
  await w.p.owner.deleteFrom('double_examination').execute()
  await inTx(w.p.db, (tx) => insertSample(tx, crypto.randomUUID(), made.id, w.p.clock.now()))
  await give.claim(w, w.examiner, made)
  expect((await nextSample(w.p, w.examiner)).id).toBeNull()
  await give.require_correction(w, w.examiner, await look(w, made.id))
  const { id } = await nextSample(w.p, w.colleague)
  if (!id) throw new Error('no sampled case')
  expect((await nextSample(w.p, w.colleague)).id).toBe(id)
  const text = JSON.stringify(await readSample(w.p, w.colleague, id))
  expect(text).toContain(made.number)
  for (const word of ['处理步骤不清', '审查甲', 'correction']) expect(text).not.toContain(word)
  const blind = await known(w.colleague)
  const { getCase, listCases } = await import('../filing/service.ts')
  await expect(getCase(w.p, blind, made.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
  const { items, total } = await listCases(w.p, blind, { sort: 'updated', limit: 100 })
  expect(total).toBe(items.length)
  expect(items.map((one) => one.id)).not.toContain(made.id)
  await expect(readSample(w.p, w.examiner, id)).rejects.toMatchObject({ code: 'kernel.not_found' })
  await expect(
    giveSecondOpinion(w.p, w.colleague, id, { verdict: 'correct', marks: ['rule:no_such_rule'], note: '' }),
  ).rejects.toMatchObject({ code: 'kernel.invalid_input' })
  await giveSecondOpinion(w.p, w.colleague, id, { verdict: 'correct', marks: ['field:algorithm'], note: '' })
  await expect(
    giveSecondOpinion(w.p, w.colleague, id, { verdict: 'accept', marks: [], note: '' }),
  ).rejects.toMatchObject({ code: 'kernel.stale_version' })
  await expect(getCase(w.p, await known(w.colleague), made.id)).resolves.toMatchObject({ id: made.id })
  expect(await agreementNow(w.p)).toMatchObject({ cases: 1, same: 1, waiting: 0 })
  expect((await agreementNow(w.p)).marks).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ mark: 'field:algorithm', both: 1 }),
      expect.objectContaining({ mark: 'field:name', firstOnly: 1 }),
    ]),
  )
})
