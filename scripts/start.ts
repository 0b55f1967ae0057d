import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Config, readConfig } from '../server/src/config.ts'
import { migrate } from '../server/src/platform/db/migrate.ts'
import { OperatorError } from '../server/src/platform/operator-error.ts'
import { startPostgres } from '../server/src/platform/postgres/launcher.ts'
import { Children, type Program, runToEnd } from './lib/children.ts'
import { greeting } from './lib/greeting.ts'
import { claimInstance } from './lib/instance.ts'
import { assertFree } from './lib/ports.ts'
import { root } from './lib/run.ts'
import { buildWeb } from './lib/web-build.ts'

const readyTimeout = 60_000

/** What to undo, last first, when the supervisor ends for whatever reason. */
const undo: (() => Promise<void> | void)[] = []

const unwind = async (): Promise<void> => {
  for (const step of undo.splice(0).reverse()) await step()
}

const leaving = new AbortController()
const asked = new Promise<void>((settle) => leaving.signal.addEventListener('abort', () => settle()))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leaving.abort())

/** Settings of the child programs; demonstration mode unless switched off, two witnesses of our own unless others are named. */
const settings = (): Record<string, string> => {
  const port = Number(process.env.DATADEED_PORT ?? 8420)
  return {
    DATADEED_DEMO: '1',
    DATADEED_PORT: String(port),
    DATADEED_WITNESSES: [1, 2].map((n) => `http://127.0.0.1:${port + n}`).join(','),
    ...(process.env.DATADEED_DEMO === '0' ? {} : { DATADEED_TSA: `http://127.0.0.1:${port + 3}` }),
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('DATADEED_'))),
    DATADEED_DATA: resolve(root, process.env.DATADEED_DATA ?? 'data'),
  } as Record<string, string>
}

const loadConfig = (env: Record<string, string>): Config => {
  try {
    return readConfig(env)
  } catch (error) {
    throw new OperatorError(error instanceof Error ? error.message : String(error))
  }
}

const witnesses = (config: Config): Program[] => {
  if (process.env.DATADEED_WITNESSES !== undefined) return []
  return config.witnessUrls.map((url, at) => ({
    name: `witness-${at + 1}`,
    args: [
      ...['cli/bin/datadeed.mjs', 'witness', '--name', `witness-${at + 1}.${config.logOrigin.split('/')[0]}`],
      ...['--listen', new URL(url).host, '--data', join(config.dataDir, `witness-${at + 1}`)],
      ...['--log-url', `http://${config.host}:${config.port}/log`],
    ],
    env: {},
  }))
}

/** In a demonstration a timestamp authority that says itself that it is a test. */
const authorities = (config: Config): Program[] => {
  if (process.env.DATADEED_TSA !== undefined || !config.demo) return []
  return config.tsaUrls.map((url) => ({
    name: 'tsa',
    args: ['cli/bin/datadeed.mjs', 'tsa', '--listen', new URL(url).host, '--data', join(config.dataDir, 'tsa')],
    env: {},
  }))
}

const openDatabase = async (dataDir: string): Promise<string> => {
  const given = process.env.DATABASE_URL
  if (given) return given
  const postgres = await startPostgres({ dataDir: join(dataDir, 'pg'), log: (sentence) => console.log(sentence) })
  undo.push(postgres.stop)
  return postgres.url
}

interface Readiness {
  checks?: Record<string, string>
  closed?: string | null
}

/** What `/readyz` says is not well; nothing where it does not say. */
const complaints = ({ checks }: Readiness): string => {
  const bad = Object.entries(checks ?? {}).filter(([, state]) => state !== 'ok')
  return bad.map(([part, state]) => `${part}: ${state}`).join('；')
}

const readinessOf = async (reply: Response | undefined): Promise<Readiness> =>
  (reply ? await reply.json().catch(() => ({})) : {}) as Readiness

const closedSentence = (reason: string): string =>
  `存证日志已关闭，平台不受理：${reason}。` +
  '处理办法见 docs/operations.md 中的“What the log does after a restore”；只想查阅时，请按那里的说明单独启动服务。' +
  ' The evidence log is closed; see docs/operations.md.'

/** Says it when the log closes later on: after a restore the witnesses are heard only when all runs. */
const tellWhenClosed = async (url: string): Promise<void> => {
  for (;;) {
    await sleep(2000)
    const { closed } = await readinessOf(await fetch(url).catch(() => undefined))
    if (closed) return console.error(closedSentence(closed))
  }
}

const untilAnswering = async (url: string): Promise<void> => {
  let told = ''
  for (const deadline = Date.now() + readyTimeout; Date.now() < deadline; await sleep(50)) {
    const reply = await fetch(url).catch(() => undefined)
    if (reply?.ok) return void (await reply.body?.cancel())
    const said = await readinessOf(reply)
    // It stays so until a person has looked.
    if (said.closed) throw new OperatorError(closedSentence(said.closed))
    const reason = complaints(said)
    if (reason && reason !== told) console.log(`尚未就绪：${reason}。 Not ready yet.`)
    told = reason || told
  }
  const why = told && `原因：${told}。`
  throw new OperatorError(
    `服务在 ${readyTimeout / 1000} 秒内没有就绪，请看 data/logs/server.log。${why} Not ready in time.`,
  )
}

const run = async (): Promise<void> => {
  const began = performance.now()
  const env = settings()
  const config = loadConfig({ ...env, DATABASE_URL: 'not yet known' })
  const { dataDir, host, port, demo } = config
  const address = `http://${host}:${port}`
  const logDir = join(dataDir, 'logs')
  const instance = await claimInstance(dataDir, address)
  undo.push(instance.release)

  const ownWitnesses = witnesses(config)
  const ownAuthorities = authorities(config)
  await assertFree(host, [port])
  await assertFree('127.0.0.1', [...ownWitnesses.map((_, at) => port + at + 1), ...ownAuthorities.map(() => port + 3)])
  env.DATABASE_URL = await openDatabase(dataDir)
  const ran = await migrate(env.DATABASE_URL)
  if (ran.length > 0) console.log(`数据库已升级：${ran.length} 个迁移`)
  if (leaving.signal.aborted) return
  if (buildWeb()) console.log('网页已构建')
  const children = new Children(logDir, instance.remember)
  undo.push(() => children.stop())
  for (const program of [...ownWitnesses, ...ownAuthorities]) children.start(program)
  children.start({ name: 'server', args: ['--max-semi-space-size=64', 'server/src/main.ts'], env })
  if (demo && !existsSync(join(dataDir, 'demo-accounts.json'))) {
    // The seed asks the witnesses, which ask the server for the log's key; the worker would take the log from it.
    await Promise.race([untilAnswering(`${address}/healthz`), children.broken, asked])
    console.log('正在准备演示数据（只在第一次启动时，约需一分钟）…')
    await runToEnd({ name: 'seed', args: ['server/src/seed/main.ts'], env }, logDir, leaving.signal)
  }
  if (leaving.signal.aborted) return
  children.start({ name: 'worker', args: ['server/src/worker.ts'], env })
  await Promise.race([untilAnswering(`${address}/readyz`), children.broken, asked])
  if (leaving.signal.aborted) return
  console.log(greeting(address, dataDir, demo, (performance.now() - began) / 1000))
  await Promise.race([children.broken, asked, tellWhenClosed(`${address}/readyz`).then(() => asked)])
}

/** What the person can mend is a sentence; anything else is our fault and keeps its stack. */
const describe = (error: unknown): unknown => {
  if (error instanceof OperatorError) return error.message
  const { code, path } = error as NodeJS.ErrnoException
  const reasons: Record<string, string> = {
    EACCES: '没有权限',
    EPERM: '没有权限',
    ENOSPC: '磁盘已满',
    EROFS: '磁盘只读',
  }
  const reason = reasons[code ?? '']
  return reason && path ? `无法读写 ${path}：${reason}。 Cannot use ${path}: ${code}.` : error
}

let failed = false
try {
  await run()
} catch (error) {
  failed = !leaving.signal.aborted
  if (failed) console.error(describe(error))
}
if (leaving.signal.aborted) console.log('\n正在停止…')
await unwind()
if (leaving.signal.aborted) console.log('已停止。')
process.exit(failed ? 1 : 0)
