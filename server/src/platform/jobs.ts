import { Logger, parseCronItems, run } from 'graphile-worker'
import { sql } from 'kysely'
import { openPool } from './db/connection.ts'
import type { Tx } from './db/tx.ts'

/** What each kind of job carries. Handlers are idempotent: a job may run twice. */
export interface JobPayloads {
  'examination.sweep': Record<string, never>
  /** Goes on with a cohort of alike cases until it waits for a person. */
  'examination.cohort': { cohortId: string }
  'examination.cohorts': Record<string, never>
  /** Reminds experts, and ends requests whose day is over. */
  'examination.experts': Record<string, never>
  'examination.expert_mail': { requestId: string; what: 'asked' | 'code' | 'reminder' | 'revoked' | 'expired' }
  'publication.sweep': Record<string, never>
  'filing.sweep': Record<string, never>
  /** Escalates the time limits that came near or are over. */
  'filing.clocks': Record<string, never>
  'filing.recount': Record<string, never>
  /** Examines one open case by machine again. */
  'filing.preexamine': { caseId: string }
  'filing.preexam_sweep': Record<string, never>
  'filing.batch': { batchId: string }
  'filing.batches': Record<string, never>
  'filing.counts': Record<string, never>
  'publication.watch': { noticeId: string }
  'publication.watch_mail': { watchId: string; noticeNumber?: string }
  'publication.objection_mail': {
    objectionId: string
    what:
      | 'lodged'
      | 'answered'
      | 'decided'
      | 'mediation_offered'
      | 'mediation_declined'
      | 'mediation_begun'
      | 'mediation_failed'
      | 'settled'
      | 'withdrawn'
      | 'succeeded'
  }
  'publication.letter': { objectionId: string; kind: 'forwarded' | 'decided' }
  'rule_pack.recompute': Record<string, never>
  'registration.sweep': Record<string, never>
  /** A letter to the beneficiary of a burden who has no account here. */
  'registration.letter': { affairId: string; encumbranceId: string; moment: 'effect' | 'outcome' }
  'certificate.issue': { caseId: string }
  'certificate.credentials': Record<string, never>
  'platform.forget': Record<string, never>
  'notification.mail': { to: string; subject: string; text: string }
  'notification.deliver': { deliveryId: string; byHand: boolean }
  'notification.sweep': Record<string, never>
  'notification.remind': Record<string, never>
  'notification.digest': Record<string, never>
}
export type JobName = keyof JobPayloads

export interface EnqueueOptions {
  runAt?: Date
  /** A waiting job with the same key is replaced instead of doubled. */
  key?: string
}

/** Adds a job to the transaction that causes it: it runs after the commit, or never. */
export async function enqueue<N extends JobName>(
  tx: Tx,
  job: N,
  payload: JobPayloads[N],
  { runAt, key }: EnqueueOptions = {},
): Promise<void> {
  await sql`select enqueue_job(${job}, ${JSON.stringify(payload)}::json, ${runAt ?? null}::timestamptz, ${key ?? null}, 8)`.execute(
    tx,
  )
}

export type JobHandlers = { [N in JobName]: (payload: JobPayloads[N]) => Promise<void> }

/** A job run by the clock: minute, hour, day, month and weekday as in a crontab, UTC. */
export interface Schedule {
  task: JobName
  match: string
}

/** Runs jobs until stopped. */
export async function runJobs(
  databaseUrl: string,
  handlers: Partial<JobHandlers>,
  schedule: readonly Schedule[],
  onError: (job: string, error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  const pool = openPool({ url: databaseUrl, role: 'owner', max: 4, onLost: (error) => onError('pool', error) })
  const runner = await run({
    pgPool: pool,
    // Its own lines quote errors, and those of mail servers quote addresses; `onError` is told of all that matters.
    logger: new Logger(() => () => {}),
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2000,
    // Not as the text of a crontab, which knows no names with dots.
    parsedCronItems: parseCronItems(
      schedule.map(({ task, match }) => ({ task, match, identifier: `${task} ${match}` })),
    ),
    taskList: Object.fromEntries(
      Object.entries(handlers).map(([name, handle]) => [
        name,
        async (payload: unknown) => {
          try {
            await (handle as (payload: unknown) => Promise<void>)(payload)
          } catch (error) {
            onError(name, error)
            throw error
          }
        },
      ]),
    ),
  })
  return {
    async stop() {
      await runner.stop()
      await pool.end()
    },
  }
}
