import {
  canonicalBytes,
  canonicalize,
  digestsOf,
  formatPolicy,
  type Json,
  type PolicyBody,
  parseEntry,
  parseNote,
  parsePolicy,
  readPolicyBody,
  utf8Decode,
  utf8Encode,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf } from './leaf.ts'
import { newestLeafBody } from './leaf-store.ts'
import { findEntryBelow, pinSetting, settingsBelow } from './log-store.ts'
import { type PositionRow, publishedSize, selectPositions } from './position-store.ts'
import { isQuorumNote, type QuorumRule } from './quorum.ts'

/** What the first leader of a log asked for: no entry tells of it. Each change since is an entry. */
const setting = 'log-policy'
const subject = 'log-policy'

/** Without the addresses of witnesses, which are nobody else's business. */
function bodyOf({ quorum, policy }: QuorumRule): PolicyBody {
  const bare = <T>(keys: readonly T[]) => keys.map((key) => ({ ...key, url: null }))
  const { logs, witnesses } = policy ?? { logs: [], witnesses: [] }
  return {
    quorum,
    policy: policy ? formatPolicy({ ...policy, logs: bare(logs), witnesses: bare(witnesses) }) : null,
  }
}

/** Which witnesses the body of a `policy` entry asks for. Throws FormatError or PolicyError for what is none. */
export function ruleOf(body: Json): QuorumRule {
  const { quorum, policy } = readPolicyBody(body)
  return policy === null ? { quorum } : { quorum, policy: parsePolicy(nodeCrypto, utf8Encode(policy)) }
}

/**
 * Logs what this installation asks of witnesses, where that is not what was recorded last. Of the whole log each checkpoint
 * is held to the newest such entry below it: what was published before a change stays good, by what was asked then.
 */
export async function recordPolicy({ config, db }: Pick<Platform, 'config' | 'db'>): Promise<void> {
  const body = bodyOf(config)
  const first = await pinSetting<PolicyBody>(db, setting, body)
  const last = readPolicyBody(((await newestLeafBody(db, subject)) ?? first) as Json)
  if (canonicalize(last) === canonicalize(body)) return
  const digests = digestsOf(nodeCrypto, canonicalBytes(body))
  await inTx(db, (tx) => logLeaf(tx, { type: 'policy', subject, digests, body, now: new Date() }))
}

/** What was asked for before any change; null where nobody has led this log since it is recorded. */
export async function firstRule(db: Database): Promise<QuorumRule | null> {
  const body = (await settingsBelow<PolicyBody>(db, setting)).get('')
  return body ? ruleOf(body) : null
}

/** Which witnesses a checkpoint of this size needs by what the log itself says. */
export async function ruleAt(db: Database, size: bigint): Promise<QuorumRule | null> {
  const changed = await findEntryBelow(db, subject, size)
  return changed ? ruleOf(parseEntry(utf8Decode(changed.entry)).body) : await firstRule(db)
}

/**
 * Where published leaves are, each in the first checkpoint that has the witnesses asked for today: a trust file of today
 * asks for them, also of what was published when fewer were enough.
 */
export async function provablePositions(
  { config, db }: Pick<Platform, 'config' | 'db'>,
  leafIds: readonly bigint[],
): Promise<PositionRow[]> {
  const rows = await selectPositions(db, leafIds)
  const good = rows.filter(({ note }) => isEnoughToday(config, note))
  if (good.length === rows.length) return rows
  const changed = await findEntryBelow(db, subject, await publishedSize(db))
  // Nobody has led since it is asked for: nothing better was published.
  if (!changed) return rows
  const poor = rows.filter((row) => !good.includes(row)).map((row) => row.leaf_id)
  return [...good, ...(await selectPositions(db, poor, changed.index))]
}

/** Whether a published note has the cosignatures that are asked for today. */
export function isEnoughToday(config: Platform['config'], note: string): boolean {
  const cosigned = parseNote(note).signatures.filter(({ name }) => name !== config.logOrigin)
  return isQuorumNote(
    config,
    note,
    cosigned.map(({ name }) => ({ witness: name })),
  )
}
