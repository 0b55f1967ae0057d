import { toChinaDate } from '@datadeed/core/kernel/dates'

/** Calendar days from the day that `now` (an instant) falls on in China to a legal day; negative when it is over. */
export function daysLeft(due: string, now: string): number {
  return Math.round((Date.parse(due) - Date.parse(toChinaDate(Date.parse(now)))) / 86_400_000)
}
