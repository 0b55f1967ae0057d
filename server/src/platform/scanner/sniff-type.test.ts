import fc from 'fast-check'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { sniffType } from './sniff-type.ts'

/** A ZIP with empty stored entries. */
const zip = (...names: string[]): Buffer => {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const name of names.map((text) => Buffer.from(text))) {
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50)
    head.writeUInt16LE(name.length, 26)
    local.push(head, name)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    central.push(entry, name)
    offset += 30 + name.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}
const ole = (stream: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from(stream, 'utf16le')])
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
const pdf = Buffer.from(await (await PDFDocument.create()).save())
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACklEQVR4AWMAAQAABQABNtCI3QAAAABJRU5ErkJggg==',
  'base64',
)
const docx = zip('[Content_Types].xml', 'word/document.xml')

describe('sniffType', () => {
  test.each([
    [pdf, '附件.PDF', 'pdf'],
    [png, 'a.png', 'png'],
    [jpeg, 'a.jpg', 'jpeg'],
    [docx, 'a.docx', 'docx'],
    [zip('[Content_Types].xml', 'xl/workbook.xml'), 'a.xlsx', 'xlsx'],
    [zip('[Content_Types].xml', 'ppt/presentation.xml'), 'a.pptx', 'pptx'],
    [ole('WordDocument'), 'a.doc', 'doc'],
    [ole('Workbook'), 'a.xls', 'xls'],
    [Buffer.from('\ufeff日期,车次\n2026-11-22,1\n'), 'a.csv', 'csv'],
    [Buffer.from('说明'), 'a.txt', 'txt'],
  ] as const)('%# recognises %s', (bytes, name, type) => {
    expect(sniffType(bytes, name)).toMatchObject({ ok: true, type })
  })

  test.each([
    [Buffer.from('<html>not a pdf</html>'), 'a.pdf', '文件名说是PDF 文件，但内容不是'],
    [png, 'a.pdf', '内容却是PNG 图片'],
    [pdf.subarray(0, 200), 'a.pdf', 'PDF 不完整'],
    [Buffer.from('%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\n%%EOF'), 'a.pdf', '密码或权限限制'],
    [png.subarray(0, 30), 'a.png', '图片不完整'],
    [docx.subarray(0, 60), 'a.docx', '文件不完整'],
    [zip('a.csv'), 'a.docx', '压缩包'],
    [zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'), 'a.docx', '含有宏'],
    [ole('EncryptedPackage'), 'a.doc', '打开密码'],
    [ole('MsiStream'), 'a.xls', '无法识别'],
    [Buffer.from([0xc8, 0xd5, 0xc6, 0xda]), 'a.csv', 'UTF-8'],
    [Buffer.from('MZ\u0000\u0001'), 'a.txt', '二进制'],
    [Buffer.alloc(0), 'a.txt', '0 字节'],
    [pdf, 'a.exe', '不支持“.exe”'],
    [pdf, 'a.constructor', '不支持'],
    [pdf, '附件', '没有扩展名'],
  ] as const)('%# refuses with a reason', (bytes, name, reason) => {
    const result = sniffType(bytes, name)
    expect(result.ok).toBe(false)
    expect(result.ok ? '' : result.reason).toContain(reason)
  })

  test('never throws, whatever the bytes', () => {
    const name = fc.constantFrom('a.pdf', 'a.docx', 'a.xls', 'a.csv', 'a.png')
    const head = fc.constantFrom('', '25504446', '504b0304', 'd0cf11e0a1b11ae1', 'ffd8ff')
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 300 }), name, (hex, tail, file) => {
        expect(typeof sniffType(Buffer.concat([Buffer.from(hex, 'hex'), tail]), file).ok).toBe('boolean')
      }),
    )
    fc.assert(
      fc.property(fc.nat(docx.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const bytes = Buffer.from(docx)
        bytes[at] = value
        expect(typeof sniffType(bytes, 'a.docx').ok).toBe('boolean')
      }),
    )
  })
})
