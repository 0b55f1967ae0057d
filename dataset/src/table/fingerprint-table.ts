import type { ProfileInput } from '../reader/index.ts'
import { formatOf, readTable } from '../reader/index.ts'
import { TableFault } from '../reader/types.ts'
import type { ToldType } from './column.ts'
import { TableError } from './errors.ts'
import type { TableHasher, TableOptions } from './hasher.ts'
import { createTableHasher } from './hasher.ts'
import { readJsonStrictly } from './json-rows.ts'
import { checkParquetNesting } from './parquet-nesting.ts'
import type { TableFingerprint } from './value.ts'

/**
 * The value of a table, the same for the same table in CSV (UTF-8, GB 18030, UTF-16), XLSX, JSON, JSON lines and Parquet. Reads the file once, and
 * again where a column turned out to be text after values were already spelled as something else. Rejects with TableError; errors of reading go through.
 */
export const fingerprintTable = async (input: ProfileInput, options: TableOptions): Promise<TableFingerprint> => {
  if (formatOf(input.path) === 'parquet') await checkParquetNesting(input)
  const first = await readOnce(input, options, undefined)
  if (!(first instanceof Map)) return first
  const second = await readOnce(input, options, first)
  // Told every type, a hasher never asks for another reading.
  if (second instanceof Map) throw new TableError('changed')
  return second
}

const readOnce = async (input: ProfileInput, options: TableOptions, known: Map<string, ToldType> | undefined) => {
  const format = formatOf(input.path)
  if (format === 'json' || format === 'jsonl') {
    let sink: TableHasher = createTableHasher(options, false, known)
    await readJsonStrictly(input, () => {
      sink = createTableHasher(options, false, known)
      return sink
    }).catch((error: unknown) => {
      throw error instanceof TableFault ? new TableError(error.code) : error
    })
    return sink.finish()
  }
  const read = await readTable(input, () => createTableHasher(options, format === 'xlsx', known))
  if (!read) throw new TableError('not_a_table')
  if (read.facts.fault) throw new TableError(read.facts.fault)
  return read.sink.finish()
}
