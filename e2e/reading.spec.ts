import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launching } from './support/chromium.ts'
import { type Company, newCompany } from './support/filing.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()

let company: Company
let browser: Browser
let folder = ''
beforeAll(async () => {
  company = await newCompany('凯里客运')
  folder = mkdtempSync(join(tmpdir(), 'datadeed-reading-'))
  writeFileSync(join(folder, '轨迹.bin'), '')
  truncateSync(join(folder, '轨迹.bin'), 256 * 1024 ** 2)
  browser = await chromium.launch({ ...launching, args: [...launching.args, '--js-flags=--expose-gc'] })
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

it('a file is read to its end while the browser collects garbage all the time', async () => {
  const context = await browser.newContext({ baseURL: url, locale: 'zh-CN' })
  await context.addCookies([{ name: 'datadeed_session', value: company.token, url, httpOnly: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  const collecting: Promise<number>[] = []
  page.on('worker', (worker) => {
    const collect = () => Number(setInterval(() => (globalThis as unknown as { gc(): void }).gc(), 5))
    collecting.push(worker.evaluate(collect).catch(() => 0))
  })
  await page.goto('/app/deposits/new')
  await page.locator('.drop-zone').waitFor()
  await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(join(folder, '轨迹.bin'))
  await page.getByRole('button', { name: '开始计算' }).click()
  await page.getByRole('heading', { name: '文件清单' }).waitFor({ timeout: 60_000 })
  expect(Math.max(...(await Promise.all(collecting)))).toBeGreaterThan(0)
  await context.close()
})
