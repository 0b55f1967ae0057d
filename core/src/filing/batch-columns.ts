import { formWords } from '../kernel/form-words.ts'

/** How the text of a cell is read. */
export type CellKind =
  | 'text'
  | 'whole'
  | 'day'
  | 'yes'
  | 'choice'
  | 'choices'
  | 'list'
  | 'areas'
  | 'industry'
  | 'elements'
  | 'sample'
  | 'holders'
  | 'flags'

/** A column of the table of a batch: one application per row. */
export interface BatchColumn {
  key: string
  label: string
  kind: CellKind
  help: string
}

const choice = '请从下拉列表中选一项。'
const choices = '可以填多项，用顿号隔开。'
const text = ''
const columns: readonly (readonly [key: string, kind: CellKind, help: string])[] = [
  ['deposit', 'text', '必填。本单位存证的编号，例如 GZJT-C-2026-000001；同一存证可以申请多件。'],
  ['name', 'text', '写明地域、内容，以“数据集”等收尾。'],
  ['industryCode', 'industry', '国民经济行业分类代码，例如 5442；不填时用本单位注册时的行业。'],
  ['direction', 'choice', choice],
  ['scenario', 'text', '写明适用条件、范围、对象和要解决的问题。'],
  ['sourceTypes', 'choices', choices],
  ['acquisition', 'choices', choices],
  ['sourceStatement', 'text', '写明途径和方法、授权书或者合同。'],
  ['authorisationUntil', 'day', '例如 2028-12-31；没有期限的不填。'],
  ['personalInfo', 'choice', choice],
  ['personalInfoBasis', 'text', text],
  ['anonymisation', 'text', text],
  ['importantData', 'choice', choice],
  ['importantDataReason', 'text', '由谁、按什么标准判断，数据的颗粒度和时间滞后。'],
  ['redFlags', 'flags', '全部为“否”时填“全否”；有为“是”的填它们的编号，例如 R3、R7，其余视为“否”。问题见填写说明。'],
  ['formats', 'list', '用顿号隔开；不填时用存证清单里的格式。'],
  ['elements', 'elements', '每行一个字段：名称|中文名|类型|单位|含义|敏感程度；不填时用存证概况里的字段。'],
  ['records', 'whole', '整数；不填时用存证概况里的条数。'],
  ['bytes', 'whole', '字节数，整数；不填时用存证清单里的字节数。'],
  ['timeFrom', 'day', '例如 2026-01-01；不填时用存证概况里的日期。'],
  ['timeTo', 'day', '例如 2026-06-30；不填时用存证概况里的日期。'],
  ['areas', 'areas', '行政区划的名称或者 6 位代码，用顿号隔开。'],
  ['modes', 'choices', choices],
  ['updateFrequency', 'choice', choice],
  ['updatePeriod', 'text', text],
  ['algorithm', 'text', '分步写明清洗、融合、计算的做法和作用，50 至 2000 字。'],
  ['algorithmConfidential', 'yes', '填“是”或者“否”。'],
  ['sample', 'sample', '第一行是字段名，以下每行一条，格与格之间用 | 隔开，至少三条，已脱敏。'],
  ['originality', 'text', text],
  ['ownership', 'choice', choice],
  ['coHolders', 'holders', '每行一个：名称|统一社会信用代码|份额。'],
  ['disclosure', 'choice', choice],
  ['intendedUses', 'choices', choices],
  ['infrastructure', 'text', text],
  ['agentName', 'text', text],
  ['agentUscc', 'text', text],
  ['commitTruth', 'yes', '核实后填“是”。'],
  ['commitSource', 'yes', '核实后填“是”。'],
  ['commitNoDispute', 'yes', '核实后填“是”。'],
  ['commitSecurity', 'yes', '核实后填“是”。'],
]
const ownLabels: Readonly<Record<string, string>> = { deposit: '存证编号', sample: '样例数据' }
const words = formWords.zh.fields as Readonly<Record<string, string>>

/** The columns in the order of the template: the deposit, then the fields of the form. */
export const batchColumns: readonly BatchColumn[] = columns.map(([key, kind, help]) => ({
  key,
  kind,
  help,
  label: ownLabels[key] ?? words[key] ?? key,
}))

const byKey = new Map(batchColumns.map((column) => [column.key, column]))

/** The column of a key, or undefined. */
export function findBatchColumn(key: string): BatchColumn | undefined {
  return byKey.get(key)
}

const closed: Readonly<Record<string, Readonly<Record<string, string>>>> = formWords.zh.values

/** The closed answers of a column: what is kept, and what it is called. */
export function choicesOf(key: string): readonly (readonly [value: string, label: string])[] {
  return Object.entries(closed[key] ?? {})
}

/** Column that says which row of a batch a row of a corrected file replaces. */
export const lineColumn = { key: 'line', label: '序号' } as const
/** Columns that our own lists of errors carry beside the data; they are passed over when such a list comes back. */
export const reportLabels = ['检查结果', '处理建议'] as const
