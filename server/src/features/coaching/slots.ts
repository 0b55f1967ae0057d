import { coachingScope, decideCoaching, mayCoach } from '@datadeed/core/coaching/policy'
import type * as schema from '@datadeed/core/coaching/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { addDays, daysBetween, startOfChinaDay, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { reportingUnits } from '@datadeed/core/kernel/regions'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { partyFacts } from '../party/service.ts'
import { act, own } from './act.ts'
import * as slots from './slot-store.ts'
import { findCoaching } from './store.ts'
import { appointmentView } from './view.ts'

const minute = 60_000
/** Days that a calendar shows at once, and how far ahead slots are offered. */
const longest = 62
const farthest = 180

const invalid = (path: string, message: string) =>
  new AppError('kernel.invalid_input', { count: 1 }, [{ path, message }])

/** The place a company is at home; null for staff, whose place is in their scope. */
async function homeOf(p: Pick<Platform, 'db'>, actor: Actor): Promise<string | null> {
  const scope = coachingScope(actor)
  return scope.kind === 'party' ? (await partyFacts(p, scope.partyId)).prefectureCode : null
}

/** Slots and appointments of some days, as far as the actor is shown them. */
export async function getCalendar(
  p: Platform,
  actor: Actor,
  { from, to }: z.output<typeof schema.calendarQuery>,
): Promise<z.output<typeof schema.calendar>> {
  const scope = coachingScope(actor)
  if (scope.kind === 'nothing') throw new AppError('kernel.forbidden')
  if (from > to || daysBetween(from, to) > longest) throw invalid('to', `一次最多查看 ${longest} 天`)
  const range = [new Date(startOfChinaDay(from)), new Date(startOfChinaDay(addDays(to, 1)))] as const
  const home = await homeOf(p, actor)
  const [offered, booked] = await Promise.all([
    slots.listSlots(p.db, scope, home, ...range),
    slots.listAppointments(p.db, scope, ...range),
  ])
  const now = p.clock.now()
  return {
    slots: offered.map(({ withdrawnAt, startsAt, endsAt, ...slot }) => {
      const open = withdrawnAt === null && startsAt > now
      return {
        ...slot,
        ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), withdrawn: withdrawnAt !== null },
        can: [
          ...(open && slot.taken < slot.capacity ? (['book'] as const) : []),
          ...(open && slot.taken === 0 && mayCoach(actor, slot.prefectureCode) ? (['withdraw'] as const) : []),
        ],
      }
    }),
    appointments: booked.map((row) => appointmentView(p, actor, row, true)),
    mayOffer: reportingUnits.some(({ code }) => mayCoach(actor, code)),
  }
}

/** Offers the time between two hours of a day in slots of so many minutes; what was offered already stays. */
export async function offerSlots(
  p: Platform,
  actor: Actor,
  body: z.output<typeof schema.newSlots>,
): Promise<z.output<typeof schema.slotsMade>> {
  const { accountId, regionCode } = own(actor)
  const now = p.clock.now()
  const prefectureCode = regionCode ?? body.prefectureCode
  if (!prefectureCode || !reportingUnits.some(({ code }) => code === prefectureCode))
    throw invalid('prefectureCode', '请选择市州')
  if (!mayCoach(actor, prefectureCode)) throw new AppError('kernel.forbidden')
  const ahead = daysBetween(toChinaDate(now.getTime()), body.day)
  if (ahead < 0 || ahead > farthest) throw invalid('day', `请选择今天起 ${farthest} 天以内的日期`)
  const at = (time: string) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    return startOfChinaDay(body.day) + (hours * 60 + minutes) * minute
  }
  const [begin, end, length] = [at(body.from), at(body.to), body.minutes * minute]
  const list = Array.from({ length: Math.floor((end - begin) / length) }, (_, i) => ({
    ...{ id: newId<'slot'>(), startsAt: new Date(begin + i * length), endsAt: new Date(begin + (i + 1) * length) },
  })).filter(({ startsAt }) => startsAt > now)
  if (list.length === 0) throw invalid('to', '这段时间已经过去，或者不够一个时段')
  const { place, capacity } = body
  const made = await inTx(p.db, (tx) =>
    slots.insertSlots(tx, list, { prefectureCode, place, capacity, by: accountId, at: now }),
  )
  if (made === 0) throw new AppError('coaching.slots_exist')
  return { made }
}

/** Takes back a slot that nobody has booked. */
export async function withdrawSlot(p: Platform, actor: Actor, id: string) {
  const scope = coachingScope(actor)
  await inTx(p.db, async (tx) => {
    const slot = await slots.holdSlot(tx, scope, null, id)
    if (!slot) throw new AppError('kernel.not_found')
    if (!mayCoach(actor, slot.prefectureCode)) throw new AppError('kernel.forbidden')
    if (slot.taken > 0) throw new AppError('coaching.slot_taken')
    if (slot.withdrawnAt || slot.startsAt <= p.clock.now()) throw new AppError('coaching.slot_over')
    await slots.withdrawSlot(tx, id, p.clock.now())
  })
  return {}
}

const day = (moment: Date) => toChinaDate(moment.getTime())
const hour = (moment: Date) => new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
const whenOf = ({ startsAt, place }: { startsAt: Date; place: string }) => ({
  when: `${day(startsAt)} ${hour(startsAt)}`,
  place,
})

/** Gives an appointment's place in its slot back. */
async function release(tx: Tx, p: Platform, actor: Actor, row: slots.AppointmentRow, reason: string): Promise<void> {
  const cancelled = { id: row.id, by: own(actor).accountId, at: p.clock.now(), reason }
  if (!(await slots.cancelAppointment(tx, cancelled))) throw new AppError('kernel.stale_version')
  await slots.moveTaken(tx, row.slotId, -1)
}

/**
 * Books a slot for a coaching case, in place of another appointment where one is named: both or neither. Never more than the slot's capacity,
 * however many come at once: the slot's row is held, and the table checks again.
 */
export async function bookSlot(p: Platform, actor: Actor, id: string, body: z.output<typeof schema.newAppointment>) {
  const scope = coachingScope(actor)
  return await inTx(p.db, async (tx) => {
    const home = await homeOf({ db: tx }, actor)
    const found = await findCoaching(tx, scope, id)
    if (!found) throw new AppError('kernel.not_found')
    decideCoaching(actor, found, 'book')
    const old = body.insteadOf ? await slots.findAppointment(tx, body.insteadOf) : undefined
    if (body.insteadOf && (old?.coachingId !== id || old.status !== 'booked')) throw new AppError('kernel.not_found')
    if (old && old.startsAt <= p.clock.now()) throw new AppError('coaching.slot_over')
    // Held in one order by everybody, so that two who change places do not wait for each other.
    const held = new Map<string, slots.SlotRow>()
    for (const slotId of [...new Set([body.slotId, ...(old ? [old.slotId] : [])])].sort()) {
      const slot = await slots.holdSlot(tx, scope, home, slotId)
      if (slot) held.set(slotId, slot)
    }
    const slot = held.get(body.slotId)
    if (!slot || slot.prefectureCode !== found.prefectureCode) throw new AppError('kernel.not_found')
    if (slot.withdrawnAt || slot.startsAt <= p.clock.now()) throw new AppError('coaching.slot_over')
    const appointmentId = newId<'appointment'>()
    const params = whenOf(slot)
    const detail = { ...params, ...(old && { from: whenOf(old).when }) }
    const asked = { id, ...(old && { logged: 'rebook' as const }), note: body.reason, detail }
    await act(tx, p, actor, { ...asked, command: 'book', told: 'booked', params }, async () => {
      if (old) await release(tx, p, actor, old, '改约')
      if (!(await slots.moveTaken(tx, slot.id, 1))) throw new AppError('coaching.slot_full')
      const made = { id: appointmentId, slotId: slot.id, coachingId: id, reason: body.reason }
      if (!(await slots.insertAppointment(tx, { ...made, by: own(actor).accountId, at: p.clock.now() })))
        throw invalid('slotId', '本个案已经预约了这个时段')
    })
    return { id: appointmentId }
  })
}

/** Calls an appointment off before it begins; either side may. */
export async function cancelAppointment(
  p: Platform,
  actor: Actor,
  appointmentId: string,
  { reason }: z.output<typeof schema.cancellation>,
) {
  await inTx(p.db, async (tx) => {
    const row = await slots.findAppointment(tx, appointmentId)
    const found = row && (await findCoaching(tx, coachingScope(actor), row.coachingId))
    if (!row || !found) throw new AppError('kernel.not_found')
    if (row.startsAt <= p.clock.now()) throw new AppError('coaching.slot_over')
    const params = whenOf(row)
    await slots.holdSlot(tx, { kind: 'everything' }, null, row.slotId)
    const asked = { id: found.id, command: 'book', logged: 'cancel', note: reason, detail: params } as const
    const told = { told: 'cancelled', params } as const
    await act(tx, p, actor, { ...asked, ...told }, () => release(tx, p, actor, row, reason))
  })
  return {}
}

/** Calls off what is to come of a coaching case that ends. */
export async function cancelAllComing(tx: Tx, p: Platform, actor: Actor, coachingId: string): Promise<void> {
  const coming = (await slots.listAppointmentsOf(tx, coachingId)).filter(
    ({ status, startsAt }) => status === 'booked' && startsAt > p.clock.now(),
  )
  for (const row of coming.toSorted((a, b) => (a.slotId < b.slotId ? -1 : 1)))
    await release(tx, p, actor, row, '辅导个案已办结')
}
