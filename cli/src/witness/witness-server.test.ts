import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  checkForkProof,
  consistencyProof,
  emptyRoot,
  formatAddCheckpoint,
  formatCheckpoint,
  leafHash,
  noteSigner,
  originHash,
  parseNote,
  parseSignatures,
  parseVkey,
  signNote,
  treeRoot,
  utf8Encode,
  verifyCosignatures,
  verifyNote,
} from '@datadeed/evidence'
import { ed25519Key, generateEd25519PrivateKey, hasMlDsa, nodeCrypto } from '@datadeed/evidence/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { zh } from '../text.zh.ts'
import { createWitnessServer } from './witness-server.ts'
import { openWitnessStore } from './witness-store.ts'

const context: Context = { lang: 'zh', json: false, text: zh, print: () => {}, note: () => {} }
const origin = 'log.example.cn'
const log = noteSigner(nodeCrypto, origin, ed25519Key(generateEd25519PrivateKey()))
const stranger = noteSigner(nodeCrypto, origin, ed25519Key(generateEd25519PrivateKey()))
const sha256 = nodeCrypto.sha256
const leaves = Array.from({ length: 20 }, (_, i) => leafHash(sha256, utf8Encode(`entry ${i}`)))
const rootOf = (size: number) => treeRoot(sha256, leaves.slice(0, size))
const checkpoint = (size: number, root = rootOf(size), signer = log) =>
  signNote(formatCheckpoint(origin, size, root), [signer])
const step = (from: number, to: number) =>
  formatAddCheckpoint(from, consistencyProof(sha256, leaves.slice(0, to), from), checkpoint(to))

let clock = 1_800_000_000_000
let folder = ''
let server: Server
let url = ''
let vkey = ''

const start = async () => {
  const store = await openWitnessStore(folder, 'witness.example/w1', context)
  vkey = store.signer.vkey
  const logs = [{ origin, keys: [parseVkey(nodeCrypto, log.vkey)] }]
  server = createWitnessServer({ store, logs, now: () => clock, onError: (error) => console.error(error) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  url = `http://127.0.0.1:${bound.port}`
}
const stop = () =>
  new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
const add = (body: string | Uint8Array<ArrayBuffer>) => fetch(`${url}/add-checkpoint`, { method: 'POST', body })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadeed-witness-'))
  await start()
})
afterEach(async () => {
  await stop()
  await rm(folder, { recursive: true, force: true })
})

test('200: a cosignature that verifies, with the time of the witness', async () => {
  const answer = await add(step(0, 5))
  expect(answer.status).toBe(200)
  const lines = await answer.text()
  const note = parseNote(checkpoint(5) + lines)
  const check = verifyCosignatures(nodeCrypto, note, [parseVkey(nodeCrypto, vkey)])
  expect(check.good.map(({ time }) => time)).toEqual([clock / 1000])
  // Ed25519 for every log there is, ML-DSA-44 for those that know it.
  const all = (await (await fetch(`${url}/vkey`)).text())
    .trim()
    .split('\n')
    .map((line) => parseVkey(nodeCrypto, line))
  expect(all.map(({ type }) => type)).toEqual(hasMlDsa ? [4, 6] : [4])
  expect(verifyCosignatures(nodeCrypto, note, all.slice(-1)).good.map(({ time }) => time)).toEqual([clock / 1000])
  expect(parseSignatures(lines)).toHaveLength(all.length)
  expect((await add(step(5, 12))).status).toBe(200)
  expect((await add(step(12, 12))).status).toBe(200)
})

test('409 tells the size it knows, as text/x.tlog.size', async () => {
  await add(step(0, 5))
  const answer = await add(step(3, 8))
  expect(answer.status).toBe(409)
  expect(answer.headers.get('content-type')).toBe('text/x.tlog.size')
  expect(await answer.text()).toBe('5\n')
})

test('404 for a log it does not know, 403 for a signature it does not trust', async () => {
  const other = noteSigner(nodeCrypto, 'other.example', ed25519Key(generateEd25519PrivateKey()))
  const foreign = signNote(formatCheckpoint('other.example', 1, rootOf(1)), [other])
  expect((await add(formatAddCheckpoint(0, [], foreign))).status).toBe(404)
  expect((await add(formatAddCheckpoint(0, [], checkpoint(1, rootOf(1), stranger)))).status).toBe(403)
  const mine = formatCheckpoint(origin, 2, rootOf(2))
  const moved = checkpoint(1).replace(formatCheckpoint(origin, 1, rootOf(1)), mine)
  expect((await add(formatAddCheckpoint(0, [], moved))).status).toBe(403)
})

test('422 for a wrong proof, another root at the same size, a proof from nothing, an empty tree that is not', async () => {
  const proof = [rootOf(3)]
  expect((await add(formatAddCheckpoint(0, proof, checkpoint(5)))).status).toBe(422)
  expect((await add(formatAddCheckpoint(0, [], checkpoint(0, rootOf(1))))).status).toBe(422)
  expect((await add(formatAddCheckpoint(0, [], checkpoint(0, emptyRoot(sha256))))).status).toBe(200)
  await add(step(0, 5))
  expect((await add(formatAddCheckpoint(5, [], checkpoint(5, rootOf(6))))).status).toBe(422)
  expect((await add(formatAddCheckpoint(5, proof, checkpoint(8)))).status).toBe(422)
  expect((await add(step(5, 8))).status).toBe(200)
})

test('400 for what is no request, 413 for too much, 405 for another method', async () => {
  expect((await add('')).status).toBe(400)
  expect((await add(step(0, 5).replace('old 0', 'old 00'))).status).toBe(400)
  expect((await add(formatAddCheckpoint(6, [], checkpoint(5)))).status).toBe(400)
  expect((await add(new Uint8Array([0xff, 0xfe, 0x0a, 0x0a]))).status).toBe(400)
  expect((await add('x'.repeat(3_000_000))).status).toBe(413)
  expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405)
  expect((await fetch(`${url}/vkey`, { method: 'DELETE' })).status).toBe(405)
  expect((await fetch(`${url}/`)).status).toBe(404)
})

test('monitors read the newest checkpoint with both signatures, 404 before there is one', async () => {
  const address = `${url}/${originHash(nodeCrypto, origin)}/checkpoint`
  expect((await fetch(address)).status).toBe(404)
  await add(step(0, 5))
  await add(step(5, 9))
  const note = parseNote(await (await fetch(address)).text())
  expect(note.text).toBe(formatCheckpoint(origin, 9, rootOf(9)))
  expect(verifyNote(nodeCrypto, note, [parseVkey(nodeCrypto, log.vkey)]).good).toHaveLength(1)
  expect(verifyCosignatures(nodeCrypto, note, [parseVkey(nodeCrypto, vkey)]).good).toHaveLength(1)
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok\n')
  expect((await (await fetch(`${url}/vkey`)).text()).split('\n')[0]).toBe(vkey)
})

test('a restart keeps the key and the state; the key is readable by its owner only', async () => {
  await add(step(0, 5))
  const before = vkey
  await stop()
  await start()
  expect(vkey).toBe(before)
  expect((await add(step(0, 7))).status).toBe(409)
  expect((await add(step(5, 7))).status).toBe(200)
  expect((await stat(join(folder, 'key.json'))).mode & 0o777).toBe(0o600)
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([])
})

test('of two requests at once from the same size exactly one is cosigned', async () => {
  await add(step(0, 5))
  const answers = await Promise.all([add(step(5, 9)), add(step(5, 14)), add(step(5, 11)), add(step(5, 20))])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409])
})

test('a damaged state or another name stops the start', async () => {
  await add(step(0, 5))
  await expect(openWitnessStore(folder, 'other', context)).rejects.toThrow('witness.example/w1')
  await writeFile(join(folder, `log-${originHash(nodeCrypto, origin)}.json`), '{"size":')
  const store = await openWitnessStore(folder, 'witness.example/w1', context)
  await expect(store.read(origin)).rejects.toThrow('损坏')
})

test('a note with sixteen signatures of five kilobytes is read; bytes that are no UTF-8 are refused', async () => {
  const junk = (i: number) => `\u2014 other.example/${i} ${Buffer.alloc(5000, i).toString('base64')}\n`
  const note = checkpoint(5) + Array.from({ length: 16 }, (_, i) => junk(i + 1)).join('')
  const bytes = Buffer.from(formatAddCheckpoint(0, [], note.replace('other.example/16', 'other.examplX/16')))
  bytes[bytes.indexOf('examplX') + 6] = 0xff
  expect((await add(Uint8Array.from(bytes))).status).toBe(400)
  expect((await add(formatAddCheckpoint(0, [], note))).status).toBe(200)
  // Of the signatures only the log's and its own are kept.
  const served = await (await fetch(`${url}/${originHash(nodeCrypto, origin)}/checkpoint`)).text()
  expect(served).not.toContain('other.example')
})

test('63 lines of proof are read, 64 are not', async () => {
  const proof = (count: number) => Array.from({ length: count }, () => rootOf(3))
  expect((await add(formatAddCheckpoint(0, proof(63), checkpoint(5)))).status).toBe(422)
  expect((await add(formatAddCheckpoint(0, proof(64), checkpoint(5)))).status).toBe(400)
})

test('two trees of one size are kept as a proof of the fork, once', async () => {
  await add(step(0, 5))
  const forks = async () => (await readdir(folder)).filter((name) => name.startsWith('fork-'))
  await add(formatAddCheckpoint(5, [], checkpoint(5, rootOf(6), stranger)))
  expect(await forks()).toEqual([])
  for (let i = 0; i < 2; i++) expect((await add(formatAddCheckpoint(5, [], checkpoint(5, rootOf(6))))).status).toBe(422)
  const [file = '', ...more] = await forks()
  expect(more).toEqual([])
  const fork = checkForkProof(nodeCrypto, await readFile(join(folder, file), 'utf8'), [parseVkey(nodeCrypto, log.vkey)])
  expect(fork?.smaller.size).toBe(5)
})

test('too many requests of one address are turned away until time has passed', async () => {
  const statuses = new Set<number>()
  for (let i = 0; i < 220; i++) statuses.add((await fetch(`${url}/healthz`)).status)
  expect([...statuses]).toEqual([200, 429])
  clock += 1000
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})
