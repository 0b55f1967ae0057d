import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { expectText } from './support/controls.ts'
import { download, pdfText } from './support/documents.ts'
import { type CaseView, type Company, newCompany, readCase, until } from './support/filing.ts'
import { call } from './support/people.ts'
import { attach, grant, openEntry, press, registered } from './support/registration.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()
useBrowser()
useChain()

const order = '（2026）黔01执保12号'

describe('after registration', () => {
  const name = '遵义绕城路段流量数据集'
  let company: Company
  let made: CaseView
  let number: string

  beforeAll(async () => {
    company = await newCompany('遵义路网')
    made = await registered(company, name)
    number = made.certificate?.certificateNumber ?? ''
  })

  it('an examiner proposes a court freeze with its document, and cannot decide it', async () => {
    const list = await open('examiner')
    await list.goto('/app/registrations')
    await list.getByLabel('名称、权利人或编号').fill(name)
    await list.getByRole('button', { name: '查询' }).click()
    await expectText(list, '共 1 条')
    await close(list)
    const page = await openEntry('examiner', name)
    await page.getByRole('radio', { name: '中止（冻结）' }).check()
    await page.getByRole('radio', { name: '人民法院要求协助冻结' }).check()
    await page.getByLabel('作出机关', { exact: true }).fill('贵阳市中级人民法院')
    await page.getByLabel('文书编号').fill(order)
    await page.getByLabel('文书日期').fill('2026-01-05')
    await page.getByLabel('说明').fill('按协助执行通知书冻结，期限一年。')
    await expectFit(page, 'freeze to begin')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '建立草稿' }).click()
    await attach(page)
    await press(page, '提交')
    await expectText(page, '拟准予待复核')
    expect(await page.getByRole('button', { name: '复核通过', exact: true }).count()).toBe(0)
    await close(page)
    const own = await openEntry(company.token, name)
    await expectText(own, '还没有登记事务')
    await close(own)
  })

  it('a second person confirms it; the public sees it at once, the company gets its letter', async () => {
    const page = await openEntry('reviewer', name)
    await press(page, '复核通过')
    await expectText(page, '已办结')
    await expectFit(page, 'frozen registration')
    await close(page)
    const visitor = await open()
    await visitor.goto(`/certificates/${number}`)
    await expectText(visitor, '登记中止中')
    await visitor.goto(`/register/${number}`)
    await expectText(visitor, '该项登记现在中止', order)
    await expectFit(visitor, 'public page of a frozen registration')
    expect(await axe(visitor)).toEqual([])
    await close(visitor)
    const letter = (await readCase(made.id, company.token)).letters.find(({ kind }) => kind === 'register_affair')
    const path = `/api/v1/cases/${made.id}/letters/${letter?.id}`
    const said = pdfText(await download(path, company.token)).replace(/\s/g, '')
    for (const words of ['中止该项登记的效力', order, '贵阳市中级人民法院']) expect(said).toContain(words)
  })

  it('is released by two people again', async () => {
    const page = await openEntry('examiner', name)
    await page.getByRole('radio', { name: '恢复（解除冻结）' }).check()
    await page.getByRole('radio', { name: '作出机关解除冻结或者保全' }).check()
    await page.getByLabel('作出机关', { exact: true }).fill('贵阳市中级人民法院')
    await page.getByLabel('文书编号').fill(`${order}之一`)
    await page.getByLabel('文书日期').fill('2026-01-06')
    await page.getByLabel('说明').fill('法院已解除冻结。')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await attach(page)
    await press(page, '提交')
    await expectText(page, '拟准予待复核')
    await close(page)
    const second = await openEntry('reviewer', name)
    await press(second, '复核通过')
    await second.getByText('有效', { exact: true }).first().waitFor()
    await close(second)
  })

  it('the company rectifies a name; the old certificate names the new one', async () => {
    const page = await openEntry(company.token, name)
    await page.getByRole('radio', { name: '更正' }).check()
    await page.getByRole('radio', { name: '申请时填写有误' }).check()
    await page.getByLabel('登记名称').fill('遵义绕城高速路段流量数据集')
    await page.getByLabel('说明').fill('名称漏写“高速”二字。')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await attach(page)
    await press(page, '提交')
    await expectText(page, '待审查')
    await close(page)
    const second = await grant(name)
    await second.getByRole('heading', { level: 1, name: '遵义绕城高速路段流量数据集' }).waitFor()
    await close(second)
    const newest = await until('the new certificate', async () => {
      const { certificate } = await readCase(made.id, company.token)
      const path = `/api/v1/certificates/${certificate?.certificateNumber}/pdf`
      return certificate?.certificateNumber !== number && (await fetch(`${url}${path}`)).ok
        ? certificate?.certificateNumber
        : null
    })
    const visitor = await open()
    await visitor.goto(`/certificates/${number}`)
    await expectText(visitor, '这份证书已被新证书代替')
    await expectFit(visitor, 'replaced certificate')
    await visitor.getByRole('link', { name: newest }).first().click()
    await expectText(visitor, '证书现在有效', '遵义绕城高速路段流量数据集')
    await close(visitor)
    number = newest
  })

  it('the signatory gives it up, and it is over for good', async () => {
    const page = await openEntry(company.token, '遵义绕城高速')
    await page.getByRole('radio', { name: '注销' }).check()
    await page.getByRole('radio', { name: '权利人自愿放弃登记' }).check()
    await page.getByLabel('说明').fill('数据不再维护，自愿放弃登记。')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await press(page, '提交')
    await expectText(page, '待审查')
    await close(page)
    const first = await openEntry('examiner', '遵义绕城高速')
    await press(first, '拟准予')
    await expectText(first, '拟准予待复核')
    await close(first)
    const second = await openEntry('reviewer', '遵义绕城高速')
    await press(second, '复核通过')
    await expectText(second, '已注销', '现在没有可以提出的事务')
    await close(second)
    const { status } = await call<{ status: string }>(url, 'GET', `/api/v1/certificates/${number}`)
    expect(status).toBe('cancelled')
  })
})
