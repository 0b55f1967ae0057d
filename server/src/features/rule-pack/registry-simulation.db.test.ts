import { guizhou, stepOf } from '@datadeed/core/kernel/rule-pack'
import { beforeAll, expect, test } from 'vitest'
import { openAffairs } from '../../testing/affairs.ts'
import { seedAccount } from '../../testing/platform.ts'
import { addVersion, simulatePack } from './service.ts'

let a: Awaited<ReturnType<typeof openAffairs>>
beforeAll(async () => {
  a = await openAffairs()
})

test('a new pack is simulated over registrations: validity, renewal, and the days and conditions of open affairs', async () => {
  const { w } = a
  const entry = await a.registered()
  const other = await a.registered(w.other)
  const draft = await a.begin(w.own.signatory, entry.id, 'cancellation', 'request', null)
  const filed = await a.step(w.own.signatory, draft, 'submit')
  const admin = await seedAccount(w.p, { roles: ['administrator'] })
  const { afterRegistration } = guizhou
  if (!afterRegistration) throw new Error('no afterRegistration')
  const pack = {
    ...guizhou,
    version: '2026.2',
    validity: { ...guizhou.validity, years: 2 },
    steps: { ...guizhou.steps, registerAffair: { ...stepOf(guizhou, 'registerAffair'), days: 3 } },
    afterRegistration: {
      ...afterRegistration,
      affairs: afterRegistration.affairs.map((one) =>
        one.kind === 'cancellation'
          ? {
              ...one,
              documents: one.documents.map((document) => ({ ...document, required: document.code === 'proof' })),
            }
          : one,
      ),
    },
  }
  const { id } = await addVersion(w.p, admin, { kind: 'rule_pack', text: JSON.stringify(pack) })
  // Fixed by a decision, not by the rules: that day stays.
  await w.p.owner.updateTable('register_entry').set({ valid_until: '2027-01-31' }).where('id', '=', other.id).execute()

  const { registrations } = await simulatePack(w.p, admin, id)
  expect(registrations).toMatchObject({
    ...{ total: 2, examined: 2, differing: 1, ended: 0, revived: 0 },
    counts: { expiry: 1, renewal: 1, affair: 1, condition: 1 },
  })
  const [item] = registrations.items
  expect(item).toMatchObject({ entryId: entry.id, number: entry.registration_number, version: 'GZ 2026.1' })
  const { number } = await w.p.owner
    .selectFrom('register_affair')
    .select('number')
    .where('id', '=', filed.id)
    .executeTakeFirstOrThrow()
  expect(item?.differences).toEqual([
    { kind: 'expiry', item: 'validUntil', before: entry.valid_until, after: '2028-03-16' },
    { kind: 'renewal', item: 'opens', before: '2028-09-17', after: '2027-09-18' },
    { kind: 'affair', item: `due ${number}`, before: filed.due, after: '2026-03-20' },
    {
      kind: 'condition',
      item: `documents ${number}`,
      before: null,
      after: '数据销毁或者单位终止的证明（按理由需要时）',
    },
  ])

  // Looked at two years on, it would be over; one that is over by the rules in force would run by longer ones.
  w.p.clock.set('2028-06-01T01:00:00Z')
  expect((await simulatePack(w.p, admin, id)).registrations).toMatchObject({ ended: 1, revived: 0 })
})
