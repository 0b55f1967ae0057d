import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { setSetting, settingsBelow } from './log-store.ts'

/**
 * Milliseconds by which the clock of the process that writes the log may differ from the database's, and by which the
 * log's newest entry may be ahead of that. Verifiers allow 300 seconds between an entry's time and its witnesses'.
 */
export const clockBound = 60_000

/** The log takes nothing while clocks disagree: what it wrote could be proved wrong by its own witnesses. */
export class ClockError extends Error {}

/** A moment by the database's clock, and between which two of this process it was asked for. Milliseconds. */
export interface Reading {
  database: number
  before: number
  after: number
}

/**
 * The time of the next entries, in milliseconds but full seconds: the database's clock, and never before the newest entry
 * (null in an empty log). Throws ClockError where the clocks are further apart than `clockBound`.
 */
export function nextTime({ database, before, after }: Reading, newest: number | null): number {
  const off = before > database ? before - database : after < database ? database - after : 0
  if (off > clockBound) {
    const which = before > database ? '快' : '慢'
    throw new ClockError(
      `写日志的进程的时钟比数据库${which} ${seconds(off)} 秒，超过 ${seconds(clockBound)} 秒。${remedy}`,
    )
  }
  if (newest !== null && newest - database > clockBound)
    throw new ClockError(`数据库的时钟比日志最新一条的时间慢 ${seconds(newest - database)} 秒。${remedy}`)
  return Math.max(Math.floor(database / 1000) * 1000, newest ?? 0)
}

const seconds = (ms: number) => Math.floor(ms / 1000)
const remedy = '日志暂停写入，已提交的在等待；请校准两处的时钟（NTP），校准后自动恢复'

/** The time of entries written in this transaction, which holds the log's state. Throws ClockError as {@link nextTime}. */
export async function timeOfNext(tx: Tx): Promise<Date> {
  const before = Date.now()
  const { rows } = await sql<{ database: Date; newest: Date | null }>`
    select clock_timestamp() as database, (select logged_at from log_entry order by index desc limit 1) as newest
  `.execute(tx)
  const [row] = rows
  if (!row) throw new Error('the database does not tell the time')
  const reading = { database: row.database.getTime(), before, after: Date.now() }
  return new Date(nextTime(reading, row.newest?.getTime() ?? null))
}

/** Why whoever leads the log writes nothing at present. */
export interface LogAlarm {
  /** RFC 3339, UTC. */
  since: string
  reason: string
}
const setting = 'log-alarm'

export async function findAlarm(db: Database): Promise<LogAlarm | null> {
  const alarm = (await settingsBelow<LogAlarm>(db, setting)).get('')
  return alarm?.reason ? alarm : null
}

/** Has an alarm shown on the log's page until it is taken back; one that changes its words keeps its time. */
export async function raiseAlarm(db: Database, reason: string): Promise<void> {
  const since = (await findAlarm(db))?.since ?? new Date().toISOString()
  await inTx(db, (tx) => setSetting(tx, setting, { since, reason } satisfies LogAlarm))
}

export async function takeAlarmBack(db: Database): Promise<void> {
  if (await findAlarm(db)) await inTx(db, (tx) => setSetting(tx, setting, { since: '', reason: '' } satisfies LogAlarm))
}
