import { exampleQuery } from '@datadeed/core/filing/template-schema'
import type { AppError } from '@datadeed/core/kernel/errors'
import { beforeAll, expect, test } from 'vitest'
import { depositOf, submitted } from '../../testing/cases.ts'
import { openRegistered, type Registered, setStatus } from '../../testing/registered.ts'
import {
  chooseExample,
  createCase,
  decideConsent,
  getConsent,
  listExamplesFor,
  listTemplates,
  saveCase,
  similarRegistrations,
  submitCase,
  withdrawCase,
  writingAids,
} from './service.ts'

let r: Registered
beforeAll(async () => {
  r = await openRegistered()
})

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: AppError) => error.code,
  )
const query = (more: Record<string, unknown> = {}) => exampleQuery.parse(more)
const entryId = async () => (await r.w.p.owner.selectFrom('register_entry').select('id').executeTakeFirstOrThrow()).id

test('a draft begins from a template with its own deposit, and takes over neither papers nor promises', async () => {
  const { p, own } = r.w
  const [template] = listTemplates(p).items
  if (!template) throw new Error('no template')
  const made = await createCase(p, own.filer, await depositOf(p, own.filer), { template: template.code })
  expect(made.form).toMatchObject({ ...template.form, formats: ['csv'], records: 3, industryCode: '5442' })
  for (const field of ['commitTruth', 'redFlags', 'importantData', 'personalInfo'])
    expect(made.form).not.toHaveProperty(field)
  expect(made.attachments).toEqual([])
  expect(made.prefilled).toMatchObject({ scenario: 'template', algorithm: 'template', records: 'profile' })
  expect(made.findingList.filter(({ code }) => code === 'template_blank').length).toBeGreaterThan(3)
  expect(await writingAids(p, own.filer, made.id)).toMatchObject({
    origin: { title: template.name, registrationNumber: null },
    nameCondition: expect.stringContaining('词表'),
    share: { days: 7, mostDays: 30, links: 5 },
  })
  // What is changed is the person's own; the draft goes as any other.
  await saveCase(p, own.filer, made.id, { version: made.version, set: { scenario: '供本单位使用。' }, clear: [] })
  expect((await withdrawCase(p, own.filer, made.id, { version: made.version + 1, reason: '不需要了' })).status).toBe(
    'withdrawn',
  )
  expect(await codeOf(createCase(p, own.filer, await depositOf(p, own.filer), { template: 'no_such' }))).toBe(
    'filing.example_gone',
  )
})

test('a registration is an example only while its holder consents, staff chose it after that, and it is in force', async () => {
  const { p, own, other, examiner, officer } = r.w
  const id = await entryId()
  const list = async (more = {}) => (await listExamplesFor(p, other.filer, query(more))).items
  expect(await list()).toEqual([])
  expect(await codeOf(chooseExample(p, examiner, id, '写得清楚'))).toBe('kernel.not_found')
  expect(await codeOf(decideConsent(p, other.signatory, r.caseId, true))).toBe('kernel.not_found')
  expect(await codeOf(decideConsent(p, own.filer, r.caseId, true))).toBe('kernel.forbidden')
  expect(await getConsent(p, own.filer, r.caseId)).toMatchObject({ consented: false, mayDecide: false })

  expect(await decideConsent(p, own.signatory, r.caseId, true)).toMatchObject({ consented: true, chosen: false })
  expect(await list()).toEqual([])
  expect(await codeOf(listExamplesFor(p, own.filer, query({ waiting: 'true' })))).toBe('kernel.forbidden')
  expect(await codeOf(listExamplesFor(p, officer, query({ waiting: 'true' })))).toBe('kernel.forbidden')
  const [waiting] = (await listExamplesFor(p, examiner, query({ waiting: 'true' }))).items
  expect(waiting).toMatchObject({ id, can: ['choose'], note: '', chosenAt: null })

  await chooseExample(p, examiner, id, '处理规则分步写明，各步都能核对。')
  await chooseExample(p, examiner, id, '处理规则分步写明，各步都能核对。')
  expect(await list()).toMatchObject([{ id, note: '处理规则分步写明，各步都能核对。', can: [] }])
  expect((await listExamplesFor(p, examiner, query())).items[0]?.can).toEqual(['drop'])
  expect((await listExamplesFor(p, examiner, query())).total).toBe(1)
  expect(await list({ mode: 'road' })).toHaveLength(1)
  expect([...(await list({ mode: 'air' })), ...(await list({ q: '百分%号' }))]).toEqual([])
  expect(await list({ direction: '交旅融合' })).toEqual([])

  // Only what the register shows anybody goes into another's draft.
  const clone = await createCase(p, other.filer, await depositOf(p, other.filer), { example: id })
  const { content } = await p.owner.selectFrom('register_entry').select('content').executeTakeFirstOrThrow()
  const known = JSON.stringify(content)
  for (const [field, origin] of Object.entries(clone.prefilled))
    if (origin === 'template') expect(known).toContain(JSON.stringify(clone.form[field as 'scenario']))
  expect(clone.form.name).toBeUndefined()
  expect(clone.form).not.toHaveProperty('sourceStatement')
  expect((await writingAids(p, other.filer, clone.id)).origin?.registrationNumber).toMatch(/^[0-9A-Z]{16}$/)
  expect((await getConsent(p, own.signatory, r.caseId)).clones).toBe(1)

  await setStatus(r.w, 'suspended')
  expect(await list()).toEqual([])
  await setStatus(r.w, 'active')
  expect(await list()).toHaveLength(1)

  // Taken back it is gone at once, and consenting anew chooses nothing.
  await decideConsent(p, own.signatory, r.caseId, false)
  expect(await list()).toEqual([])
  expect(await codeOf(createCase(p, other.filer, await depositOf(p, other.filer), { example: id }))).toBe(
    'filing.example_gone',
  )
  await decideConsent(p, own.signatory, r.caseId, true)
  expect(await list()).toEqual([])
  await chooseExample(p, examiner, id, '再次选用，文字简明。')
  await chooseExample(p, examiner, id, null)
  expect(await list()).toEqual([])
  const acts = await p.owner.selectFrom('example_act').select('act').orderBy('seq').execute()
  expect(acts.map(({ act }) => act)).toEqual(['consent', 'choose', 'withdraw', 'consent', 'choose', 'drop'])
  await expect(p.db.deleteFrom('example_act').execute()).rejects.toThrow()
})

test('what is like a draft is told of published text only, with the way to the register', async () => {
  const { p, own, other } = r.w
  const { form } = await (await import('./service.ts')).getCase(p, own.filer, r.caseId)
  const made = await createCase(p, other.filer, await depositOf(p, other.filer))
  const write = async (version: number, set: object) =>
    (await saveCase(p, other.filer, made.id, { version, set, clear: [] })).version
  let version = await write(made.version, { name: `${form.name}甲`, algorithm: form.algorithm })
  const { items } = await similarRegistrations(p, other.filer, made.id)
  expect(items).toMatchObject([{ name: form.name, own: false, status: 'active' }])
  expect(items[0]?.registrationNumber).toMatch(/^[0-9A-Z]{16}$/)
  expect(items[0]?.fields.map(({ field }) => field)).toEqual(expect.arrayContaining(['algorithm', 'name']))
  expect(await codeOf(similarRegistrations(p, own.filer, made.id))).toBe('kernel.not_found')

  // A rule declared confidential is not hinted at, though its application has it.
  const { id, content } = await p.owner.selectFrom('register_entry').select(['id', 'content']).executeTakeFirstOrThrow()
  const secret = { ...(content as object), algorithm: '（申请人声明处理规则涉及商业秘密，不公开具体内容）' }
  await p.owner
    .updateTable('register_entry')
    .set({ content: JSON.stringify(secret) })
    .where('id', '=', id)
    .execute()
  version = await write(version, { name: '花溪公交客流统计数据集', scenario: '供别处使用。' })
  expect((await similarRegistrations(p, other.filer, made.id)).items).toEqual([])

  // An application that is not registered is never told, however alike.
  const pending = await submitted(p, own)
  await write(version, { name: pending.name, algorithm: pending.form.algorithm })
  const told = JSON.stringify(await similarRegistrations(p, other.filer, made.id))
  expect(told).not.toContain(pending.number)
  expect(told).not.toContain(pending.name)
})

test('a name of accepted phrases meets its condition of the green channel, another does not', async () => {
  const { p, own } = r.w
  const { completeDraft } = await import('../../testing/cases.ts')
  const named = async (name: string) => {
    const draft = await completeDraft(p, own)
    await saveCase(p, own.filer, draft.id, { version: draft.version, set: { name }, clear: [] })
    const { greenChannel } = await submitCase(p, own.signatory, draft.id, { version: draft.version + 1 })
    return greenChannel.conditions.find(({ code }) => code === 'accepted_name')?.met
  }
  expect(await named('贵阳绕城高速公路路段车速分时统计数据集')).toBe(true)
  expect(await named('宏图大业路段车速数据集')).toBe(false)
})
