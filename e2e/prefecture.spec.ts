import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { expectText } from './support/controls.ts'
import { type CaseView, newCompany, submittedCase } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()
useChain()

const table =
  '企业名称,潜在数据集,联系人岗位,状态\n黔中公交,公交到站时刻,数据部负责人,已联系\n花溪停车,泊位占用,信息中心主任,\n'

describe('a prefecture', () => {
  let made: CaseView

  beforeAll(async () => {
    made = await submittedCase(await newCompany('初审物流'), '市州初审路段车速数据集')
  })

  it('keeps its key enterprises from a table', async () => {
    const page = await open('officer')
    await page.goto('/app/prefecture')
    await expectText(page, '市州工作', '贵阳', '重点企业')
    await page
      .getByLabel('导入')
      .first()
      .setInputFiles({ name: '重点企业.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
    await expectText(page, '新增 2 家', '黔中公交', '泊位占用')
    expect(await axe(page)).toEqual([])
    await expectFit(page, 'prefecture')
    await close(page)
    const { items } = await call<{ items: { name: string }[] }>(url, 'GET', '/api/v1/key-enterprises', {
      token: sessions['officer-zunyi'],
    }).catch(() => ({ items: [] }))
    expect(items.map(({ name }) => name)).not.toContain('黔中公交')
  })

  it('gives its opinion item by item, arranges who leads, and the examiner reads both', async () => {
    const page = await open('officer')
    await page.goto(`/app/queue/${made.id}`)
    await page.getByRole('button', { name: '确定牵头与协同' }).click()
    await page.getByLabel('理由').fill('本市首次登记，联合办理')
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await expectText(page, '牵头：交通运输局；协同：市场监督管理局')
    await page.getByRole('button', { name: '提出初审意见' }).click()
    const form = page.locator('.local-form')
    for (const box of await form.getByRole('radio', { name: '符合', exact: true }).all()) await box.check()
    await form.getByLabel('初审意见').fill('经实地了解，数据来源属实。')
    expect(await axe(page)).toEqual([])
    await form.getByRole('button', { name: '提交' }).click()
    await expectText(page, '交通运输局：支持', '经实地了解')
    await close(page)
    const examiner = await open('examiner')
    await examiner.goto(`/app/queue/${made.id}`)
    await expectText(examiner, '经实地了解', '牵头：交通运输局')
    await close(examiner)
  })
})
