import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { choose, expectText } from './support/controls.ts'
import { type CaseView, type Company, depositNumber, newCompany, newDeposit } from './support/filing.ts'
import { attach, grant, openEntry, press, registered } from './support/registration.ts'

useBrowser()
useChain()

describe('a registration that is divided and merged again', () => {
  const name = '安顺客运班线数据集'
  const [morning, evening] = ['安顺客运早班线数据集', '安顺客运晚班线数据集']
  let company: Company
  let made: CaseView
  let deposits: string[]

  beforeAll(async () => {
    company = await newCompany('安顺客运')
    made = await registered(company, name)
    const another = () => newDeposit(company).then((id) => depositNumber(company, id))
    deposits = [await another(), await another()]
  })

  const decide = async (entry: string): Promise<void> => {
    const page = await grant(entry)
    await expectText(page, '已办结')
    await close(page)
  }
  const begin = async (page: Page, why: string): Promise<void> => {
    await page.getByLabel('说明', { exact: true }).fill(why)
    await expectFit(page, why)
    await page.getByRole('button', { name: '建立草稿' }).click()
    await attach(page)
    await press(page, '提交')
    await expectText(page, '待审查')
    await close(page)
  }

  it('is divided by its holder into two, each with a deposit; nothing stays behind', async () => {
    const page = await openEntry(company.token, name)
    await page.getByRole('radio', { name: '分割', exact: true }).check()
    await page.getByRole('radio', { name: '权利人约定分割' }).check()
    for (const [at, part] of [morning, evening].entries()) {
      const group = page.getByRole('group', { name: `第 ${at + 1} 项` })
      await group.getByLabel('登记名称').fill(part)
      await choose(page, group.getByLabel('存证'), deposits[at] ?? '')
    }
    await begin(page, '早晚班线分别由两个车队使用，分为两项。')
    await decide(name)
    const own = await openEntry(company.token, name)
    await expectText(own, '已注销')
    await expectFit(own, 'divided registration')
    await close(own)
  })

  it('leaves two certificates, and a page that leads from the old one to them', async () => {
    const visitor = await open()
    await visitor.goto(`/certificates/${made.certificate?.certificateNumber}`)
    await expectText(visitor, '证书沿革', morning, evening)
    await expectFit(visitor, 'divided certificate')
    await close(visitor)
  })

  it('is merged again by its holder, and the public reads where it came from', async () => {
    const page = await openEntry(company.token, morning)
    await page.getByRole('radio', { name: '合并', exact: true }).check()
    await page.getByRole('radio', { name: '权利人约定合并' }).check()
    await page.getByRole('checkbox', { name: evening }).check()
    await page.getByLabel('登记名称').fill(`${name}（合并）`)
    await choose(page, page.getByLabel('存证'), deposits[0] ?? '')
    await begin(page, '两个车队合并，两项登记并为一项。')
    await decide(morning)
    const own = await openEntry(company.token, `${name}（合并）`)
    await expectText(own, '有效')
    expect(await own.getByText('已注销').count()).toBe(0)
    await close(own)
  })
})
