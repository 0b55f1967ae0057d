import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { seedDepositor } from '../../bench/world/people.ts'
import { freePort } from '../../scripts/lib/programs.ts'
import { root } from '../../scripts/lib/run.ts'
import { migrate } from '../../server/src/platform/db/migrate.ts'
import { startPostgres } from '../../server/src/platform/postgres/launcher.ts'
import { type Disk, mountDisk } from './disk.ts'
import { Fsck } from './fsck.ts'
import { familyOf } from './strace.ts'

/** A program that can be killed, paused and started again as it was. */
interface Part {
  args: readonly string[]
  env: Record<string, string>
  child: ChildProcess | null
}

export const partNames = ['server', 'worker-a', 'worker-b', 'witness-1', 'witness-2', 'witness-3'] as const
export type PartName = (typeof partNames)[number]

export const workers: readonly PartName[] = ['worker-a', 'worker-b']
export const witnesses: readonly PartName[] = ['witness-1', 'witness-2', 'witness-3']

/** The name under which a witness signs. */
export const witnessNamed = (name: PartName): string => name.replace('witness-', 'witness.example/')

export const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)] as T

/** The witness with a small disk of its own. */
export const diskWitness: PartName = 'witness-3'

const quorum = 2
/** Much is written to the data files while a round runs, and a backup stays small. */
const databaseSettings = { max_wal_size: '128MB', checkpoint_timeout: '30s' }
/** Generous: on a busy machine a start has taken 41 s, of which it had the processor for one. */
const readyMs = 120_000

const codeFirst = (code: string): string[] => ['--import', `data:text/javascript,${encodeURIComponent(code)}`]

/** What Node has made of our TypeScript is kept between starts: half of a start's work. Whoever is killed kept nothing. */
const compiled = join(root, 'node_modules/.cache/datadeed-faults')
const keepingCompiled = codeFirst(
  `import { flushCompileCache } from 'node:module'; setTimeout(flushCompileCache, 3000).unref()`,
)

/** Options to Node under which a program believes that it is `hours` later. */
const shifted = (hours: number): string[] => {
  if (hours === 0) return []
  return codeFirst(`const Real = Date, by = ${hours * 3_600_000}
    globalThis.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(Real.now() + by) } static now() { return Real.now() + by } }`)
}

/** State, processor time and age of processes. */
const psOf = (pids: readonly number[]): string =>
  spawnSync('ps', ['-o', 'pid,stat,time,etime,wchan:20,args', '-p', pids.join()], { encoding: 'utf8' }).stdout

/** Nothing was handed out: no answer, half of one, or one that says no. */
export class Refused extends Error {}

/** What an address answers who has this token. Throws Refused where that is nothing. */
export const ask = async (url: string, token: string): Promise<string> => {
  const headers = { authorization: `Bearer ${token}` }
  try {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(readyMs) })
    const text = await answer.text()
    if (answer.ok) return text
    throw new Refused(`${url}: ${answer.status} ${text}`)
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(`${url}: ${error}`, { cause: error })
  }
}

/**
 * A whole installation of single processes: PostgreSQL, a server, two workers of which one leads the log, and three witnesses
 * of which two must cosign. Everything lives in one scratch directory and on free ports of this machine.
 */
export class World {
  readonly #home = mkdtempSync(join(tmpdir(), 'datadeed-faults-'))
  readonly #parts = new Map<PartName, Part>()
  readonly #settings: Record<string, string> = {}
  readonly #disk = join(this.#home, 'disk')
  /** The database's files. */
  readonly cluster = join(this.#disk, 'pg')
  #fsck: Fsck | null = null
  #stopDatabase = async () => {}
  /** The database's own disk, and that of one witness; null where none may be mounted. */
  databaseDisk: Disk | null = null
  witnessDisk: Disk | null = null
  url = ''
  token = ''

  async start(): Promise<void> {
    chmodSync(this.#home, 0o755)
    this.databaseDisk = mountDisk(this.#disk, 8 * 2 ** 30, join(this.#home, 'disk.img'))
    this.witnessDisk = mountDisk(this.folderOf(diskWitness), 256 * 1024)
    await this.startDatabase()
    await migrate(this.#settings.DATABASE_URL ?? '')
    const port = await freePort()
    this.url = `http://127.0.0.1:${port}`
    Object.assign(this.#settings, {
      DATADEED_DATA: join(this.#home, 'data'),
      DATADEED_DEMO: '1',
      DATADEED_PORT: String(port),
      DATADEED_LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: compiled,
    })
    const ports = [await freePort(), await freePort(), await freePort()]
    this.#settings.DATADEED_WITNESSES = ports.map((one) => `http://127.0.0.1:${one}`).join(',')
    this.#settings.DATADEED_QUORUM = String(quorum)
    this.#add('server', ['server/src/main.ts'])
    await this.revive('server')
    const vkey = (await (await fetch(`${this.url}/log/vkey`)).text()).trim()
    for (const [i, one] of ports.entries()) {
      const name = `witness-${i + 1}` as PartName
      const own = ['--name', witnessNamed(name), '--data', this.folderOf(name), '--log-vkey', vkey]
      this.#add(name, ['cli/bin/datadeed.mjs', 'witness', '--listen', `127.0.0.1:${one}`, ...own])
    }
    for (const name of workers) this.#add(name, ['server/src/worker.ts'])
    await this.reviveAll()
    this.#fsck = new Fsck({ ...this.#settings })
    this.token = await seedDepositor(this.#settings.DATABASE_URL ?? '', this.url)
  }

  #add(name: PartName, args: readonly string[]): void {
    this.#parts.set(name, { args, env: this.#settings, child: null })
  }

  #part(name: PartName): Part {
    const part = this.#parts.get(name)
    if (!part) throw new Error(`no part ${name}`)
    return part
  }

  /** Where a witness keeps its key and what it has signed. */
  folderOf(name: PartName): string {
    return join(this.#home, name)
  }

  /** Files in which a witness keeps what it has signed; none before its first. */
  filesOf(name: PartName): string[] {
    const folder = this.folderOf(name)
    const files = readdirSync(folder).filter((file) => /^log-.*\.json$/.test(file))
    return files.map((file) => join(folder, file))
  }

  /** Process id of a part that runs. */
  pidOf(name: PartName): number {
    return this.#part(name).child?.pid ?? 0
  }

  async startDatabase(): Promise<void> {
    const { url, stop } = await startPostgres({ dataDir: this.cluster, log: () => {}, settings: databaseSettings })
    this.#settings.DATABASE_URL = url
    this.#stopDatabase = stop
  }

  /** Stops the database in good order. */
  async stopDatabase(): Promise<void> {
    await this.#stopDatabase()
  }

  /** Process id of the database's first process. */
  get databasePid(): number {
    return Number(readFileSync(join(this.cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
  }

  get databaseUrl(): string {
    return this.#settings.DATABASE_URL ?? ''
  }

  /** SIGKILL, as a power cut would. */
  async kill(name: PartName): Promise<void> {
    const { child } = this.#part(name)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  pause(name: PartName): void {
    this.#part(name).child?.kill('SIGSTOP')
  }

  resume(name: PartName): void {
    this.#part(name).child?.kill('SIGCONT')
  }

  /** Starts what does not run, its clock `hours` ahead; a server and a witness answer when this returns. */
  async revive(name: PartName, hours = 0): Promise<void> {
    const part = this.#part(name)
    if (part.child && part.child.exitCode === null && part.child.signalCode === null) return
    const first = part.child === null ? keepingCompiled : []
    const isWitness = name.startsWith('witness')
    const log = openSync(this.#logOf(name), 'a')
    const child = spawn(
      process.execPath,
      [...first, ...shifted(hours), '--disable-warning=ExperimentalWarning', ...part.args],
      {
        cwd: root,
        stdio: ['ignore', isWitness ? 'pipe' : log, log],
        env: { PATH: process.env.PATH, NODE_ENV: 'production', ...part.env },
      },
    )
    closeSync(log)
    part.child = child
    if (name === 'server') await this.#untilAnswering(child)
    else if (isWitness && child.stdout) {
      const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${name} does not start`)))
      await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])
      ended.catch(() => {})
    }
  }

  /** Starts all programs that do not run. */
  async reviveAll(): Promise<void> {
    await Promise.all(partNames.map((name) => this.revive(name)))
  }

  async #untilAnswering(child: ChildProcess): Promise<void> {
    for (const deadline = Date.now() + readyMs; Date.now() < deadline; await sleep(20)) {
      const signal = AbortSignal.timeout(readyMs)
      if ((await fetch(`${this.url}/healthz`, { signal }).catch(() => null))?.ok) return
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`the server ended: ${child.exitCode ?? child.signalCode}`)
    }
    // Says whether it hangs or has had no processor.
    throw new Error(`the server does not answer: ${psOf([child.pid ?? 0])}; load ${loadavg().join(' ')}`)
  }

  #logOf(name: PartName): string {
    return join(this.#home, `${name}.log`)
  }

  /** What the server answers the depositor. Throws Refused where it gives nothing. */
  async get(path: string): Promise<string> {
    return await ask(this.url + path, this.token)
  }

  /** The last that each program said, for whoever looks for the cause of what was found. */
  lastWords(): string {
    const said = partNames.map((name) => {
      const lines = readFileSync(this.#logOf(name), 'utf8').trimEnd().split('\n')
      return `--- ${name}\n${lines.slice(-8).join('\n').slice(-4000)}`
    })
    const database = readFileSync(`${this.cluster}.log`, 'utf8').trimEnd().split('\n')
    const running = psOf([...familyOf(this.databasePid), ...partNames.map((name) => this.pidOf(name))])
    return [...said, `--- database\n${database.slice(-8).join('\n')}`, `--- running\n${running}`].join('\n')
  }

  /** What the platform's own check says of the whole log; empty where nothing is wrong. */
  async checkLog(): Promise<string> {
    return (await this.#fsck?.check()) ?? 'the world has not begun'
  }

  async stop(): Promise<void> {
    await this.#fsck?.stop()
    for (const name of this.#parts.keys()) {
      this.resume(name)
      await this.kill(name)
    }
    await this.#stopDatabase()
    this.databaseDisk?.unmount()
    this.witnessDisk?.unmount()
    rmSync(this.#home, { recursive: true, force: true })
  }
}
