import { writeSketchPart } from '@datadeed/evidence'
import { expect, test } from 'vitest'
import { depositOf } from '../../testing/cases.ts'
import { openObjections } from '../../testing/objections.ts'
import { reach } from '../../testing/procedure.ts'
import { drawn, keepSketches } from '../../testing/sketches.ts'
import { releaseKeys } from '../overlap/service.ts'

const { w, app, tokens, visitor, post, lodge, listed, read, linkOf, page } = await openObjections()

test('an objector who is signed in lays an own deposit beside the one applied for, and nobody else can', async () => {
  w.p.clock.set('2026-08-03T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id }] = await listed(view.id)
  const link = await linkOf(id)
  const theirs = await w.p.owner
    .selectFrom('filing_case')
    .select('deposit_id')
    .where('id', '=', view.id)
    .executeTakeFirstOrThrow()
  expect(await page(link)).toContain('登录本单位账号后')
  const choose = (cookie: string) => post(`${link}/comparison`, { depositId: theirs.deposit_id }, cookie)
  expect((await choose('')).statusCode).toBe(401)
  // Another's deposit is not there for them, and the applicant has nothing to compare with itself.
  expect((await choose(tokens.other)).statusCode).toBe(404)
  expect((await choose(tokens.signatory)).statusCode).not.toBe(303)
  const mine = await depositOf(w.p, w.other.filer)
  const bare = await post(`${link}/comparison`, { depositId: mine }, tokens.other)
  expect(bare.statusCode).toBe(422)
  const sketch = drawn(50_000)
  await keepSketches(w.p, theirs.deposit_id, w.own.filer.accountId, [drawn(50_000), sketch])
  await keepSketches(w.p, mine, w.other.filer.accountId, [drawn(50_000, sketch, 230)])
  expect((await post(`${link}/comparison`, { depositId: mine }, tokens.other)).statusCode).toBe(303)
  // Each side hears of its own columns; who decides sees whose deposit it is, exact shares and both times.
  const objectors = await page(link)
  expect(objectors).toMatch(/c0 约 (85|90|95)% 出现在申请的数据中/)
  expect(objectors).toContain('申请人的存证早于您的存证')
  // As a word: digests of files have these letters, too.
  expect(objectors).not.toMatch(/\bc1\b/)
  const applicants = (await read(id, tokens.signatory)).compared
  expect(applicants).toMatchObject({ objectorFirst: false, objectorDeposit: null, applicantDepositedAt: null })
  expect(applicants.columns).toEqual([{ column: 'c1', share: expect.closeTo(0.9, 1), error: null }])
  const deciders = (await read(id)).compared
  expect(deciders.objectorDeposit.number).toMatch(/^GZJT-C-/)
  expect(deciders.columns).toMatchObject([{ column: 'c1', error: expect.any(Number) }])
})

test('an objector without an account compares by sketches made on the own machine, by the link alone', async () => {
  w.p.clock.set('2026-08-24T01:00:00Z')
  const view = await reach(w, 'public_notice')
  await lodge(view.notice?.number ?? '')
  const [{ id }] = await listed(view.id)
  const link = await linkOf(id)
  const send = (url: string, body: object) => {
    return app.inject({ method: 'POST', url, payload: body, remoteAddress: visitor() })
  }
  expect(await page(link)).toContain('没有比对草图，不能用草图比对')
  expect((await send(`${link}/comparison-key`, {})).json().code).toBe('publication.not_comparable')
  const { deposit_id: applied } = await w.p.owner
    .selectFrom('filing_case')
    .select('deposit_id')
    .where('id', '=', view.id)
    .executeTakeFirstOrThrow()
  const sketch = drawn(50_000)
  await keepSketches(w.p, applied, w.own.filer.accountId, [drawn(50_000), sketch])
  expect(await page(link)).toContain(`data-sketch="${link}"`)
  const { current } = await releaseKeys(w.p, w.own.filer)
  const got = await send(`${link}/comparison-key`, {})
  expect([got.json(), got.headers['cache-control']]).toEqual([
    { epoch: current.epoch, key: current.key },
    'private, no-store',
  ])
  const wrong = `${link.slice(0, -3)}AAA`
  for (const what of ['comparison-key', 'sketch'])
    expect((await send(`${wrong}/${what}`, { sketch: {} })).statusCode).toBe(404)
  const part = (epoch: number, shared: number) =>
    writeSketchPart({
      epoch,
      tables: [{ file: '我的.csv', rows: null, columns: [{ name: '我的列', sketch: drawn(50_000, sketch, shared) }] }],
    })
  const handIn = (content: unknown) => send(`${link}/sketch`, { sketch: content })
  expect((await handIn(part(current.epoch + 7, 230))).json().code).toBe('publication.not_comparable')
  expect((await handIn({ epoch: current.epoch, tables: 'x' })).json().code).toBe('overlap.bad_sketch')
  expect((await handIn(part(current.epoch, 20))).statusCode).toBe(200)
  expect(await page(link)).toContain('没有发现达到两成的重合')
  // The newest counts; the objector hears of the own columns, and of nothing else.
  expect((await handIn(part(current.epoch, 230))).statusCode).toBe(200)
  const own = await page(link)
  expect(own).toMatch(/我的列 约 (85|90|95)% 出现在申请的数据中/)
  expect(own).toContain('没有存证，不能说明时间先后')
  expect(own).not.toMatch(/\bc1\b/)
  const applicants = (await read(id, tokens.signatory)).compared
  expect(applicants).toMatchObject({ objectorFirst: null, objectorDeposit: null, applicantDepositedAt: null })
  expect(applicants.columns).toEqual([{ column: 'c1', share: expect.closeTo(0.9, 1), error: null }])
  expect((await read(id)).compared).toMatchObject({ objectorDeposit: null, columns: [{ error: expect.any(Number) }] })
  for (let more = 0; more < 3; more++) expect((await handIn(part(current.epoch, 230))).statusCode).toBe(200)
  expect((await handIn(part(current.epoch, 230))).json().code).toBe('publication.sketch_limit')
  const released = await w.p.owner
    .selectFrom('comparison_key_release')
    .select('account_id')
    .where('objection_id', '=', id)
    .execute()
  expect(released).toEqual([{ account_id: null }])
  expect((await post(`${link}/withdrawal`, { reason: '已另行协商解决' })).statusCode).toBe(303)
  expect((await send(`${link}/comparison-key`, {})).json().code).toBe('publication.objection_settled')
})
