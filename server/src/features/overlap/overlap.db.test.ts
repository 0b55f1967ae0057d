import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AccountActor, Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import {
  disclosePart,
  type Json,
  makeParts,
  mergeSketches,
  type Part,
  type Sketch,
  type SketchPart,
  writeSketchPart,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { expect, test } from 'vitest'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { seedAccount, type TestPlatform, testPlatform } from '../../testing/platform.ts'
import { drawn } from '../../testing/sketches.ts'
import { createDeposit } from '../evidence/deposit.ts'
import { company, manifestOf } from '../evidence/testing/fixture.ts'
import { findAsked, listPlaces } from './overlap-store.ts'
import { type Sight, sightOf } from './policy.ts'
import {
  askOverlaps,
  keepSketch,
  overlapFacts,
  overlapsOf,
  overlapsOfDeposit,
  releaseKeys,
  startEpoch,
} from './service.ts'

const p = await testPlatform()
const own = await company(p, { prefectureCode: '520100' })
const other = await company(p, { prefectureCode: '520300' })
const examiner = await seedAccount(p, { roles: ['examiner'] })
const { current } = await releaseKeys(p, own)

const refusal = async (work: Promise<unknown>) =>
  await work.then(
    () => 'done',
    (error: unknown) =>
      error instanceof AppError ? [error.code, error.params.fault].filter(Boolean).join(' ') : String(error),
  )

const partOf = (columns: Record<string, Sketch>, epoch = current.epoch): SketchPart => ({
  epoch,
  tables: [
    { file: '轨迹.csv', rows: null, columns: Object.entries(columns).map(([name, sketch]) => ({ name, sketch })) },
  ],
})

const vectors: {
  sketches: { name: string; sketch: string }[]
  refused: { name: string; fault: string; part: Json }[]
} = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../dataset/vectors/sketch.json'), 'utf8'))

let serial = 0
async function depositWith(who: AccountActor, content: Json | null, on: TestPlatform = p) {
  serial += 1
  const parts: Part[] = ['profile', 'sketch'].map((name, i) => ({
    ...{ name, salt: `${i}`.repeat(64), content: name === 'sketch' ? content : {} },
  }))
  const manifest = manifestOf(`数据 ${serial}`, makeParts(nodeCrypto, parts))
  const { id, number } = await createDeposit(on, who, { manifest, title: '轨迹', note: '', disclosures: [] })
  return { id, number, disclosure: disclosePart(nodeCrypto, parts, 'sketch') }
}
async function kept(who: AccountActor, part: SketchPart) {
  const deposit = await depositWith(who, writeSketchPart(part))
  await keepSketch(p, who, deposit.id, deposit.disclosure)
  return deposit
}

async function applyFor(depositId: string, who: AccountActor, status: string): Promise<string> {
  serial += 1
  const number = `TEST-${serial}`
  await p.owner
    .insertInto('filing_case')
    .values({
      ...{ id: `019a0000-0000-7000-8000-${String(serial).padStart(12, '0')}`, number, deposit_id: depositId, status },
      ...{ party_id: who.partyId ?? '', prefecture_code: '520300', form: '{}', prefilled: '{}', known: '{}' },
      ...{ pack_jurisdiction: 'x', pack_version: '1', created_by: who.accountId },
      ...{ created_at: p.clock.now(), updated_at: p.clock.now() },
    })
    .execute()
  return number
}

test('an applicant hears of a share and a stage, an examiner of the case', async () => {
  const registered = drawn(50_000)
  const theirs = await kept(other, partOf({ 车牌: registered, 里程: drawn(20_000) }))
  const number = await applyFor(theirs.id, other, 'registered')
  const mine = partOf({ plate: mergeSketches(registered, drawn(10_000)), unrelated: drawn(9000) })
  const answer = await overlapsOf(p, own, mine)
  expect(answer).toMatchObject({ epoch: current.epoch, checked: 2, widespread: [] })
  expect(answer.overlaps).toHaveLength(1)
  const [seen] = answer.overlaps
  expect(seen).toMatchObject({ column: 'plate', stage: 'registered', own: false, other: null })
  expect(seen).toMatchObject({
    relation: 'partly',
    shareOfOther: null,
    errorOfOther: null,
    jaccard: null,
    errorOfJaccard: null,
  })
  // Five parts of six; a sketch of 256 draws is off by a fortieth, and what is told is rounded to a twentieth.
  expect(Math.abs((seen?.share ?? 0) - 5 / 6)).toBeLessThan(0.16)
  expect(Math.abs((seen?.share ?? 0) * 20 - Math.round((seen?.share ?? 0) * 20))).toBeLessThan(1e-9)
  expect(JSON.stringify(answer)).not.toContain(theirs.number)
  expect(JSON.stringify(answer)).not.toContain('车牌')
  expect(JSON.stringify(answer)).not.toContain(number)

  const deposit = await kept(own, mine)
  const examined = await overlapsOfDeposit(p, examiner, deposit.id)
  expect(examined.overlaps).toMatchObject([
    { column: 'plate', other: { depositNumber: theirs.number, column: '车牌', cases: [{ number }] } },
  ])
  expect((await overlapsOfDeposit(p, own, deposit.id)).overlaps).toMatchObject([{ other: null }])
  expect(await overlapFacts(p, deposit.id)).toEqual(examined)
  const officer = (regionCode: string) => seedAccount(p, { roles: ['officer'], regionCode })
  expect((await overlapsOfDeposit(p, await officer('520100'), deposit.id)).overlaps).toMatchObject([{ other: null }])
  expect(await refusal(overlapsOfDeposit(p, await officer('520300'), deposit.id))).toBe('kernel.not_found')
  expect(await refusal(overlapsOfDeposit(p, other, deposit.id))).toBe('kernel.not_found')
})

test('mere deposits and closed cases of others are told to examiners only, the own ones to their owner in full', async () => {
  const values = drawn(30_000)
  const theirs = await kept(other, partOf({ a: values }))
  expect((await overlapsOf(p, own, partOf({ b: values }))).overlaps).toEqual([])
  const mine = await kept(own, partOf({ b: values }))
  expect((await overlapsOfDeposit(p, examiner, mine.id)).overlaps).toMatchObject([
    { stage: 'deposited', relation: 'same', share: 1, own: false, other: { depositNumber: theirs.number } },
  ])
  await applyFor(theirs.id, other, 'refused')
  expect((await overlapsOf(p, own, partOf({ b: values }))).overlaps).toMatchObject([
    { own: true, share: 1, other: { depositNumber: mine.number } },
  ])
  expect((await overlapsOfDeposit(p, examiner, mine.id)).overlaps[0]?.stage).toBe('closed')
  await applyFor(theirs.id, other, 'under_review')
  expect((await overlapsOf(p, own, partOf({ b: values }))).overlaps.map(({ stage }) => stage).sort()).toEqual([
    'deposited',
    'pending',
  ])
})

test('a part of a registered set is told as within it, however much larger that is', async () => {
  const mine = drawn(10_000)
  const theirs = await kept(other, partOf({ all: mergeSketches(mine, drawn(70_000)) }))
  await applyFor(theirs.id, other, 'public_notice')
  const [seen] = (await overlapsOf(p, own, partOf({ some: mine }))).overlaps
  expect(seen).toMatchObject({ relation: 'within', stage: 'pending', share: 1, shareOfOther: null })
  const mineKept = await kept(own, partOf({ some: mine }))
  const [examined] = (await overlapsOfDeposit(p, examiner, mineKept.id)).overlaps
  expect(examined).toMatchObject({ relation: 'within', share: 1, other: { depositNumber: theirs.number } })
  expect(examined?.shareOfOther).toBeLessThan(0.3)
})

test('own data are told with every share and its error, others’ that are within them not at all below a fifth', async () => {
  const part = drawn(20_000)
  const earlier = await kept(own, partOf({ some: part }))
  const whole = partOf({ all: mergeSketches(part, drawn(180_000)) })
  const later = await kept(own, whole)
  const [seen, ...more] = (await overlapsOfDeposit(p, own, later.id)).overlaps
  expect(more).toEqual([])
  expect(seen).toMatchObject({ relation: 'contains', own: true, other: { depositId: earlier.id, column: 'some' } })
  const { share = 0, error = 0, shareOfOther, errorOfOther, jaccard, errorOfJaccard } = seen ?? {}
  expect(shareOfOther).toBe(1)
  expect(Math.abs(share - 0.1)).toBeLessThan(5 * error)
  expect(Math.abs((jaccard ?? 0) - 0.1)).toBeLessThan(5 * (errorOfJaccard ?? 0))
  expect(errorOfOther).toBeGreaterThan(0)

  await applyFor(earlier.id, own, 'registered')
  expect((await overlapsOf(p, other, whole)).overlaps).toEqual([])
  expect((await overlapsOf(p, other, partOf({ some: part }))).overlaps).toMatchObject([
    { relation: 'within', stage: 'registered', own: false, other: null },
  ])
})

test('what one may learn is asked of the database, and by default nothing', async () => {
  const theirs = await kept(other, partOf({ a: drawn(5000) }))
  const number = await applyFor(theirs.id, other, 'registered')
  const rows = await p.db.selectFrom('column_sketch').select('id').where('deposit_id', '=', theirs.id).execute()
  const wanted = { ids: rows.map(({ id }) => BigInt(id)), appliedFor: ['registered'], except: null }
  const look = (sight: Sight) => listPlaces(p.db, { ...wanted, sight })
  for (const actor of [{ kind: 'public' }, { kind: 'system' }, { ...own, partyId: null }] as Actor[])
    expect(await look(sightOf(actor))).toEqual([])
  const unnamed = { id: expect.anything(), statuses: ['registered'], known: null }
  expect(await look(sightOf(own))).toEqual([unnamed])
  expect(await look(sightOf(await seedAccount(p, { roles: ['officer'], regionCode: '520100' })))).toEqual([unnamed])
  expect(await listPlaces(p.db, { ...wanted, sight: sightOf(own), appliedFor: ['public_notice'] })).toEqual([])
  for (const actor of [other, examiner])
    expect(await look(sightOf(actor))).toMatchObject([{ known: { depositNumber: theirs.number, cases: [{ number }] } }])
  expect(await listPlaces(p.db, { ...wanted, sight: sightOf(other), except: theirs.id })).toEqual([])
})

test('a sketch is kept once and only with the deposit that commits to it', async () => {
  const deposit = await depositWith(own, writeSketchPart(partOf({ a: drawn(4000) })))
  const first = await keepSketch(p, own, deposit.id, deposit.disclosure)
  expect(first).toEqual({ epoch: current.epoch, sketches: 1 })
  expect(await keepSketch(p, own, deposit.id, deposit.disclosure)).toEqual(first)
  const rows = await p.db.selectFrom('column_sketch').select('id').where('deposit_id', '=', deposit.id).execute()
  expect(rows).toHaveLength(1)
  expect(await refusal(keepSketch(p, other, deposit.id, deposit.disclosure))).toBe('kernel.not_found')
  const otherDeposit = await depositWith(own, writeSketchPart(partOf({ a: drawn(4000) })))
  expect(await refusal(keepSketch(p, own, otherDeposit.id, deposit.disclosure))).toBe('evidence.bad_disclosure')
  expect(await refusal(keepSketch(p, own, otherDeposit.id, {}))).toBe('overlap.bad_sketch missing')
})

test.each(vectors.refused)('refused with its own reason: $name', async ({ fault, part }) => {
  expect(await refusal(askOverlaps(p, own, part))).toBe(`overlap.bad_sketch ${fault}`)
  // What has no canonical bytes no manifest can commit to.
  if (fault === 'not_utf8') {
    const deposit = await depositWith(own, {})
    const shown = { ...deposit.disclosure, content: part }
    expect(await refusal(keepSketch(p, own, deposit.id, shown))).toBe('evidence.bad_disclosure')
    return
  }
  const deposit = await depositWith(own, part)
  expect(await refusal(keepSketch(p, own, deposit.id, deposit.disclosure))).toBe(`overlap.bad_sketch ${fault}`)
})

test('a table that the manifest does not name is refused', async () => {
  const part = partOf({ a: drawn(4000) })
  const [table] = part.tables
  if (!table) throw new Error('no table')
  const deposit = await depositWith(own, writeSketchPart({ ...part, tables: [{ ...table, file: '别的.csv' }] }))
  expect(await refusal(keepSketch(p, own, deposit.id, deposit.disclosure))).toBe('overlap.bad_sketch unknown_file')
})

test('keys go to approved applicants, each time on record and not without end', async () => {
  const asker = await company(p)
  const first = await releaseKeys(p, asker)
  expect(first.current).toEqual(current)
  expect(await refusal(releaseKeys(p, { ...asker, partyApproved: false }))).toBe('party.not_approved')
  expect(await refusal(releaseKeys(p, examiner))).toBe('kernel.forbidden')
  expect(await refusal(releaseKeys(p, { kind: 'public' } as Actor))).toBe('kernel.forbidden')
  for (let i = 1; i < 100; i++) await releaseKeys(p, asker)
  expect(await refusal(releaseKeys(p, asker))).toBe('kernel.too_many_requests')
  const released = await p.db
    .selectFrom('comparison_key_release')
    .select(['party_id', 'epoch'])
    .where('account_id', '=', asker.accountId)
    .execute()
  expect(released).toHaveLength(100)
  expect(released[0]).toEqual({ party_id: asker.partyId, epoch: current.epoch })
})

test('questions are on record and not without end', async () => {
  const asker = await company(p)
  const at = p.clock.now()
  const before = { account_id: asker.accountId, party_id: asker.partyId, epoch: 1, sketches: 19_999, found: 0, at }
  await p.owner.insertInto('overlap_query').values(before).execute()
  expect(await refusal(overlapsOf(p, asker, partOf({ a: drawn(5000) })))).toBe('done')
  expect(await refusal(overlapsOf(p, asker, partOf({ a: drawn(5000) })))).toBe('kernel.too_many_requests')
})

test('looking at the same deposit again uses up nothing', async () => {
  const asker = await company(p)
  const { id } = await kept(asker, partOf({ a: drawn(5000), b: drawn(6000) }))
  for (let i = 0; i < 3; i++) await overlapsOfDeposit(p, asker, id)
  await overlapsOf(p, asker, partOf({ a: drawn(5000) }))
  await overlapsOf(p, asker, partOf({ a: drawn(5000) }))
  const since = new Date(p.clock.now().getTime() - 1000)
  expect(await findAsked(p.db, asker.partyId ?? '', since)).toEqual({ sketches: 4, first: p.clock.now() })
  const kinds = await p.db
    .selectFrom('overlap_query')
    .select('deposit_id')
    .where('party_id', '=', asker.partyId)
    .execute()
  expect(kinds).toHaveLength(5)
})

test('what the programs may do with sketches is to add them', async () => {
  for (const table of ['column_sketch', 'deposit_sketch', 'comparison_epoch', 'overlap_query'] as const)
    await expect(p.db.deleteFrom(table).execute()).rejects.toThrow('permission denied')
})

test('over HTTP: the key is not kept anywhere, and no public answer or log entry holds a sketch', async () => {
  const call = requester(await openApp(p))
  const token = await openSession(p, own)
  const answer = await call('GET', '/api/v1/comparison-keys', { token })
  expect(answer.status).toBe(200)
  expect(answer.headers['cache-control']).toBe('private, no-store')
  // As the depositor's machine makes it.
  const [column] = vectors.sketches
  const tables = [{ file: '轨迹.csv', rows: null, columns: [{ name: 'a', sketch: column?.sketch ?? '' }] }]
  const part = { format: 'datadeed-sketch/1', epoch: current.epoch, tables }
  const deposit = await depositWith(own, part)
  const keep = await call('POST', `/api/v1/deposits/${deposit.id}/sketch`, {
    token,
    body: { disclosure: deposit.disclosure },
  })
  expect(keep.json).toEqual({ epoch: current.epoch, sketches: 1 })
  const asked = await call('POST', '/api/v1/overlap-queries', { token, body: { sketch: part } })
  expect(asked.json).toMatchObject({ checked: 1, overlaps: [{ own: true, share: 1 }] })
  const text = JSON.stringify(part).slice(-200, -20)
  const shown = await call('GET', `/api/v1/deposits/${deposit.id}`, { token })
  const leaves = await p.db.selectFrom('evidence_leaf').select('body').execute()
  for (const told of [shown.text, asked.text, keep.text, JSON.stringify(leaves)]) expect(told).not.toContain(text)
})

test('after a change of key old sketches stay comparable under the old one, and new ones need the new one', async () => {
  const q = await testPlatform()
  const who = await company(q)
  const staff = await seedAccount(q, { roles: ['administrator'] })
  const before = await releaseKeys(q, who)
  const old = before.current.epoch
  const values = drawn(6000)
  const [first, late] = [
    await depositWith(who, writeSketchPart(partOf({ a: values }, old)), q),
    await depositWith(who, writeSketchPart(partOf({ b: values }, old)), q),
  ]
  await keepSketch(q, who, first.id, first.disclosure)
  expect(await refusal(overlapsOf(q, who, partOf({ a: values }, old + 1)))).toBe('overlap.wrong_epoch')
  expect(await refusal(startEpoch(q, who, '没有权限'))).toBe('kernel.forbidden')
  const { epoch } = await startEpoch(q, staff, '演练：密钥可能泄露')
  const after = await releaseKeys(q, who)
  expect(after.current.epoch).toBe(epoch)
  expect(after.current.key).not.toBe(before.current.key)
  expect(after.earlier).toEqual([before.current])
  expect((await overlapsOf(q, who, partOf({ a: values }, old))).overlaps).toMatchObject([{ own: true, share: 1 }])
  expect((await overlapsOf(q, who, partOf({ a: values }, epoch))).overlaps).toEqual([])
  q.clock.set('2026-03-09T01:00:01Z')
  expect(await refusal(keepSketch(q, who, late.id, late.disclosure))).toBe('overlap.wrong_epoch')
  q.clock.set('2027-03-03T00:00:00Z')
  expect((await releaseKeys(q, who)).current.epoch).toBe(epoch + 1)
})

test('many who start an epoch at once start one, and another secret than the one at first is noticed', async () => {
  const q = await testPlatform()
  const who = await company(q)
  const all = await Promise.all(Array.from({ length: 5 }, () => releaseKeys(q, who)))
  expect(new Set(all.map((keys) => JSON.stringify(keys.current))).size).toBe(1)
  writeFileSync(join(q.config.dataDir, 'keys', 'comparison'), `${'ab'.repeat(32)}\n`)
  expect(await refusal(releaseKeys(q, who))).toContain('比对密钥与数据库中的不一致')
})
