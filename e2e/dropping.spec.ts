import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axe, close, expectFit, open, useBrowser } from './support/browser.ts'
import { expectText } from './support/controls.ts'
import { type Folder, makeFolder } from './support/data.ts'
import { download, flipped } from './support/documents.ts'
import { drop } from './support/drop.ts'
import { type Company, newCompany } from './support/filing.ts'
import { certificateInEffect } from './support/registration.ts'

useBrowser()

describe('files dropped on the deposit page', () => {
  let company: Company
  let folder: Folder
  beforeAll(async () => {
    company = await newCompany('凯里货运')
    folder = makeFolder(20_000)
  })

  type Take = (page: Page) => Promise<void>
  /** The manifest as the page would send it, after the files were taken in one way or the other. */
  const manifestAfter = async (take: Take): Promise<Record<string, unknown>> => {
    const page = await open(company.token)
    await page.goto('/app/deposits/new')
    await page.locator('.drop-zone').waitFor()
    await take(page)
    await page.getByRole('button', { name: '开始计算' }).click()
    await page.getByRole('heading', { name: '文件清单' }).waitFor()
    await page.getByText('查看清单原文').click()
    const manifest = JSON.parse(await page.locator('details.manifest pre').innerText())
    await close(page)
    return manifest
  }
  const zone = (page: Page) => page.locator('.drop-zone')
  /** All but the root over its parts, which are salted by lot. */
  const settled = ({ parts: _, ...rest }: Record<string, unknown>) => rest

  it('a folder: what is in it, as when it is chosen', async () => {
    const dropped = await manifestAfter((page) => drop(zone(page), folder.path))
    const chosen = await manifestAfter((page) =>
      page.locator('input[type=file][webkitdirectory]').setInputFiles(folder.path),
    )
    expect(settled(dropped)).toEqual(settled(chosen))
    expect(JSON.stringify(dropped)).toContain('附表/站点.csv')
  })

  it('files: as when they are chosen', async () => {
    const paths = folder.files.map((name) => join(folder.path, name))
    const dropped = await manifestAfter((page) => drop(zone(page), ...paths))
    const chosen = await manifestAfter((page) =>
      page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(paths),
    )
    expect(settled(dropped)).toEqual(settled(chosen))
  })

  it('is accessible while it hashes, held and running', async () => {
    const large = makeFolder(1_500_000)
    const page = await open(company.token)
    await page.goto('/app/deposits/new')
    await drop(zone(page), large.path)
    await expectText(page, '已选 3 个文件')
    await expectFit(page, 'files dropped')
    await page.getByRole('button', { name: '开始计算' }).click()
    await page.getByRole('progressbar', { name: '计算进度' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '暂停' }).click()
    await page.getByRole('button', { name: '继续' }).waitFor()
    await expectFit(page, 'hashing held')
    await page.getByRole('button', { name: '继续' }).click()
    await page.getByRole('heading', { name: '文件清单' }).waitFor()
    await expectFit(page, 'manifest')
    await close(page)
  })
})

describe('files dropped on the verification page', () => {
  it('a certificate and a package are found genuine, and changed ones are not', async () => {
    const number = await certificateInEffect()
    const pdf = await download(`/api/v1/certificates/${number}/pdf`)
    const pack = await download(`/api/v1/certificates/${number}/package`)
    const page = await open()
    const verdict = page.locator('[data-verify-result] .verdict')
    for (const [file, outcome] of [
      [pdf, '有效'],
      [pack, '有效'],
      [flipped(pdf, 3000), '无效'],
      [flipped(pack, readFileSync(pack).indexOf('"subject"') + 14), '无效'],
    ] as const) {
      await page.goto('/verify')
      await drop(page.locator('[data-verify] .drop'), file)
      await verdict.waitFor()
      expect({ file, said: await verdict.getByRole('heading').textContent() }).toEqual({ file, said: outcome })
    }
    await close(page)
  })

  it('is told in English on the English page, by the script and by the server', async () => {
    const number = await certificateInEffect()
    const pdf = await download(`/api/v1/certificates/${number}/pdf`)
    const page = await open()
    await page.goto('/verify?lang=en')
    await drop(page.locator('[data-verify] .drop'), pdf)
    await page.getByText('byte for byte the certificate').waitFor()
    await page.getByRole('button', { name: 'Send to this site to check' }).click()
    await page.getByRole('heading', { level: 1, name: 'Valid' }).waitFor()
    const steps = await page.locator('table.steps').innerText()
    expect(steps.replace(/signed by .*?,/, '')).not.toMatch(/\p{Script=Han}/u)
    await expectFit(page, 'sent file in English')
    await close(page)
  })
})
