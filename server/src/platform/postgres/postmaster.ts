import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** What a running PostgreSQL writes about itself into its data directory. */
export type Postmaster = {
  readonly pid: number
  readonly port: number
  readonly socketDir: string
  readonly ready: boolean
}

/** Reads postmaster.pid; undefined where there is none or it is not complete yet. */
export const readPostmaster = (cluster: string): Postmaster | undefined => {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port, socketDir] = [Number(lines[0]), Number(lines[3]), lines[4]?.trim()]
    if (!pid || !port || !socketDir) return undefined
    return { pid, port, socketDir, ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** Linux keeps the number of a process that ended until its parent asks; in a container nobody may ever ask. */
const hasEnded = (pid: number): boolean => {
  try {
    return /^.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // No /proc on this system, or gone this moment.
    return false
  }
}

/** True where a process of this number lives. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !hasEnded(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && !hasEnded(pid)
  }
}

/** The superuser that initdb makes; it owns the tables, the programs step down from it. */
export const ownerRole = 'datadeed'

/** Connection address over the private socket. */
export const socketUrl = (server: Pick<Postmaster, 'port' | 'socketDir'>, database: string): string =>
  `postgresql://${ownerRole}@localhost/${database}?host=${encodeURIComponent(server.socketDir)}&port=${server.port}`

/** Runs `work` on a connection of its own. */
export const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // Without a listener a server that stops ends our process; the failing query reports it anyway.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * True where the process named in postmaster.pid answers and really serves this directory. What the file says of its state
 * is not asked: PostgreSQL goes on where that line could not be written.
 */
export const answersFor = async (server: Postmaster, cluster: string): Promise<boolean> => {
  if (!isAlive(server.pid)) return false
  try {
    return await withClient(socketUrl(server, 'postgres'), async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0]?.data_directory === cluster
    })
  } catch {
    return false
  }
}
