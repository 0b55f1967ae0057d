import { beforeAll, describe, expect, it } from 'vitest'
import { close, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { expectText, untilSaved } from './support/controls.ts'
import { download, pdfText } from './support/documents.ts'
import {
  type CaseView,
  type Company,
  carefulForm,
  command,
  filledCase,
  newCompany,
  readCase,
  until,
} from './support/filing.ts'
import { installation } from './support/worlds.ts'

const { sessions } = installation()
useBrowser()
useChain()

const markup = '<img src=x onerror="document.title=1"><b>粗</b>&amp;'
/** Fails where a page made markup of what somebody typed. */
const shown = async (page: Awaited<ReturnType<typeof open>>, times = 1): Promise<void> => {
  await page.getByText(markup).first().waitFor()
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  expect(await page.title()).not.toBe('1')
  expect(await page.getByText(markup).count()).toBeGreaterThanOrEqual(times)
}

let company: Company
let made: CaseView
beforeAll(async () => {
  company = await newCompany('清镇冷链')
  const careful = carefulForm(`清镇高速公路路段车速数据集${markup}`)
  const texts = ['scenario', 'sourceStatement', 'importantDataReason', 'algorithm'] as const
  const form = { ...careful, ...Object.fromEntries(texts.map((field) => [field, `${careful[field]}${markup}`])) }
  form.elements = careful.elements?.map((element) => ({ ...element, meaning: markup, unit: '<i>' })) ?? []
  form.sampleRows = careful.sampleRows?.map((row) => [markup, ...row.slice(1)]) ?? []
  made = await filledCase(company, form)
})

describe('bad input', () => {
  it('markup is text in the form', async () => {
    const page = await open(company.token)
    await page.goto(`/app/cases/${made.id}?step=basics`)
    await page.locator('#field-scenario textarea').waitFor()
    expect(await page.locator('#field-scenario textarea').inputValue()).toContain(markup)
    expect(await page.locator('h1').textContent()).toContain(markup)
    await page.goto(`/app/cases/${made.id}?step=sample`)
    await page.getByRole('region', { name: '样例预览' }).waitFor()
    await shown(page)
    await page.goto(`/app/cases/${made.id}/review`)
    await shown(page, 3)
    await close(page)
  })

  it('ten thousand characters and control characters are told, and stay', async () => {
    const page = await open(company.token)
    await page.goto(`/app/cases/${made.id}?step=rules`)
    const field = page.locator('#field-algorithm textarea')
    const before = await field.inputValue()
    const long = '长'.repeat(10_000)
    await field.fill(long)
    await page.locator('#field-algorithm .note-error').first().waitFor()
    expect(await field.inputValue()).toBe(long)
    await page.reload()
    await field.waitFor()
    expect(await field.inputValue()).toBe(long)
    await field.fill(before)
    await untilSaved(page)
    const control = page.locator('#field-infrastructure textarea')
    await control.fill('机房\u0007甲\u0000')
    await page.locator('#field-infrastructure .note-error').first().waitFor()
    expect(await control.inputValue()).toContain('机房\u0007甲')
    await control.fill('')
    await untilSaved(page)
    await close(page)
  })

  it('markup is text on the case page, in the notice and in the letters', async () => {
    await command(made.id, 'submission', company.token)
    await command(made.id, 'claim', sessions.examiner ?? '')
    const page = await open('examiner')
    await page.goto(`/app/queue/${made.id}`)
    await shown(page, 4)
    await close(page)
    const items = [{ field: 'name', reason: markup, rule: markup, remedy: markup }]
    await command(made.id, 'correction', sessions.examiner ?? '', { items })
    const mine = await open(company.token)
    await mine.goto(`/app/cases/${made.id}`)
    await shown(mine, 3)
    const { letters } = await readCase(made.id, company.token)
    const letter = pdfText(await download(`/api/v1/cases/${made.id}/letters/${letters[0]?.id}`, company.token))
    expect(letter.replace(/\s/g, '')).toContain(markup.replace(/\s/g, ''))
    await mine.getByLabel('答复', { exact: true }).fill(markup)
    await mine.getByRole('button', { name: '提交补正' }).click()
    await mine.getByRole('dialog').getByRole('button', { name: '提交补正' }).click()
    await until('the answer', async () =>
      (await readCase(made.id, company.token)).status === 'under_review' ? true : null,
    )
    await close(mine)
    await command(made.id, 'acceptance-proposal', sessions.examiner ?? '', { opinion: markup })
    await command(made.id, 'release', sessions.reviewer ?? '')
    const notice = await until('the notice', async () => (await readCase(made.id, company.token)).notice)
    const visitor = await open()
    await visitor.goto(`/notices/${notice.number}`)
    await shown(visitor, 2)
    await visitor.goto(`/notices?q=${encodeURIComponent('清镇')}`)
    await shown(visitor)
    await close(visitor)
  })

  it('markup typed into public searches is text', async () => {
    const page = await open()
    for (const path of ['/register', '/notices']) {
      await page.goto(`${path}?q=${encodeURIComponent(markup)}`)
      expect(await page.locator('input[name=q]').inputValue()).toBe(markup)
      expect(await page.locator('img[src="x"]').count()).toBe(0)
    }
    await page.goto(`/verify?number=${encodeURIComponent(markup)}`)
    await expectText(page, '编号应为')
    expect(await page.locator('img[src="x"]').count()).toBe(0)
    await close(page)
  })
})
