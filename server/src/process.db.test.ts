import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTx } from './platform/db/tx.ts'
import { enqueue, type JobHandlers, runJobs } from './platform/jobs.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'

let database: TestDatabase
let folder: string
const children: ChildProcess[] = []
beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'datadeed-process-'))
})
afterAll(async () => {
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

function start(program: string, port: number) {
  const env = {
    ...{ PATH: process.env.PATH, DATABASE_URL: database.url, DATADEED_DATA: folder, DATADEED_PORT: String(port) },
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, program)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const said = { text: '' }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said.text += String(chunk)))
  const until = async (words: string) => {
    for (let waited = 0; !said.text.includes(words); waited += 50) {
      if (waited > 40_000 || child.exitCode !== null) throw new Error(`${program}: ${said.text}`)
      await sleep(50)
    }
  }
  return { child, said, until }
}

test('the server finishes what it is at, closes its connections and ends with 0', async () => {
  const port = await freePort()
  const server = start('main.ts', port)
  await server.until('Server listening')
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  const signIn = fetch(`http://127.0.0.1:${port}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'nobody-known', password: 'wrong-password' }),
  })
  await sleep(10)
  server.child.kill('SIGTERM')
  expect((await signIn).status).toBe(401)
  expect(await once(server.child, 'exit')).toEqual([0, null])
  expect(server.said.text).not.toContain('nobody-known')
})

test('a port in use is one sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const server = start('main.ts', port)
  expect(await once(server.child, 'exit')).toEqual([1, null])
  expect(server.said.text).toContain(`启动失败：端口 ${port} 已被占用`)
  expect(server.said.text).not.toMatch(/\n\s+at /)
  taken.close()
})

test('the worker ends with 0 as well', async () => {
  const worker = start('worker.ts', 1)
  await worker.until('worker ready')
  worker.child.kill('SIGTERM')
  expect(await once(worker.child, 'exit')).toEqual([0, null])
})

test('jobs go on after the database dropped every connection', async () => {
  const done: string[] = []
  const faults: string[] = []
  const handlers: Partial<JobHandlers> = {
    'certificate.issue': async ({ caseId }) => {
      done.push(caseId)
    },
  }
  const jobs = await runJobs(database.url, handlers, [], (job) => faults.push(job))
  const run = async (caseId: string) => {
    await inTx(database.db, (tx) => enqueue(tx, 'certificate.issue', { caseId }))
    for (let waited = 0; !done.includes(caseId); waited += 50) {
      if (waited > 30_000) throw new Error(`job ${caseId} did not run`)
      await sleep(50)
    }
  }
  await run('before')
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name = 'datadeed-owner'`.execute(
    database.owner,
  )
  await run('after')
  expect(faults).toContain('pool')
  await jobs.stop()
})
