import type { IsoDate } from '../kernel/dates.ts'
import { addWorkdays, type Calendar } from '../kernel/workdays.ts'

/** The last day of a lease that begins anew on a day: so many working days after it. */
export const leaseUntil = (touchedOn: IsoDate, days: number, calendar: Calendar): IsoDate =>
  addWorkdays(touchedOn, days, calendar).date

/** The last day after an extension: as many working days again, after the old last day or today, whichever is later. */
export const extendedUntil = (lastDay: IsoDate, today: IsoDate, days: number, calendar: Calendar): IsoDate =>
  leaseUntil(lastDay < today ? today : lastDay, days, calendar)

/** Over when its last day is; on the day itself the examiner may still act. */
export const isLeaseOver = (lastDay: IsoDate, today: IsoDate): boolean => lastDay < today
