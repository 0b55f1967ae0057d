import { formWords } from '../kernel/form-words.ts'
import { batchColumns, lineColumn, reportLabels } from './batch-columns.ts'

/** Plain letters of a heading: full-width forms, blanks, stars and notes in brackets make no difference. */
function plain(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/[（(【[].*?[）)】\]]/gu, '')
    .replace(/[\s*_:：·、，,]/gu, '')
    .toLowerCase()
}

const english = formWords.en.fields as Readonly<Record<string, string>>
const others: Readonly<Record<string, readonly string[]>> = {
  deposit: ['存证号', '存证编码', 'depositNumber', 'deposit number'],
  name: ['名称', '数据名称', '数据集名称'],
  sample: ['样例', 'sampleRows', 'sample'],
  elements: ['字段清单', '数据要素表'],
  redFlags: ['风险提问'],
  algorithm: ['算法规则'],
}
const meanings = new Map<string, string>([
  ...batchColumns.flatMap(({ key, label }) =>
    [key, label, english[key] ?? key, ...(others[key] ?? [])].map((word) => [plain(word), key] as const),
  ),
  ...[lineColumn.key, lineColumn.label].map((word) => [plain(word), lineColumn.key] as const),
  ...reportLabels.map((word) => [plain(word), ''] as const),
])

/** What a table's heading tells: for each column the key of the field, or null where it is none of ours. */
export interface BatchHeader {
  /** The row of the heading among those looked at, from 0; the data begins behind it. */
  row: number
  keys: readonly (string | null)[]
  /** Headings that mean nothing here; their columns are not taken. */
  unknown: readonly string[]
  /** Fields that stand more than once. */
  repeated: readonly string[]
  /** Columns of the template that the table lacks; only the deposit's number must be there. */
  missing: readonly string[]
}

/** Rows at the top of a table among which the heading is looked for. */
export const headerDepth = 20

/**
 * Finds the heading by its names, in any order of columns. Titles and group names of merged cells may stand above it: the
 * row with most known names is taken, and where it has a blank the name above, of a cell merged downwards, counts.
 * Undefined where no row has the deposit's number and one field more.
 */
export function findBatchHeader(rows: readonly (readonly string[])[]): BatchHeader | undefined {
  const meaningOf = (heading: string | undefined) => meanings.get(plain(heading ?? ''))
  const width = Math.max(0, ...rows.map((row) => row.length))
  const read = rows.slice(0, headerDepth).map((row, at) =>
    Array.from({ length: width }, (_, column) => {
      const own = meaningOf(row[column])
      if (own !== undefined || (row[column] ?? '').trim() !== '') return own ?? null
      // Only what stands right above: a group name higher up names several columns.
      return (at > 0 ? meaningOf(rows[at - 1]?.[column]) : undefined) ?? null
    }),
  )
  const score = (keys: readonly (string | null)[]) => keys.filter(Boolean).length
  const row = read.reduce((best, keys, at) => (score(keys) > score(read[best] ?? []) ? at : best), 0)
  const keys = read[row] ?? []
  if (score(keys) < 2 || !keys.includes('deposit')) return undefined
  const named = rows[row] ?? []
  return {
    row,
    keys: keys.map((key, at) => (key && keys.indexOf(key) === at ? key : null)),
    unknown: named.filter((heading, at) => heading.trim() !== '' && keys[at] === null),
    repeated: [...new Set(keys.filter((key, at): key is string => Boolean(key) && keys.indexOf(key) !== at))],
    missing: batchColumns.map(({ key }) => key).filter((key) => !keys.includes(key)),
  }
}
