import type { EntryStatus } from '@datadeed/core/registration/machine'

/** The status of an entry on a day: expiry needs no command, the last day says it. */
export function statusToday(
  { status, valid_until }: { status: string; valid_until: string },
  today: string,
): EntryStatus {
  const over = (status === 'active' || status === 'suspended') && valid_until < today
  return over ? 'expired' : (status as EntryStatus)
}
