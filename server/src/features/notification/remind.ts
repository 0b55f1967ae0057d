import { addDays, daysBetween, toChinaDate } from '@datadeed/core/kernel/dates'
import { horizonOf, markFor } from '@datadeed/core/notification/reminders'
import type { MessageName } from '@datadeed/core/notification/words'
import { renewalMark } from '@datadeed/core/registration/renewal'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { packOf } from '../filing/service.ts'
import { recordChange } from './changes.ts'
import { remindOfCoaching } from './coaching-told.ts'
import { tellSignatories } from './inbox.ts'
import { listEndingKeys } from './key-store.ts'
import { tellCompany } from './told.ts'
import { type ComingDay, listComingDays, noteReminder } from './told-store.ts'

const dayMs = 86_400_000
const names = { correction: 'correction_due', objectionAnswer: 'objection_due', validity: 'validity_due' } as const
type Step = keyof typeof names

async function remindOf(p: Platform, step: Step, coming: ComingDay, mark: number, days: number): Promise<boolean> {
  const { subject, partyId, caseId, caseNumber, due, number, entryId } = coming
  const now = p.clock.now()
  const source = `due:${subject}:${due}:${mark}`
  const name: MessageName = names[step]
  const params = {
    ...{ case: caseNumber, due, days },
    ...(number && (step === 'validity' ? { registration: number } : { objection: number })),
  }
  return await inTx(p.db, async (tx) => {
    if (!(await noteReminder(tx, source, now))) return false
    const place = entryId ? { link: `/registrations/${entryId}` } : { link: `/cases/${caseId}`, caseId }
    await tellCompany(tx, p, partyId, { name, params, ...place, source, now })
    const data = { caseId, caseNumber, step, due, daysLeft: days, ...(number && { number }) }
    await recordChange(tx, { partyId, type: 'deadline.near', caseId, data, now })
    return true
  })
}

/** How many days ahead is looked. */
const farthest = (p: Platform, step: Step): number => (step === 'validity' ? p.rules.renewalHorizon() : horizonOf(step))

/**
 * Reminds of last days that come near, once for each mark of `core/notification/reminders.json`; run daily, and as often as
 * one likes. A day that was missed is made up for with the days that are left then.
 */
export async function remind(p: Platform): Promise<number> {
  const today = toChinaDate(p.clock.now().getTime())
  let told = await remindOfCoaching(p)
  for (const step of ['correction', 'objectionAnswer', 'validity'] as const)
    for (const coming of await listComingDays(p.db, step, today, addDays(today, farthest(p, step)))) {
      const days = daysBetween(today, coming.due)
      // When to remind of a renewal is law, and stands in the pack that the registration is under.
      const mark = step === 'validity' ? renewalMark(packOf(p, coming), days) : markFor(step, days)
      if (mark !== null && (await remindOf(p, step, coming, mark, days))) told += 1
    }
  // Keys follow the machine's clock, as sessions do.
  const now = new Date()
  for (const key of await listEndingKeys(p.db, now, new Date(now.getTime() + (horizonOf('apiKey') + 1) * dayMs))) {
    const until = toChinaDate(key.expires_at.getTime())
    const mark = markFor('apiKey', daysBetween(toChinaDate(now.getTime()), until))
    if (mark === null) continue
    await inTx(p.db, (tx) =>
      tellSignatories(tx, p, key.party_id, {
        ...{ name: 'key_expiring', params: { key: key.name, until }, link: '/api-keys' },
        ...{ source: `key-expiring:${key.id}:${mark}`, now: p.clock.now() },
      }),
    )
  }
  return told
}
