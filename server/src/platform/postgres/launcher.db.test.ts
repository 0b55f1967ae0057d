import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OperatorError } from '../operator-error.ts'
import { startPostgres } from './launcher.ts'
import { isAlive, readPostmaster, withClient } from './postmaster.ts'

let home = ''
const started: (() => Promise<void>)[] = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'datadeed-launcher-'))
  chmodSync(home, 0o755)
})
afterEach(async () => {
  for (const stop of started.splice(0)) await stop()
  rmSync(home, { recursive: true, force: true })
})

const start = async (dataDir: string) => {
  const server = await startPostgres({ dataDir, log: () => {} })
  started.push(server.stop)
  return server
}
const ask = async (url: string, sql: string): Promise<unknown> =>
  withClient(url, async (client) => Object.values((await client.query(sql)).rows[0] ?? {})[0])

const clusterOf = (dataDir: string): string =>
  existsSync(`${dataDir}.location`) ? readFileSync(`${dataDir}.location`, 'utf8').trim() : dataDir

test('starts below a path with blanks and Chinese, syncs, sorts Chinese, listens on no port', async () => {
  const { url } = await start(join(home, '数据 目录', 'pg'))
  expect(await ask(url, 'show fsync')).toBe('on')
  expect(await ask(url, 'show listen_addresses')).toBe('')
  expect(await ask(url, 'create extension pg_trgm')).toBeUndefined()
  expect(await ask(url, "select show_trgm('贵州省数据')::text")).not.toBe('{}')
})

test('keeps rows over a stop and a second start', async () => {
  const dataDir = join(home, 'pg')
  const first = await start(dataDir)
  await ask(first.url, 'create table kept as select 42 as n')
  await first.stop()
  const second = await start(dataDir)
  expect(second.adopted).toBe(false)
  expect(await ask(second.url, 'select n from kept')).toBe(42)
})

test('adopts the server of a killed program, and stops it', async () => {
  const dataDir = join(home, 'pg')
  const program = `
    import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'launcher.ts'))}
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} })
    process.kill(process.pid, 'SIGKILL')`
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  expect(killed.signal, killed.stderr).toBe('SIGKILL')
  const pid = readPostmaster(clusterOf(dataDir))?.pid ?? 0
  expect(isAlive(pid)).toBe(true)
  const server = await start(dataDir)
  expect(server.adopted).toBe(true)
  expect(await ask(server.url, 'select 1')).toBe(1)
  await server.stop()
  expect(isAlive(pid)).toBe(false)
})

test('starts again at once after the server itself was killed', async () => {
  const dataDir = join(home, 'pg')
  await start(dataDir)
  process.kill(readPostmaster(clusterOf(dataDir))?.pid ?? 0, 'SIGKILL')
  const server = await start(dataDir)
  expect(await ask(server.url, 'select 1')).toBe(1)
})

test('refuses a directory that holds something else, in one sentence', async () => {
  writeFileSync(join(home, 'letter.txt'), 'mine')
  await expect(start(home)).rejects.toThrow(OperatorError)
  await expect(start(home)).rejects.toThrow('不是空目录')
})

test.runIf(process.getuid?.() === 0)(
  'as root below a closed directory: keeps the cluster where its user can reach it',
  async () => {
    chmodSync(home, 0o700)
    const dataDir = join(home, 'pg')
    const server = await start(dataDir)
    const cluster = clusterOf(dataDir)
    expect(cluster).toMatch(/^\/var\/lib\/datadeed\/cluster-/)
    expect(await ask(server.url, 'select 1')).toBe(1)
    await server.stop()
    expect(await ask((await start(dataDir)).url, 'show data_directory')).toBe(cluster)
    await started.pop()?.()
    rmSync(cluster, { recursive: true })
  },
)
