import { lineTo, moveTo } from 'pdf-lib'
import { type Canvas, type Colour, createCanvas, type Mark, rectangle, renderPdf } from './canvas.ts'
import { loadFonts, type Weight } from './fonts.ts'
import { breakLines } from './line-break.ts'
import { guillocheFrame, qrCode, rosette, roundSeal, watermark } from './ornament.ts'
import { certificateTemplate as template } from './templates/certificate.ts'
import { fill } from './text.ts'

/** Everything printed on a certificate. Dates are ready to print (`2026年11月22日`). */
export interface CertificateData {
  /** 17 digits. */
  certificateNo: string
  /** 16 characters. */
  registrationNo: string
  name: string
  holders: readonly string[]
  sourceType: string
  industry: string
  scenario: string
  registeredOn: string
  validFrom: string
  validUntil: string
  depositNo: string
  /** For example `SHA-256`. */
  digestAlgorithm: string
  digest: string
  registrar: string
  /** Content of the QR code. */
  verificationUrl: string
  /** Prints the watermark, the demonstration seal and a sentence saying so. */
  demo: boolean
  /** The numbers come from the built-in authority and not from the national office. */
  localNumberAuthority: boolean
  /** Creation time written into the file. */
  issuedAt: Date
}

const page = [595.28, 841.89] as const
const gold: Colour = [0.69, 0.54, 0.31]
const teal: Colour = [0.2, 0.42, 0.44]
const ink: Colour = [0.1, 0.11, 0.13]
const muted: Colour = [0.42, 0.36, 0.27]
const left = 82
const right = page[0] - 82
const valueLeft = left + 128

interface Fitted {
  lines: string[]
  size: number
}

/** The largest size at which the text keeps to `maxLines`; a text too long even at the smallest ends with a note. */
const fit = (
  canvas: Canvas,
  text: string,
  width: number,
  maxLines: number,
  sizes: readonly number[],
  weight: Weight,
): Fitted => {
  const clean = canvas.clean(text.replaceAll('\n', ' '), weight)
  const lay = (value: string, size: number) =>
    breakLines(value, width, (char) => canvas.widthOf(char, size, weight)).map((line) => line.text)
  for (const size of sizes) {
    const lines = lay(clean, size)
    if (lines.length <= maxLines) return { lines, size }
  }
  const size = sizes.at(-1) ?? 9
  const chars = [...clean].slice(0, Math.ceil((width * maxLines) / (size * 0.2)))
  let [low, high] = [0, chars.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (lay(chars.slice(0, middle).join('') + template.shortened, size).length <= maxLines) low = middle
    else high = middle - 1
  }
  return { lines: lay(chars.slice(0, low).join('') + template.shortened, size), size }
}

const holdersText = (holders: readonly string[]): string =>
  holders.length <= 4
    ? holders.join('\n')
    : `${holders.slice(0, 3).join('、')} ${fill(template.moreHolders, { count: holders.length })}`

const centred = (
  canvas: Canvas,
  text: string,
  y: number,
  size: number,
  weight: Weight,
  colour: Colour,
  spacing = 0,
): Mark => {
  const clean = canvas.clean(text, weight)
  const x = (page[0] - canvas.widthOf(clean, size, weight, spacing)) / 2
  return { text: clean, x, y, size, weight, colour, spacing }
}

/** Rows of label and value from `top` down; values share the room so that every certificate keeps to one side. */
const facts = (canvas: Canvas, data: CertificateData, top: number, bottom: number): Mark[] => {
  const { labels } = template
  const width = right - valueLeft
  const normal = [12.5, 12, 11, 10, 9]
  const holders = data.holders.length <= 4 ? data.holders : [holdersText(data.holders)]
  const holderLines = holders.map((holder) => fit(canvas, holder, width, holders.length > 1 ? 1 : 2, normal, 'regular'))
  const rows: [string, Fitted[], Weight][] = [
    [labels.name, [fit(canvas, data.name, width, 3, [17, 15, 13.5, 12, 10.5, 9], 'bold')], 'bold'],
    [labels.holders, holderLines, 'regular'],
    [labels.sourceType, [fit(canvas, data.sourceType, width, 1, normal, 'regular')], 'regular'],
    [labels.industry, [fit(canvas, data.industry, width, 1, normal, 'regular')], 'regular'],
    [labels.scenario, [fit(canvas, data.scenario, width, 2, normal, 'regular')], 'regular'],
    [labels.deposit, [fit(canvas, data.depositNo, width, 1, normal, 'regular')], 'regular'],
    [
      labels.digest,
      [fit(canvas, `${data.digestAlgorithm} ${data.digest}`, width, 2, [10.5, 10, 9, 8], 'regular')],
      'regular',
    ],
    [labels.registeredOn, [fit(canvas, data.registeredOn, width, 1, normal, 'regular')], 'regular'],
    [
      labels.validity,
      [
        fit(
          canvas,
          fill(template.validity, { from: data.validFrom, until: data.validUntil }),
          width,
          1,
          normal,
          'regular',
        ),
      ],
      'regular',
    ],
  ]
  const laid = rows.map(([label, blocks, weight]) => {
    const lines = blocks.flatMap((block) => block.lines.map((text) => ({ text, size: block.size })))
    const first = Math.max(12, lines[0]?.size ?? 12)
    return {
      label,
      lines,
      weight,
      first,
      height: first + lines.slice(1).reduce((sum, line) => sum + line.size * 1.4, 0),
    }
  })
  // What the text leaves free is shared out between the rows.
  const free = top - bottom - laid.reduce((sum, row) => sum + row.height, 0)
  const padding = Math.max(4, Math.min(11, free / laid.length / 2))
  const marks: Mark[] = []
  let y = top
  for (const { label, lines, weight, first } of laid) {
    y -= padding - 2.5 + first
    marks.push({ text: canvas.clean(label), x: left, y: y + (first - 12) * 0.2, size: 12, colour: muted })
    for (const [i, line] of lines.entries()) {
      if (i > 0) y -= line.size * 1.4
      marks.push({ text: line.text, x: valueLeft, y, size: line.size, weight, colour: ink })
    }
    y -= padding + 2.5
    marks.push({ shape: hairline(y), stroke: gold, lineWidth: 0.35, opacity: 0.75 })
  }
  return marks
}

const hairline = (y: number) => [moveTo(left, y), lineTo(right, y)]

/** A registration certificate: A4 upright, one side, QR at the lower left, seal at the lower right. Not yet signed. */
export const certificatePdf = async (data: CertificateData): Promise<Uint8Array> => {
  const canvas = createCanvas(await loadFonts())
  const sheet = canvas.addPage()
  const { labels } = template
  const draw = (...marks: Mark[]) => canvas.draw(sheet, ...marks)
  const middle = { x: page[0] / 2, y: 440 }

  draw({
    shape: rosette(middle, 205, { petals: 12, strands: 9, depth: 0.3, points: 480 }),
    stroke: teal,
    lineWidth: 0.3,
    opacity: 0.13,
  })
  draw({
    shape: rosette(middle, 105, { petals: 8, strands: 8, depth: 0.42, points: 360 }),
    stroke: gold,
    lineWidth: 0.3,
    opacity: 0.2,
  })
  draw(...guillocheFrame(page, 38, gold, teal))
  if (data.demo) draw(watermark(canvas, page, template.watermark))

  draw(centred(canvas, template.title, 706, 37, 'bold', [0.55, 0.08, 0.09], 5))
  draw(centred(canvas, template.english, 684, 8, 'regular', muted, 1.6))
  draw({ shape: [moveTo(page[0] / 2 - 150, 670), lineTo(page[0] / 2 - 9, 670)], stroke: gold, lineWidth: 0.6 })
  draw({ shape: [moveTo(page[0] / 2 + 9, 670), lineTo(page[0] / 2 + 150, 670)], stroke: gold, lineWidth: 0.6 })
  draw({
    shape: rosette({ x: page[0] / 2, y: 670 }, 6, { petals: 6, strands: 3, depth: 0.3, points: 90 }),
    stroke: gold,
    lineWidth: 0.4,
  })

  const certificateNo = canvas.clean(`${labels.certificateNo}：${data.certificateNo}`)
  const registrationNo = canvas.clean(`${labels.registrationNo}：${data.registrationNo}`)
  draw({ text: certificateNo, x: left, y: 640, size: 11.5, colour: ink })
  draw({ text: registrationNo, x: right - canvas.widthOf(registrationNo, 11.5), y: 640, size: 11.5, colour: ink })
  draw({ shape: [moveTo(left, 629), lineTo(right, 629)], stroke: gold, lineWidth: 0.9 })
  draw(...facts(canvas, data, 629, 280))
  draw(centred(canvas, template.statement, 252, 12.5, 'regular', ink))

  const qr = { x: left + 9, y: 109 }
  draw({ shape: rectangle(qr.x - 9, qr.y - 9, 102, 102), fill: [1, 1, 1], stroke: gold, lineWidth: 0.5 })
  draw(...qrCode(data.verificationUrl, qr, 84))
  draw({ text: canvas.clean(template.scan, 'bold'), x: qr.x + 106, y: 152, size: 11, weight: 'bold', colour: ink })
  draw({ text: canvas.clean(template.scanMore), x: qr.x + 106, y: 136, size: 8, colour: muted })

  const seal = { x: right - 84, y: 187 }
  const registrar = fit(canvas, data.registrar, 176, 2, [12, 11, 10, 9], 'bold')
  const signature = [
    ...registrar.lines.map((text) => ({ text, size: registrar.size })),
    { text: data.registeredOn, size: 12 },
  ]
  for (const [i, line] of signature.entries()) {
    const text = canvas.clean(line.text, 'bold')
    const y = 97 + (signature.length - 1 - i) * 16
    draw({
      text,
      x: seal.x - canvas.widthOf(text, line.size, 'bold') / 2,
      y,
      size: line.size,
      weight: 'bold',
      colour: ink,
    })
  }
  draw(...roundSeal(canvas, seal, 53, data.registrar, data.demo ? template.sealPurposeDemo : template.sealPurpose))

  const notes = [...(data.demo ? [template.demo] : []), ...(data.localNumberAuthority ? [template.localNumbers] : [])]
  if (notes.length > 0) draw(centred(canvas, notes.join(''), 72, 8, 'regular', [0.55, 0.08, 0.09]))
  draw(centred(canvas, template.version, 60, 6.5, 'regular', muted))

  return renderPdf(canvas, page, {
    title: `${template.title} ${data.certificateNo}`,
    subject: data.name,
    author: data.registrar,
    keywords: [data.certificateNo, data.registrationNo, template.version],
    at: data.issuedAt,
  })
}
