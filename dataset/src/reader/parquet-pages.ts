import { checkDelta, checkDeltaStrings, checkRuns } from './parquet-runs.ts'
import { readStruct, type Struct } from './thrift.ts'
import { TableFault } from './types.ts'

/** What the pages of one stored column have in common. */
export interface StoredColumn {
  type: string
  /** bytes of a value of fixed length; 0 where there is none */
  width: number
  maxRepetition: number
  maxDefinition: number
  /** values in the row group, those that are null included */
  values: number
  /** no lists, no objects: reading ends with the last value */
  flat: boolean
}

const pageKind = { data: 0, index: 1, dictionary: 2, dataV2: 3 } as const
const encoding = {
  plainDictionary: 2,
  rle: 3,
  delta: 5,
  deltaLength: 6,
  deltaStrings: 7,
  dictionary: 8,
  split: 9,
} as const

/**
 * Looks through the pages of a stored column before hyparquet reads them: on lengths and counts that cannot be, it would run without end or fill the
 * memory. `unpack` gives a page as it was before it was compressed. Throws TableFault `malformed`; what `unpack` throws goes through.
 */
export const checkPages = (
  chunk: Uint8Array,
  column: StoredColumn,
  unpack: (bytes: Uint8Array, length: number) => Uint8Array,
) => {
  const view = viewOf(chunk)
  let at = 0
  let left = column.values
  while (at < chunk.length - 1 && (left > 0 || !column.flat)) {
    const { struct: header, end } = readStruct(view, at)
    const packed = sizeIn(header, 3, chunk.length - end)
    const unpacked = sizeIn(header, 2, Number.POSITIVE_INFINITY)
    const bytes = chunk.subarray(end, end + packed)
    at = end + packed
    const kind = sizeIn(header, 1, 3)
    if (kind === pageKind.data) {
      const about = structIn(header, 5)
      const values = sizeIn(about, 1, left)
      checkData(viewOf(unpack(bytes, unpacked)), about, values, column)
      left -= values
    } else if (kind === pageKind.dataV2) {
      const about = structIn(header, 8)
      const values = sizeIn(about, 1, left)
      checkDataV2(bytes, unpacked, about, values, column, unpack)
      left -= values
    } else if (kind === pageKind.dictionary) {
      sizeIn(structIn(header, 7), 1, 8 * unpack(bytes, unpacked).length)
    } else throw new TableFault('malformed')
  }
}

const checkData = (view: DataView, about: Struct, values: number, column: StoredColumn) => {
  let at = 0
  let present = values
  for (const most of [column.maxRepetition, column.maxDefinition]) {
    if (most === 0) continue
    const end = at + 4 + lengthAt(view, at)
    const full = checkRuns(view, at + 4, view.byteLength, bitsFor(most), values, most)
    if (most === column.maxDefinition) present = full
    at = end
  }
  checkValues(view, at, sizeIn(about, 2, 255), present, column, false)
}

const checkDataV2 = (
  bytes: Uint8Array,
  unpacked: number,
  about: Struct,
  values: number,
  column: StoredColumn,
  unpack: (bytes: Uint8Array, length: number) => Uint8Array,
) => {
  const nulls = sizeIn(about, 2, values)
  const definitions = sizeIn(about, 5, bytes.length)
  const repetitions = sizeIn(about, 6, bytes.length - definitions)
  const levels = definitions + repetitions
  if (unpacked < levels) throw new TableFault('malformed')
  const view = viewOf(bytes)
  const { maxRepetition, maxDefinition } = column
  if (maxRepetition > 0) checkRuns(view, 0, repetitions, bitsFor(maxRepetition), values, -1)
  if (maxDefinition > 0) checkRuns(view, repetitions, levels, bitsFor(maxDefinition), values, -1)
  const rest = bytes.subarray(levels)
  const page = about.get(7) === 0 ? rest : unpack(rest, unpacked - levels)
  checkValues(viewOf(page), 0, sizeIn(about, 4, 255), values - nulls, column, true)
}

const checkValues = (view: DataView, at: number, how: number, count: number, column: StoredColumn, v2: boolean) => {
  const end = view.byteLength
  const bits = how === encoding.rle && (v2 || column.type === 'BOOLEAN')
  if (bits || (column.type === 'BOOLEAN' && (how === encoding.dictionary || how === encoding.plainDictionary))) {
    lengthAt(view, at)
    checkRuns(view, at + 4, end, 1, count, -1)
  } else if (how === encoding.dictionary || how === encoding.plainDictionary || how === encoding.rle) {
    if (at >= end) {
      if (count > 0) throw new TableFault('malformed')
      return
    }
    const width = view.getUint8(at)
    if (width > 32) throw new TableFault('malformed')
    if (width > 0 || v2) checkRuns(view, at + 1, end, width, count, -1)
  } else if (how === encoding.delta || how === encoding.deltaLength) checkDelta(view, at, count)
  else if (how === encoding.deltaStrings) checkDeltaStrings(view, at, count)
  else if (how === encoding.split && count * (column.width || 4) > end - at) throw new TableFault('malformed')
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const bitsFor = (most: number): number => 32 - Math.clz32(most)

/** The length that is written before what it is the length of. */
const lengthAt = (view: DataView, at: number): number => {
  if (at + 4 > view.byteLength) throw new TableFault('malformed')
  const length = view.getUint32(at, true)
  if (at + 4 + length > view.byteLength) throw new TableFault('malformed')
  return length
}

const sizeIn = (struct: Struct, field: number, most: number): number => {
  const value = struct.get(field)
  if (typeof value !== 'number' || !(value >= 0 && value <= most)) throw new TableFault('malformed')
  return value
}

const structIn = (struct: Struct, field: number): Struct => {
  const value = struct.get(field)
  if (!(value instanceof Map)) throw new TableFault('malformed')
  return value
}
