import fontkit from '@pdf-lib/fontkit'
import {
  appendBezierCurve,
  beginText,
  closePath,
  endText,
  fill,
  lineTo,
  moveTo,
  PDFDocument,
  type PDFFont,
  PDFHexString,
  type PDFName,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  setCharacterSpacing,
  setFillingRgbColor,
  setFontAndSize,
  setGraphicsState,
  setLineWidth,
  setStrokingRgbColor,
  setTextMatrix,
  showText,
  stroke,
} from 'pdf-lib'
import type { FontFaces, Weight } from './fonts.ts'
import { printable } from './text.ts'

/** Red, green, blue from 0 to 1. */
export type Colour = readonly [number, number, number]

/** Points (1/72 inch), origin at the lower left, as in PDF. */
export interface Point {
  x: number
  y: number
}

export interface TextMark extends Point {
  text: string
  size: number
  weight?: Weight
  colour?: Colour
  /** Extra space after each character, in points. */
  spacing?: number
  /** Degrees, anticlockwise. */
  rotate?: number
  opacity?: number
  /** Decoration that a text extractor should not return. */
  artifact?: boolean
}

export interface ShapeMark {
  shape: readonly PDFOperator[]
  fill?: Colour
  stroke?: Colour
  lineWidth?: number
  opacity?: number
}

export type Mark = TextMark | ShapeMark

export interface DocumentFacts {
  title: string
  subject: string
  author: string
  keywords: readonly string[]
  at: Date
}

const ink: Colour = [0.1, 0.11, 0.13]

export const polyline = (points: readonly Point[], closed = false): PDFOperator[] => [
  ...points.map(({ x, y }, i) => (i === 0 ? moveTo(round(x), round(y)) : lineTo(round(x), round(y)))),
  ...(closed ? [closePath()] : []),
]

export const circle = (cx: number, cy: number, r: number): PDFOperator[] => {
  const k = 0.5522847498 * r
  return [
    moveTo(cx + r, cy),
    appendBezierCurve(cx + r, cy + k, cx + k, cy + r, cx, cy + r),
    appendBezierCurve(cx - k, cy + r, cx - r, cy + k, cx - r, cy),
    appendBezierCurve(cx - r, cy - k, cx - k, cy - r, cx, cy - r),
    appendBezierCurve(cx + k, cy - r, cx + r, cy - k, cx + r, cy),
    closePath(),
  ]
}

export const rectangle = (x: number, y: number, width: number, height: number): PDFOperator[] =>
  polyline(
    [
      { x, y },
      { x: x + width, y },
      { x: x + width, y: y + height },
      { x, y: y + height },
    ],
    true,
  )

const round = (n: number): number => Math.round(n * 100) / 100

/** Pages of marks. Nothing is encoded until all text is known, so that the fonts can be cut down and the page count printed. */
export interface Canvas {
  readonly fonts: FontFaces
  readonly pages: Mark[][]
  /** The text as it will be printed (see `printable`). */
  clean(text: string, weight?: Weight): string
  /** Width in points of a text already cleaned. */
  widthOf(text: string, size: number, weight?: Weight, spacing?: number): number
  addPage(): number
  draw(page: number, ...marks: Mark[]): void
}

export const createCanvas = (fonts: FontFaces): Canvas => {
  const pages: Mark[][] = []
  return {
    fonts,
    pages,
    clean: (text, weight = 'regular') => printable(text, fonts[weight].has),
    widthOf: (text, size, weight = 'regular', spacing = 0) => {
      const chars = [...text]
      return (
        chars.reduce((sum, char) => sum + fonts[weight].widthOf(char) * size, 0) +
        spacing * Math.max(0, chars.length - 1)
      )
    },
    addPage: () => pages.push([]) - 1,
    draw: (page, ...marks) => {
      pages[page]?.push(...marks)
    },
  }
}

const textOperators = (mark: TextMark, font: PDFFont, fontKey: PDFName): PDFOperator[] => {
  const angle = ((mark.rotate ?? 0) * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  // ActualText: letter-spaced Chinese would otherwise come back from an extractor with blanks between the characters.
  const tag = mark.artifact
    ? '/Span <</ActualText <FEFF>>>'
    : mark.spacing
      ? `/Span <</ActualText ${PDFHexString.fromText(mark.text)}>>`
      : undefined
  return [
    ...(tag ? [PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [tag])] : []),
    setFillingRgbColor(...(mark.colour ?? ink)),
    beginText(),
    setFontAndSize(fontKey, mark.size),
    setCharacterSpacing(mark.spacing ?? 0),
    setTextMatrix(cos, sin, -sin, cos, round(mark.x), round(mark.y)),
    showText(font.encodeText(mark.text)),
    endText(),
    ...(tag ? [PDFOperator.of(PDFOperatorNames.EndMarkedContent)] : []),
  ]
}

const shapeOperators = (mark: ShapeMark): PDFOperator[] => [
  ...(mark.fill ? [setFillingRgbColor(...mark.fill)] : []),
  ...(mark.stroke ? [setStrokingRgbColor(...mark.stroke), setLineWidth(mark.lineWidth ?? 0.5)] : []),
  ...mark.shape,
  mark.fill ? (mark.stroke ? PDFOperator.of(PDFOperatorNames.FillNonZeroAndStroke) : fill()) : stroke(),
]

const embed = async (document: PDFDocument, canvas: Canvas, weight: Weight): Promise<PDFFont | undefined> => {
  const used = new Set<string>()
  for (const mark of canvas.pages.flat()) {
    if ('text' in mark && (mark.weight ?? 'regular') === weight) for (const char of mark.text) used.add(char)
  }
  if (used.size === 0) return undefined
  const face = canvas.fonts[weight]
  const bytes = await face.subset([...used].sort().join(''))
  // A fixed subset tag: the same data gives the same bytes.
  return document.embedFont(bytes, { subset: true, customName: `DATADD+${face.postScriptName}` })
}

/** Encodes the pages. The same canvas and facts give the same bytes. `size` in points. */
export const renderPdf = async (
  canvas: Canvas,
  size: readonly [number, number],
  facts: DocumentFacts,
): Promise<Uint8Array> => {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.registerFontkit(fontkit)
  document.setTitle(facts.title, { showInWindowTitleBar: true })
  document.setSubject(facts.subject)
  document.setAuthor(facts.author)
  document.setKeywords([...facts.keywords])
  document.setCreator('Datadeed 数契')
  document.setProducer('Datadeed 数契')
  document.setCreationDate(facts.at)
  document.setModificationDate(facts.at)
  document.setLanguage('zh-CN')
  const fonts = { regular: await embed(document, canvas, 'regular'), bold: await embed(document, canvas, 'bold') }
  for (const marks of canvas.pages) drawPage(document.addPage([...size]), marks, fonts)
  return document.save({ useObjectStreams: false, addDefaultPage: false })
}

const drawPage = (
  page: PDFPage,
  marks: readonly Mark[],
  fonts: Readonly<Record<Weight, PDFFont | undefined>>,
): void => {
  const fontKeys = new Map<PDFFont, PDFName>()
  const keyOf = (font: PDFFont): PDFName => {
    const key = fontKeys.get(font) ?? page.node.newFontDictionary(font.name, font.ref)
    fontKeys.set(font, key)
    return key
  }
  const states = new Map<number, PDFName>()
  const stateOf = (opacity: number): PDFName => {
    const key =
      states.get(opacity) ??
      page.node.newExtGState('GS', page.doc.context.obj({ Type: 'ExtGState', CA: opacity, ca: opacity }))
    states.set(opacity, key)
    return key
  }
  for (const mark of marks) {
    const font = 'text' in mark ? fonts[mark.weight ?? 'regular'] : undefined
    const operators = 'shape' in mark ? shapeOperators(mark) : font ? textOperators(mark, font, keyOf(font)) : []
    page.pushOperators(
      pushGraphicsState(),
      ...(mark.opacity === undefined ? [] : [setGraphicsState(stateOf(mark.opacity))]),
      ...operators,
      popGraphicsState(),
    )
  }
}
