import type { Finding } from '@datadeed/core/filing/schema'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { settleClocks } from './clocks.ts'
import { settleGreen } from './green-channel.ts'
import { keepTexts, lookForOverlaps } from './preexam.ts'
import { listUnkept } from './preexam-store.ts'
import { findCase, listOpenCases, lockCase } from './store.ts'

/**
 * After a submission the case is examined once more, with all that overlaps its data; and what was found beside it is now beside those others,
 * which are examined again, too.
 */
export async function alarmOthers(tx: Tx, list: readonly Finding[], caseId: string): Promise<void> {
  const cases = new Set([caseId, ...list.flatMap(({ others }) => others.map((other) => other.caseId))])
  // In one order, or two who file at once wait for each other's jobs.
  for (const one of [...cases].toSorted())
    await enqueue(tx, 'filing.preexamine', { caseId: one }, { key: `filing.preexamine ${one}` })
}

/** Examines an open case by machine again, for a day passes and others file; what is not open is left alone. */
export async function preexamineCase(p: Platform, caseId: string): Promise<void> {
  const found = await findCase(p.db, caseId)
  if (!found) return
  await lookForOverlaps(p, found, { anew: true })
  await inTx(p.db, async (tx) => {
    const row = await lockCase(tx, caseId)
    if (!row) return
    await settleGreen(tx, p, row, p.clock.now())
    await settleClocks(tx, p, row)
  })
}

/** Each night every open case is examined again, and texts that are not compared yet are taken in. */
export async function sweepPreexaminations(p: Platform): Promise<number> {
  for (let ids = await listUnkept(p.db, 500); ids.length > 0; ids = await listUnkept(p.db, 500))
    for (const id of ids) {
      const row = await findCase(p.db, id)
      if (row) await inTx(p.db, (tx) => keepTexts(tx, row))
    }
  let done = 0
  for (let after = ''; ; ) {
    const ids = await listOpenCases(p.db, after, 500)
    for (const id of ids) await preexamineCase(p, id)
    done += ids.length
    const last = ids.at(-1)
    if (last === undefined) return done
    after = last
  }
}
