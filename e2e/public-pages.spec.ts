import { describe, expect, it } from 'vitest'
import { close, expectFit, narrow, open, useBrowser, weigh } from './support/browser.ts'
import { call } from './support/people.ts'
import { certificateInEffect } from './support/registration.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()
useBrowser()

type Listed = { items: { number: string; registrationNumber: string; certificateNumber: string; status: string }[] }

const { items: entries } = await call<Listed>(url, 'GET', '/api/v1/register')
const { items: notices } = await call<Listed>(url, 'GET', '/api/v1/notices?open=true')
const certificate = await certificateInEffect()
const registration = entries[0]?.registrationNumber ?? ''
const notice = notices[0]?.number ?? ''

/** Path, and words that the page is there for. */
const filled = [
  ['/', '公示'],
  ['/register', registration],
  [`/register/${registration}`, registration],
  ['/notices', '公示公告'],
  [`/notices/${notice}`, '期限是怎样计算的'],
  [`/certificates/${certificate}`, certificate],
  ['/verify', '证书核验'],
  ['/guide', '存证'],
  ['/log', '日志'],
] as const

const strange = [
  ['/register?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA%E4%B8%9C%E8%A5%BF', '没有'],
  ['/notices?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA%E4%B8%9C%E8%A5%BF', '没有符合条件的公示'],
  ['/verify?number=123', '编号应为 17 位数字'],
  ['/certificates/20990000000000000', '没有'],
  ['/no-such-page', '没有'],
] as const

describe('public pages', () => {
  it.each([...filled, ...strange])('%s is accessible, fits a telephone, says %s', async (path, words) => {
    const page = await open()
    await page.goto(path)
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    expect(await page.locator('main').innerText()).toContain(words)
    await expectFit(page, path)
    await close(page)
  })

  it('are in English by a switch, and accessible there', async () => {
    const page = await open()
    await page.goto('/verify')
    await page.getByRole('link', { name: 'English' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await expectFit(page, 'English')
    await close(page)
  })

  it.each(filled)('%s is readable without script', async (path, words) => {
    const page = await open(undefined, { javaScriptEnabled: false, viewport: narrow })
    await page.goto(path)
    expect(await page.locator('main').innerText()).toContain(words)
    expect(await page.locator('h1').count()).toBe(1)
    await close(page)
  })

  it.each(filled)('%s weighs at most 60 kB', async (path) => {
    const bytes = await weigh(path)
    expect(bytes).toBeGreaterThan(2_000)
    expect(bytes).toBeLessThanOrEqual(60_000)
  })

  it('a faulty objection comes back with every fault and everything typed', async () => {
    const page = await open(undefined, { javaScriptEnabled: false })
    await page.goto(`/notices/${notice}`)
    await page.getByLabel('姓名或单位全称').fill('李')
    await page.getByLabel('身份证号码或统一社会信用代码').fill('520102199003078888')
    await page.getByLabel('联系电话').fill('1')
    await page.getByLabel('事实与理由').fill('<b>我的</b>数据')
    await page.locator('form.stack').evaluate((form) => form.setAttribute('novalidate', ''))
    await page.getByRole('button', { name: '提交异议' }).click()
    const said = await page.locator('main').innerText()
    for (const words of ['请填写姓名', '校验位不符', '请填写电话', '请填写有效的电子邮箱', '请选择一项异议理由'])
      expect(said).toContain(words)
    expect(await page.getByLabel('事实与理由').inputValue()).toBe('<b>我的</b>数据')
    expect(await page.getByLabel('姓名或单位全称').inputValue()).toBe('李')
    await close(page)
  })
})
