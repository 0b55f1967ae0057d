import { AppError } from '@datadeed/core/kernel/errors'
import { sql } from 'kysely'
import type { Database } from './db/connection.ts'
import { inTx } from './db/tx.ts'

/** The platform's clock. Outside demonstration mode it is the machine's; in it, the machine's plus a stored offset. */
export interface Clock {
  now(): Date
  /** Reads the offset again; job handlers do so first, because another process may have moved it. */
  refresh(): Promise<void>
  /** Moves the demonstration clock on, by three years at most. Throws outside demonstration mode. */
  moveTo(moment: Date): Promise<void>
}

const name = 'demo_clock_offset_ms'
// The demonstration's signing certificate ends a year later.
const farthestMs = 3 * 365 * 86_400_000

const refusal = (message: string) => new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'to', message }])

export async function openClock(db: Database, demo: boolean): Promise<Clock> {
  let offset = 0
  const refresh = async () => {
    if (!demo) return
    const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst()
    offset = typeof row?.value === 'number' ? row.value : 0
  }
  await refresh()
  return {
    now: () => new Date(Date.now() + offset),
    refresh,
    async moveTo(moment) {
      if (!demo) throw new Error('the clock can be moved in demonstration mode only')
      await refresh()
      const next = moment.getTime() - Date.now()
      if (next < offset) throw refusal('演示时钟只能往后拨，请选择晚于当前演示时间的时刻')
      if (next > farthestMs) throw refusal('演示时钟最多拨到三年以后')
      await inTx(db, (tx) =>
        tx
          .insertInto('setting')
          .values({ name, value: sql`to_jsonb(${next}::float8)` })
          .onConflict((on) => on.column('name').doUpdateSet({ value: sql`to_jsonb(${next}::float8)` }))
          .execute(),
      )
      offset = next
    },
  }
}
