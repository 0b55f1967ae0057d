import { toChinaDate } from '@datadeed/core/kernel/dates'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { withLetter } from '../examination/service.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { expiryLetter } from './affair-letter.ts'
import { listOver, lockEntry } from './affair-store.ts'
import { applyToEntry } from './apply.ts'
import { holdersOf } from './share.ts'
import { findEntryById } from './store.ts'
import { derivedExpiry } from './term.ts'

/** Another run was here first: its letter stands, this one goes with its transaction. */
class OverAlready extends Error {}

/**
 * Registrations whose last day is over expire, each with its letter; that day was the earlier one of the certificate's
 * years and the authorisation's end. May be run at any time and by several at once.
 */
export async function sweepExpired(p: Platform): Promise<number> {
  const now = p.clock.now()
  const today = toChinaDate(now.getTime())
  let expired = 0
  for (const id of await listOver(p.db, today, 500)) {
    const expire = async (tx: Tx, letter?: { number: string; sha256: string }) => {
      const entry = await lockEntry(tx, id)
      const running = entry?.status === 'active' || entry?.status === 'suspended'
      if (!entry || !running || entry.valid_until >= today) throw new OverAlready()
      await applyToEntry(tx, p, entry, { command: 'expire', now, ...(letter && { letter }) })
    }
    const row = await findEntryById(p.db, 'id', id)
    if (!row) continue
    const under = await loadCase(p.db, row.case_id)
    const pack = packOf(p, under)
    const partyIds = (await holdersOf(p.db, row)).flatMap(({ partyId }) => partyId ?? [])
    // The letter goes to those who hold it now, who may be others than those who applied.
    const moved = partyIds.length !== 1 || partyIds[0] !== under.partyId
    const to = { partyIds, name: row.holder, link: `/registrations/${id}` }
    const content = expiryLetter(row, derivedExpiry(pack, row)?.derivation ?? [])
    const letter = { caseId: row.case_id, content, now, ...(moved && { to }) }
    try {
      await (pack.afterRegistration ? withLetter(p, letter, expire) : inTx(p.db, (tx) => expire(tx)))
      expired += 1
    } catch (error) {
      if (!(error instanceof OverAlready)) throw error
    }
  }
  return expired
}
