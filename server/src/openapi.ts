import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import type { Clock } from './platform/clock.ts'
import { openDatabase } from './platform/db/connection.ts'
import { createEventBus } from './platform/events.ts'
import { openParts } from './platform/parts.ts'
import { makePlatform } from './platform/platform.ts'
import { builtInRules } from './platform/rules.ts'

/** Writes the OpenAPI 3.1 document of all routes; needs no database. */
export async function writeOpenapi(file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'datadeed-openapi-'))
  const config = readConfig({
    DATABASE_URL: 'postgresql://nowhere',
    DATADEED_DATA: folder,
    DATADEED_DEMO: '1',
    DATADEED_LOG_LEVEL: 'silent',
  })
  const clock: Clock = { now: () => new Date(0), refresh: async () => {}, moveTo: async () => {} }
  const db = openDatabase({ url: config.databaseUrl })
  const app = await buildApp(
    makePlatform({
      ...(await openParts(config)),
      config,
      db,
      reads: db,
      clock,
      events: createEventBus(),
      rules: builtInRules(config.jurisdiction),
    }),
  )
  await app.ready()
  await writeFile(file, `${JSON.stringify(app.swagger(), null, 1)}\n`)
  await app.close()
  await db.destroy()
  await rm(folder, { recursive: true })
}
