import { isWatched, toldShare } from '@datadeed/core/publication/watch'
import { inTx } from '../../platform/db/tx.ts'
import type { JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { overlapFacts } from '../overlap/service.ts'
import type { PublicContent } from './content.ts'
import { noteHit } from './watch.ts'
import * as store from './watch-store.ts'

const batch = 500
const first = '00000000-0000-0000-0000-000000000000'

/** Share of each deposit's own values that are in the noticed data, the greatest of its columns and rows. */
async function sharesIn(p: Platform, depositId: string): Promise<Map<string, number>> {
  const { overlaps } = await overlapFacts(p, depositId)
  const shares = new Map<string, number>()
  for (const { other, shareOfOther } of overlaps)
    if (other && shareOfOther !== null)
      shares.set(other.depositId, Math.max(shares.get(other.depositId) ?? 0, shareOfOther))
  return shares
}

/**
 * Finds who watches for a new notice and tells them. Safe to run again. Of the noticed data a watcher by sketch learns the
 * share of the own values that are in it, as any applicant does, and what the notice says.
 */
export async function findWatchers(p: Platform, { noticeId }: JobPayloads['publication.watch']): Promise<number> {
  const notice = await store.findNoticeById(p.db, noticeId)
  if (!notice) return 0
  const shares = await sharesIn(p, notice.deposit_id)
  const content = notice.content as unknown as PublicContent
  const now = p.clock.now()
  let told = 0
  for (let after = first, rows = [] as store.WatchRow[]; ; after = rows.at(-1)?.id ?? after) {
    rows = await store.listWatchesAfter(p.db, after, batch)
    for (const row of rows) {
      const share = row.deposit_id === null ? null : (shares.get(row.deposit_id) ?? 0)
      if (share !== null && (share < (row.share ?? 1) || row.party_id === notice.party_id)) continue
      const terms = row.words !== '' || row.owner !== '' || row.field !== ''
      if (terms && !isWatched(row, content)) continue
      const found = { noticeId, noticeNumber: notice.number, share: share && toldShare(share), now }
      if (await inTx(p.db, (tx) => noteHit(tx, p, row, found))) told += 1
    }
    if (rows.length < batch) return told
  }
}
