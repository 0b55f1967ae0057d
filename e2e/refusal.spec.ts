import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { confirm, expectText } from './support/controls.ts'
import { download, pdfText } from './support/documents.ts'
import {
  type CaseView,
  type Company,
  command,
  newCompany,
  passDay,
  readCase,
  submittedCase,
  until,
} from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()
useChain()

type Listed = { items: { number: string; caseNumber: string; name: string }[] }

/** Nobody finds the case in the register, by search or by its number, and no certificate exists. */
const expectUnregistered = async (made: CaseView): Promise<void> => {
  const { items } = await call<Listed>(url, 'GET', `/api/v1/register?q=${encodeURIComponent(made.name)}`)
  expect(items).toEqual([])
  expect((await readCase(made.id, sessions.auditor ?? '')).certificate).toBeNull()
  const page = await open()
  await page.goto(`/register?q=${encodeURIComponent(made.name)}`)
  await expectText(page, '没有')
  expect(await page.locator('main').innerText()).not.toContain(made.number)
  await close(page)
}

const letterText = async (made: CaseView, kind: string, token: string): Promise<string> => {
  const letter = await until(`the letter of ${kind}`, async () =>
    (await readCase(made.id, token)).letters.find((one) => one.kind === kind),
  )
  const page = await open(token)
  await page.goto(`/app/cases/${made.id}`)
  const path = `/api/v1/cases/${made.id}/letters/${letter.id}`
  await page.locator(`a[href="${path}"]`).first().waitFor()
  await close(page)
  return pdfText(await download(path, token)).replace(/\s/g, '')
}

describe('refusal', () => {
  const name = '黔西公交客流数据集'
  const explanation = '来源证明与申请人不一致，数据由另一单位采集，申请人未提交授权。'
  let company: Company
  let made: CaseView
  let ground: string

  beforeAll(async () => {
    company = await newCompany('黔西公交')
    made = await submittedCase(company, name)
    await command(made.id, 'claim', sessions.examiner ?? '')
  })

  it('is proposed with grounds, each explained', async () => {
    const page = await open('examiner')
    await page.goto(`/app/queue/${made.id}`)
    await page.getByRole('toolbar').getByRole('button', { name: '拟不予登记' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '提交复核' }).click()
    await dialog.getByText('请至少选择一种情形').waitFor()
    const first = dialog.getByRole('checkbox').first()
    ground = (await first.locator('xpath=ancestor::label').innerText()).trim()
    await first.check()
    await dialog.getByRole('button', { name: '提交复核' }).click()
    await dialog.getByText('请写明理由').waitFor()
    await dialog.getByLabel(`理由：${ground}`).fill(explanation)
    expect(await axe(page)).toEqual([])
    await confirm(page, '提交复核')
    await until('the proposal', async () =>
      (await readCase(made.id, company.token)).status === 'refusal_proposed' ? true : null,
    )
    await expect(command(made.id, 'release', sessions.examiner ?? '')).rejects.toMatchObject({ status: 403 })
    await close(page)
  })

  it('says nothing to the company before a second person releases it', async () => {
    const page = await open(company.token)
    await page.goto(`/app/cases/${made.id}`)
    await page.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor()
    expect(await page.content()).not.toContain(explanation)
    await close(page)
    const second = await open('reviewer')
    await second.goto(`/app/queue/${made.id}`)
    await expectText(second, '审查员拟不予登记', ground, explanation)
    await expectFit(second, 'refusal to release')
    await second.getByRole('toolbar').getByRole('button', { name: '复核通过' }).click()
    await second.getByRole('dialog').getByText('不能撤销').waitFor()
    await confirm(second, '复核通过')
    await until('the refusal', async () =>
      (await readCase(made.id, company.token)).status === 'refused' ? true : null,
    )
    await second.goto(`/app/queue/${made.id}`)
    await expectText(second, '不予登记的理由')
    await close(second)
  })

  it('reaches the company with its reasons and a letter in Chinese', async () => {
    const letter = await letterText(made, 'refusal', company.token)
    for (const words of [name, company.name, explanation, ground]) expect(letter).toContain(words.replace(/\s/g, ''))
    const page = await open(company.token)
    await page.goto(`/app/cases/${made.id}`)
    await expectText(page, '不予登记的理由', explanation)
    await expectFit(page, 'refused case')
    await close(page)
  })

  it('leaves nothing to the public', async () => {
    await expectUnregistered(made)
    const { items } = await call<Listed>(url, 'GET', `/api/v1/notices?q=${encodeURIComponent(name)}`)
    expect(items).toEqual([])
    const page = await open()
    await page.goto(`/notices?q=${encodeURIComponent(name)}`)
    await expectText(page, '没有符合条件的公示')
    await close(page)
    await expect(call(url, 'GET', `/api/v1/cases/${made.id}`)).rejects.toMatchObject({ status: 401 })
    await expect(readCase(made.id, sessions['qianling-filer'] ?? '')).rejects.toMatchObject({ status: 404 })
  })
})

describe('objection upheld', () => {
  const name = '毕节干线路面病害数据集'
  const decision = '异议人提交了检测合同与原始采集记录，数据由其采集。'
  let company: Company
  let made: CaseView
  let notice: { number: string; to: string }

  const released = async (what: string): Promise<CaseView> => {
    const { id } = await submittedCase(company, what)
    await command(id, 'claim', sessions.examiner ?? '')
    await command(id, 'acceptance-proposal', sessions.examiner ?? '', { opinion: '' })
    await command(id, 'release', sessions.reviewer ?? '')
    return await readCase(id, company.token)
  }
  /** Of the same day, and nobody objects to it. */
  let twin: CaseView

  beforeAll(async () => {
    company = await newCompany('毕节路况检测')
    made = await released(name)
    notice = await until('the notice', async () => (await readCase(made.id, company.token)).notice)
    twin = await released('毕节干线边坡监测数据集')
  })

  it('is lodged by somebody without account', async () => {
    const page = await open()
    await page.goto(`/notices/${notice.number}`)
    await page.getByLabel('姓名或单位全称').fill('钱检测')
    await page.getByLabel('身份证号码或统一社会信用代码').fill('11010519491231002X')
    await page.getByLabel('联系电话').fill('13800138000')
    await page.getByLabel('电子邮箱').fill('qian@example.com')
    await page.getByLabel('异议理由').selectOption({ index: 1 })
    await page.getByLabel('事实与理由').fill('这些病害数据由我单位检测车采集，申请人只是委托方。')
    await page.getByRole('button', { name: '提交异议' }).click()
    await page.getByRole('heading', { name: '异议已收到' }).waitFor()
    await expectFit(page, 'objection lodged')
    await close(page)
  })

  it('is answered by the company, once told that the answer is final', async () => {
    const page = await open(company.token)
    await page.goto('/app/objections')
    await page.locator('main').getByRole('link').filter({ hasText: '-' }).first().click()
    await expectText(page, '这些病害数据由我单位检测车采集')
    await page.getByLabel('答复内容').fill('采集费用由本单位承担，合同约定成果归本单位。')
    await expectFit(page, 'objection with a filled answer')
    await page.getByRole('button', { name: '提交答复' }).click()
    await page.getByRole('dialog').getByText('提交后不能修改').waitFor()
    expect(await axe(page)).toEqual([])
    await confirm(page, '提交答复')
    await expectText(page, '已答复')
    await close(page)
  })

  it('is upheld by the examiner, which refuses the case', async () => {
    const page = await open('examiner')
    await page.goto(`/app/queue/${made.id}`)
    await expectText(page, '采集费用由本单位承担', '钱检测')
    await page.getByRole('button', { name: '异议成立' }).click()
    await page.getByRole('dialog').getByLabel('理由').fill(decision)
    await confirm(page, '异议成立')
    await until('the refusal', async () =>
      (await readCase(made.id, company.token)).status === 'refused' ? true : null,
    )
    await page.goto(`/app/queue/${made.id}`)
    await expectText(page, '不予登记', decision)
    expect(await page.locator('main').innerText()).not.toContain('objection_upheld')
    await expectFit(page, 'case with an upheld objection')
    await close(page)
  })

  it('is told to the company, with a letter, and to the public without names', async () => {
    const page = await open(company.token)
    await page.goto(`/app/cases/${made.id}`)
    await expectText(page, '不予登记的理由', decision, '异议成立')
    await page
      .locator('main')
      .getByRole('link', { name: /^.*异议|-/ })
      .first()
      .waitFor()
    await close(page)
    const letter = await letterText(made, 'objection_decision', company.token)
    for (const words of [name, decision]) expect(letter).toContain(words)
    expect(letter).not.toContain('钱检测')
    const visitor = await open()
    await visitor.goto(`/notices/${notice.number}`)
    await expectText(visitor, '审查或公示已终止')
    const said = await visitor.locator('main').innerText()
    expect(said).not.toContain('正在依程序处理')
    expect(said).not.toContain('钱检测')
    await expectFit(visitor, 'ended notice')
    await close(visitor)
  })

  it('ends without a certificate, when the day comes on which it would have had one', async () => {
    await passDay(notice.to)
    await until('the certificate of the twin', async () => (await readCase(twin.id, company.token)).certificate)
    expect(await readCase(made.id, company.token)).toMatchObject({ status: 'refused', certificate: null })
    await expectUnregistered(made)
  })
})
