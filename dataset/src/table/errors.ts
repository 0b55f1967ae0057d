/** Why a table has no fingerprint. */
export type TableErrorCode =
  | 'not_a_table'
  | 'malformed'
  | 'undecodable'
  | 'oversized'
  | 'stalled'
  | 'duplicate_column'
  | 'extra_field'
  | 'not_text'
  | 'not_json'
  | 'nested_type'
  | 'not_of_type'
  | 'no_such_column'
  | 'changed'

/** The sentence for each code: what happened and what to do. `{place}` is the column or row meant. */
const sentences: Record<TableErrorCode, { zh: string; en: string }> = {
  not_a_table: {
    zh: '按文件名这不是表格。能计算的是 CSV、TSV、XLSX、JSON、JSON Lines 和 Parquet。',
    en: 'By its name this is no table. CSV, TSV, XLSX, JSON, JSON Lines and Parquet are read.',
  },
  malformed: {
    zh: '文件内容与扩展名不符或已损坏，无法读成表格。请重新导出后再试。',
    en: 'The content is not what the file name says, or is damaged. Export it again.',
  },
  undecodable: {
    zh: '无法识别文字编码。请另存为 UTF-8 后再试。',
    en: 'The text is in no known encoding. Save it as UTF-8.',
  },
  oversized: {
    zh: '有一行、一个值或压缩包超过了安全上限，没有计算。请拆分后再试。',
    en: 'A row, a value or the archive is beyond the bound that keeps memory safe. Split it.',
  },
  stalled: {
    zh: '解码这份文件长时间没有结束，已停止，没有计算。文件可能已损坏，请重新导出后再试。',
    en: 'Decoding this file did not come to an end and was stopped. It may be damaged: export it again.',
  },
  duplicate_column: {
    zh: '有两列同名（去掉首尾空白并统一 Unicode 后）：“{place}”。请改名后再试。',
    en: 'Two columns have the same name, without blanks at the ends and in one Unicode form: "{place}". Rename one.',
  },
  extra_field: {
    zh: '第 {place} 行的字段比表头多。请检查分隔符和引号后再试。',
    en: 'Row {place} has more fields than the heading. Check separators and quotes.',
  },
  not_text: {
    zh: '“{place}”列中有不完整的字符（孤立的代理项），不是合法文字。请修正数据后再试。',
    en: 'Column "{place}" holds half a character (a lone surrogate). Mend the data.',
  },
  not_json: {
    zh: '第 {place} 行的嵌套内容有重名成员、层数超过 64 或不是合法 JSON。请修正数据后再试。',
    en: 'A nested value in row {place} has duplicate names, more than 64 levels, or is no JSON. Mend the data.',
  },
  nested_type: {
    zh: '“{place}”列的嵌套内容含小数、日期时间、单精度数、二进制或映射，无法精确写成 JSON。请把它们拆成单独的列后再试。',
    en: 'Column "{place}" nests decimals, moments, 32-bit floats, bytes or maps, which JSON cannot hold exactly. Give them columns of their own.',
  },
  not_of_type: {
    zh: '“{place}”列中有不符合所声明类型的值。请修正数据或改正声明。',
    en: 'Column "{place}" holds a value that is not of the declared type. Mend the data or the declaration.',
  },
  no_such_column: {
    zh: '声明了类型的列“{place}”在表中没有值。请检查列名。',
    en: 'Column "{place}", whose type was declared, has no value in the table. Check the name.',
  },
  changed: {
    zh: '文件在读取过程中被修改，已停止。请等写入结束后重新计算。',
    en: 'The file changed while it was read. Wait until writing has ended.',
  },
}

/** A refusal to make a value of a table. `place` is the column or the number of the row, from 1 and without the heading. */
export class TableError extends Error {
  readonly code: TableErrorCode
  readonly place: string

  constructor(code: TableErrorCode, place = '') {
    super(sentences[code].zh.replace('{place}', () => place))
    this.name = 'TableError'
    this.code = code
    this.place = place
  }

  /** The sentence in the language asked for. */
  text(lang: 'zh' | 'en'): string {
    return sentences[this.code][lang].replace('{place}', () => this.place)
  }
}
