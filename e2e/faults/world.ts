import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { seedDepositor } from '../../bench/lib/case-world.ts'
import { freePort } from '../../scripts/lib/programs.ts'
import { root } from '../../scripts/lib/run.ts'
import { migrate } from '../../server/src/platform/db/migrate.ts'
import { startPostgres } from '../../server/src/platform/postgres/launcher.ts'
import { type Disk, mountDisk } from './disk.ts'

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

export const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)] as T

/** The witness with a small disk of its own. */
export const diskWitness: PartName = 'witness-3'

const quorum = 2
/** Much is written to the data files while a round runs, and a backup stays small. */
const databaseSettings = { max_wal_size: '128MB', checkpoint_timeout: '30s' }
const readyMs = 60_000

/** Options to Node under which a program believes that it is `hours` later. */
const shifted = (hours: number): string[] => {
  if (hours === 0) return []
  const code = `const Real = Date, by = ${hours * 3_600_000}
    globalThis.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(Real.now() + by) } static now() { return Real.now() + by } }`
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`]
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
  readonly #cluster = join(this.#disk, 'pg')
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
      DATADEED_LOG_LEVEL: 'fatal',
    })
    const ports = [await freePort(), await freePort(), await freePort()]
    this.#settings.DATADEED_WITNESSES = ports.map((one) => `http://127.0.0.1:${one}`).join(',')
    this.#settings.DATADEED_QUORUM = String(quorum)
    this.#add('server', ['server/src/main.ts'])
    await this.revive('server')
    const vkey = (await (await fetch(`${this.url}/log/vkey`)).text()).trim()
    for (const [i, one] of ports.entries()) {
      const name = `witness-${i + 1}` as PartName
      const own = ['--name', `witness.example/${i + 1}`, '--data', this.folderOf(name), '--log-vkey', vkey]
      this.#add(name, ['cli/bin/datadeed.mjs', 'witness', '--listen', `127.0.0.1:${one}`, ...own])
      await this.revive(name)
    }
    for (const name of ['worker-a', 'worker-b'] as const) {
      this.#add(name, ['server/src/worker.ts'])
      await this.revive(name)
    }
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
    const { url, stop } = await startPostgres({ dataDir: this.#cluster, log: () => {}, settings: databaseSettings })
    this.#settings.DATABASE_URL = url
    this.#stopDatabase = stop
  }

  /** Process id of the database's first process. */
  get databasePid(): number {
    return Number(readFileSync(join(this.#cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
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
    const isWitness = name.startsWith('witness')
    part.child = spawn(process.execPath, [...shifted(hours), '--disable-warning=ExperimentalWarning', ...part.args], {
      cwd: root,
      stdio: ['ignore', isWitness ? 'pipe' : 'ignore', isWitness ? 'inherit' : 'ignore'],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...part.env },
    })
    if (name === 'server') await this.#untilAnswering(part.child)
    else if (isWitness && part.child.stdout) {
      const ended = once(part.child, 'exit').then(() => Promise.reject(new Error(`${name} does not start`)))
      await Promise.race([once(createInterface({ input: part.child.stdout }), 'line'), ended])
      ended.catch(() => {})
    }
  }

  async #untilAnswering(child: ChildProcess): Promise<void> {
    for (const deadline = Date.now() + readyMs; Date.now() < deadline; await sleep(30)) {
      if ((await fetch(`${this.url}/healthz`).catch(() => null))?.ok) return
      if (child.exitCode !== null) throw new Error('the server ended')
    }
    throw new Error('the server does not answer')
  }

  /** What `node server/src/check-log.ts` says of the whole log; empty where nothing is wrong. */
  async checkLog(): Promise<string> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/src/check-log.ts'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, ...this.#settings },
    })
    let said = ''
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString()
    })
    const [code] = (await once(child, 'close')) as [number | null]
    return code === 0 ? '' : said
  }

  async stop(): Promise<void> {
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
