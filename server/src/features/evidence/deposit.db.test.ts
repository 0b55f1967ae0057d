import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { commitment, disclosePart, makeParts, type Part } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { seedAccount, testPlatform } from '../../testing/platform.ts'
import { createDeposit, getDeposit, getDepositFacts, listDeposits, disclosePart as showLater } from './deposit.ts'
import { closeState } from './log-store.ts'
import { ensureLog } from './log-writer.ts'
import { company, deposit, manifestOf } from './testing/fixture.ts'

const p = await testPlatform()
const own = await company(p, { prefectureCode: '520100' })
const other = await company(p, { prefectureCode: '520300' })
const input = { title: '车辆轨迹', note: '', disclosures: [] }
const code = async (work: Promise<unknown>) =>
  await work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

test('a deposit is kept with its digests, its number and a commitment to its owner', async () => {
  const view = await createDeposit(p, own, { ...input, manifest: manifestOf('数据') })
  expect(view).toMatchObject({ title: '车辆轨迹', status: 'pending', files: 1, bytes: 6, position: null, can: [] })
  expect(view.number).toBe('GZJT-C-2026-000001')
  const row = await p.db.selectFrom('deposit').selectAll().where('id', '=', view.id).executeTakeFirstOrThrow()
  const leaf = await p.db
    .selectFrom('evidence_leaf')
    .selectAll()
    .where('id', '=', row.leaf_id)
    .executeTakeFirstOrThrow()
  const party = await p.db.selectFrom('party').selectAll().where('id', '=', row.party_id).executeTakeFirstOrThrow()
  const owner = commitment(nodeCrypto, row.owner_salt, { name: party.name, code: party.uscc })
  expect(leaf).toMatchObject({ type: 'deposit', subject: view.number, ...view.digests })
  expect(leaf.body).toEqual({ owner, files: 1, bytes: 6 })
  expect(JSON.stringify(leaf.body)).not.toContain(party.uscc)
})

test('the same data of the same company is one deposit, however often and however fast it comes', async () => {
  const manifest = manifestOf('重复提交')
  const views = await Promise.all(Array.from({ length: 6 }, () => createDeposit(p, own, { ...input, manifest })))
  expect(new Set(views.map((view) => view.id)).size).toBe(1)
  const leaves = await p.db
    .selectFrom('evidence_leaf')
    .select('id')
    .where('subject', '=', views[0]?.number ?? '')
    .execute()
  expect(leaves).toHaveLength(1)
})

test('many at once, of two companies and some of them alike, are as many deposits as they should be, without a gap', async () => {
  const before = (await listDeposits(p, own, { limit: 1 })).total + (await listDeposits(p, other, { limit: 1 })).total
  const asked = Array.from({ length: 60 }, (_, i) => ({
    who: i % 2 ? other : own,
    manifest: manifestOf(`同时 ${i % 20}`),
  }))
  const views = await Promise.all(asked.map(({ who, manifest }) => createDeposit(p, who, { ...input, manifest })))
  // Company and content go together here: 0, 2, 4 … are one company's, 1, 3, 5 … the other's.
  expect(new Set(views.map((view) => view.id)).size).toBe(20)
  for (const [i, view] of views.entries()) expect(view.id).toBe(views[i % 20]?.id)
  const numbers = [...new Set(views.map((view) => Number(view.number.slice(-6))))].sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => (numbers[0] ?? 0) + i))
  expect((await listDeposits(p, own, { limit: 1 })).total + (await listDeposits(p, other, { limit: 1 })).total).toBe(
    before + 20,
  )
})

test('who waits for a checkpoint that does not come is told pending in time', async () => {
  const began = Date.now()
  const view = await createDeposit(p, own, { ...input, manifest: manifestOf('等待') }, 1)
  expect([view.status, view.position]).toEqual(['pending', null])
  expect(Date.now() - began).toBeGreaterThan(900)
})

test('the same data of another company is kept beside it and flagged, the first one is not', async () => {
  const manifest = manifestOf('两家同一份')
  const first = await createDeposit(p, own, { ...input, manifest })
  const second = await createDeposit(p, other, { ...input, manifest })
  expect(second.id).not.toBe(first.id)
  expect([first.sameAsEarlier, second.sameAsEarlier]).toEqual([false, true])
  expect((await getDeposit(p, own, first.id)).sameAsEarlier).toBe(false)
})

test.each([
  ['{', 'not_json'],
  [manifestOf('坏').replace('"files"', '"filez"'), 'files'],
  [`${manifestOf('坏')} `, 'canonical'],
  [manifestOf('坏').replace('轨迹.csv', '../x'), 'path'],
  [manifestOf(''), '0 字节'],
])('a manifest that is not one is refused with place and reason: %#', async (manifest) => {
  const refused = await createDeposit(p, own, { ...input, manifest }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'evidence.bad_manifest' })
  const { params } = refused as AppError
  expect(String(params.reason)).toMatch(/\p{Script=Han}/u)
  expect(params.field).not.toBe('')
})

test('what is disclosed must be what the manifest commits to', async () => {
  const parts: Part[] = ['profile', 'sample'].map((name, i) => ({ name, salt: `${i}`.repeat(64), content: { name } }))
  const manifest = manifestOf('部分公开', makeParts(nodeCrypto, parts))
  const shown = disclosePart(nodeCrypto, parts, 'profile')
  const send = (disclosures: object[]) =>
    createDeposit(p, own, { ...input, manifest, disclosures: disclosures as never[] })
  expect(await code(send([{ ...shown, content: { name: '别的' } }]))).toBe('evidence.bad_disclosure')
  expect(await code(send([shown, shown]))).toBe('evidence.bad_disclosure')
  expect(await code(send([{ ...shown, salt: 'x' }]))).toBe('evidence.bad_manifest')
  const view = await send([shown as never])
  expect(view.disclosures).toEqual([{ name: 'profile', content: { name: 'profile' } }])
  expect((await getDepositFacts(p.db, view.id)).disclosures).toEqual([shown])
})

test('a sketch is refused among what is disclosed, also one that the manifest commits to, and nothing is written', async () => {
  const parts: Part[] = ['profile', 'sketch'].map((name, i) => ({ name, salt: `${i}`.repeat(64), content: { name } }))
  const manifest = manifestOf('草图', makeParts(nodeCrypto, parts))
  const [profile, sketch] = parts.map(({ name }) => disclosePart(nodeCrypto, parts, name) as never)
  const before = (await listDeposits(p, own, { limit: 1 })).total
  for (const disclosures of [[profile, sketch], [sketch]]) {
    const send = createDeposit(p, own, { ...input, manifest, disclosures: disclosures as never[] })
    expect(await code(send)).toBe('evidence.sketch_disclosed')
  }
  expect((await listDeposits(p, own, { limit: 1 })).total).toBe(before)
  const view = await createDeposit(p, own, { ...input, manifest, disclosures: [profile as never] })
  expect(view.disclosures.map(({ name }) => name)).toEqual(['profile'])
})

test('a part is shown later once, by its owner alone, and only as the manifest commits to it', async () => {
  const parts: Part[] = ['profile', 'scan', 'sketch'].map((name, i) => ({
    ...{ name, salt: `${i}`.repeat(64), content: { name } },
  }))
  const manifest = manifestOf('后来公开', makeParts(nodeCrypto, parts))
  const [profile, scan, sketch] = parts.map(({ name }) => disclosePart(nodeCrypto, parts, name) as never)
  const { id } = await createDeposit(p, own, { ...input, manifest, disclosures: [profile as never] })
  const told: string[] = []
  p.events.on('evidence.disclosed', async (_, { depositId }) => void told.push(depositId))
  const show = (actor: Actor, part: unknown) => showLater(p, actor, id, part as never)
  expect(await code(show(own, { ...(scan as unknown as object), content: {} }))).toBe('evidence.bad_disclosure')
  expect(await code(show(own, sketch))).toBe('evidence.sketch_disclosed')
  expect(await code(show(other, scan))).toBe('kernel.not_found')
  expect(await code(show(await seedAccount(p, { roles: ['examiner'] }), scan))).toBe('kernel.forbidden')
  const views = await Promise.all([show(own, scan), show(own, scan), show(own, profile)])
  for (const { disclosures } of views) expect(disclosures.map(({ name }) => name).at(0)).toBe('profile')
  expect((await getDepositFacts(p.db, id)).disclosures).toEqual([profile, scan])
  expect(told).toEqual([id])
  await expect(p.db.updateTable('deposit_disclosure').set({ name: 'x' }).execute()).rejects.toThrow(/permission/)
})

test('only filers and signatories of an approved company deposit', async () => {
  const manifest = manifestOf('谁能存证')
  const refuse = (actor: Actor) => code(createDeposit(p, actor, { ...input, manifest }))
  expect(await refuse({ ...own, partyApproved: false })).toBe('party.not_approved')
  expect(await refuse(await seedAccount(p, { roles: ['examiner'] }))).toBe('kernel.forbidden')
  expect(await refuse({ kind: 'public' })).toBe('kernel.forbidden')
})

test('a deposit of another company, a wrong id and a prefecture elsewhere are all not found', async () => {
  const { id } = await deposit(p, own, '保密')
  const officer = (regionCode: string) => seedAccount(p, { roles: ['officer'], regionCode })
  expect(await code(getDeposit(p, other, id))).toBe('kernel.not_found')
  expect(await code(getDeposit(p, { kind: 'public' }, id))).toBe('kernel.not_found')
  expect(await code(getDeposit(p, await officer('520300'), id))).toBe('kernel.not_found')
  expect(await code(getDeposit(p, own, own.accountId))).toBe('kernel.not_found')
  for (const seen of [own, await officer('520100'), await seedAccount(p, { roles: ['auditor'] })])
    expect((await getDeposit(p, seen, id)).id).toBe(id)
})

test('lists page through without loss, search, and show the own ones only', async () => {
  const lister = await company(p)
  for (let i = 0; i < 5; i++) await deposit(p, lister, `清单 ${i}%`)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listDeposits(p, lister, { limit: 2, ...(cursor ? { cursor } : {}) })
    expect(page.total).toBe(5)
    seen.push(...page.items.map((item) => item.title))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen).toEqual([4, 3, 2, 1, 0].map((i) => `清单 ${i}%`))
  expect((await listDeposits(p, lister, { limit: 20, q: '3%' })).items).toHaveLength(1)
  expect((await listDeposits(p, lister, { limit: 20, q: '_' })).items).toHaveLength(0)
  expect((await listDeposits(p, lister, { limit: 20, status: 'published' })).total).toBe(0)
  expect((await listDeposits(p, { kind: 'public' }, { limit: 20 })).total).toBe(0)
  expect(await code(listDeposits(p, lister, { limit: 2, cursor: 'eA' }))).toBe('kernel.invalid_input')
})

test('a closed log takes nothing', async () => {
  await ensureLog(p)
  await inTx(p.db, (tx) => closeState(tx, '测试'))
  expect(await code(deposit(p, own, '关闭之后'))).toBe('evidence.log_closed')
})
