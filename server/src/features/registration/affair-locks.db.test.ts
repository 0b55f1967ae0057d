import { expect, test } from 'vitest'
import { openAffairs } from '../../testing/affairs.ts'
import { depositOf } from '../../testing/cases.ts'
import { deadlocksIn } from '../../testing/deadlocks.ts'
import { declareLink, moveAffair } from './service.ts'

const { w, registered, entryOf, begin, step, proposed, freezing, order } = await openAffairs()

const [a, b] = [await registered(), await registered()]
const into = (sources: string[], depositId: string) => ({
  ...{ kind: 'merger', sources, name: '合并后的路段车速数据集', depositId, holders: [] },
})
const merge = async (one: { id: string }, other: { id: string }, depositId: string) =>
  await begin(w.own.signatory, one.id, 'merger', 'agreement', into([other.id], depositId))

test('opposite mergers, and declarations between the same two, begun at once again and again never wait for each other', async () => {
  const depositId = await depositOf(w.p, w.own.filer)
  const declare = (child: typeof a, parent: typeof a) =>
    declareLink(w.p, w.own.signatory, child.case_id, {
      ...{ entryId: child.id, parentNumber: parent.registration_number, relation: 'aggregate' },
      ...{ authorisationUntil: null, note: '按小时汇总得到' },
    }).catch((error: { code?: string }) => error.code)
  for (let round = 0; round < 15; round++) {
    const [one, other, ...declared] = await Promise.all([
      merge(a, b, depositId),
      merge(b, a, depositId),
      declare(a, b),
      declare(b, a),
    ])
    // One of the two stands; the other would close a circle.
    expect(declared).toContain('registration.lineage_cycle')
    await Promise.all(
      [one, other].map(({ id, version }) =>
        moveAffair(w.p, w.own.signatory, id, { version, command: 'withdraw', note: '' }),
      ),
    )
  }
  expect(await deadlocksIn(w.p)).toBe(0)
})

test('opposite mergers, or a merger and a freeze of what it closes, confirmed at once: one of them wins', async () => {
  for (let round = 0; round < 2; round++) {
    const [c, d] = [await registered(), await registered()]
    const deposits = [await depositOf(w.p, w.own.filer), await depositOf(w.p, w.own.filer)]
    const ready = [
      await proposed(await merge(c, d, deposits[0] ?? ''), w.own.signatory),
      round === 0
        ? await proposed(await begin(w.examiner, d.id, 'freeze', 'court', freezing, { order }), w.examiner)
        : await proposed(await merge(d, c, deposits[1] ?? ''), w.own.signatory),
    ]
    const done = await Promise.allSettled(
      (round === 1 ? ready.toReversed() : ready).map((one) => step(w.reviewer, one, 'confirm')),
    )
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const merged = (await entryOf(c.id)).status === 'cancelled'
    expect((await entryOf(d.id)).status).toBe(merged ? 'cancelled' : 'active')
    const opened = await w.p.owner
      .selectFrom('register_entry')
      .select('id')
      .where(
        'opened_by',
        'in',
        ready.map(({ id }) => id),
      )
      .execute()
    expect(opened).toHaveLength(merged ? 1 : 0)
  }
  expect(await deadlocksIn(w.p)).toBe(0)
})
