import { Socket } from 'node:net'
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { DB } from './types.gen.ts'

/** A pool of connections for reading and for `inTx`; writing store functions take a `Tx` only. */
export type Database = Kysely<DB>

/** The weak role: it may do to each table what the migrations grant, so append-only tables stay so. */
export const appRole = 'datadeed_app'

const { builtins, getTypeParser } = pg.types
const asText = (value: string): string => value

/**
 * What PostgreSQL's values become, decided here once: `bigint` is a bigint (never a rounded number), `numeric` a decimal
 * string, `date` the string YYYY-MM-DD (a Date would shift it by the local time zone), `timestamptz` a Date.
 */
const parsers: Readonly<Record<number, (value: string) => unknown>> = {
  [builtins.INT8]: BigInt,
  [builtins.NUMERIC]: asText,
  [builtins.DATE]: asText,
}

/** Type parsers for a `pg` client or pool; passed per connection, nothing global is changed. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || getTypeParser(oid, format as 'text')) as typeof getTypeParser,
}

/**
 * What a connection of the programs begins with. Disks have no arms any more: PostgreSQL's own figure is for those, and with
 * it each name of a page is looked for through a whole small table. Moments are told in UTC whatever the machine's zone.
 */
const session = `set role ${appRole}; set random_page_cost = 1.1; set timezone = 'UTC'`
/** Short statements by keys cost more to plan than to run: their plans are made once. Lists searched by words are not such. */
const readsSession = `${session}; set plan_cache_mode = force_generic_plan`

export type PoolOptions = {
  readonly url: string
  /** `app` steps down to the weak role on connecting; `owner` is for migrations and for the job tables. */
  readonly role?: 'app' | 'owner'
  /** Most connections at a time. */
  readonly max?: number
  /** Told when a connection breaks outside a query, e.g. because the server stops. */
  readonly onLost?: (error: Error) => void
}

/** A `pg` pool whose connections survive a server that stops and that hold the chosen role before their first query. */
export const openPool = ({ url, role = 'app', max = 10, onLost = () => {} }: PoolOptions): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: valueTypes,
    connectionTimeoutMillis: 10_000,
    application_name: `datadeed-${role}`,
    onConnect: async (client) => {
      if (role === 'app') await client.query(session)
    },
  })
  pool.on('error', onLost)
  // A checked-out client without a listener would end the process when the server stops (57P01).
  pool.on('connect', (client) => client.on('error', onLost))
  return pool
}

// Texts come from code, so they are few; the bound is for a list of values that somebody writes out by mistake.
const mostStatements = 1000
const statementNames = new Map<string, string>()

/** A name by which a connection keeps the plan of a statement; none once there are too many texts. */
const statementName = (text: string): string | undefined => {
  const known = statementNames.get(text)
  if (known !== undefined || statementNames.size >= mostStatements) return known
  const name = `d${statementNames.size}`
  statementNames.set(text, name)
  return name
}

/** A statement as a connection is given it: prepared once, not planned at every call. */
const prepared = (text: string, values: readonly unknown[]) =>
  ({ name: statementName(text), text, values: [...values] }) as pg.QueryConfig

/** The pool as Kysely sees it. */
const preparing = (pool: pg.Pool): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect()
    const query = (text: string, values: readonly unknown[]) => client.query(prepared(text, values))
    // Cursors, the other overload, are not used here.
    return { query, release: () => client.release() } as unknown as PostgresPoolClient
  },
  end: () => pool.end(),
})

/** Opens the database; `destroy()` closes all its connections. */
export const openDatabase = (options: PoolOptions): Database =>
  new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(openPool(options)) }) })

/** A socket that sends what is written in one turn of the event loop at once: every sending wakes the other side up. */
const gatheringSocket = (): Socket => {
  const socket = new Socket()
  const uncork = socket.uncork.bind(socket)
  socket.uncork = () => void setImmediate(uncork)
  return socket
}

/** A connection that is sent statements without waiting for their answers, opened when first needed and after a loss. */
class Pipe {
  waiting = 0
  #client: Promise<pg.Client> | undefined
  readonly #options: PoolOptions

  constructor(options: PoolOptions) {
    this.#options = options
  }

  #open(): Promise<pg.Client> {
    const { url, onLost = () => {} } = this.#options
    const client = new pg.Client({
      connectionString: url,
      types: valueTypes,
      pipeline: true,
      stream: gatheringSocket,
      connectionTimeoutMillis: 10_000,
      application_name: 'datadeed-reads',
    })
    const opened = (async () => {
      await client.connect()
      await client.query(readsSession)
      return client
    })()
    // An old connection may end late, when another has taken its place.
    const forget = () => {
      if (this.#client === opened) this.#client = undefined
    }
    client.on('error', onLost)
    client.on('end', forget)
    opened.catch(forget)
    return opened
  }

  async query(text: string, values: readonly unknown[]) {
    this.waiting += 1
    try {
      this.#client ??= this.#open()
      return await (await this.#client).query(prepared(text, values))
    } finally {
      this.waiting -= 1
    }
  }

  async end(): Promise<void> {
    const client = await this.#client?.catch(() => undefined)
    await client?.end()
  }
}

/**
 * The database for single short reads asked for thousands of times a second: they share two connections, so that neither
 * side waits for the other between them. A long statement would hold up those behind it, and there are no transactions.
 */
export const openReads = (options: PoolOptions): Database => {
  const pipes = [new Pipe(options), new Pipe(options)] as const
  const connection = {
    query: (text: string, values: readonly unknown[]) => {
      const pipe = pipes[0].waiting <= pipes[1].waiting ? pipes[0] : pipes[1]
      return pipe.query(text, values)
    },
    release: () => {},
  } as unknown as PostgresPoolClient
  const pool: PostgresPool = {
    connect: async () => connection,
    end: async () => {
      for (const pipe of pipes) await pipe.end()
    },
  }
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}
