import { pino } from 'pino'
import { readConfig } from './config.ts'
import { issueCertificate, sweepCredentials } from './features/certificate/service.ts'
import { runSequencer, runTimestamps } from './features/evidence/service.ts'
import { runCohort, sendExpertMail, sweepCohorts, sweepExperts, sweepLeases } from './features/examination/service.ts'
import {
  mergeCounts,
  preexamineCase,
  recountClocks,
  runBatch,
  sweepAcceptances,
  sweepBatches,
  sweepClocks,
  sweepCorrections,
  sweepPreexaminations,
} from './features/filing/service.ts'
import { deliver, remind, sendDigests, sendMail, sweepDeliveries } from './features/notification/service.ts'
import {
  findWatchers,
  issueObjectionLetter,
  sendObjectionMail,
  sendWatchMail,
  sweepNotices,
  sweepObjections,
} from './features/publication/service.ts'
import { makeBurdenLetter, sweepExpired } from './features/registration/service.ts'
import { recompute } from './features/rule-pack/service.ts'
import { openPlatform } from './open-platform.ts'
import { forgetAnswers } from './platform/http/idempotency.ts'
import { logSerializers } from './platform/http/log.ts'
import { type JobHandlers, runJobs, type Schedule } from './platform/jobs.ts'
import { onStop, reportStartFailure } from './platform/process.ts'

// 00:05 Asia/Shanghai: the legal day has just ended. Every 10 minutes again, so that a missed night is made up for.
const schedule: Schedule[] = [
  { match: '5 16 * * *', task: 'filing.sweep' },
  // Every ten minutes, for what a dead worker left; the last days of all open cases are counted anew each night.
  { match: '*/10 * * * *', task: 'filing.clocks' },
  { match: '3 16 * * *', task: 'filing.recount' },
  { match: '20 16 * * *', task: 'filing.preexam_sweep' },
  // Each minute: a certificate is due within one of the end of its notice.
  { match: '* * * * *', task: 'publication.sweep' },
  // Registrations whose last day is over; what 500 at a time leave over is done before the morning.
  { match: '*/10 16-22 * * *', task: 'registration.sweep' },
  // Within a minute a new certificate has its credential, and a changed registration its new status.
  { match: '* * * * *', task: 'certificate.credentials' },
  // A batch whose job died with its worker goes on within a minute.
  { match: '* * * * *', task: 'filing.batches' },
  { match: '* * * * *', task: 'filing.counts' },
  // Deliveries of a worker that died; reminders once the legal day began, mail gathered for eight in the morning.
  { match: '* * * * *', task: 'notification.sweep' },
  { match: '15 16 * * *', task: 'notification.remind' },
  { match: '0 0 * * *', task: 'notification.digest' },
  { match: '6 16 * * *', task: 'examination.sweep' },
  { match: '*/10 * * * *', task: 'examination.sweep' },
  // A cohort whose job died, or that waits for the log, goes on within a minute.
  { match: '* * * * *', task: 'examination.cohorts' },
  { match: '7 16 * * *', task: 'examination.experts' },
  { match: '*/10 * * * *', task: 'examination.experts' },
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
      await p.rules.refresh()
      await handle(payload)
    }
  const handlers: JobHandlers = {
    'filing.preexamine': withClock(({ caseId }) => preexamineCase(p, caseId)),
    'filing.preexam_sweep': withClock(() => sweepPreexaminations(p)),
    'filing.sweep': withClock(() => sweepCorrections(p)),
    'filing.clocks': withClock(async () => {
      await sweepAcceptances(p)
      await sweepClocks(p)
    }),
    'filing.recount': withClock(() => recountClocks(p)),
    'filing.batch': withClock(({ batchId }) => runBatch(p, batchId)),
    'filing.batches': withClock(() => sweepBatches(p)),
    'filing.counts': () => mergeCounts(p),
    'publication.sweep': withClock(async () => {
      await sweepObjections(p)
      await sweepNotices(p)
    }),
    'publication.watch': withClock((notice) => findWatchers(p, notice)),
    'publication.watch_mail': withClock((mail) => sendWatchMail(p, mail)),
    'publication.objection_mail': withClock((mail) => sendObjectionMail(p, mail)),
    'publication.letter': withClock((letter) => issueObjectionLetter(p, letter)),
    'rule_pack.recompute': withClock(() => recompute(p)),
    'registration.sweep': withClock(() => sweepExpired(p)),
    'registration.letter': withClock((letter) => makeBurdenLetter(p, letter)),
    'certificate.issue': withClock(({ caseId }) => issueCertificate(p, caseId)),
    'certificate.credentials': withClock(() => sweepCredentials(p)),
    'examination.sweep': withClock(() => sweepLeases(p)),
    'examination.cohort': withClock(({ cohortId }) => runCohort(p, cohortId)),
    'examination.cohorts': withClock(() => sweepCohorts(p)),
    'examination.experts': withClock(() => sweepExperts(p)),
    'examination.expert_mail': withClock((mail) => sendExpertMail(p, mail)),
    'platform.forget': () => forgetAnswers(p.db),
    'notification.mail': withClock((mail) => sendMail(p, mail)),
    'notification.deliver': withClock((delivery) => deliver(p, delivery)),
    'notification.sweep': withClock(() => sweepDeliveries(p)),
    'notification.remind': withClock(() => remind(p)),
    'notification.digest': withClock(() => sendDigests(p)),
  }
  const { 'notification.deliver': deliverNews, ...others } = handlers
  const onError = (job: string, error: unknown) => log.error({ job, err: error }, 'job failed')
  const jobs = await runJobs(config.databaseUrl, others, schedule, onError)
  // Receivers that answer slowly hold up each other, and nothing else.
  const deliveries = await runJobs(config.databaseUrl, { 'notification.deliver': deliverNews }, [], onError)
  onStop(async () => {
    await Promise.all([jobs.stop(), deliveries.stop()])
    await sequencer.stop()
    await timestamps.stop()
    await close()
  })
  log.info('worker ready')
}

main().catch(reportStartFailure)
