import type { AccountActor } from '@datadeed/core/kernel/actor'
import { builtInCalendarFile, type CalendarFile } from '@datadeed/core/kernel/calendar-file'
import { AppError } from '@datadeed/core/kernel/errors'
import { beijing, guizhou, type RulePack, stepOf } from '@datadeed/core/kernel/rule-pack'
import { beforeAll, describe, expect, test } from 'vitest'
import { openRules } from '../../platform/rules.ts'
import { subscribeAll } from '../../subscriptions.ts'
import { openWorld, submitted, type World } from '../../testing/cases.ts'
import { openApp, openSession, requester } from '../../testing/http.ts'
import { seedAccount } from '../../testing/platform.ts'
import { give, look, reach } from '../../testing/procedure.ts'
import * as service from './service.ts'

let w: World
let admin: AccountActor
let second: AccountActor

beforeAll(async () => {
  w = await openWorld()
  subscribeAll(w.p)
  admin = await seedAccount(w.p, { roles: ['administrator'], name: '管理员甲' })
  second = await seedAccount(w.p, { roles: ['administrator'], name: '管理员乙' })
})

const reason = '依据登记机构的通知（演示）'
const packFile = (change: Partial<RulePack>) => JSON.stringify({ ...guizhou, ...change }, null, 1)
const withReview = (version: string, days: number) =>
  packFile({ version, steps: { ...guizhou.steps, review: { ...stepOf(guizhou, 'review'), days } } })
const add = (kind: 'rule_pack' | 'calendar', text: string) => service.addVersion(w.p, admin, { kind, text })

const y2026 = builtInCalendarFile.years['2026'] ?? { source: '', holidays: [], makeupWorkdays: [] }
const calendarFile = (version: string, days: [string, string][], local: CalendarFile['local'] = {}): string =>
  JSON.stringify({
    ...builtInCalendarFile,
    ...{ version, local },
    years: { ...builtInCalendarFile.years, '2026': { ...y2026, holidays: [...y2026.holidays, ...days] } },
  })

/** One administrator proposes, the other one decides. */
const effect = async (id: string, { from, reason: why }: { from?: string; reason: string }) => {
  await service.proposeVersion(w.p, admin, id, { reason: why, ...(from ? { from } : {}) })
  return await service.putInEffect(w.p, second, id, { reason: why })
}

const faultsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError)) throw new Error(`no AppError: ${String(error)}`)
  return {
    code: error.code,
    paths: error.fields.map(({ path }) => path),
    said: error.fields.map((f) => f.message).join(),
  }
}

describe('versions', () => {
  test('the packs of both provinces and the calendar are there, in effect', async () => {
    const { items, can } = await service.listVersions(w.p, admin, 'rule_pack')
    expect(can).toEqual(['add'])
    expect(
      items.map(({ jurisdiction, version, status, addedBy }) => [jurisdiction, version, status, addedBy]).sort(),
    ).toEqual([
      ['BJ', beijing.version, 'in_effect', null],
      ['GZ', guizhou.version, 'in_effect', null],
    ])
    const calendars = await service.listVersions(w.p, w.auditor, 'calendar')
    expect(calendars).toMatchObject({ items: [{ version: '2026.1', status: 'in_effect', can: [] }], can: [] })
    await expect(service.listVersions(w.p, w.own.filer, 'rule_pack')).rejects.toMatchObject({
      code: 'kernel.forbidden',
    })
  })

  test('an installation of the other province files under its pack', async () => {
    const rules = await openRules(w.p.db, 'BJ')
    expect(rules.packAt(w.p.clock.now())).toMatchObject({ jurisdiction: 'BJ', requiresUndisclosed: true })
    await expect(async () => (await openRules(w.p.db, 'XX')).packAt(w.p.clock.now())).rejects.toThrow(
      'DATADEED_JURISDICTION',
    )
  })

  test('nobody changes or removes what was kept', async () => {
    await expect(w.p.db.deleteFrom('rule_version').execute()).rejects.toThrow('permission denied')
    await expect(w.p.db.deleteFrom('rule_decision').execute()).rejects.toThrow('permission denied')
    await expect(w.p.db.updateTable('rule_version').set({ content: '{}' }).execute()).rejects.toThrow(
      'permission denied',
    )
    await expect(w.p.db.updateTable('rule_decision').set({ reason: '' }).execute()).rejects.toThrow('permission denied')
  })

  test('a bad file is refused place by place, and nothing of it stays', async () => {
    const bad = packFile({ version: '2027.1', name: '=1+1', rules: {} })
    expect(await faultsOf(add('rule_pack', bad))).toMatchObject({
      code: 'rule_pack.bad_file',
      paths: expect.arrayContaining(['name', 'rules']),
    })
    expect((await faultsOf(add('rule_pack', '{"jurisdiction":'))).said).toContain('第 1 行')
    expect((await faultsOf(add('calendar', '<html></html>'))).said).toContain('JSON')
    expect((await service.listVersions(w.p, admin, 'rule_pack')).items).toHaveLength(2)
  })

  test('only an administrator adds and decides; a file too large does not get that far', async () => {
    for (const actor of [w.auditor, w.examiner, w.own.signatory])
      await expect(service.addVersion(w.p, actor, { kind: 'rule_pack', text: '{}' })).rejects.toMatchObject({
        code: 'kernel.forbidden',
      })
    const call = requester(await openApp(w.p))
    await w.p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', admin.accountId).execute()
    const token = await openSession(w.p, admin)
    const send = (text: string) => call('POST', '/api/v1/rule-versions', { token, body: { kind: 'calendar', text } })
    expect(await send('x'.repeat(10_000_000))).toMatchObject({ status: 422, json: { code: 'kernel.too_large' } })
    expect(await send('x'.repeat(600_000))).toMatchObject({ status: 422, json: { fields: [{ path: 'text' }] } })
    expect(await send('{"format":1}')).toMatchObject({ status: 422, json: { code: 'rule_pack.bad_file' } })
  })
})

describe('a new version of the pack', () => {
  test('is compared and simulated over past cases, and takes effect from a day; running cases keep theirs', async () => {
    w.p.clock.set('2026-03-02T01:00:00Z')
    const before = await submitted(w.p, w.own)
    expect(before).toMatchObject({ due: '2026-03-16', rulePack: { version: '2026.1' } })
    const draft = await add('rule_pack', withReview('2026.2', 5))
    expect(draft).toMatchObject({ status: 'draft', addedBy: '管理员甲', can: ['propose', 'discard'] })

    const { against, changes } = await service.comparePack(w.p, w.examiner, draft.id, undefined)
    expect(against?.version).toBe('2026.1')
    expect(changes).toEqual([
      expect.objectContaining({
        section: 'steps',
        entry: 'review',
        fields: [{ field: 'days', before: '10', after: '5' }],
      }),
    ])

    const simulation = await service.simulatePack(w.p, w.auditor, draft.id)
    expect(simulation).toMatchObject({
      examined: 1,
      differing: 1,
      counts: { deadline: 1, finding: 0 },
      submission: { stopped: 0 },
    })
    expect(simulation.items[0]?.differences).toEqual([
      { kind: 'deadline', item: 'review', before: '2026-03-16', after: '2026-03-09' },
    ])
    await expect(service.simulatePack(w.p, w.examiner, draft.id)).rejects.toMatchObject({ code: 'kernel.forbidden' })

    expect((await faultsOf(effect(draft.id, { from: '2026-03-01', reason }))).paths).toEqual(['from'])
    expect((await faultsOf(effect(draft.id, { reason }))).paths).toEqual(['from'])
    expect(await effect(draft.id, { from: '2026-03-04', reason })).toMatchObject({
      status: 'awaited',
    })
    expect((await submitted(w.p, w.own)).rulePack.version).toBe('2026.1')
    w.p.clock.set('2026-03-04T01:00:00Z')
    const after = await submitted(w.p, w.own)
    expect(after).toMatchObject({ due: '2026-03-11', rulePack: { version: '2026.2' } })
    expect(await look(w, before.id)).toMatchObject({ due: '2026-03-16', rulePack: { version: '2026.1' } })
    expect(await faultsOf(effect(draft.id, { from: '2026-03-05', reason }))).toMatchObject({
      code: 'rule_pack.decided',
    })
    expect((await faultsOf(add('rule_pack', withReview('2026.2', 6)))).paths).toEqual(['version'])
    const statuses = new Map(
      (await service.listVersions(w.p, admin, 'rule_pack')).items.map((one) => [
        `${one.jurisdiction} ${one.version}`,
        one.status,
      ]),
    )
    expect([statuses.get('GZ 2026.1'), statuses.get('GZ 2026.2')]).toEqual(['superseded', 'in_effect'])
  })

  test('that asks for more is shown to stop applications that went through', async () => {
    const more = {
      field: 'originality',
      label: '智力成果说明',
      help: '写明',
      severity: 'error' as const,
      source: '演示',
      confidence: 'assumption' as const,
    }
    const draft = await add(
      'rule_pack',
      packFile({ version: '2026.3', requiredFields: [...guizhou.requiredFields, more] }),
    )
    const { submission, counts, differing } = await service.simulatePack(w.p, admin, draft.id)
    expect(counts.required).toBe(differing)
    expect(submission.stopped).toBe(differing)
    expect(await service.discardVersion(w.p, admin, draft.id, reason)).toMatchObject({ status: 'discarded', can: [] })
    await expect(service.discardVersion(w.p, admin, draft.id, reason)).rejects.toMatchObject({
      code: 'rule_pack.decided',
    })
  })

  test('is decided once by two administrators at the same moment', async () => {
    const draft = await add('rule_pack', withReview('2026.4', 9))
    const tries = await Promise.allSettled([1, 2, 3].map(() => effect(draft.id, { from: '2026-12-01', reason })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the second person', () => {
  test('decides what another proposed, from the day proposed; nobody does both, with whichever account', async () => {
    w.p.clock.set('2026-03-09T01:00:00Z')
    const draft = await add('rule_pack', withReview('2026.5', 9))
    const decided = (who: AccountActor) => service.putInEffect(w.p, who, draft.id, { reason })
    await expect(decided(second)).rejects.toMatchObject({ code: 'rule_pack.not_proposed' })
    const day = { from: '2027-01-01', reason }
    await expect(service.proposeVersion(w.p, w.auditor, draft.id, day)).rejects.toMatchObject({
      code: 'kernel.forbidden',
    })
    const proposed = await service.proposeVersion(w.p, admin, draft.id, { ...day, from: '2026-12-15' })
    expect(proposed).toMatchObject({
      status: 'draft',
      proposal: { by: '管理员甲', from: '2026-12-15' },
      can: ['propose', 'discard'],
    })
    const { email } = await w.p.owner
      .selectFrom('account')
      .select('email')
      .where('id', '=', admin.accountId)
      .executeTakeFirstOrThrow()
    const twin = await seedAccount(w.p, { roles: ['administrator'], email: email.toUpperCase() })
    for (const who of [admin, twin]) await expect(decided(who)).rejects.toMatchObject({ code: 'rule_pack.same_person' })
    // Proposed anew by the second, it is for the first to decide.
    await service.proposeVersion(w.p, second, draft.id, day)
    await expect(decided(second)).rejects.toMatchObject({ code: 'rule_pack.same_person' })
    expect((await service.getVersion(w.p, admin, draft.id)).can).toEqual(['propose', 'put_in_effect', 'discard'])
    expect(await decided(admin)).toMatchObject({
      status: 'awaited',
      effectiveFrom: '2027-01-01',
      proposal: null,
      can: [],
    })
  })
})

describe('a new calendar', () => {
  test('moves open deadlines in one transaction, tells the parties, and takes no day from them', async () => {
    w.p.clock.set('2026-03-09T01:00:00Z')
    const inReview = await reach(w, 'under_review')
    const correcting = await reach(w, 'correction_required')
    const noticed = await reach(w, 'public_notice')
    const objected = await reach(w, 'objection_pending')
    const dues = async () => ({
      review: (await look(w, inReview.id)).due,
      correction: (await look(w, correcting.id)).due,
      notice: (await look(w, noticed.id)).notice?.to,
      answer: (await look(w, objected.id)).deadlines[0]?.due,
    })
    const first = await dues()
    expect(first).toMatchObject({ correction: '2026-03-30', notice: '2026-03-23', answer: '2026-03-23' })

    const holiday = await add(
      'calendar',
      calendarFile('2026.2', [
        ['2026-03-10', '临时放假'],
        ['2026-03-11', '临时放假'],
      ]),
    )
    const preview = await service.previewCalendar(w.p, admin, holiday.id)
    expect(preview.days.map(({ date }) => date)).toEqual(['2026-03-10', '2026-03-11'])
    expect(preview.items).toContainEqual(
      expect.objectContaining({
        caseNumber: correcting.number,
        step: 'correction',
        before: '2026-03-30',
        after: '2026-04-01',
      }),
    )
    expect(await dues()).toEqual(first)

    expect(await effect(holiday.id, { reason })).toMatchObject({ status: 'in_effect' })
    const second = await dues()
    expect(second).toMatchObject({ correction: '2026-04-01', notice: '2026-03-25', answer: '2026-03-25' })
    expect((second.review ?? '') > (first.review ?? '')).toBe(true)
    const told = (await look(w, correcting.id)).events.at(-1)
    expect(told).toMatchObject({ command: 'recompute_deadline', actor: '系统', from: 'correction_required' })
    expect(told?.note).toContain('2026年4月1日')
    const inbox = await w.p.owner
      .selectFrom('inbox_message')
      .select('account_id')
      .where('what', '=', 'deadline_moved')
      .where('case_id', '=', correcting.id)
      .execute()
    expect(inbox.map(({ account_id }) => account_id)).toContain(w.own.signatory.accountId)

    // The holiday is taken back: what was told to a party stands, the registrar's own period does not.
    const without = await add('calendar', calendarFile('2026.3', []))
    const back = await service.previewCalendar(w.p, w.auditor, without.id)
    expect(back.kept).toBeGreaterThanOrEqual(3)
    await effect(without.id, { reason })
    expect(await dues()).toMatchObject({ ...second, review: first.review })
    const [deadline] = (await look(w, correcting.id)).deadlines
    expect(deadline).toMatchObject({
      due: '2026-04-01',
      derivation: expect.arrayContaining([
        expect.objectContaining({ date: '2026-04-01', counted: false, why: expect.stringContaining('以告知的为准') }),
      ]),
    })
    expect(await service.recompute(w.p)).toBe(0)

    // An answer on the last day that was told still counts.
    w.p.clock.set('2026-04-01T15:59:59Z')
    await give.respond(w, w.own.signatory, await look(w, correcting.id))
    expect((await look(w, correcting.id)).status).toBe('under_review')
  })

  test('adds the local days of an autonomous prefecture to the periods of its own parties only', async () => {
    w.p.clock.set('2026-05-11T01:00:00Z')
    const local: CalendarFile['local'] = {
      '522600': {
        steps: ['correction'],
        holidays: [['2026-05-13', '州庆（演示）']],
        makeupWorkdays: [],
        source: '州人民政府通知（演示）',
        confidence: 'assumption',
      },
    }
    const draft = await add('calendar', calendarFile('2026.4', [], local))
    await effect(draft.id, { reason })
    const here = await reach(w, 'correction_required')
    expect(here.due).toBe('2026-06-01')
    await w.p.owner
      .updateTable('filing_case')
      .set({ prefecture_code: '522600', due: '2026-06-01' })
      .where('id', '=', here.id)
      .execute()
    expect((await look(w, here.id)).deadlines[0]?.due).toBe('2026-06-02')
    expect(await service.recompute(w.p)).toBe(1)
    expect((await look(w, here.id)).due).toBe('2026-06-02')
  })

  test('must be newer than the one that came into effect meanwhile', async () => {
    const [early, late] = [
      await add('calendar', calendarFile('2026.5', [])),
      await add('calendar', calendarFile('2026.6', [])),
    ]
    await effect(late.id, { reason })
    expect(await faultsOf(effect(early.id, { reason }))).toMatchObject({
      code: 'rule_pack.bad_file',
      paths: ['version'],
    })
    expect((await service.getVersion(w.p, admin, early.id)).status).toBe('draft')
  })

  test('is known to another process once it looks', async () => {
    const other = await openRules(w.p.db, 'GZ')
    const draft = await add('calendar', calendarFile('2026.7', []))
    await effect(draft.id, { reason })
    expect(other.calendarFile().version).toBe('2026.6')
    await other.refresh()
    expect(other.calendarFile().version).toBe('2026.7')
    expect(other.calendarFor('520100', 'correction')).toBe(other.calendarFor('520100', 'correction'))
  })
})
