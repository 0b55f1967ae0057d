import { setTimeout as sleep } from 'node:timers/promises'
import { parseNote, parseTrust, parseVkey, type Trust, verifyPackage } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { expect, test } from 'vitest'
import { testPlatform } from '../../testing/platform.ts'
import { getDepositFacts } from './deposit.ts'
import { checkLog } from './fsck.ts'
import { rotateKey } from './key-rotation.ts'
import { keysOf, logRing, sm3Ring } from './log-key.ts'
import { newestCheckpoint } from './log-store.ts'
import { openLogWriter } from './log-writer.ts'
import { receiptFile } from './receipt.ts'
import { newestSm3Checkpoint } from './sm3-store.ts'
import { addLeaves, catchReply, company, deposit, sequence, untilPublished, withWitnesses } from './testing/fixture.ts'
import { sendTrust } from './trust.ts'

const p = await withWitnesses(2)
const alone = await testPlatform()
const own = await company(p)
const now = Math.floor(Date.now() / 1000) + 60

async function trustFile(): Promise<Trust> {
  const { caught, reply } = catchReply()
  await sendTrust(p, reply)
  return parseTrust(nodeCrypto, caught.payload.toString())
}

async function packageOf(content: string): Promise<string> {
  const { id } = await deposit(p, own, content)
  await untilPublished(p, [(await getDepositFacts(p.db, id)).leafId])
  return String((await receiptFile(p, own, id)).body)
}

const verify = (packageText: string, trust: Trust) => {
  const { outcome, reasons } = verifyPackage({ packageText, trust, now }, nodeCrypto)
  return [outcome, ...reasons.map((r) => r.code)]
}

test('old receipts stay good, new ones verify for who knows either key, while the log runs on', async () => {
  const running = sequence(p)
  const before = await packageOf('换钥之前')
  const old = await trustFile()
  await sleep(1100)
  for (const tree of ['sha256', 'sm3'] as const) await rotateKey(p, tree, 3600)
  await expect(rotateKey(p, 'sha256', 3600)).rejects.toThrow('刚刚更换过')
  await untilPublished(p, await addLeaves(p, 2))
  const after = await packageOf('换钥之后')
  await running.stop()
  expect(running.errors).toEqual([])

  const both = await trustFile()
  expect(both.log.vkeys.map((key) => key.until === null)).toEqual([false, true])
  expect(both.sm3?.map((key) => key.until === null)).toEqual([false, true])
  const onlyNew = { ...both, log: { ...both.log, vkeys: both.log.vkeys.slice(1) }, sm3: both.sm3?.slice(1) ?? [] }
  expect(verify(before, both)).toEqual(['valid', 'trust_differs'])
  expect(verify(after, both)).toEqual(['valid'])
  expect(verify(after, old)).toEqual(['valid', 'trust_differs'])
  expect(verify(after, onlyNew)).toEqual(['valid', 'trust_differs'])
  expect(verify(before, onlyNew)).toEqual([
    'cannot_check',
    'log_key_unknown',
    'log_key_unknown',
    'sm3_key_unknown',
    'trust_differs',
  ])
  expect((await checkLog(p)).findings).toEqual([])
  const entries = await p.db.selectFrom('log_entry').select('entry').where('subject', '=', 'log-key').execute()
  expect(entries.map(({ entry }) => JSON.parse(entry.toString()).body.vkey)).toEqual([
    both.log.vkeys[1]?.vkey,
    both.sm3?.[1]?.vkey,
  ])
})

test('once the overlap is over the old key signs no more, also after a restart', async () => {
  const append = async (writer: Awaited<ReturnType<typeof openLogWriter>>) => {
    await addLeaves(alone, 1)
    await writer.append()
    const checkpoint = await newestCheckpoint(alone.db)
    const sm3 = await newestSm3Checkpoint(alone.db, checkpoint?.size ?? 0n)
    return [checkpoint?.note, sm3?.note].map((note) => parseNote(note ?? '').signatures.map((s) => s.keyId))
  }
  const ids = async () =>
    [await keysOf(alone, logRing), await keysOf(alone, sm3Ring)].map((keys) =>
      keys.map((key) => parseVkey(nodeCrypto, key.vkey).keyId),
    )
  const first = await openLogWriter(alone, () => {})
  await append(first)
  await sleep(1100)
  for (const tree of ['sha256', 'sm3'] as const) await rotateKey(alone, tree, 2)
  await append(first)
  const [log = [], sm3 = []] = await ids()
  expect([log.length, sm3.length]).toEqual([2, 2])
  expect(await append(first)).toEqual([log, sm3])
  await sleep(3000)
  const newest = [log.slice(0, 1), sm3.slice(0, 1)]
  expect(await append(first)).toEqual(newest)
  expect(await append(await openLogWriter(alone, () => {}))).toEqual(newest)
  expect((await checkLog(alone)).findings).toEqual([])
})
