import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../scripts/lib/run.ts'
import { close, expectFit, open, useBrowser } from './support/browser.ts'
import { confirm, expectText } from './support/controls.ts'
import { type CaseView, type Company, command, newCompany, readCase, submittedCase, until } from './support/filing.ts'
import { mails, mailText } from './support/installation.ts'
import { call, Refused } from './support/people.ts'
import { installation } from './support/worlds.ts'

const place = installation()
const { url, sessions } = place
useBrowser()

type Heard = { id: string; good: boolean; repeated: boolean; message: { type: string; data: Record<string, string> } }

/** The receiver as its own program, which hears of us over HTTP only. */
const startReceiver = async () => {
  const program: ChildProcess = spawn(process.execPath, [join(root, 'e2e/receiver.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const heard: Heard[] = []
  let port = 0
  if (!program.stdout || !program.stdin) throw new Error('no pipes')
  const input = program.stdin
  createInterface(program.stdout).on('line', (line) => {
    const said = JSON.parse(line)
    if ('port' in said) port = said.port
    else heard.push(said)
  })
  await until('the receiver', async () => (port > 0 ? true : null))
  return { port, heard, say: (line: string) => input.write(`${line}\n`), stop: () => program.kill() }
}

let company: Company
let made: CaseView
let receiver: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  receiver = await startReceiver()
  company = await newCompany('云岩智慧交通')
  made = await submittedCase(company, '云岩干线公路路段平均车速数据集')
  await command(made.id, 'claim', sessions.examiner ?? '')
})
afterAll(() => receiver.stop())

describe('inbox and web-hooks', () => {
  it('a signatory adds an address, keeps the secret, tries it, and sees what came back', async () => {
    const page = await open(company.token)
    await page.goto('/app/web-hooks')
    await expectText(page, '还没有推送地址')
    await expectFit(page, 'no web-hook')
    await page.getByRole('button', { name: '添加推送地址' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('名称').fill('业务系统')
    await dialog.getByLabel('接收地址').fill('https://192.168.1.8/hook')
    await dialog.getByRole('button', { name: /添\s*加/ }).click()
    await expectText(page, '该地址是内网、本机或保留地址')
    await dialog.getByLabel('接收地址').fill(`http://127.0.0.1:${receiver.port}/hook`)
    await dialog.getByRole('button', { name: /添\s*加/ }).click()
    const secret = await page.locator('[data-secret]').innerText()
    expect(secret).toMatch(/^whsec_/)
    receiver.say(secret)
    await confirm(page, '我已保存')
    await page.getByRole('link', { name: '业务系统' }).click()
    await page.getByRole('button', { name: '发送测试' }).click()
    const ping = await until('the test', async () => receiver.heard[0])
    expect(ping).toMatchObject({ good: true, repeated: false, message: { type: 'ping' } })
    await expectText(page, '已送达', '答复 204', ping.id)
    await expectFit(page, 'web-hook')
    await close(page)
  })

  it('a correction reaches the program, the header, the inbox, the list of acts and the mail', async () => {
    receiver.say('fail')
    await command(made.id, 'correction', sessions.examiner ?? '', {
      items: [{ field: 'algorithm', reason: '处理步骤不清', rule: '申请表填写要求', remedy: '请分步写明' }],
    })
    const { number } = made
    const { due } = (await readCase(made.id, company.token)) as CaseView & { due: string }
    const page = await open(company.token)
    await page.goto('/app/')
    await page.getByRole('link', { name: /收件箱，\d+ 条未读/ }).click()
    await page.getByRole('link', { name: `${number} 需要补正，${due} 前答复` }).waitFor()
    await expectFit(page, 'inbox')
    await page.getByRole('link', { name: `${number} 需要补正` }).click()
    await page.waitForURL(new RegExp(`/cases/${made.id}`))
    await page.goto('/app/inbox?kind=correction')
    await page.getByRole('button', { name: '标为未读' }).waitFor()
    await page.getByRole('button', { name: '全部标为已读' }).click()
    await page.goto('/app/acts')
    await page.getByRole('link', { name: made.name }).waitFor()
    await expectText(page, '答复补正')
    await expectFit(page, 'acts')
    const mail = await until('the mail', async () =>
      mails(place)
        .filter((one) => one.includes(company.login.replace('e2e-', 'e2e')))
        .find((one) => mailText(one).includes('请查看补正意见')),
    )
    expect(mailText(mail)).not.toContain('处理步骤不清')

    // The receiver works again: the same message arrives, under the same id, once.
    receiver.say('take')
    const moved = await until('the correction', async () =>
      receiver.heard.find(({ message }) => message?.data.to === 'correction_required'),
    )
    expect(moved).toMatchObject({
      ...{ good: true, repeated: false },
      message: { type: 'case.moved', data: { caseNumber: number, command: 'require_correction', due } },
    })
    expect(receiver.heard.filter(({ id }) => id === moved.id)).toHaveLength(1)
    await page.goto('/app/web-hooks')
    await page.getByRole('link', { name: '业务系统' }).click()
    await expectText(page, '答复 503', '第 2 次', moved.id)
    const row = page.getByRole('row').filter({ hasText: moved.id })
    await row.getByRole('button', { name: '再次投递' }).click()
    await until('it again', async () => receiver.heard.find(({ id, repeated }) => id === moved.id && repeated))
    await close(page)
  })

  it('mail is by choice, but what carries a period cannot be switched off', async () => {
    const page = await open(company.token)
    await page.goto('/app/inbox/mail')
    await expectFit(page, 'mail settings')
    await page.getByRole('combobox', { name: '补正通知' }).click()
    const options = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
    await expect.poll(() => options.allInnerTexts()).toEqual(['随时发送', '每日汇总'])
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: '办理进度' }).click()
    await options.filter({ hasText: '不发邮件' }).click()
    await expectText(page, '已保存')
    await close(page)
  })

  it('a key reads the feed and nothing of others, shows what it did, and ends when it is revoked', async () => {
    const page = await open(company.token)
    await page.goto('/app/api-keys')
    await page.getByRole('button', { name: '新建密钥' }).click()
    await page.getByRole('dialog').getByLabel('名称').fill('代理平台')
    await page
      .getByRole('dialog')
      .getByLabel(/存证与申报/)
      .check()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /新\s*建/ })
      .click()
    const key = await page.locator('[data-secret]').innerText()
    await confirm(page, '我已保存')
    type Feed = { items: { cursor: string; type: string; data: { caseId: string } }[]; next: string }
    const feed = await call<Feed>(url, 'GET', '/api/v1/changes', { token: key })
    expect(new Set(feed.items.map(({ data }) => data.caseId))).toEqual(new Set([made.id]))
    const rest = await call<Feed>(url, 'GET', `/api/v1/changes?after=${feed.next}`, { token: key })
    expect(rest.items).toEqual([])
    const made2 = await call<CaseView>(url, 'POST', '/api/v1/cases', {
      token: key,
      body: { depositId: made.deposit.id },
    })
    expect(made2.status).toBe('draft')
    await expect(command(made2.id, 'submission', key)).rejects.toBeInstanceOf(Refused)
    await page.reload()
    await expectFit(page, 'keys')
    await page.getByRole('button', { name: '办理记录' }).click()
    await expectText(page, 'createCase', made2.id)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /关\s*闭/ })
      .last()
      .click()
    await page.getByRole('button', { name: /停\s*用/ }).click()
    await confirm(page, '停')
    await expectText(page, '已停用')
    await expect(call(url, 'GET', '/api/v1/changes', { token: key })).rejects.toMatchObject({
      ...{ status: 401, code: 'notification.key_invalid' },
    })
    await close(page)
  })
})
