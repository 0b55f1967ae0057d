import { formatAddCheckpoint, formatCheckpoint, leafHash, signNote, treeRoot } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { type TestPlatform, testPlatform } from '../../testing/platform.ts'
import { checkLog } from './fsck.ts'
import { logKey } from './log-key.ts'
import { getLogStatus } from './log-reading.ts'
import { openLogWriter, type Step, steps } from './log-writer.ts'
import { positionsOf } from './position.ts'
import { createPublisher } from './publisher.ts'
import {
  addLeaves,
  behindProxy,
  company,
  deposit,
  sequence,
  startWitness,
  until,
  untilPublished,
  withOneBehindProxy,
  withWitnesses,
} from './testing/fixture.ts'

// Opened here and not in their tests, because what they clean up hangs on the file.
const p = await withWitnesses(2)
const lossyLog = await behindProxy('witness.example/lossy')
const unevenLog = await withOneBehindProxy('uneven.example')
const muteLog = await behindProxy('witness.example/mute')
const fooledLog = await behindProxy('witness.example/a')
const impostor = await startWitness((await logKey(fooledLog.platform)).vkey, 'witness.example/a')
const tornLog = await behindProxy('witness.example/torn')
const alone = await testPlatform()
const restored = await withWitnesses(1)
const forked = await withWitnesses(1)
const running: { stop(): Promise<void> }[] = []
const run = (...args: Parameters<typeof sequence>) => {
  const started = sequence(...args)
  running.push(started)
  return started
}
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop()
})

/** The log is whole, every leaf is in it once, in the order the commands had. */
async function expectWhole(platform: TestPlatform) {
  expect((await checkLog(platform)).findings).toEqual([])
  const { rows } = await sql<{ leaves: bigint; entries: bigint }>`
    select (select count(*) from evidence_leaf) leaves, (select count(distinct leaf_id) from log_entry) entries
  `.execute(platform.db)
  expect(rows[0]?.entries).toBe(rows[0]?.leaves)
}

/** Published entries without the checkpoints of the SM3 tree, of which each batch has one. */
async function logged(platform: TestPlatform): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from log_entry where subject <> 'sm3' and index < (select max(size) from log_publication)
  `.execute(platform.db)
  return Number(rows[0]?.count)
}

/** Throws once, the `time`-th time that a step is reached after it was armed. */
function crashAt(step: Step, time = 1) {
  const crash = { armed: false, happened: 0, count: 0, reached: (_: Step) => {} }
  crash.reached = (reached) => {
    if (!crash.armed || reached !== step || ++crash.count !== time) return
    crash.happened += 1
    throw new Error(`crash after ${step}`)
  }
  return crash
}

test.each(steps)('a crash after the step %s loses nothing and doubles nothing', async (step) => {
  const crash = crashAt(step)
  const sequencer = run(p, crash.reached)
  await untilPublished(p, await addLeaves(p, 3))
  const before = await logged(p)
  crash.armed = true
  const leaves = await addLeaves(p, 5, (i) => `F-${i % 2}`)
  await untilPublished(p, leaves)
  await until(async () => sequencer.errors.length > 0)
  expect(crash.happened).toBe(1)
  expect(sequencer.errors.map(String)).toContain(`Error: crash after ${step}`)
  expect(await logged(p)).toBe(before + 5)
  await expectWhole(p)
})

test.each(steps)('so does one that never comes back: another process takes over after %s', async (step) => {
  const crash = crashAt(step)
  crash.armed = true
  const first = run(p, crash.reached)
  const leaves = await addLeaves(p, 4)
  await until(async () => crash.happened === 1)
  await first.stop()
  run(p)
  await untilPublished(p, leaves)
  await expectWhole(p)
})

test('the database server cutting all connections in mid-work', async () => {
  let cutting: Promise<unknown> | null = null
  const sequencer = run(p, (step) => {
    if (step !== 'tiles' || cutting) return
    cutting = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'datadeed-app'`.execute(p.owner)
  })
  const leaves = await addLeaves(p, 40)
  await until(
    async () => sequencer.errors.length > 0 || (await positionsOf(p, leaves).catch(() => new Map())).size === 40,
  )
  expect(cutting).not.toBeNull()
  // On a busy machine everything may be published before it is cut.
  await cutting
  await until(async () => (await positionsOf(p, leaves).catch(() => new Map())).size === 40)
  await expectWhole(p)
})

test('answers of a witness that get lost, and a witness that is away, delay the receipt and break nothing', async () => {
  const { platform: lossy, proxy } = lossyLog
  run(lossy)
  await untilPublished(lossy, await addLeaves(lossy, 2))
  for (const mode of ['lose_answers', 'away'] as const) {
    proxy.mode = mode
    const asked = proxy.asked
    const leaves = await addLeaves(lossy, 3)
    await until(async () => proxy.asked > asked + 1)
    expect((await positionsOf(lossy, leaves)).size).toBe(0)
    expect((await getLogStatus(lossy)).pending).toBe(3)
    proxy.mode = 'pass'
    await untilPublished(lossy, leaves)
  }
  await expectWhole(lossy)
})

test('a slow witness delays no receipt that has its quorum, and its cosignature is kept when it comes', async () => {
  const { platform: uneven, proxy } = unevenLog
  run(uneven)
  await untilPublished(uneven, await addLeaves(uneven, 1))
  proxy.mode = 'slow'
  const leaves = await addLeaves(uneven, 2)
  await untilPublished(uneven, leaves)
  const seenBy = [...(await positionsOf(uneven, leaves)).values()].flatMap(({ witnesses }) => witnesses)
  expect(new Set(seenBy.map(({ name }) => name))).toEqual(new Set(['uneven.example/2']))
  const cosigned = async () =>
    (await uneven.db.selectFrom('log_cosignature').select('witness').distinct().execute()).length
  await until(async () => (await cosigned()) === 2)
  proxy.mode = 'pass'
  await expectWhole(uneven)
})

test('a damaged tile is no fork: it stops the log and does not close it', async () => {
  const { platform: torn, proxy } = tornLog
  const sequencer = run(torn)
  await untilPublished(torn, await addLeaves(torn, 3))
  proxy.mode = 'away'
  const asked = proxy.asked
  const leaves = await addLeaves(torn, 3)
  await until(async () => proxy.asked > asked + 1)
  const flip = () =>
    sql`update log_tile set bytes = set_byte(bytes, length(bytes) - 1, get_byte(bytes, length(bytes) - 1) # 1)`.execute(
      torn.owner,
    )
  await flip()
  proxy.mode = 'pass'
  await until(async () => sequencer.errors.some((error) => String(error).includes('一致性证明')))
  expect((await getLogStatus(torn)).state).toBe('open')
  await flip()
  await untilPublished(torn, leaves)
  await expectWhole(torn)
})

test('nothing new is signed before the witnesses were heard', async () => {
  const { platform: mute, proxy } = muteLog
  proxy.mode = 'away'
  run(mute)
  const leaves = await addLeaves(mute, 3)
  await until(async () => proxy.asked > 2)
  expect(await mute.db.selectFrom('log_entry').selectAll().execute()).toEqual([])
  proxy.mode = 'pass'
  await untilPublished(mute, leaves)
})

test('two sequencers at once, and the commands of many, make one log', async () => {
  const both = [run(p), run(p)]
  const batches = await Promise.all(Array.from({ length: 20 }, () => addLeaves(p, 30, (i) => `T-${i % 5}`)))
  await untilPublished(p, batches.flat())
  expect(both.flatMap((sequencer) => sequencer.errors)).toEqual([])
  await expectWhole(p)
})

test('two that both believe to lead: one batch wins, the other is told, nothing forks', async () => {
  await addLeaves(p, 300)
  const writers = await Promise.all([openLogWriter(p, () => {}), openLogWriter(p, () => {})])
  const outcomes = await Promise.allSettled(writers.map((writer) => writer.append()))
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  run(p)
  await until(async () => (await getLogStatus(p)).pending === 0)
  await expectWhole(p)
})

test('without witnesses a checkpoint is published at once', async () => {
  run(alone)
  await untilPublished(alone, await addLeaves(alone, 2))
  await expectWhole(alone)
})

test('a database restored to an older state is noticed before anything is signed, and takes no writes', async () => {
  const q = restored
  const first = run(q)
  await untilPublished(q, await addLeaves(q, 3))
  await untilPublished(q, await addLeaves(q, 4))
  await first.stop()
  // What an older backup would hold.
  await sql`delete from log_publication where size > 4`.execute(q.owner)
  await sql`delete from log_cosignature where size > 4`.execute(q.owner)
  await sql`delete from log_checkpoint where size > 4`.execute(q.owner)
  await sql`delete from log_sm3_checkpoint where size >= 4`.execute(q.owner)
  await sql`delete from log_entry where index >= 4`.execute(q.owner)
  await sql`delete from log_tile where width > 4`.execute(q.owner)
  await sql`delete from log_sm3_tile where width > 4`.execute(q.owner)
  await sql`update log_state set size = 4, root = (select root from log_checkpoint where size = 4)`.execute(q.owner)
  run(q)
  await until(async () => (await getLogStatus(q)).state === 'closed')
  const { reason } = await q.db.selectFrom('log_state').select('reason').executeTakeFirstOrThrow()
  expect(reason).toContain('回滚')
  expect(reason).toMatch(/已见证 9 条.*只有 4 条/)
  const actor = await company(q)
  await expect(deposit(q, actor, '回滚之后')).rejects.toMatchObject({ code: 'evidence.log_closed' })
  expect(await q.db.selectFrom('log_entry').select('index').execute()).toHaveLength(4)
  // It stays closed, and what was published stays served.
  for (const { stop } of running.splice(0)) await stop()
  run(q)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await getLogStatus(q)).toMatchObject({ state: 'closed', size: 4 })
})

test('a witness that has seen another history closes the log', async () => {
  const q = forked
  const { signer } = await logKey(q)
  const leaves = [1, 2].map((byte) => leafHash(nodeCrypto.sha256, Uint8Array.of(byte)))
  const text = formatCheckpoint(signer.name, 2, treeRoot(nodeCrypto.sha256, leaves))
  const { status } = await fetch(`${q.config.witnessUrls[0]}/add-checkpoint`, {
    method: 'POST',
    body: formatAddCheckpoint(0, [], signNote(text, [signer])),
  })
  expect(status).toBe(200)
  // Three entries are signed where no witness was asked; now one is.
  await addLeaves(q, 3)
  await (await openLogWriter(q, () => {})).append()
  expect(await createPublisher(q, () => {})()).toMatchObject({ agreed: false, closed: true })
  expect((await q.db.selectFrom('log_state').select('reason').executeTakeFirstOrThrow()).reason).toContain('内容不同')
})

test('a witness that changed its key is not believed', async () => {
  const { platform, proxy } = fooledLog
  const first = run(platform)
  await untilPublished(platform, await addLeaves(platform, 1))
  await first.stop()
  proxy.target = impostor
  const leaves = await addLeaves(platform, 1)
  const { errors } = run(platform)
  await until(async () => errors.length > 0)
  expect(String(errors[0])).toContain('签名验证不通过')
  expect((await positionsOf(platform, leaves)).size).toBe(0)
})

test('the key of another installation is refused', async () => {
  await logKey(alone)
  const moved = { ...alone, config: { ...alone.config, dataDir: `${alone.config.dataDir}/elsewhere` } }
  await expect(logKey(moved)).rejects.toThrow('日志密钥')
})
