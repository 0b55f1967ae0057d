import { daysBetween, type IsoDate } from '../kernel/dates.ts'
import { median } from '../kernel/median.ts'
import type { CoachingStatus } from './machine.ts'

export interface ServiceRow {
  partyId: string
  status: CoachingStatus
  firstContactOn: IsoDate
  /** Contacts, visits and minutes that a coach recorded. */
  records: number
  certifiedOn: IsoDate | null
}

/** A closed case with a record of what was done makes its company one that was served. */
export const counts = ({ status, records }: Pick<ServiceRow, 'status' | 'records'>): boolean =>
  status === 'closed' && records > 0

/** Calendar days from the first contact to the certificate; null without one. */
export const daysToCertificate = ({
  firstContactOn,
  certifiedOn,
}: Pick<ServiceRow, 'firstContactOn' | 'certifiedOn'>): number | null =>
  certifiedOn === null ? null : daysBetween(firstContactOn, certifiedOn)

/** The indicator over all rows: a company counts once however often it was served. */
export function serviceIndicator(rows: readonly ServiceRow[]) {
  const days = rows.flatMap((row) => daysToCertificate(row) ?? [])
  return {
    served: new Set(rows.filter(counts).map(({ partyId }) => partyId)).size,
    opened: rows.length,
    closed: rows.filter(({ status }) => status === 'closed').length,
    certified: days.length,
    medianDays: median(days),
  }
}
