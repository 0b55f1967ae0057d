import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, median } from './run.ts'

const root = dirname(import.meta.dirname)

/** Four neighbouring ports that are free now: the server's, its two witnesses' and its timestamp authority's. */
const freePort = async (): Promise<number> => {
  const open = (port: number): Promise<ReturnType<typeof createServer> | undefined> =>
    new Promise((settle) => {
      const server = createServer()
      server.once('error', () => settle(undefined))
      server.listen(port, '127.0.0.1', () => settle(server))
    })
  for (let port = 21_000 + (process.pid % 20_000); ; port += 4) {
    const servers = await Promise.all([port, port + 1, port + 2, port + 3].map(open))
    await Promise.all(servers.map((server) => server && new Promise((settle) => server.close(settle))))
    if (servers.every((server) => server)) return port
  }
}

/** Starts everything and waits for the sentence that says so. */
const start = async (dataDir: string, port: number): Promise<{ child: ChildProcess; seconds: number }> => {
  const began = performance.now()
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, [join(root, 'scripts/start.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, DATADEED_DATA: dataDir, DATADEED_PORT: String(port) },
  })
  const said: string[] = []
  await new Promise<void>((settle, fail) => {
    const read = (chunk: Buffer): void => {
      said.push(chunk.toString())
      if (said.join('').includes('数契已就绪')) settle()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.on('exit', (code) => fail(new Error(`npm start 结束了（${code}）：\n${said.join('')}`)))
  })
  return { child, seconds: (performance.now() - began) / 1000 }
}

const stop = async (child: ChildProcess): Promise<number> => {
  const began = performance.now()
  const ended = new Promise((settle) => child.once('exit', settle))
  child.kill('SIGINT')
  await ended
  return (performance.now() - began) / 1000
}

const parents = (): Map<number, number> =>
  new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
            .replace(/^.*\) /s, '')
            .split(' ')
          return [[Number(name), Number(fields[1])] as const]
        } catch {
          // It ended between the listing and the reading.
          return []
        }
      }),
  )

/** Memory of a process and all below it, MiB; shared pages are divided among those who share them. */
const memoryOf = (top: number): number => {
  const parent = parents()
  const isBelow = (pid: number): boolean => pid === top || (parent.has(pid) && isBelow(parent.get(pid) ?? 0))
  const kib = [...parent.keys()].filter(isBelow).map((pid) => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
  })
  return kib.reduce((sum, one) => sum + one, 0) / 1024
}

/** Cold start on an empty data directory (web already built), warm starts after it, memory after a rest. */
export const run: Bench = async ({ quick }) => {
  const home = mkdtempSync(join(tmpdir(), 'datadeed-bench-'))
  chmodSync(home, 0o755)
  const dataDir = join(home, 'data')
  const port = await freePort()
  try {
    const cold = await start(dataDir, port)
    await sleep(quick ? 3_000 : 15_000)
    const memory = memoryOf(cold.child.pid ?? 0)
    const stopSeconds = [await stop(cold.child)]
    const warm: number[] = []
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      const { child, seconds } = await start(dataDir, port)
      warm.push(seconds)
      stopSeconds.push(await stop(child))
    }
    return [
      { row: '首次启动（含演示数据）', value: cold.seconds, unit: '秒', bar: null, better: 'less' },
      { row: '再次启动', value: median(warm), unit: '秒', bar: 5, better: 'less' },
      { row: '再次启动 / 首次启动', value: median(warm) / cold.seconds, unit: '倍', bar: null, better: 'less' },
      { row: '停止', value: median(stopSeconds), unit: '秒', bar: null, better: 'less' },
      { row: '静置内存（全部进程，PSS）', value: memory, unit: 'MiB', bar: null, better: 'less' },
    ]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
