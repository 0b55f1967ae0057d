import { pino } from 'pino'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { keepBeating } from './features/filing/service.ts'
import { openPlatform } from './open-platform.ts'
import { onStop, reportStartFailure } from './platform/process.ts'

/** The HTTP server's process. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const { platform, close } = await openPlatform(config)
  // Written a page at a time, at least once a second: two writes for every request would cost a tenth of it.
  const log = pino.destination({ sync: false, minLength: 4096 })
  setInterval(() => log.flush(), 1000).unref()
  const app = await buildApp(platform, log)
  onStop(async () => {
    // A connection that was busy when the closing began is idle after its answer, and would be waited for.
    const idle = setInterval(() => app.server.closeIdleConnections(), 100)
    await app.close()
    clearInterval(idle)
    await close()
  })
  keepBeating(platform)
  // Another process may move the demonstration clock.
  if (config.demo) setInterval(() => void platform.clock.refresh().catch(() => {}), 1000).unref()
  // Another process may put a rule pack or a calendar into effect.
  setInterval(() => void platform.rules.refresh().catch(() => {}), 1000).unref()
  await app.listen({ host: config.host, port: config.port })
}

main().catch(reportStartFailure)
