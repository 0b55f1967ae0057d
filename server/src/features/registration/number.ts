import { type Actor, hasRole, isInterested, isStaff } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { actsForHolder, maintains } from '@datadeed/core/registration/maintain'
import { type NumberRule, numberRuleOf, readDatasetNumber } from '@datadeed/core/registration/number'
import * as schema from '@datadeed/core/registration/number-schema'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { actorsOn } from '../account/service.ts'
import { logLeaf } from '../evidence/service.ts'
import { loadCase, packOf, takeUpload, type UploadPart } from '../filing/service.ts'
import { lockEntry } from './affair-store.ts'
import { recordRegisterEvent } from './entry.ts'
import * as store from './number-store.ts'
import { type EntryRow, findEntry } from './store.ts'
import { type VisibleEntry, visibleEntry } from './visible-entry.ts'

type PublicNumber = z.input<typeof schema.publicNumber>
type Outcome = 'confirmed' | 'doubted'

/** The last statement of each kind, those withdrawn left out. */
function inForce(rows: readonly store.StatementRow[]): store.StatementRow[] {
  const last = new Map<string, store.StatementRow>()
  for (const row of rows) if ((last.get(row.kind)?.seq ?? 0) < row.seq) last.set(row.kind, row)
  return [...last.values()].filter(({ value }) => value !== null)
}

function publicOf(pack: RulePack, row: EntryRow, rows: readonly store.StatementRow[]): PublicNumber[] {
  const order = pack.datasetNumbers?.map(({ code }) => code) ?? []
  const stated = inForce(rows)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((one): PublicNumber => {
      const rule = numberRuleOf(pack, one.kind)
      return {
        ...{ kind: one.kind, name: rule?.name ?? one.kind, value: one.value ?? '', issuer: one.issuer },
        ...{ issuedOn: one.issued_on, origin: 'stated', statedAt: one.stated_at.toISOString() },
        ...{ check: (one.outcome as Outcome | null) ?? null, uncertain: rule?.uncertain ?? '' },
      }
    })
  return [
    {
      ...{ kind: 'registration', name: '数据知识产权登记号（本登记簿）', value: row.registration_number },
      ...{ issuer: pack.registrar.name, issuedOn: row.registered_on, origin: 'register', check: null, uncertain: '' },
      statedAt: row.created_at.toISOString(),
    },
    ...stated,
  ]
}

/** The numbers of a registration as anybody may read them: its own first, then those its holder stated. */
export async function numbersOf(p: Platform, row: EntryRow): Promise<PublicNumber[]> {
  const pack = packOf(p, await loadCase(p.db, row.case_id))
  return publicOf(pack, row, await store.listStatements(p.db, row.id))
}

export async function publicNumbers(p: Platform, number: string) {
  const row = await findEntry(p.db, number.toUpperCase())
  if (!row) throw new AppError('certificate.not_issued')
  return { items: await numbersOf(p, row) }
}

const mayCheck = (actor: Actor, { facts, under }: VisibleEntry): boolean =>
  hasRole(actor, 'examiner', 'reviewer') && !isInterested(actor, { partyId: facts.partyId, form: under.form })

/** The numbers with every statement ever made of them, for whoever sees the registration in the workplace. */
export async function listNumbers(
  p: Platform,
  actor: Actor,
  entryId: string,
): Promise<z.input<typeof schema.numberList>> {
  const entry = await visibleEntry(p.db, p, actor, entryId)
  const { row, facts, pack } = entry
  const rows = await store.listStatements(p.db, entryId)
  const insider = isStaff(actor) || actsForHolder(actor, facts, 'filer', 'signatory')
  const actorOf = await actorsOn(
    p.db,
    rows.map(({ delegation_id }) => delegation_id),
  )
  return {
    numbers: publicOf(pack, row, rows),
    rules: (pack.datasetNumbers ?? []).map(({ pattern: _, ...rule }) => rule),
    history: (insider ? rows : []).map((one) => ({
      ...{ id: one.id, kind: one.kind, seq: one.seq, value: one.value, issuer: one.issuer, issuedOn: one.issued_on },
      ...{
        note: one.note,
        statedBy: actorOf(one.delegation_id, one.stater_name),
        statedAt: one.stated_at.toISOString(),
      },
      proof: one.name === null ? null : { name: one.name },
      check:
        one.outcome && one.checked_at
          ? {
              ...{ outcome: one.outcome as Outcome, note: one.check_note ?? '', at: one.checked_at.toISOString() },
              by: isStaff(actor) ? (one.checker_name ?? '') : '登记机构',
            }
          : null,
    })),
    canState: maintains(actor, facts) && (pack.datasetNumbers?.length ?? 0) > 0,
    canCheck: mayCheck(actor, entry),
  }
}

async function ruleOf(p: Platform, actor: Actor, entryId: string, kind: string) {
  const entry = await visibleEntry(p.db, p, actor, entryId)
  if (actor.kind !== 'account' || !maintains(actor, entry.facts)) throw new AppError('kernel.forbidden')
  const rule = numberRuleOf(entry.pack, kind)
  if (!rule) throw new AppError('registration.no_rules')
  return { ...entry, rule, by: { stated_by: actor.accountId, delegation_id: actor.delegation?.id ?? null } }
}

interface Stated extends z.output<typeof schema.numberStatement> {
  key: string
}

function readFields(rule: NumberRule, fields: Readonly<Record<string, unknown>>, today: string): Stated {
  const parsed = schema.numberStatement.safeParse(fields)
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const number = readDatasetNumber(rule, typeof fields.value === 'string' ? fields.value : '')
  if (!number.ok && !faults.some(({ path }) => path === 'value'))
    faults.push({ path: 'value', message: number.message })
  if (parsed.success && parsed.data.issuedOn !== null && parsed.data.issuedOn > today)
    faults.push({ path: 'issuedOn', message: '颁发日期不能晚于今天' })
  if (!parsed.success || !number.ok || faults.length > 0)
    throw new AppError('kernel.invalid_input', { count: faults.length }, faults)
  return { ...parsed.data, key: number.key }
}

/** Takes the fields that come before the file, and hands the file on as an attachment; faulty fields refuse it before it is kept. */
async function* fieldsThenFile(
  parts: AsyncIterable<UploadPart>,
  onFields: (fields: Record<string, unknown>) => void,
): AsyncIterable<UploadPart> {
  const fields: Record<string, unknown> = {}
  for await (const part of parts)
    if (part.type === 'field') fields[part.fieldname] = part.value
    else {
      onFields(fields)
      yield { type: 'field', fieldname: 'kind', value: 'source_proof' }
      yield part
    }
  onFields(fields)
}

async function publish(
  tx: Tx,
  row: NonNullable<Awaited<ReturnType<typeof lockEntry>>>,
  { what, number, now }: { what: string; number: { kind: string; value: string | null }; now: Date },
  detail: string,
): Promise<void> {
  const { digests } = digestDocument({ registration: row.registration_number, ...number })
  const leafId = await logLeaf(tx, {
    type: 'certificate_status',
    subject: row.certificate_number,
    digests,
    body: { registration: row.registration_number, status: row.status, event: what, number },
    now,
  })
  await recordRegisterEvent(tx, row.id, what, now, leafId, detail)
}

/** States a number of the data set in another register, with the paper that shows it. */
export async function stateNumber(
  p: Platform,
  actor: Actor,
  entryId: string,
  kind: string,
  parts: AsyncIterable<UploadPart>,
) {
  const { rule, pack, by } = await ruleOf(p, actor, entryId, kind)
  const now = p.clock.now()
  let stated: Stated | null = null
  const today = toChinaDate(now.getTime())
  const file = await takeUpload(
    p,
    fieldsThenFile(parts, (fields) => {
      stated ??= readFields(rule, fields, today)
    }),
  )
  const said = stated as Stated | null
  if (!said) throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'value', message: '请填写编号' }])
  await inTx(p.db, async (tx) => {
    const row = await lockEntry(tx, entryId)
    if (!row) throw new AppError('kernel.not_found')
    await store.lockNumber(tx, kind, said.key)
    const others = (await store.listEntriesOf(tx, said.key, kind)).filter((id) => id !== entryId)
    if (others.length > 0)
      throw new AppError('registration.number_taken', { name: rule.name }, [
        { path: 'value', message: '另一项登记已经申报了这个编号' },
      ])
    const current = inForce(await store.listStatements(tx, entryId)).find((one) => one.kind === kind)
    if (current?.key === said.key && current.issuer === said.issuer && current.issued_on === said.issuedOn)
      throw new AppError('registration.nothing_changed', {}, [{ path: 'value', message: '与现有的申报相同' }])
    const { id, name, mediaType, bytes, sha256, sm3 } = file
    await store.insertNumber(tx, {
      ...{ id, entry_id: entryId, kind, value: said.key, key: said.key, issuer: said.issuer },
      ...{ issued_on: said.issuedOn, note: said.note, pack_version: `${pack.jurisdiction} ${pack.version}` },
      ...{ name, media_type: mediaType, bytes, sha256, sm3, ...by, stated_at: now },
    })
    const number = { kind, value: said.key }
    await publish(tx, row, { what: 'number_stated', number, now }, `${rule.name} ${said.key}`)
  })
  return await listNumbers(p, actor, entryId)
}

/** Takes a stated number back; what was stated stays in the history. */
export async function withdrawNumber(p: Platform, actor: Actor, entryId: string, kind: string, note: string) {
  const { rule, pack, by } = await ruleOf(p, actor, entryId, kind)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const row = await lockEntry(tx, entryId)
    const current = inForce(await store.listStatements(tx, entryId)).find((one) => one.kind === kind)
    if (!row || !current) throw new AppError('kernel.not_found')
    await store.insertNumber(tx, {
      ...{ id: newId<'register_number'>(), entry_id: entryId, kind, value: null, key: null, issuer: current.issuer },
      ...{ issued_on: null, note, pack_version: `${pack.jurisdiction} ${pack.version}` },
      ...{ name: null, media_type: null, bytes: null, sha256: null, sm3: null, ...by, stated_at: now },
    })
    await publish(tx, row, { what: 'number_withdrawn', number: { kind, value: null }, now }, rule.name)
  })
  return await listNumbers(p, actor, entryId)
}

async function statementOf(p: Platform, actor: Actor, id: string) {
  const statement = await store.findStatement(p.db, id)
  if (!statement) throw new AppError('kernel.not_found')
  return { statement, entry: await visibleEntry(p.db, p, actor, statement.entry_id) }
}

/** The authority compares a number with its proof: once for each statement. */
export async function checkNumber(p: Platform, actor: Actor, id: string, body: z.output<typeof schema.numberCheck>) {
  const { statement, entry } = await statementOf(p, actor, id)
  if (actor.kind !== 'account' || !mayCheck(actor, entry)) throw new AppError('kernel.forbidden')
  if (body.outcome === 'doubted' && body.note.trim().length < 4)
    throw new AppError('kernel.invalid_input', { count: 1 }, [
      { path: 'note', message: '请写明不符之处，不少于 4 个字' },
    ])
  if (statement.value === null) throw new AppError('registration.nothing_changed')
  const { outcome, note } = body
  const values = { number_id: id, outcome, note, checked_by: actor.accountId, checked_at: p.clock.now() }
  if (!(await inTx(p.db, (tx) => store.insertCheck(tx, values)))) throw new AppError('kernel.stale_version')
  return await listNumbers(p, actor, statement.entry_id)
}

/** The paper of a statement: for the holder and the authority, not for the public. */
export async function readNumberProof(p: Platform, actor: Actor, id: string): Promise<FileToSend> {
  const { statement, entry } = await statementOf(p, actor, id)
  const { name, media_type: mediaType, bytes, sha256 } = statement
  if (!isStaff(actor) && !actsForHolder(actor, entry.facts, 'filer', 'signatory'))
    throw new AppError('kernel.not_found')
  if (name === null || mediaType === null || sha256 === null) throw new AppError('kernel.not_found')
  return { name, mediaType, bytes: Number(bytes), body: await p.blobs.get(sha256) }
}
