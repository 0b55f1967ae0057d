import type { z } from 'zod'
import type { FieldFault } from '../kernel/errors.ts'
import { enterpriseColumns, enterpriseRow, enterpriseStateNames, enterpriseStates } from './schema.ts'

export type EnterpriseRow = z.output<typeof enterpriseRow>

const stateOf = (text: string): string =>
  enterpriseStates.find((state) => state === text || enterpriseStateNames[state] === text) ?? text

/**
 * Reads the rows of a file by their headings. Everything wrong is told at once, by row as the file counts them (the heading is
 * row 1); an enterprise with the same data set twice is one of the faults.
 */
export function readEnterprises(rows: readonly Record<string, string>[]): {
  rows: EnterpriseRow[]
  faults: FieldFault[]
} {
  const read: EnterpriseRow[] = []
  const faults: FieldFault[] = []
  const seen = new Map<string, number>()
  rows.forEach((cells, at) => {
    const line = at + 2
    const cell = (key: keyof typeof enterpriseColumns) => (cells[enterpriseColumns[key]] ?? '').trim()
    const parsed = enterpriseRow.safeParse({
      ...{ name: cell('name'), dataset: cell('dataset'), contactRole: cell('contactRole') },
      state: stateOf(cell('state') || 'listed'),
    })
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        const key = String(path[0]) as keyof typeof enterpriseColumns
        faults.push({
          path: `rows.${at}.${key}`,
          message: `第 ${line} 行“${enterpriseColumns[key] ?? key}”：${message}`,
        })
      }
      return
    }
    const key = `${parsed.data.name}\n${parsed.data.dataset}`
    const first = seen.get(key)
    if (first) faults.push({ path: `rows.${at}`, message: `第 ${line} 行与第 ${first} 行重复，请只留一行` })
    else seen.set(key, line)
    read.push(parsed.data)
  })
  return { rows: read, faults }
}
