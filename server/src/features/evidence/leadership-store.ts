import { openPool } from '../../platform/db/connection.ts'

/** Being the one sequencer, for as long as one connection lives. */
export interface Leadership {
  /** Aborted when the connection breaks: another process may lead from then on. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

// First of the two keys is ours, by convention; (4200, 2) is the notifying trigger's.
const key = '4200, 1'

/** Tries to become the sequencer; null when another process is. `onLeaf` is called when leaves were added. */
export async function tryToLead(url: string, onLeaf: () => void): Promise<Leadership | null> {
  const broken = new AbortController()
  const pool = openPool({ url, max: 1, onLost: () => broken.abort() })
  try {
    const client = await pool.connect()
    client.on('notification', onLeaf)
    client.on('error', () => broken.abort())
    client.on('end', () => broken.abort())
    const { rows } = await client.query<{ led: boolean }>(`select pg_try_advisory_lock(${key}) as led`)
    if (rows[0]?.led) {
      await client.query('listen evidence_leaf')
      return {
        lost: broken.signal,
        release: async () => {
          client.release(true)
          await pool.end()
        },
      }
    }
    client.release(true)
  } catch (error) {
    await pool.end().catch(() => {})
    throw error
  }
  await pool.end()
  return null
}
