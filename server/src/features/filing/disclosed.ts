import type { Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import type { Platform } from '../../platform/platform.ts'
import { getDepositFacts } from '../evidence/service.ts'
import { check } from './check.ts'
import { settleGreen } from './green-channel.ts'
import { readKnown } from './known.ts'
import { listCasesOnDeposit, lockCase, updateChecked, updateKnown } from './store.ts'

/** What a deposit tells since another part was disclosed: kept with every case on it that is not closed, and each is examined anew. */
export async function takeDisclosure(
  tx: Tx,
  p: Platform,
  { depositId, now }: EventPayloads['evidence.disclosed'],
): Promise<void> {
  const known = readKnown(await getDepositFacts(tx, depositId))
  for (const caseId of await listCasesOnDeposit(tx, depositId)) {
    const row = await lockCase(tx, caseId)
    if (!row) continue
    await updateKnown(tx, caseId, known)
    const told = { ...row, known }
    if (row.status === 'draft' || row.status === 'awaiting_signature')
      await updateChecked(tx, caseId, (await check(tx, p, told, now)).counts, now)
    else await settleGreen(tx, p, told, now)
  }
}
