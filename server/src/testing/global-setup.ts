import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { migrate } from '../platform/db/migrate.ts'
import { startPostgres } from '../platform/postgres/launcher.ts'
import { isAlive, readPostmaster, withClient } from '../platform/postgres/postmaster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** The migrated database that each test file copies. */
const template = 'datadeed_template'
const prefix = 'datadeed-test-'

/** Test runs that were killed leave a server behind; its directory is named after the run's process. */
const sweep = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const owner = statSync(join(tmpdir(), name), { throwIfNoEntry: false })?.uid
    if (owner !== process.getuid?.() || isAlive(Number(name.slice(prefix.length).split('-')[0]))) continue
    const left = readPostmaster(join(tmpdir(), name, 'pg'))
    if (left && isAlive(left.pid)) process.kill(left.pid, 'SIGQUIT')
    for (let waited = 0; left && waited < 5_000 && isAlive(left.pid); waited += 20) await sleep(20)
    rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

/** One PostgreSQL for the whole run, on a directory that is thrown away: only therefore without fsync. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await sweep()
  const home = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  // As root the server runs as another user, who must reach its directory.
  chmodSync(home, 0o755)
  const { url, stop } = await startPostgres({
    dataDir: join(home, 'pg'),
    log: () => {},
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  await withClient(url, (client) => client.query(`create database ${template}`))
  await migrate(url.replace('/datadeed?', `/${template}?`))
  project.provide('postgresUrl', url)
  return async () => {
    await stop()
    rmSync(home, { recursive: true, force: true })
  }
}
