import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { choose, expectText } from './support/controls.ts'
import { type CaseView, type Company, newCompany, newDeposit } from './support/filing.ts'
import { call } from './support/people.ts'
import { attach, grant, openEntry, press, registered } from './support/registration.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()
useBrowser()
useChain()

describe('a registration whose authorisation ends soon', () => {
  const name = '安顺客运联网售票数据集'
  let company: Company
  let made: CaseView
  let until: string
  let extended: string

  const numberOf = async (deposit: string): Promise<string> =>
    (await call<{ number: string }>(url, 'GET', `/api/v1/deposits/${deposit}`, { token: company.token })).number
  const pages = async (): Promise<string> => {
    const page = await open()
    await page.goto(`/certificates/${made.certificate?.certificateNumber}`)
    const said = await page.locator('main').innerText()
    await close(page)
    return said
  }

  beforeAll(async () => {
    const { now } = await call<{ now: string }>(url, 'GET', '/api/v1/system')
    const inDays = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10)
    // So near that renewal is open from the first day on.
    until = inDays(150)
    extended = inDays(900)
    company = await newCompany('安顺客运')
    made = await registered(company, name, {
      acquisition: ['self', 'authorised'],
      authorisationUntil: until,
      sourceStatement:
        '售票记录由本单位自行采集；站点信息由安顺汽车客运站按《数据授权书》（安运授〔2026〕8号，2026年1月签订）授权本单位加工使用和登记，不含任何个人信息。',
    })
  })

  it('is not renewed on the deposit it was made on: that shows nothing of today', async () => {
    const page = await openEntry(company.token, name)
    await page.getByRole('radio', { name: '续期', exact: true }).check()
    await page.getByRole('radio', { name: '数据仍在更新和使用' }).check()
    await page.getByLabel('说明', { exact: true }).fill('售票数据每日更新，申请续期。')
    await choose(page, page.getByLabel('存证', { exact: true }), made.depositNumber)
    await page.getByLabel('数据现状说明').fill('每日更新，由本单位信息中心保管。')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await expectText(page, '请用现在的数据重新存证')
    expect(await page.getByLabel('数据现状说明').inputValue()).toBe('每日更新，由本单位信息中心保管。')
    await close(page)
  })

  it('is renewed on a new deposit and a longer authorisation', async () => {
    const later = await newDeposit(company)
    const page = await openEntry(company.token, name)
    await page.getByRole('radio', { name: '续期', exact: true }).check()
    await page.getByRole('radio', { name: '数据仍在更新和使用' }).check()
    await page.getByLabel('说明', { exact: true }).fill('售票数据每日更新，申请续期。')
    await choose(page, page.getByLabel('存证', { exact: true }), await numberOf(later))
    await page.getByLabel('数据现状说明').fill('每日更新，由本单位信息中心保管。')
    await page.getByLabel('数据来源授权到期日').fill(extended)
    await expectFit(page, 'renewal')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await attach(page)
    await press(page, '提交')
    await expectText(page, '待审查', '续期后有效期至')
    await close(page)
    const granted = await grant(name)
    await expectText(granted, '已办结')
    await close(granted)
  })

  it('leaves a new certificate, and the old one says so', async () => {
    const [year, month, day] = extended.split('-').map(Number)
    const own = await openEntry(company.token, name)
    await expectText(own, `${year}年${month}月${day}日`)
    await close(own)
    expect(await pages()).toContain('续期')
  })
})
