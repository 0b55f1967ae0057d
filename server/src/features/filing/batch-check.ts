import { contradictsRow, readBatchRow, unknownDeposit } from '@datadeed/core/filing/batch-row'
import type { BatchFinding } from '@datadeed/core/filing/batch-schema'
import { plainName } from '@datadeed/core/filing/checks/name'
import { findings } from '@datadeed/core/filing/findings'
import type { CaseDraft, Finding } from '@datadeed/core/filing/schema'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { getDepositFacts } from '../evidence/service.ts'
import {
  findFiledElsewhere,
  findOwnDeposits,
  type HeldRow,
  keepChecks,
  listMarks,
  listNamesAlike,
  type RowMark,
} from './batch-row-store.ts'
import { type BatchRecord, type CheckedRow, listBatchAttachments } from './batch-store.ts'
import { type Known, manifestSummary, prefill, readKnown } from './known.ts'
import { findFiler } from './store.ts'
import { weakRules } from './weak-rules.ts'

/** What deposits tell, kept while a job runs. */
export type KnownDeposits = Map<string, Known>
const mostKept = 200

/** What the deposit of a row tells. */
export async function knownOf(db: Database | Tx, cache: KnownDeposits, depositId: string): Promise<Known> {
  const kept = cache.get(depositId)
  if (kept) return kept
  const known = readKnown(await getDepositFacts(db, depositId))
  if (cache.size >= mostKept) cache.clear()
  cache.set(depositId, known)
  return known
}

const brief = ({ code, field, severity, message, rule, remedy }: Finding | BatchFinding): BatchFinding => ({
  ...{ code, field, severity, message, rule, remedy },
})

/** The rows of a batch by what they say, so that each is compared with a few only; `filed` are names of applications. */
function marksOf(marks: readonly RowMark[], filed: readonly string[]) {
  const bySubject = Map.groupBy(marks, ({ depositNumber, name }) => `${depositNumber}\n${name}`)
  const byDigest = Map.groupBy(marks, ({ digest }) => digest)
  const byName = Map.groupBy(marks, ({ name }) => plainName(name))
  const filedByName = new Map(filed.map((name) => [plainName(name), name]))
  return {
    /** The row that this one says once more: the first one, or the one that is a draft. */
    repeatOf: ({ line, digest }: HeldRow) =>
      byDigest.get(digest)?.find((other) => other.line !== line && (other.caseId !== null || other.line < line))?.line,
    contradicted: ({ line, digest, name, depositNumber }: HeldRow) =>
      name === ''
        ? undefined
        : bySubject.get(`${depositNumber}\n${name}`)?.find((other) => other.line < line && other.digest !== digest)
            ?.line,
    sameName: ({ line, name }: HeldRow) => {
      const own = plainName(name)
      return filedByName.get(own) ?? byName.get(own)?.find((other) => other.name !== '' && other.line < line)?.name
    },
  }
}

/**
 * Checks rows as they stand: the text of their cells, then the same machine check as a single application's, with the papers
 * of the batch. A row that says the same as another is told so instead.
 */
export async function checkRows(
  tx: Tx,
  p: Platform,
  batch: BatchRecord,
  rows: readonly HeldRow[],
  cache: KnownDeposits,
  now: Date,
): Promise<CheckedRow[]> {
  const attachments = await listBatchAttachments(tx, batch.id)
  const deposits = await findOwnDeposits(tx, batch.partyId, [...new Set(rows.map((row) => row.depositNumber))])
  const elsewhere = await findFiledElsewhere(tx, batch, [...new Set(rows.map(({ digest }) => digest))])
  const alike = await listNamesAlike(tx, batch.partyId, [...new Set(rows.flatMap(({ name }) => name || []))])
  const marks = marksOf(await listMarks(tx, batch.id), alike)
  const party = await findFiler(tx, batch.partyId)
  const hintOnly = await weakRules(tx, p, p.pack)
  const today = toChinaDate(now.getTime())
  const checked: CheckedRow[] = []
  for (const row of rows) {
    const inBatch = marks.repeatOf(row)
    const repeats = inBatch === undefined ? (elsewhere.get(row.digest) ?? null) : { batchId: batch.id, line: inBatch }
    if (repeats) {
      checked.push({ line: row.line, findings: [], errors: 0, warnings: 0, repeats })
      continue
    }
    const { form, faults } = readBatchRow(row.cells)
    const deposit = deposits.get(row.depositNumber)
    const known = deposit ? await knownOf(tx, cache, deposit.id) : null
    const told = known && party ? prefill(known, party).form : {}
    const contradicted = marks.contradicted(row)
    const sameName = marks.sameName(row)
    const found: BatchFinding[] = [
      ...faults,
      ...(deposit || faults.some(({ field }) => field === 'deposit') ? [] : [unknownDeposit(row.depositNumber)]),
      ...(contradicted === undefined ? [] : [contradictsRow(contradicted)]),
      ...findings(
        { ...told, ...form },
        {
          pack: p.pack,
          today,
          manifestSummary: known && deposit ? manifestSummary(known, deposit.published) : null,
          profile: known?.profile ?? null,
          scanned: known?.scanned ?? null,
          attachments,
          hintOnly,
          namesInUse: sameName === undefined ? [] : [sameName],
        },
      )
        // What could not be read is said once, at its cell.
        .filter(({ code, field }) => !isSaid(code, field, faults, deposit === undefined))
        .map(brief),
    ]
    const count = (severity: BatchFinding['severity']) => found.filter((one) => one.severity === severity).length
    checked.push({ line: row.line, findings: found, errors: count('error'), warnings: count('warning'), repeats: null })
  }
  return checked
}

function isSaid(code: string, field: string, faults: readonly BatchFinding[], noDeposit: boolean): boolean {
  const [top = ''] = field.split('.')
  if (noDeposit && top === 'deposit') return true
  const column = top === 'sampleRows' || top === 'sampleHeader' ? 'sample' : top
  return (code === 'required' || top === 'redFlags') && faults.some((fault) => fault.field === column)
}

/** Checks rows and keeps what was found. */
export async function recheckRows(...args: Parameters<typeof checkRows>): Promise<CheckedRow[]> {
  const [tx, , batch] = args
  const checked = await checkRows(...args)
  await keepChecks(tx, batch.id, checked)
  return checked
}

/** The form of a row that has no fault left. */
export function formOf(row: HeldRow): CaseDraft {
  return readBatchRow(row.cells).form
}
