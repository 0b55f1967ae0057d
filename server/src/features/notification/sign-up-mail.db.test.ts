import { makeUscc } from '@datadeed/core/kernel/uscc'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { seedAccount, testPlatform } from '../../testing/platform.ts'
import { approversOf } from '../account/service.ts'
import { signUp } from '../party/service.ts'
import { subscribe } from './subscriptions.ts'

const p = await testPlatform()
subscribe(p)

test('a sign-up is mailed to the administrators and the officers of its prefecture, not to those of others', async () => {
  await seedAccount(p, { roles: ['administrator'], email: 'admin@example.com' })
  await seedAccount(p, { roles: ['officer'], regionCode: '520300', email: 'zunyi@example.com' })
  await seedAccount(p, { roles: ['officer'], regionCode: '520100', email: 'guiyang@example.com' })
  await signUp(p, {
    ...{ uscc: makeUscc('520300', 77), name: '娄山客运（演示）有限公司', address: '' },
    ...{ prefectureCode: '520300', countyCode: '520302', industryCode: '5421' },
    ...{ contactName: '演示联系人', contactPhone: '13800000000', contactEmail: 'contact@example.com' },
    ...{ login: 'loushan-new', password: 'a long enough phrase' },
  })
  const { rows } = await sql<{ to: string }>`
    select j.payload ->> 'to' as to from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'notification.mail'`.execute(p.owner)
  expect(rows.map(({ to }) => to).sort()).toEqual(['admin@example.com', 'zunyi@example.com'])
  expect(await inTx(p.db, (tx) => approversOf(tx, '520100'))).toContainEqual(
    expect.objectContaining({ email: 'guiyang@example.com' }),
  )
})
