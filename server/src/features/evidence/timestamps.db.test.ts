import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseTrust, verifyPackage } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { getDepositFacts } from './deposit.ts'
import { checkLog } from './fsck.ts'
import { receiptFile } from './receipt.ts'
import {
  addLeaves,
  catchReply,
  company,
  deposit,
  sequence,
  until,
  untilPublished,
  withWitnesses,
} from './testing/fixture.ts'
import { authorityStates, runTimestamps, stampNewest, trustedAuthorities } from './timestamps.ts'
import { sendTrust } from './trust.ts'

const program = join(import.meta.dirname, '../../../../cli/bin/datadeed.mjs')

/** `datadeed tsa` as a process of its own; its address. It ends with this process, however that ends. */
async function startAuthority(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-tsa-'))
  const args = ['-c', '"$@" & read -r _; kill -9 $!', 'sh', process.execPath, program]
  const child = spawn('sh', [...args, 'tsa', '--listen', '127.0.0.1:0', '--data', folder], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  afterAll(async () => {
    const exited = once(child, 'exit')
    child.stdin.end()
    await exited
    rmSync(folder, { recursive: true, force: true })
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0]
    if (url) return url
  }
  throw new Error('the authority ended')
}

/** Stands before an authority: passes on, is away, or answers what another request was answered. */
async function startProxy(target: string) {
  const proxy = { url: '', target, mode: 'pass' as 'pass' | 'away' | 'replay', last: Buffer.alloc(0) }
  const server = createServer(async (request, response) => {
    if (proxy.mode === 'away') return response.destroy()
    if (proxy.mode === 'replay') return response.end(proxy.last)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const headers = { 'content-type': String(request.headers['content-type']) }
    const answer = await fetch(proxy.target, { method: 'POST', headers, body: Buffer.concat(parts) })
    proxy.last = Buffer.from(await answer.arrayBuffer())
    return response.end(proxy.last)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return proxy
}

const proxy = await startProxy(await startAuthority())
const impostor = await startAuthority()
const base = await withWitnesses(1)
const p = { ...base, config: { ...base.config, tsaUrls: [proxy.url], tsaInterval: 1 } }
const own = await company(p)
const now = Math.floor(Date.now() / 1000) + 60
const tokens = async () => (await p.db.selectFrom('log_timestamp').selectAll().execute()).length
const state = async () => (await authorityStates(p))[0]

test('a deposit gets its stamps, with both imprints and over both trees; a package with all of it is small and valid', async () => {
  const running = sequence(p)
  const { id } = await deposit(p, own, '加盖时间戳')
  const { leafId } = await getDepositFacts(p.db, id)
  await untilPublished(p, [leafId])
  const errors: unknown[] = []
  const stamping = runTimestamps(p, { onError: (error) => errors.push(error), interval: 50 })
  await until(async () => (await tokens()) === 3)
  // Nothing new, no further token; something new, three more.
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await tokens()).toBe(3)
  await untilPublished(p, await addLeaves(p, 3))
  await until(async () => (await tokens()) >= 6)
  await stamping.stop()
  await running.stop()
  expect(errors).toEqual([])

  const { caught, reply } = catchReply()
  await sendTrust(p, reply)
  const trust = parseTrust(nodeCrypto, caught.payload.toString())
  expect(trust.authorities).toHaveLength(1)
  expect(trust.sm3).toHaveLength(1)
  const packageText = String((await receiptFile(p, own, id)).body)
  const verdict = verifyPackage({ packageText, trust, now }, nodeCrypto)
  expect(verdict).toMatchObject({ outcome: 'valid', reasons: [] })
  expect(verdict.facts?.timestamps).toHaveLength(3)
  expect(packageText.length).toBeLessThan(20_000)
  expect(await state()).toMatchObject({ error: '', lastAt: expect.any(String) })
})

test('an authority that is away, repeats itself or is another one is told of and believed in nothing', async () => {
  const running = sequence(p)
  const before = await tokens()
  const failures = async () =>
    await stampNewest(p, proxy.url).then(
      () => '',
      (error: Error) => error.message,
    )
  await untilPublished(p, await addLeaves(p, 1))
  proxy.mode = 'away'
  expect(await failures()).not.toBe('')
  proxy.mode = 'replay'
  expect(await failures()).toContain('随机数')
  proxy.mode = 'pass'
  const right = proxy.target
  proxy.target = impostor
  expect(await failures()).toContain('上级证书')
  expect((await state())?.error).toContain('上级证书')
  expect(await tokens()).toBe(before)
  proxy.target = right
  expect(await failures()).toBe('')
  // At another address it is still the same one.
  await untilPublished(p, await addLeaves(p, 1))
  expect(await stampNewest(p, right)).toBe(true)
  const [authority, ...others] = (await trustedAuthorities(p.db)).authorities ?? []
  expect([authority?.name, others]).toEqual(['Datadeed test timestamp authority', []])
  expect(await tokens()).toBe(before + 6)
  expect((await state())?.error).toBe('')
  await running.stop()
  const attempt = sql`update log_timestamp set token = ''`.execute(p.db)
  await expect(attempt).rejects.toThrow('permission denied')
})

test('the check of the log finds a token that is not over its checkpoint, or damaged', async () => {
  expect((await checkLog(p)).findings).toEqual([])
  for (const damage of [
    sql`update log_timestamp set token = set_byte(token, length(token) - 1, get_byte(token, length(token) - 1) # 1)`,
    sql`update log_timestamp set token = ''`,
    sql`update log_timestamp set at = at + interval '1 second'`,
    sql`update log_timestamp set stamped = 'sm3_checkpoint', hash = 'sha256' where stamped = 'checkpoint' and hash = 'sha256'`,
  ]) {
    const rolledBack = new Error('rolled back')
    const attempt = p.owner.transaction().execute(async (tx) => {
      await damage.execute(tx)
      const { findings } = await checkLog({ ...p, db: tx })
      expect(findings[0]?.at).toMatch(/^timestamp \d+ http/)
      throw rolledBack
    })
    await expect(attempt).rejects.toBe(rolledBack)
  }
})
