import { beforeAll, describe, expect, it } from 'vitest'
import { guizhou } from '../core/src/kernel/rule-pack.ts'
import { close, expectFit, open, useBrowser, weigh } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { choose, confirm, expectText } from './support/controls.ts'
import { type Company, carefulForm, newCase, newCompany } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()
useChain()

const questions = guizhou.eligibility?.questions ?? []
/** Moment of the demonstration clock, which other journeys have moved. */
let now = 0
const dayAfter = (days: number) => new Date(now + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
/** A place of this run, so that slots of another do not stand in the way. */
const place = `观山湖区窗口 ${Math.floor(Math.random() * 1e6)}`

describe('coaching before filing', () => {
  let company: Company
  let draft: { id: string; number: string }
  let coaching = ''

  beforeAll(async () => {
    now = Date.parse((await call<{ now: string }>(url, 'GET', '/api/v1/system')).now)
    company = await newCompany('辅导物流')
    draft = await newCase(company)
  })

  it('asks ten questions without script, tells the clause behind each answer, and keeps the answers in the address', async () => {
    const page = await open(undefined, { javaScriptEnabled: false })
    await page.goto('/eligibility')
    expect(await page.getByRole('group').count()).toBe(10)
    for (const { code, answers } of questions) {
      const wanted = code === 'source' ? 'no_paper' : answers.find(({ effect }) => effect === 'pass')?.code
      await page.locator(`input[name=${code}][value=${wanted}]`).check()
    }
    await page.getByRole('button', { name: '查看结果' }).click()
    await expectText(page, '先做完下面几件事，再申请', '请先取得书面授权', '数据应当依法收集')
    expect(page.url()).toContain('source=no_paper')
    await page.goto(page.url().replace('source=no_paper', 'source=unknown'))
    await expectText(page, '现在不能申请')
    await page.goto(page.url().replace('&use=running', ''))
    await expectText(page, '还有 1 题没有回答')
    expect(await page.locator('input:checked').count()).toBe(9)
    await close(page)
    const shown = await open()
    await shown.goto('/eligibility?source=self')
    await expectFit(shown, 'eligibility')
    await close(shown)
    expect(await weigh('/eligibility')).toBeLessThan(60_000)
  })

  it('is opened by the company with its answers', async () => {
    const page = await open(company.token)
    const asked = questions.map(({ code, answers }) => {
      const pass = answers.find(({ effect }) => effect === 'pass')
      return `${code}=${code === 'source' ? 'no_paper' : pass?.code}`
    })
    await page.goto(`/eligibility?${asked.join('&')}`)
    await page.getByRole('link', { name: '带着答案申请辅导' }).click()
    await expectText(page, '已带入 10 题的回答')
    await page.getByLabel('想登记什么数据，有什么问题').fill('冷链车温湿度数据能不能登记')
    await expectFit(page, 'new coaching case')
    await page.getByRole('button', { name: '提交' }).click()
    await expectText(page, '待受理', '请先取得书面授权')
    coaching = page.url().split('/').at(-1) ?? ''
    await close(page)
  })

  it('is taken on by the coach of the place, who records, sets a task and offers hours; another place sees nothing', async () => {
    const page = await open('coach')
    await page.goto('/app/coaching?status=open')
    await page.getByRole('link', { name: '冷链车温湿度数据能不能登记' }).first().click()
    await page.getByRole('button', { name: '受理' }).click()
    await expectText(page, '辅导中')
    await page.getByRole('radio', { name: '走访' }).check()
    await page.getByLabel('地点').fill('企业冷库')
    await page.getByLabel('内容').fill('看了传感器和采集程序，来源需要补签授权。')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await expectText(page, '已登记')
    await page.getByLabel('要做什么').fill('与货主补签书面授权')
    await page.getByLabel('最后一日').fill(dayAfter(5))
    await page.getByRole('button', { name: '布置任务' }).click()
    await expectText(page, '贵阳辅导员辛布置')
    await expectFit(page, 'coaching case of the coach')
    await page.goto('/app/coaching/calendar')
    await page.getByLabel('地点').fill(place)
    await page.getByLabel('日期').fill(dayAfter(3))
    await page.getByRole('button', { name: '提供', exact: true }).click()
    await expectText(page, '已提供 5 个时段')
    await close(page)
    const elsewhere = await open('officer-zunyi')
    await elsewhere.goto(`/app/coaching/${coaching}`)
    await expectText(elsewhere, '没有找到')
    await close(elsewhere)
  })

  it('gets a visit, moved once, a task done and a draft linked by the company', async () => {
    const page = await open(company.token)
    await page.goto(`/app/coaching/${coaching}`)
    await page.getByRole('link', { name: '预约现场辅导' }).click()
    await page.waitForURL(/calendar/)
    await page.goto(`${page.url()}&week=${dayAfter(3)}`)
    const slot = (time: string) => page.getByRole('listitem').filter({ hasText: place }).filter({ hasText: time })
    await slot('09:00–').getByRole('button').click()
    await confirm(page, '预约')
    await expectText(page, '现场预约', place)
    await page.getByRole('link', { name: '改约' }).click()
    await slot('10:00–').getByRole('button').click()
    await confirm(page, '预约')
    await expectText(page, '已取消')
    await page.getByRole('button', { name: /^办妥/ }).click()
    await confirm(page, '办妥')
    await expectText(page, '办妥')
    await choose(page, page.getByLabel('选择本单位的登记申请'), draft.number)
    await page.getByRole('button', { name: '关联' }).click()
    await expectText(page, '处要改')
    await expectFit(page, 'coaching case of the company')
    await page.goto(`/app/coaching/calendar?week=${dayAfter(3)}`)
    await expectText(page, place, '还可约 1 家')
    expect(await page.getByRole('link', { name: company.name }).count()).toBe(1)
    await expectFit(page, 'calendar')
    await close(page)
    const inbox = await open('coach')
    await inbox.goto('/app/inbox')
    await expectText(inbox, '预约在')
    await close(inbox)
  })

  it('shows the completeness now beside the one then, ends, and counts with the record behind it', async () => {
    const { version } = await call<{ version: number }>(url, 'GET', `/api/v1/cases/${draft.id}`, {
      token: company.token,
    })
    const { name: _, ...set } = carefulForm('冷链车温湿度数据集')
    const body = { version, set, clear: [] }
    await call(url, 'PATCH', `/api/v1/cases/${draft.id}`, { token: company.token, body })
    const page = await open('coach')
    await page.goto(`/app/coaching/${coaching}`)
    const shares = (await page.getByRole('row').filter({ hasText: draft.number }).innerText()).match(/\d+(?=%)/g)
    expect(Number(shares?.[1])).toBeGreaterThan(Number(shares?.[0]))
    await page.getByRole('button', { name: '办结' }).click()
    await page.getByLabel('办结情况').fill('企业正在按任务补材料')
    await confirm(page, '办结')
    await expectText(page, '已办结', '辅导个案已办结')
    const { number } = await call<{ number: string }>(url, 'GET', `/api/v1/coaching/${coaching}`, {
      token: sessions.coach,
    })
    await page.goto('/app/coaching/figures')
    await expectText(page, '目标 15 家', number)
    await expectFit(page, 'figures')
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 CSV' }).click()
    expect((await saving).suggestedFilename()).toMatch(/\.csv$/)
    await page.goto('/app/coaching?q=没有这样的企业')
    await expectText(page, '没有符合条件的个案')
    await page.goto('/app/coaching')
    await expectFit(page, 'list')
    await close(page)
  })
})
