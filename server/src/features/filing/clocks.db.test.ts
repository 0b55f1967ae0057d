import { beforeAll, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, type World } from '../../testing/cases.ts'
import { seedAccount } from '../../testing/platform.ts'
import { give, look, reach } from '../../testing/procedure.ts'
import { beat } from './clock-outages.ts'
import { recountClocks } from './clock-sweep.ts'
import { caseClocks, simulateClocks, sweepAcceptances, sweepClocks } from './service.ts'
import { sweepCorrections } from './sweep.ts'

let w: World
let administrator: Awaited<ReturnType<typeof seedAccount>>
beforeAll(async () => {
  w = await openWorld()
  administrator = await seedAccount(w.p, { roles: ['administrator'], name: '管理己' })
  subscribeAll(w.p)
})

const start = '2026-03-02T01:00:00Z'
const clockOf = async (id: string, kind: string) =>
  (await caseClocks(w.p, w.examiner, id)).items.find((clock) => clock.kind === kind)
const toldOf = async (accountId: string, caseId: string) => {
  const rows = await w.p.db
    .selectFrom('inbox_message')
    .select(['source'])
    .where('account_id', '=', accountId)
    .where('case_id', '=', caseId)
    .where('what', '=', 'clock_escalated')
    .execute()
  return rows.map(({ source }) => source.split(':').at(-1)).sort()
}

describe('clocks are rows', () => {
  test('written with each step, the same when counted anew, shown to the company without whom they are escalated to', async () => {
    w.p.clock.set(start)
    const view = await reach(w, 'under_review')
    expect(await clockOf(view.id, 'acceptance')).toMatchObject({ due: '2026-03-09', onExpiry: 'deem_accepted' })
    const examination = await clockOf(view.id, 'examination')
    expect(examination).toMatchObject({ step: 'review', due: '2026-03-16', endedAt: null })
    expect(examination?.derivation.at(-1)).toMatchObject({ date: '2026-03-16', counted: true })
    expect(examination?.escalations.map(({ level }) => level)).toEqual(['most', 'nearly', 'last_day', 'expired'])
    const own = (await caseClocks(w.p, w.own.filer, view.id)).items
    expect(own.every(({ escalations }) => escalations.length === 0)).toBe(true)
    await expect(caseClocks(w.p, w.other.filer, view.id)).rejects.toMatchObject({ code: 'kernel.not_found' })
    await w.p.owner.deleteFrom('case_clock').where('case_id', '=', view.id).execute()
    await recountClocks(w.p)
    expect(await clockOf(view.id, 'examination')).toEqual(examination)
  })

  test('stand still at an examiner’s word, with the case’s own last day, and run on', async () => {
    w.p.clock.set(start)
    const view = await reach(w, 'under_review')
    await give.pause_clock(w, w.examiner, view)
    const still = await look(w, view.id)
    expect(still).toMatchObject({ due: null, deadlines: [] })
    expect(still.can).toContain('resume_clock')
    expect(await clockOf(view.id, 'examination')).toMatchObject({ due: null, pauses: [{ to: null }] })
    await expect(give.pause_clock(w, w.examiner, still)).rejects.toMatchObject({ code: 'filing.command_not_offered' })
    w.p.clock.set('2026-03-04T01:00:00Z')
    await give.resume_clock(w, w.examiner, still)
    const on = await look(w, view.id)
    expect(on.due).toBe('2026-03-18')
    expect(on.deadlines[0]?.due).toBe('2026-03-18')
    expect(await clockOf(view.id, 'examination')).toMatchObject({ due: '2026-03-18' })
  })
})

describe('an acceptance period that nobody used', () => {
  test('makes the application accepted from its receipt, once, tells the company, and leaves it to be taken', async () => {
    w.p.clock.set(start)
    const view = await reach(w, 'submitted')
    const taken = await reach(w, 'under_review')
    w.p.clock.set('2026-03-09T15:59:59Z')
    expect(await sweepAcceptances(w.p)).toBe(0)
    w.p.clock.set('2026-03-09T16:00:00Z')
    const done = await Promise.all([sweepAcceptances(w.p), sweepAcceptances(w.p)])
    expect(done.reduce((a, b) => a + b)).toBe(1)
    const after = await look(w, view.id)
    expect(after).toMatchObject({ status: 'submitted', due: '2026-03-16' })
    expect(after.events.at(-1)).toMatchObject({
      command: 'deem_accepted',
      note: expect.stringContaining('自收到申请之日（2026年3月2日）起视为受理'),
    })
    expect((await clockOf(view.id, 'acceptance'))?.endedAt).not.toBeNull()
    expect((await look(w, taken.id)).events.some(({ command }) => command === 'deem_accepted')).toBe(false)
    const told = await w.p.db
      .selectFrom('inbox_message')
      .select('id')
      .where('case_id', '=', view.id)
      .where('what', '=', 'deemed_accepted')
      .where('account_id', '=', w.own.filer.accountId)
      .execute()
    expect(told).toHaveLength(1)
    await give.claim(w, w.examiner, after)
    expect((await clockOf(view.id, 'examination'))?.due).toBe('2026-03-16')
  })
})

describe('escalation', () => {
  test('tells examiner, reviewer and administrator as the simulation said, each level once, also by two workers at once', async () => {
    w.p.clock.set(start)
    const view = await reach(w, 'under_review')
    const foreseen = (await simulateClocks(w.p, 90)).items.filter(({ caseId }) => caseId === view.id)
    expect(foreseen.map(({ on, level }) => `${on} ${level}`)).toEqual([
      '2026-03-11 most',
      '2026-03-13 nearly',
      '2026-03-16 last_day',
      '2026-03-17 expired',
    ])
    expect(foreseen[0]?.tell).toEqual([{ role: 'examiner', names: ['审查甲'] }])
    const fired: string[] = []
    for (let day = 3; day <= 20; day++) {
      w.p.clock.set(`2026-03-${String(day).padStart(2, '0')}T01:00:00Z`)
      await Promise.all([sweepClocks(w.p), sweepClocks(w.p)])
      await sweepClocks(w.p)
      const rows = (await clockOf(view.id, 'examination'))?.escalations.filter(({ at }) => at !== null) ?? []
      for (const { level } of rows.slice(fired.length)) fired.push(`2026-03-${String(day).padStart(2, '0')} ${level}`)
    }
    expect(fired).toEqual(foreseen.map(({ on, level }) => `${on} ${level}`))
    expect(await toldOf(w.examiner.accountId, view.id)).toEqual(['expired', 'last_day', 'most', 'nearly'])
    expect(await toldOf(w.reviewer.accountId, view.id)).toEqual(['expired', 'last_day', 'nearly'])
    expect(await toldOf(administrator.accountId, view.id)).toEqual(['expired', 'last_day'])
    expect(await toldOf(w.colleague.accountId, view.id)).toEqual([])
  })

  test('is whole or not at all when the worker dies in between', async () => {
    w.p.clock.set(start)
    const view = await reach(w, 'under_review')
    w.p.clock.set('2026-03-16T01:00:00Z')
    const dying = {
      ...w.p,
      clock: w.p.clock,
      events: { ...w.p.events, emit: () => Promise.reject(new Error('killed')) },
    }
    await expect(sweepClocks(dying)).rejects.toThrow('killed')
    expect((await clockOf(view.id, 'examination'))?.escalations.every(({ at }) => at === null)).toBe(true)
    await sweepClocks(w.p)
    expect(await toldOf(w.examiner.accountId, view.id)).toEqual(['last_day', 'most', 'nearly'])
  })

  test('the simulation writes nothing', async () => {
    const counts = async () => [
      await w.p.db.selectFrom('clock_escalation').selectAll().execute(),
      await w.p.db.selectFrom('case_clock').selectAll().orderBy('case_id').orderBy('kind').orderBy('ref').execute(),
    ]
    const before = await counts()
    await simulateClocks(w.p, 90)
    expect(await counts()).toEqual(before)
  })

  test('what was told is never rewritten', async () => {
    await expect(w.p.db.updateTable('clock_escalation').set({ level: 'most' }).execute()).rejects.toThrow('permission')
    await expect(w.p.db.deleteFrom('service_outage').execute()).rejects.toThrow('permission')
  })
})

describe('an outage', () => {
  test('is kept from the heartbeat, moves the last day of a correction, and the case does not lapse on the old one', async () => {
    w.p.clock.set(start)
    const view = await reach(w, 'correction_required')
    expect(view.due).toBe('2026-03-23')
    // Silent from 20:00 to 23:00 of the last day.
    const real = Date.now()
    w.p.clock.set('2026-03-23T15:00:00Z')
    await beat(w.p, new Date(real - 3 * 3_600_000))
    await beat(w.p, new Date(real - 3 * 3_600_000 + 60_000))
    expect((await simulateClocks(w.p, 1)).outages.filter(({ minutes }) => minutes > 0 && minutes < 100)).toEqual([])
    await beat(w.p, new Date(real))
    w.p.clock.set('2026-03-23T16:00:00Z')
    expect(await sweepCorrections(w.p)).toBe(0)
    const moved = await look(w, view.id)
    expect(moved).toMatchObject({ status: 'correction_required', due: '2026-03-24' })
    expect(moved.events.at(-1)).toMatchObject({ command: 'recompute_deadline' })
    const clock = await clockOf(view.id, 'correction')
    expect(clock?.due).toBe('2026-03-24')
    expect(clock?.derivation.find(({ date }) => date === '2026-03-23')?.why).toContain('停机')
    expect(await sweepCorrections(w.p)).toBe(0)
    w.p.clock.set('2026-03-24T16:00:00Z')
    await beat(w.p)
    expect(await sweepCorrections(w.p)).toBeGreaterThan(0)
    expect((await look(w, view.id)).status).toBe('deemed_withdrawn')
  })
})
