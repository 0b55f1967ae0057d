import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { close, open, useBrowser } from './support/browser.ts'
import { type Company, newCompany } from './support/filing.ts'

useBrowser()

let company: Company
let folder = ''
const file = () => join(folder, '轨迹.bin')
beforeAll(async () => {
  company = await newCompany('都匀货运')
  folder = mkdtempSync(join(tmpdir(), 'datadeed-resume-'))
  // All zeros, and nothing on the disk.
  writeFileSync(file(), '')
  truncateSync(file(), 1024 ** 3)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const choose = async (page: Page) => {
  await page.goto('/app/deposits/new')
  await page.locator('.drop-zone').waitFor()
  await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(file())
}

/** What the browser holds of unfinished work. */
const kept = (page: Page): Promise<unknown[]> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((settle, fail) => {
        request.onsuccess = () => settle(request.result)
        request.onerror = () => fail(request.error)
      })
    const database = await settled(indexedDB.open('datadeed-fingerprints', 1))
    const entries = await settled(database.transaction('work').objectStore('work').getAll())
    database.close()
    return entries
  })

it('a tab closed half way loses at most a second of work, and keeps no data', async () => {
  const page = await open(company.token)
  page.on('dialog', (dialog) => void dialog.accept())
  await choose(page)
  await page.getByRole('button', { name: '开始计算' }).click()
  await expect.poll(async () => (await kept(page)).length, { timeout: 30_000, interval: 50 }).toBeGreaterThan(0)
  await page.reload()
  const entries = JSON.stringify(await kept(page))
  expect(entries).not.toContain('轨迹')
  await choose(page)
  await page.getByText(/已算好的 .* 保存在本机浏览器里/).waitFor()
  await page.getByRole('button', { name: '继续上次的计算' }).click()
  await page.getByRole('heading', { name: '文件清单' }).waitFor({ timeout: 60_000 })
  await expect.poll(() => kept(page)).toEqual([])
  await page.getByRole('button', { name: '放弃并重新选择' }).click()
  await choose(page)
  await page.getByRole('button', { name: '开始计算' }).waitFor()
  await close(page)
})
