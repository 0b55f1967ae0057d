import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, expectFit, narrow, open, sideways, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { choose, confirm, expectText } from './support/controls.ts'
import { type CaseView, type Company, command, newCompany, submittedCase, until } from './support/filing.ts'
import { mails, mailText } from './support/installation.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const place = installation()
const { url, sessions } = place
useBrowser()
useChain()

const name = '韦专家'
const mailbox = `wei-${Date.now()}@expert.example`
const question = '数据处理规则是否构成实质性加工，结果是否区别于原始数据？'
const opinion = '规则包含清洗、聚合与插补，结果与原始检测记录有实质区别，认可其加工。'

const mailed = (what: string, pattern: RegExp, except = '') =>
  until(what, async () =>
    mails(place)
      .filter((mail) => mail.includes(mailbox))
      .map((mail) => pattern.exec(mailText(mail))?.[1])
      .findLast((found) => found !== undefined && found !== except),
  )

describe('an expert', () => {
  let company: Company
  let made: CaseView
  let link = ''
  let reader: Page

  beforeAll(async () => {
    company = await newCompany('征询物流')
    made = await submittedCase(company, '征询路段平均车速数据集')
    await command(made.id, 'claim', sessions.examiner ?? '')
  })

  it('is put into the register by an administrator', async () => {
    const page = await open('admin')
    await page.goto('/app/experts')
    await expectText(page, '专家名册')
    await page.getByRole('button', { name: '列入专家' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '保存' }).click()
    await expectText(page, '请填写专业领域')
    await dialog.getByLabel('姓名').fill(name)
    await dialog.getByLabel('职称、职务').fill('教授级高工')
    await dialog.getByLabel('专业领域').fill('交通大数据')
    await dialog.getByLabel('所在单位').fill('演示交通科研院')
    await dialog.getByLabel('本人邮箱').fill(mailbox)
    await dialog.getByRole('button', { name: '增加一项' }).click()
    await dialog.getByLabel('单位名称').fill('某数据（演示）有限公司')
    await dialog.getByLabel('关系', { exact: true }).fill('兼职顾问')
    expect(await axe(page)).toEqual([])
    await confirm(page, '保存')
    await expectText(page, '兼职顾问')
    await expectFit(page, 'register of experts')
    await close(page)
  })

  it('is asked by the examiner, who sees before what the expert will see; the clock stands still', async () => {
    const page = await open('examiner')
    await page.goto(`/app/queue/${made.id}?side=experts`)
    await page.getByRole('button', { name: '征询专家意见' }).click()
    const dialog = page.getByRole('dialog')
    await choose(page, dialog.getByRole('combobox', { name: '专家' }), name, name)
    await choose(page, dialog.getByRole('combobox', { name: '常用问题' }), '实质性加工')
    expect(await dialog.getByLabel('征询的问题').inputValue()).toBe(question)
    await dialog.getByText('预览专家看到的内容').click()
    const preview = dialog.getByRole('region', { name: '预览专家看到的内容' })
    await preview.getByText('已隐去').first().waitFor()
    expect(await preview.innerText()).not.toContain(company.name)
    expect(await axe(page)).toEqual([])
    await confirm(page, '发出征询')
    await expectText(page, '等待专家打开', '打开和操作记录（0）')
    await page.getByRole('navigation', { name: '审查资料' }).getByRole('button', { name: '期限' }).click()
    await expectText(page, '中止期间不计', '尚未恢复')
    await close(page)
    link = await mailed('the link', /(\/expert\/[\w-]{43})/)
  })

  it('opens the link without account or script, and reads nothing before the code and the declaration', async () => {
    reader = await open(undefined, { javaScriptEnabled: false, viewport: narrow })
    await reader.goto(link)
    await expectText(reader, '请先确认身份')
    expect(await reader.content()).not.toContain(made.name)
    expect(await reader.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
    await reader.getByRole('button', { name: '发送验证码' }).click()
    await reader.getByLabel('验证码').fill('12')
    await reader.getByRole('button', { name: '确认', exact: true }).click()
    await expectText(reader, '验证码不正确')
    const code = await mailed('the code', /验证码是 (\d{6})/)
    await reader.getByLabel('验证码').fill(code)
    await reader.getByRole('button', { name: '确认', exact: true }).click()
    await expectText(reader, '作出以下声明后，才能查看材料')
    expect(await reader.content()).not.toContain(made.name)
    for (const box of await reader.getByRole('checkbox').all()) await box.check()
    await reader.getByRole('button', { name: '声明并查看材料' }).click()
    await expectText(reader, question, made.name, '个人信息已经遮盖')
    expect(await reader.locator('.watermark').textContent()).toContain(made.number)
    expect(await reader.content()).not.toContain(company.name)
    expect(await sideways(reader)).toBe(0)
  })

  it('has the watermark on paper, saves, comes back, and sends one opinion', async () => {
    await reader.emulateMedia({ media: 'print' })
    expect(await reader.locator('.watermark').isVisible()).toBe(true)
    expect(await reader.getByLabel('理由').isVisible()).toBe(false)
    await reader.emulateMedia({ media: 'screen' })
    await reader.getByLabel('理由').fill('先记一笔')
    await reader.getByRole('button', { name: '保存', exact: true }).click()
    await expectText(reader, '尚未提交')
    await reader.goto(link)
    expect(await reader.getByLabel('理由').inputValue()).toBe('先记一笔')
    await reader.getByLabel('结论').selectOption('support')
    await reader.getByLabel('理由').fill(opinion)
    await reader.getByRole('button', { name: '提交意见' }).click()
    await expectText(reader, '意见已提交')
    await reader.goto(link)
    await expectText(reader, '意见已提交')
    expect(await reader.content()).not.toContain(made.name)
    await close(reader)
  })

  it('is read by examiner and reviewer with every opening; the company learns what the rule pack says', async () => {
    for (const login of ['examiner', 'reviewer']) {
      const page = await open(login)
      await page.goto(`/app/queue/${made.id}?side=experts`)
      await expectText(page, '已提交意见', '认可', opinion)
      await page.getByText('打开和操作记录').click()
      await expectText(page, '验证码不正确', '作出声明', '提交意见')
      if (login === 'examiner') await expectFit(page, 'expert opinion beside the case')
      await close(page)
    }
    type Clocks = { items: { kind: string; due: string | null }[] }
    const { items } = await call<Clocks>(url, 'GET', `/api/v1/cases/${made.id}/clocks`, { token: sessions.examiner })
    expect(items.find(({ kind }) => kind === 'examination')?.due).not.toBeNull()
    const own = await open(company.token)
    await own.goto(`/app/cases/${made.id}`)
    await expectText(own, '专家意见', question, '认可')
    const words = await own.locator('main').innerText()
    for (const secret of [name, opinion, '打开和操作记录']) expect(words).not.toContain(secret)
    await close(own)
  })
})
