import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../scripts/lib/run.ts'

const readyMs = 240_000
const stopMs = 20_000

/** A running installation: its address and where it keeps its data. */
export type Place = { readonly url: string; readonly dataDir: string }

const holds = (port: number): Promise<() => Promise<void>> =>
  new Promise((settle, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () =>
      settle(() => new Promise((closed) => server.close(() => closed()))),
    )
  })

/** Of an installation: the server, its two witnesses and its timestamp authority. */
const portsOfOne = 4

/** For each installation the first of its free ports in a row. */
export const freePorts = async (installations: number): Promise<number[]> => {
  const count = installations * portsOfOne
  for (let tries = 0; tries < 50; tries++) {
    const base = 20_000 + Math.floor(Math.random() * 12_000)
    const held = await Promise.allSettled(Array.from({ length: count }, (_, n) => holds(base + n)))
    for (const one of held) if (one.status === 'fulfilled') await one.value()
    if (held.every(({ status }) => status === 'fulfilled'))
      return Array.from({ length: installations }, (_, n) => base + n * portsOfOne)
  }
  throw new Error(`no ${count} free ports in a row`)
}

const ready = async (url: string, child: ChildProcess, output: () => string): Promise<void> => {
  for (const deadline = Date.now() + readyMs; Date.now() < deadline; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`npm start ended (${child.exitCode}):\n${output()}`)
    const reply = await fetch(`${url}/readyz`).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.ok && output().includes('数契已就绪')) return
  }
  throw new Error(`not ready in ${readyMs / 1000} s:\n${output()}`)
}

// NODE_ENV=test of the test runner would have the web built as for development.
const ours = /^(DATADEED_|VITEST|DATABASE_URL$|NODE_ENV$)/

/** What `npm start` starts, in a directory of its own whose name has a space and Chinese characters. */
export const startInstallation = async (port: number): Promise<Place & { stop: () => Promise<void> }> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'datadeed e2e 数契-'))
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'scripts/start.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
      DATADEED_DATA: dataDir,
      DATADEED_PORT: String(port),
    },
  })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(String(chunk)))
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
  const stop = async () => {
    child.kill('SIGTERM')
    await Promise.race([ended, sleep(stopMs, undefined, { ref: false })])
    child.kill('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await ready(url, child, () => chunks.join(''))
  } catch (error) {
    await stop()
    throw error
  }
  return { url, dataDir, stop }
}

/** Kills the server process of an installation, as a power cut would; its supervisor starts it again. */
export const killServer = ({ dataDir }: Place): void => {
  const { children } = JSON.parse(readFileSync(join(dataDir, 'start.json'), 'utf8')) as { children: { pid: number }[] }
  const server = children.find(({ pid }) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server/src/main.ts'))
  if (!server) throw new Error('the server is not among the children')
  process.kill(server.pid, 'SIGKILL')
}

export const untilReady = async ({ url }: Place): Promise<void> => {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
    const reply = await fetch(`${url}/readyz`).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.ok) return
  }
  throw new Error('the server did not come back')
}

/** The mails that the installation wrote, newest last, as they lie in its outbox; one that is being written is not there yet. */
export const mails = ({ dataDir }: Place): string[] => {
  const dir = join(dataDir, 'mail')
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => readFileSync(join(dir, name), 'utf8'))
}

/** The text of a mail as its reader sees it, whichever way it was encoded. */
export const mailText = (mail: string): string => {
  const [head = '', ...rest] = mail.split(/\r?\n\r?\n/)
  const body = rest.join('\n\n')
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString()
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
