import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import type { View } from '../../platform/html/view.ts'
import { testPlatform } from '../../testing/platform.ts'
import { checkLog } from './fsck.ts'
import { getLogHealth } from './health.ts'
import { ClockError, findAlarm } from './log-clock.ts'
import { openLogWriter } from './log-writer.ts'
import { logPage } from './pages/log.ts'
import { addLeaves, sequence, until, untilPublished } from './testing/fixture.ts'

const p = await testPlatform()

/** This process believes that it is `ms` later. */
const shiftBy = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true, now: Date.now() + ms })
afterEach(() => vi.useRealTimers())

const newest = async () => {
  const { rows } = await sql<{ logged_at: Date; entry: Buffer; off: number }>`
    select logged_at, entry, extract(epoch from logged_at - clock_timestamp())::float8 as off
    from log_entry order by index desc limit 1`.execute(p.db)
  return rows[0]
}
const append = async () => await (await openLogWriter(p, () => {})).append()

test('a process whose clock is an hour ahead logs nothing and says so on the page; set right, it goes on', async () => {
  // Keys count from when they are first seen, by this process's clock.
  await openLogWriter(p, () => {})
  const leaves = await addLeaves(p, 2)
  shiftBy(3_600_000)
  const running = sequence(p)
  await until(async () => (await findAlarm(p.db)) !== null)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(running.errors).toHaveLength(1)
  expect(running.errors[0]).toBeInstanceOf(ClockError)
  expect(await newest()).toBeUndefined()
  const health = await getLogHealth({ ...p, db: p.db.withoutPlugins() })
  expect(health).toMatchObject({ state: 'open', alarm: expect.stringMatching(/快 3(600|599) 秒.*NTP/) })
  const view: View = { language: 'zh', path: '/log', demo: true, now: new Date(), registrar: '', island: () => null }
  const page = String(logPage(view, health, { items: [], next: null }, null).body)
  expect(page).toContain('日志暂停写入，已提交的在等待')
  expect(page).toContain(health.alarm)
  vi.useRealTimers()
  await untilPublished(p, leaves)
  await until(async () => (await findAlarm(p.db)) === null)
  await running.stop()
  expect((await getLogHealth({ ...p, db: p.db.withoutPlugins() })).alarm).toBeNull()
  expect((await checkLog(p)).findings).toEqual([])
})

test("an entry's time is the database's, also where the process is some seconds ahead", async () => {
  await addLeaves(p, 1)
  shiftBy(45_000)
  await append()
  const { off = 99, entry, logged_at } = (await newest()) ?? {}
  expect(off).toBeLessThan(0.5)
  expect(JSON.parse(String(entry)).time).toBe(logged_at?.toISOString().replace('.000', ''))
})

test('time in the log never goes back; where the database is set back by more than the bound nothing is logged', async () => {
  const setAhead = (interval: string) =>
    sql`update log_entry set logged_at = date_trunc('second', clock_timestamp()) + ${interval}::interval
      where index = (select max(index) from log_entry)`.execute(p.owner)
  await setAhead('40 seconds')
  const before = (await newest())?.logged_at
  await addLeaves(p, 1)
  await append()
  expect((await newest())?.logged_at).toEqual(before)
  await setAhead('2 hours')
  await addLeaves(p, 1)
  await expect(append()).rejects.toThrow('数据库的时钟比日志最新一条的时间慢')
})
