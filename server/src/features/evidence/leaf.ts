import { AppError } from '@datadeed/core/kernel/errors'
import { type Digests, type EntryType, entryBytes } from '@datadeed/evidence'
import type { Tx } from '../../platform/db/tx.ts'
import { insertLeaves } from './leaf-store.ts'

export interface NewLeaf {
  type: EntryType
  /** Public number of the deposit, case, notice, certificate …: entries of one subject form one chain. */
  subject: string
  digests: Digests
  /** Nothing personal: what must not be public goes in as `commitment(salt, value)`. */
  body: Record<string, unknown>
  now: Date
}

// The longest that the sequencer may fill in: an entry that could not be completed would stop the log for everybody.
const longest = {
  time: '2026-01-01T00:00:00Z',
  previous: { index: Number.MAX_SAFE_INTEGER, hash: 'f'.repeat(64) },
  known: { size: Number.MAX_SAFE_INTEGER, root: 'f'.repeat(64) },
}

/**
 * Adds a leaf to the log with the command that causes it; the sequencer makes it an entry after the commit. Returns the
 * leaf's id. Throws `evidence.log_closed` while the log is closed, FormatError for what no verifier could read.
 */
export async function logLeaf(tx: Tx, leaf: NewLeaf): Promise<bigint> {
  const [id] = await logLeaves(tx, [leaf])
  return id as bigint
}

/** As {@link logLeaf}, of several at once; ids in their order. */
export async function logLeaves(tx: Tx, leaves: readonly NewLeaf[]): Promise<bigint[]> {
  const rows = leaves.map(({ type, subject, digests, body, now }) => {
    entryBytes({ type, subject, digests, body, ...longest })
    return { type, subject, ...digests, body, enqueued_at: now }
  })
  const ids = await insertLeaves(tx, rows)
  if (ids.length < leaves.length) throw new AppError('evidence.log_closed')
  return ids
}
