import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, narrow, open, sideways, useBrowser } from './support/browser.ts'
import { expectText } from './support/controls.ts'
import {
  type CaseView,
  type Company,
  carefulForm,
  command,
  filledCase,
  newCompany,
  readCase,
  submittedCase,
  until,
} from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()

const token = sessions.examiner ?? ''
let company: Company
let first: CaseView
let twin: CaseView

beforeAll(async () => {
  company = await newCompany('乌当快速路')
  first = await submittedCase(company, '乌当快速路路段平均车速数据集')
  const form = { ...carefulForm('乌当快速路断面平均车速数据集'), areas: ['520100', '520300'] }
  const { id } = await filledCase(company, form)
  twin = await command(id, 'submission', company.token)
})

/** Presses keys and counts them. */
const typist = (page: Page) => {
  let pressed = 0
  return {
    press: async (key: string) => {
      pressed += 1
      await page.keyboard.press(key)
    },
    count: () => pressed,
  }
}

describe('the workbench', () => {
  it('takes a clean case from get-next to proposed acceptance in at most twelve keys, and says why this one', async () => {
    const page = await open('examiner')
    const keys = typist(page)
    await page.goto('/app/queue')
    await page.getByRole('button', { name: '领取下一件' }).waitFor()
    await keys.press('n')
    await page.waitForURL(/\/queue\/[0-9a-f-]{36}/)
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await expectText(page, '审查中', '选这一件，因为它', '最后一天')
    expect(await axe(page)).toEqual([])
    await keys.press('2')
    await expectText(page, '存证编号')
    await keys.press('3')
    await keys.press('?')
    await page.getByRole('dialog').getByText('移交承办').waitFor()
    await keys.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await keys.press('a')
    await page.getByRole('dialog').getByLabel('审查意见').waitFor()
    await keys.press('Control+Enter')
    await until('the proposal', async () =>
      (await readCase(id, token)).status === 'acceptance_proposed' ? true : null,
    )
    expect(keys.count()).toBeLessThanOrEqual(12)
    await close(page)
  })

  it('hands a case over with a note; the clock of the lease can be extended', async () => {
    await command(twin.id, 'claim', token)
    const page = await open('examiner')
    await page.goto(`/app/queue/${twin.id}`)
    await expectText(page, '承办期')
    await page.locator('h1').click()
    await page.keyboard.press('e')
    await page.getByRole('dialog').getByLabel('理由').fill('下周参加培训')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('navigation', { name: '审查资料' }).getByRole('button', { name: '经过' }).click()
    await expectText(page, '延长承办期', '下周参加培训')
    await page.locator('h1').click()
    await page.keyboard.press('h')
    await page.getByRole('dialog').getByText('移交承办').waitFor()
    expect(await axe(page)).toEqual([])
    await close(page)
  })

  it('shows the difference only when a case comes back, and everything with one key', async () => {
    if ((await readCase(first.id, token)).status === 'submitted') await command(first.id, 'claim', token)
    else if ((await readCase(first.id, token)).status === 'acceptance_proposed')
      await command(first.id, 'send-back', sessions.reviewer ?? '', { reason: '请再核对' })
    const page = await open('examiner')
    await page.goto(`/app/queue/${first.id}`)
    await page.locator('.field-row').first().waitFor()
    await expectText(page, '承办期')
    const item = { field: 'scenario', reason: '范围不清', rule: '申请表填写要求', remedy: '请写明路段' }
    await command(first.id, 'correction', token, { items: [item] })
    const { version, form } = await readCase(first.id, company.token)
    const scenario = `${form.scenario}适用于乌当至开阳段。`
    const body = { version, set: { scenario }, clear: [] }
    await call(url, 'PATCH', `/api/v1/cases/${first.id}`, { token: company.token, body })
    const { corrections } = (await readCase(first.id, company.token)) as CaseView & {
      corrections: { items: { id: string }[] }[]
    }
    const answers = [{ itemId: corrections[0]?.items[0]?.id, text: '已写明路段。' }]
    await command(first.id, 'response', company.token, { answers })
    await page.reload()
    await expectText(page, '补正后的改动', '已写明路段。')
    expect(await page.locator('.return-panel ins').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('开阳')]),
    )
    expect(await page.locator('.field-row').count()).toBe(0)
    expect(await axe(page)).toEqual([])
    await page.locator('h1').click()
    await page.keyboard.press('w')
    await page.locator('.field-row').first().waitFor()
    await close(page)
  })

  it('puts two suspected duplicates side by side with the times of their evidence', async () => {
    const page = await open('examiner')
    await page.goto(`/app/compare?a=${first.id}`)
    await page.getByRole('searchbox', { name: '另一案件的申请编号' }).fill(twin.number)
    await page.keyboard.press('Enter')
    await expectText(page, '的存证在先。', '不同的栏目', '相同的栏目', twin.number)
    expect(await axe(page)).toEqual([])
    await page.setViewportSize(narrow)
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await close(page)
  })

  it('keeps cases of a declared interest away', async () => {
    const page = await open('examiner')
    await page.goto('/app/workbench')
    await expectText(page, '我的工作台', '利害关系申报')
    expect(await axe(page)).toEqual([])
    await page.getByLabel('统一社会信用代码').fill(company.uscc)
    await page.getByLabel('单位名称').fill(company.name)
    await page.getByLabel('关系', { exact: true }).fill('配偶任职')
    await page.getByRole('button', { name: '申报', exact: true }).click()
    await expectText(page, '配偶任职')
    const third = await submittedCase(company, '乌当快速路检测器小时流量数据集')
    await expect(command(third.id, 'claim', token)).rejects.toMatchObject({
      status: 403,
      code: 'examination.conflict_of_interest',
    })
    await page.getByRole('button', { name: '撤回', exact: true }).click()
    await expectText(page, '没有申报')
    await close(page)
  })

  it('shows agreement, or what to do until there is some', async () => {
    const page = await open('reviewer')
    await page.goto('/app/agreement')
    await expectText(page, '审查一致性', '总体 κ')
    expect(await axe(page)).toEqual([])
    await close(page)
  })
})
