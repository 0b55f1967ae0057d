import { reportParts, reportRows, templateParts } from '@datadeed/core/filing/batch-workbook'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import { packArchive } from '@datadeed/dataset/archive'
import { toCsv } from '../audit/csv.ts'
import type { BatchRow } from './api.ts'

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function save(name: string, content: string | Uint8Array<ArrayBuffer>, type: string) {
  const href = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(href), 1000)
}

/** The table to fill in, with lists to choose from and explanations. */
export async function saveTemplate(): Promise<void> {
  save('数据知识产权批量申报表.xlsx', await packArchive(templateParts(guizhou)), workbook)
}

/** What was found, in the columns of the table, to be mended and handed in again. */
export async function saveReport(name: string, rows: readonly BatchRow[], as: 'csv' | 'xlsx'): Promise<void> {
  if (as === 'xlsx') return save(`${name}.xlsx`, await packArchive(reportParts(rows)), workbook)
  const [head = [], ...lines] = reportRows(rows)
  save(`${name}.csv`, toCsv(head, lines), 'text/csv;charset=utf-8')
}
