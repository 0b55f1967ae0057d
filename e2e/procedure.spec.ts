import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { choose, confirm, expectText } from './support/controls.ts'
import { download, flipped, pdfQr, pdfSignatures, pdfText } from './support/documents.ts'
import {
  type CaseView,
  type Company,
  command,
  datadeed,
  newCompany,
  passDay,
  readCase,
  submittedCase,
  until,
} from './support/filing.ts'
import { installation } from './support/worlds.ts'

const { sessions } = installation()
useBrowser()
useChain()

const name = '花溪干线公路路段平均车速数据集'
let company: Company
let made: CaseView
const now = () => readCase(made.id, company.token)

beforeAll(async () => {
  company = await newCompany('花溪干线公路')
  made = await submittedCase(company, name)
})

describe('examination', () => {
  it('finds the case by filters that stand in the address, and claims it by keyboard', async () => {
    const page = await open('examiner')
    await page.goto('/app/queue')
    await page.getByRole('navigation', { name: '按状态查看' }).getByRole('button', { name: '待审查' }).click()
    await page.waitForURL(/tab=submitted/)
    await choose(page, page.getByRole('combobox', { name: '市州' }), '贵阳')
    await page.waitForURL(/prefectureCode=/)
    await page.getByRole('searchbox', { name: '名称、编号或单位' }).fill(made.number)
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=/)
    await page.reload()
    await page.getByRole('link', { name }).waitFor()
    expect(await page.locator('a[data-case]').count()).toBe(1)
    await page.locator('h1').click()
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await page.waitForURL(new RegExp(`/queue/${made.id}`))
    await expectText(page, '审查中')
    expect((await now()).status).toBe('under_review')
    await close(page)
  })

  it('asks for a correction by keyboard', async () => {
    const page = await open('examiner')
    await page.goto(`/app/queue/${made.id}`)
    await page.getByRole('toolbar').getByRole('button', { name: '通知补正' }).waitFor()
    await page.locator('h1').click()
    await page.keyboard.press('j')
    const seen: string[] = []
    for (let steps = 0; steps < 30 && !seen.at(-1)?.includes('应用场景'); steps++) {
      const { label, shown } = await page.evaluate(() => {
        const one = document.activeElement as HTMLElement
        const { outlineStyle, boxShadow } = getComputedStyle(one)
        return { label: one.getAttribute('aria-label') ?? '', shown: outlineStyle !== 'none' || boxShadow !== 'none' }
      })
      expect({ label, shown }).toEqual({ label, shown: true })
      seen.push(label)
      if (!label.includes('应用场景')) await page.keyboard.press('j')
    }
    expect(seen[0]).toContain('名称')
    await page.keyboard.press('f')
    const item = page.getByRole('dialog')
    await item.getByText('补正意见：应用场景').waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await item.getByLabel('补充说明').fill('没有写明适用的路段范围。')
    await item.getByLabel('怎样补正').fill('请写明适用的路段与时段。')
    await item.getByRole('button', { name: '加入补正清单' }).press('Enter')
    await item.waitFor({ state: 'hidden' })
    await page.keyboard.press('m')
    await page.getByRole('dialog').getByText('请写明适用的路段与时段。').waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Enter')
    await until('the correction', async () => ((await now()).status === 'correction_required' ? true : null))
    await close(page)
  })

  it('is answered item by item', async () => {
    const page = await open(company.token)
    await page.goto(`/app/cases/${made.id}`)
    await expectText(page, '需要补正', '没有写明适用的路段范围。')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '提交补正' }).click()
    await expectText(page, '还有 1 项没有答复')
    const old = made.form.scenario ?? ''
    await page.locator('#field-scenario textarea').fill(old.replace('本省干线路网', '花溪至惠水段干线路网'))
    await page.getByLabel('答复', { exact: true }).fill('已写明适用于花溪至惠水段。')
    await page.getByRole('button', { name: '提交补正' }).click()
    await confirm(page, '提交补正')
    await until('the answer', async () => ((await now()).status === 'under_review' ? true : null))
    await close(page)
  })

  it('shows the difference, proposes, and leaves the release to a second person', async () => {
    const page = await open('examiner')
    await page.goto(`/app/queue/${made.id}`)
    await page.getByRole('navigation', { name: '审查资料' }).getByRole('button', { name: '补正' }).click()
    await expectText(page, '已写明适用于花溪至惠水段。')
    expect(await page.locator('.case-side ins').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('花溪')]),
    )
    expect(await axe(page)).toEqual([])
    await page.locator('h1').click()
    await page.keyboard.press('a')
    await page.getByRole('dialog').getByLabel('审查意见').fill('材料齐备，建议予以登记。')
    await confirm(page, '提交复核')
    await until('the proposal', async () => ((await now()).status === 'acceptance_proposed' ? true : null))
    await page.goto(`/app/queue/${made.id}`)
    await expectText(page, '审查员拟予登记')
    expect(await page.getByRole('toolbar').getByRole('button', { name: '复核通过' }).count()).toBe(0)
    await expect(command(made.id, 'release', sessions.examiner ?? '')).rejects.toMatchObject({ status: 403 })
    await close(page)

    const second = await open('reviewer')
    await second.goto(`/app/queue/${made.id}`)
    await expectText(second, '材料齐备，建议予以登记。')
    await second.locator('h1').click()
    await second.keyboard.press('l')
    expect(await axe(second)).toEqual([])
    await confirm(second, '复核通过')
    await until('the notice', async () => (await now()).notice)
    await close(second)
  })

  it('writes letters as Chinese PDFs', async () => {
    const page = await open(company.token)
    await page.goto(`/app/cases/${made.id}`)
    const { letters } = await now()
    expect(letters.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['correction', 'acceptance']))
    for (const { id } of letters) {
      const path = `/api/v1/cases/${made.id}/letters/${id}`
      await page.locator(`a[href="${path}"]`).first().waitFor()
      const text = pdfText(await download(path, company.token))
      expect(text).toContain(company.name)
      expect(text.replace(/\s/g, '')).toContain(name)
    }
    await close(page)
  })
})

describe('notice and objection', () => {
  it('is public, says how its days were counted, and takes an objection without account or script', async () => {
    const number = (await now()).notice?.number ?? ''
    const page = await open(undefined, { javaScriptEnabled: false })
    await page.goto(`/notices/${number}`)
    await page.getByText('期限是怎样计算的').click()
    const days = page.locator('table.days tbody tr')
    expect(await days.filter({ hasText: '计入' }).count()).toBeGreaterThan(10)
    expect(await days.filter({ hasText: '不计入' }).count()).toBeGreaterThanOrEqual(2)
    await page.getByLabel('姓名或单位全称').fill('赵实名')
    await page.getByLabel('身份证号码或统一社会信用代码').fill('11010519491231002X')
    await page.getByLabel('联系电话').fill('13800138000')
    await page.getByLabel('电子邮箱').fill('zhao@example.com')
    await page.getByLabel('异议理由').selectOption({ index: 1 })
    await page.getByLabel('事实与理由').fill('其中花溪段的检测器由我单位建设，数据应归我单位所有。')
    await page.getByRole('button', { name: '提交异议' }).click()
    await page.getByRole('heading', { name: '异议已收到' }).waitFor()
    await page.goto(`/notices/${number}`)
    await expectText(page, '1 件，正在依程序处理')
    expect(await page.content()).not.toContain('赵实名')
    expect((await now()).status).toBe('objection_pending')
    await close(page)
  })

  it('is answered by the company and decided by the examiner', async () => {
    const page = await open(company.token)
    await page.goto('/app/objections')
    await page.locator('main').getByRole('link').filter({ hasText: '-' }).first().click()
    await expectText(page, '其中花溪段的检测器由我单位建设')
    expect(await page.content()).not.toContain('赵实名')
    await page.getByLabel('答复内容').fill('该段检测器由本单位出资建设，合同见来源证明。')
    await page.getByRole('button', { name: '提交答复' }).click()
    await confirm(page, '提交答复')
    await expectText(page, '已答复')
    await close(page)

    const examiner = await open('examiner')
    await examiner.goto(`/app/queue/${made.id}`)
    await expectText(examiner, '该段检测器由本单位出资建设', '赵实名')
    await examiner.getByRole('button', { name: '异议不成立' }).click()
    await examiner.getByRole('dialog').getByLabel('理由').fill('异议人没有提交权属证据，企业提交了建设合同。')
    await confirm(examiner, '异议不成立')
    await until('the decision', async () => ((await now()).status === 'public_notice' ? true : null))
    await close(examiner)
  })
})

describe('certificate', () => {
  let pdf: string
  let pack: string
  let number: string

  it('is issued by itself when the notice ends', async () => {
    await passDay((await now()).notice?.to ?? '')
    const certificate = await until('the certificate', async () => (await now()).certificate)
    number = certificate.certificateNumber
    expect(number).toMatch(/^\d{17}$/)
    expect(certificate.registrationNumber).toMatch(/^[0-9A-Z]{16}$/)
    pdf = await until('the PDF', () => download(`/api/v1/certificates/${number}/pdf`).catch(() => null))
    pack = await until('the package', () => download(`/api/v1/certificates/${number}/package`).catch(() => null))
  })

  it('is signed, readable as text, and its QR code leads to what is true now', async () => {
    const signatures = pdfSignatures(pdf)
    expect(signatures).toContain('Signature is Valid')
    expect(signatures).toContain('Total document signed')
    const text = pdfText(pdf).replace(/\s/g, '')
    for (const words of [name, company.name, number, '演示']) expect(text).toContain(words)
    const qr = new URL(pdfQr(pdf))
    const page = await open(undefined, { javaScriptEnabled: false })
    await page.goto(`${qr.pathname}${qr.search}`)
    await expectText(page, '证书现在有效', company.name, number)
    await page.goto('/verify')
    await page.getByLabel('证书编号或登记号').fill(number)
    await page.getByRole('button', { name: '核验', exact: true }).click()
    await expectText(page, '证书现在有效')
    await close(page)
  })

  it('is verified in the browser and by the tool, and a changed byte is named', async () => {
    const page = await open()
    await page.goto('/verify')
    const input = page.getByLabel('证书 PDF、证据包或电子凭证')
    const verdict = page.locator('[data-verify-result] .verdict')
    const check = async (file: string): Promise<string> => {
      await page.reload()
      await input.setInputFiles(file)
      await verdict.waitFor()
      return `${await verdict.getByRole('heading').textContent()} ${await page.locator('[data-verify-result]').textContent()}`
    }
    expect(await check(pdf)).toMatch(/^有效/)
    expect(await axe(page)).toEqual([])
    expect(await check(pack)).toMatch(/^有效/)
    expect(await check(flipped(pdf, 2000))).toMatch(/^无效.*逐字节一致/s)
    expect(await axe(page)).toEqual([])
    const bytes = readFileSync(pack)
    const places = [0.1, 0.4, 0.6, 0.95].map((part) => Math.floor(bytes.length * part))
    for (const at of [bytes.indexOf(company.name), ...places])
      expect({ at, said: await check(flipped(pack, at)) }).toEqual({
        at,
        said: expect.stringMatching(/^无效.*不通过/s),
      })
    await close(page)

    const trust = ['--trust', await download('/api/v1/trust'), '--ca', await download('/api/v1/trust/ca.pem')]
    expect(await datadeed('verify', pdf, ...trust)).toMatchObject({ code: 0 })
    expect(await datadeed('verify', pack, '--document', pdf, ...trust)).toMatchObject({ code: 0 })
    const { code, output } = await datadeed('verify', flipped(pdf, 2000), ...trust)
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('无效') })
  })
})
