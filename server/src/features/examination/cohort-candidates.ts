import { createHash } from 'node:crypto'
import { alikeParts } from '@datadeed/core/examination/cohort-likeness'
import { sampleSize } from '@datadeed/core/examination/cohort-sample'
import type { alikeView, cohortCandidates } from '@datadeed/core/examination/cohort-schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import type { CohortRule } from '@datadeed/core/kernel/rule-pack-cohort'
import { canonicalize } from '@datadeed/evidence'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { personOf } from '../account/service.ts'
import { type CaseRow, loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import { dropCandidate, listAlike, listUnkeyed, putCandidate } from './cohort-member-store.ts'
import { own } from './workbench.ts'

/** The rule of batch examination in the pack of the cases; packs from before there was one take today's. */
export const cohortRule = (
  p: Platform,
  row: Pick<CaseRow, 'packJurisdiction' | 'packVersion'>,
): CohortRule | undefined => packOf(p, row).cohort ?? p.pack.cohort

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The key of the group a case belongs to: cases with the same key are alike. */
const keyOf = ({ partyId, prefectureCode, packJurisdiction, packVersion, form }: CaseRow): string =>
  sha256(canonicalize(alikeParts({ partyId, prefectureCode, pack: `${packJurisdiction} ${packVersion}` }, { ...form })))

/** A case that begins or ceases to wait is counted, or no longer, among those that are alike. */
export async function keepKey(tx: Tx, { caseId, from, to }: { caseId: string; from: string; to: string }) {
  if (to === 'submitted' && from !== 'submitted') await putCandidate(tx, caseId, keyOf(await loadCase(tx, caseId)))
  else if (from === 'submitted' && to !== 'submitted') await dropCandidate(tx, caseId)
}

/** Gives their keys to cases that waited before there were any. */
export async function keyWaiting(p: Platform): Promise<void> {
  for (const caseId of await listUnkeyed(p.db, 500))
    await inTx(p.db, async (tx) => {
      const row = await loadCase(tx, caseId)
      if (row.status === 'submitted') await putCandidate(tx, caseId, keyOf(row))
    })
}

/** What the cases of a group have alike, from one of them. */
export async function alikeOf(p: Platform, { partyId, prefectureCode, form }: CaseRow) {
  const { name } = await partyFacts(p, partyId)
  return {
    ...{ owner: name, prefectureCode },
    elements: (form.elements ?? []).map((one) => one.name),
    ...{ sourceTypes: form.sourceTypes ?? [], acquisition: form.acquisition ?? [] },
    ...{ personalInfo: form.personalInfo ?? '', importantData: form.importantData ?? '' },
  } satisfies z.output<typeof alikeView>
}

/** Groups of alike cases that the examiner may take as a cohort, and how many cases that are. */
export async function listCandidates(p: Platform, actor: Actor): Promise<z.output<typeof cohortCandidates>> {
  const { accountId, regionCode } = own(actor)
  const rule = p.pack.cohort
  if (!rule) return { items: [], cases: 0, least: null }
  const person = await personOf(p, accountId)
  const groups = await listAlike(p.db, { person, regionCode, least: rule.size.least })
  const items = await Promise.all(
    groups.map(async ({ key, count, first, from, due }) => {
      const row = await loadCase(p.db, first)
      const size = Math.min(count, rule.size.most)
      return {
        ...{ key, count, due, firstName: row.name, submittedFrom: from.toISOString() },
        alike: await alikeOf(p, row),
        examined: 1 + sampleSize(size - 1, (cohortRule(p, row) ?? rule).sample.rule),
      }
    }),
  )
  return { items, cases: groups.reduce((sum, { count }) => sum + count, 0), least: rule.size.least }
}
