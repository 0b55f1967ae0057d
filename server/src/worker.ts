import { pino } from 'pino'
import { readConfig } from './config.ts'
import { issueCertificate, sweepCredentials } from './features/certificate/service.ts'
import { runSequencer, runTimestamps } from './features/evidence/service.ts'
import { sweepCorrections } from './features/filing/service.ts'
import { sendMail } from './features/notification/service.ts'
import { issueObjectionLetter, sweepNotices } from './features/publication/service.ts'
import { openPlatform } from './open-platform.ts'
import { forgetAnswers } from './platform/http/idempotency.ts'
import { logSerializers } from './platform/http/log.ts'
import { runJobs, type Schedule } from './platform/jobs.ts'
import { onStop, reportStartFailure } from './platform/process.ts'

// 00:05 Asia/Shanghai: the legal day has just ended. Every 10 minutes again, so that a missed night is made up for.
const schedule: Schedule[] = [
  { match: '5 16 * * *', task: 'filing.sweep' },
  { match: '5 16 * * *', task: 'publication.sweep' },
  { match: '*/10 * * * *', task: 'publication.sweep' },
  // Within a minute a new certificate has its credential, and a changed registration its new status.
  { match: '* * * * *', task: 'certificate.credentials' },
  { match: '30 19 * * *', task: 'platform.forget' },
]

/** The worker's process: jobs, deadlines, and the one sequencer of the evidence log. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel, name: 'worker', serializers: logSerializers })
  const { platform: p, close } = await openPlatform(config, 6)
  const sequencer = runSequencer(p, { onError: (error) => log.error({ err: error }, 'sequencer') })
  const timestamps = runTimestamps(p, { onError: (error) => log.error({ err: error }, 'timestamps') })
  const withClock =
    <T>(handle: (payload: T) => Promise<unknown>) =>
    async (payload: T) => {
      await p.clock.refresh()
      await handle(payload)
    }
  const jobs = await runJobs(
    config.databaseUrl,
    {
      'filing.sweep': withClock(() => sweepCorrections(p)),
      'publication.sweep': withClock(() => sweepNotices(p)),
      'publication.letter': withClock((letter) => issueObjectionLetter(p, letter)),
      'certificate.issue': withClock(({ caseId }) => issueCertificate(p, caseId)),
      'certificate.credentials': withClock(() => sweepCredentials(p)),
      'platform.forget': () => forgetAnswers(p.db),
      'notification.mail': withClock((mail) => sendMail(p, mail)),
    },
    schedule,
    (job, error) => log.error({ job, err: error }, 'job failed'),
  )
  onStop(async () => {
    await jobs.stop()
    await sequencer.stop()
    await timestamps.stop()
    await close()
  })
  log.info('worker ready')
}

main().catch(reportStartFailure)
