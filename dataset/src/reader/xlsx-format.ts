import { isoDate, isoDateTime, isoTime } from './iso.ts'
import type { Cell } from './types.ts'
import { createXmlReader } from './xml.ts'
import type { Archive } from './zip.ts'

/** What the number format of a cell shows of a serial day: nothing, as it is a number; or date, time of day, or both. */
export type CellFormat = 'number' | 'date' | 'time' | 'datetime'

/** The formats that need no definition in the file (ECMA-376 18.8.30, with those of Chinese installations). */
const builtIn = (id: number): CellFormat => {
  if (
    (id >= 14 && id <= 17) ||
    (id >= 27 && id <= 31) ||
    id === 36 ||
    (id >= 50 && id <= 54) ||
    id === 57 ||
    id === 58
  ) {
    return 'date'
  }
  if (id === 22) return 'datetime'
  return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 55 || id === 56 ? 'time' : 'number'
}

/** What a written format shows. Elapsed hours and minutes (`[h]:mm`) are a quantity. */
const writtenFormat = (code: string): CellFormat => {
  const first = code.replace(/"[^"]*"|\\.|[_*]./g, '').split(';')[0] ?? ''
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return 'number'
  const bare = first.replace(/\[[^\]]*\]/g, '').replace(/general|am\/pm|a\/p|上午\/下午/gi, '')
  const time = /[hs]/i.test(bare)
  const date = /[yd]/i.test(bare) || (/m/i.test(bare) && !time)
  return date ? (time ? 'datetime' : 'date') : time ? 'time' : 'number'
}

/** The formats of a workbook's cell styles, by style index. Throws TableFault. */
export const readStyles = async (archive: Archive, path: string): Promise<CellFormat[]> => {
  const written = new Map<number, CellFormat>()
  const formats: CellFormat[] = []
  let inCells = false
  const reader = createXmlReader({
    open: (name, attributes) => {
      if (name === 'numFmt') written.set(Number(attributes.numFmtId), writtenFormat(attributes.formatCode ?? ''))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0)
        formats.push(written.get(id) ?? builtIn(id))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  await archive.read(path, reader.push)
  reader.end()
  return formats
}

const msPerDay = 86_400_000

/** The last serial day a workbook can show, 9999-12-31. */
const lastDay = 2_958_465

/**
 * A stored number as its format shows it. Numbers of a workbook are doubles, so their text is the shortest of that double, whatever digits a
 * program wrote. Serial days count from 1899-12-30 (the day 60 of a year 1900 that had no 29 February stays a number), or from 1904-01-01.
 */
export const numberCell = (text: string, format: CellFormat, date1904: boolean): Cell => {
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value)) return text === '' ? null : text
  const plain: Cell = { kind: 'number', text: String(value) }
  const serial = date1904 ? value + 1462 : value
  if (format === 'number' || value < 0 || serial >= lastDay + 1) return plain
  const ms = Math.round(serial * msPerDay)
  const days = Math.floor(ms / msPerDay)
  const nanoseconds = BigInt(ms - days * msPerDay) * 1_000_000n
  if (format === 'time' && value < 1) return { kind: 'time', text: isoTime(nanoseconds) }
  if (days === 60 && !date1904) return plain
  const epochDays = days - 25_569 + (days < 60 && !date1904 ? 1 : 0)
  if (format === 'date' && nanoseconds === 0n) return { kind: 'date', text: isoDate(epochDays) }
  return { kind: 'datetime', text: isoDateTime(BigInt(epochDays) * 86_400_000_000_000n + nanoseconds) }
}
