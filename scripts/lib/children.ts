import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OperatorError } from '../../server/src/platform/operator-error.ts'
import { root } from './run.ts'

/** A program of ours: its name in log files, its arguments to Node, its environment. */
export type Program = {
  readonly name: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const patience = 10_000
/** A program that ends this often within a minute is broken, not unlucky. */
const maxRestarts = 3

/** Starts programs with their output in log files, starts them again when they fall, and stops them in order. */
export class Children {
  readonly #logDir: string
  readonly #onChange: (pids: readonly number[]) => void
  readonly #running = new Map<string, ChildProcess>()
  readonly #fallen = new Map<string, number[]>()
  #stopping = false
  #giveUp: (error: Error) => void = () => {}
  /** Rejects when a program cannot be kept running. */
  readonly broken = new Promise<never>((_, reject) => {
    this.#giveUp = reject
  })

  constructor(logDir: string, onChange: (pids: readonly number[]) => void) {
    this.#logDir = logDir
    this.#onChange = onChange
    mkdirSync(logDir, { recursive: true })
    this.broken.catch(() => {})
  }

  start(program: Program): void {
    const output = openSync(this.logFile(program.name), this.#fallen.has(program.name) ? 'a' : 'w')
    // Groups of their own: Ctrl-C reaches us alone, and we stop them in order.
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...program.args], {
      cwd: root,
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...program.env },
    })
    closeSync(output)
    this.#running.set(program.name, child)
    this.#tell()
    child.on('error', (error) => this.#giveUp(error))
    child.on('exit', () => {
      this.#running.delete(program.name)
      this.#tell()
      if (!this.#stopping) void this.#revive(program)
    })
  }

  logFile(name: string): string {
    return join(this.#logDir, `${name}.log`)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    const all = [...this.#running.values()]
    const ended = all.map((child) => new Promise((settle) => child.once('exit', settle)))
    for (const child of all) child.kill('SIGTERM')
    await Promise.race([Promise.all(ended), sleep(patience, undefined, { ref: false })])
    for (const child of this.#running.values()) child.kill('SIGKILL')
  }

  #tell(): void {
    this.#onChange([...this.#running.values()].flatMap(({ pid }) => (pid ? [pid] : [])))
  }

  async #revive(program: Program): Promise<void> {
    const recent = [...(this.#fallen.get(program.name) ?? []), Date.now()].filter((at) => at > Date.now() - 60_000)
    this.#fallen.set(program.name, recent)
    if (recent.length >= maxRestarts) {
      this.#giveUp(
        new OperatorError(
          `${program.name} 反复退出，已停止全部程序。日志：${this.logFile(program.name)}\n${tail(this.logFile(program.name))}`,
        ),
      )
      return
    }
    await sleep(500)
    if (!this.#stopping) this.start(program)
  }
}

const tail = (file: string): string => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n')

/** Runs a program to its end, or until the signal. @throws OperatorError with the end of its log. */
export const runToEnd = async (program: Program, logDir: string, signal: AbortSignal): Promise<void> => {
  const file = join(logDir, `${program.name}.log`)
  mkdirSync(dirname(file), { recursive: true })
  const output = openSync(file, 'w')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...program.args], {
    cwd: root,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...program.env },
    signal,
  })
  closeSync(output)
  child.on('error', () => {})
  const code = await new Promise<number | null>((settle) => child.on('exit', settle))
  if (code !== 0) throw new OperatorError(`${program.name} 没有成功（${code}）。日志：${file}\n${tail(file)}`)
}
