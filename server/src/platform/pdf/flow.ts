import { lineTo, moveTo } from 'pdf-lib'
import type { Canvas, Colour, Mark } from './canvas.ts'
import type { Weight } from './fonts.ts'
import { breakLines } from './line-break.ts'

/** A4 upright, in points. */
export const a4 = [595.28, 841.89] as const

export interface Style {
  size: number
  weight?: Weight
  colour?: Colour
  /** Line height as a multiple of the size. */
  leading?: number
  /** First line indented by this many characters. */
  indent?: number
  align?: 'left' | 'centre' | 'right'
  /** Points added below the paragraph. */
  after?: number
  /** Both edges flush, as official letters are set. */
  justify?: boolean
}

export interface Column {
  title?: string
  /** Share of the width; the shares of a table add up to 1. */
  share: number
  weight?: Weight
  colour?: Colour
  align?: 'left' | 'right'
}

export interface Footer {
  left: string
  /** Says which page this is, given the page from 1 and the number of pages. */
  right: (page: number, pages: number) => string
}

export const rule: Colour = [0.78, 0.78, 0.8]
export const grey: Colour = [0.38, 0.4, 0.43]

const margin = { top: 72, right: 70, bottom: 72, left: 70 }

/** Text poured down A4 pages. `y` counts down from the top margin; a new page starts when a line would cross the bottom margin. */
export const createFlow = (canvas: Canvas, decorate: (page: number) => Mark[] = () => []) => {
  const [pageWidth, pageHeight] = a4
  const width = pageWidth - margin.left - margin.right
  let page = -1
  let y = 0

  const newPage = () => {
    page = canvas.addPage()
    canvas.draw(page, ...decorate(page))
    y = pageHeight - margin.top
  }
  newPage()

  /** Starts a new page unless `height` points are left on this one. */
  const ensure = (height: number) => {
    if (y - height < margin.bottom) newPage()
  }

  const place = (text: string, x: number, room: number, style: Style, last: boolean) => {
    const textWidth = canvas.widthOf(text, style.size, style.weight)
    const count = [...text].length
    const slack = count > 1 ? (room - textWidth) / (count - 1) : 0
    // Up to a twentieth of an em is invisible; more would look like spaced-out type.
    const spacing = style.justify && !last && slack < style.size * 0.08 ? slack : 0
    const offset = style.align === 'centre' ? (room - textWidth) / 2 : style.align === 'right' ? room - textWidth : 0
    const { size, weight = 'regular', colour } = style
    canvas.draw(page, {
      text,
      x: x + offset,
      y,
      size,
      weight,
      ...(colour ? { colour } : {}),
      ...(spacing ? { spacing } : {}),
    })
  }

  const paragraph = (text: string, style: Style) => {
    const clean = canvas.clean(text, style.weight)
    const indent = (style.indent ?? 0) * style.size
    const step = style.size * (style.leading ?? 1.6)
    let first = true
    for (const line of breakLines(clean, width, (char) => canvas.widthOf(char, style.size, style.weight), indent)) {
      ensure(step)
      y -= step
      const shift = first ? indent : 0
      place(line.text, margin.left + shift, width - shift, style, line.last)
      first = line.last
    }
    y -= style.after ?? 0
  }

  const hairline = (at: number, colour: Colour = rule, lineWidth = 0.5) =>
    canvas.draw(page, { shape: [moveTo(margin.left, at), lineTo(margin.left + width, at)], stroke: colour, lineWidth })

  /** Rows with hairlines between them; titles repeat on every page, and a row taller than the page continues on the next. */
  const table = (columns: readonly Column[], rows: readonly (readonly string[])[], size = 9.5) => {
    const step = size * 1.55
    const gap = 10
    const titled = columns.some((column) => column.title)
    const lefts = columns.map((_, i) => margin.left + width * columns.slice(0, i).reduce((sum, c) => sum + c.share, 0))
    const cell = (text: string, i: number, extra: Partial<Style> = {}) => {
      const column = columns[i]
      if (!column || text === '') return
      const style: Style = { size, ...column, ...extra }
      place(text, lefts[i] ?? margin.left, width * column.share - gap, style, true)
    }
    const head = () => {
      if (!titled) return hairline(y)
      y -= step
      for (const [i, column] of columns.entries()) {
        cell(canvas.clean(column.title ?? '', 'bold'), i, { weight: 'bold', colour: grey })
      }
      y -= 6
      hairline(y, grey, 0.7)
    }
    ensure(step * 3 + 6)
    head()
    for (const row of rows) {
      const cells = columns.map(({ share, weight }, i) =>
        breakLines(canvas.clean(row[i] ?? '', weight), width * share - gap, (char) =>
          canvas.widthOf(char, size, weight),
        ),
      )
      const height = Math.max(...cells.map((lines) => lines.length))
      // Short rows stay whole; only what is taller than a third of a page is split.
      if (height * step < pageHeight / 3 && y - height * step - 9 < margin.bottom) {
        newPage()
        head()
      }
      y -= 3
      for (let n = 0; n < height; n++) {
        if (y - step - 6 < margin.bottom) {
          newPage()
          head()
          y -= 3
        }
        y -= step
        for (const [i, lines] of cells.entries()) cell(lines[n]?.text ?? '', i)
      }
      y -= 6
      hairline(y)
    }
    y -= 10
  }

  const keyValues = (rows: readonly (readonly [string, string])[], labelShare = 0.22) =>
    table([{ share: labelShare, colour: grey }, { share: 1 - labelShare }], rows, 9.5)

  const list = (items: readonly string[], style: Style) => {
    for (const [i, item] of items.entries()) paragraph(`${i + 1}. ${item}`, style)
  }

  /** Footers on all pages. Call last. */
  const finish = ({ left, right }: Footer) => {
    const size = 8
    for (const [index] of canvas.pages.entries()) {
      const text = canvas.clean(right(index + 1, canvas.pages.length))
      canvas.draw(
        index,
        { shape: [moveTo(margin.left, 54), lineTo(margin.left + width, 54)], stroke: rule, lineWidth: 0.5 },
        { text: canvas.clean(left), x: margin.left, y: 40, size, colour: grey },
        { text, x: margin.left + width - canvas.widthOf(text, size), y: 40, size, colour: grey },
      )
    }
  }

  return {
    paragraph,
    table,
    keyValues,
    list,
    /** A double rule across the text at the present height, as below an official letterhead. */
    ruleHere: (colour: Colour) => {
      hairline(y, colour, 1.6)
      hairline(y - 3, colour, 0.5)
      y -= 6
    },
    ensure,
    finish,
    width,
    left: margin.left,
    space: (height: number) => {
      y -= height
    },
    heading: (text: string) => {
      ensure(70)
      y -= 6
      paragraph(text, { size: 12, weight: 'bold', after: 5 })
    },
    /** Draws at the present height. */
    draw: (marks: (y: number) => readonly Mark[]) => canvas.draw(page, ...marks(y)),
  }
}

export type Flow = ReturnType<typeof createFlow>
