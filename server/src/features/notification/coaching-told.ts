import type { MessageName } from '@datadeed/core/notification/words'
import type { Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import type { Platform } from '../../platform/platform.ts'
import { tell } from './inbox.ts'
import { findPerson, listCoaches } from './inbox-store.ts'
import { tellCompany } from './told.ts'

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
  if (to === 'company') return await tellCompany(tx, p, partyId, news)
  const coach = coachId === null ? undefined : await findPerson(tx, coachId)
  await tell(tx, p, coach ? [coach] : await listCoaches(tx, prefectureCode), news)
}
