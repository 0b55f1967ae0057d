import type { RulePack } from '../kernel/rule-pack.ts'
import { batchColumns, choicesOf, lineColumn, reportLabels } from './batch-columns.ts'
import type { BatchRowView } from './batch-schema.ts'
import { columnLabel } from './batch-table.ts'

/** One sheet of text cells; `prompts` are lists to choose from and explanations by column. */
interface Sheet {
  name: string
  rows: readonly (readonly string[])[]
  widths: readonly number[]
  prompts?: readonly { column: number; title: string; help: string; choices: readonly string[] }[]
}

const escaped = (text: string) =>
  text
    // Characters that XML cannot hold.
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

const columnName = (at: number): string =>
  (at < 26 ? '' : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))
const lastRow = 1001
const longestList = 255
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function sheetXml({ rows, widths, prompts = [] }: Sheet): string {
  const cols = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="2" customWidth="1"/>`,
  )
  const lines = rows.map((row, at) => {
    const cells = row.map((text, column) =>
      text === ''
        ? ''
        : `<c r="${columnName(column)}${at + 1}" s="${at === 0 ? 1 : 2}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
    )
    return `<row r="${at + 1}">${cells.join('')}</row>`
  })
  const checks = prompts.map(({ column, title, help, choices }) => {
    const list = choices.join(',')
    const isList = choices.length > 0 && list.length <= longestList
    const place = `${columnName(column)}2:${columnName(column)}${lastRow}`
    const told = `showInputMessage="1" promptTitle="${escaped(title.slice(0, 32))}" prompt="${escaped(help.slice(0, 250))}"`
    return isList
      ? `<dataValidation type="list" allowBlank="1" showErrorMessage="1" ${told} sqref="${place}"><formula1>"${escaped(list)}"</formula1></dataValidation>`
      : `<dataValidation allowBlank="1" ${told} sqref="${place}"/>`
  })
  const validations =
    checks.length > 0 ? `<dataValidations count="${checks.length}">${checks.join('')}</dataValidations>` : ''
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>${lines.join('')}</sheetData>${validations}</worksheet>`
}

/** The parts of a workbook (ECMA-376) by their path in the archive. All cells are text, so that no digit is lost. */
export function workbookParts(sheets: readonly Sheet[]): { path: string; text: string }[] {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const each = (make: (n: number, sheet: Sheet) => string) => sheets.map((sheet, at) => make(at + 1, sheet)).join('')
  return [
    {
      path: '[Content_Types].xml',
      text: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    },
    {
      path: '_rels/.rels',
      text: `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      path: 'xl/workbook.xml',
      text: `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${each((n, { name }) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      text: `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      path: 'xl/styles.xml',
      text: `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
    },
    ...sheets.map((sheet, at) => ({ path: `xl/worksheets/sheet${at + 1}.xml`, text: sheetXml(sheet) })),
  ]
}

const labelsOf = (key: string) => choicesOf(key).map(([, label]) => label)

function choicesFor({ key, kind }: (typeof batchColumns)[number]): string[] {
  if (kind === 'choice') return labelsOf(key)
  return kind === 'yes' ? ['是', '否'] : []
}

/** The template: a sheet to fill in, with lists to choose from, and one that explains each column and the questions asked. */
export function templateParts(pack: RulePack): { path: string; text: string }[] {
  const required = new Set([
    'deposit',
    ...pack.requiredFields.map(({ field }) => (field === 'sampleRows' ? 'sample' : field)),
  ])
  const explained = batchColumns.map((column) => {
    const { key, kind, label, help } = column
    const words = kind === 'choices' ? `可选：${labelsOf(key).join('、')}。` : ''
    return [label, key, required.has(key) ? '必填' : '', `${help}${words}`] as const
  })
  const prompts = batchColumns.map((column, at) => ({
    ...{ column: at, title: column.label, choices: choicesFor(column) },
    help: explained[at]?.[3] || '按填写说明填写。',
  }))
  return workbookParts([
    {
      name: '申报表',
      rows: [batchColumns.map(({ label }) => label)],
      widths: batchColumns.map(({ kind }) => (kind === 'text' || kind === 'elements' || kind === 'sample' ? 30 : 18)),
      prompts,
    },
    {
      name: '填写说明',
      rows: [
        ['栏目', '字段名', '是否必填', '怎样填'],
        ...explained,
        ['', '', '', ''],
        ['合规问答', '编号', '', '问题'],
        ...pack.redFlags.map(({ rule, question }) => ['', rule, '', question]),
      ],
      widths: [28, 22, 10, 90],
    },
  ])
}

/** Rows with what was found in each, in the columns of the template, so that the table can be mended and handed in again. */
export function reportRows(rows: readonly BatchRowView[]): string[][] {
  const keys = batchColumns.map(({ key }) => key).filter((key) => rows.some(({ cells }) => cells[key]))
  const said = (row: BatchRowView) => [
    ...row.findingList.map(
      ({ field, message, rule }) => `【${columnLabel(field.split('.')[0] ?? '')}】${message}依据：${rule}`,
    ),
    ...(row.repeats ? [`与第 ${row.repeats.line} 条（${row.repeats.fileName}）内容相同，只算一件。`] : []),
    ...(row.failure ? [row.failure] : []),
  ]
  return [
    [lineColumn.label, ...keys.map(columnLabel), ...reportLabels],
    ...rows.map((row) => [
      String(row.line),
      ...keys.map((key) => row.cells[key] ?? ''),
      said(row).join('\n'),
      row.findingList.map(({ remedy }) => remedy).join('\n'),
    ]),
  ]
}

/** The same rows as a workbook. */
export function reportParts(rows: readonly BatchRowView[]): { path: string; text: string }[] {
  const table = reportRows(rows)
  const [heading = []] = table
  return workbookParts([{ name: '检查结果', rows: table, widths: heading.map((_, at) => (at === 0 ? 8 : 24)) }])
}
