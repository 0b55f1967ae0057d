import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import { canonicalize, digestsOf, fileDigests, type ManifestParts, makeManifest, utf8Encode } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { afterAll } from 'vitest'
import { inTx } from '../../../platform/db/tx.ts'
import { seedAccount, seedParty, type TestPlatform, testPlatform } from '../../../testing/platform.ts'
import { createDeposit } from '../deposit.ts'
import { logLeaf } from '../leaf.ts'
import { logKey } from '../log-key.ts'
import type { Reached } from '../log-writer.ts'
import { positionsOf } from '../position.ts'
import type { Reply } from '../reply.ts'
import { runSequencer } from '../sequencer.ts'

const program = join(import.meta.dirname, '../../../../../cli/bin/datadeed.mjs')

/** `datadeed witness` as a process of its own; its address. It ends with this process, however that ends. */
export async function startWitness(vkey: string, name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'datadeed-witness-'))
  const args = ['witness', '--name', name, '--listen', '127.0.0.1:0', '--data', folder, '--log-vkey', vkey]
  const untilInputEnds = ['-c', '"$@" & read -r _; kill -9 $!', 'sh', process.execPath, program, ...args]
  const child = spawn('sh', untilInputEnds, { stdio: ['pipe', 'pipe', 'ignore'] })
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
  throw new Error('the witness ended')
}

/** The platform of a test with real witnesses that all must cosign. */
export async function withWitnesses(count: number): Promise<TestPlatform> {
  const p = await testPlatform()
  const { vkey } = await logKey(p)
  const names = Array.from({ length: count }, (_, i) => `witness.example/${i + 1}`)
  const witnessUrls = await Promise.all(names.map((name) => startWitness(vkey, name)))
  return { ...p, config: { ...p.config, witnessUrls, quorum: count } }
}

/** Stands before a witness: passes on, loses answers the witness has already given, is away, or takes its time. */
async function startProxy(target: string) {
  const proxy = { url: '', target, mode: 'pass' as 'pass' | 'lose_answers' | 'away' | 'slow', asked: 0 }
  const server = createServer(async (request, response) => {
    proxy.asked += 1
    if (proxy.mode === 'away') return response.destroy()
    if (proxy.mode === 'slow') await sleep(1500)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = parts.length > 0 ? Buffer.concat(parts) : null
    const answer = await fetch(proxy.target + request.url, { method: request.method ?? 'GET', body })
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (proxy.mode === 'lose_answers') return response.destroy()
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    return response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return proxy
}

/** A platform whose one witness is reached through a proxy. */
export async function behindProxy(name: string) {
  const p = await testPlatform()
  const proxy = await startProxy(await startWitness((await logKey(p)).vkey, name))
  return { platform: { ...p, config: { ...p.config, witnessUrls: [proxy.url], quorum: 1 } }, proxy }
}

/** A platform with two witnesses, one of them through a proxy, of which either may cosign. */
export async function withOneBehindProxy(name: string) {
  const { platform, proxy } = await behindProxy(`${name}/1`)
  const other = await startWitness((await logKey(platform)).vkey, `${name}/2`)
  return { platform: { ...platform, config: { ...platform.config, witnessUrls: [proxy.url, other] } }, proxy }
}

/** A running sequencer with the errors it told of. */
export function sequence(p: TestPlatform, reached?: Reached) {
  const errors: unknown[] = []
  const running = runSequencer(p, {
    retry: 20,
    onError: (error) => errors.push(error),
    ...(reached ? { reached } : {}),
  })
  return { errors, stop: running.stop }
}

/** Leaves of one subject each; their ids. */
export async function addLeaves(p: TestPlatform, count: number, subject = (i: number) => `S-${i}`): Promise<bigint[]> {
  return await inTx(p.db, async (tx) => {
    const ids: bigint[] = []
    for (let i = 0; i < count; i++) {
      const digests = digestsOf(nodeCrypto, randomBytes(8))
      ids.push(await logLeaf(tx, { type: 'submission', subject: subject(i), digests, body: { i }, now: p.clock.now() }))
    }
    return ids
  })
}

export async function untilPublished(p: TestPlatform, leafIds: readonly bigint[]): Promise<void> {
  await until(async () => (await positionsOf(p, leafIds)).size === leafIds.length)
}

export async function until(done: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await done()); waited += 20) {
    if (waited > 15_000) throw new Error('waited in vain')
    await sleep(20)
  }
}

export async function company(p: TestPlatform, options: Parameters<typeof seedParty>[1] = {}): Promise<AccountActor> {
  return await seedAccount(p, { roles: ['filer'], partyId: await seedParty(p, options) })
}

/** The manifest text of one file with this content. */
export function manifestOf(content: string, parts: ManifestParts | null = null): string {
  const bytes = utf8Encode(content)
  const file = { path: '轨迹.csv', ...fileDigests(nodeCrypto, bytes) }
  return canonicalize(makeManifest({ name: 'test', version: '1' }, [file], parts))
}

export async function deposit(p: TestPlatform, actor: AccountActor, content: string) {
  return await createDeposit(p, actor, { manifest: manifestOf(content), title: content, note: '', disclosures: [] })
}

/** Takes what a sending service sends. */
export function catchReply() {
  const caught = { headers: new Map<string, string>(), mediaType: '', payload: Buffer.alloc(0) }
  const reply: Reply = {
    header: (name, value) => caught.headers.set(name, value),
    type: (mediaType) => {
      caught.mediaType = mediaType
    },
    send: (payload) => {
      caught.payload = Buffer.from(payload)
    },
  }
  return { caught, reply }
}
