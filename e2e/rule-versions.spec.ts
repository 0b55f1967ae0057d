import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { confirm, expectText } from './support/controls.ts'
import { type CaseView, type Company, command, newCompany, readCase, submittedCase } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()
useChain()

type Version = { id: string; version: string; status: string; jurisdiction: string }
type Days = { holidays: [string, string][]; makeupWorkdays: string[]; source: string | null; provisional?: boolean }
type CalendarFile = { version: string; years: Record<string, Days>; local: Record<string, unknown> }
type Case = CaseView & { due: string; deadlines: { due: string; derivation: { why: string }[] }[] }

const admin = sessions.admin ?? ''
const listed = async (kind: string): Promise<Version[]> =>
  (await call<{ items: Version[] }>(url, 'GET', `/api/v1/rule-versions?kind=${kind}`, { token: admin })).items
const currentFile = async <T>(kind: string, jurisdiction = 'GZ'): Promise<T> => {
  const current = (await listed(kind)).find((one) => one.status === 'in_effect' && one.jurisdiction === jurisdiction)
  return await call<T>(url, 'GET', `/api/v1/rule-versions/${current?.id}/file`, { token: admin })
}
const next = (version: string): string => {
  const [year, count] = version.split('.')
  return `${year}.${Number(count) + 1}`
}

/** A working day of the week to come that no calendar knows as a day off. */
const freeDay = async ({ years }: CalendarFile): Promise<string> => {
  const { now } = await call<{ now: string }>(url, 'GET', '/api/v1/system')
  for (let at = Date.parse(now) + 4 * 86_400_000; ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    const off = years[day.slice(0, 4)]?.holidays.some(([one]) => one === day)
    if (!off && ![0, 6].includes(new Date(at).getUTCDay())) return day
  }
}

const choose = async (page: Page, label: string, text: string): Promise<void> => {
  const file = { name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(text) }
  await page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(file)
}
/** Proposed by one administrator, decided by another, on the same page. */
const decide = async (page: Page, button: string): Promise<void> => {
  await page.getByLabel('依据和理由').fill('依据登记机构的通知（演示）')
  await page.getByRole('button', { name: '提出施行' }).click()
  await confirm(page, '提出施行')
  await expectText(page, '您已提出施行')
  expect(await page.getByRole('button', { name: button }).count()).toBe(0)
  const other = await open('admin2')
  await other.goto(page.url())
  await expectText(other, '管理员庚于', '依据登记机构的通知')
  await expectFit(other, 'rule version to be decided')
  await other.getByLabel('依据和理由').fill('已核对差异和影响（演示）')
  await other.getByRole('button', { name: button }).click()
  await confirm(other, button)
  await close(other)
  await page.reload()
}

describe('the calendar', () => {
  let company: Company
  let made: CaseView
  let file: CalendarFile
  let told: Case
  let holiday: string

  beforeAll(async () => {
    company = await newCompany('黔东南客运')
    made = await submittedCase(company, '黔东南客运班线运行数据集')
    await command(made.id, 'claim', sessions.examiner ?? '')
    const item = { field: 'algorithm', reason: '处理步骤不清', rule: '申请表填写要求', remedy: '请分步写明' }
    await command(made.id, 'correction', sessions.examiner ?? '', { items: [{ id: 'x', ...item }] })
    told = (await readCase(made.id, company.token)) as Case
    file = await currentFile<CalendarFile>('calendar')
    holiday = await freeDay(file)
  })

  const withHoliday = (days: [string, string][], version: string): string => {
    const year = holiday.slice(0, 4)
    const entry = file.years[year] ?? { holidays: [], makeupWorkdays: [], source: null, provisional: true }
    const years = { ...file.years, [year]: { ...entry, holidays: [...entry.holidays, ...days] } }
    return JSON.stringify({ ...file, version, years }, null, 1)
  }

  it('is read with all its days, and a bad file is refused line by line', async () => {
    const page = await open('admin')
    await page.goto('/app/calendar')
    await expectText(page, '全年 248 个工作日', '没有录入地方假日')
    await expectFit(page, 'calendar')
    const bad = withHoliday(
      [[holiday, '=1+1'] as [string, string], [holiday, '临时放假'] as [string, string]],
      '2020.1',
    )
    await choose(page, '上传日历（JSON）', bad)
    await expectText(page, '重复列出', '会被表格软件当作公式', '不比现行的')
    await choose(page, '上传日历（JSON）', '{"format":')
    await expectText(page, '可能没有传完整', '第 1 行')
    await close(page)
  })

  it('shows which deadlines move, moves them at once, and tells the company', async () => {
    const page = await open('admin')
    await page.goto('/app/calendar')
    await choose(page, '上传日历（JSON）', withHoliday([[holiday, '临时放假（演示）']], next(file.version)))
    await expectText(page, '日历的变动', '改为放假', made.number, '未到期的期限共')
    await expectFit(page, 'calendar draft')
    await decide(page, '生效并重算期限')
    await page.locator('.status-good', { hasText: '现行' }).first().waitFor()
    await close(page)
    const after = (await readCase(made.id, company.token)) as Case
    expect(after.due > told.due).toBe(true)
    const own = await open(company.token)
    await own.goto(`/app/cases/${made.id}`)
    await expectText(own, '重算期限')
    await close(own)
  })

  it('takes no day from the company when the holiday is taken back', async () => {
    const before = (await readCase(made.id, company.token)) as Case
    const page = await open('admin')
    await page.goto('/app/calendar')
    await choose(page, '上传日历（JSON）', withHoliday([], next(next(file.version))))
    await expectText(page, '已告知，不提前')
    await decide(page, '生效并重算期限')
    await page.locator('.status-good', { hasText: '现行' }).first().waitFor()
    await close(page)
    const after = (await readCase(made.id, company.token)) as Case
    expect([after.due, after.deadlines[0]?.due]).toEqual([before.due, before.due])
    expect(after.deadlines[0]?.derivation.at(-1)?.why).toContain('以告知的为准')
  })
})

describe('the rule pack', () => {
  type Pack = { version: string; steps: Record<string, { days: number }>; grounds: { code: string }[] }

  it('of another province stands beside it, with what differs', async () => {
    const page = await open('examiner')
    await page.goto('/app/rule-pack')
    await page.getByRole('link', { name: /^BJ/ }).click()
    await page.getByRole('heading', { level: 1, name: /^BJ/ }).waitFor()
    await expectText(page, '数据已经公开。', '北京规则以未公开为原则')
    expect(await page.getByRole('button', { name: '弃用这份草稿' }).count()).toBe(0)
    await close(page)
  })

  it('is uploaded, compared, simulated, and put in effect from a day', async () => {
    const pack = await currentFile<Pack>('rule_pack')
    const review = { ...pack.steps.review, days: (pack.steps.review?.days ?? 10) + 5 }
    const draft = { ...pack, version: next(pack.version), steps: { ...pack.steps, review } }
    const page = await open('admin')
    await page.goto('/app/rule-pack')
    await choose(page, '上传规则包（JSON）', JSON.stringify({ ...draft, steps: {} }))
    await expectText(page, '缺少期限“review”')
    await choose(page, '上传规则包（JSON）', JSON.stringify(draft, null, 2))
    await expectText(page, '共 1 处不同', '件会有不同。', '当时的版本 GZ')
    await expectFit(page, 'rule pack draft')
    await page.getByLabel('施行日期').fill('2029-10-01')
    await decide(page, '按此日期施行')
    await page.locator('.status-active', { hasText: '待施行' }).first().waitFor()
    await close(page)
    const versions = await listed('rule_pack')
    expect(
      versions.find(({ version, jurisdiction }) => jurisdiction === 'GZ' && version === draft.version)?.status,
    ).toBe('awaited')
    const { version } = await call<{ version: string }>(url, 'GET', '/api/v1/rule-pack', { token: admin })
    expect(version).toBe(pack.version)
  })
})
