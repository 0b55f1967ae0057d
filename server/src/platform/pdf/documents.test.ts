import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsqr from 'jsqr'
import { PDFDocument } from 'pdf-lib'
import { afterAll, describe, expect, test } from 'vitest'
import { certificatePdf } from './certificate.ts'
import { certificateExample, letterExample, receiptExample, submissionExample } from './examples.ts'
import { chineseNumeral, type LetterData, letterPdf } from './letter.ts'
import { receiptPdf, submissionReceiptPdf } from './receipt.ts'
import { certificateTemplate } from './templates/certificate.ts'
import { letterTemplates } from './templates/letter.ts'

const directory = mkdtempSync(join(tmpdir(), 'datadeed-pdf-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const save = (bytes: Uint8Array): string => {
  const path = join(directory, 'document.pdf')
  writeFileSync(path, bytes)
  return path
}
/** Text as poppler returns it, without blanks and line ends. */
const textOf = (bytes: Uint8Array): string =>
  execFileSync('pdftotext', ['-layout', save(bytes), '-'], { encoding: 'utf8' }).replace(/\s+/g, '')
const pagesOf = async (bytes: Uint8Array): Promise<number> => (await PDFDocument.load(bytes)).getPageCount()

/** A binary PPM (P6) as RGBA. */
const pixelsOf = (ppm: Buffer): { data: Uint8ClampedArray; width: number; height: number } => {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1'))
  const [width, height] = [Number(header?.[1]), Number(header?.[2])]
  const rgb = ppm.subarray(header?.[0].length)
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let i = 0; i < width * height; i++) data.set(rgb.subarray(i * 3, i * 3 + 3), i * 4)
  return { data, width, height }
}

const poppler = spawnSync('pdftotext', ['-v']).error === undefined
const qpdf = spawnSync('qpdf', ['--version']).error === undefined

describe.skipIf(!poppler)('documents as poppler reads them', () => {
  test('the certificate gives its Chinese back, rare characters included, and says 演示', async () => {
    const text = textOf(await certificatePdf(certificateExample))
    const { name, certificateNo, registrationNo, digest, depositNo, registeredOn } = certificateExample
    const { title, statement, demo, localNumbers, version } = certificateTemplate
    const words = [
      title,
      statement,
      demo,
      localNumbers,
      version,
      name,
      certificateNo,
      registrationNo,
      digest,
      depositNo,
    ]
    for (const word of [...words, ...certificateExample.holders, registeredOn, '2026年11月22日至2029年11月21日']) {
      expect(text).toContain(word.replace(/\s/g, ''))
    }
  })

  test('a certificate in earnest says nothing of a demonstration', async () => {
    const holders = ['黔通智联科技有限公司']
    const registrar = '黔州数据知识产权登记中心'
    const plain = { ...certificateExample, holders, registrar, demo: false, localNumberAuthority: false }
    expect(textOf(await certificatePdf(plain))).not.toMatch(/演示|本地编号/)
  })

  test('the QR code at the lower left can be read', async () => {
    const path = save(await certificatePdf(certificateExample))
    const { data, width, height } = pixelsOf(execFileSync('pdftoppm', ['-r', '150', path], { maxBuffer: 2 ** 26 }))
    // module.exports is the function and carries itself as `default`.
    const code = jsqr.default(data, width, height)
    expect(code?.data).toBe(certificateExample.verificationUrl)
    expect(code?.location.topRightCorner.x).toBeLessThan(width / 2)
    expect(code?.location.topRightCorner.y).toBeGreaterThan(height * 0.6)
  })

  test('the deposit receipt lists the first files and counts the rest over several numbered pages', async () => {
    const bytes = await receiptPdf(receiptExample)
    const [text, pages] = [textOf(bytes), await pagesOf(bytes)]
    expect(pages).toBeGreaterThan(2)
    expect(text).toContain(`第${pages}页/共${pages}页`)
    expect(text).toContain('货运/第49批.csv')
    expect(text).not.toContain('货运/第50批.csv')
    expect(text).toContain('另有180个文件未在此列出')
    expect(text).toContain('witness-a.example')
  })

  test('the submission receipt lists each item with its digest', async () => {
    const text = textOf(await submissionReceiptPdf(submissionExample))
    for (const word of ['登记申请提交回执', '申请表', submissionExample.applicationNo, '审查期限自次日起算']) {
      expect(text).toContain(word)
    }
  })

  const bodies: LetterData[] = [
    {
      ...letterExample,
      kind: 'acceptance',
      noticeFrom: '2026年11月23日',
      noticeUntil: '2026年12月4日',
      noticeDays: 10,
      noticeUrl: 'https://datadeed.example/n/1',
    },
    {
      ...letterExample,
      kind: 'correction',
      deadline: '2026年12月13日',
      items: [{ field: '数据来源', reason: '不一致', rule: '第八条', remedy: '说明取得方式' }],
    },
    {
      ...letterExample,
      kind: 'refusal',
      grounds: [{ clause: '第十条', provision: '未经授权', facts: '没有授权协议' }],
      remedies: ['依法申请行政复议。'],
    },
    {
      ...letterExample,
      kind: 'objection-forwarded',
      objectionNo: 'YY-1',
      objector: '某公司',
      grounds: ['权属争议'],
      answerBy: '2026年12月8日',
    },
    {
      ...letterExample,
      kind: 'objection-decided',
      objectionNo: 'YY-1',
      objector: '某公司',
      outcome: 'rejected',
      reasons: ['证据不足'],
      consequence: '继续登记',
    },
    {
      ...letterExample,
      kind: 'affair-notice',
      registrationNo: '5200202600000017',
      certificateNo: '20260900100000017',
      facts: ['贵方的权利：质押 GZJT-F-2026-000001', '质权继续存在于转移后的权利上。'],
    },
  ]
  test.each(bodies)('letter $kind carries title, number, addressee, template version and seal line', async (letter) => {
    const text = textOf(await letterPdf(letter))
    const { title, version } = letterTemplates[letter.kind]
    for (const word of [
      title,
      version,
      letter.letterNo,
      `${letter.addressee}：`,
      letter.name,
      letter.issuedOn,
      '第1页/共1页',
    ]) {
      expect(text).toContain(word.replace(/\s/g, ''))
    }
  })

  test('markup, controls, emoji and endless fields are printed as text on one side', async () => {
    const holders = Array.from({ length: 30 }, (_, i) => `第${i}运输公司`)
    const rough = {
      name: '长'.repeat(10_000),
      scenario: '<b>\u0000x</b>😀'.repeat(50),
      holders,
      registrar: '登'.repeat(80),
    }
    const bytes = await certificatePdf({ ...certificateExample, ...rough })
    expect(await pagesOf(bytes)).toBe(1)
    const text = textOf(bytes)
    for (const word of ['<b>x</b>〓', '全文见登记簿', '等30个登记主体']) expect(text).toContain(word)
  })

  test('a letter field of 10,000 characters runs over pages and is whole', async () => {
    const remedy = '补正说明，'.repeat(2000)
    const items = [{ field: '来源', reason: '甲', rule: '乙', remedy }]
    const bytes = await letterPdf({
      ...letterExample,
      demo: false,
      kind: 'correction',
      deadline: '2026年12月13日',
      items,
    })
    expect(await pagesOf(bytes)).toBeGreaterThan(10)
    const text = textOf(bytes).replace(/补正通知书模板2026-11\.1第\d+页\/共\d+页/g, '')
    expect(text.split('补正说明，').length - 1).toBe(2000)
  })
})

test.skipIf(!qpdf)('qpdf finds no fault in any document', async () => {
  for (const bytes of [await certificatePdf(certificateExample), await receiptPdf(receiptExample)]) {
    expect(execFileSync('qpdf', ['--check', save(bytes)], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors',
    )
  }
})

test('the same data gives the same bytes', async () => {
  expect(Buffer.compare(await certificatePdf(certificateExample), await certificatePdf(certificateExample))).toBe(0)
})

test('counts in Chinese', () => {
  expect([1, 10, 11, 20, 99, 100].map(chineseNumeral)).toEqual(['一', '十', '十一', '二十', '九十九', '100'])
})
