import { textLength } from '../kernel/text.ts'
import { readCell } from './batch-cell.ts'
import { type BatchColumn, batchColumns } from './batch-columns.ts'
import type { BatchFinding } from './batch-schema.ts'
import { type CaseDraft, caseDraft } from './schema.ts'

/** The text of a row's cells by the key of their column; a blank cell is not there. */
export type BatchCells = Readonly<Record<string, string>>

const RULE = '批量申报表填写说明'
const fault = (code: string, field: string, message: string, remedy: string): BatchFinding => ({
  ...{ code, field, message, remedy },
  severity: 'error',
  rule: RULE,
})

/** What opens a formula in a spreadsheet; a minus or plus before a number or a word is text. */
const isFormula = (text: string) => /^\s*[=@]/.test(text)

/** A row's own text: blanks at the ends gone, line ends `\n`, blank cells and columns unknown to the table left out. */
export function cleanCells(cells: BatchCells): Record<string, string> {
  return Object.fromEntries(
    batchColumns.flatMap(({ key }) => {
      const text = (Object.hasOwn(cells, key) ? (cells[key] ?? '') : '').replace(/\r\n?/g, '\n').normalize('NFC').trim()
      return text === '' ? [] : [[key, text] as const]
    }),
  )
}

/** The deposit's number as written in the row: full-width characters and small letters make no difference. */
export function depositNumber(cells: BatchCells): string {
  return (cells.deposit ?? '').normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

function readField({ key, label, kind }: BatchColumn, text: string): { set: CaseDraft } | BatchFinding {
  if (isFormula(text))
    return fault(
      'batch_formula',
      key,
      `“${label}”是公式${[...text].slice(0, 60).join('')}，平台不计算公式。`,
      '请在表格软件里复制这一格，以“选择性粘贴—数值”贴回后再上传，或者在本页直接改为它的值。',
    )
  const read = readCell[kind]?.(text, key)
  if (!read?.ok) return fault('batch_cell', key, `“${label}”${read?.message ?? ''}`, read?.remedy ?? '')
  const set =
    kind === 'sample'
      ? (({ header, rows }) => ({ sampleHeader: header, sampleRows: rows }))(
          read.value as { header: string[]; rows: string[][] },
        )
      : { [key]: read.value }
  const fitted = caseDraft.safeParse(set)
  if (fitted.success) return { set: fitted.data }
  const [issue] = fitted.error.issues
  const why =
    issue?.code === 'too_big'
      ? `超过上限 ${String(issue.maximum)}，现有 ${textLength(text)} 个字。`
      : /\p{Script=Han}/u.test(issue?.message ?? '')
        ? (issue?.message ?? '')
        : '不符合填写要求。'
  return fault('batch_cell', key, `“${label}”${why}`, '请按填写说明修改这一格。')
}

/**
 * Reads a row: the fields of the form that its cells tell, and what cannot be read. A blank cell tells nothing. Formulas are
 * refused, never computed. Fields that fail are left out of the form.
 */
export function readBatchRow(cells: BatchCells): { form: CaseDraft; faults: BatchFinding[] } {
  let form: CaseDraft = {}
  const faults: BatchFinding[] = []
  for (const column of batchColumns) {
    const text = cells[column.key]
    if (text === undefined || text === '') {
      if (column.key === 'deposit')
        faults.push(
          fault('batch_deposit', 'deposit', '没有填存证编号。', '请填本单位一份存证的编号，可以在“存证”页查到。'),
        )
      continue
    }
    const read = column.key === 'deposit' && !isFormula(text) ? { set: {} } : readField(column, text)
    if ('set' in read) form = { ...form, ...read.set }
    else faults.push(read)
  }
  return { form, faults }
}

/** The deposit's number is none of the company's. The same for one that does not exist and one that is another's. */
export function unknownDeposit(number: string): BatchFinding {
  return fault(
    'batch_deposit',
    'deposit',
    `本单位没有编号为“${number}”的存证。`,
    '请核对编号；还没有存证的，请先在“存证”页办理存证。',
  )
}

/** Another row says otherwise of the same deposit under the same name. */
export function contradictsRow(line: number): BatchFinding {
  return fault(
    'batch_contradiction',
    'name',
    `与第 ${line} 条的存证和名称都相同，其他内容却不同。`,
    '同一申请请只留一条；若是不同的数据，请在名称中写明区别。',
  )
}
