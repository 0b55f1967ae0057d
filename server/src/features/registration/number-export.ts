import { numberKey } from '@datadeed/core/registration/number'
import type { numberQuery } from '@datadeed/core/registration/number-schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import * as store from './number-store.ts'

type Row = Awaited<ReturnType<typeof store.listNumbers>>[number]

const rowOf = (row: Row) => ({
  ...{ kind: row.kind, value: row.value ?? '', issuer: row.issuer, issuedOn: row.issued_on, origin: 'stated' as const },
  ...{ statedAt: row.stated_at.toISOString(), check: row.outcome as 'confirmed' | 'doubted' | null },
  ...{ registrationNumber: row.registration_number, dataName: row.name, holder: row.holder },
})

const filterOf = ({ q, kind }: { q?: string | undefined; kind?: string | undefined }) => ({
  key: numberKey(q ?? ''),
  ...(kind && { kind }),
})

/** Numbers stated for all registrations, a page at a time. */
export async function searchNumbers(p: Platform, query: z.output<typeof numberQuery>) {
  const filter = filterOf(query)
  const [rows, total] = await Promise.all([
    store.listNumbers(p.db, filter, decodePlace(query.cursor, 'moment'), query.limit),
    store.countNumbers(p.db, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.stated_at.toISOString(), row.id])
  return { items: items.map(rowOf), next, total }
}

const columns = ['登记号', '名称', '权利人', '编号种类', '编号', '颁发单位', '颁发日期', '申报时间', '核对'] as const
const outcomes = { confirmed: '登记机构已核对', doubted: '登记机构核对不符' } as const

/** RFC 4180; a cell that a spreadsheet would take for a formula is made a text. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`

/** All of them as a table, sent as it is read; with a byte order mark, so that spreadsheets see UTF-8. */
export async function* numbersCsv(p: Platform, query: { q?: string | undefined; kind?: string | undefined }) {
  yield `\ufeff${line(columns)}`
  const filter = filterOf(query)
  const limit = 500
  for (let after: readonly [string, string] | null = null; ; ) {
    const rows: Row[] = await store.listNumbers(p.db, filter, after, limit)
    const page = rows.slice(0, limit)
    if (page.length > 0)
      yield page
        .map(rowOf)
        .map((row) =>
          line([
            ...[row.registrationNumber, row.dataName, row.holder, row.kind, row.value, row.issuer],
            ...[row.issuedOn ?? '', row.statedAt, row.check ? outcomes[row.check] : ''],
          ]),
        )
        .join('')
    const last = page.at(-1)
    if (rows.length <= limit || !last) return
    after = [last.stated_at.toISOString(), last.id]
  }
}
