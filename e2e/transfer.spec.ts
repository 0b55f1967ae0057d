import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { expectText } from './support/controls.ts'
import { type CaseView, type Company, newCompany, readCase, until } from './support/filing.ts'
import { call } from './support/people.ts'
import { attach, grant, openEntry, press, registered } from './support/registration.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()
useBrowser()
useChain()

describe('a transfer of a registration', () => {
  const name = '六盘水货运路段通行数据集'
  let seller: Company
  let buyer: Company
  let made: CaseView
  let number: string

  beforeAll(async () => {
    seller = await newCompany('六盘水货运')
    buyer = await newCompany('水城路网')
    made = await registered(seller, name)
    number = made.certificate?.certificateNumber ?? ''
  })

  it('is begun by the holder for a part, which the page checks while it is typed', async () => {
    const page = await openEntry(seller.token, name)
    await expectText(page, '没有登记在案的冻结、质押和许可')
    await page.getByRole('radio', { name: '转移', exact: true }).check()
    await page.getByRole('radio', { name: '转让', exact: true }).check()
    await page.getByLabel('受让方：统一社会信用代码').fill(buyer.uscc)
    await expectText(page, `单位名称：${buyer.name}`)
    await page.getByLabel('转移的份额').fill('七成')
    await expectText(page, '份额请写成 1/3、25% 这样的形式')
    await page.getByLabel('转移的份额').fill('1/3')
    await page.getByLabel('转移依据（合同名称、编号）').fill('数据知识产权转让合同 2026-01 号')
    await page.getByLabel('说明').fill('双方已经签订转让合同，转让三分之一。')
    await expectFit(page, 'transfer to begin')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await attach(page)
    await expectText(page, '份额 2/3', '份额 1/3')
    await press(page, '提交')
    await expectText(page, '待各方签署')
    await close(page)
  })

  it('is signed by the other side, who sees what the register says and no more', async () => {
    const page = await open(buyer.token)
    await page.goto('/app/acts')
    await expectText(page, name, '签署登记事务')
    await page.goto('/app/registrations')
    await page.getByRole('link', { name: '待签署和已提出的事务' }).click()
    await expectFit(page, 'affairs to sign')
    await page.getByRole('link', { name: `转移：${name}` }).click()
    await expectText(page, '数据知识产权转让合同 2026-01 号', '尚未签署', '没有登记在案的冻结、质押和许可')
    await expectFit(page, 'affair to sign')
    await press(page, '签署同意')
    await expectText(page, '待审查')
    await close(page)
  })

  it('is proposed and decided by two people; both parties are holders, each with their share', async () => {
    const read = await openEntry('examiner', name)
    await expectText(read, '已签署')
    await close(read)
    const second = await grant(name)
    await expectText(second, '已办结', '下载决定书')
    await expectFit(second, 'transferred registration')
    await close(second)
    const page = await openEntry(buyer.token, name)
    await expectText(page, `${seller.name}，份额 2/3`, `${buyer.name}，份额 1/3`)
    await close(page)
  })

  it('leaves a certificate that says so, in a chain that anybody can follow', async () => {
    const newest = await until('the new certificate', async () => {
      const { certificate } = await readCase(made.id, seller.token)
      const path = `/api/v1/certificates/${certificate?.certificateNumber}/pdf`
      return certificate?.certificateNumber !== number && (await fetch(`${url}${path}`)).ok
        ? certificate?.certificateNumber
        : null
    })
    const visitor = await open()
    await visitor.goto(`/certificates/${number}`)
    await expectText(visitor, '这份证书已转移', '证书沿革')
    await expectFit(visitor, 'transferred certificate')
    await visitor.getByRole('link', { name: newest }).first().click()
    await expectText(visitor, '证书现在有效', `${buyer.name}（1/3）`)
    expect(await visitor.locator('body').innerText()).not.toContain('经办')
    await close(visitor)
  })

  it('stands still while a court freezes the right: the page says why', async () => {
    // Other journeys have moved the clock on by weeks.
    const { now } = await call<{ now: string }>(url, 'GET', '/api/v1/system')
    const page = await openEntry('examiner', name)
    await page.getByRole('radio', { name: '冻结处分（查封）' }).check()
    await page.getByRole('radio', { name: '人民法院要求协助冻结' }).check()
    await page.getByLabel('作出机关', { exact: true }).fill('六盘水市中级人民法院')
    await page.getByLabel('文书编号').fill('（2026）黔02执保3号')
    await page.getByLabel('文书日期').fill('2026-01-06')
    await page.getByLabel('起期').fill('2026-01-06')
    await page.getByLabel('止期（没有约定的不填）').fill(`${Number(now.slice(0, 4)) + 1}-12-31`)
    await page.getByLabel('说明').fill('按协助执行通知书冻结处分一年。')
    await page.getByRole('button', { name: '建立草稿' }).click()
    await attach(page)
    await press(page, '提交')
    await expectText(page, '拟准予待复核')
    await close(page)
    const second = await openEntry('reviewer', name)
    await press(second, '复核通过')
    await expectText(second, '冻结 GZJT-F-')
    await close(second)
    const own = await openEntry(buyer.token, name)
    await own.getByRole('radio', { name: '转移', exact: true }).check()
    await own.getByRole('radio', { name: '转让', exact: true }).check()
    await own.getByLabel('受让方：统一社会信用代码').fill(seller.uscc)
    await own.getByLabel('转移依据（合同名称、编号）').fill('转回合同')
    await own.getByLabel('说明').fill('把份额转回给原权利人。')
    await own.getByRole('button', { name: '建立草稿' }).click()
    await expectText(own, '现在不能办理的原因', '冻结期间不能转移')
    await expectFit(own, 'frozen right')
    expect(await own.getByRole('button', { name: '提交', exact: true }).count()).toBe(0)
    await close(own)
  })
})
