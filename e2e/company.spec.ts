import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { close, open, useBrowser } from './support/browser.ts'
import { choose, confirm, expectText } from './support/controls.ts'
import { makeFolder, marker } from './support/data.ts'
import { datadeed, newSignUp, until } from './support/filing.ts'
import { mails } from './support/installation.ts'
import { call } from './support/people.ts'
import { tapWire } from './support/wire.ts'
import { installation } from './support/worlds.ts'

const place = installation()
const { url } = place
useBrowser()

/** Ends the code with another character than the right one. */
const misread = (code: string): string => `${code.slice(0, 17)}${code.endsWith('0') ? '1' : '0'}`

const save = async (page: Page, name: string): Promise<string> => {
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  const download = await waiting
  const file = join(mkdtempSync(join(tmpdir(), 'datadeed-e2e-down-')), download.suggestedFilename())
  await download.saveAs(file)
  return file
}

describe('a company', () => {
  const company = newSignUp('乌当货运')

  it('signs up, is told of a misread code, is approved, signs in and sees its sign-ins', async () => {
    const page = await open()
    await page.goto('/app/sign-up')
    await page.getByLabel('统一社会信用代码').fill(misread(company.uscc))
    await page.getByLabel('机构名称').fill(company.name)
    await page.getByText(/校验/).first().waitFor()
    await page.getByLabel('统一社会信用代码').fill(company.uscc)
    await choose(page, page.getByLabel('所在市州'), '贵阳')
    await choose(page, page.getByLabel('所在县（市、区）'), '观山湖')
    await choose(page, page.getByLabel('所属行业'), '5431', '5431')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByLabel('联系人').fill(company.contactName)
    await page.getByLabel('联系电话').fill(company.contactPhone)
    await page.getByLabel('电子邮箱').fill(company.contactEmail)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByLabel('登录名').fill(company.login)
    await page.getByLabel('密码', { exact: true }).fill(company.password)
    await page.getByLabel('再次输入密码').fill(company.password)
    await page.getByRole('button', { name: '下一步' }).click()
    await expectText(page, company.uscc, company.name)
    await page.getByRole('button', { name: '提交注册' }).click()
    await expectText(page, '注册已提交，等待核准')
    await close(page)

    const admin = await open('admin')
    await admin.goto('/app/parties?status=pending')
    await admin.getByRole('link', { name: company.name }).click()
    await admin.getByRole('button', { name: '核准注册' }).click()
    await confirm(admin, '核准注册')
    await expectText(admin, '已核准')
    await close(admin)
    await until('the mail', async () => mails(place).find((mail) => mail.includes(company.contactEmail)))

    const again = await open()
    await again.goto('/app/sign-in')
    await again.getByLabel('登录名').fill(company.login)
    await again.getByLabel('密码').fill('不是这个密码')
    await again.getByRole('button', { name: '登录' }).click()
    await again.getByRole('alert').first().waitFor()
    await again.getByLabel('密码').fill(company.password)
    await again.getByRole('button', { name: '登录' }).click()
    await again.getByRole('heading', { level: 1 }).filter({ hasText: '您好' }).waitFor()
    await again.goto('/app/account')
    await expectText(again, '最近的登录', '密码或动态码错误', '成功')
    await close(again)
  })

  it('deposits a folder without handing it over, and takes home what proves it', async () => {
    const folder = makeFolder(120_000)
    const wire = await tapWire(url)
    const page = await open(undefined, { baseURL: wire.url })
    await page.goto('/app/sign-in')
    await page.getByLabel('登录名').fill(company.login)
    await page.getByLabel('密码').fill(company.password)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('heading', { level: 1 }).filter({ hasText: '您好' }).waitFor()
    await page.goto('/app/deposits')
    await page
      .getByRole('button', { name: '新建存证' })
      .or(page.getByRole('link', { name: '新建存证' }))
      .first()
      .click()
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder.path)
    await expectText(page, '已选 3 个文件')
    await page.getByRole('button', { name: '开始计算' }).click()
    await page
      .getByRole('progressbar', { name: '计算进度' })
      .or(page.getByRole('heading', { name: '文件清单' }))
      .first()
      .waitFor()
    await page.getByRole('heading', { name: '文件清单' }).waitFor()
    await expectText(page, '一月.csv', '附表/站点.csv', '附表/说明.txt', '平均车速')
    await page.getByText('查看清单原文').click()
    expect(await page.locator('details.manifest pre').innerText()).not.toContain(marker)
    await page.getByLabel('存证名称').fill('路段平均车速（端到端）')
    await page.getByRole('button', { name: '提交存证' }).click()
    await expectText(page, '存证完成')
    expect(await page.locator('.witness-picture li.done').count()).toBe(4)

    const sent = wire.sent()
    expect(sent.length).toBeLessThan(folder.bytes / 20)
    expect(sent.includes('附表/站点.csv')).toBe(true)
    expect(sent.includes(marker)).toBe(false)

    const pack = await save(page, '下载 证据包')
    const receipt = await save(page, '下载 存证回执（PDF）')
    const proof = await save(page, '下载 包含证明')
    expect(readFileSync(receipt).subarray(0, 5).toString()).toBe('%PDF-')
    expect(readFileSync(proof, 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\n/)
    const trust = join(mkdtempSync(join(tmpdir(), 'datadeed-e2e-trust-')), 'trust.json')
    writeFileSync(trust, JSON.stringify(await call(url, 'GET', '/api/v1/trust')))
    const { code, output } = await datadeed('verify', pack, '--trust', trust, '--data', folder.path)
    expect({ code, output }).toMatchObject({ code: 0 })
    await close(page)
    await wire.close()
  })
})
