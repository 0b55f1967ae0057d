import { applicantOf } from '@datadeed/core/filing/policy'
import { type CaseDraft, type CaseView, caseForm, type savePatch } from '@datadeed/core/filing/schema'
import { type Actor, hasRole } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { platformNumber } from '@datadeed/core/kernel/numbers'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { getDepositFacts } from '../evidence/service.ts'
import { admit, loadVisible } from './advance.ts'
import { saveAnswers } from './answers.ts'
import { caseDetail, findingsSeenBy } from './case-view.ts'
import { check } from './check.ts'
import { type Known, prefill, readKnown } from './known.ts'
import { lookForOverlaps } from './preexam.ts'
import { findFiler, insertCase, lockCase, updateCase, updateChecked } from './store.ts'
import { beginningFrom } from './template.ts'

/** Opens an application on one of the company's own deposits, published or not yet. */
export async function createCase(
  p: Platform,
  actor: Actor,
  depositId: string,
  from: { template?: string | undefined; example?: string | undefined } = {},
): Promise<CaseView> {
  const partyId = applicantOf(actor)
  if (actor.kind !== 'account' || !partyId) throw new AppError('kernel.forbidden')
  if (!actor.partyApproved && !actor.delegation) throw new AppError('party.not_approved')
  if (!hasRole(actor, 'filer', 'signatory')) throw new AppError('kernel.forbidden')
  const { accountId } = actor
  const now = p.clock.now()
  const deposit = await getDepositFacts(p.db, depositId)
  if (deposit.partyId !== partyId) throw new AppError('kernel.not_found')
  const known = readKnown(deposit)
  const begun = await beginningFrom(p, from)
  const id = await inTx(p.db, async (tx) => {
    const made = await insertDraft(tx, p, {
      ...{ partyId, accountId, depositId, known, now },
      ...(begun && { form: begun.form, origin: 'template' }),
    })
    await begun?.keep(tx, made)
    return made
  })
  await lookForOverlaps(p, { id, depositId })
  return await caseDetail(p, actor, id)
}

/** Writes a new draft with what is known of its deposit, `form` on top of it; gives its id. `attach` adds its attachments. */
export async function insertDraft(
  tx: Tx,
  p: Platform,
  draft: {
    partyId: string
    accountId: string
    depositId: string
    known: Known
    now: Date
    form?: CaseDraft
    /** Where `form` is from, marked at its fields until they are changed. */
    origin?: 'template'
    attach?: (caseId: string) => Promise<void>
  },
): Promise<string> {
  const { partyId, depositId, known, now } = draft
  const party = await findFiler(tx, partyId)
  if (!party) throw new AppError('kernel.not_found')
  const year = Number(toChinaDate(now.getTime()).slice(0, 4))
  const told = prefill(known, party)
  const form = { ...told.form, ...draft.form }
  const given = Object.keys(draft.form ?? {})
  const fromDeposit = Object.entries(told.prefilled).filter(([field]) => !given.includes(field))
  const fromTemplate = draft.origin ? given.map((field) => [field, 'template' as const]) : []
  const row = {
    id: newId<'case'>(),
    partyId,
    depositId,
    prefectureCode: party.prefectureCode,
    status: 'draft' as const,
    known,
    form,
    prefilled: { ...Object.fromEntries(fromDeposit), ...Object.fromEntries(fromTemplate) },
    name: form.name ?? '',
    direction: form.direction ?? null,
    packJurisdiction: p.pack.jurisdiction,
    packVersion: p.pack.version,
    createdBy: draft.accountId,
    createdAt: now,
    updatedAt: now,
  }
  const { counts } = await check(tx, p, row, now)
  const number = platformNumber(p.pack, 'application', year, await nextInSeries(tx, `application-${year}`))
  await insertCase(tx, { ...row, ...counts, number })
  if (draft.attach) {
    await draft.attach(row.id)
    await updateChecked(tx, row.id, (await check(tx, p, row, now)).counts, now)
  }
  return row.id
}

/** The form as the patch leaves it. Throws `kernel.invalid_input` for a field to clear that the form does not have. */
function patched(form: CaseDraft, { set, clear }: z.output<typeof savePatch>): CaseDraft {
  const unknown = clear.flatMap((field, i) =>
    Object.hasOwn(caseForm.shape, field) ? [] : [{ path: `clear.${i}`, message: '申请表里没有这一栏，请刷新页面' }],
  )
  if (unknown.length > 0) throw new AppError('kernel.invalid_input', { count: unknown.length }, unknown)
  const fields = Object.entries({ ...form, ...set })
  return Object.fromEntries(fields.filter(([field, value]) => value !== undefined && !clear.includes(field)))
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Keeps the fields and the answers to a correction that were changed, and tells what the machine check finds now. */
export async function saveCase(p: Platform, actor: Actor, caseId: string, patch: z.output<typeof savePatch>) {
  const now = p.clock.now()
  await lookForOverlaps(p, await loadVisible(p, actor, caseId))
  return await inTx(p.db, async (tx) => {
    const asked = { caseId, command: 'save', actor, version: patch.version } as const
    const { row } = admit(await lockCase(tx, caseId), asked)
    const form = patched(row.form, patch)
    if (patch.answers) await saveAnswers(tx, row, patch.answers)
    const untouched = ([field]: [string, unknown]) =>
      same(row.form[field as keyof CaseDraft], form[field as keyof CaseDraft])
    const prefilled = Object.fromEntries(Object.entries(row.prefilled).filter(untouched))
    const { list, counts } = await check(tx, p, { ...row, form }, now)
    const change = { form, prefilled, name: form.name ?? '', direction: form.direction ?? null, ...counts }
    const after = await updateCase(tx, row, row.status, change, now)
    return {
      version: after.version,
      updatedAt: now.toISOString(),
      findingList: findingsSeenBy(actor, list),
      status: after.status,
    }
  })
}
