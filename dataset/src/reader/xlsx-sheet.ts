import type { Cell, TableSink } from './types.ts'
import { longestRow, TableFault } from './types.ts'
import type { CellFormat } from './xlsx-format.ts'
import { numberCell } from './xlsx-format.ts'
import { createXmlReader } from './xml.ts'

/** What the cells of a sheet refer to. */
export interface SheetContext {
  shared: readonly string[]
  formats: readonly CellFormat[]
  date1904: boolean
}

/** The last column of a sheet, XFD. */
const mostColumns = 16_384

/** Reads the XML of a sheet as it comes. Throws TableFault. */
export const createSheetReader = (sink: TableSink, context: SheetContext) => {
  let width = -1
  let rows = 0
  let raggedRows = 0
  let cells: Cell[] = []
  let held = 0
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let taking = false
  let phonetic = false
  let inFormula = false
  let formula: string | null = null
  let formulas: [column: number, text: string][] = []

  const endRow = () => {
    let used = cells.length
    while (used > 0 && (cells[used - 1] ?? null) === null) used -= 1
    for (const [at, text] of formulas) sink.formula?.(at, text)
    const hears = formulas.length > 0 && sink.formula !== undefined
    formulas = []
    if (used === 0 && !(hears && width >= 0)) return
    for (let i = 0; i < Math.max(used, width); i++) cells[i] ??= null
    cells.length = Math.max(used, width)
    if (width < 0) {
      width = used
      sink.columns(cells.map((cell) => (typeof cell === 'object' ? (cell?.text ?? '') : cell)))
      return
    }
    rows += 1
    if (used > width) raggedRows += 1
    sink.row(cells)
  }
  const reader = createXmlReader({
    open: (name, attributes) => {
      if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
        if (!(column >= 0 && column < mostColumns)) throw new TableFault('malformed')
        type = attributes.t ?? 'n'
        style = Number(attributes.s ?? 0)
        value = ''
        formula = null
      } else if (name === 'f') {
        inFormula = true
        formula = ''
      } else if (name === 'v' || name === 't') taking = true
      else if (name === 'rPh') phonetic = true
      else if (name === 'row') {
        cells = []
        held = 0
        column = -1
      }
    },
    text: (piece) => {
      if (inFormula) formula += piece
      else if (!taking || phonetic) return
      else value += piece
      held += piece.length
      if (held > longestRow) throw new TableFault('oversized')
    },
    close: (name) => {
      if (name === 'v' || name === 't') taking = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'f') inFormula = false
      else if (name === 'c') {
        if (formula !== null) formulas.push([column, formula])
        cells[column] = cellOf(value, type, style, context)
      } else if (name === 'row') endRow()
    },
  })
  return {
    push: reader.push,
    end: () => {
      reader.end()
      if (width < 0) sink.columns([])
      return { rows, raggedRows }
    },
  }
}

/** `BC12` is column 54, from 0. */
const columnOf = (reference: string): number => {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & ~32
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}

const cellOf = (value: string, type: string, style: number, { shared, formats, date1904 }: SheetContext): Cell => {
  switch (type) {
    case 's': {
      const text = /^\d+$/.test(value) ? shared[Number(value)] : value === '' ? null : undefined
      if (text === undefined) throw new TableFault('malformed')
      return text === null ? null : unescaped(text)
    }
    case 'str':
    case 'inlineStr':
      return unescaped(value)
    case 'b':
      return value === '' ? null : { kind: 'boolean', text: value === '1' || value === 'true' ? 'true' : 'false' }
    case 'e':
      return null
    case 'd':
      return isoCell(value)
    default:
      return numberCell(value, formats[style] ?? 'number', date1904)
  }
}

const isoCell = (text: string): Cell => {
  const zoneless = text.replace(/(\.\d*?)0*Z?$/, '$1').replace(/\.$/, '')
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { kind: 'date', text }
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?$/.test(zoneless) ? { kind: 'datetime', text: zoneless } : text
}

/** Characters that XML cannot hold are written `_xHHHH_` (ECMA-376 22.9.2.19). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
