import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type TableFingerprint, type TableType, tableTypes } from '@datadeed/dataset'
import { fingerprintTables, type TablePathOptions, type TableResult } from '@datadeed/dataset/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { writeNew } from '../files.ts'
import { type KnownTable, type Likeness, likeness, readKnownTables } from '../known-tables.ts'

const options = {
  type: { type: 'string', multiple: true },
  ordered: { type: 'boolean', default: false },
  against: { type: 'string' },
  canonical: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** `datadeed table`: the value of each table, the same whatever format it is in. */
export const table = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const { text } = context
  if (values.help) {
    context.print(text.tableUsage)
    return exit.ok
  }
  if (positionals.length === 0) throw new CliError(text.missing('FILE'))
  const types = typesOf(values.type ?? [], context)
  const wanted = { types, unordered: !values.ordered }
  const known = values.against === undefined ? null : await readKnownTables(values.against, context)
  const results: TableResult[] = []
  for (const path of positionals) results.push(...(await fingerprintTables(path, wanted)))
  if (values.canonical !== undefined) await writeCanonical(values.canonical, positionals, results, context)
  const found = results.map((result) => ({ ...result, match: known && result.table && bestMatch(result.table, known) }))
  if (context.json) {
    const tables = found.map(({ path, table, refusal, match }) => ({
      path,
      table,
      refusal: refusal?.code ?? null,
      ...(known ? { match } : {}),
    }))
    context.print(JSON.stringify({ tables }))
  } else {
    for (const { match, ...result } of found) {
      printResult(result, context)
      if (match) context.print(`  ${text.tableMatches[match.likeness](match.file ?? values.against ?? '')}`)
    }
    if (!known) printComparison(results, context)
  }
  const good = found.every(({ table, match }) => table && match?.likeness !== 'different')
  return found.length > 0 && good ? exit.ok : exit.no
}

/** The most alike of the known tables. */
const bestMatch = (
  table: TableFingerprint,
  known: readonly KnownTable[],
): { likeness: Likeness; file: string | null } => {
  const all = known.map((one) => ({ likeness: likeness(table, one.table), file: one.file }))
  const of = (wanted: Likeness) => all.find((one) => one.likeness === wanted)
  return of('same') ?? of('same_rows') ?? { likeness: 'different', file: null }
}

const typesOf = (given: readonly string[], { text }: Context): Record<string, TableType> =>
  Object.fromEntries(
    given.map((one) => {
      const at = one.lastIndexOf('=')
      const type = tableTypes.find((name) => name === one.slice(at + 1))
      if (at < 0 || type === undefined) throw new CliError(text.badOption(`--type ${one}`))
      return [one.slice(0, at), type]
    }),
  )

const printResult = ({ path, table, refusal }: TableResult, { text, lang, print }: Context) => {
  print(path)
  if (refusal) print(`  ✗ ${refusal.text(lang)}`)
  if (!table) return
  print(`  ${text.tableSize(table.rows, table.columns.length)}`)
  print(`  ${text.tableOrdered}\n    SHA-256  ${table.ordered.sha256}\n    SM3      ${table.ordered.sm3}`)
  if (table.unordered) {
    print(`  ${text.tableUnordered}\n    SHA-256  ${table.unordered.sha256}\n    SM3      ${table.unordered.sm3}`)
  }
  for (const { name, type, values } of table.columns)
    print(`  ${text.tableColumn(name, text.tableTypes[type], values)}`)
}

/** Whether several files are one table: what people compute two values for. */
const printComparison = (results: readonly TableResult[], { text, print }: Context) => {
  const tables = results.flatMap(({ table }) => table ?? [])
  const [first] = tables
  if (first === undefined || tables.length < 2 || tables.length < results.length) return
  const found = tables.map((one) => likeness(one, first))
  if (found.every((one) => one === 'same')) print(text.tablesSame)
  else print(found.includes('different') ? text.tablesDiffer : text.tablesSameRows)
}

/** The canonical text of each column as a file, with the fingerprint: all that somebody needs to compute the value by other means. */
const writeCanonical = async (
  folder: string,
  paths: readonly string[],
  results: readonly TableResult[],
  context: Context,
): Promise<void> => {
  const [path] = paths
  const [result] = results
  if (path === undefined || !result || results.length > 1) throw new CliError(context.text.oneTable)
  if (!result.table) return
  try {
    mkdirSync(folder)
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new CliError(exists ? context.text.exists(folder) : context.text.cannotWrite(folder))
  }
  const { columns } = result.table
  const files = new Map(columns.map(({ name }, i) => [name, `${String(i + 1).padStart(5, '0')}.txt`]))
  // Told all types, the reading goes through at once, and each column's text comes once.
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]))
  const onText: TablePathOptions['onText'] = (name, piece) => {
    const file = files.get(name)
    // A column without values has runs of nothing to tell, and no file.
    if (file !== undefined) appendFileSync(join(folder, file), piece)
  }
  await fingerprintTables(path, { types, unordered: false, onText })
  const table = { ...result.table, columns: columns.map((column) => ({ ...column, text: files.get(column.name) })) }
  await writeNew(join(folder, 'table.json'), `${JSON.stringify(table, null, 1)}\n`, context)
  context.note(context.text.saved(folder))
}
