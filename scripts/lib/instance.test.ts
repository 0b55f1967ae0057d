import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from '../../server/src/platform/postgres/postmaster.ts'
import { claimInstance } from './instance.ts'
import { assertFree } from './ports.ts'

let dir = ''
const started: ChildProcess[] = []

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'datadeed-instance-'))
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(dir, { recursive: true, force: true })
})

const sleeper = async (): Promise<number> => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  started.push(child)
  await new Promise((settle) => child.once('spawn', settle))
  return child.pid ?? 0
}
const noteFile = (): string => join(dir, 'start.json')
const readNote = () => JSON.parse(readFileSync(noteFile(), 'utf8'))
const claim = () => claimInstance(dir, 'http://127.0.0.1:8420')

test('a second supervisor of the same directory is told who is at work, until the first has left', async () => {
  const first = await claim()
  await expect(claim()).rejects.toThrow(`已经在运行：进程 ${process.pid}`)
  first.release()
  expect(existsSync(noteFile())).toBe(false)
  await claim()
})

test('ends what a killed supervisor left, and no other process that got one of its numbers', async () => {
  const [left, stranger] = [await sleeper(), await sleeper()]
  const killed = await claim()
  killed.remember([left, stranger])
  const note = readNote()
  note.supervisor.began = 'long ago'
  note.children[1].began = 'long ago'
  writeFileSync(noteFile(), JSON.stringify(note))
  await claim()
  expect(isAlive(left)).toBe(false)
  expect(isAlive(stranger)).toBe(true)
})

test('a port in use is named in one sentence', async () => {
  const server = createServer()
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(assertFree('127.0.0.1', [port])).rejects.toThrow(`端口 127.0.0.1:${port} 已被别的程序占用`)
  await new Promise((settle) => server.close(settle))
  await expect(assertFree('127.0.0.1', [port])).resolves.toBeUndefined()
})
