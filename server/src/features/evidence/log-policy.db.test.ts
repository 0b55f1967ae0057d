import { parseNote, parseTrust, type Trust, verifyPackage } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import type { TestPlatform } from '../../testing/platform.ts'
import { getDepositFacts } from './deposit.ts'
import { checkLog } from './fsck.ts'
import { newestPublication } from './log-store.ts'
import { openLogWriter } from './log-writer.ts'
import { createPublisher } from './publisher.ts'
import { receiptFile } from './receipt.ts'
import { addLeaves, company, deposit, sequence, untilPublished, withWitnesses } from './testing/fixture.ts'
import { trustFile } from './trust.ts'

const two = await withWitnesses(2)
/** The same log while one witness was asked, and enough. */
const one: TestPlatform = {
  ...two,
  config: { ...two.config, witnessUrls: two.config.witnessUrls.slice(0, 1), quorum: 1 },
}
const own = await company(two)
const now = Math.floor(Date.now() / 1000) + 60

const running: { stop(): Promise<void> }[] = []
const stopAll = async () => {
  for (const { stop } of running.splice(0)) await stop()
}
afterEach(stopAll)

const deposited = async (p: TestPlatform, content: string): Promise<string> => {
  const sequencer = sequence(p)
  running.push(sequencer)
  const { id } = await deposit(p, own, content)
  await untilPublished(p, [(await getDepositFacts(p.db, id)).leafId])
  await stopAll()
  expect(sequencer.errors).toEqual([])
  return id
}
const trustOf = async (p: TestPlatform): Promise<Trust> => parseTrust(nodeCrypto, JSON.stringify(await trustFile(p)))
const packageOf = async (p: TestPlatform, id: string): Promise<string> => String((await receiptFile(p, own, id)).body)
const verify = (packageText: string, trust: Trust) => verifyPackage({ packageText, trust, now }, nodeCrypto)
const changes = async () =>
  (await two.db.selectFrom('log_entry').select('entry').where('subject', '=', 'log-policy').orderBy('index').execute())
    .map(({ entry }) => JSON.parse(entry.toString()))
    .map(({ type, body }) => ({ type, ...body }))
/** What the check finds of a publication that has lost all cosignatures but the first `left`. */
const findingsWith = async (p: TestPlatform, size: bigint, left: number) => {
  const row = await p.db.selectFrom('log_publication').selectAll().where('size', '=', size).executeTakeFirstOrThrow()
  const lines = row.note.split('\n').filter((line) => line.startsWith('— witness.example/'))
  const first = new Set([...new Set(lines.map((line) => line.split(' ')[1]))].slice(0, left))
  const kept = row.note.split('\n').filter((line) => !lines.includes(line) || first.has(line.split(' ')[1]))
  const undone = new Error('undone')
  let found: string[] = []
  await p.owner
    .transaction()
    .execute(async (tx) => {
      await sql`update log_publication set note = ${kept.join('\n')} where size = ${size}`.execute(tx)
      found = (await checkLog({ ...p, db: tx })).findings.map(({ at, message }) => `${at} ${message}`)
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return found
}

let before = { id: '', size: 0n, packaged: '' }

test('raised from one witness to two, what one witness saw stays good, and the change is in the log', async () => {
  const id = await deposited(one, '一个见证方时')
  before = { id, size: (await newestPublication(one.db))?.size ?? 0n, packaged: await packageOf(one, id) }
  expect(verify(before.packaged, await trustOf(one)).outcome).toBe('valid')
  expect(await changes()).toEqual([])
  await deposited(two, '两个见证方时')
  expect(await changes()).toEqual([{ type: 'policy', quorum: 2, policy: null }])
  expect((await checkLog(two)).findings).toEqual([])
  // Asking for the same again changes nothing.
  await deposited(two, '照旧')
  expect(await changes()).toHaveLength(1)
})

test('each publication is held to what was asked for then', async () => {
  const after = (await newestPublication(two.db))?.size ?? 0n
  expect(await findingsWith(two, after, 2)).toEqual([])
  expect(await findingsWith(two, after, 1)).toEqual([
    expect.stringMatching(new RegExp(`^publication ${after} 见证签名不够：第 \\d+ 条起`)),
  ])
  expect(await findingsWith(two, before.size, 1)).toEqual([])
  expect(await findingsWith(two, before.size, 0)).toEqual([
    `publication ${before.size} 见证签名不够：日志启用时的见证策略没有满足`,
  ])
})

test('an old deposit is proved today by a checkpoint that two have seen, and by its old package to who asks for one', async () => {
  const today = verify(await packageOf(two, before.id), await trustOf(two))
  expect(today).toMatchObject({ outcome: 'valid', reasons: [] })
  expect(verify(before.packaged, await trustOf(two)).reasons.map(({ code }) => code)).toContain('quorum_missing')
  expect(verify(before.packaged, { ...(await trustOf(two)), quorum: 1 }).outcome).toBe('valid')
})

test('who still works by the old policy publishes nothing that the log itself says is not enough', async () => {
  const leaves = await addLeaves(two, 1)
  await (await openLogWriter(one, () => {})).append()
  const size = (await newestPublication(one.db))?.size
  expect(await createPublisher(one, () => {})()).toMatchObject({ agreed: true })
  expect((await newestPublication(one.db))?.size).toBe(size)
  await createPublisher(two, () => {})()
  await untilPublished(two, leaves)
})

test('lowered again, the log goes on with one witness from the entry on that says so', async () => {
  await deposited(one, '又是一个见证方')
  expect(await changes()).toMatchObject([{ quorum: 2 }, { quorum: 1 }])
  const { note = '' } = (await newestPublication(one.db)) ?? {}
  expect(new Set(parseNote(note).signatures.map(({ name }) => name))).toEqual(
    new Set([one.config.logOrigin, 'witness.example/1']),
  )
  for (const p of [one, two]) expect((await checkLog(p)).findings).toEqual([])
})
