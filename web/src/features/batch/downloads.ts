import { reportParts, reportRows, templateParts } from '@datadeed/core/filing/batch-workbook'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { packArchive } from '@datadeed/dataset/archive'
import { toCsv } from '../../app/csv.ts'
import { csvType, saveFile, workbookType } from '../../app/save-file.ts'
import type { BatchRow } from './api.ts'

/** The table to fill in, with lists to choose from and explanations as the rules say that new applications stand under. */
export async function saveTemplate(pack: RulePack): Promise<void> {
  saveFile('数据知识产权批量申报表.xlsx', await packArchive(templateParts(pack)), workbookType)
}

/** What was found, in the columns of the table, to be mended and handed in again. */
export async function saveReport(name: string, rows: readonly BatchRow[], as: 'csv' | 'xlsx'): Promise<void> {
  if (as === 'xlsx') return saveFile(`${name}.xlsx`, await packArchive(reportParts(rows)), workbookType)
  const [head = [], ...lines] = reportRows(rows)
  saveFile(`${name}.csv`, toCsv(head, lines), csvType)
}
