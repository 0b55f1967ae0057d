import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { formatAddCheckpoint, parseCheckpoint, parseNote, tileConsistencyProof } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLogFiles, type LogFiles, newLogKeys } from '../monitor/testing/log-files.ts'

const bin = fileURLToPath(new URL('../../bin/datadeed.mjs', import.meta.url))
const origin = 'log.example.cn/data'
let folder = ''
const children: ChildProcess[] = []
const servers: Server[] = []
const at = (name: string) => join(folder, name)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadeed-monitor-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
  await rm(folder, { recursive: true, force: true })
})

const run = async (...args: string[]): Promise<{ code: number | null; out: string }> => {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let out = ''
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    out += part
  })
  const [code] = await once(child, 'close')
  return { code, out }
}
const look = (where: string, ...more: string[]) => run('monitor', where, '--data', at('state'), '--once', ...more)
const codes = (out: string) =>
  out.split('\n').flatMap((line) => {
    const value = line.startsWith('{') ? JSON.parse(line) : {}
    return typeof value.code === 'string' ? [value.code] : []
  })

/** Serves a folder as a log's files. */
const serveFolder = async (name: string): Promise<string> => {
  const server = createServer((request, response) => {
    readFile(join(folder, name, decodeURIComponent(request.url ?? '/'))).then(
      (bytes) => response.end(bytes),
      () => {
        response.statusCode = 404
        response.end()
      },
    )
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
}

const startWitness = async (name: string, vkey: string) => {
  const args = [bin, 'witness', '--name', name, '--listen', '127.0.0.1:0', '--data', at(`witness-${name}`)]
  const child = spawn(process.execPath, [...args, '--log-vkey', vkey], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\/\/127\S+/.exec(line)?.[0]
    if (url) return { child, url, vkey: (await (await fetch(`${url}/vkey`)).text()).split('\n')[0] ?? '' }
  }
  throw new Error('no witness')
}

/** Has a witness cosign the head of a log whose files are ours. */
const cosignBy = (log: LogFiles, url: string) => async (note: string) => {
  const { size } = parseCheckpoint(parseNote(note).text)
  const ask = async (old: number) => {
    const proof = await tileConsistencyProof(nodeCrypto.sha256, log.tree.tiles, old, size)
    return await fetch(`${url}/add-checkpoint`, { method: 'POST', body: formatAddCheckpoint(old, proof, note) })
  }
  const first = await ask(0)
  const answer = first.status === 409 ? await ask(Number(await first.text())) : first
  expect(answer.status).toBe(200)
  return await answer.text()
}

const subjects = (from: number, count: number) => Array.from({ length: count }, (_, i) => `CZ-${(from + i) % 97}`)

const honestLog = async (name: string, keys = newLogKeys(), entries = 600) => {
  const log = await createLogFiles(at(name), origin, keys)
  for (let n = 0; n < entries; n += 200) {
    log.add(subjects(n, Math.min(200, entries - n)))
    await log.addTwinHead()
    await log.publish()
  }
  return log
}

test('an honest log over HTTP: all is computed again, grows, is watched, and a second look begins where the first ended', async () => {
  const log = await honestLog('log')
  const url = await serveFolder('log')
  const first = await look(url, '--watch', 'CZ-5', '--metrics', at('metrics'))
  expect(first).toMatchObject({ code: 0 })
  expect(first.out).toContain(log.vkey)
  expect(first.out).toContain('603 条')
  expect(first.out.match(/CZ-5 deposit/g)).toHaveLength(7)
  log.add(['CZ-5', 'CZ-6'])
  await log.addTwinHead()
  await log.publish()
  const second = await look(url, '--watch', 'CZ-5')
  expect(second).toMatchObject({ code: 0 })
  expect(second.out).toContain('606 条')
  expect(second.out.match(/CZ-5 deposit/g)).toHaveLength(1)
  expect(await readFile(at('metrics'), 'utf8')).toContain(`datadeed_monitor_entries{origin="${origin}"} 603`)
  expect(await run('fsck', url, '--all-signatures')).toMatchObject({ code: 0 })
}, 60_000)

test('a log that goes back, and one that comes back with another history', async () => {
  const keys = newLogKeys()
  const log = await honestLog('log', keys)
  await cp(at('log'), at('older'), { recursive: true })
  log.add(subjects(0, 50))
  await log.publish()
  expect((await look(at('log'))).code).toBe(0)
  const back = await look(at('older'), '--json')
  expect(back.code).toBe(1)
  expect(codes(back.out)).toEqual(['rolled_back'])
  // A restored log goes on as if nothing had been.
  const other = await createLogFiles(at('other'), origin, keys)
  other.add(['CZ-9'], { time: '2026-01-01T00:00:00Z' })
  other.add(subjects(0, 900))
  await other.publish()
  const forked = await look(at('other'), '--json')
  expect(forked.code).toBe(4)
  expect(codes(forked.out)).toEqual(['fork'])
  const [proof = ''] = (await readdir(at('state'))).filter((name) => name.startsWith('fork-'))
  const file = at(`state/${proof}`)
  expect(await run('monitor', '--check-fork', file, '--log-vkey', log.vkey)).toMatchObject({ code: 0 })
  await writeFile(file, (await readFile(file, 'utf8')).replace(/"prefixRoot":"../, '"prefixRoot":"00'))
  expect(await run('monitor', '--check-fork', file, '--log-vkey', log.vkey)).toMatchObject({ code: 1 })
  // The honest one still fits: nothing was taken over from the other.
  expect((await look(at('log'))).code).toBe(0)
}, 60_000)

test('a split view: the witness saw one log, the monitor is shown another under the same key', async () => {
  const keys = newLogKeys()
  const shown = await honestLog('shown', keys)
  const hidden = await createLogFiles(at('hidden'), origin, keys)
  hidden.add(['CZ-0'], { body: { owner: 'cd'.repeat(32), files: 2, bytes: 1 } })
  hidden.add(subjects(1, 700))
  const witness = await startWitness('w1', shown.vkey)
  await hidden.publish(cosignBy(hidden, witness.url))
  // The witness is ahead of what is shown: suspicious, not yet proved.
  const first = await look(at('shown'), '--witness', witness.url, '--json')
  expect(first.code).toBe(1)
  expect(codes(first.out)).toEqual(['witness_ahead'])
  witness.child.kill('SIGKILL')
  // The log grows past it: the head kept from the witness now proves the fork, though the witness is gone.
  shown.add(subjects(0, 300))
  await shown.addTwinHead()
  await shown.publish()
  const second = await look(at('shown'), '--witness', witness.url, '--json')
  expect(second.code).toBe(4)
  expect(codes(second.out)).toEqual(['witness_unreachable', 'fork'])
}, 60_000)

test('with a policy: a stopped witness is missed, the quorum is told, and its head is compared', async () => {
  const log = await createLogFiles(at('log'), origin, newLogKeys())
  const [w1, w2] = [await startWitness('w1', log.vkey), await startWitness('w2', log.vkey)]
  await writeFile(
    at('policy'),
    `log ${log.vkey}\nwitness 公证处 ${w1.vkey} ${w1.url}\nwitness 法院 ${w2.vkey} ${w2.url}\ngroup 全部 all 公证处 法院\nquorum 全部\n`,
  )
  const both = async (note: string) => (await cosignBy(log, w1.url)(note)) + (await cosignBy(log, w2.url)(note))
  log.add(subjects(0, 10))
  await log.publish(both)
  expect(await look(at('log'), '--policy', at('policy'))).toMatchObject({ code: 0 })
  expect((await run('policy', at('policy'), '--checkpoint', at('log/checkpoint'))).code).toBe(0)
  w2.child.kill('SIGKILL')
  log.add(subjects(0, 10))
  await log.publish(cosignBy(log, w1.url))
  const stopped = await look(at('log'), '--policy', at('policy'), '--json')
  expect(stopped.code).toBe(1)
  expect(codes(stopped.out)).toEqual(['cosigner_missing', 'quorum_missing', 'witness_unreachable'])
  const check = await run('policy', at('policy'), '--checkpoint', at('log/checkpoint'))
  expect(check.code).toBe(1)
  expect(check.out).toContain('有效的见证：w1')
  expect((await run('fsck', at('log'), '--policy', at('policy'))).code).toBe(1)
  await writeFile(at('policy'), `log ${log.vkey}\nquorum 公证处\n`)
  const faulty = await look(at('log'), '--policy', at('policy'))
  expect(faulty).toMatchObject({ code: 2 })
  expect(faulty.out).toContain('第 2 行')
}, 60_000)

test('a damaged folder of the monitor is said, and never taken for a fork of the log', async () => {
  await honestLog('log')
  expect((await look(at('log'))).code).toBe(0)
  const file = at('state/sha256/level-1')
  const bytes = await readFile(file)
  bytes[5] = (bytes[5] ?? 0) ^ 1
  await writeFile(file, bytes)
  const found = await look(at('log'))
  expect(found.code).toBe(2)
  expect(found.out).toContain('监测状态')
}, 60_000)

test('a stalled log is told', async () => {
  await honestLog('log')
  expect((await look(at('log'))).code).toBe(0)
  await new Promise((resolve) => setTimeout(resolve, 2100))
  const stalled = await look(at('log'), '--stalled-after', '1', '--json')
  expect(codes(stalled.out)).toEqual(['stalled'])
  expect(stalled.code).toBe(1)
}, 60_000)

test.each([
  ['a flipped bit in a full tile of leaves', 'tile/0/000', ['tile_wrong']],
  ['a flipped bit in a tile above', 'tile/1/000.p/2', ['tile_wrong']],
  ['a flipped bit in an entry', 'tile/entries/001', ['entry_wrong', 'head_wrong']],
  ['a flipped bit in a tile of the SM3 tree', 'sm3/tile/0/001', ['tile_wrong']],
  ['a flipped bit in the SM3 checkpoint', 'sm3/checkpoint', ['sm3_unsigned']],
  ['a flipped bit in the checkpoint', 'checkpoint', ['head_unsigned']],
])(
  '%s',
  async (_, path, expected) => {
    const log = await honestLog('log')
    const file = at(`log/${path}`)
    const bytes = await readFile(file)
    // In a note the last bytes are of the signature, in base64: another letter of it, so that the note can still be read.
    const isNote = path.endsWith('checkpoint')
    const place = isNote ? bytes.length - 8 : bytes.length >> 1
    bytes[place] = isNote ? (bytes[place] === 65 ? 66 : 65) : (bytes[place] ?? 0) ^ 1
    await writeFile(file, bytes)
    for (const command of [
      await run('fsck', at('log'), '--log-vkey', log.vkey, '--json'),
      await look(at('log'), '--log-vkey', log.vkey, '--json'),
    ]) {
      expect(command.code).toBe(1)
      for (const code of expected) expect(codes(command.out)).toContain(code)
    }
  },
  60_000,
)

test('in a log so long that threads read it every fault is found as well, each where it is', async () => {
  const log = await createLogFiles(at('log'), origin, newLogKeys())
  const batch = async (n: number) => {
    log.add(subjects(n, 400))
    await log.addTwinHead()
    await log.publish()
  }
  for (let n = 0; n < 8000; n += 400) await batch(n)
  const size = log.tree.size
  const lies: [string, object][] = [
    ['chain_broken', { previous: null }],
    ['chain_broken', { previous: { index: 7, hash: 'ab'.repeat(32) } }],
    ['known_wrong', { known: { size: 400, root: 'ab'.repeat(32) } }],
    ['known_wrong', { known: { size: 90_000, root: 'ab'.repeat(32) } }],
    ['type_unknown', { type: 'pledge' }],
    ['entry_malformed', { subject: '' }],
    ['entry_malformed', { time: '2026-02-30T00:00:00Z' }],
    ['time_ahead', { time: '2090-01-01T00:00:00Z' }],
  ]
  for (const [i, [, changes]] of lies.entries()) log.add([`CZ-${i + 40}`], changes)
  await log.publish()
  const told = [
    ...lies.map(([code], i) => ({ code, at: `${size + i}` })),
    // What cannot be read is in no chain: the next entries of these two subjects hang in the air.
    { code: 'chain_broken', at: '8028', detail: 'CZ-46' },
    { code: 'chain_broken', at: '8123', detail: 'CZ-44' },
  ]
  for (let n = 8000; n < 17_000; n += 400) await batch(n)
  const found = async () => {
    const { out } = await run('fsck', at('log'), '--log-vkey', log.vkey, '--json')
    return out.split('\n').flatMap((line) => (line.startsWith('{"code"') ? [JSON.parse(line)] : []))
  }
  const first = await found()
  // After an entry from 2090 all others come too early.
  expect(first.filter(({ code }) => code !== 'time_back')).toMatchObject(told)
  expect(first.length).toBeGreaterThan(9000)
  const flip = async (path: string) => {
    const bytes = await readFile(at(`log/${path}`))
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    await writeFile(at(`log/${path}`), bytes)
  }
  for (const path of ['tile/0/003', 'sm3/tile/0/040']) await flip(path)
  await rm(at('log/tile/0/050'))
  const more = (await found()).filter(({ code }) => code !== 'time_back')
  expect(more).toHaveLength(told.length + 3)
  expect(more).toEqual(
    expect.arrayContaining([
      { code: 'tile_wrong', at: 'tile/0/003' },
      { code: 'tile_wrong', at: 'sm3/tile/0/040' },
      { code: 'missing', at: 'tile/0/050' },
    ]),
  )
  await flip('tile/entries/060')
  expect((await found()).map(({ code }) => code)).toEqual(expect.arrayContaining(['entry_wrong', 'head_wrong']))
  const bundle = await readFile(at('log/tile/entries/020'))
  await writeFile(at('log/tile/entries/020'), bundle.subarray(0, -1))
  expect((await found()).map(({ code }) => code)).toContain('bundle_damaged')
}, 120_000)

test.each([
  ['chain_broken', { previous: null }],
  ['chain_broken', { previous: { index: 3, hash: 'ab'.repeat(32) } }],
  ['known_wrong', { known: { size: 7, root: 'ab'.repeat(32) } }],
  ['known_wrong', { known: { size: 10_000, root: 'ab'.repeat(32) } }],
  ['type_unknown', { type: 'pledge' }],
  ['entry_malformed', { subject: '' }],
  ['entry_malformed', { body: { owner: 'x', files: 1, bytes: 1 } }],
  ['time_ahead', { time: '2090-01-01T00:00:00Z' }],
  ['time_back', { time: '2020-01-01T00:00:00Z' }],
])(
  'an entry that does not fit is told, though the log signed it: %s %j',
  async (code, changes) => {
    const log = await honestLog('log', newLogKeys(), 200)
    log.add(['CZ-1'], changes)
    await log.publish()
    for (const found of [await look(at('log'), '--json'), await run('fsck', at('log'), '--json')]) {
      expect(codes(found.out)).toEqual([code])
      expect(found.code).toBe(1)
    }
  },
  60_000,
)

test('two processes never share a folder, another log is refused, and what is no log is said', async () => {
  await honestLog('log')
  const child = spawn(process.execPath, [bin, 'monitor', at('log'), '--data', at('state'), '--interval', '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  for await (const line of createInterface(child.stdout)) if (line.includes('603 条')) break
  expect(await look(at('log'))).toMatchObject({ code: 2 })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  await createLogFiles(at('foreign'), 'foreign.example', newLogKeys()).then((log) => log.publish())
  const key = (await readFile(at('foreign/vkey'), 'utf8')).trim()
  const foreign = await look(at('foreign'), '--log-vkey', key)
  expect(foreign.code).toBe(2)
  expect(foreign.out).toContain('foreign.example')
  expect((await run('fsck', at('nothing'))).code).toBe(2)
  expect((await look('http://127.0.0.1:1/log')).code).toBe(2)
}, 60_000)
