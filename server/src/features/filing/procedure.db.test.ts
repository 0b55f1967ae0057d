import { type CaseStatus, type Command, caseStatuses, commands, procedure } from '@datadeed/core/filing/machine'
import { type CaseView, caseView } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { beforeAll, describe, expect, test } from 'vitest'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, type World } from '../../testing/cases.ts'
import { give, look, type Reachable, reach } from '../../testing/procedure.ts'
import { sweepNotices } from '../publication/service.ts'
import { getCase, sweepCorrections } from './service.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  subscribeAll(w.p)
})

const outcome = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'accepted',
    (error: unknown) => {
      if (error instanceof AppError) return error.code
      throw error
    },
  )

type Given = keyof typeof give
const isGiven = (command: Command): command is Given => Object.hasOwn(give, command)

/** Who a row is for, by name. */
const person: Record<string, (world: World) => Actor> = {
  own_filer: (world) => world.own.filer,
  own_signatory: (world) => world.own.signatory,
  examiner: (world) => world.examiner,
  assigned_examiner: (world) => world.examiner,
  holder: (world) => world.examiner,
  second_person: (world) => world.reviewer,
  anyone: () => ({ kind: 'public' }),
}

async function start(row: (typeof procedure)[number]): Promise<CaseView> {
  const view = await reach(w, row.from as Reachable)
  if (row.guard === 'clock_paused') {
    await give.pause_clock(w, w.examiner, view)
    return await look(w, view.id)
  }
  if (row.guard === 'heard') {
    await give.answer_objection(w, w.own.signatory, view)
    return await look(w, view.id)
  }
  if (row.guard !== 'others_open') return view
  await give.lodge_objection(w, { kind: 'public' }, view)
  return await look(w, view.id)
}

describe('every row of the procedure is reached through the services', () => {
  const rows = procedure.filter(({ command }) => isGiven(command))
  test.each(rows)('$from → $command → $to by $by', async (row) => {
    const view = await start(row)
    const actor = person[row.by]?.(w)
    if (!actor || !isGiven(row.command)) throw new Error('no such person')
    expect(await outcome(give[row.command](w, actor, view))).toBe('accepted')
    const after = await look(w, view.id)
    expect(after.status).toBe(row.to)
    if (row.command === 'save') expect(after.events.length).toBe(view.events.length)
    else expect(after.events.at(-1)).toMatchObject({ command: row.command, from: row.from, to: row.to })
  })

  test('public_notice → register → registered when the notice is over', async () => {
    const view = await reach(w, 'public_notice')
    const before = w.p.clock.now()
    w.p.clock.set('2026-04-20T01:00:00Z')
    await sweepNotices(w.p)
    expect((await look(w, view.id)).status).toBe('registered')
    w.p.clock.set(before.toISOString())
  })

  test('correction_required → lapse → deemed_withdrawn the day after the last day, once', async () => {
    const view = await reach(w, 'correction_required')
    const before = w.p.clock.now()
    // 15 working days after Monday 2 March: Monday 23 March, 24:00.
    expect(view.due).toBe('2026-03-23')
    w.p.clock.set('2026-03-23T15:59:59Z')
    expect(await sweepCorrections(w.p)).toBe(0)
    w.p.clock.set('2026-03-23T16:00:00Z')
    expect(await sweepCorrections(w.p)).toBeGreaterThan(0)
    expect(await sweepCorrections(w.p)).toBe(0)
    const after = await look(w, view.id)
    expect(after).toMatchObject({ status: 'deemed_withdrawn', due: null })
    expect(after.events.at(-1)).toMatchObject({ command: 'lapse', actor: '系统' })
    w.p.clock.set(before.toISOString())
  })
})

const people: Record<string, (world: World) => Actor> = {
  'own filer': (world) => world.own.filer,
  'own signatory': (world) => world.own.signatory,
  'signatory of another company': (world) => world.other.signatory,
  'examiner who has it': (world) => world.examiner,
  'another examiner': (world) => world.colleague,
  reviewer: (world) => world.reviewer,
  'officer of the region': (world) => world.officer,
  'officer of another region': (world) => world.elsewhere,
  auditor: (world) => world.auditor,
}
const reachable = caseStatuses.filter(
  (status): status is Reachable => status !== 'registered' && status !== 'deemed_withdrawn',
)

describe('what a case offers is accepted and what it does not offer is refused', () => {
  test.each(reachable)('in %s, to everybody', async (status: CaseStatus) => {
    let view = await reach(w, status as Reachable)
    for (const [who, of] of Object.entries(people)) {
      const actor = of(w)
      for (const command of commands.filter(isGiven)) {
        const seen = await getCase(w.p, actor, view.id).catch((error: unknown) => error)
        const can = seen instanceof AppError ? [] : (seen as CaseView).can
        // Who may not see the case may still object to its notice, which is public.
        // The page goes out unchecked, so it is held to its schema here.
        if (!(seen instanceof AppError)) expect(caseView.strict().parse(seen)).toEqual(seen)
        const offered =
          can.includes(command) || (command === 'lodge_objection' && view.notice !== null && isRunning(view))
        const given = seen instanceof AppError ? view : (seen as CaseView)
        const got = await outcome(give[command](w, actor, given))
        expect({ status, who, command, accepted: got === 'accepted' }).toEqual({
          ...{ status, who, command, accepted: offered },
        })
        if (seen instanceof AppError && command !== 'lodge_objection') expect(got).toBe('kernel.not_found')
        if (got === 'accepted') view = await reach(w, status as Reachable)
      }
    }
  })
})

const isRunning = ({ status }: CaseView) => status === 'public_notice' || status === 'objection_pending'
