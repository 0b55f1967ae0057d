import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, expectFit, open, useBrowser } from './support/browser.ts'
import { launching } from './support/chromium.ts'
import { choose, confirm, expectText, untilSaved } from './support/controls.ts'
import { pdf } from './support/data.ts'
import { type CaseView, type Company, carefulForm, newCase, newCompany, readCase, until } from './support/filing.ts'
import { killServer, untilReady } from './support/installation.ts'
import { call, signIn } from './support/people.ts'
import { tapWire } from './support/wire.ts'
import { installation } from './support/worlds.ts'

const place = installation()
const { url } = place
useBrowser()

let company: Company
let filer: string
let made: CaseView
beforeAll(async () => {
  company = await newCompany('修文货运')
  const body = {
    ...{ login: `${company.login}-filer`, name: '李经办', email: 'filer@company.example' },
    ...{ roles: ['filer'], password: '石桥 风车 三条河 2026' },
  }
  await call(url, 'POST', '/api/v1/members', { token: company.token, body })
  filer = await signIn(url, body)
  made = await newCase(company)
})

const formNow = async () => (await readCase(made.id, company.token)).form
const at = (step: string) => `/app/cases/${made.id}?step=${step}`
const scenario = '#field-scenario textarea'
const stored = (words: string) =>
  until(`“${words}” on the server`, async () => ((await formNow()).scenario === words ? words : null))

describe('filing', () => {
  it('marks what the deposit tells', async () => {
    const page = await open(filer)
    await page.goto(at('structure'))
    await page.locator('#field-formats').getByText('已按存证清单填入').waitFor()
    await page.locator('#field-elements').getByText('已按数据概况填入').waitFor()
    expect(await page.locator('#field-elements').getByLabel('第 1 行 字段名').inputValue()).toBe('路段编号')
    await page.goto(at('basics'))
    await page.locator('#field-industryCode').getByText('已按单位资料填入').waitFor()
    await close(page)
  })

  it('loses nothing when the browser is killed', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'datadeed-e2e-profile-'))
    const enter = async (): Promise<BrowserContext> => {
      const context = await chromium.launchPersistentContext(profile, { ...launching, baseURL: url, locale: 'zh-CN' })
      await context.addCookies([{ name: 'datadeed_session', value: filer, url, httpOnly: true, sameSite: 'Lax' }])
      return context
    }
    const first = await enter()
    const page = await first.newPage()
    await page.goto(at('basics'))
    await page.locator(scenario).fill('浏览器被强行关闭之前填写的场景')
    await stored('浏览器被强行关闭之前填写的场景')
    const crashed = new Promise((settle) => first.once('close', settle))
    const control = await first.browser()?.newBrowserCDPSession()
    await control?.send('Browser.crash').catch(() => {})
    await crashed
    const second = await enter()
    const again = await second.newPage()
    await again.goto(at('basics'))
    await again.locator(scenario).waitFor()
    expect(await again.locator(scenario).inputValue()).toBe('浏览器被强行关闭之前填写的场景')
    await second.close()
  })

  it('loses nothing when the server is killed while somebody types', async () => {
    const page = await open(filer)
    await page.goto(at('basics'))
    await page.locator(scenario).fill('服务器')
    await stored('服务器')
    killServer(place)
    await page.locator(scenario).fill('服务器停了还在填')
    await page.locator('.save-offline').waitFor()
    await page.locator(scenario).fill('服务器停了还在填，一个字也不能丢')
    await untilReady(place)
    await stored('服务器停了还在填，一个字也不能丢')
    await untilSaved(page)
    expect(await page.locator(scenario).inputValue()).toBe('服务器停了还在填，一个字也不能丢')
    await close(page)
  })

  it('lets nobody overwrite a colleague in another window', async () => {
    const mine = await open(filer)
    const theirs = await open(company.token)
    for (const page of [mine, theirs]) {
      await page.goto(at('basics'))
      await page.locator(scenario).waitFor()
    }
    await theirs.locator(scenario).fill('同事写的场景')
    await stored('同事写的场景')
    await mine.locator(scenario).fill('我写的场景')
    const dialog = mine.getByRole('dialog')
    await dialog.getByText('同一栏在别处也改了').waitFor()
    await expectText(mine, '同事写的场景')
    expect(await axe(mine)).toEqual([])
    expect((await formNow()).scenario).toBe('同事写的场景')
    await dialog.getByRole('button', { name: '保留我填的' }).click()
    await stored('我写的场景')
    await close(theirs)
    await close(mine)
  })

  it('asks again for the password when the session ends, and keeps what was typed', async () => {
    const token = await signIn(url, { login: `${company.login}-filer`, password: '石桥 风车 三条河 2026' })
    const page = await open(token)
    await page.goto(at('basics'))
    await page.locator(scenario).waitFor()
    await call(url, 'DELETE', '/api/v1/sessions/current', { token })
    await page.locator(scenario).fill('登录失效以后填写的场景')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('请再次登录').waitFor()
    await dialog.getByLabel('密码').fill('石桥 风车 三条河 2026')
    await dialog.getByRole('button', { name: '登录', exact: true }).click()
    await stored('登录失效以后填写的场景')
    expect(await page.locator(scenario).inputValue()).toBe('登录失效以后填写的场景')
    await close(page)
  })

  it('says what is wrong while it is typed, and leads there', async () => {
    const page = await open(filer)
    await page.goto(at('rules'))
    const findings = page.getByRole('complementary', { name: '检查结果' })
    await findings.getByRole('button', { name: '前往 算法规则简要说明' }).first().waitFor()
    await findings.getByRole('button', { name: '前往 来源说明' }).first().click()
    await page.locator('#field-sourceStatement textarea:focus').waitFor()
    expect(page.url()).toContain('step=source')
    await page.locator('#field-sourceStatement textarea').fill(carefulForm('').sourceStatement ?? '')
    await findings.getByRole('button', { name: '前往 来源说明' }).waitFor({ state: 'detached' })
    await close(page)
  })

  it('is filled by keyboard alone at its first step', async () => {
    const page = await open(filer)
    await page.goto(at('basics'))
    await page.locator('#field-name input').waitFor()
    const seen: string[] = []
    for (let presses = 0; presses < 150 && seen.at(-1) !== '下一步'; presses++) {
      await page.keyboard.press('Tab')
      const { name, outlined, typing } = await page.evaluate(() => {
        const one = document.activeElement as HTMLElement
        const styles = [one, one.closest('.ant-select'), one.closest('.ant-input-affix-wrapper')].flatMap((element) =>
          element ? [getComputedStyle(element)] : [],
        )
        const seenBy = styles.some(
          (style) => (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none',
        )
        const field = one.closest('.field')?.id ?? ''
        return { name: field || one.innerText.trim(), outlined: seenBy, typing: one.matches('input') }
      })
      expect({ name, outlined }).toEqual({ name, outlined: true })
      seen.push(name)
      if (name === 'field-name' && typing) await page.keyboard.insertText('修文高速公路路段平均车速数据集')
    }
    const order = ['field-name', 'field-industryCode', 'field-direction', 'field-scenario', '下一步']
    expect(seen.filter((name, i) => order.includes(name) && seen.indexOf(name) === i)).toEqual(order)
    await page.keyboard.press('Enter')
    await page.locator('#field-sourceTypes').waitFor()
    await until('the name', async () => (await formNow()).name)
    await close(page)
  })

  it('refuses a PDF that is not one, survives an upload cut off, and takes a true one', async () => {
    const wire = await tapWire(url)
    const page = await open(filer, { baseURL: wire.url })
    await page.context().addCookies([{ name: 'datadeed_session', value: filer, url: wire.url }])
    await page.goto(at('attachments'))
    const slot = page.locator('#field-attachments-source_proof')
    const chooser = slot.locator('input[type=file]')
    const words = Buffer.from('这只是一段文字，不是 PDF。')
    await chooser.setInputFiles({ name: '来源证明.pdf', mimeType: 'application/pdf', buffer: words })
    await slot.getByRole('alert').getByText('但内容不是').waitFor()
    wire.cutAfter(200_000)
    const large = Buffer.concat([pdf, Buffer.alloc(3_000_000, 10), Buffer.from('%%EOF\n')])
    await chooser.setInputFiles({ name: '来源证明.pdf', mimeType: 'application/pdf', buffer: large })
    await slot.getByRole('alert').getByRole('button', { name: '重试' }).waitFor()
    wire.cutAfter(undefined)
    await slot.getByRole('alert').getByRole('button', { name: '重试' }).click()
    await slot.getByRole('link', { name: '来源证明.pdf' }).waitFor()
    await close(page)
    await wire.close()
  })

  it.each(['basics', 'source', 'compliance', 'structure', 'rules', 'sample', 'attachments', 'commit'])(
    'step %s is accessible and fits a telephone',
    async (step) => {
      const page = await open(filer)
      await page.goto(at(step))
      await page.locator('.editor-main h2').waitFor()
      await expectFit(page, step)
      await close(page)
    },
  )

  it('goes to the signatory, who submits once however often the button is pressed', async () => {
    const { version } = await readCase(made.id, filer)
    const { commitTruth: _, ...form } = carefulForm('修文高速公路路段平均车速数据集')
    await call(url, 'PATCH', `/api/v1/cases/${made.id}`, { token: filer, body: { version, set: form, clear: [] } })
    const page = await open(filer)
    await page.goto(at('basics'))
    await choose(page, page.locator('#field-direction [role=combobox]'), '智慧出行')
    await page.goto(at('commit'))
    await page.locator('#field-commitTruth').getByRole('checkbox').check()
    await page.getByText('必须修改的项都已解决').waitFor()
    await page.getByRole('button', { name: '提请签署' }).click()
    await confirm(page, '提请签署')
    await expectText(page, '内容已锁定')
    await close(page)

    const signatory = await open(company.token)
    await signatory.goto(`/app/cases/${made.id}`)
    await signatory.getByRole('button', { name: '核对全文并签署' }).click()
    await expectText(signatory, '核对与签署', '智慧出行', '来源证明.pdf')
    await signatory.getByRole('button', { name: '签署并提交' }).click()
    await signatory.getByRole('dialog').getByRole('button', { name: '我已核对，签署并提交' }).dblclick()
    await expectText(signatory, '提交回执（PDF）')
    await close(signatory)

    type Event = { command: string }
    const { items } = await call<{ items: Event[] }>(url, 'GET', `/api/v1/events?caseNumber=${made.number}`, {
      token: place.sessions.auditor,
    })
    expect(items.filter(({ command }) => command === 'submit')).toHaveLength(1)
    expect((await readCase(made.id, company.token)).form.direction).toBe('智慧出行')
  })
})
