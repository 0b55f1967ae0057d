import { addDays, daysBetween, toChinaDate } from '@datadeed/core/kernel/dates'
import { horizonOf, markFor } from '@datadeed/core/notification/reminders'
import type { MessageName } from '@datadeed/core/notification/words'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import type { Platform } from '../../platform/platform.ts'
import { type ComingCoaching, listComingCoaching } from './coaching-store.ts'
import { type News, tell } from './inbox.ts'
import { findPerson, listCoaches } from './inbox-store.ts'
import { tellCompany } from './told.ts'
import { noteReminder } from './told-store.ts'

type Told = EventPayloads['coaching.told']

const names: Record<Told['what'], MessageName> = {
  opened: 'coaching_opened',
  taken: 'coaching_taken',
  recorded: 'coaching_moved',
  message: 'coaching_message',
  task: 'coaching_task',
  task_done: 'coaching_moved',
  linked: 'coaching_moved',
  booked: 'coaching_booked',
  cancelled: 'coaching_cancelled',
  closed: 'coaching_closed',
  reopened: 'coaching_moved',
}

/** Something happened in a coaching case: the other side is told; all coaches of the place while nobody has taken it on. */
export async function onCoaching(tx: Tx, p: Platform, event: Told): Promise<void> {
  const { coachingId, number, partyId, prefectureCode, coachId, to, what, params, seq, now } = event
  const news = {
    name: to === 'company' && what === 'opened' ? 'coaching_started' : names[what],
    params: { coaching: number, ...params },
    link: `/coaching/${coachingId}`,
    source: `coaching:${coachingId}:${seq}`,
    now,
  }
  if (to === 'company') await tellCompany(tx, p, partyId, news)
  else await tellCoach(tx, p, { coachId, prefectureCode }, news)
}

async function tellCoach(
  tx: Tx,
  p: Platform,
  { coachId, prefectureCode }: Pick<Told, 'coachId' | 'prefectureCode'>,
  news: News,
): Promise<void> {
  const coach = coachId === null ? undefined : await findPerson(tx, coachId)
  await tell(tx, p, coach ? [coach] : await listCoaches(tx, prefectureCode), news)
}

const reminders = { coachingTask: 'coaching_task_due', coachingAppointment: 'coaching_appointment_due' } as const

async function remindOf(p: Platform, name: MessageName, coming: ComingCoaching, mark: number, days: number) {
  const { subject, coachingId, number, partyId, side, due, when, place } = coming
  const now = p.clock.now()
  const source = `due:${subject}:${due}:${mark}`
  const news = {
    name,
    params: { coaching: number, due, days, when, place },
    link: `/coaching/${coachingId}`,
    source,
    now,
  }
  return await inTx(p.db, async (tx) => {
    if (!(await noteReminder(tx, source, now))) return false
    if (side !== 'coach') await tellCompany(tx, p, partyId, news)
    if (side !== 'company') await tellCoach(tx, p, coming, news)
    return true
  })
}

/** Reminds of tasks and appointments that come near, once for each mark; how many were told. */
export async function remindOfCoaching(p: Platform): Promise<number> {
  const today = toChinaDate(p.clock.now().getTime())
  let told = 0
  for (const step of ['coachingTask', 'coachingAppointment'] as const)
    for (const coming of await listComingCoaching(p.db, step, today, addDays(today, horizonOf(step)))) {
      const days = daysBetween(today, coming.due)
      const mark = markFor(step, days)
      if (mark !== null && (await remindOf(p, reminders[step], coming, mark, days))) told += 1
    }
  return told
}
