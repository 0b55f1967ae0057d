import type { By, Command, Guard } from '@datadeed/core/filing/machine'
import { decide, maySee } from '@datadeed/core/filing/policy'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { EntryType } from '@datadeed/evidence'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { logLeaf } from '../evidence/service.ts'
import { settleClocks } from './clocks.ts'
import { settleGreen } from './green-channel.ts'
import { type CaseChange, type CaseRow, findCase, insertEvent, lockCase, updateCase } from './store.ts'

/** A command on a case, as features further down give it too. */
export interface Advance {
  caseId: string
  command: Command
  actor: Actor
  /** Who acts for the applicant on a delegation where what they said makes the system move the case. */
  by?: Actor | undefined
  now: Date
  /** Version the caller saw; without it the command is taken on whatever is there. */
  version?: number
  note?: string
  payload?: Record<string, unknown>
  /** Guards that hold; one that is not named does not. */
  facts?: Partial<Record<Guard, boolean>>
  set?: CaseChange
  /** Entry for the evidence log; its subject is the case's number. */
  leaf?: { type: EntryType; digests: { sha256: string; sm3: string }; body: Record<string, unknown> }
}

export interface Advanced {
  before: CaseRow
  after: CaseRow
  seq: number
  leafId: bigint | null
}

/** The case, or `kernel.not_found` where it does not exist or the actor may not see it. */
export function visible(row: CaseRow | undefined, actor: Actor): CaseRow {
  if (!row || (actor.kind !== 'system' && !maySee(actor, row))) throw new AppError('kernel.not_found')
  return row
}

/** A case by id. Throws `kernel.not_found`. */
export async function loadCase(db: Database | Tx, caseId: string): Promise<CaseRow> {
  const row = await findCase(db, caseId)
  if (!row) throw new AppError('kernel.not_found')
  return row
}

/** A case the actor may see; the system sees all. Throws `kernel.not_found`. */
export async function loadVisible(p: Platform, actor: Actor, caseId: string): Promise<CaseRow> {
  return visible(await findCase(p.db, caseId), actor)
}

type Asked = Pick<Advance, 'caseId' | 'command' | 'actor' | 'version' | 'facts'>

/** Whether a row may take the command now; throws what `decide` throws, and `kernel.stale_version`. */
export function admit(found: CaseRow | undefined, { command, actor, version, facts }: Asked) {
  // Anybody may object to a case under notice; the notice is public, the case stays hidden.
  const row = command === 'lodge_objection' && found ? found : visible(found, actor)
  if (version !== undefined && version !== row.version) throw new AppError('kernel.stale_version')
  return { row, taken: decide(row, command, actor, (guard) => facts?.[guard] === true) }
}

/** Looks before the transaction, for work that must not be done inside one, such as making a PDF. */
export async function preview(p: Platform, asked: Asked): Promise<CaseRow> {
  return admit(await findCase(p.db, asked.caseId), asked).row
}

const roleOf: Record<By, (actor: Actor) => string> = {
  own_filer: (actor) => (actor.kind === 'account' && actor.roles.includes('filer') ? 'filer' : 'signatory'),
  own_signatory: () => 'signatory',
  examiner: () => 'examiner',
  assigned_examiner: () => 'examiner',
  holder: () => 'examiner',
  second_person: () => 'reviewer',
  anyone: (actor) => (actor.kind === 'account' ? (actor.roles[0] ?? 'public') : 'public'),
  system: () => 'system',
}

/** Takes one row of the procedure inside the caller's transaction: lock, decide, write, append, log, tell. */
export async function advance(tx: Tx, p: Platform, asked: Advance): Promise<Advanced> {
  const { caseId, command, actor, now, leaf } = asked
  const person = asked.by?.kind === 'account' && asked.by.delegation ? asked.by : actor
  const { row: before, taken } = admit(await lockCase(tx, caseId), asked)
  const leafId = leaf ? await logLeaf(tx, { ...leaf, subject: before.number, now }) : null
  const after = await updateCase(tx, before, taken.to, asked.set ?? {}, now)
  const seq = await insertEvent(tx, {
    caseId,
    at: now,
    command,
    from: before.status,
    to: after.status,
    actorKind: actor.kind,
    actorId: person.kind === 'account' ? person.accountId : null,
    actorRole: roleOf[taken.by](actor),
    keyId: person.kind === 'account' ? (person.key?.id ?? null) : null,
    delegationId: person.kind === 'account' ? (person.delegation?.id ?? null) : null,
    note: asked.note ?? '',
    payload: asked.payload ?? {},
    leafId,
  })
  await settleGreen(tx, p, after, now)
  if (command !== 'save') await settleClocks(tx, p, after)
  await p.events.emit(tx, 'filing.moved', {
    ...{ caseId, command, from: before.status, to: after.status, now, seq },
    ...{ actorId: actor.kind === 'account' ? actor.accountId : null, payload: asked.payload ?? {} },
  })
  return { before, after, seq, leafId }
}
