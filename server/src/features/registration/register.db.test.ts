import { isLocalRegistrationNumber } from '@datadeed/core/kernel/numbers'
import { beforeAll, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, type World } from '../../testing/cases.ts'
import { openApp, requester } from '../../testing/http.ts'
import { reach } from '../../testing/procedure.ts'
import { sweepNotices } from '../publication/service.ts'

let w: World
let call: ReturnType<typeof requester>
beforeAll(async () => {
  w = await openWorld()
  subscribeAll(w.p)
  call = requester(await openApp(w.p))
})

const entries = () => w.p.owner.selectFrom('register_entry').selectAll().orderBy('registration_number').execute()
const search = async (query: string) => (await call('GET', `/api/v1/register?${query}`)).json

test('numbers are unique and without gaps when many notices end at once and several sweeps run', async () => {
  const cases = []
  for (let i = 0; i < 6; i++) cases.push(await reach(w, 'public_notice'))
  w.p.clock.set('2026-03-17T01:00:00Z')
  await Promise.all([sweepNotices(w.p), sweepNotices(w.p), sweepNotices(w.p), sweepNotices(w.p)])
  const rows = await entries()
  expect(rows).toHaveLength(6)
  expect(rows.map((row) => row.registration_number.slice(0, 15)).sort()).toEqual(
    [1, 2, 3, 4, 5, 6].map((n) => `202621${String(n).padStart(9, '0')}`),
  )
  expect(rows.every((row) => isLocalRegistrationNumber(row.registration_number))).toBe(true)
  expect(rows.map((row) => row.certificate_number).sort()).toEqual(
    [1, 2, 3, 4, 5, 6].map((n) => `2026035200${String(n).padStart(7, '0')}`),
  )
  for (const row of rows) expect(row).toMatchObject({ registered_on: '2026-03-17', valid_until: '2029-03-16' })
})

test('an entry is found by either number, in whatever width and with blanks, and by parts of its name', async () => {
  const [row] = await entries()
  if (!row) throw new Error('no entry')
  for (const number of [row.registration_number, row.certificate_number]) {
    const { status, json } = await call('GET', `/api/v1/register/${number}`)
    expect([status, json.name, json.noticeNumber]).toEqual([200, row.name, expect.stringMatching(/^GZJT-G-2026-/)])
    expect(json.history.map((event: { what: string }) => event.what)).toEqual(['提交申请', '公示', '登记'])
    const wide = [...number].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
    for (const typed of [number, wide, ` ${number.slice(0, 6)} ${number.slice(6).toLowerCase()}`])
      expect((await search(`q=${encodeURIComponent(typed)}`)).total).toBe(1)
  }
  await w.p.owner
    .updateTable('register_entry')
    .set({ holder: '贵州（演示）ETC 公司' })
    .where('id', '=', row.id)
    .execute()
  for (const q of ['（演示）', 'etc', '贵州（演'])
    expect((await search(`q=${encodeURIComponent(q)}`)).items.map((item: { holder: string }) => item.holder)).toEqual([
      '贵州（演示）ETC 公司',
    ])
  expect((await search('q=%25')).total).toBe(0)
  expect((await search('q=_')).total).toBe(0)
  expect((await call('GET', '/api/v1/register/20260352009999999')).json.code).toBe('certificate.not_issued')
})

test('an entry whose last day is over shows as expired, in itself and in the filter', async () => {
  expect((await search('status=active')).total).toBe(6)
  w.p.clock.set('2029-03-16T15:59:59Z')
  expect((await search('status=expired')).total).toBe(0)
  w.p.clock.set('2029-03-16T16:00:00Z')
  const { total, items } = await search('status=expired')
  expect([total, items[0].status]).toEqual([6, 'expired'])
  expect((await search('status=active')).total).toBe(0)
  expect((await search('status=revoked')).total).toBe(0)
  w.p.clock.set('2026-03-17T01:00:00Z')
})

test('the list pages without gap or repetition', async () => {
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page = await search(`limit=2${next && `&cursor=${next}`}`)
    seen.push(...page.items.map((item: { registrationNumber: string }) => item.registrationNumber))
    next = page.next
  }
  expect(new Set(seen).size).toBe(6)
  expect(seen).toHaveLength(6)
  const cursor = Buffer.from(JSON.stringify(['2026-02-31', 'x'])).toString('base64url')
  expect((await call('GET', `/api/v1/register?cursor=${cursor}`)).status).toBe(422)
})

test('the register tells nothing the notice did not', async () => {
  const [row] = await entries()
  const { text } = await call('GET', `/api/v1/register/${row?.registration_number}`)
  for (const secret of ['13800000000', 'contact@example.com', 'sampleRows', '演示联系人', w.own.partyId])
    expect(text).not.toContain(secret)
})
