import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsqr from 'jsqr'
import { PDFDocument } from 'pdf-lib'
import { PNG } from 'pngjs'
import { afterAll, describe, expect, test } from 'vitest'
import { offlineCodePdf } from './offline-code.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadeed-code-pdf-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const poppler = spawnSync('pdftotext', ['-v']).error === undefined

const sheet = {
  certificateNo: '20260900100000017',
  name: '贵州高速公路路段车速数据集',
  holder: '示例交通科技有限公司',
  validUntil: '2029年9月20日',
  signedOn: '2026年9月21日',
  address: `https://datadeed.example/verify#DD1${'Q7'.repeat(129)}`,
  registrar: '示例登记机构',
  demo: true,
  at: new Date('2026-09-21T14:13:20Z'),
}
const longest = {
  ...sheet,
  name: `${'数'.repeat(59)}…`,
  holder: `${'𠮷'.repeat(44)}…`,
  address: `https://${'a'.repeat(32)}.example/verify#DD1${'Q7'.repeat(365)}`,
}

describe.skipIf(!poppler)('the sheet with the offline code', () => {
  test.each([sheet, longest])('is one page whose code a telephone reads', async (data) => {
    const bytes = await offlineCodePdf(data)
    const file = join(folder, 'code.pdf')
    writeFileSync(file, bytes)
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1)
    const {
      data: pixels,
      width,
      height,
    } = PNG.sync.read(execFileSync('pdftoppm', ['-r', '150', '-png', file], { maxBuffer: 2 ** 27 }))
    // module.exports is the function and carries itself as `default`.
    expect(jsqr.default(new Uint8ClampedArray(pixels), width, height)?.data).toBe(data.address)
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, '')
    for (const words of [data.certificateNo, data.name, data.signedOn, '不具有法律效力', '状态列表的日期为准'])
      expect(text).toContain(words)
  })

  test('says nothing of a demonstration in earnest, nor of an end where none is stated', async () => {
    const file = join(folder, 'plain.pdf')
    writeFileSync(file, await offlineCodePdf({ ...sheet, demo: false, validUntil: null }))
    expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).not.toMatch(/演示|有效期至/)
  })
})
