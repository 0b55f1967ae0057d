import { createCanvas, type Mark, renderPdf } from './canvas.ts'
import { loadFonts, type Weight } from './fonts.ts'
import { breakLines } from './line-break.ts'
import { qrCode, watermark } from './ornament.ts'
import { offlineCodeTemplate as template } from './templates/offline-code.ts'

/** What stands on the back of a certificate beside its code. Dates are ready to print. */
export interface OfflineCodeData {
  certificateNo: string
  name: string
  holder: string
  validUntil: string | null
  signedOn: string
  /** Content of the QR code. */
  address: string
  registrar: string
  demo: boolean
  at: Date
}

const page = [595.28, 841.89] as const
const [left, top, side] = [82, 740, 232]
const width = page[0] - 2 * left

/** The sheet for the back of a certificate: A4, one side. The code in it is signed; the sheet itself need not be. */
export const offlineCodePdf = async (data: OfflineCodeData): Promise<Uint8Array> => {
  const canvas = createCanvas(await loadFonts())
  const sheet = canvas.addPage()
  const draw = (...marks: Mark[]) => canvas.draw(sheet, ...marks)
  let y = top
  const write = (text: string, size: number, weight: Weight, most: number, x = left) => {
    const clean = canvas.clean(text.replaceAll('\n', ' '), weight)
    const room = page[0] - left - x
    const lines = breakLines(clean, room, (char) => canvas.widthOf(char, size, weight)).slice(0, most)
    for (const line of lines) {
      draw({ text: line.text, x, y, size, weight })
      y -= size * 1.5
    }
  }
  const centred = (text: string, size: number, weight: Weight) => {
    const clean = canvas.clean(text, weight)
    draw({ text: clean, x: (page[0] - canvas.widthOf(clean, size, weight)) / 2, y, size, weight })
    y -= size * 1.8
  }
  if (data.demo) draw(watermark(canvas, page, template.watermark))
  centred(template.title, 24, 'bold')
  centred(template.lead, 10, 'regular')
  y -= side
  draw(...qrCode(data.address, { x: left + (width - side) / 2, y }, side))
  y -= 40
  const rows: [string, string | null][] = [
    [template.labels.certificateNo, data.certificateNo],
    [template.labels.name, data.name],
    [template.labels.holder, data.holder],
    [template.labels.validUntil, data.validUntil],
    [template.labels.signedOn, data.signedOn],
  ]
  for (const [label, value] of rows) {
    if (value === null) continue
    draw({ text: canvas.clean(label), x: left, y, size: 11, colour: [0.42, 0.36, 0.27] })
    write(value, 11, 'regular', 4, left + 84)
    y -= 4
  }
  y -= 14
  for (const sentence of template.how) write(sentence, 10, 'regular', 4)
  y -= 10
  if (data.demo) write(template.demo, 9, 'regular', 1)
  draw({ text: canvas.clean(`${data.registrar}　${template.version}`), x: left, y: 60, size: 8 })
  return renderPdf(canvas, page, {
    title: `${template.title} ${data.certificateNo}`,
    subject: data.name,
    author: data.registrar,
    keywords: [data.certificateNo, template.version],
    at: data.at,
  })
}
