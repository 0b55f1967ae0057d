import { findings } from '@datadeed/core/filing/findings'
import { greenConditions, recordMonths } from '@datadeed/core/filing/green-channel'
import type { CaseDraft, Finding } from '@datadeed/core/filing/schema'
import { addMonths, startOfChinaDay, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { listAttachmentKinds } from './attachment-store.ts'
import { type Known, manifestSummary } from './known.ts'
import { registryFacts } from './preexam.ts'
import { countRecord } from './preexam-store.ts'
import { type CaseChange, type CaseRow, isDepositPublished, listNamesLike } from './store.ts'
import { weakRules } from './weak-rules.ts'

/** The rules a case was filed under; they stay its rules when a newer pack is loaded. */
export function packOf(p: Platform, row: Pick<CaseRow, 'packJurisdiction' | 'packVersion'>): RulePack {
  const found = p.rules.findPack(row.packJurisdiction, row.packVersion)
  if (!found) throw new Error(`rule pack ${row.packJurisdiction} ${row.packVersion} is not installed`)
  return found
}

export interface Checked {
  list: Finding[]
  published: boolean
  /** The columns that keep the result. */
  counts: Required<Pick<CaseChange, 'findings' | 'errorCount' | 'warningCount' | 'greenConditions'>>
}

type Subject = Pick<CaseRow, 'id' | 'partyId' | 'depositId' | 'packJurisdiction' | 'packVersion'> & {
  form: CaseDraft
  known: Known
}

/** Runs the machine check on a case as it stands at `now`. */
export async function check(db: Database | Tx, p: Platform, row: Subject, now: Date): Promise<Checked> {
  // One after the other: inside a transaction they share a connection.
  const published = await isDepositPublished(db, row.depositId)
  const attachments = await listAttachmentKinds(db, row.id)
  const namesInUse = await listNamesLike(db, row.form.name ?? '', row)
  const pack = packOf(p, row)
  const today = toChinaDate(now.getTime())
  const list = findings(row.form, {
    ...{ pack, today, attachments, namesInUse },
    manifestSummary: manifestSummary(row.known, published),
    profile: row.known.profile,
    scanned: row.known.scanned ?? null,
    hintOnly: await weakRules(db, p, pack),
    registry: await registryFacts(db, row, pack),
  })
  const since = new Date(startOfChinaDay(addMonths(today, -recordMonths(pack))))
  const conditions = greenConditions(pack, {
    ...{ partyId: row.partyId, form: row.form, findings: list, published },
    profiled: row.known.profile !== null,
    ...(await countRecord(db, row, since)),
  })
  const count = (severity: Finding['severity']) => list.filter((item) => item.severity === severity).length
  return {
    list,
    published,
    counts: {
      ...{ findings: list, errorCount: count('error'), warningCount: count('warning') },
      greenConditions: conditions ?? [],
    },
  }
}

/** Throws `filing.findings_open`, each error at its field, unless the check found none. */
export function demandNoErrors({ list, published }: Checked): void {
  if (!published) throw new AppError('filing.deposit_not_published')
  const errors = list.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  throw new AppError(
    'filing.findings_open',
    { count: errors.length },
    errors.map(({ field, message, remedy }) => ({ path: `form.${field}`, message: `${message}${remedy}` })),
  )
}
