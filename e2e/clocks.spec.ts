import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { expectText } from './support/controls.ts'
import { type CaseView, type Company, command, newCompany, submittedCase, until } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()
useChain()

type Clocks = { items: { kind: string; due: string | null; escalations: { level: string; at: string | null }[] }[] }

describe('clocks', () => {
  let company: Company
  let made: CaseView

  beforeAll(async () => {
    company = await newCompany('期限物流')
    made = await submittedCase(company, '期限推演路段车速数据集')
    await command(made.id, 'claim', sessions.examiner ?? '')
  })

  it('stand on the case page with their derivation, are stopped for an expert, and run on', async () => {
    const page = await open('examiner')
    await page.goto(`/app/queue/${made.id}?side=deadlines`)
    await expectText(page, '审查', '最后一日', '用去七成', '逐日推算')
    await page.getByRole('button', { name: '中止计算期限' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('说明').fill('涉及测绘数据，征询测绘专家意见')
    expect(await axe(page)).toEqual([])
    await dialog.getByRole('button', { name: '中止计算期限' }).click()
    await expectText(page, '中止期间不计', '尚未恢复')
    await page.getByRole('button', { name: '恢复计算期限' }).click()
    await dialog.getByLabel('说明').fill('专家意见已经收到')
    await dialog.getByRole('button', { name: '恢复计算期限' }).click()
    await page.getByRole('button', { name: '中止计算期限' }).waitFor()
    await expectFit(page, 'clocks of a case')
    await close(page)
    const own = await open(company.token)
    await own.goto(`/app/cases/${made.id}`)
    await expectText(own, '审查', '征询专家意见')
    expect(await own.locator('main').innerText()).not.toContain('用去七成')
    await close(own)
  })

  it('are run ahead for the administrator, and come as foreseen', async () => {
    const page = await open('admin')
    await page.goto('/app/clock-simulation')
    await expectText(page, '期限推演', made.number, '停机记录')
    expect(await axe(page)).toEqual([])
    await expectFit(page, 'clock simulation')
    await close(page)
    const ofCase = () => call<Clocks>(url, 'GET', `/api/v1/cases/${made.id}/clocks`, { token: sessions.admin })
    const due = (await ofCase()).items.find(({ kind }) => kind === 'examination')?.due
    await call(url, 'POST', '/api/v1/demo/clock', { body: { to: `${due}T04:00:00.000Z` } })
    const levels = await until('the escalations', async () => {
      const { items } = await ofCase()
      const told = items.find(({ kind }) => kind === 'examination')?.escalations.filter(({ at }) => at !== null) ?? []
      return told.length >= 3 ? told.map(({ level }) => level) : null
    })
    expect(levels).toEqual(['most', 'nearly', 'last_day'])
    const inbox = await call<{ items: { subject?: string }[] }>(url, 'GET', '/api/v1/inbox', { token: sessions.admin })
    expect(JSON.stringify(inbox)).toContain(made.number)
  })
})
