import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Database } from './connection.ts'
import type { DB } from './types.gen.ts'

declare const made: unique symbol

/** A transaction under way. Only `inTx` makes one, so a function that asks for a Tx cannot be called outside. */
export type Tx = Transaction<DB> & { readonly [made]: true }

const maxAttempts = 3
// serialization_failure, deadlock_detected: PostgreSQL undid the whole transaction and asks us to try again.
const retryable = new Set(['40001', '40P01'])

const isRetryable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && retryable.has(error.code)

/**
 * Runs `work` in one transaction: all of it or nothing. After a deadlock or serialization failure it runs again, at
 * most three times in all; so `work` must do nothing but SQL, and must not keep state between attempts.
 */
export const inTx = async <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute((transaction) => work(transaction as Tx))
    } catch (error) {
      if (attempt === maxAttempts || !isRetryable(error)) throw error
      await sleep(10 * 2 ** attempt)
    }
  }
}
