import type { FileProfile } from '@datadeed/dataset'
import type { Context } from '../context.ts'

const zh = {
  usage: `用法：datadeed profile 路径... [选项]

读一遍表格（CSV、XLSX、JSON、JSON Lines、Parquet，也可给文件夹），给出每个字段的类型、空值、不同值、范围、分布，
以及重复行、时间跨度、区域范围和数据质量（GB/T 36344）。数据不离开本机。
  --values               --json 的输出也包含各字段的常见值（默认不含，可以外传）

退出码：0 完成，1 有文件没有读完，2 无法完成。`,
  noTable: '没有找到表格文件。请给出 CSV、XLSX、JSON、JSON Lines 或 Parquet 文件，或者含有它们的文件夹。',
  rows: (n: string) => `${n} 行`,
  columns: (n: number) => `${n} 个字段`,
  sheet: (name: string, others: number) => `工作表“${name}”${others > 0 ? `（另有 ${others} 个没有读）` : ''}`,
  about: (n: string) => `约 ${n}`,
  span: (from: string, to: string) => `${from} 至 ${to}`,
  time: (from: string, to: string) => `时间跨度：${from} 至 ${to}`,
  area: (box: string, columns: string) => `区域范围：${box}（${columns}）`,
  duplicates: (n: string) => `重复行：${n}`,
  ragged: (n: string) => `有 ${n} 行的列数与表头不同，请确认文件完整。`,
  sensitive: (n: number) => `发现 ${n} 项可能的敏感数据，用 datadeed scan 查看。`,
  headings: ['字段', '类型', '空值', '不同值', '最小 至 最大', '中位数', '合规', '常见值（只在本机）'],
  quality: {
    completeness: '完整性',
    uniqueness: '唯一性',
    conformity: '规范性',
    consistency: '一致性',
    accuracy: '准确性',
    newest: '最新数据',
  },
  types: {
    ...{ integer: '整数', number: '数值', date: '日期', datetime: '时间', boolean: '是否' },
    ...{ text: '文本', nested: '嵌套', binary: '二进制', empty: '全空' },
  },
  faults: {
    malformed: '内容与扩展名不符，没有读出结构。',
    undecodable: '文字编码无法识别，没有读出结构。请另存为 UTF-8 后重试。',
    oversized: '有过大的行、值或者压缩内容，没有读完。',
    stalled: '解码长时间没有结束，已停止，没有读出结构。文件可能已损坏，请重新导出。',
  } satisfies Record<NonNullable<FileProfile['fault']>, string>,
}

const en: typeof zh = {
  usage: `Usage: datadeed profile PATH... [options]

Reads tables (CSV, XLSX, JSON, JSON Lines, Parquet; folders will do, too) once and tells for each column its type, missing and different
values, range and spread, and for each table repeated rows, time span, area and data quality (GB/T 36344). Nothing leaves this machine.
  --values               the output of --json has the frequent values, too (otherwise it has none and may be passed on)

Exit code: 0 done, 1 a file could not be read to its end, 2 could not be done.`,
  noTable: 'There is no table. Give CSV, XLSX, JSON, JSON Lines or Parquet files, or a folder with such files.',
  rows: (n) => `${n} rows`,
  columns: (n) => `${n} columns`,
  sheet: (name, others) => `sheet "${name}"${others > 0 ? ` (${others} more were not read)` : ''}`,
  about: (n) => `about ${n}`,
  span: (from, to) => `${from} to ${to}`,
  time: (from, to) => `time span: ${from} to ${to}`,
  area: (box, columns) => `area: ${box} (${columns})`,
  duplicates: (n) => `repeated rows: ${n}`,
  ragged: (n) => `${n} rows are not as wide as the heading: make sure that the file is whole.`,
  sensitive: (n) => `${n} findings of what may be sensitive data: see datadeed scan.`,
  headings: [
    'column',
    'type',
    'missing',
    'different',
    'least to greatest',
    'median',
    'valid',
    'frequent (shown here only)',
  ],
  quality: {
    completeness: 'completeness',
    uniqueness: 'uniqueness',
    conformity: 'conformity',
    consistency: 'consistency',
    accuracy: 'accuracy',
    newest: 'newest',
  },
  types: {
    ...{ integer: 'integer', number: 'number', date: 'date', datetime: 'time', boolean: 'yes/no' },
    ...{ text: 'text', nested: 'nested', binary: 'binary', empty: 'empty' },
  },
  faults: {
    malformed: 'The content is not of its format; no structure was read.',
    undecodable: 'The encoding of the text is unknown; no structure was read. Save it as UTF-8 and try again.',
    oversized: 'A row, a value or an archive is too large; it was not read to its end.',
    stalled: 'Decoding did not come to an end and was stopped; no structure was read. Export the file again.',
  },
}

/** What is said of profiles, in the language of the command. */
export const profileText = ({ lang }: Context) => (lang === 'en' ? en : zh)
