import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CaseDraft } from '../core/src/filing/schema.ts'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { expectText } from './support/controls.ts'
import { pdf } from './support/data.ts'
import {
  type CaseView,
  type Company,
  carefulForm,
  command,
  datadeed,
  newCase,
  newCompany,
  readCase,
  until,
} from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url, sessions } = installation()
useBrowser()

/** Words nobody else uses, so that what is alike is so on purpose. */
const words = (): string =>
  [...randomUUID().replaceAll('-', '')]
    .map((digit) => '东西南北春夏秋冬山河湖海金木水土'[Number.parseInt(digit, 16)])
    .join('')
const ownForm = (name: string): CaseDraft => ({
  ...carefulForm(name),
  scenario: `供路网运行单位研判拥堵并安排养护：${words()}。`,
  algorithm: `第一步去重并剔除异常记录：${words()}；第二步按五分钟聚合求平均：${words()}；第三步插补缺失并校验：${words()}。`,
  ...{ updateFrequency: 'none', updatePeriod: '不更新' },
})

/** A number that no person has, with the right check digit. */
const residentId = (n: number): string => {
  const body = `52018119${80 + (n % 20)}0${1 + (n % 9)}1${n % 10}${String(n % 1000).padStart(3, '0')}`
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0)
  return body + '10X98765432'[sum % 11]
}

/** A case with papers of its own, filled in by a careful company. */
const filled = async (company: Company, form: CaseDraft): Promise<CaseView> => {
  const { token } = company
  const { id, version } = await newCase(company)
  await call(url, 'PATCH', `/api/v1/cases/${id}`, { token, body: { version, set: form, clear: [] } })
  const body = new FormData()
  body.append('kind', 'source_proof')
  const file = Buffer.concat([pdf, Buffer.from(`%${randomUUID()}\n`)])
  body.append('file', new File([file], '来源证明.pdf', { type: 'application/pdf' }))
  await call(url, 'POST', `/api/v1/cases/${id}/attachments`, { token, body })
  return await readCase(id, token)
}

describe('machine pre-examination', () => {
  it('lets a clean case into the green channel, and takes it out when another files the same text; the examiner judges by key', async () => {
    const [first, second] = [await newCompany('乌当公路'), await newCompany('花溪公路')]
    const form = ownForm('乌当区公路车速采集与聚合数据')
    const { id, number } = await filled(first, form)

    // The signatory sees before signing that all conditions are met.
    const signing = await open(first.token)
    await signing.goto(`/app/cases/${id}/review`)
    await expectText(signing, '绿色审核通道', '各项条件都已符合，提交后进入绿色通道')
    await expectFit(signing, 'review before signing')
    await close(signing)
    await command(id, 'submission', first.token)

    const page = await open('examiner')
    await page.goto('/app/queue?green=yes')
    const row = page.getByRole('row').filter({ hasText: number })
    await row.getByText('绿色通道').waitFor()
    await expectFit(page, 'the queue of the green channel')

    // Another company files the same rules: it is told that there is something alike, and no more.
    const copy = await filled(second, { ...ownForm('雷达站时段均速汇总数据库'), algorithm: form.algorithm ?? '' })
    const writing = await open(second.token)
    await writing.goto(`/app/cases/${copy.id}`)
    await expectText(writing, '算法规则说明与其他单位正在办理的申请相同或者高度近似')
    const told = await writing.locator('main').innerText()
    for (const secret of [number, first.name, form.name ?? '']) expect(told).not.toContain(secret)
    await close(writing)
    await command(copy.id, 'submission', second.token)
    // The worker examines the earlier case again.
    await until('the end of the green channel', async () => {
      const { green } = await call<{ green: boolean }>(url, 'GET', `/api/v1/cases/${id}`, { token: first.token })
      return green ? null : true
    })

    await page.goto(`/app/queue/${copy.id}`)
    const others = page.getByRole('region', { name: '相似的案件' })
    await others.getByText(first.name).first().waitFor()
    await expectText(page, '存证记入日志的时间', number)
    await expectFit(page, 'findings with the cases they are about')
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByRole('button', { name: '领取' }).click()
    await page.getByRole('button', { name: '确认', exact: true }).first().waitFor()
    await page.locator('h1').click()
    await page.keyboard.press('y')
    await expectText(page, '已确认')

    // What is wrong is dismissed with a reason.
    const weak = page.locator('.case-side .finding').filter({ hasText: '已确认' })
    await weak.getByRole('button', { name: '不成立' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: '不成立的理由' }).fill('两家受同一单位委托，说明相同属实')
    await dialog.getByRole('button', { name: '不成立' }).click()
    await expectText(page, '已认定不成立', '两家受同一单位委托')

    // The case that left shows why, and its ordinary clock.
    await page.goto(`/app/queue/${id}?side=history`)
    await expectText(page, '离开绿色通道', '不再符合')
    await page.goto(`/app/queue/${id}?side=findings`)
    await expectText(page, '本案已离开绿色通道')
    await expectFit(page, 'the conditions of a case that left')

    await page.goto('/app/rule-performance')
    await page.getByRole('row').filter({ hasText: 'algorithm_alike' }).waitFor()
    await expectText(page, '只作提示', '规则库')
    await expectFit(page, 'how the rules fare')
    await close(page)
  })

  it('holds what the scan found against the form, once its summary is disclosed on the page of the deposit', async () => {
    const company = await newCompany('清镇客运')
    const { token } = company
    const folder = mkdtempSync(join(tmpdir(), 'datadeed-e2e-scan-'))
    const ids = Array.from({ length: 200 }, (_, n) => residentId(n))
    writeFileSync(join(folder, '驾驶员.csv'), `证件号码,里程\n${ids.map((id, n) => `${id},${n}`).join('\n')}\n`)
    const args = ['--server', url, `--token=${token}`, '--profile', '--no-sketch', '--out', folder, '--json']
    const { output } = await datadeed('deposit', join(folder, '驾驶员.csv'), ...args)
    const line = output.split('\n').find((one) => one.startsWith('{')) ?? '{}'
    const deposit = JSON.parse(line) as { id: string; number: string }
    const { id, version } = await call<CaseView>(url, 'POST', '/api/v1/cases', {
      ...{ token, body: { depositId: deposit.id } },
    })
    const body = { version, set: { personalInfo: 'none' }, clear: [] }
    await call(url, 'PATCH', `/api/v1/cases/${id}`, { token, body })

    const page = await open(token)
    await page.goto(`/app/cases/${id}`)
    await expectText(page, '存证没有披露敏感数据检查的摘要')
    await page.getByRole('link', { name: `依据存证 ${deposit.number}` }).click()
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '选择私有留存文件并披露' }).click()
    await (await chosen).setFiles(join(folder, `${deposit.number}.parts.json`))
    await expectText(page, '公民身份号码', '检查摘要已披露')
    const shown = await page.locator('main').innerText()
    for (const secret of ids) expect(shown).not.toContain(secret)
    await expectFit(page, 'a deposit with the summary of the scan')
    await page.goto(`/app/cases/${id}`)
    await expectText(page, '个人信息情况填的是“不含”', '“证件号码：公民身份号码”', '请删去或者概括这些字段后重新存证')
    await close(page)
  })

  it('publishes the conditions and clocks of the green channel, with and without script', async () => {
    const page = await open(undefined, { javaScriptEnabled: false })
    await page.goto('/green-channel')
    await expectText(page, '进入条件', '没有被要求补正', '实际用时（中位数）', '3 个工作日', '10 个工作日')
    await close(page)
    const scripted = await open()
    await scripted.goto('/green-channel')
    await expectFit(scripted, 'the green channel')
    await scripted.goto('/green-channel?lang=en')
    await close(scripted)
    expect(sessions.examiner).toBeDefined()
  })
})
