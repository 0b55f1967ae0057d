import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { choose, confirm, expectText, untilSaved } from './support/controls.ts'
import { type CaseView, type Company, newCompany, newDeposit, readCase } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()

/** A signatory of the demonstration with a registration of theirs. */
const registered = async (): Promise<readonly [login: string, found: { id: string; name: string }]> => {
  for (const login of Object.keys(sessions).filter(
    (one) => one.endsWith('-signatory') && one !== 'pending-signatory',
  )) {
    const token = sessions[login] ?? ''
    const path = '/api/v1/cases?status=registered&limit=1'
    const { items } = await call<{ items: { id: string; name: string }[] }>(url, 'GET', path, { token })
    if (items[0]) return [login, items[0]]
  }
  throw new Error('nobody has a registration')
}

describe('aids while an application is written', () => {
  useChain()
  let company: Company
  let caseId: string
  let link: string
  beforeAll(async () => {
    company = await newCompany('织金公路')
    await newDeposit(company)
  })

  it('begins a draft from a template on a deposit of one’s own, and composes a name of accepted phrases', async () => {
    const page = await open(company.token)
    await page.goto('/app/templates?direction=高速运营')
    await page.getByRole('heading', { name: '模板与示范案例', level: 1 }).waitFor()
    await page.getByText('看内容').first().click()
    await expectText(page, '平台按工作方案列举的方向')
    await expectFit(page, 'templates')
    await page.getByRole('button', { name: '据“路段车速”新建申请' }).click()
    await choose(page, page.getByLabel('选择本单位的存证'), 'GZJT-C-')
    await confirm(page, '新建草稿')
    await page.getByText('据“路段车速”新建，请逐栏按本单位实际改写').waitFor()
    caseId = page.url().split('/').at(-1)?.split('?')[0] ?? ''
    const { form } = await readCase(caseId, company.token)
    expect(form.algorithm).toContain('【填：')
    expect(form.commitTruth).toBeUndefined()
    expect(form.elements?.length).toBeGreaterThan(0)

    const name = page.getByLabel('数据知识产权名称', { exact: true })
    await expectText(page, '来自模板或者案例，请改写', '命名条件：不符合', '还留着模板的空白')
    await name.fill('织金宏图公')
    await page.getByRole('button', { name: '在末尾接上“路”' }).click()
    expect(await name.inputValue()).toBe('织金宏图公路')
    await expectText(page, '词表里没有：“宏图”')
    await name.fill('织金高速公路路段平均车速')
    await page.getByRole('button', { name: '在末尾接上“数据集”' }).click()
    await expectText(page, '命名条件：符合')
    await untilSaved(page)
    await expectFit(page, 'accepted phrases in the form')
    await close(page)
  })

  it('hands the draft to a reader without an account, who comments; the filer settles it beside the field and takes the link back', async () => {
    const page = await open(company.token)
    await page.goto(`/app/cases/${caseId}`)
    await page.getByRole('button', { name: '请人审阅' }).click()
    const drawer = page.getByRole('dialog', { name: '请人审阅草稿' })
    await drawer.getByLabel('给谁').fill('数据交易中心 李工')
    await drawer.getByRole('button', { name: '生成链接' }).click()
    link = await drawer.getByRole('textbox', { name: '审阅链接' }).inputValue()
    expect(link).toMatch(/\/draft-review\/[\w-]{43}$/)
    await expectFit(page, 'a link shown once')

    // The reader has neither account nor script.
    const reader = await open(undefined, { javaScriptEnabled: false })
    await reader.goto(link)
    await reader.getByLabel('您的称呼').fill('李工')
    expect(await reader.locator('main').innerText()).not.toContain('织金高速公路')
    await reader.getByRole('button', { name: '打开草稿' }).click()
    await expectText(reader, '仅供审阅。', '织金高速公路路段平均车速数据集')
    const field = reader.locator('#field-scenario')
    await field.getByText('批注“应用场景”').click()
    await field.getByRole('textbox').fill('请写明<b>使用单位</b>，不要留空白。')
    await field.getByRole('button', { name: '提交批注' }).click()
    await reader.locator('#field-scenario').getByText('待处理').waitFor()
    await close(reader)
    const looks = await open()
    await looks.goto(link)
    await expectFit(looks, 'who reads a draft')
    await looks.getByLabel('您的称呼').fill('王处')
    await looks.getByRole('button', { name: '打开草稿' }).click()
    await expectText(looks, '请写明<b>使用单位</b>')
    await expectFit(looks, 'a draft under review')

    await page.reload()
    await page.getByText('请写明<b>使用单位</b>，不要留空白。').first().waitFor()
    await expectFit(page, 'a comment beside its field')
    await page.getByRole('button', { name: '已处理', exact: true }).click()
    await page.getByText('已处理的批注 1 条').waitFor()
    await page.getByRole('button', { name: '请人审阅' }).click()
    await drawer.getByText('打开 2 次').waitFor()
    await drawer.getByText('李工 ·').waitFor()
    await drawer.getByRole('button', { name: '收回' }).click()
    await confirm(page, '收回', '收回链接')
    await drawer.getByText('已收回').first().waitFor()
    await looks.reload()
    await expectText(looks, '链接已失效')
    await close(looks)
    await close(page)
  })

  it('publishes the vocabulary, with and without script', async () => {
    const page = await open(undefined, { javaScriptEnabled: false })
    await page.goto('/green-channel')
    await page.getByRole('link', { name: '查看词表' }).click()
    await expectText(page, '运输数据词表', '内河航道', '登记机构未确认')
    await close(page)
    const scripted = await open()
    await scripted.goto('/vocabulary')
    await expectFit(scripted, 'the vocabulary')
    await close(scripted)
  })

  it('makes an example of a registration whose holder consents, from which another begins and is led to it', async () => {
    const [login, { id, name }] = await registered()
    const holder = await open(login)
    await holder.goto(`/app/cases/${id}`)
    await holder.getByRole('button', { name: '同意作为示范案例' }).click()
    await confirm(holder, '同意作为示范案例')
    await holder.getByText('已同意作为示范案例，等待工作人员选用').waitFor()

    const staff = await open('examiner')
    await staff.goto('/app/templates')
    const waiting = staff.getByRole('region', { name: '等待选用' }).getByRole('listitem').filter({ hasText: name })
    await waiting.getByRole('button', { name: '选用' }).click()
    await staff.getByRole('dialog').getByLabel('点评').fill('处理规则分步写明，每一步都能核对。')
    await staff.getByRole('dialog').getByRole('button', { name: '选用' }).click()
    await staff.getByRole('row').filter({ hasText: name }).waitFor()
    await expectFit(staff, 'choosing examples')

    const page = await open(company.token)
    await page.goto('/app/templates')
    await page.getByRole('row').filter({ hasText: name }).getByText('处理规则分步写明').waitFor()
    await page.getByRole('button', { name: `据“${name}”新建申请` }).click()
    await choose(page, page.getByLabel('选择本单位的存证'), 'GZJT-C-')
    await confirm(page, '新建草稿')
    await page.getByText(`据“${name}”新建`).waitFor()
    const made = page.url().split('/').at(-1)?.split('?')[0] ?? ''
    const { form } = await call<CaseView>(url, 'GET', `/api/v1/cases/${made}`, { token: company.token })
    expect(form.name).toBeUndefined()
    await page.getByLabel('数据知识产权名称', { exact: true }).fill(name)
    await untilSaved(page)
    const like = page.getByRole('region', { name: '相近的已登记数据知识产权' }).getByRole('link', { name })
    expect(await like.first().getAttribute('href')).toMatch(/^\/register\/[0-9A-Z]{16}$/)
    await expectFit(page, 'registrations like the draft')
    await close(page)

    await holder.reload()
    await expectText(holder, '并且已被选为示范案例', '件申请以它为起点')
    await expectFit(holder, 'consent of the holder')
    await holder.getByRole('button', { name: '收回同意' }).click()
    await confirm(holder, '收回同意')
    await holder.getByText('尚未同意作为示范案例').waitFor()
    await staff.reload()
    await expectText(staff, '还没有示范案例')
    await close(staff)
    await close(holder)
  })
})
