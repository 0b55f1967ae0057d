import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { columnLabel } from '../core/src/filing/batch-table.ts'
import { workbookParts } from '../core/src/filing/batch-workbook.ts'
import { packArchive } from '../dataset/src/archive/index.ts'
import { cellsOf } from './support/batch-cells.ts'
import { close, expectFit, narrow, open, useBrowser, wide } from './support/browser.ts'
import { confirm } from './support/controls.ts'
import { pdf } from './support/data.ts'
import { type Company, newCompany, newDeposit } from './support/filing.ts'
import { call } from './support/people.ts'
import { installation } from './support/worlds.ts'

const { url } = installation()
useBrowser()

const folder = mkdtempSync(join(tmpdir(), 'datadeed-e2e-batch-'))
async function tableOf(name: string, rows: readonly Record<string, string>[]): Promise<string> {
  const keys = Object.keys(rows[0] ?? {})
  const cells = [keys.map(columnLabel), ...rows.map((row) => keys.map((key) => row[key] ?? ''))]
  const path = join(folder, name)
  // A title of merged cells stands above the heading, as people make it.
  writeFileSync(
    path,
    await packArchive(workbookParts([{ name: '申报', rows: [['批量申报表'], ...cells], widths: [] }])),
  )
  return path
}

let company: Company
let number: string
beforeAll(async () => {
  company = await newCompany('批量申报')
  const { token } = company
  const { number: made } = await call<{ number: string }>(url, 'GET', `/api/v1/deposits/${await newDeposit(company)}`, {
    token,
  })
  number = made
})

const shoot = async (page: Page, name: string) => {
  const kept = process.env.DATADEED_E2E_SHOTS
  if (!kept) return
  await page.screenshot({ path: join(kept, `${name}.png`), fullPage: true })
  await page.setViewportSize(narrow)
  await page.screenshot({ path: join(kept, `${name}-narrow.png`), fullPage: true })
  await page.setViewportSize(wide)
}
const chip = (page: Page, words: string) => page.getByLabel('数量').getByRole('button', { name: words })

describe('batch filing', () => {
  it('takes a table from upload to one signature, and tells each fault where it is', async () => {
    const page = await open(company.token)
    await page.goto('/app/batches')
    const [template] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载申报表' }).click(),
    ])
    expect(template.suggestedFilename()).toBe('数据知识产权批量申报表.xlsx')
    await expectFit(page, 'the empty list')
    await shoot(page, 'batch-empty')

    const wrong = join(folder, '没有表头.csv')
    writeFileSync(wrong, '甲,乙\n1,2\n')
    await page.locator('input[type=file]').first().setInputFiles(wrong)
    await page.getByText('没有找到表头').waitFor()

    const first = cellsOf(number, '贵州批量甲路段车速数据集')
    const table = await tableOf('申报.xlsx', [
      first,
      cellsOf(number, '=A2&"数据集"', { updateFrequency: '有时' }),
      cellsOf(number, '贵州批量乙路段车速数据集'),
      first,
    ])
    await page.locator('input[type=file]').first().setInputFiles(table)
    await page.getByRole('heading', { name: '申报.xlsx' }).waitFor()
    await chip(page, '重复 1').waitFor()
    await page.getByText('与本批第 1 条内容相同').waitFor()

    const papers = page.locator('.batch-papers input[type=file]')
    await papers.setInputFiles({ name: '来源证明.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) })
    await page.getByText('来源证明.pdf').first().waitFor()
    await chip(page, '可生成草稿 2').waitFor()
    await chip(page, '有问题 1').click()
    await page.getByText('平台不计算公式').waitFor()
    await shoot(page, 'batch-errors')
    await expectFit(page, 'a batch with errors')

    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出问题（XLSX）' }).click(),
    ])
    expect(report.suggestedFilename()).toBe('批量申报检查结果.xlsx')

    await page.getByRole('button', { name: '修改第 2 条' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('数据知识产权名称').fill('贵州批量丙路段车速数据集')
    await dialog.getByLabel('更新频次').fill('每月')
    await shoot(page, 'batch-editor')
    await dialog.getByRole('button', { name: '保存并检查' }).click()
    await page.getByText('已保存，没有错误了').waitFor()
    await page.goto(page.url().replace(/\?.*/, ''))

    await page.getByRole('button', { name: '生成草稿', exact: true }).click()
    await confirm(page, '生成草稿')
    await chip(page, '草稿 3').waitFor()
    await page.getByRole('button', { name: '签署并提交' }).click()
    await dialog.getByText('一次签署下列 3 件申请').waitFor()
    await shoot(page, 'batch-signing')
    await dialog.getByRole('checkbox').check()
    await confirm(page, '签署并提交')
    await chip(page, '已提交 3').waitFor()
    await expectFit(page, 'a batch that was submitted')
    await shoot(page, 'batch-submitted')
    await close(page)
    const { items } = await call<{ items: { number: string; status: string }[] }>(url, 'GET', '/api/v1/cases', company)
    expect(items.map(({ status }) => status)).toEqual(['submitted', 'submitted', 'submitted'])
    expect(new Set(items.map((one) => one.number)).size).toBe(3)
  })

  it('knows the file again', async () => {
    const page = await open(company.token)
    const table = await tableOf('再传.xlsx', [cellsOf(number, '贵州批量丁路段车速数据集')])
    for (const _ of [1, 2]) {
      await page.goto('/app/batches')
      await page.locator('input[type=file]').first().setInputFiles(table)
      await page.getByRole('heading', { name: '再传.xlsx' }).waitFor()
    }
    await page.getByText('这个文件已经是一批').waitFor()
    await page.getByRole('button', { name: '撤销本批' }).click()
    await confirm(page, '撤销本批')
    await page.getByText('已撤销').first().waitFor()
    await close(page)
  })
})
