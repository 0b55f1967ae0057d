import { zipEntries } from './zip-entries.ts'

const media = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  csv: 'text/csv',
  txt: 'text/plain',
} as const

export type FileType = keyof typeof media

/** What a file is by its bytes, or why it is refused, in a sentence for the person who chose it. */
export type SniffResult = { ok: true; type: FileType; mediaType: string } | { ok: false; reason: string }

const byExtension: Readonly<Record<string, FileType>> = {
  pdf: 'pdf',
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  docx: 'docx',
  xlsx: 'xlsx',
  pptx: 'pptx',
  doc: 'doc',
  xls: 'xls',
  csv: 'csv',
  txt: 'txt',
}

const labels: Readonly<Record<FileType, string>> = {
  pdf: 'PDF 文件',
  png: 'PNG 图片',
  jpeg: 'JPEG 图片',
  docx: 'Word 文件（docx）',
  xlsx: 'Excel 文件（xlsx）',
  pptx: 'PowerPoint 文件（pptx）',
  doc: '旧版 Word 文件（doc）',
  xls: '旧版 Excel 文件（xls）',
  csv: 'CSV 表格',
  txt: '纯文本',
}

class Refusal extends Error {}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')

const office = (file: Buffer): FileType => {
  const names = zipEntries(file)
  if (!names) throw new Refusal('文件不完整，可能是传输中断，请重新导出后上传。')
  if (names.some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) {
    throw new Refusal('文件含有宏。请另存为不含宏的格式后上传。')
  }
  if (names.includes('[Content_Types].xml')) {
    if (names.includes('word/document.xml')) return 'docx'
    if (names.includes('xl/workbook.xml')) return 'xlsx'
    if (names.includes('ppt/presentation.xml')) return 'pptx'
  }
  throw new Refusal('这是压缩包，不是 Office 文件。请解压后逐个上传。')
}

const legacy = (file: Buffer): FileType => {
  if (file.includes(utf16('EncryptedPackage'))) throw new Refusal('文件设有打开密码。请去掉密码后上传。')
  if (file.includes(utf16('WordDocument'))) return 'doc'
  if (file.includes(utf16('Workbook')) || file.includes(utf16('Book\0'))) return 'xls'
  throw new Refusal('无法识别的旧版 Office 文件。请另存为 docx、xlsx 或 PDF 后上传。')
}

const pdf = (file: Buffer): FileType => {
  if (!file.subarray(-2048).includes('%%EOF')) throw new Refusal('PDF 不完整，可能是传输中断，请重新导出后上传。')
  if (/\/Encrypt\s+\d+ \d+ R/.test(file.subarray(-65_536).toString('latin1'))) {
    throw new Refusal('PDF 设有密码或权限限制。请去掉限制后上传。')
  }
  return 'pdf'
}

const image = (file: Buffer, type: 'png' | 'jpeg', end: Buffer): FileType => {
  if (!file.subarray(-64).includes(end)) throw new Refusal('图片不完整，可能是传输中断，请重新保存后上传。')
  return type
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary data from text
const control = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/

const isText = (file: Buffer): boolean => {
  try {
    return !control.test(new TextDecoder('utf-8', { fatal: true }).decode(file))
  } catch {
    return false
  }
}

const pngEnd = Buffer.from('49454e44ae426082', 'hex')
const jpegEnd = Buffer.from('ffd9', 'hex')

const contentType = (file: Buffer, claimed: FileType): FileType | null => {
  const starts = (hex: string) => file.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'))
  if (/^%PDF-[12]\.\d/.test(file.subarray(0, 8).toString('latin1'))) return pdf(file)
  if (starts('89504e470d0a1a0a')) return image(file, 'png', pngEnd)
  if (starts('ffd8ff')) return image(file, 'jpeg', jpegEnd)
  if (starts('504b0304')) return office(file)
  if (starts('d0cf11e0a1b11ae1')) return legacy(file)
  if (claimed === 'csv' || claimed === 'txt') {
    if (isText(file)) return claimed
    throw new Refusal('文本不是 UTF-8 编码，或者含有二进制内容。请另存为 UTF-8 编码后上传。')
  }
  return null
}

/**
 * The type of a whole file by its content, which must agree with the ending of `name`. Refuses what is cut off, encrypted, holds
 * macros, is empty, or is not what it says it is. Never throws.
 */
export const sniffType = (bytes: Uint8Array, name: string): SniffResult => {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const claimed = Object.hasOwn(byExtension, ending) ? byExtension[ending] : undefined
  if (!claimed) {
    return {
      ok: false,
      reason: `不支持${ending ? `“.${ending}”` : '没有扩展名的'}文件。可以上传 PDF、PNG、JPEG、Word、Excel、PowerPoint、CSV 和 TXT。`,
    }
  }
  if (bytes.byteLength === 0) return { ok: false, reason: '文件是空的（0 字节）。请检查后重新选择。' }
  try {
    const type = contentType(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), claimed)
    if (type === claimed) return { ok: true, type, mediaType: media[type] }
    return type
      ? { ok: false, reason: `文件名说是${labels[claimed]}，内容却是${labels[type]}。请改正扩展名后重新上传。` }
      : { ok: false, reason: `文件名说是${labels[claimed]}，但内容不是。请用原来的软件重新导出后上传。` }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message }
    return { ok: false, reason: '文件结构已损坏，无法识别。请重新导出后上传。' }
  }
}
