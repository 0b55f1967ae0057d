import { createHash } from 'node:crypto'
import { casePage, caseQuery } from '@datadeed/core/filing/schema'
import { AppError } from '@datadeed/core/kernel/errors'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { completeDraft, depositOf, openWorld, submitted, type World } from '../../testing/cases.ts'
import { seedAccount } from '../../testing/platform.ts'
import { give, look, reach } from '../../testing/procedure.ts'
import * as examination from '../examination/service.ts'
import {
  advance,
  countByStatus,
  createCase,
  getCase,
  listCases,
  listEvents,
  mergeCounts,
  respond,
  saveCase,
  submissionReceipt,
  submitCase,
} from './service.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})

const fault = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => new Error('accepted'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof AppError) return error
  throw error
}
const query = (filter: Record<string, unknown> = {}) => caseQuery.parse(filter)

describe('a new case', () => {
  test('knows what its deposit and its company tell, each marked with its origin', async () => {
    const { p, own } = w
    const created = await createCase(p, own.filer, await depositOf(p, own.filer))
    expect(created.number).toMatch(/^GZJT-S-2026-\d{6}$/)
    const told = { formats: ['csv'], records: 3, timeFrom: '2026-01-01', timeTo: '2026-01-31', industryCode: '5442' }
    expect(created.form).toMatchObject(told)
    expect(created.form.bytes).toBe(created.deposit.bytes)
    expect(created.form.elements?.map(({ name, type }) => [name, type])).toEqual([
      ['road_id', '整数'],
      ['speed', '小数'],
    ])
    expect(created.prefilled).toEqual({
      ...{ formats: 'manifest', bytes: 'manifest', elements: 'profile', records: 'profile' },
      ...{ timeFrom: 'profile', timeTo: 'profile', industryCode: 'party' },
    })
    expect(created.findings.errors).toBeGreaterThan(5)
  })

  test('may rest on a deposit that is not published yet, but cannot be submitted so', async () => {
    const { p, own } = w
    const pending = await createCase(p, own.signatory, await depositOf(p, own.signatory, false))
    expect(['pending', 'published']).toContain(pending.deposit.status)
    // The sequencer runs beside the test: nothing can be published while this constraint stands.
    await sql`alter table log_publication add constraint held check (false) not valid`.execute(p.owner)
    await p.owner.deleteFrom('log_publication').execute()
    const error = await fault(submitCase(p, own.signatory, pending.id, { version: pending.version }))
    await sql`alter table log_publication drop constraint held`.execute(p.owner)
    expect(error.code).toBe('filing.deposit_not_published')
  })

  test('is not made from the deposit of somebody else, nor by staff', async () => {
    const { p, own, other, examiner } = w
    const deposit = await depositOf(p, own.filer)
    expect((await fault(createCase(p, other.filer, deposit))).code).toBe('kernel.not_found')
    expect((await fault(createCase(p, examiner, deposit))).code).toBe('kernel.forbidden')
    const waiting = { ...own.filer, partyApproved: false }
    expect((await fault(createCase(p, waiting, deposit))).code).toBe('party.not_approved')
  })
})

describe('saving', () => {
  test('keeps what was given, drops the mark of what was changed, and says what is missing', async () => {
    const { p, own } = w
    const created = await createCase(p, own.filer, await depositOf(p, own.filer))
    const set = { name: '=HYPERLINK("http://x")<b>数据集</b>', records: 7, industryCode: '5442' }
    const saved = await saveCase(p, own.filer, created.id, { version: 1, set, clear: ['timeTo'] })
    expect(saved.version).toBe(2)
    expect(saved.findingList.map(({ code }) => code)).toContain('records_differ')
    const after = await getCase(p, own.filer, created.id)
    expect(after.form.name).toBe('=HYPERLINK("http://x")<b>数据集</b>')
    expect(after.name).toBe(after.form.name)
    expect(after.form).not.toHaveProperty('timeTo')
    expect(Object.keys(after.prefilled).sort()).toEqual(['bytes', 'elements', 'formats', 'industryCode', 'timeFrom'])
    expect(after.events).toEqual([])
  })

  test('from two windows at once keeps the first and tells the second', async () => {
    const { p, own } = w
    const { id, version } = await createCase(p, own.filer, await depositOf(p, own.filer))
    const names = ['甲数据集', '乙数据集', '丙数据集']
    const results = await Promise.allSettled(
      names.map((name) => saveCase(p, own.filer, id, { version, set: { name }, clear: [] })),
    )
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
    expect(refused).toEqual(['kernel.stale_version', 'kernel.stale_version'])
    expect(names).toContain((await getCase(p, own.filer, id)).name)
  })

  test('refuses to clear what the form does not have', async () => {
    const { p, own } = w
    const { id, version } = await createCase(p, own.filer, await depositOf(p, own.filer))
    const error = await fault(saveCase(p, own.filer, id, { version, set: {}, clear: ['name', '__proto__'] }))
    expect(error.fields).toEqual([{ path: 'clear.1', message: expect.any(String) }])
  })
})

describe('submitting', () => {
  test('with open findings tells each of them at its field and changes nothing', async () => {
    const { p, own } = w
    const { id, version } = await createCase(p, own.signatory, await depositOf(p, own.signatory))
    const error = await fault(submitCase(p, own.signatory, id, { version }))
    expect(error.code).toBe('filing.findings_open')
    expect(error.fields.map(({ path }) => path)).toEqual(expect.arrayContaining(['form.name', 'form.scenario']))
    expect(await getCase(p, own.signatory, id)).toMatchObject({ status: 'draft', version, events: [] })
  })

  test('twice at once submits once', async () => {
    const { p, own } = w
    const { id, version } = await completeDraft(p, own)
    const twice = await Promise.allSettled([1, 2].map(() => submitCase(p, own.signatory, id, { version })))
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const kept = await p.db.selectFrom('submission').select('seq').where('case_id', '=', id).execute()
    expect(kept).toHaveLength(1)
  })

  test('keeps the canonical text whose digests the log vouches for, and starts the clock', async () => {
    const { p, own } = w
    const view = await submitted(p, own)
    const row = await p.db.selectFrom('submission').selectAll().where('case_id', '=', view.id).executeTakeFirstOrThrow()
    expect(createHash('sha256').update(row.content).digest('hex')).toBe(row.sha256)
    expect(createHash('sm3').update(row.content).digest('hex')).toBe(row.sm3)
    const leaf = await p.db
      .selectFrom('evidence_leaf')
      .selectAll()
      .where('id', '=', row.leaf_id)
      .executeTakeFirstOrThrow()
    expect(leaf).toMatchObject({ type: 'submission', subject: view.number, sha256: row.sha256, sm3: row.sm3 })
    expect(JSON.parse(row.content)).toMatchObject({
      form: view.form,
      attachments: [{ name: '来源证明.pdf', digests: { sha256: view.attachments[0]?.sha256 } }],
      deposit: { number: view.deposit.number, digests: view.deposit.digests },
    })
    // Ten working days after Monday 2 March 2026.
    expect(view.due).toBe('2026-03-16')
    expect(view.deadlines[0]).toMatchObject({ due: '2026-03-16', days: 10, unit: 'WD', start: '2026-03-02' })
    expect(view.deadlines[0]?.derivation.filter(({ counted }) => counted)).toHaveLength(10)
    const receipt = await submissionReceipt(p, own.filer, view.id)
    expect(
      Buffer.from(receipt.body as Uint8Array)
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect((await fault(submissionReceipt(p, w.other.filer, view.id))).code).toBe('kernel.not_found')
  })
})

describe('correcting', () => {
  test('stops the clock, asks item by item, and shows what changed', async () => {
    const { p, own } = w
    p.clock.set('2026-03-02T01:00:00Z')
    const asked = await reach(w, 'correction_required')
    expect(asked.corrections[0]?.items.map(({ id, field }) => [id, field])).toEqual([
      ['1-1', 'algorithm'],
      ['1-2', 'name'],
    ])
    expect(asked.letters.map(({ kind, number }) => [kind, number])).toEqual([
      ['correction', expect.stringMatching(/^黔数知补〔2026〕\d+号$/)],
    ])
    const answers = [{ itemId: '1-1', text: '已补充处理步骤。' }]
    const some = await fault(respond(p, own.signatory, asked.id, { version: asked.version, answers }))
    expect(some).toMatchObject({ code: 'filing.answers_missing', fields: [{ path: 'answers.1-2' }] })
    const stray = [...answers, { itemId: '9-9', text: '没有这一项' }]
    const strange = await fault(respond(p, own.signatory, asked.id, { version: asked.version, answers: stray }))
    expect(strange.fields).toMatchObject([{ path: 'answers.1.itemId' }])

    p.clock.set('2026-03-09T01:00:00Z')
    const name = '贵州高速公路路段五分钟车速数据集（修订）'
    const saved = await saveCase(p, own.filer, asked.id, { version: asked.version, set: { name }, clear: [] })
    const all = [...answers, { itemId: '1-2', text: '已改名。' }]
    const done = await respond(p, own.signatory, asked.id, { version: saved.version, answers: all })
    expect(done).toMatchObject({ status: 'under_review', name })
    expect(done.corrections[0]?.changes).toEqual([{ field: 'name', before: asked.form.name, after: name }])
    // Five working days of the correction are not counted: 16 March becomes 23 March.
    expect(done.due).toBe('2026-03-23')
    expect(done.deadlines[0]?.derivation.filter(({ why }) => why.includes('中止')).length).toBeGreaterThan(0)
    p.clock.set('2026-03-02T01:00:00Z')
  })
})

test('answers being written are kept for the signatory, hidden from the examiner, and submitted as saved', async () => {
  const { p, own, examiner } = w
  const asked = await reach(w, 'correction_required')
  const keep = (version: number, answers: { itemId: string; text: string }[]) =>
    saveCase(p, own.filer, asked.id, { version, set: {}, clear: [], answers })
  const first = await keep(asked.version, [
    { itemId: '1-2', text: '已改名。' },
    { itemId: '1-1', text: '还没想好' },
  ])
  expect((await fault(keep(asked.version, []))).code).toBe('kernel.stale_version')
  expect((await fault(keep(first.version, [{ itemId: '9-9', text: '没有' }]))).fields).toMatchObject([
    { path: 'answers.0.itemId' },
  ])
  const emptied = await keep(first.version, [{ itemId: '1-1', text: '' }])
  const shown = async (actor: typeof examiner) => (await getCase(p, actor, asked.id)).corrections[0]?.answers
  expect(await shown(own.signatory)).toEqual([{ itemId: '1-2', text: '已改名。' }])
  expect(await shown(examiner)).toEqual([])
  const some = await fault(respond(p, own.signatory, asked.id, { version: emptied.version }))
  expect(some).toMatchObject({ code: 'filing.answers_missing', fields: [{ path: 'answers.1-1' }] })
  const { version } = await keep(emptied.version, [{ itemId: '1-1', text: '已补充处理步骤。' }])
  const done = await respond(p, own.signatory, asked.id, { version })
  const sent = [
    { itemId: '1-1', text: '已补充处理步骤。' },
    { itemId: '1-2', text: '已改名。' },
  ]
  expect(done).toMatchObject({ status: 'under_review', corrections: [{ answers: sent }] })
  expect(await shown(examiner)).toEqual(sent)
  const draft = await createCase(p, own.filer, await depositOf(p, own.filer))
  const early = saveCase(p, own.filer, draft.id, { version: draft.version, set: {}, clear: [], answers: sent })
  expect((await fault(early)).fields).toMatchObject([{ path: 'answers.0.itemId' }])
})

describe('deciding', () => {
  test('by the same person is refused, though they hold both roles', async () => {
    const view = await reach(w, 'acceptance_proposed')
    expect((await fault(give.release(w, w.examiner, view))).code).toBe('examination.same_person')
  })

  test('needs grounds of the rule pack and fields of the form', async () => {
    const { p, examiner } = w
    const { id, version } = await reach(w, 'under_review')
    const grounds = [{ code: 'because', explanation: '就是不行' }]
    const refusal = await fault(examination.proposeRefusal(p, examiner, id, { version, grounds }))
    expect(refusal).toMatchObject({ code: 'examination.unknown_ground', fields: [{ path: 'grounds.0.code' }] })
    const items = [{ field: 'nonsense', reason: '无', rule: '无', remedy: '无' }]
    const correction = await fault(examination.requireCorrection(p, examiner, id, { version, items }))
    expect(correction).toMatchObject({ code: 'kernel.invalid_input', fields: [{ path: 'items.0.field' }] })
    expect((await fault(give.propose_acceptance(w, w.colleague, await look(w, id)))).code).toBe(
      'examination.not_assigned',
    )
  })

  test('issues letters without gaps in their numbers, however many at once, whose bytes are those issued', async () => {
    const { p, examiner, own } = w
    const cases = await Promise.all([1, 2, 3, 4].map(() => reach(w, 'under_review')))
    await Promise.all(cases.map((view) => give.require_correction(w, examiner, view)))
    const rows = await p.db
      .selectFrom('letter')
      .select(['number', 'sha256', 'id', 'case_id'])
      .where('kind', '=', 'correction')
      .execute()
    const numbers = rows.map(({ number }) => Number(/〕(\d+)号/.exec(number)?.[1])).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
    const [letter] = rows
    if (!letter) throw new Error('no letter')
    const sent = await examination.readLetter(p, own.filer, letter.case_id, letter.id)
    const chunks: Buffer[] = []
    for await (const chunk of sent.body as AsyncIterable<Buffer>) chunks.push(chunk)
    expect(createHash('sha256').update(Buffer.concat(chunks)).digest('hex')).toBe(letter.sha256)
    expect((await fault(examination.readLetter(p, w.other.filer, letter.case_id, letter.id))).code).toBe(
      'kernel.not_found',
    )
  })

  test('shows the proposal to staff and the decision to the company, names to staff and roles to the company', async () => {
    const { p, own, reviewer } = w
    const proposed = await reach(w, 'refusal_proposed')
    expect((await getCase(p, reviewer, proposed.id)).refusal?.grounds[0]?.code).toBe('not_processed')
    const company = await getCase(p, own.filer, proposed.id)
    expect(company).toMatchObject({ refusal: null, examinerName: null })
    expect(company.events.map(({ actor }) => actor)).toEqual(['签署人', '审查员', '审查员'])
    expect(company.events.at(-1)?.note).toBe('')
    expect(proposed.events.map(({ actor }) => actor)).toContain('审查甲')
    await give.release(w, reviewer, proposed)
    expect((await getCase(p, own.filer, proposed.id)).refusal?.grounds).toHaveLength(1)
  })
})

describe('the list', () => {
  test('shows each what they may see, page after page, each case once', async () => {
    const { p, own, other, examiner, officer, elsewhere, auditor } = w
    await completeDraft(p, other)
    await submitted(p, other)
    const all = async (actor: typeof examiner, filter: Record<string, unknown> = {}) => {
      const ids: string[] = []
      let cursor: string | undefined
      do {
        const page = await listCases(p, actor, query({ ...filter, limit: '3', ...(cursor ? { cursor } : {}) }))
        // The reply goes out unchecked, so it is held to its schema here.
        expect(casePage.parse(page)).toEqual(page)
        ids.push(...page.items.map(({ id }) => id))
        cursor = page.next ?? undefined
        if (!cursor) expect(page.total).toBe(ids.length)
      } while (cursor)
      expect(new Set(ids).size).toBe(ids.length)
      return ids
    }
    const rows = await p.db.selectFrom('filing_case').select(['id', 'status', 'party_id', 'prefecture_code']).execute()
    const drafts = (status: string) => status === 'draft' || status === 'awaiting_signature'
    const expected = (keep: (row: (typeof rows)[number]) => boolean) =>
      rows
        .filter(keep)
        .map(({ id }) => id)
        .sort()
    for (const sort of ['updated', 'due', 'submitted']) {
      expect((await all(auditor, { sort })).sort()).toEqual(expected(({ status }) => !drafts(status)))
      expect((await all(own.filer, { sort })).sort()).toEqual(expected((row) => row.party_id === own.partyId))
      const inRegion = (code: string) => expected((row) => !drafts(row.status) && row.prefecture_code === code)
      expect((await all(officer, { sort })).sort()).toEqual(inRegion('520100'))
      expect((await all(elsewhere, { sort })).sort()).toEqual(inRegion('520300'))
    }
    // The count says the same before and after what it adds up was merged, for every filter and for each state.
    for (const merge of [false, true]) {
      if (merge) await mergeCounts(p)
      for (const filter of [
        { assigned: 'none' },
        { status: 'submitted' },
        { green: 'true' },
        { prefectureCode: '520100' },
      ])
        await all(auditor, filter)
      for (const actor of [auditor, officer, own.filer]) {
        const counts = (await countByStatus(p, actor)).toSorted((a, b) => a.status.localeCompare(b.status))
        const seen = [...Map.groupBy(await all(actor), (id) => rows.find((row) => row.id === id)?.status ?? '')]
        expect(counts).toEqual(
          seen
            .map(([status, { length: count }]) => ({ status, count }))
            .toSorted((a, b) => a.status.localeCompare(b.status)),
        )
      }
    }
    const mine = await all(examiner, { assigned: 'me', status: ['under_review', 'correction_required'] })
    expect(mine.length).toBeGreaterThan(0)
    expect(await all(w.colleague, { assigned: 'me' })).toEqual([])
    const nobody = await seedAccount(p, { roles: ['filer'] })
    expect(await listCases(p, nobody, query())).toEqual({ items: [], next: null, total: 0 })
  })

  test('orders by day, finds by name, number and company, and takes any text literally', async () => {
    const { p, own, examiner } = w
    const due = (await listCases(p, examiner, query({ sort: 'due', limit: 100 }))).items.map(
      (item) => item.due ?? '9999',
    )
    expect(due).toEqual(due.toSorted())
    const view = await submitted(p, own)
    for (const q of [view.number, view.name.slice(2), view.partyName])
      expect((await listCases(p, examiner, query({ q, limit: 100 }))).items.map(({ id }) => id)).toContain(view.id)
    for (const q of ['%', '_', "'; drop table party; --", '\\'])
      expect((await listCases(p, examiner, query({ q }))).items).toEqual([])
    p.clock.set('2026-06-01T01:00:00Z')
    const late = await listCases(p, examiner, query({ overdue: 'true', limit: 100 }))
    expect(late.items.length).toBeGreaterThan(0)
    p.clock.set('2026-03-02T01:00:00Z')
  })

  test('refuses a cursor that is none', async () => {
    for (const cursor of [
      'x',
      Buffer.from('["2026-01-01","x"]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ])
      expect((await fault(listCases(w.p, w.examiner, query({ cursor })))).code).toBe('kernel.invalid_input')
  })

  test('counts cases by state within what one may see', async () => {
    const { items } = await examination.queueCounts(w.p, w.elsewhere)
    expect(items.every(({ status }) => status !== 'draft')).toBe(true)
  })
})

test('the auditor reads every event, newest first, or those of one case', async () => {
  const { p } = w
  const view = await reach(w, 'under_review')
  const one = await listEvents(p, { caseNumber: view.number, limit: 20 })
  expect(one.items.map(({ command }) => command)).toEqual(['claim', 'submit'])
  const first = await listEvents(p, { limit: 2 })
  const second = await listEvents(p, { limit: 2, cursor: first.next ?? '' })
  const key = (item: { caseId: string; seq: number }) => `${item.caseId}/${item.seq}`
  expect(first.total).toBeGreaterThan(4)
  expect(new Set([...first.items, ...second.items].map(key)).size).toBe(4)
})

test('the system moves a case by the same rows as everybody else', async () => {
  const { p } = w
  const view = await reach(w, 'under_review')
  const given = { caseId: view.id, command: 'register', actor: { kind: 'system' }, now: p.clock.now() } as const
  const register = inTx(p.db, (tx) => advance(tx, p, { ...given, facts: { notice_over: true } }))
  expect((await fault(register)).code).toBe('filing.command_not_offered')
})
