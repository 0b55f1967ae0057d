import { AppError } from '@datadeed/core/kernel/errors'
import { beforeAll, describe, expect, test } from 'vitest'
import { digestDocument } from '../../platform/digest.ts'
import { openWorld, submitted, type World } from '../../testing/cases.ts'
import { give, look, reach } from '../../testing/procedure.ts'
import { openNotice } from '../publication/service.ts'
import { claim } from './service.ts'

let w: World
const heard: string[] = []
beforeAll(async () => {
  w = await openWorld()
  w.p.events.on('examination.accepted', async (tx, event) => {
    heard.push(event.caseId)
    await openNotice(tx, w.p, event)
  })
})

/** The last event of a case, its decision and the leaf logged with it. */
async function lastDecision(caseId: string) {
  const event = await w.p.db
    .selectFrom('case_event')
    .innerJoin('evidence_leaf', 'evidence_leaf.id', 'case_event.leaf_id')
    .where('case_id', '=', caseId)
    .orderBy('seq', 'desc')
    .select(['payload', 'type', 'subject', 'sha256', 'sm3', 'body'])
    .executeTakeFirstOrThrow()
  const { decision } = event.payload as { decision: Record<string, unknown> }
  return { decision, leaf: event }
}

describe('a decision', () => {
  test.each([
    ['correction', 'under_review', 'require_correction', '黔数知补'],
    ['acceptance', 'acceptance_proposed', 'release', '黔数知受'],
    ['refusal', 'refusal_proposed', 'release', '黔数知不'],
  ] as const)(
    'of %s is logged under the digests of a document that is kept with it',
    async (kind, from, command, sign) => {
      const view = await reach(w, from)
      await give[command](w, command === 'release' ? w.reviewer : w.examiner, view)
      const { decision, leaf } = await lastDecision(view.id)
      const letter = (await look(w, view.id)).letters.at(-1)
      expect(decision).toMatchObject({ case: view.number, decision: kind, letter: { sha256: letter?.sha256 } })
      expect(letter?.number.startsWith(`${sign}〔2026〕`)).toBe(true)
      const { digests } = digestDocument(decision)
      // The log is public: what was decided, and about whom, is not in it.
      expect(leaf).toMatchObject({ type: 'examination', subject: view.number, ...digests, body: {} })
    },
  )

  test('of acceptance tells publication once, and its letter names the days of the notice', async () => {
    const view = await reach(w, 'acceptance_proposed')
    const before = heard.length
    await give.release(w, w.reviewer, view)
    expect(heard.slice(before)).toEqual([view.id])
    const after = await look(w, view.id)
    expect(after).toMatchObject({
      status: 'public_notice',
      due: null,
      notice: { from: '2026-03-02', to: '2026-03-16' },
    })
    expect(after.deadlines[0]).toMatchObject({ due: '2026-03-16' })
    const { data } = await w.p.db
      .selectFrom('letter')
      .select('data')
      .where('case_id', '=', view.id)
      .executeTakeFirstOrThrow()
    expect(data).toMatchObject({ noticeFrom: '2026年3月2日', noticeUntil: '2026年3月16日', noticeDays: 10 })
  })

  test('that fails in another feature leaves no letter, no event and no number behind', async () => {
    const view = await reach(w, 'acceptance_proposed')
    const numbers = async () =>
      await w.p.db.selectFrom('number_series').selectAll().where('series', 'like', 'letter-acceptance%').execute()
    const before = await numbers()
    const broken = new Error('publication is broken')
    const p = { ...w.p, events: { ...w.p.events, emit: async () => Promise.reject(broken) } }
    await expect(give.release({ ...w, p }, w.reviewer, view)).rejects.toBe(broken)
    expect(await numbers()).toEqual(before)
    // The log may have published earlier entries meanwhile; everything else stays.
    const { events, ...kept } = await look(w, view.id)
    expect({ ...kept, deposit: null }).toEqual({ ...view, events: undefined, deposit: null } as object)
    expect(events.map(({ command }) => command)).toEqual(view.events.map(({ command }) => command))
  })
})

test('of two examiners who take a case at once, one has it', async () => {
  const { p, examiner, colleague } = w
  const { id, version } = await submitted(p, w.own)
  const both = await Promise.allSettled([examiner, colleague].map((actor) => claim(p, actor, id, { version })))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = both.find((result) => result.status === 'rejected')
  expect(lost?.reason).toBeInstanceOf(AppError)
  expect(lost?.reason.code).toBe('kernel.stale_version')
})
