import type { Finding } from '@datadeed/core/filing/schema'
import { expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { deadlocksIn } from '../../testing/deadlocks.ts'
import { testPlatform } from '../../testing/platform.ts'
import { alarmOthers } from './recheck.ts'

test('two that file at once and were found beside the same others do not wait for each other', async () => {
  const p = await testPlatform()
  const ids = Array.from({ length: 12 }, (_, i) => `019a0000-0000-7000-8000-0000000000${10 + i}`)
  const beside = (others: readonly string[]) =>
    [{ others: others.map((caseId) => ({ caseId })) }] as unknown as Finding[]
  const [first = '', last = ''] = [ids[0], ids.at(-1)]
  for (let round = 0; round < 20; round++)
    await Promise.all([
      inTx(p.db, (tx) => alarmOthers(tx, beside(ids), first)),
      inTx(p.db, (tx) => alarmOthers(tx, beside(ids.toReversed()), last)),
    ])
  expect(await deadlocksIn(p)).toBe(0)
})
