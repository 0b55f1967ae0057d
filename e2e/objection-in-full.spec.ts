import { Buffer } from 'node:buffer'
import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, narrow, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { confirm, expectText } from './support/controls.ts'
import { type CaseView, type Company, command, newCompany, readCase, submittedCase, until } from './support/filing.ts'
import { mails, mailText } from './support/installation.ts'
import { installation } from './support/worlds.ts'

const place = installation()
const { sessions } = place
useBrowser()
useChain()

const proof = {
  name: '采集合同.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}

describe('an objection in full', () => {
  let company: Company
  let made: CaseView
  let link = ''
  const notice = () => made.notice?.number ?? ''

  beforeAll(async () => {
    company = await newCompany('乌江航道勘测')
    const { id } = await submittedCase(company, '乌江航道水深数据集')
    await command(id, 'claim', sessions.examiner ?? '')
    await command(id, 'acceptance-proposal', sessions.examiner ?? '', { opinion: '' })
    await command(id, 'release', sessions.reviewer ?? '')
    made = await readCase(id, company.token)
  })

  it('is lodged with evidence and without script, by two people with the same, guided to what a ground must prove', async () => {
    const page = await open(undefined, { javaScriptEnabled: false, viewport: narrow })
    for (const name of ['孙勘测', '周勘测']) {
      await page.goto(`/notices/${notice()}`)
      await page.getByText('各项理由需要证明什么').click()
      await expectText(page, '须附证据')
      await page.getByLabel('姓名或单位全称').fill(name)
      await page.getByLabel('身份证号码或统一社会信用代码').fill('11010519491231002X')
      await page.getByLabel('联系电话').fill('13800138000')
      await page.getByLabel('电子邮箱').fill('sun@objector.example')
      await page.getByLabel('异议理由').selectOption('ownership')
      await page.getByLabel('事实与理由').fill('水深数据由我方测量船采集，见采集合同。')
      await page.getByLabel('证据文件').setInputFiles(proof)
      await page.getByRole('button', { name: '提交异议' }).click()
      await expectText(page, '异议已收到')
    }
    const told = await until('the mails with the links', async () => {
      const found = mails(place)
        .filter((mail) => mail.includes('sun@objector.example'))
        .map(mailText)
        .flatMap((text) => /\/objections\/[0-9a-f-]+\/[\w-]+/.exec(text)?.[0] ?? [])
      return found.length >= 2 ? found : null
    })
    for (const path of told) {
      await page.goto(path)
      if (!(await page.locator('main').innerText()).includes('并案')) link = path
    }
    await expectText(page, '采集合同.pdf')
    await close(page)
  })

  it('is answered with evidence by the company, once for both', async () => {
    const page = await open(company.token)
    await page.goto('/app/objections')
    await page.locator('main').getByRole('link').filter({ hasText: '-' }).last().click()
    await expectText(page, '水深数据由我方测量船采集', '采集合同.pdf')
    await page.getByLabel('添加证据文件').setInputFiles({ ...proof, name: '付款凭证.pdf' })
    await expectText(page, '付款凭证.pdf')
    await page.getByLabel('答复内容').fill('测量由我单位委托并付款，成果归我单位。')
    await expectFit(page, 'answer with evidence')
    await page.getByRole('button', { name: '提交答复' }).click()
    await confirm(page, '提交答复')
    await expectText(page, '已答复')
    expect(await page.locator('main').innerText()).not.toContain('孙勘测')
    await close(page)
  })

  it('gets a rejoinder by the link alone, and is decided together with reasons', async () => {
    const visitor = await open()
    await visitor.goto(link)
    await expectText(visitor, '成果归我单位')
    await visitor.getByLabel('对答复的回应').fill('合同第三条约定成果共有。')
    await expectFit(visitor, 'own objection')
    await visitor.getByRole('button', { name: '提交回应' }).click()
    await expectText(visitor, '合同第三条约定成果共有')

    const page = await open('examiner')
    await page.goto('/app/objections')
    await page.locator('main').getByRole('link').filter({ hasText: '-' }).nth(1).click()
    await expectText(page, '合同第三条约定成果共有', '数据比对', '孙勘测')
    await expectFit(page, 'objection to decide')
    await page.getByLabel('异议不成立').check()
    await page.getByLabel('理由', { exact: true }).fill('合同约定成果归委托方，共有之说与第三条原文不符。')
    await page.getByRole('button', { name: '作出决定' }).click()
    await confirm(page, '作出决定')
    await until('the notice to run on', async () =>
      (await readCase(made.id, company.token)).status === 'public_notice' ? true : null,
    )
    await visitor.goto(link)
    await expectText(visitor, '与第三条原文不符')
    await close(visitor)
    await close(page)
  })
})
