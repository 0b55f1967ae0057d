import { fromBase64, isWellFormed, toBase64 } from '../bytes.ts'
import type { Json, JsonObject } from '../canonical.ts'
import { FormatError } from '../error.ts'
import { asArray, asObject, asOneOf, asSize } from '../shape.ts'
import { decodeSketch, encodeSketch, type Sketch, SketchError, type SketchFault, type SketchKind } from './sketch.ts'

/** Name of the part that holds the sketches: shown to the registry alone, by a way of its own. */
export const SKETCH_PART = 'sketch'
export const SKETCH_FORMAT = 'datadeed-sketch/1'
/** Sketches one part may hold. */
export const MAX_SKETCHES = 5000

/** The sketches of one table; `rows` and columns that would give their values away are missing. */
export interface TableSketch {
  /** path of the file, as in the manifest */
  readonly file: string
  readonly rows: Sketch | null
  readonly columns: readonly { readonly name: string; readonly sketch: Sketch }[]
}

/** Content of the part `sketch` of a manifest. */
export interface SketchPart {
  /** number of the comparison key under which all of them were made */
  readonly epoch: number
  readonly tables: readonly TableSketch[]
}

/** Thrown for a sketch within a part; `field` is its place. */
export class SketchPartError extends Error {
  override readonly name = 'SketchPartError'
  readonly fault: SketchFault
  readonly field: string
  constructor(fault: SketchFault, field: string) {
    super(`${fault}: ${field}`)
    this.fault = fault
    this.field = field
  }
}

/**
 * The part as it stands in a manifest; null where there is nothing to compare. Names are mended and what exceeds `MAX_SKETCHES` is
 * left out, so that every reader takes it.
 */
export function writeSketchPart({ epoch, tables }: SketchPart): JsonObject | null {
  const text = (sketch: Sketch) => toBase64(encodeSketch(sketch))
  let room = MAX_SKETCHES
  const written: JsonObject[] = []
  for (const { file, rows, columns } of tables) {
    const kept = columns.slice(0, room - (rows ? 1 : 0))
    const count = kept.length + (rows ? 1 : 0)
    if (count === 0 || room === 0) continue
    room -= count
    written.push({
      file,
      rows: rows && text(rows),
      columns: kept.map(({ name, sketch }) => ({ name: mended(name), sketch: text(sketch) })),
    })
  }
  return written.length === 0 ? null : { format: SKETCH_FORMAT, epoch, tables: written }
}

const LONGEST_NAME = 512

function mended(name: string): string {
  return name
    .slice(0, LONGEST_NAME)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('\0', '\ufffd')
}

/** Reads a part that came from elsewhere. Throws FormatError for its form, SketchPartError for a sketch in it. */
export function readSketchPart(value: Json): SketchPart {
  const part = asObject(value, '', ['format', 'epoch', 'tables'])
  asOneOf(part.format, 'format', [SKETCH_FORMAT])
  const epoch = asSize(part.epoch, 'epoch')
  if (epoch === 0) throw new FormatError('wrong_value', 'epoch')
  const tables = asArray(part.tables, 'tables', 1, MAX_SKETCHES).map((table, i) => readTable(table, `tables[${i}]`))
  const files = tables.map(({ file }) => file)
  if (new Set(files).size !== files.length) throw new FormatError('duplicate', 'tables')
  const count = tables.reduce((sum, { rows, columns }) => sum + columns.length + (rows ? 1 : 0), 0)
  if (count > MAX_SKETCHES) throw new FormatError('too_large', 'tables')
  return { epoch, tables }
}

function readTable(value: Json, at: string): TableSketch {
  const table = asObject(value, at, ['file', 'rows', 'columns'])
  return {
    file: asName(table.file, `${at}.file`, 4096),
    rows: table.rows === null ? null : readSketch(table.rows, `${at}.rows`, 'row'),
    columns: asArray(table.columns, `${at}.columns`, 0, MAX_SKETCHES).map((item, i) => {
      const place = `${at}.columns[${i}]`
      const column = asObject(item, place, ['name', 'sketch'])
      return {
        name: asName(column.name, `${place}.name`, LONGEST_NAME),
        sketch: readSketch(column.sketch, `${place}.sketch`, 'column'),
      }
    }),
  }
}

// Headings are what the file says, even nothing; only what is no text or no database takes is refused.
function asName(value: Json | undefined, at: string, most: number): string {
  if (typeof value !== 'string') throw new FormatError('wrong_type', at)
  if (value.length > most) throw new FormatError('too_large', at)
  if (!isWellFormed(value)) throw new FormatError('not_utf8', at)
  if (value.includes('\0')) throw new FormatError('wrong_value', at)
  return value
}

function readSketch(value: Json | undefined, at: string, kind: SketchKind): Sketch {
  if (typeof value !== 'string') throw new FormatError('wrong_type', at)
  let bytes: Uint8Array
  try {
    bytes = fromBase64(value)
  } catch {
    throw new FormatError('bad_base64', at)
  }
  try {
    return decodeSketch(bytes, kind)
  } catch (error) {
    if (error instanceof SketchError) throw new SketchPartError(error.fault, at)
    throw error
  }
}
