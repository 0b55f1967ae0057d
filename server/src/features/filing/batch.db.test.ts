import { createHash } from 'node:crypto'
import type { BatchView } from '@datadeed/core/filing/batch-schema'
import type { AccountActor } from '@datadeed/core/kernel/actor'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { inTx } from '../../platform/db/tx.ts'
import { depositOf, openWorld, pdf, upload, type World } from '../../testing/cases.ts'
import { openAgency } from '../../testing/delegation.ts'
import { getDeposit } from '../evidence/service.ts'
import * as filing from './service.ts'
import { forgetWeakRules } from './weak-rules.ts'

let w: World
let number: string
beforeAll(async () => {
  w = await openWorld()
  number = (await getDeposit(w.p, w.own.filer, await depositOf(w.p, w.own.filer))).number
})

const cellsOf = (name: string, more: Record<string, string> = {}): Record<string, string> => ({
  deposit: number,
  name,
  direction: '高速运营',
  scenario: '供高速公路运营单位按时段研判路段拥堵并安排养护作业窗口，适用于本省干线路网。',
  sourceTypes: '企业数据',
  acquisition: '自行采集',
  sourceStatement: '由本单位在自有路段布设的雷达检测器自2025年起自行采集，不含任何个人信息。',
  personalInfo: '不含个人信息',
  importantData: '不属于重要数据',
  importantDataReason:
    '由本单位数据安全负责人依据汽车数据安全管理若干规定逐项判断，粒度为五分钟路段均速，滞后三十日，不反映经济运行。',
  redFlags: '全否',
  elements: 'road_id|路段编号|int||路段的唯一编号\nspeed|平均车速|float|km/h|五分钟平均车速',
  areas: '贵阳市',
  modes: '公路',
  updateFrequency: '不更新',
  updatePeriod: '不更新',
  algorithm:
    '第一步按检测器编号去重并剔除超出量程的记录；第二步以中位数滤波清洗异常值；第三步按五分钟时间窗聚合计算路段平均车速；第四步以线性插补补全缺失时段并校验。',
  sample: 'road_id|speed\n1|60\n2|61\n3|62',
  ownership: '单独所有',
  disclosure: '未公开',
  commitTruth: '是',
  commitSource: '是',
  commitNoDispute: '是',
  commitSecurity: '是',
  ...more,
})

let serial = 0
const fileOf = (fileName = '申报.xlsx') => {
  serial += 1
  return { fileName, sha256: createHash('sha256').update(`file ${serial}`).digest('hex'), bytes: 1000, part: 1 }
}
const linesOf = (rows: readonly Record<string, string>[]) => rows.map((cells, i) => ({ line: i + 1, cells }))

/** A batch of rows, with the paper every case needs, as the worker leaves it after the check. */
async function batchOf(rows: readonly Record<string, string>[], { actor = w.own.filer, paper = true } = {}) {
  const opened = await filing.openBatch(w.p, actor, fileOf())
  await filing.receiveRows(w.p, actor, opened.id, { revision: 1, rows: linesOf(rows) })
  await filing.closeBatch(w.p, actor, opened.id, { revision: 1, rows: rows.length })
  await filing.runBatch(w.p, opened.id)
  if (paper) {
    await filing.attachToBatch(w.p, actor, opened.id, upload('source_proof', '来源证明.pdf', pdf))
    await filing.runBatch(w.p, opened.id)
  }
  return await filing.batchDetail(w.p, actor, opened.id)
}
const rowsOf = async (batch: BatchView, actor: AccountActor = w.own.filer) =>
  (await filing.listRowsOfBatch(w.p, actor, batch.id, { limit: 100 })).items
const codeOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Error && 'code' in error ? error.code : error
}
const count = async (table: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(w.p.owner)).rows[0]?.n

test('a table becomes drafts, is signed with one confirmation, and each case has its own number, receipt and events', async () => {
  const bad = cellsOf('贵州坏的数据集', { records: '五万条', name: '=A1' })
  const batch = await batchOf([
    cellsOf('贵州甲路段车速数据集'),
    bad,
    cellsOf('贵州乙路段车速数据集'),
    cellsOf('贵州甲路段车速数据集'),
  ])
  expect(batch.status).toBe('ready')
  expect(batch.counts).toMatchObject({ rows: 4, checked: 4, errors: 1, repeated: 1, clean: 2, drafts: 0 })
  expect(batch.can).toEqual(['upload', 'correct', 'attach', 'make_drafts', 'undo'])
  const [, second, , fourth] = await rowsOf(batch)
  const faults = second?.findingList.filter(({ severity }) => severity === 'error')
  expect(faults?.map(({ code, field }) => `${code} ${field}`)).toEqual(['batch_formula name', 'batch_cell records'])
  expect(fourth?.repeats).toMatchObject({ line: 1, batchId: batch.id })
  expect(await codeOf(filing.getSigning(w.p, w.own.filer, batch.id))).toBe(null)

  await filing.makeDrafts(w.p, w.own.filer, batch.id)
  await filing.runBatch(w.p, batch.id)
  const made = await filing.batchDetail(w.p, w.own.signatory, batch.id)
  expect(made.counts).toMatchObject({ drafts: 2, clean: 0, errors: 1, submitted: 0, failed: 0 })
  expect(made.can).toContain('submit')
  expect((await filing.batchDetail(w.p, w.own.filer, batch.id)).can).not.toContain('submit')

  const list = await filing.getSigning(w.p, w.own.signatory, batch.id)
  expect([list.items.map(({ line, name }) => [line, name]), list.left]).toEqual([
    [
      [1, '贵州甲路段车速数据集'],
      [3, '贵州乙路段车速数据集'],
    ],
    [],
  ])
  expect(await codeOf(filing.signBatch(w.p, w.own.filer, batch.id, list))).toBe('kernel.forbidden')
  expect(await codeOf(filing.signBatch(w.p, w.own.signatory, batch.id, { sha256: '0'.repeat(64) }))).toBe(
    'filing.batch_changed',
  )
  await filing.signBatch(w.p, w.own.signatory, batch.id, list)
  await filing.runBatch(w.p, batch.id)
  const done = await filing.batchDetail(w.p, w.own.signatory, batch.id)
  expect([done.status, done.counts.submitted, done.counts.failed]).toEqual(['ready', 2, 0])
  const cases = await Promise.all(
    (await rowsOf(batch)).flatMap((row) => row.case ?? []).map(({ id }) => filing.getCase(w.p, w.own.filer, id)),
  )
  expect(new Set(cases.map((one) => one.number)).size).toBe(2)
  for (const one of cases) {
    expect([one.status, one.attachments.map(({ kind }) => kind)]).toEqual(['submitted', ['source_proof']])
    expect(one.events.map(({ command }) => command)).toEqual(['submit', 'enter_green_channel'])
    expect((await filing.submissionReceipt(w.p, w.own.filer, one.id)).bytes).toBeGreaterThan(1000)
  }
})

test('an agency files a batch for its principal and signs it where that was delegated; ended before it is sent in, nothing is', async () => {
  const agency = await openAgency(w.p)
  const whole = await agency.delegate(w.own, ['batch', 'deposit_read', 'submit', 'withdraw'])
  const filed = async (given: typeof whole, name: string) => {
    const batch = await batchOf([cellsOf(name)], { actor: await agency.on(agency.filer, given) })
    await filing.makeDrafts(w.p, await agency.on(agency.filer, given), batch.id)
    await filing.runBatch(w.p, batch.id)
    const signer = await agency.on(agency.signatory, given)
    await filing.signBatch(w.p, signer, batch.id, await filing.getSigning(w.p, signer, batch.id))
    return batch
  }
  const batch = await filed(whole, '贵州代办甲路段车速数据集')
  await filing.runBatch(w.p, batch.id)
  const done = await filing.batchDetail(w.p, w.own.filer, batch.id)
  expect([done.counts.submitted, done.counts.failed]).toEqual([1, 0])
  const words = `${agency.name} ${agency.signatory.name}（代`
  expect(done.events.find(({ command }) => command === 'submit')?.actor).toContain(words)
  const [row] = await rowsOf(batch)
  const { events } = await filing.getCase(w.p, w.own.filer, row?.case?.id ?? '')
  expect(events.find(({ command }) => command === 'submit')?.actor).toContain(words)
  const kept = await w.p.owner
    .selectFrom('submission')
    .select(['delegation_id', 'submitted_by'])
    .where('case_id', '=', row?.case?.id ?? '')
    .executeTakeFirstOrThrow()
  expect(kept).toEqual({ delegation_id: whole.id, submitted_by: agency.signatory.accountId })

  // Signed, then revoked before the worker came to it.
  const late = await filed(whole, '贵州代办乙路段车速数据集')
  await whole.revoke()
  await filing.runBatch(w.p, late.id)
  expect((await filing.batchDetail(w.p, w.own.filer, late.id)).counts).toMatchObject({ submitted: 0, failed: 1 })
  expect((await rowsOf(late))[0]?.failure).toContain('已被撤销')
  // Without the word for it nobody of the agency signs or takes back.
  const prepares = await agency.delegate(w.own, ['batch', 'deposit_read'])
  const signer = await agency.on(agency.signatory, prepares)
  expect((await filing.batchDetail(w.p, signer, late.id)).can).toEqual(['upload', 'correct', 'attach'])
  expect(await codeOf(filing.signBatch(w.p, signer, late.id, { sha256: '0'.repeat(64) }))).toBe('kernel.forbidden')
})

test('the same file is one batch, however often and from however many windows; the same rows are one case', async () => {
  const file = fileOf()
  const rows = linesOf([cellsOf('贵州丙路段车速数据集')])
  const opened = await Promise.all([
    filing.openBatch(w.p, w.own.filer, file),
    filing.openBatch(w.p, w.own.signatory, file),
    filing.openBatch(w.p, w.own.filer, file),
  ])
  const [batch] = opened
  if (!batch) throw new Error('no batch')
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
  await Promise.all([1, 2, 3].map(() => filing.receiveRows(w.p, w.own.filer, batch.id, { revision: 1, rows })))
  await Promise.all([1, 2].map(() => filing.closeBatch(w.p, w.own.filer, batch.id, { revision: 1, rows: 1 })))
  await filing.runBatch(w.p, batch.id)
  await filing.attachToBatch(w.p, w.own.filer, batch.id, upload('source_proof', '来源证明.pdf', pdf))
  await Promise.all([filing.runBatch(w.p, batch.id), filing.sweepBatches(w.p)])
  await filing.makeDrafts(w.p, w.own.filer, batch.id)
  await Promise.all([filing.runBatch(w.p, batch.id), filing.runBatch(w.p, batch.id), filing.sweepBatches(w.p)])
  await filing.runBatch(w.p, batch.id)
  expect((await filing.batchDetail(w.p, w.own.filer, batch.id)).counts).toMatchObject({ rows: 1, drafts: 1 })
  const before = await count('filing_case')
  // Another file with the same row.
  const again = await batchOf([cellsOf('贵州丙路段车速数据集')])
  expect(again.counts).toMatchObject({ repeated: 1, clean: 0 })
  expect((await rowsOf(again))[0]?.repeats).toMatchObject({ line: 1, batchId: batch.id, fileName: '申报.xlsx' })
  expect(await codeOf(filing.makeDrafts(w.p, w.own.filer, again.id))).toBe('filing.batch_no_clean_rows')
  expect(await count('filing_case')).toBe(before)
})

test('an upload that is cut off says how far it came and goes on; it is not taken for whole', async () => {
  const file = fileOf()
  const { id } = await filing.openBatch(w.p, w.own.filer, file)
  const rows = linesOf([1, 2, 3].map((n) => cellsOf(`贵州断线${n}数据集`)))
  await filing.receiveRows(w.p, w.own.filer, id, { revision: 1, rows: rows.slice(0, 2) })
  expect(await codeOf(filing.closeBatch(w.p, w.own.filer, id, { revision: 1, rows: 3 }))).toBe(
    'filing.batch_incomplete',
  )
  const resumed = await filing.openBatch(w.p, w.own.filer, file)
  expect([resumed.id, resumed.status, resumed.received]).toEqual([id, 'receiving', 2])
  await filing.receiveRows(w.p, w.own.filer, id, { revision: 1, rows: rows.slice(2) })
  expect((await filing.closeBatch(w.p, w.own.filer, id, { revision: 1, rows: 3 })).status).toBe('checking')
})

test('errors are corrected in place, or by a file with those rows alone, or by a whole new file', async () => {
  const batch = await batchOf([
    cellsOf('贵州丁数据集', { records: '很多' }),
    cellsOf('贵州戊数据集', { timeTo: '某日' }),
  ])
  expect(batch.counts).toMatchObject({ errors: 2, clean: 0 })
  expect(batch.rules.map(({ code, field }) => `${code} ${field}`)).toContain('batch_cell records')
  const fixed = await filing.correctRow(w.p, w.own.filer, batch.id, 1, { version: 1, cells: { records: '３' } })
  expect(fixed.findingList.filter(({ severity }) => severity === 'error')).toEqual([])
  const late = { version: 1, cells: { records: '1' } }
  expect(await codeOf(filing.correctRow(w.p, w.own.filer, batch.id, 1, late))).toBe('kernel.stale_version')

  const part = { ...fileOf('改正.csv'), partial: true }
  const second = await filing.uploadCorrected(w.p, w.own.filer, batch.id, part)
  expect([second.status, second.revision]).toEqual(['receiving', 2])
  const row = { line: 2, cells: cellsOf('贵州戊数据集', { timeTo: '46053' }) }
  expect(await codeOf(filing.receiveRows(w.p, w.own.filer, batch.id, { revision: 1, rows: [row] }))).toBe(
    'filing.batch_superseded',
  )
  await filing.receiveRows(w.p, w.own.filer, batch.id, { revision: 2, rows: [row] })
  await filing.closeBatch(w.p, w.own.filer, batch.id, { revision: 2, rows: 1 })
  await filing.runBatch(w.p, batch.id)
  expect((await filing.batchDetail(w.p, w.own.filer, batch.id)).counts).toMatchObject({ rows: 2, errors: 0, clean: 2 })

  await filing.uploadCorrected(w.p, w.own.filer, batch.id, { ...fileOf(), partial: false })
  await filing.receiveRows(w.p, w.own.filer, batch.id, { revision: 3, rows: linesOf([cellsOf('贵州己数据集')]) })
  await filing.closeBatch(w.p, w.own.filer, batch.id, { revision: 3, rows: 1 })
  await filing.runBatch(w.p, batch.id)
  expect((await rowsOf(batch)).map(({ name }) => name)).toEqual(['贵州己数据集'])
})

test('an application changed after it was signed is not sent in; the others are', async () => {
  const batch = await batchOf([cellsOf('贵州庚数据集'), cellsOf('贵州辛数据集')])
  await filing.makeDrafts(w.p, w.own.filer, batch.id)
  await filing.runBatch(w.p, batch.id)
  const [first] = (await rowsOf(batch)).flatMap((row) => row.case ?? [])
  if (!first) throw new Error('no draft')
  const list = await filing.getSigning(w.p, w.own.signatory, batch.id)
  await filing.signBatch(w.p, w.own.signatory, batch.id, list)
  const { version } = await filing.getCase(w.p, w.own.filer, first.id)
  await filing.saveCase(w.p, w.own.filer, first.id, { version, set: { updatePeriod: '长期' }, clear: [] })
  await filing.runBatch(w.p, batch.id)
  const [changed, other] = await rowsOf(batch)
  expect([changed?.case?.status, other?.case?.status]).toEqual(['draft', 'submitted'])
  expect(changed?.failure).toContain('没有签署')
})

test('undoing withdraws the drafts and nothing that was sent in; the file may be handed in anew', async () => {
  const batch = await batchOf([cellsOf('贵州壬数据集'), cellsOf('贵州癸数据集')])
  await filing.makeDrafts(w.p, w.own.filer, batch.id)
  await filing.runBatch(w.p, batch.id)
  await filing.undoBatch(w.p, w.own.filer, batch.id, { reason: '填错了' })
  await filing.runBatch(w.p, batch.id)
  const undone = await filing.batchDetail(w.p, w.own.filer, batch.id)
  expect([undone.status, undone.counts.withdrawn, undone.counts.drafts, undone.can]).toEqual(['undone', 2, 0, []])
  const [one] = (await rowsOf(batch)).flatMap((row) => row.case ?? [])
  expect((await filing.getCase(w.p, w.own.filer, one?.id ?? '')).events.at(-1)?.note).toBe('填错了')
  const anew = await batchOf([cellsOf('贵州壬数据集')])
  expect(anew.counts).toMatchObject({ repeated: 0, clean: 1 })
})

test('another company sees nothing of it and files on no deposit but its own', async () => {
  const batch = await batchOf([cellsOf('贵州子数据集')])
  const { filer } = w.other
  expect(await codeOf(filing.batchDetail(w.p, filer, batch.id))).toBe('kernel.not_found')
  expect(await codeOf(filing.listRowsOfBatch(w.p, filer, batch.id, { limit: 1 }))).toBe('kernel.not_found')
  expect(await codeOf(filing.undoBatch(w.p, filer, batch.id, { reason: '' }))).toBe('kernel.not_found')
  expect(await codeOf(filing.batchDetail(w.p, w.examiner, batch.id))).toBe('kernel.not_found')
  expect((await filing.listBatches(w.p, w.examiner, { limit: 5 })).items).toEqual([])
  const theirs = await batchOf([cellsOf('贵州丑数据集'), cellsOf('贵州寅数据集', { deposit: 'GZJT-C-2026-999999' })], {
    actor: filer,
  })
  const found = (await rowsOf(theirs, filer)).map(({ findingList }) =>
    findingList.filter(({ field }) => field === 'deposit'),
  )
  expect(found.map((list) => list.map(({ message }) => message.replace(/“.*”/, '')))).toEqual([
    ['本单位没有编号为的存证。'],
    ['本单位没有编号为的存证。'],
  ])
})

test('two rows of one deposit and name that say otherwise are told; a signature and an event cannot be changed', async () => {
  const batch = await batchOf([cellsOf('贵州卯数据集'), cellsOf('贵州卯数据集', { originality: '另一种说法' })])
  const [, second] = await rowsOf(batch)
  expect(second?.findingList.map(({ code }) => code)).toContain('batch_contradiction')
  for (const table of ['filing_batch_event', 'filing_batch_signature'])
    expect(await codeOf(inTx(w.p.db, (tx) => sql`update ${sql.table(table)} set seq = 9`.execute(tx)))).toBe('42501')
})

test('a rule that was found wrong too often only hints in a table as well', async () => {
  const batch = await batchOf([cellsOf('贵州辰数据集')])
  await filing.makeDrafts(w.p, w.own.filer, batch.id)
  await filing.runBatch(w.p, batch.id)
  const [made] = await rowsOf(batch)
  const told = async (name: string) => {
    const [row] = await rowsOf(await batchOf([cellsOf(name, { records: '1' })]))
    return row?.findingList.find(({ code }) => code === 'single_record')?.severity
  }
  expect(await told('贵州巳数据集')).toBe('warning')
  const dismissed = Array.from({ length: w.p.pack.preExamination?.hintOnly.judged ?? 0 }, (_, i) => ({
    ...{ case_id: made?.case?.id ?? '', code: 'single_record', field: 'records', message: `${i}`, version: 'x' },
    ...{ verdict: 'dismissed', reason: '不成立', judged_by: w.examiner.accountId, judged_at: w.p.clock.now() },
  }))
  await w.p.owner.insertInto('finding_judgement').values(dismissed).execute()
  forgetWeakRules(w.p)
  expect(await told('贵州午数据集')).toBe('hint')
})

test('a name that differs in blanks, width and punctuation alone is one used before, by a row above or by an application', async () => {
  const sameNames = (batch: BatchView) =>
    rowsOf(batch).then((rows) => rows.map((row) => row.findingList.find(({ code }) => code === 'name_in_use')?.message))
  const batch = await batchOf([
    cellsOf('贵州申路段2数据集'),
    cellsOf('贵州申路段3数据集'),
    cellsOf('贵州申，路段２数据集'),
  ])
  expect(await sameNames(batch)).toEqual([undefined, undefined, expect.stringContaining('贵州申路段2数据集')])
  await filing.makeDrafts(w.p, w.own.filer, batch.id)
  await filing.runBatch(w.p, batch.id)
  const later = await batchOf([cellsOf('贵州申路段（3）数据集'), cellsOf('贵州申路段4数据集')])
  expect(await sameNames(later)).toEqual([expect.stringContaining('贵州申路段3数据集'), undefined])
})
