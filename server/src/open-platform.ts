import type { Config } from './config.ts'
import { openClock } from './platform/clock.ts'
import { openDatabase, openReads } from './platform/db/connection.ts'
import { createEventBus } from './platform/events.ts'
import { openParts } from './platform/parts.ts'
import { makePlatform, type Platform } from './platform/platform.ts'
import { openRules } from './platform/rules.ts'
import { subscribeAll } from './subscriptions.ts'

/** Opens everything a process of this installation needs; `close` gives it back. */
export async function openPlatform(
  config: Config,
  poolSize = 10,
): Promise<{ platform: Platform; close(): Promise<void> }> {
  const db = openDatabase({ url: config.databaseUrl, max: poolSize })
  const reads = openReads({ url: config.databaseUrl })
  const clock = await openClock(db, config.demo)
  const parts = await openParts(config)
  const platform: Platform = makePlatform({
    ...parts,
    config,
    db,
    reads,
    clock,
    events: createEventBus(),
    rules: await openRules(db, config.jurisdiction),
  })
  subscribeAll(platform)
  const close = async () => {
    await reads.destroy()
    await db.destroy()
  }
  return { platform, close }
}
