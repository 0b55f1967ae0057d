import { findings } from '@datadeed/core/filing/findings'
import type { CaseDraft, Finding } from '@datadeed/core/filing/schema'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { type RulePack, rulePacks } from '@datadeed/core/kernel/rule-pack'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { listAttachmentKinds } from './attachment-store.ts'
import { type Known, manifestSummary } from './known.ts'
import { type CaseChange, type CaseRow, isDepositPublished, listNamesLike } from './store.ts'

/** The rules a case was filed under; they stay its rules when a newer pack is loaded. */
export function packOf(p: Platform, row: Pick<CaseRow, 'packJurisdiction' | 'packVersion'>): RulePack {
  const same = (pack: RulePack | undefined): pack is RulePack =>
    pack?.jurisdiction === row.packJurisdiction && pack.version === row.packVersion
  const found = [p.pack, rulePacks[row.packJurisdiction]].find(same)
  if (!found) throw new Error(`rule pack ${row.packJurisdiction} ${row.packVersion} is not installed`)
  return found
}

export interface Checked {
  list: Finding[]
  published: boolean
  /** The columns that keep the result. */
  counts: Required<Pick<CaseChange, 'findings' | 'errorCount' | 'warningCount'>>
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
  const list = findings(row.form, {
    pack: packOf(p, row),
    today: toChinaDate(now.getTime()),
    manifestSummary: manifestSummary(row.known, published),
    profile: row.known.profile,
    attachments,
    namesInUse,
  })
  const count = (severity: Finding['severity']) => list.filter((item) => item.severity === severity).length
  return {
    list,
    published,
    counts: { findings: list, errorCount: count('error'), warningCount: count('warning') },
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
