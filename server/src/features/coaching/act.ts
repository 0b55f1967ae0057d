import type { CoachingCommand, CoachingStatus } from '@datadeed/core/coaching/machine'
import { coachingScope, decideCoaching } from '@datadeed/core/coaching/policy'
import type { AccountActor, Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import type { Platform } from '../../platform/platform.ts'
import { type CoachingRow, holdCoaching, insertEvent, updateCoaching } from './store.ts'

type Told = EventPayloads['coaching.told']

export function own(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  return actor
}

/** Which side an actor is on: a company's people, or those who coach. */
export const sideOf = (actor: Actor): 'company' | 'coach' =>
  coachingScope(actor).kind === 'party' ? 'company' : 'coach'

interface Act {
  id: string
  command: CoachingCommand
  /** The event's word where it is not the command's: a booking is also moved and called off. */
  logged?: 'rebook' | 'cancel'
  version?: number | undefined
  note?: string
  detail?: Record<string, string>
  /** What the other side is told; without it nothing. */
  told?: Told['what']
  params?: Record<string, string>
  /** Sets more of the row. */
  set?: (to: CoachingStatus) => Parameters<typeof updateCoaching>[2]
}

export interface Acted {
  row: CoachingRow
  to: CoachingStatus
  seq: number
}

/**
 * One command on a coaching case inside the caller's transaction: held within the actor's scope, decided, written, appended, told. `work` runs between holding and
 * writing. The first coach to do something is the case's coach from then on.
 */
export async function act(
  tx: Tx,
  p: Platform,
  actor: Actor,
  asked: Act,
  work: (row: CoachingRow) => Promise<void> = async () => {},
): Promise<Acted> {
  const now = p.clock.now()
  const { accountId } = own(actor)
  const row = await holdCoaching(tx, coachingScope(actor), asked.id)
  if (!row) throw new AppError('kernel.not_found')
  const to = decideCoaching(actor, row, asked.command)
  if (asked.version !== undefined && asked.version !== row.version) throw new AppError('kernel.stale_version')
  await work(row)
  const side = sideOf(actor)
  const takes = side === 'coach' && to === 'coaching' && (asked.command === 'take' || row.coachId === null)
  await updateCoaching(tx, row.id, {
    ...{ status: to, updated_at: now, ...(takes && { coach_id: accountId }) },
    ...asked.set?.(to),
  })
  const { note = '', detail = {} } = asked
  const seq = await insertEvent(tx, {
    ...{ coachingId: row.id, at: now, command: asked.logged ?? asked.command, actorId: accountId, side, note, detail },
  })
  if (asked.told)
    await tell(tx, p, actor, { ...row, coachId: takes ? accountId : row.coachId }, asked.told, seq, asked.params)
  return { row, to, seq }
}

/** Tells the other side. */
export async function tell(
  tx: Tx,
  p: Platform,
  actor: Actor,
  row: Pick<CoachingRow, 'id' | 'number' | 'partyId' | 'prefectureCode' | 'coachId'>,
  what: Told['what'],
  seq: number,
  params: Record<string, string> = {},
): Promise<void> {
  const { id: coachingId, number, partyId, prefectureCode, coachId } = row
  await p.events.emit(tx, 'coaching.told', {
    ...{ coachingId, number, partyId, prefectureCode, coachId, what, params, seq },
    ...{ to: sideOf(actor) === 'company' ? 'coach' : 'company', actorId: own(actor).accountId, now: p.clock.now() },
  })
}
