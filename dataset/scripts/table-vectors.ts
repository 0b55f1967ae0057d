// Makes the published vectors of the table fingerprint: node dataset/scripts/table-vectors.ts writes them, vectors.test.ts compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { utf8Decode } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Cell, ProfileInput } from '../src/reader/index.ts'
import { cellText, classify } from '../src/table/cell.ts'
import { fingerprintTable } from '../src/table/fingerprint-table.ts'
import { createTableHasher, TableError, type TableFingerprint } from '../src/table/index.ts'
import { differing, refusedFiles, ruled, tables, type VectorTable } from './table-vector-cases.ts'
import { cellGroups } from './table-vector-cells.ts'

const folder = new URL('../vectors/', import.meta.url)

interface Made {
  texts: Record<string, string>
  rowTexts: string[]
  fingerprint: TableFingerprint
}

/** The canonical texts and the fingerprint of a table in memory. */
export const makeTable = ({ names, rows, doubles = false, types = {} }: VectorTable): Made => {
  const read = (known?: Parameters<typeof createTableHasher>[2]): Made => {
    const texts: Record<string, string> = {}
    const rowTexts: string[] = []
    const decoder = new TextDecoder()
    const hasher = createTableHasher(
      {
        crypto: nodeCrypto,
        types,
        rowSha256: (row) => {
          rowTexts.push(utf8Decode(row))
          return nodeCrypto.sha256(row)
        },
        onText: (column, piece) => {
          texts[column] = (texts[column] ?? '') + decoder.decode(piece)
        },
      },
      doubles,
      known,
    )
    hasher.columns(names)
    for (const row of rows) hasher.row(row)
    const fingerprint = hasher.finish()
    return fingerprint instanceof Map ? read(fingerprint) : { texts, rowTexts, fingerprint }
  }
  return read()
}

/** A file in memory. */
export const inputOf = (path: string, bytes: Uint8Array): ProfileInput => ({
  path,
  bytes: bytes.length,
  stream: async function* () {
    yield bytes
  },
  slice: async (from, to) => bytes.slice(from, to),
})

const cellVector = (cell: Cell, doubles: boolean) => {
  const text = cellText(cell, doubles)
  const found = text === null ? null : classify(text)
  return { cell, ...(doubles ? { xlsx: true } : {}), text, type: found?.type ?? null, canonical: found?.text ?? null }
}

const tableVector = (name: string, table: VectorTable) => {
  const { texts, rowTexts, fingerprint } = makeTable(table)
  const canonical = fingerprint.columns.map((column) => ({ name: column.name, text: texts[column.name] ?? '' }))
  return { name, ...table, canonical, rowTexts, fingerprint }
}

/** The code with which a file is refused. */
export const refusalOf = async (path: string, bytes: Uint8Array): Promise<string> => {
  try {
    await fingerprintTable(inputOf(path, bytes), { crypto: nodeCrypto })
  } catch (error) {
    if (error instanceof TableError) return error.code
    throw error
  }
  throw new Error(`${path} was not refused`)
}

const fileVectors = async () => {
  const names = readdirSync(new URL('table/', folder)).filter((name) => !/\.(?:py|md)$/.test(name))
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = readFileSync(new URL(`table/${name}`, folder))
      const { ordered, unordered } = await fingerprintTable(inputOf(name, bytes), { crypto: nodeCrypto })
      return { file: name, ordered, unordered }
    }),
  )
}

/** The text of `vectors/table.json`. */
export const tableVectors = async (): Promise<string> => {
  const value = {
    about: [
      'Table fingerprint, datadeed-table/1 (docs/evidence-format.md, section 8).',
      'cells: a cell as a reader gives it (a string, null, or a typed value with its source text; xlsx: the number is a double), its text, and the type and canonical form of that text alone.',
      'tables: those with one letter before the dash are one table and have the same values. ruled: tables told by a rule. different: pairs that must have different values, ordered and unordered unless order is said.',
      'files: those with one word before the first dot are one table. refused: files with the reason; content is base64 of the bytes.',
    ],
    cells: cellGroups.flatMap(({ doubles = false, cells }) => cells.map((cell) => cellVector(cell, doubles))),
    tables: tables.map(([name, table]) => tableVector(name, table)),
    ruled: ruled.map(([name, rule, table]) => ({ name, rule, fingerprint: makeTable(table).fingerprint })),
    different: differing.map(([about, a, b, order]) => ({
      about,
      ...(order ? { order } : {}),
      a: tableVector('a', a),
      b: tableVector('b', b),
    })),
    files: await fileVectors(),
    refused: await Promise.all(
      refusedFiles.map(async ([about, path, content]) => {
        const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
        return { about, path, content: Buffer.from(bytes).toString('base64'), reason: await refusalOf(path, bytes) }
      }),
    ),
  }
  return `${JSON.stringify(value, null, 1)}\n`
}

if (import.meta.main) writeFileSync(new URL('table.json', folder), await tableVectors())
