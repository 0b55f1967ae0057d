import { Buffer } from 'node:buffer'
import { beforeAll, describe, expect, it } from 'vitest'
import { close, expectFit, narrow, open, useBrowser } from './support/browser.ts'
import { useChain } from './support/chain.ts'
import { confirm, expectText } from './support/controls.ts'
import { type CaseView, type Company, command, newCompany, readCase, submittedCase, until } from './support/filing.ts'
import { mails, mailText } from './support/installation.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const place = installation()
const { sessions, url } = place
useBrowser()
useChain()

const agreement = {
  name: '调解协议.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}
interface Objected {
  id: string
  number: string
  link: string
}

describe('an objection, its mediation, its withdrawal and its decision', () => {
  let company: Company
  let made: CaseView
  const examiner = sessions.examiner ?? ''

  beforeAll(async () => {
    company = await newCompany('清水江航运')
    const { id } = await submittedCase(company, '清水江航道水位数据集')
    await command(id, 'claim', examiner)
    await command(id, 'acceptance-proposal', examiner, { opinion: '' })
    await command(id, 'release', sessions.reviewer ?? '')
    made = await readCase(id, company.token)
  })

  const object = async (objectorName: string, statement: string): Promise<Objected> => {
    const body = {
      ...{ objectorName, objectorIdNumber: '11010519491231002X', contactPhone: '13800138000' },
      ...{ contactEmail: 'zheng@objector.example', reasonCode: 'ownership', statement },
    }
    const lodged = await call<{ id: string; number: string }>(
      ...([url, 'POST', `/api/v1/notices/${made.notice?.number}/objections`] as const),
      { body },
    )
    const link = await until('the mail with the link', async () => {
      const told = mails(place).map(mailText)
      return told.flatMap((text) => new RegExp(`/objections/${lodged.id}/[\\w-]+`).exec(text)?.[0] ?? [])[0]
    })
    return { ...lodged, link }
  }
  const answer = (id: string) =>
    call(url, 'POST', `/api/v1/objections/${id}/answer`, {
      ...{ token: company.token, body: { text: '水位由我单位自行观测，设备归我单位所有。' } },
    })

  it('is served with a derivation, mediated by both sides’ will, and ends by an agreement', async () => {
    const { id, link } = await object('郑观测', '水位由我方水文站观测，双方约定成果共有。')
    const visitor = await open(undefined, { viewport: narrow })
    await until('service on the company', async () => {
      await visitor.goto(link)
      return (await visitor.locator('main').innerText()).includes('尚未送达') ? null : true
    })
    await visitor.getByText('答复期限是怎样计算的').click()
    await expectText(visitor, '计入 10 日')
    await answer(id)
    await visitor.goto(link)
    await visitor.getByLabel('希望怎样解决').fill('愿意共同登记。')
    await expectFit(visitor, 'own objection, mediation to offer')
    await visitor.getByRole('button', { name: '提出调解' }).click()
    await expectText(visitor, '等待双方同意')
    // Without an account: sketches are made in the page, and the file stays where it is.
    const rows = Array.from({ length: 1200 }, (_, at) => `${(at * 7919) % 100_003},${at}.5`).join('\n')
    const data = { name: '水位.csv', mimeType: 'text/csv', buffer: Buffer.from(`站号,水位\n${rows}\n`) }
    await visitor.getByLabel('选择本机的数据文件比对').setInputFiles(data)
    await expectText(visitor, '没有发现达到两成的重合', '不能说明时间先后')

    const page = await open(company.token)
    await page.goto(`/app/objections/${id}`)
    await expectText(page, '愿意共同登记', '异议人')
    await expectFit(page, 'mediation offered')
    await page.getByRole('button', { name: '同意调解' }).click()
    await confirm(page, '同意调解')
    await expectText(page, '调解期限')
    expect(await page.locator('main').innerText()).not.toContain('郑观测')
    await close(page)

    const desk = await open('examiner')
    await desk.goto(`/app/objections/${id}`)
    await desk.getByLabel('调解员姓名').fill('冯调解')
    await desk.getByLabel('所属单位或者组织').fill('省数据纠纷人民调解委员会')
    await desk.getByRole('button', { name: '确定调解员' }).click()
    await expectText(desk, '冯调解（省数据纠纷人民调解委员会）')
    await desk.getByLabel('协议要点').fill('双方作为共同权利人，份额各半。')
    await desk.getByLabel('协议文件').setInputFiles(agreement)
    await desk.getByLabel('异议人同意匿名公开').check()
    await expectFit(desk, 'mediation under way')
    await desk.getByRole('button', { name: '登记调解协议' }).click()
    await confirm(desk, '登记调解协议')
    await expectText(desk, '调解达成协议', '调解协议.pdf')
    await close(desk)
    await visitor.goto(link)
    await expectText(visitor, '冯调解', '份额各半', '调解协议.pdf', '协议要点不公开，只计入件数')
    await close(visitor)
    expect((await readCase(made.id, company.token)).status).toBe('public_notice')
  })

  it('is withdrawn by its objector without script, who is asked why', async () => {
    const { link } = await object('郑撤回', '水位数据的来源不明，请核实设备归属。')
    const visitor = await open(undefined, { javaScriptEnabled: false })
    await visitor.goto(link)
    await visitor.locator('summary').filter({ hasText: '撤回异议' }).click()
    await visitor.getByLabel('撤回的理由').fill('已与申请人核实，不再坚持。')
    await visitor.getByRole('button', { name: '撤回异议' }).click()
    await expectText(visitor, '已撤回')
    await close(visitor)
    expect((await readCase(made.id, company.token)).status).toBe('public_notice')
  })

  it('is decided, and the decision, with nobody named in it, is checked, released by another and found', async () => {
    const { id } = await object('郑决定', `${company.name}的水位数据由我方2025年3月8日观测，电话13800138000。`)
    await answer(id)
    const desk = await open('examiner')
    await desk.goto(`/app/objections/${id}`)
    await desk.getByLabel('异议不成立').check()
    const reason = `观测设备归${company.name}所有，郑决定没有提供观测记录，共有之说没有约定。`
    await desk.getByLabel('理由', { exact: true }).fill(reason)
    await desk.getByRole('button', { name: '作出决定' }).click()
    await confirm(desk, '作出决定')
    await desk.getByRole('link', { name: '公开的决定（匿名稿）' }).click()
    await expectText(desk, '观测设备归申请人所有，异议人没有提供观测记录')
    await expectFit(desk, 'anonymised text to check')
    await desk.getByRole('button', { name: '核对无误，提请核准' }).click()
    await confirm(desk, '核对无误，提请核准')
    await expectText(desk, '待核准')
    const path = new URL(desk.url()).pathname
    await close(desk)

    const second = await open('reviewer')
    await second.goto('/app/decisions?status=checked')
    await expectText(second, '清水江航道水位数据集')
    await expectFit(second, 'texts to release')
    await second.goto(path)
    await second.getByRole('button', { name: '核准公开' }).click()
    await confirm(second, '核准公开')
    await expectText(second, '已公开')
    await close(second)

    const visitor = await open(undefined, { viewport: narrow })
    await visitor.goto('/notices')
    await visitor.getByRole('link', { name: '异议决定库' }).click()
    await expectText(visitor, '停车管理平台') // of the demonstration
    await expectFit(visitor, 'base of decisions')
    await visitor.getByLabel('事实、理由或者编号中的字').fill('观测')
    await visitor.getByLabel('异议理由').selectOption('ownership')
    await visitor.getByLabel('结论').selectOption('dismissed')
    await visitor.getByRole('button', { name: '查询' }).click()
    expect(new URL(visitor.url()).searchParams.get('ground')).toBe('ownership')
    await visitor.locator('a.title').first().click()
    await expectText(visitor, '观测设备归申请人所有')
    await expectFit(visitor, 'one decision')
    const words = await visitor.locator('main').innerText()
    for (const named of [company.name, '郑决定', '13800138000', '清水江', '3月8日']) expect(words).not.toContain(named)
    await close(visitor)
  })
})
