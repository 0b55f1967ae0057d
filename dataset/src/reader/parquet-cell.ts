import type { SchemaElement } from 'hyparquet'
import { isoDate, isoDateTime, isoTime } from './iso.ts'
import type { Cell } from './types.ts'

/** A top-level column: how its stored values become cells, and the schema element under which they are read as stored. */
export interface ParquetColumn {
  name: string
  element: SchemaElement
  bare: SchemaElement | null
  cellOf(value: unknown): Cell
}

/** How the values of a top-level schema element are read. */
export const parquetColumn = (element: SchemaElement): ParquetColumn => {
  const { name } = element
  if ((element.num_children ?? 0) > 0 || element.repetition_type === 'REPEATED') {
    return { name, element, bare: null, cellOf: (value) => ({ kind: 'nested', text: jsonOf(value, 0) }) }
  }
  const { converted_type: _, logical_type: __, ...stored } = element
  const logical = element.logical_type?.type ?? element.converted_type ?? ''
  const texts = ['STRING', 'UTF8', 'ENUM', 'JSON']
  if (texts.includes(logical)) {
    const cellOf = (value: unknown): Cell =>
      logical === 'JSON' ? { kind: 'nested', text: String(value) } : String(value)
    return { name, element, bare: { ...stored, converted_type: 'UTF8' }, cellOf }
  }
  if (logical === 'UUID' || logical === 'FLOAT16') {
    const cellOf = (value: unknown): Cell => (logical === 'UUID' ? String(value) : number(String(value)))
    return { name, element, bare: null, cellOf }
  }
  return { name, element, bare: stored, cellOf: storedCell(element, logical) }
}

const number = (text: string): Cell => ({ kind: 'number', text })

const storedCell = (element: SchemaElement, logical: string): ((value: unknown) => Cell) => {
  const { type, logical_type } = element
  if (logical === 'DECIMAL') {
    const scale = logical_type?.type === 'DECIMAL' ? logical_type.scale : (element.scale ?? 0)
    return (value) => number(decimal(value instanceof Uint8Array ? signed(value) : big(value), scale))
  }
  if (logical === 'DATE') return (value) => ({ kind: 'date', text: isoDate(Number(value)) })
  if (logical.startsWith('TIMESTAMP')) {
    const unit = logical_type?.type === 'TIMESTAMP' ? logical_type.unit : logical.slice(10)
    const instant = logical_type?.type === 'TIMESTAMP' ? logical_type.isAdjustedToUTC : true
    const scale = nanosecondsIn(unit)
    return (value) => ({ kind: 'datetime', text: isoDateTime(big(value) * scale) + (instant ? 'Z' : '') })
  }
  if (type === 'INT96') return (value) => ({ kind: 'datetime', text: isoDateTime(big(value)) })
  if (logical.startsWith('TIME')) {
    const scale = nanosecondsIn(logical_type?.type === 'TIME' ? logical_type.unit : logical.slice(5))
    return (value) => ({ kind: 'time', text: isoTime(big(value) * scale) })
  }
  if (type === 'BOOLEAN') return (value) => ({ kind: 'boolean', text: value ? 'true' : 'false' })
  if (type === 'DOUBLE') return (value) => number(String(value))
  if (type === 'FLOAT') return (value) => number(shortestFloat(Number(value)))
  if (type === 'INT32' || type === 'INT64') {
    const unsigned = logical.startsWith('UINT') || (logical_type?.type === 'INTEGER' && !logical_type.isSigned)
    const bits = type === 'INT32' ? 32 : 64
    return (value) => number(unsigned ? String(BigInt.asUintN(bits, big(value))) : String(value))
  }
  return (value) => ({ kind: 'binary', text: hex(value as Uint8Array) })
}

const big = (value: unknown): bigint => (typeof value === 'bigint' ? value : BigInt(Number(value)))

const nanosecondsIn = (unit: string): bigint => (unit === 'NANOS' ? 1n : unit === 'MICROS' ? 1000n : 1_000_000n)

const signed = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt.asIntN(8 * bytes.length, BigInt(`0x${hex(bytes)}`))

const decimal = (unscaled: bigint, scale: number): string => {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale))
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** The shortest decimal text that is the same number in 32 bits. */
const shortestFloat = (value: number): string => {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return String(short)
  }
  return String(Number.isFinite(value) ? Number(value.toPrecision(9)) : value)
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const deepest = 64

const jsonOf = (value: unknown, depth: number): string => {
  if (depth > deepest) throw new RangeError('nested too deep')
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Date) return JSON.stringify(value)
  if (value instanceof Uint8Array) return JSON.stringify(hex(value))
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => jsonOf(item, depth + 1)).join(',')}]`
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${jsonOf(member, depth + 1)}`)
  return `{${members.join(',')}}`
}
