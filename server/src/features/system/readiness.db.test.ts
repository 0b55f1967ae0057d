import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { buildApp } from '../../app.ts'
import { testPlatform } from '../../testing/platform.ts'
import { raiseAlarm, takeAlarmBack } from '../evidence/log-clock.ts'
import { ensureLog } from '../evidence/log-writer.ts'

const p = await testPlatform()

test('a log that is closed or takes nothing makes the platform not ready, and the reason is told', async () => {
  const app = await buildApp(p)
  await ensureLog(p)
  const asked = async () => {
    const answer = await app.inject('/readyz')
    return { code: answer.statusCode, ...answer.json() }
  }
  const checks = { database: 'ok', log: 'ok' }
  expect(await asked()).toEqual({ code: 200, status: 'ready', checks, closed: null })
  const reason = '检测到回滚：见证方 witness.example/a 已见证 9 条，本数据库只有 4 条。请恢复更新的备份'
  await sql`update log_state set state = 'closed', reason = ${reason}`.execute(p.owner)
  expect(await asked()).toEqual({
    ...{ code: 503, status: 'not_ready', closed: reason },
    checks: { ...checks, log: `存证日志已关闭，等待核对。${reason}` },
  })
  await sql`update log_state set state = 'open', reason = ''`.execute(p.owner)
  await raiseAlarm(p.db, '写日志的进程的时钟比数据库快 90 秒')
  expect(await asked()).toMatchObject({ code: 503, checks: { log: '写日志的进程的时钟比数据库快 90 秒' } })
  await takeAlarmBack(p.db)
  expect(await asked()).toMatchObject({ code: 200, checks })
  await app.close()
})
