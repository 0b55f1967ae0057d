import { randomUUID } from 'node:crypto'
import type { CaseDraft, CaseView } from '@datadeed/core/filing/schema'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Company,
  depositOf,
  fullForm,
  openWorld,
  pdf,
  scannedDeposit,
  upload,
  type World,
} from '../../testing/cases.ts'
import { openApp, requester } from '../../testing/http.ts'
import { disclosePart } from '../evidence/service.ts'
import { claim, proposeAcceptance, release, requireCorrection } from '../examination/service.ts'
import { greenChannelFigures } from './green-figures.ts'
import {
  addAttachment,
  createCase,
  getCase,
  judgeFinding,
  listCases,
  preexamineCase,
  rulePerformanceOf,
  saveCase,
  submitCase,
  sweepPreexaminations,
  withdrawCase,
} from './service.ts'
import { subscribe } from './subscriptions.ts'
import { forgetWeakRules } from './weak-rules.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  subscribe(w.p)
})

const sampleRows = [
  ['1', '60'],
  ['2', '71'],
  ['3', '66'],
]
/** Words nobody else uses, so that what is alike is so on purpose. */
const words = (n: number) =>
  [...randomUUID().replaceAll('-', '')]
    .map((c) => '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[Number.parseInt(c, 16)])
    .join('')
    .slice(0, n)
const fresh = (): CaseDraft => {
  return {
    name: `${words(6)}高速车速数据集`,
    scenario: `供运营单位按时段研判拥堵：${words(30)}。`,
    algorithm: `第一步去重并剔除异常：${words(32)}；第二步按时间窗聚合：${words(32)}；第三步插补校验：${words(32)}。`,
    sampleRows,
  }
}

async function draftOf(
  { filer }: Company,
  more: CaseDraft = {},
  file: Uint8Array = Buffer.concat([pdf, Buffer.from(`%${randomUUID()}`)]),
): Promise<CaseView> {
  const { p } = w
  const created = await createCase(p, filer, await depositOf(p, filer))
  const set = { ...fullForm(p, '贵州路段车速数据集'), ...fresh(), ...more }
  await saveCase(p, filer, created.id, { version: created.version, set, clear: [] })
  await addAttachment(p, filer, created.id, upload('source_proof', '来源证明.pdf', file))
  return await getCase(p, filer, created.id)
}
async function submittedBy(own: Company, more?: CaseDraft, file?: Uint8Array): Promise<CaseView> {
  const draft = await draftOf(own, more, file)
  return await submitCase(w.p, own.signatory, draft.id, { version: draft.version })
}
const codes = ({ findingList }: Pick<CaseView, 'findingList'>) => findingList.map(({ code }) => code)
const seen = (actor: AccountActor, { id }: { id: string }) => getCase(w.p, actor, id)

describe('the registry beside the form', () => {
  test('tells the applicant that something alike exists, the examiner what, with both evidence times', async () => {
    const { own, other, examiner, officer, elsewhere } = w
    const theirs = await submittedBy(other)
    const { algorithm, name } = theirs.form as Required<Pick<CaseDraft, 'algorithm' | 'name'>>
    const ours = await submittedBy(own, { algorithm: `${algorithm}另加复核。`, name: `${name}二` })
    expect(codes(ours)).toEqual(expect.arrayContaining(['name_alike', 'algorithm_alike']))
    const told = JSON.stringify(ours)
    for (const secret of [theirs.number, name, theirs.partyName, theirs.deposit.number])
      expect(told).not.toContain(`"${secret}"`)
    expect(ours.findingList.flatMap(({ others }) => others)).toEqual([])
    expect(ours.findingList.find(({ code }) => code === 'algorithm_alike')?.span).toBeNull()

    const examined = await seen(examiner, ours)
    const alike = examined.findingList.find(({ code }) => code === 'algorithm_alike')
    expect(alike?.others).toMatchObject([
      { number: theirs.number, partyName: theirs.partyName, evidencedAt: theirs.deposit.loggedAt },
    ])
    expect(alike?.others[0]?.similarity).toBeGreaterThan(0.9)
    const { start, end } = alike?.span ?? { start: 0, end: 0 }
    expect(algorithm).toContain(String(examined.form.algorithm).slice(start, end))
    // An officer is told of no case of another prefecture.
    expect((await seen(officer, ours)).findingList.flatMap(({ others }) => others)).toEqual([])

    // The earlier case hears of the later one when it is examined again, and of its end.
    await preexamineCase(w.p, theirs.id)
    expect(codes(await seen(elsewhere, theirs))).toContain('algorithm_alike')
    const before = await seen(examiner, ours)
    await preexamineCase(w.p, ours.id)
    expect((await seen(examiner, ours)).findingList).toEqual(before.findingList)
  })

  test('knows drafts of nobody, own cases as a hint, withdrawn cases of others, and texts from before', async () => {
    const { own, other, p } = w
    const hidden = await draftOf(other)
    const { algorithm } = hidden.form as Required<Pick<CaseDraft, 'algorithm'>>
    expect(codes(await draftOf(own, { algorithm }))).not.toContain('algorithm_alike')
    const first = await submitCase(p, other.signatory, hidden.id, { version: hidden.version })
    await withdrawCase(p, other.signatory, first.id, { version: first.version, reason: '另行安排，先行撤回' })
    const second = await draftOf(own, { algorithm })
    expect(second.findingList.find(({ code }) => code === 'algorithm_alike')?.message).toContain('已撤回')
    // Taken back by the same company to be filed again.
    expect(codes(await draftOf(other, { algorithm }))).not.toContain('algorithm_alike')

    const third = await submittedBy(own, { scenario: `供交警研判：${words(40)}。` })
    const again = await draftOf(own, { scenario: String(third.form.scenario) })
    expect(again.findingList.find(({ code }) => code === 'scenario_alike')).toMatchObject({
      severity: 'hint',
      others: [{ number: third.number }],
    })
    await p.owner.deleteFrom('case_fingerprint').where('case_id', '=', third.id).execute()
    await p.owner.deleteFrom('case_text').where('case_id', '=', third.id).execute()
    expect(codes(await draftOf(own, { scenario: String(third.form.scenario) }))).not.toContain('scenario_alike')
    await sweepPreexaminations(p)
    expect(codes(await draftOf(own, { scenario: String(third.form.scenario) }))).toContain('scenario_alike')
  })

  test('knows the bytes of an attachment again, in another organisation’s case only', async () => {
    const { own, other, examiner } = w
    const file = Buffer.concat([pdf, Buffer.from(`%${randomUUID()}`)])
    const theirs = await submittedBy(other, {}, file)
    expect(codes(await draftOf(other, {}, file))).not.toContain('attachment_reused')
    const ours = await submittedBy(own, {}, file)
    expect(ours.findingList.find(({ code }) => code === 'attachment_reused')).toMatchObject({
      field: 'attachments.source_proof',
      others: [],
    })
    expect(
      (await seen(examiner, ours)).findingList.find(({ code }) => code === 'attachment_reused')?.others,
    ).toMatchObject([{ number: theirs.number, similarity: 1 }])
  })
})

describe('what the scan found', () => {
  const found = [{ column: 'holder_no', kind: 'residentId', share: 0.998, confidence: 0.97 }]
  const about = ({ findingList }: Pick<CaseView, 'findingList'>) =>
    findingList.filter(({ code }) => code.startsWith('scan_'))
  const draftOn = async (depositId: string) => {
    const { p, own } = w
    const created = await createCase(p, own.filer, depositId)
    const set = { ...fullForm(p, '贵州路段车速数据集'), ...fresh() }
    await saveCase(p, own.filer, created.id, { version: created.version, set, clear: [] })
    await addAttachment(p, own.filer, created.id, upload('source_proof', '来源证明.pdf', pdf))
    return await getCase(p, own.filer, created.id)
  }
  const told = {
    ...{ code: 'scan_undeclared', field: 'personalInfo', severity: 'warning' },
    message: expect.stringContaining('“holder_no：公民身份号码”'),
    remedy: expect.stringContaining('删去或者概括'),
  }

  test('is held against the form while writing, at submission and for the examiner', async () => {
    const { p, own, examiner } = w
    const draft = await draftOn((await scannedDeposit(p, own.filer, { found })).id)
    expect(about(draft)).toMatchObject([told])
    expect(draft.greenChannel.conditions.find(({ code }) => code === 'nothing_open')?.met).toBe(false)
    const filed = await submitCase(p, own.signatory, draft.id, { version: draft.version })
    expect(about(filed)).toMatchObject([told])
    expect(about(await seen(examiner, filed))).toMatchObject([told])
  })

  test('is asked for where it is not disclosed; shown later it counts at once, also for what was filed', async () => {
    const { p, own, examiner } = w
    const later = await scannedDeposit(p, own.filer, { found, shown: false })
    const draft = await draftOn(later.id)
    const filed = await draftOn(later.id)
    expect(about(draft)).toMatchObject([{ code: 'scan_missing', field: 'deposit', severity: 'hint' }])
    await submitCase(p, own.signatory, filed.id, { version: filed.version })
    await disclosePart(p, own.filer, later.id, later.scan)
    expect(about(await seen(own.filer, draft))).toMatchObject([told])
    expect(about(await seen(examiner, filed))).toMatchObject([told])
    // What was written meanwhile is not in the way.
    await saveCase(p, own.filer, draft.id, { version: draft.version, set: { personalInfo: 'involved' }, clear: [] })
    expect(about(await seen(own.filer, draft))).toEqual([])
  })
})

describe('an examiner’s word on a finding', () => {
  test('is the assigned examiner’s, needs a reason to dismiss, and holds for what was said', async () => {
    const { p, own, examiner, colleague } = w
    const { id, version } = await submittedBy(own, { sampleRows: [['1', '60']] })
    const waiting = await seen(examiner, { id })
    expect(waiting.mayJudge).toBe(false)
    const [first] = waiting.findingList
    if (!first) throw new Error('no finding')
    const key = { code: first.code, field: first.field, message: first.message }
    const confirm = { ...key, verdict: 'confirmed' as const, reason: '' }
    await expect(judgeFinding(p, examiner, id, confirm)).rejects.toMatchObject({ code: 'examination.not_assigned' })
    await claim(p, examiner, id, { version })
    await expect(judgeFinding(p, colleague, id, confirm)).rejects.toMatchObject({ code: 'examination.not_assigned' })
    await expect(judgeFinding(p, own.filer, id, confirm)).rejects.toMatchObject({ code: 'examination.not_assigned' })
    await expect(judgeFinding(p, w.other.filer, id, confirm)).rejects.toMatchObject({ code: 'kernel.not_found' })
    await expect(judgeFinding(p, examiner, id, { ...confirm, verdict: 'dismissed' })).rejects.toMatchObject({
      code: 'kernel.invalid_input',
    })
    await expect(judgeFinding(p, examiner, id, { ...confirm, message: '没有这一条' })).rejects.toMatchObject({
      code: 'kernel.stale_version',
    })
    await judgeFinding(p, examiner, id, { ...key, verdict: 'dismissed', reason: '样例已作附件提交' })
    const done = await judgeFinding(p, examiner, id, confirm)
    expect(done.findingList.find(({ code }) => code === first.code)?.judgement).toMatchObject({
      verdict: 'confirmed',
      by: examiner.name,
    })
    expect((await seen(own.filer, { id })).findingList.map(({ judgement }) => judgement)).toEqual(
      done.findingList.map(() => null),
    )
    const rule = (await rulePerformanceOf(p)).items.find(({ code }) => code === first.code)
    expect(rule).toMatchObject({
      judged: 1,
      confirmed: 1,
      precision: 1,
      raised: 1,
      missed: 0,
      recall: 1,
      hintOnly: false,
    })
  })

  test('makes recall of what corrections ask, and weakens a rule that is wrong too often', async () => {
    const { p, own, examiner } = w
    const { id, version } = await submittedBy(own, { sampleRows: [['1', '60']] })
    const claimed = await claim(p, examiner, id, { version })
    const item = { reason: '处理步骤不清', rule: '申请表填写要求', remedy: '请分步写明' }
    const stray = { version: claimed.version, items: [{ ...item, field: 'name', machineRule: 'no_such_rule' }] }
    await expect(requireCorrection(p, examiner, id, stray)).rejects.toMatchObject({
      code: 'kernel.invalid_input',
      fields: [{ path: 'items.0.machineRule' }],
    })
    const items = [
      { ...item, field: 'algorithm', machineRule: 'algorithm' },
      { ...item, field: 'sampleRows', machineRule: 'sample_shape' },
      { ...item, field: 'scenario' },
    ]
    await requireCorrection(p, examiner, id, { version: claimed.version, items })
    const figures = async (code: string) => (await rulePerformanceOf(p)).items.find((one) => one.code === code)
    expect(await figures('algorithm')).toMatchObject({ judged: 0, precision: null, raised: 1, missed: 1, recall: 0 })
    expect(await figures('sample_shape')).toMatchObject({ missed: 0, recall: 1 })

    const limits = p.pack.preExamination?.hintOnly
    if (!limits) throw new Error('the pack sets no limits')
    const judged = Array.from({ length: limits.judged }, (_, i) => ({
      ...{ case_id: id, code: 'single_record', field: 'records', message: `${i}`, version: 'x', reason: '不成立' },
      ...{ verdict: i < limits.judged * limits.precision - 1 ? 'confirmed' : 'dismissed' },
      ...{ judged_by: examiner.accountId, judged_at: p.clock.now() },
    }))
    await p.owner.insertInto('finding_judgement').values(judged.slice(1)).execute()
    forgetWeakRules(p)
    const strong = await draftOf(own, { records: 1 })
    expect(strong.findingList.find(({ code }) => code === 'single_record')).toMatchObject({
      severity: 'warning',
      hintOnly: false,
    })
    await p.owner.insertInto('finding_judgement').values(judged.slice(0, 1)).execute()
    forgetWeakRules(p)
    const weak = await draftOf(own, { records: 1 })
    expect(weak.findingList.find(({ code }) => code === 'single_record')).toMatchObject({
      severity: 'hint',
      hintOnly: true,
    })
    expect(weak.findings.warnings).toBe(strong.findings.warnings - 1)
    expect(await figures('single_record')).toMatchObject({ hintOnly: true })
    await p.owner.deleteFrom('finding_judgement').where('code', '=', 'single_record').execute()
    forgetWeakRules(p)
  })
})

describe('the green channel', () => {
  const days = (view: CaseView) => view.deadlines.map(({ days: n }) => n)
  const greenEvents = (view: CaseView) =>
    view.events.map(({ command }) => command).filter((name) => name.endsWith('_channel'))

  test('takes a clean case at submission, and its clock is the shorter one', async () => {
    const { p, examiner, reviewer } = w
    const { own } = await openWorldCompany()
    const draft = await draftOf(own)
    expect(draft.greenChannel).toMatchObject({ status: 'never' })
    expect(draft.greenChannel.conditions.filter(({ met }) => !met)).toEqual([])
    const view = await submitCase(p, own.signatory, draft.id, { version: draft.version })
    expect(view).toMatchObject({ green: true, greenChannel: { status: 'in' } })
    expect(days(view)).toEqual([p.pack.steps.greenReview?.days])
    expect(view.due).toBe(view.deadlines[0]?.due)
    expect(greenEvents(view)).toEqual(['enter_green_channel'])
    const listed = await listCases(p, examiner, { green: 'true', sort: 'due', limit: 20 })
    expect(listed.items.map(({ id }) => id)).toContain(view.id)
    expect(listed.items.every(({ green }) => green)).toBe(true)

    const claimed = await claim(p, examiner, view.id, { version: view.version })
    expect(claimed.green).toBe(true)
    const proposed = await proposeAcceptance(p, examiner, view.id, { version: claimed.version, opinion: '' })
    await release(p, reviewer, view.id, { version: proposed.version, note: '' })
    expect(await greenChannelFigures(p)).toMatchObject({ green: { cases: 1, median: 0 } })
  })

  test('lets go what no longer meets a condition, with the reason, and the ordinary clock counts again', async () => {
    const { p, other } = w
    const { own } = await openWorldCompany()
    const view = await submittedBy(own)
    expect(view.green).toBe(true)
    await submittedBy(other, { algorithm: String(view.form.algorithm) })
    await preexamineCase(p, view.id)
    const after = await seen(own.filer, view)
    expect(after).toMatchObject({ green: false, greenChannel: { status: 'left' } })
    expect(days(after)).toEqual([p.pack.steps.review?.days])
    expect(greenEvents(after)).toEqual(['enter_green_channel', 'leave_green_channel'])
    expect(after.events.at(-1)?.note).toMatch(/^不再符合：.*近似/)
    expect(after.greenChannel.conditions.filter(({ met }) => !met).map(({ code }) => code)).toContain('nothing_alike')
  })

  test('is left by a correction, and never entered with a warning', async () => {
    const { p, examiner } = w
    const { own } = await openWorldCompany()
    const view = await submittedBy(own)
    const claimed = await claim(p, examiner, view.id, { version: view.version })
    const item = { field: 'algorithm', reason: '处理步骤不清', rule: '申请表填写要求', remedy: '请分步写明' }
    const asked = await requireCorrection(p, examiner, view.id, { version: claimed.version, items: [item] })
    expect(asked).toMatchObject({ green: false, greenChannel: { status: 'left' } })
    expect(asked.due).toBe(asked.deadlines[0]?.due)
    const faulty = await submittedBy(own, { sampleRows: [['1', '60']] })
    expect(faulty).toMatchObject({ green: false, greenChannel: { status: 'never' } })
    expect(greenEvents(faulty)).toEqual([])
  })

  test('is published with its conditions, their sources and its clock beside the other', async () => {
    const get = requester(await openApp(w.p))
    const { status, text } = await get('GET', '/green-channel', {})
    expect(status).toBe(200)
    for (const { text: condition } of w.p.pack.greenChannel?.conditions ?? []) expect(text).toContain(condition)
    expect(text).toContain('3 个工作日')
    expect(text).toContain('10 个工作日')
    expect(Buffer.byteLength(text)).toBeLessThan(60_000)
  })
})

/** A company whose record no other test marks. */
async function openWorldCompany(): Promise<{ own: Company }> {
  const { seedAccount, seedParty } = await import('../../testing/platform.ts')
  const partyId = await seedParty(w.p, { prefectureCode: '520100' })
  return {
    own: {
      partyId,
      filer: await seedAccount(w.p, { roles: ['filer'], partyId }),
      signatory: await seedAccount(w.p, { roles: ['filer', 'signatory'], partyId }),
    },
  }
}
