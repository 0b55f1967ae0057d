import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { type Expiry, expiryOf, type Term } from '@datadeed/core/registration/expiry'

interface Dated {
  registered_on: string
  term_until: string | null
  authorisation_until: string | null
}

/** What decides the last day of an entry. */
export const termOf = (entry: Dated): Term => ({
  registeredOn: entry.registered_on,
  termUntil: entry.term_until,
  authorisationUntil: entry.authorisation_until,
})

/** How the last day of an entry was found; null where it was fixed by something else than the rules say now. */
export function derivedExpiry(pack: RulePack, entry: Dated & { valid_until: string }): Expiry | null {
  const expiry = expiryOf(pack, termOf(entry))
  return expiry.day === entry.valid_until ? expiry : null
}
