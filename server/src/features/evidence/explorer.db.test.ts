import {
  canonicalize,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseProof,
  SM3_PROOF,
  utf8Encode,
  verifyInclusion,
} from '@datadeed/evidence'
import { hasMlDsa, nodeCrypto } from '@datadeed/evidence/node'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp } from '../../testing/http.ts'
import type { TestPlatform } from '../../testing/platform.ts'
import { findIndex, getEntry, listEntries, type PublishedEntry } from './explorer.ts'
import { getLogHealth } from './health.ts'
import { indexesAt } from './health-store.ts'
import { cosignaturesOf, newestPublication } from './log-store.ts'
import { addLeaves, company, deposit, sequence, untilPublished, withWitnesses } from './testing/fixture.ts'

let p: TestPlatform
let app: FastifyInstance
let indexes: number[] = []
let running: ReturnType<typeof sequence>

beforeAll(async () => {
  p = await withWitnesses(2)
  running = sequence(p)
  for (let round = 0; round < 3; round++) {
    const leaves = await addLeaves(p, 20, (i) => `S-${i % 4 === 0 ? 'chain' : `${round}-${i}`}`)
    await untilPublished(p, leaves)
  }
  const rows = await p.db
    .selectFrom('log_entry')
    .select('index')
    .where('subject', '=', 'S-chain')
    .orderBy('index')
    .execute()
  indexes = rows.map((row) => Number(row.index))
  app = await openApp(p)
})
afterAll(async () => {
  await running.stop()
  await app.close()
})

const published = async (index: number): Promise<PublishedEntry> => {
  const found = await getEntry(p, index)
  if (found === null || found === 'waiting') throw new Error(`entry ${index} is not published`)
  return found
}
/** How the witnesses of these tests sign. */
const ways = hasMlDsa ? ['Ed25519', 'ML-DSA-44'] : ['Ed25519']
const get = (url: string) => app.inject({ method: 'GET', url, headers: { accept: 'text/html' } })

test('every entry hangs in both trees, and the path computed anew ends in the root', async () => {
  const size = (await getLogHealth(p)).size
  expect(size).toBeGreaterThan(60)
  for (let index = 0; index < size - 1; index += 7) {
    const { trees } = await published(index)
    expect(trees.sha256).toMatchObject({ index, holds: true })
    expect(trees.sm3).toMatchObject({ index, holds: true })
    expect(trees.sm3?.root).not.toBe(trees.sha256.root)
    for (const { steps, size: width } of [trees.sha256, trees.sm3 ?? trees.sha256]) {
      // The subtrees beside the way and the leaf itself are the whole tree, each leaf once.
      expect(steps.reduce((sum, step) => sum + step.end - step.start, 1)).toBe(width)
      expect(steps.every((step) => (step.side === 'left' ? step.end <= index : step.start > index))).toBe(true)
    }
  }
})

test('entries of one number are a chain in both directions', async () => {
  expect(indexes).toHaveLength(15)
  for (const [i, index] of indexes.entries()) {
    const { entry, next } = await published(index)
    expect(entry.previous?.index ?? null).toBe(indexes[i - 1] ?? null)
    expect(next).toBe(indexes[i + 1] ?? null)
  }
})

test('time is bounded by the signatures: known checkpoint, own claim, witnesses, quorum', async () => {
  const last = await published(indexes.at(-1) ?? 0)
  const { notBefore, notAfter, moments } = last
  expect(notBefore).not.toBeNull()
  expect(notAfter).toBeGreaterThanOrEqual(notBefore ?? Number.POSITIVE_INFINITY)
  expect(moments.map(({ kind }) => kind)).toEqual(['known', 'logged', 'witness', 'witness', 'quorum'])
  expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted((a, b) => a - b))
  const witnesses = moments.filter(({ kind }) => kind === 'witness')
  expect(notAfter).toBe(witnesses.at(-1)?.at)
  expect(witnesses.map(({ algorithms }) => algorithms)).toEqual([ways, ways])
})

test('a witness slower than the quorum is shown, and bounds nothing', async () => {
  const index = indexes[2] ?? 0
  const whole = await published(index)
  const size = BigInt(whole.trees.sha256.size)
  const { note } = await p.db
    .selectFrom('log_publication')
    .select('note')
    .where('size', '=', size)
    .executeTakeFirstOrThrow()
  const lines = await p.db
    .selectFrom('log_cosignature')
    .select('line')
    .where('size', '=', size)
    .where('witness', '=', 'witness.example/2')
    .execute()
  const store = (text: string) =>
    p.owner.updateTable('log_publication').set({ note: text }).where('size', '=', size).execute()
  await store(lines.reduce((text, { line }) => text.replace(line, ''), note))
  const alone = await getEntry({ ...p, config: { ...p.config, quorum: 1 } }, index)
  const both = await published(index)
  await store(note)
  expect(alone).toMatchObject({ notAfter: expect.any(Number) })
  expect(both.notAfter).toBeNull()
  expect(both.moments.filter(({ kind }) => kind === 'witness')).toEqual(
    whole.moments.filter(({ kind }) => kind === 'witness'),
  )
})

test('without a quorum there is no upper bound, and the page claims none', async () => {
  const lonely = { ...p, config: { ...p.config, quorum: 3 } }
  const found = await getEntry(lonely, indexes.at(-1) ?? 0)
  expect(found).toMatchObject({ notAfter: null })
})

test('what can be saved verifies with the published formats', async () => {
  const index = indexes[3] ?? 0
  const text = (await get(`/log/entry/${index}/entry.json`)).body
  expect(canonicalize(JSON.parse(text))).toBe(text)
  for (const [file, hash, header] of [
    ['proof.tlog-proof', nodeCrypto.sha256, undefined],
    ['sm3-proof.txt', nodeCrypto.sm3, SM3_PROOF],
  ] as const) {
    const proof = parseProof((await get(`/log/entry/${index}/${file}`)).body, header)
    const { size, root } = parseCheckpoint(parseNote(proof.checkpoint).text)
    expect(verifyInclusion(hash, leafHash(hash, utf8Encode(text)), index, size, proof.path, root)).toBe(true)
  }
  expect((await get('/log/entry/999999/entry.json')).statusCode).toBe(404)
  expect((await get(`/log/entry/${index}/secret.txt`)).statusCode).toBe(422)
})

test('the page shows the text as logged, every hash in full, and the bracket in words', async () => {
  const index = indexes[5] ?? 0
  const { trees, text } = await published(index)
  const { body, statusCode } = await get(`/log/entry/${index}`)
  expect(statusCode).toBe(200)
  expect(body).toContain(text.replaceAll('"', '&quot;'))
  for (const tree of [trees.sha256, trees.sm3])
    for (const hash of [tree?.leaf, tree?.root, ...(tree?.steps ?? []).map((step) => step.sibling)])
      expect(body).toContain(`<code>${hash}</code>`)
  expect(body).toMatch(/这条记录不早于 .*、不晚于 .*（北京时间）/)
  expect((await get(`/log/entry/${index}?lang=en`)).body).toContain('This entry existed not before')
})

test('the newest SM3 checkpoint is in no later one yet, and its page says so', async () => {
  const { size } = await getLogHealth({ ...p, db: p.db.withoutPlugins() })
  const { entry, trees } = await published(size - 1)
  expect({ type: entry.type, sm3: trees.sm3 }).toEqual({ type: 'sm3_checkpoint', sm3: null })
  const { statusCode, body } = await get(`/log/entry/${size - 1}`)
  expect(statusCode).toBe(200)
  expect(body).toContain('随下一批记录产生')
  expect(body).not.toContain('sm3-proof.txt')
})

test('finds by index and by number, also from addresses given out before', async () => {
  expect(await findIndex(p, '12')).toBe(12)
  expect(await findIndex(p, 'S-chain')).toBe(indexes.at(-1))
  expect(await findIndex(p, 'S-nothing')).toBeNull()
  expect((await get('/log?q=S-chain')).headers.location).toBe(`/log/entry/${indexes.at(-1)}`)
  expect((await get('/log?index=3')).headers.location).toBe('/log/entry/3')
  for (const url of ['/log?q=%3Cb%3Enothing', '/log/entry/99999', '/log/entry/-1', '/log/entry/9999999999999999']) {
    const { statusCode, body } = await get(url)
    expect({ url, statusCode }).toEqual({ url, statusCode: 404 })
    expect(body).toContain('没有找到')
    expect(body).not.toContain('<b>nothing')
  }
})

test('lists the newest of each kind, page by page, each once', async () => {
  const actor = await company(p)
  const made = [await deposit(p, actor, '甲'), await deposit(p, actor, '乙')]
  const leaves = await p.db.selectFrom('deposit').select(['leaf_id', 'number']).orderBy('leaf_id', 'desc').execute()
  expect(leaves).toHaveLength(made.length)
  await untilPublished(
    p,
    leaves.map((row) => row.leaf_id),
  )
  const deposits = await listEntries(p, { type: 'deposit', before: null })
  expect(deposits.items.map((item) => item.subject)).toEqual(leaves.map((row) => row.number))
  const seen: number[] = []
  for (let before: number | null = null; ; ) {
    const page = await listEntries(p, { type: 'submission', before, limit: 7 })
    expect(page.items.every((item) => item.type === 'submission')).toBe(true)
    seen.push(...page.items.map((item) => item.index))
    if (page.next === null) break
    before = page.next
  }
  expect(seen).toHaveLength(60)
  expect(new Set(seen).size).toBe(60)
  const twin = await listEntries(p, { type: 'sm3_checkpoint', before: null })
  expect(twin.items.length).toBeGreaterThan(2)
  const all = await listEntries(p, { type: null, before: null, limit: 100 })
  expect(all.items).toHaveLength(62)
  expect((await listEntries(p, { type: 'certificate', before: null })).items).toEqual([])
})

test('the figures of the log are those of its tables', async () => {
  const other = { ...p, db: p.db.withoutPlugins() }
  const health = await getLogHealth(other)
  const { n } = await p.db
    .selectFrom('log_entry')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow()
  expect(health.size).toBe(Number(n))
  expect(health.days.map(({ entries }) => entries)).toEqual([...Array(29).fill(0), Number(n)])
  expect(health.witnesses).toMatchObject([
    { last24h: 1, last30d: 1 },
    { last24h: 1, last30d: 1 },
  ])
  expect(health.sm3?.size).toBe(health.size - 1)
  expect(health.keys.map(({ tree }) => tree)).toEqual(['sha256', 'sm3'])
  const never = new Date(Date.now() + 1e9)
  expect(await indexesAt(p.db, n, [new Date(0), never])).toEqual([0n, n])
})

test('the witness list shows each key and which algorithms cover the newest checkpoint', async () => {
  const size = (await newestPublication(p.db))?.size ?? 0n
  const show = async () => {
    const fresh = { ...p, db: p.db.withoutPlugins() }
    const shown = await openApp(fresh)
    const { body } = await shown.inject({ method: 'GET', url: '/log', headers: { accept: 'text/html' } })
    await shown.close()
    return { body, witnesses: (await getLogHealth(fresh)).witnesses }
  }
  const whole = await show()
  const keys = ways.map((algorithm) => ({ algorithm, signedNewest: true }))
  expect(whole.witnesses).toMatchObject([{ keys }, { keys }])
  for (const { vkey } of whole.witnesses.flatMap((witness) => witness.keys))
    expect(whole.body).toContain(`<code>${vkey}</code>`)
  expect(whole.body).toContain('Ed25519 2/2 个见证方')
  expect(whole.body).toContain(`ML-DSA-44 ${hasMlDsa ? 2 : 0}/2 个见证方`)
  expect(whole.body).not.toContain('未签最新检查点')
  const [first] = whole.witnesses[1]?.keys ?? []
  const one = (await cosignaturesOf(p.db, size)).filter(({ key_id }) => key_id === first?.keyId)
  await p.owner
    .deleteFrom('log_cosignature')
    .where('size', '=', size)
    .where('key_id', '=', first?.keyId ?? '')
    .execute()
  const { body, witnesses } = await show()
  await p.owner.insertInto('log_cosignature').values(one).execute()
  expect(witnesses[1]?.keys.map(({ signedNewest }) => signedNewest)).toEqual(ways.map((way) => way !== 'Ed25519'))
  expect(body).toContain('Ed25519 1/2 个见证方')
  expect(body).toContain('未签最新检查点')
})

test('a witness that missed checkpoints shows it', async () => {
  const [one] = await p.db.selectFrom('log_publication').select('size').orderBy('size', 'desc').limit(1).execute()
  await p.owner
    .deleteFrom('log_cosignature')
    .where('size', '=', one?.size ?? 0n)
    .where('witness', '=', 'witness.example/2')
    .execute()
  const health = await getLogHealth({ ...p, db: p.db.withoutPlugins() })
  expect(health.witnesses[0]?.last24h).toBe(1)
  expect(health.witnesses[1]?.last24h).toBeLessThan(1)
  expect(health.witnesses[1]?.days.slice(0, 29)).toEqual(Array(29).fill(null))
})

test('the page says that the log is closed and why, and keeps former keys', async () => {
  const [key] = (await getLogHealth(p)).keys
  const value = { vkey: key?.vkey ?? '', from: '2090-01-01T00:00:00Z', previousUntil: '2090-02-01T00:00:00Z' }
  await p.owner
    .insertInto('setting')
    .values({ name: 'log-key-next:1', value: JSON.stringify(value) })
    .execute()
  await p.owner.updateTable('log_state').set({ state: 'closed', reason: '见证方 <b> 见过的日志比本机长' }).execute()
  const shown = await openApp({ ...p, db: p.db.withoutPlugins() })
  const { body } = await shown.inject({ method: 'GET', url: '/log', headers: { accept: 'text/html' } })
  await shown.close()
  expect(body).toContain('日志暂停写入')
  expect(body).toContain('见证方 &lt;b&gt; 见过的日志比本机长')
  expect(body).toMatch(/2090年1月1日 08:00<\/time>.*使用中/)
  expect(body).toContain('2090年2月1日')
  await p.owner.deleteFrom('setting').where('name', '=', 'log-key-next:1').execute()
  await p.owner.updateTable('log_state').set({ state: 'open', reason: '' }).execute()
})

test('what is stored but not published is waiting, and nothing is said of it', async () => {
  await running.stop()
  const [leaf] = await addLeaves(p, 1, () => 'S-late')
  expect(leaf).toBeDefined()
  expect(await findIndex(p, 'S-late')).toBe('waiting')
  const { body, statusCode } = await get('/log?q=S-late')
  expect(statusCode).toBe(200)
  expect(body).toContain('正在等待公布')
  expect(body).toMatch(/通常几秒钟|一半的记录在/)
})

test('a damaged tile is not passed off as proof', async () => {
  const index = indexes[1] ?? 0
  const { trees } = await published(index)
  const damaged = Buffer.from(trees.sha256.steps[0]?.sibling ?? '', 'hex').fill(7, 0, 4)
  const tiles = await p.owner.selectFrom('log_tile').selectAll().where('level', '=', 0).execute()
  for (const tile of tiles) {
    const at = (trees.sha256.steps[0]?.start ?? 0) * 32
    if (tile.bytes.length <= at) continue
    const bytes = Buffer.from(tile.bytes)
    damaged.copy(bytes, at)
    await p.owner
      .updateTable('log_tile')
      .set({ bytes })
      .where('level', '=', 0)
      .where('n', '=', tile.n)
      .where('width', '=', tile.width)
      .execute()
  }
  expect((await published(index)).trees.sha256.holds).toBe(false)
  const { body } = await get(`/log/entry/${index}`)
  expect(body).toContain('算出的根与检查点不一致')
  expect(body).toContain('verdict cannot_check')
  expect(body).toContain('role="alert"')
})
