import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { expectText, untilSaved } from './support/controls.ts'
import {
  type CaseView,
  type Company,
  carefulForm,
  filledCase,
  newCase,
  newCompany,
  readCase,
} from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()
useBrowser()
useChain()

const name = '云岩快速路路段车速数据集'

describe('one organisation acts for another', () => {
  let principal: Company
  let agency: Company
  let made: CaseView
  let hidden: CaseView
  let delegation: string

  beforeAll(async () => {
    principal = await newCompany('云岩快速路运营')
    agency = await newCompany('黔代登记代理')
    made = await filledCase(principal, carefulForm(name))
    hidden = await newCase(principal)
  })

  it('a signatory delegates one case, for a time, and signs it with the password', async () => {
    const page = await open(principal.token)
    await page.goto('/app/delegations')
    await expectText(page, '还没有委托')
    await expectFit(page, 'no delegations')
    await page.getByRole('link', { name: '新建委托' }).first().click()
    await page.getByLabel('受托单位统一社会信用代码').fill(agency.uscc)
    // A checkbox's name goes on with what the word means, where other words may be named.
    const word = (name: string) => page.getByRole('checkbox', { name: new RegExp(`^${name}`) })
    for (const kept of ['签署并提交申请', '登记后事项：签署']) expect(await word(kept).isDisabled()).toBe(true)
    for (const given of ['答复异议', '登记后事项：准备', '撤回申请']) await word(given).check()
    await page.getByRole('radio', { name: '只限下面选的案件' }).check()
    await page.getByLabel('选择案件').click()
    await page.locator('.ant-select-dropdown:visible').getByText(made.number).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('密码', { exact: true }).fill('不是这个密码')
    await page.getByRole('button', { name: '签署委托书' }).click()
    await expectText(page, '密码不正确')
    await expectFit(page, 'delegation to sign')
    await page.getByLabel('密码', { exact: true }).fill(principal.password)
    await page.getByRole('button', { name: '签署委托书' }).click()
    await expectText(page, '待受托方接受', made.number)
    await expectFit(page, 'signed delegation')
    delegation = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const pdf = await page.request.get(`/api/v1/delegations/${delegation}/document.pdf`)
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await close(page)
  })

  it('the agency accepts it, finds the case among all delegated ones, and a click acts for its principal', async () => {
    const page = await open(agency.token)
    await page.goto('/app/agency')
    await expectText(page, '还没有可以代办的案件')
    await page.goto(`/app/delegations/${delegation}`)
    await page.getByRole('button', { name: '接受委托' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '接受委托' }).click()
    await expectText(page, '有效')
    await page.goto('/app/acts')
    await expectText(page, `代${principal.name}办理`)
    await page.goto('/app/agency?next=complete')
    await expectText(page, name, principal.name, '完善草稿')
    expect(await page.getByText(hidden.number).count()).toBe(0)
    await expectFit(page, 'delegated cases')
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 CSV' }).click(),
    ])
    const csv = await readFile(await saved.path(), 'utf8')
    expect(csv).toContain(made.number)
    expect(csv).not.toContain(hidden.number)
    await page.getByRole('link', { name }).click()
    const banner = page.getByRole('region', { name: '在办委托' })
    await banner.getByText(`正代${principal.name}办理`).waitFor()
    await page.getByRole('textbox', { name: '应用场景' }).fill('供快速路运营单位研判拥堵，由受托方起草。')
    await untilSaved(page)
    await expectFit(page, 'a case for another')
    // What else was delegated has its places; batches and deposits for all cases were not.
    const places = page.getByRole('navigation', { name: '主导航' })
    for (const place of ['异议', '登记与变更']) await places.getByRole('link', { name: place, exact: true }).waitFor()
    expect(await places.getByRole('link', { name: '批量申报', exact: true }).count()).toBe(0)
    // Of the principal nothing else, by any address.
    await page.goto(`/app/cases/${hidden.id}`)
    await expectText(page, '没有找到')
    await page.goto('/app/cases')
    await expectText(page, made.number)
    expect(await page.getByText(hidden.number).count()).toBe(0)
    await close(page)
  })

  it('revoked in mid-form: nothing more is saved, the sentence says why, what was typed stays', async () => {
    const page = await open(agency.token)
    await page.goto(`/app/cases/${made.id}`)
    const scenario = page.getByRole('textbox', { name: '应用场景' })
    await scenario.waitFor()
    const before = await readCase(made.id, principal.token)
    const body = { command: 'revoke', reason: '改由本单位办理' }
    await call(url, 'POST', `/api/v1/delegations/${delegation}/steps`, { body, token: principal.token })
    const typed = '撤销之后填写的应用场景，没有保存，可以复制。'
    await scenario.fill(typed)
    await expectText(page, '已被撤销，这次操作没有办理', `${principal.name}的委托已被撤销`)
    expect(await scenario.inputValue()).toBe(typed)
    expect((await readCase(made.id, principal.token)).form.scenario).toBe(before.form.scenario)
    await expectFit(page, 'a delegation revoked in mid-form')
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('button', { name: '回到本单位' }).click()
    await expectText(page, '还没有可以代办的案件')
    expect(await page.getByRole('region', { name: '在办委托' }).count()).toBe(0)
    await close(page)
  })

  it('the principal sees who did what, and who for whom', async () => {
    const page = await open(principal.token)
    await page.goto(`/app/delegations/${delegation}`)
    await expectText(page, '已撤销', '改由本单位办理', '撤回申请', '保存申请', '未办理（403）')
    await expectFit(page, 'acts of a delegation')
    await close(page)
  })
})
