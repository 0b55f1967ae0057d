import { checkToken, FormatError, readToken, reasonText } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import type { Report } from './fsck-tree.ts'
import { pinnedAuthorities } from './timestamp-authority.ts'
import { newestTimestamps } from './timestamp-store.ts'

/** A token takes a millisecond or two, and years of them an hour: of the older ones packages check their own. */
const checked = 300

/** Verifies the newest tokens over the checkpoints they are stored with. */
export async function checkTimestamps(db: Database, size: bigint, report: Report): Promise<void> {
  const authorities = [...(await pinnedAuthorities(db)).values()]
  for (const row of await newestTimestamps(db, size, checked)) {
    const at = `timestamp ${row.size} ${row.authority}`
    try {
      const token = readToken(row.token)
      const text = row.stamped === 'checkpoint' ? row.note : row.sm3_note
      const { reasons, time } = checkToken(nodeCrypto, token, [text], authorities)
      for (const { code, params } of reasons) report(at, reasonText(code, 'zh', params))
      if (time !== null && time * 1000 !== row.at.getTime()) report(at, '时间戳的时间与所记的不一致')
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      report(at, '时间戳不符合格式')
    }
  }
}
