import type { SchemaElement } from 'hyparquet'
import { parquetMetadataAsync } from 'hyparquet'
import type { ProfileInput } from '../reader/index.ts'
import { timeFor } from '../reader/parquet.ts'
import { TableError } from './errors.ts'

/**
 * Refuses a Parquet file with objects or lists of what JSON cannot hold exactly: decimals, moments, 32-bit floats, bytes, and maps, whose keys may repeat.
 * Throws TableError `nested_type`; what else is wrong with the file is left to its reader.
 */
export const checkParquetNesting = async (input: ProfileInput): Promise<void> => {
  let unreadable: { cause: unknown } | null = null
  const slice = async (from: number, to = input.bytes): Promise<ArrayBuffer> => {
    // hyparquet asks with negative offsets from the end, too.
    const start = from < 0 ? Math.max(0, input.bytes + from) : from
    const part = await input.slice(start, Math.max(start, Math.min(to, input.bytes))).catch((cause: unknown) => {
      unreadable = { cause }
      throw cause
    })
    return new Uint8Array(part).buffer
  }
  input.onDecoding?.(timeFor(0, 0))
  const metadata = await parquetMetadataAsync({ byteLength: input.bytes, slice }).catch(() => null)
  input.onDecoding?.(0)
  if (unreadable) throw (unreadable as { cause: unknown }).cause
  if (!metadata) return
  const { schema } = metadata
  let at = 1
  const walk = (top: string | null): void => {
    const element = schema[at++]
    if (!element) return
    const children = element.num_children ?? 0
    const column = top ?? element.name
    const nested = top !== null || children > 0 || element.repetition_type === 'REPEATED'
    if (nested && !(children > 0 ? isPlainGroup(element) : isPlainLeaf(element))) {
      throw new TableError('nested_type', column)
    }
    for (let i = 0; i < children; i++) walk(column)
  }
  while (at < schema.length) walk(null)
}

const kindOf = ({ logical_type, converted_type }: SchemaElement): string => logical_type?.type ?? converted_type ?? ''

const isPlainGroup = (element: SchemaElement): boolean =>
  element.name !== '__proto__' && ['', 'LIST'].includes(kindOf(element))

const isPlainLeaf = (element: SchemaElement): boolean => {
  const kind = kindOf(element)
  if (element.name === '__proto__') return false
  if (element.type === 'BOOLEAN' || element.type === 'DOUBLE') return kind === ''
  if (element.type === 'INT32' || element.type === 'INT64') return kind === 'INTEGER' || /^(?:U?INT_\d+)?$/.test(kind)
  return element.type === 'BYTE_ARRAY' && ['STRING', 'UTF8', 'ENUM'].includes(kind)
}
