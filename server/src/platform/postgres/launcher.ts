import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OperatorError } from '../operator-error.ts'
import { findBinaries } from './binaries.ts'
import {
  assertOwned,
  contentOf,
  knownPlace,
  makeClusterDir,
  ownerOf,
  placeCluster,
  placeSocket,
  removeSocketDir,
} from './places.ts'
import { answersFor, isAlive, ownerRole, type Postmaster, readPostmaster, socketUrl, withClient } from './postmaster.ts'
import { chooseSystemUser, type SystemUser } from './system-user.ts'

const majorVersion = '18'
const port = 5432
/** After a kill -9 PostgreSQL's own lock file is stale for up to 2.6 s (measured); a crash recovery takes longer. */
const startTimeout = 60_000
const stopTimeout = 30_000

export type PostgresOptions = {
  /** Where the cluster lives; made when missing. */
  readonly dataDir: string
  readonly log: (sentence: string) => void
  /** Server settings beyond the defaults, e.g. `{ fsync: 'off' }` in tests only. */
  readonly settings?: Readonly<Record<string, string>>
}

export type RunningPostgres = {
  /** Address of the database `datadeed` for its owner. */
  readonly url: string
  /** True where a server left over from a killed program was taken over. */
  readonly adopted: boolean
  readonly stop: () => Promise<void>
}

type Site = {
  readonly bin: string
  readonly cluster: string
  readonly socketDir: string
  readonly logFile: string
  readonly user: SystemUser | undefined
}

const createCluster = (site: Site): void => {
  const { cluster, user, bin } = site
  // A half-made cluster must never look like a whole one: it gets its name when it is finished.
  const half = `${cluster}.new`
  rmSync(half, { recursive: true, force: true })
  makeClusterDir(half, user)
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const made = spawnSync(join(bin, 'initdb'), ['-D', half, '-U', ownerRole, '-A', 'trust', ...locale], {
    cwd: '/',
    encoding: 'utf8',
    ...user,
  })
  if (made.status !== 0)
    throw new OperatorError(
      `无法创建数据库目录 ${cluster}。 Cannot create the database: ${made.error?.message ?? ''}${made.stderr ?? ''}`,
    )
  rmSync(cluster, { recursive: true, force: true })
  renameSync(half, cluster)
}

const assertVersion = (cluster: string): void => {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (found !== majorVersion)
    throw new OperatorError(
      `${cluster} 由 PostgreSQL ${found} 创建，本程序自带 ${majorVersion}：请按 docs/operations.md 先导出再导入。` +
        ` It was made by PostgreSQL ${found}, ours is ${majorVersion}: see docs/operations.md.`,
    )
}

const launch = (site: Site, settings: Readonly<Record<string, string>>) => {
  mkdirSync(dirname(site.logFile), { recursive: true })
  const output = openSync(site.logFile, 'w')
  const all = { listen_addresses: '', shared_buffers: '128MB', timezone: 'UTC', log_timezone: 'UTC', ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A group of its own: Ctrl-C must reach the programs first and the database last.
  const child = spawn(
    join(site.bin, 'postgres'),
    ['-D', site.cluster, '-k', site.socketDir, '-p', String(port), ...args],
    { cwd: '/', detached: true, stdio: ['ignore', output, output], ...site.user },
  )
  closeSync(output)
  child.unref()
  const ended = new Promise<string>((settle) => {
    child.on('error', (error) => settle(error.message))
    child.on('exit', (code, signal) => settle(`exit ${code ?? signal}`))
  })
  return { child, ended }
}

/** What PostgreSQL says while what was killed is not gone yet: its first process, or children that outlive it for a moment. */
const stillEnding = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/

const startOrAdopt = async (
  site: Site,
  settings: Readonly<Record<string, string>>,
): Promise<{ server: Postmaster; adopted: boolean }> => {
  const deadline = Date.now() + startTimeout
  while (Date.now() < deadline) {
    const left = readPostmaster(site.cluster)
    if (left && (await answersFor(left, site.cluster))) return { server: left, adopted: true }
    const { child, ended } = launch(site, settings)
    let outcome: string | undefined
    void ended.then((text) => {
      outcome = text
    })
    while (outcome === undefined && Date.now() < deadline) {
      const server = readPostmaster(site.cluster)
      if (server?.ready && server.pid === child.pid) return { server, adopted: false }
      await sleep(10)
    }
    const said = readFileSync(site.logFile, 'utf8')
    if (outcome === undefined) child.kill('SIGQUIT')
    else if (!stillEnding.test(said))
      throw new OperatorError(
        `PostgreSQL 没有启动成功，日志在 ${site.logFile}。 PostgreSQL did not start (${outcome}):\n${said.slice(-2000)}`,
      )
    await sleep(200)
  }
  throw new OperatorError(
    `PostgreSQL 在 ${startTimeout / 1000} 秒内没有就绪，日志在 ${site.logFile}。 PostgreSQL was not ready in time.`,
  )
}

const stopServer = async (pid: number): Promise<void> => {
  const end = async (signal: NodeJS.Signals, patience: number): Promise<boolean> => {
    if (isAlive(pid)) process.kill(pid, signal)
    for (const deadline = Date.now() + patience; Date.now() < deadline; await sleep(20)) if (!isAlive(pid)) return true
    return false
  }
  // "Fast" rolls back what runs; "immediate", the last resort, leaves a crash recovery to the next start.
  if (!(await end('SIGINT', stopTimeout))) await end('SIGQUIT', 5_000)
}

const ensureDatabase = (server: Postmaster): Promise<void> =>
  withClient(socketUrl(server, 'postgres'), async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [ownerRole])
    if (rowCount === 0) await client.query(`create database ${ownerRole}`)
  })

/**
 * Starts the bundled PostgreSQL on a private socket, or takes over the one that a killed program left running.
 * Only one program may do this for a directory at a time: who adopts also stops. @throws OperatorError
 */
export const startPostgres = async (options: PostgresOptions): Promise<RunningPostgres> => {
  const wanted = resolve(options.dataDir)
  const user = chooseSystemUser(ownerOf(knownPlace(wanted)))
  const cluster = placeCluster(wanted, user)
  const holds = contentOf(cluster)
  if (holds === 'other')
    throw new OperatorError(
      `${cluster} 不是空目录，也不是 PostgreSQL 数据目录：请换一个目录或清空它。` +
        ` ${cluster} is neither empty nor a PostgreSQL data directory: choose another or empty it.`,
    )
  if (holds !== 'nothing') assertOwned(cluster, user)
  const bin = findBinaries(user)
  const site: Site = { bin, cluster, socketDir: placeSocket(cluster, user), logFile: `${wanted}.log`, user }
  if (cluster !== wanted) options.log(`数据库放在 ${cluster}，因为 ${wanted} 对数据库用户不可达。`)
  if (holds === 'nothing') createCluster(site)
  assertVersion(cluster)
  const { server, adopted } = await startOrAdopt(site, options.settings ?? {})
  if (adopted) options.log(`接管了上次留下的 PostgreSQL（进程 ${server.pid}）。`)
  await ensureDatabase(server)
  const stop = async (): Promise<void> => {
    await stopServer(server.pid)
    removeSocketDir(site.socketDir, cluster)
  }
  return { url: socketUrl(server, ownerRole), adopted, stop }
}
