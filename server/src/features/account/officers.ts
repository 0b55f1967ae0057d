import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import * as store from './store.ts'

type Office = 'transport' | 'market_regulation'

/** Officers of the prefectures, and the office each sits in. */
export async function listOfficers(db: Platform['db'] | Tx) {
  return (await store.listOfficerRows(db)).map(({ region_code, office, ...row }) => ({
    ...row,
    prefectureCode: region_code ?? '',
    office: office as Office | null,
  }))
}

/** Where an officer sits from now on; what they did before stays as it was. */
export async function setOffice(p: Platform, actor: Actor, id: string, office: Office | null): Promise<void> {
  if (actor.kind !== 'account') throw new AppError('account.signed_out')
  const by = actor.accountId
  await inTx(p.db, async (tx) => {
    if (!(await store.listOfficerRows(tx)).some((row) => row.id === id)) throw new AppError('kernel.not_found')
    await store.setOffice(tx, { id, office, by, at: p.clock.now() })
  })
}
