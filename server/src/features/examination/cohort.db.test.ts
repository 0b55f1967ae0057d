import { createHash } from 'node:crypto'
import { drawOrder, sampleSize } from '@datadeed/core/examination/cohort-sample'
import type { CohortStep, CohortView } from '@datadeed/core/examination/cohort-schema'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { completeDraft, openWorld, type World } from '../../testing/cases.ts'
import { seedAccount, testPlatform } from '../../testing/platform.ts'
import { give, look } from '../../testing/procedure.ts'
import { personOf } from '../account/service.ts'
import * as filing from '../filing/service.ts'
import { openNotice } from '../publication/service.ts'
import * as service from './service.ts'
import { subscribe } from './subscriptions.ts'

let w: World
beforeAll(async () => {
  const p = await testPlatform()
  subscribe(p)
  p.events.on('examination.accepted', (tx, event) => openNotice(tx, p, event))
  w = await openWorld(p)
})
/** Each test has its own companies' cases: what the ones before left in the queue does not count. */
beforeEach(async () => {
  await w.p.owner.deleteFrom('cohort_candidate').execute()
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const codeOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Error && 'code' in error ? error.code : error
}

/** A submitted case, alike all others but for what `set` says. */
async function alike(set: CaseDraft = {}) {
  const draft = await completeDraft(w.p, w.own)
  if (Object.keys(set).length > 0)
    await filing.saveCase(w.p, w.own.filer, draft.id, { version: draft.version, set, clear: [] })
  const { version } = await filing.getCase(w.p, w.own.filer, draft.id)
  return await filing.submitCase(w.p, w.own.signatory, draft.id, { version })
}
const make = async (count: number) => {
  const made = []
  for (let i = 0; i < count; i++) made.push(await alike())
  return made
}

const detail = (id: string, actor: AccountActor = w.examiner) => service.cohortDetail(w.p, actor, id)
const membersOf = async (id: string) => (await service.listCohortMembers(w.p, w.examiner, id, { limit: 100 })).items
async function begin(actor: AccountActor = w.examiner): Promise<CohortView> {
  const [group] = (await service.listCandidates(w.p, actor)).items
  const { id } = await service.beginCohort(w.p, actor, { key: group?.key ?? '0'.repeat(64) })
  await service.runCohort(w.p, id)
  return await detail(id, actor)
}
const step = async (
  id: string,
  command: CohortStep['command'],
  actor: AccountActor,
  more: Partial<CohortStep> = {},
) => {
  const { version, releaseList } = await detail(id)
  const list = more.list ?? releaseList
  await service.stepCohort(w.p, actor, id, {
    command,
    version,
    reason: '理由写在这里',
    ...(list ? { list } : {}),
    ...more,
  })
  await service.runCohort(w.p, id)
  return await detail(id)
}
/** The exemplar, or the next sampled case, is found sound by the examiner. */
async function passNext(id: string): Promise<void> {
  const { next } = await detail(id)
  if (!next) throw new Error('nothing is to be examined')
  await give.propose_acceptance(w, w.examiner, await look(w, next.caseId))
  await service.runCohort(w.p, id)
}
/** Waits for the log to publish the list, as the job does. */
async function untilDrawn(id: string): Promise<CohortView> {
  for (let tries = 0; tries < 200; tries++) {
    await service.runCohort(w.p, id)
    const view = await detail(id)
    if (view.status !== 'drawing') return view
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('nothing was drawn')
}
async function sampled(count: number): Promise<CohortView> {
  await make(count)
  const { id } = await begin()
  await passNext(id)
  return await untilDrawn(id)
}
async function ready(count: number): Promise<CohortView> {
  let view = await sampled(count)
  while (view.status === 'sampling') {
    await passNext(view.id)
    view = await detail(view.id)
  }
  return view
}

test('a cohort of alike cases goes from the queue to a letter and a notice for each, and the draw can be repeated', async () => {
  const made = await make(11)
  const odd = await alike({ originality: '由本单位独立完成清洗规则与聚合模型的设计和参数标定。' })
  const { items, cases, least } = await service.listCandidates(w.p, w.examiner)
  expect([items.length, cases, least]).toEqual([1, 12, 5])
  expect(items[0]).toMatchObject({ count: 12, examined: 8, alike: { elements: ['road_id', 'speed'] } })

  const begun = await begin()
  expect(begun).toMatchObject({
    status: 'exemplar',
    counts: { cases: 12, held: 11, excepted: 1 },
    can: ['split_off', 'dissolve'],
  })
  expect(begun.exemplar.caseId).toBe(made[0]?.id)
  const strange = (await membersOf(begun.id)).find(({ caseId }) => caseId === odd.id)
  expect(strange).toMatchObject({
    state: 'excepted',
    differences: expect.arrayContaining([expect.objectContaining({ field: 'originality', allowed: false })]),
  })
  expect((await look(w, odd.id)).status).toBe('submitted')
  const names = (await membersOf(begun.id)).filter(({ state, exemplar }) => state === 'held' && !exemplar)
  for (const { differences } of names)
    expect(differences.filter(({ field, allowed }) => field !== 'bytes' || !allowed)).toMatchObject([
      { field: 'name', allowed: true },
    ])

  await passNext(begun.id)
  const drawn = await untilDrawn(begun.id)
  expect(drawn).toMatchObject({
    status: 'sampling',
    sample: { population: 10, size: sampleSize(10, { certainty: 0.95, tolerated: 0.2 }) },
  })
  const { draw } = drawn
  if (!draw) throw new Error('no draw')
  // An auditor's own repetition, from what the log and the page say.
  const { payload } = await w.p.owner
    .selectFrom('cohort_event')
    .select('payload')
    .where('cohort_id', '=', begun.id)
    .where('command', '=', 'fix_list')
    .executeTakeFirstOrThrow()
  const list = (payload as { list: { cases: { number: string }[] } }).list
  const order = drawOrder(
    list.cases.map(({ number }) => number),
    { root: draw.root, list: draw.list },
    sha256,
  )
  const members = await membersOf(begun.id)
  expect(
    members
      .filter(({ rank }) => rank !== null)
      .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
      .map(({ number }) => number),
  ).toEqual(order)
  expect(members.filter(({ sampled }) => sampled).map(({ number }) => number)).toEqual(
    order.slice(0, drawn.sample.size ?? 0),
  )
  const leaf = await w.p.owner
    .selectFrom('evidence_leaf')
    .select(['subject', 'sha256'])
    .where('subject', '=', drawn.number)
    .executeTakeFirstOrThrow()
  expect(leaf.sha256).toBe(draw.list)
  expect(draw.size).toBeGreaterThan(draw.index)

  for (let left = drawn.sample.size ?? 0; left > 0; left--) await passNext(begun.id)
  expect((await detail(begun.id)).can).toEqual(['split_off', 'propose', 'dissolve'])
  const proposed = await step(begun.id, 'propose', w.examiner)
  expect(proposed).toMatchObject({ status: 'proposed', counts: { proposed: 11 } })
  // Who examined may not release, nor may the list be another one than was seen.
  expect(await codeOf(step(begun.id, 'release', w.examiner))).toBe('examination.same_person')
  expect(await codeOf(step(begun.id, 'release', w.reviewer, { list: 'f'.repeat(64) }))).toBe(
    'examination.cohort_changed',
  )
  const released = await step(begun.id, 'release', w.reviewer)
  expect(released).toMatchObject({ status: 'released', counts: { released: 11 } })
  const letters = new Set<string>()
  for (const { id } of made) {
    const view = await look(w, id)
    expect([view.status, view.letters.map(({ kind }) => kind)]).toEqual(['public_notice', ['acceptance']])
    for (const { number } of view.letters) letters.add(number)
    expect(view.events.filter(({ command }) => command === 'release')).toHaveLength(1)
  }
  expect(letters.size).toBe(11)
}, 60_000)

describe('a defect', () => {
  test('in the exemplar dissolves the cohort, and the others are back in the queue with the reason', async () => {
    const made = await make(5)
    const { id, exemplar } = await begin()
    await give.require_correction(w, w.examiner, await look(w, exemplar.caseId))
    await service.runCohort(w.p, id)
    expect(await detail(id)).toMatchObject({ status: 'dissolved', counts: { excepted: 5 } })
    const [first, second] = await Promise.all([look(w, made[0]?.id ?? ''), look(w, made[1]?.id ?? '')])
    expect([first.status, second.status]).toEqual(['correction_required', 'submitted'])
    expect(second.events.at(-1)?.note).toContain('范例未获通过')
    expect((await service.listCandidates(w.p, w.examiner)).items).toEqual([])
  }, 30_000)

  test('in the sample widens it by the same draw, a second one dissolves the cohort', async () => {
    const view = await sampled(12)
    const find = async () => {
      const { next } = await detail(view.id)
      await give.propose_refusal(w, w.examiner, await look(w, next?.caseId ?? ''))
      await service.runCohort(w.p, view.id)
      return await detail(view.id)
    }
    expect(view.sample.size).toBe(7)
    const widened = await find()
    expect(widened).toMatchObject({
      status: 'sampling',
      counts: { defects: 1 },
      sample: { size: sampleSize(11, { certainty: 0.95, tolerated: 0.2 }, 1) },
    })
    const drawn = (await membersOf(view.id)).filter(({ sampled }) => sampled)
    expect(drawn.map(({ rank }) => rank)).toEqual(drawn.map((_, i) => i + 1))
    expect(drawn).toHaveLength(widened.sample.size ?? 0)
    expect(await find()).toMatchObject({ status: 'dissolved', counts: { defects: 2 } })
  }, 30_000)
})

test('nothing is released where a member changed after it was seen; it leaves the cohort, and the others go on', async () => {
  const view = await ready(6)
  const proposed = await step(view.id, 'propose', w.examiner)
  const gone = (await membersOf(view.id)).find(({ exemplar, sampled }) => !exemplar && !sampled)
  if (!gone) throw new Error('all were sampled')
  await give.withdraw(w, w.own.signatory, await look(w, gone.caseId))
  const seen = { list: proposed.releaseList ?? '', version: proposed.version }
  expect(await codeOf(step(view.id, 'release', w.reviewer, seen))).toBe('examination.cohort_changed')
  expect((await membersOf(view.id)).filter(({ state }) => state === 'released')).toEqual([])
  expect(await step(view.id, 'release', w.reviewer)).toMatchObject({
    status: 'released',
    counts: { released: 5, excepted: 1 },
  })
  expect((await look(w, gone.caseId)).status).toBe('withdrawn')
}, 30_000)

test('a proposal is undone by the examiner or sent back by the reviewer, case by case; a split-off case is in the queue again', async () => {
  const { id } = await ready(6)
  await step(id, 'propose', w.examiner)
  const undone = await step(id, 'undo', w.examiner)
  expect(undone.status).toBe('ready')
  const [plain] = (await membersOf(id)).filter((member) => !member.exemplar && !member.sampled)
  expect(plain).toMatchObject({ state: 'held', caseStatus: 'under_review' })
  await step(id, 'propose', w.examiner)
  expect(await step(id, 'send_back', w.reviewer)).toMatchObject({ status: 'ready' })
  const [drawn] = (await membersOf(id)).filter(({ sampled }) => sampled)
  const reason = '与同批其他路段不同，单独审查'
  expect(await codeOf(service.splitOff(w.p, w.examiner, id, { caseId: drawn?.caseId ?? '', reason }))).toBe(
    'examination.cohort_sampled',
  )
  await service.splitOff(w.p, w.examiner, id, { caseId: plain?.caseId ?? '', reason })
  const back = await look(w, plain?.caseId ?? '')
  expect([back.status, back.examinerName, back.events.at(-1)?.note]).toEqual([
    'submitted',
    null,
    expect.stringContaining(reason),
  ])
  expect(await codeOf(step(id, 'dissolve', w.colleague))).toBe('examination.not_assigned')
  expect(await step(id, 'dissolve', w.examiner)).toMatchObject({ status: 'dissolved' })
}, 30_000)

test('above the number two reviewers agree to the same list, neither the examiner nor one person twice, nor anybody with an interest', async () => {
  const { id } = await ready(6)
  await step(id, 'propose', w.examiner)
  const rule = w.p.pack.cohort
  if (!rule) throw new Error('no rule')
  const { above } = rule.release
  rule.release.above = 5
  try {
    const second = await seedAccount(w.p, { roles: ['reviewer'], name: '复核丁' })
    const party = await w.p.owner
      .selectFrom('party')
      .select('contact_email')
      .where('id', '=', w.own.partyId)
      .executeTakeFirstOrThrow()
    const friend = await seedAccount(w.p, { roles: ['reviewer'], email: party.contact_email })
    const known = async (actor: AccountActor) => ({ ...actor, person: await personOf(w.p, actor.accountId) })
    expect(await codeOf(step(id, 'release', second))).toBe('filing.command_not_offered')
    expect(await codeOf(step(id, 'approve', await known(friend)))).toBe('examination.conflict_of_interest')
    expect(await step(id, 'approve', w.reviewer)).toMatchObject({ status: 'approved', approverName: '复核丙' })
    expect(await codeOf(step(id, 'release', w.reviewer))).toBe('examination.same_person')
    expect(await codeOf(step(id, 'release', w.examiner))).toBe('examination.same_person')
    expect(await step(id, 'release', second)).toMatchObject({ status: 'released', counts: { released: 6 } })
  } finally {
    rule.release.above = above
  }
}, 30_000)

test('a release that was cut off goes on, and makes nothing twice; two workers at once neither', async () => {
  const { id } = await ready(6)
  await step(id, 'propose', w.examiner)
  const { version, releaseList } = await detail(id)
  await service.stepCohort(w.p, w.reviewer, id, { command: 'release', version, reason: '', list: releaseList ?? '' })
  const broken = new Error('the machine died')
  let calls = 0
  const emit: typeof w.p.events.emit = async (tx, name, event) => {
    if (name === 'examination.accepted' && ++calls === 3) throw broken
    await w.p.events.emit(tx, name, event)
  }
  const dying = { ...w.p, pack: w.p.pack, calendar: w.p.calendar, events: { ...w.p.events, emit } }
  expect(await codeOf(service.runCohort(dying, id))).toBe(broken)
  expect(await detail(id)).toMatchObject({
    status: 'releasing',
    counts: { released: 2, proposed: 4 },
    progress: { done: 2, total: 6 },
  })
  await Promise.all([service.runCohort(w.p, id), service.runCohort(w.p, id)])
  await service.sweepCohorts(w.p)
  expect(await detail(id)).toMatchObject({ status: 'released', counts: { released: 6 } })
  for (const { caseId } of await membersOf(id)) expect((await look(w, caseId)).letters).toHaveLength(1)
}, 30_000)

test('two examiners who begin with the same group at once get one cohort, and who may not see a case sees no cohort of it', async () => {
  await make(5)
  const [group] = (await service.listCandidates(w.p, w.examiner)).items
  const key = group?.key ?? ''
  const both = await Promise.allSettled(
    [w.examiner, w.colleague].map((actor) => service.beginCohort(w.p, actor, { key })),
  )
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const won = both.find((one) => one.status === 'fulfilled')
  if (won?.status !== 'fulfilled') throw new Error('nobody began')
  const { id, exemplar } = won.value
  const blind = {
    ...w.reviewer,
    person: { ...(await personOf(w.p, w.reviewer.accountId)), blindTo: [exemplar.caseId] },
  }
  for (const actor of [blind, w.own.signatory, w.officer])
    expect(await codeOf(detail(id, actor))).toBe('kernel.not_found')
  // An organisation's own people, and whoever declared an interest, are offered none of its cases.
  const employee = await seedAccount(w.p, { roles: ['examiner'], partyId: w.own.partyId })
  expect((await service.listCandidates(w.p, employee)).items).toEqual([])
  await service.runCohort(w.p, id)
  expect(await inTx(w.p.db, async () => (await detail(id)).counts.held)).toBe(5)
}, 30_000)
