import { TableFault } from './types.ts'

/** Numbers and structs of a struct by their field; booleans are 1 and 0, texts and lists are left out. */
export type Struct = Map<number, number | Struct>

const type = {
  stop: 0,
  yes: 1,
  no: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  struct: 12,
} as const
/** Deeper than anything in a page header. */
const deepest = 16

/** Reads a struct in Thrift's compact protocol, as the headers of Parquet pages are. Throws TableFault `malformed`. */
export const readStruct = (view: DataView, from: number): { struct: Struct; end: number } => {
  let at = from
  const byte = (): number => {
    if (at >= view.byteLength) throw new TableFault('malformed')
    return view.getUint8(at++)
  }
  const number = (): number => {
    let result = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const part = byte()
      result |= (part & 127) << shift
      if (part < 128) return result
    }
    throw new TableFault('malformed')
  }
  const zigzag = (): number => {
    const n = number()
    return (n >>> 1) ^ -(n & 1)
  }
  const skip = (bytes: number) => {
    if (!(bytes >= 0 && bytes <= view.byteLength - at)) throw new TableFault('malformed')
    at += bytes
  }
  const element = (kind: number, depth: number): number | Struct | null => {
    if (depth > deepest) throw new TableFault('malformed')
    switch (kind) {
      case type.yes:
        return 1
      case type.no:
        return 0
      case type.byte:
        skip(1)
        return null
      case type.i16:
      case type.i32:
        return zigzag()
      case type.i64:
        // The counts of statistics; too long for the numbers here, and not asked for.
        number()
        return null
      case type.double:
        skip(8)
        return null
      case type.binary:
        skip(number())
        return null
      case type.list: {
        const head = byte()
        const count = head >> 4 === 15 ? number() : head >> 4
        if (!(count >= 0 && count <= view.byteLength - at)) throw new TableFault('malformed')
        const kindOfItems = head & 15
        for (let i = 0; i < count; i++) element(kindOfItems <= type.no ? type.byte : kindOfItems, depth + 1)
        return null
      }
      case type.struct:
        return members(depth + 1)
      default:
        throw new TableFault('malformed')
    }
  }
  const members = (depth: number): Struct => {
    const struct: Struct = new Map()
    for (let field = 0; ; ) {
      const head = byte()
      if ((head & 15) === type.stop) return struct
      field = head >> 4 > 0 ? field + (head >> 4) : zigzag()
      const value = element(head & 15, depth)
      if (value !== null) struct.set(field, value)
      else struct.delete(field)
    }
  }
  const struct = members(0)
  return { struct, end: at }
}
