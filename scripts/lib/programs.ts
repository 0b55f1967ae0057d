import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './run.ts'

/** What the operations guide starts the server with: most of what a request makes dies young. */
const nodeFlags = ['--max-semi-space-size=64', '--disable-warning=ExperimentalWarning']

export const freePort = (): Promise<number> =>
  new Promise((settle, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => settle(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })

/** Single programs of ours, for benches and for faults: nothing starts them again when they fall. */
export class Programs {
  readonly #running: ChildProcess[] = []

  #spawn(args: readonly string[], env: Record<string, string>, out: 'ignore' | 'pipe'): ChildProcess {
    const child = spawn(process.execPath, [...nodeFlags, ...args], {
      cwd: root,
      stdio: ['ignore', out, 'inherit'],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', DATADEED_LOG_LEVEL: 'warn', ...env },
    })
    this.#running.push(child)
    return child
  }

  /** The server, answering; its address and process id. */
  async server(settings: Record<string, string>): Promise<{ url: string; pid: number }> {
    const port = settings.DATADEED_PORT ?? String(await freePort())
    const child = this.#spawn([join(root, 'server/src/main.ts')], { ...settings, DATADEED_PORT: port }, 'ignore')
    const url = `http://127.0.0.1:${port}`
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
      if (child.exitCode !== null) break
      if ((await fetch(`${url}/healthz`).catch(() => null))?.ok) return { url, pid: child.pid ?? 0 }
    }
    throw new Error('服务没有启动。')
  }

  worker(settings: Record<string, string>): number {
    return this.#spawn([join(root, 'server/src/worker.ts')], settings, 'ignore').pid ?? 0
  }

  /** A witness of the log with this key; its address and process id. */
  async witness(name: string, vkey: string, folder: string): Promise<{ url: string; pid: number }> {
    const args = ['witness', '--name', name, '--listen', '127.0.0.1:0', '--data', folder, '--log-vkey', vkey]
    const child = this.#spawn([join(root, 'cli/bin/datadeed.mjs'), ...args], {}, 'pipe')
    if (child.stdout)
      for await (const line of createInterface({ input: child.stdout })) {
        const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0]
        if (url) return { url, pid: child.pid ?? 0 }
      }
    throw new Error('见证方没有启动。')
  }

  async stop(): Promise<void> {
    for (const child of this.#running.splice(0).reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      await Promise.race([ended, sleep(10_000)])
      child.kill('SIGKILL')
    }
  }
}
