import { isOwn } from '@datadeed/core/filing/policy'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import { draftOfExample, industriesOf, modeOfIndustry, templatesOf } from '@datadeed/core/filing/template'
import type * as schema from '@datadeed/core/filing/template-schema'
import { type AccountActor, type Actor, hasRole, isInterested } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { confidentialAlgorithm, entryStatus } from '@datadeed/core/kernel/register'
import type { z } from 'zod'
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadVisible } from './advance.ts'
import {
  type ExampleRow,
  findConsent,
  findExample,
  insertExampleAct,
  insertOrigin,
  listExamples,
  lockEntry,
} from './template-store.ts'

const todayOf = (p: Platform) => toChinaDate(p.clock.now().getTime())
const mayChoose = (actor: Actor): actor is AccountActor =>
  actor.kind === 'account' && hasRole(actor, 'examiner', 'reviewer', 'administrator')

/** The templates of the rules that a new application is filed under. */
export function listTemplates(p: Platform) {
  return { items: templatesOf(p.pack) as z.input<typeof schema.templateList>['items'] }
}

/** What a draft takes over from a registration that is an example: never more than the register shows anybody. */
const formOf = ({ content, direction }: ExampleRow): CaseDraft =>
  draftOfExample({ ...content, direction: content.direction ?? direction }, content.algorithm === confidentialAlgorithm)

function viewOf(actor: Actor, row: ExampleRow, chosen: boolean): schema.ExampleView {
  const { id, registrationNumber, name, holder, direction } = row
  const may = mayChoose(actor) && !isInterested(actor, { partyId: row.partyId })
  return {
    ...{ id, registrationNumber, name, holder, direction },
    mode: modeOfIndustry(row.industryCode),
    status: entryStatus.parse(row.status),
    form: formOf(row),
    note: chosen ? (row.note ?? '') : '',
    chosenAt: chosen ? (row.chosenAt?.toISOString() ?? null) : null,
    can: may ? [chosen ? 'drop' : 'choose'] : [],
  }
}

/** Examples that staff have chosen, or for staff those that wait to be. */
export async function listExamplesFor(p: Platform, actor: Actor, query: z.output<typeof schema.exampleQuery>) {
  const { direction, mode, q, waiting, cursor, limit } = query
  if (waiting && !mayChoose(actor)) throw new AppError('kernel.forbidden')
  const chosen = waiting === undefined
  const after = cursor ? Number(decodeCursor(cursor, 1)[0]) : null
  if (after !== null && !Number.isSafeInteger(after)) throw new AppError('kernel.invalid_input', { count: 1 })
  const filter = { today: todayOf(p), chosen, direction, industries: mode && industriesOf(mode), q }
  const { rows, total } = await listExamples(p.db, filter, after === null ? null : String(after), limit)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => viewOf(actor, row, chosen)),
    next: rows.length > limit && last ? encodeCursor([last.place]) : null,
    total,
  }
}

/** Chooses a registration whose holder consented, or drops it again; the same twice changes nothing. */
export async function chooseExample(p: Platform, actor: Actor, entryId: string, note: string | null) {
  if (!mayChoose(actor)) throw new AppError('kernel.forbidden')
  await inTx(p.db, async (tx) => {
    await lockEntry(tx, entryId)
    const row = await findExample(tx, entryId, todayOf(p))
    if (!row) throw new AppError('kernel.not_found')
    if (isInterested(actor, { partyId: row.partyId })) throw new AppError('examination.conflict_of_interest')
    if (row.chosen === (note !== null)) return
    const act = note === null ? 'drop' : 'choose'
    const at = p.clock.now()
    await insertExampleAct(tx, { entryId, act, partyId: null, note: note ?? '', accountId: actor.accountId, at })
  })
  return {}
}

/** What the holder of a case's registration said about its standing as an example. */
export async function getConsent(
  p: Platform,
  actor: Actor,
  caseId: string,
): Promise<z.input<typeof schema.exampleConsent>> {
  const row = await loadVisible(p, actor, caseId)
  const found = isOwn(actor, row) ? await findConsent(p.db, caseId) : undefined
  if (!found || actor.kind !== 'account' || found.partyId !== actor.partyId) throw new AppError('kernel.not_found')
  const example = found.consented ? await findExample(p.db, found.entryId, todayOf(p)) : undefined
  return {
    consented: found.consented,
    since: found.consented ? (found.since?.toISOString() ?? null) : null,
    chosen: example?.chosen === true,
    clones: found.clones,
    mayDecide: hasRole(actor, 'signatory') && found.inForce,
  }
}

/** The holder lets the registration stand as an example, or takes that back, which takes effect at once. */
export async function decideConsent(p: Platform, actor: Actor, caseId: string, consent: boolean) {
  const before = await getConsent(p, actor, caseId)
  if (actor.kind !== 'account' || !hasRole(actor, 'signatory')) throw new AppError('kernel.forbidden')
  if (!before.mayDecide && consent) throw new AppError('registration.entry_not_offered')
  await inTx(p.db, async (tx) => {
    const found = await findConsent(tx, caseId)
    if (!found) throw new AppError('kernel.not_found')
    await lockEntry(tx, found.entryId)
    const now = await findConsent(tx, caseId)
    if (now?.consented === consent) return
    const { entryId, partyId } = found
    const act = consent ? 'consent' : 'withdraw'
    await insertExampleAct(tx, { entryId, act, partyId, accountId: actor.accountId, at: p.clock.now() })
  })
  return await getConsent(p, actor, caseId)
}

/** What a new application begins from. */
export interface Beginning {
  form: CaseDraft
  keep(tx: Tx, caseId: string): Promise<void>
}

/** Looks up what to begin from. Throws `filing.example_gone` for what is not offered any more. */
export async function beginningFrom(
  p: Platform,
  { template, example }: { template?: string | undefined; example?: string | undefined },
): Promise<Beginning | undefined> {
  const at = p.clock.now()
  if (template !== undefined) {
    const found = templatesOf(p.pack).find(({ code }) => code === template)
    if (!found) throw new AppError('filing.example_gone')
    const keep = (tx: Tx, caseId: string) =>
      insertOrigin(tx, { caseId, template, entryId: null, title: found.name, at })
    return { form: found.form, keep }
  }
  if (example === undefined) return undefined
  const found = await findExample(p.db, example, todayOf(p))
  if (!found?.chosen) throw new AppError('filing.example_gone')
  const keep = (tx: Tx, caseId: string) =>
    insertOrigin(tx, { caseId, template: null, entryId: found.id, title: found.name, at })
  return { form: formOf(found), keep }
}
