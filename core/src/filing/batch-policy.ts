import { type Actor, type DelegatedAction, errandCovers, hasRole, organisationOf } from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'
import { type Holds, type Row, rowFor } from '../kernel/machine.ts'
import {
  type BatchBy,
  type BatchCommand,
  type BatchGuard,
  type BatchStatus,
  batchCommands,
  batchProcedure,
  batchStatusNames,
} from './batch-machine.ts'

/** What the policy needs to know of a batch. */
export interface BatchFacts {
  status: BatchStatus
  partyId: string
}

/** A batch is its company's own: nobody else sees it. What was submitted from it is seen as a case. */
export function maySeeBatch(actor: Actor, batch: BatchFacts): boolean {
  return organisationOf(actor, 'batch') === batch.partyId && hasRole(actor, 'filer', 'signatory')
}

/** What has to be delegated beside the batch: its applications are signed, or withdrawn, as single ones are. */
const alsoDelegated: Partial<Record<BatchCommand, DelegatedAction>> = { submit: 'submit', undo: 'withdraw' }

type BatchRow = Row<BatchStatus, BatchCommand, BatchBy, BatchGuard>

function isOf(actor: Actor, batch: BatchFacts, { command }: BatchRow): boolean {
  const also = alsoDelegated[command]
  const of = { partyId: batch.partyId, caseId: undefined }
  return maySeeBatch(actor, batch) && (also === undefined || errandCovers(actor, also, of))
}

const allows: Record<BatchBy, (actor: Actor, batch: BatchFacts, row: BatchRow) => boolean> = {
  own_filer: isOf,
  own_signatory: (actor, batch, row) => isOf(actor, batch, row) && hasRole(actor, 'signatory'),
  system: (actor) => actor.kind === 'system',
}

/** The commands an actor may give now: exactly those `decideBatch` accepts with the same guards. */
export function offeredForBatch(actor: Actor, batch: BatchFacts, holds: Holds<BatchGuard>): BatchCommand[] {
  return batchCommands.filter((command) => {
    const row = rowFor(batchProcedure, batch.status, command, holds)
    return row !== undefined && allows[row.by](actor, batch, row)
  })
}

/**
 * Decides a command on a batch. Throws `filing.command_not_offered`, `kernel.forbidden`, or what the guard that does not
 * hold says.
 */
export function decideBatch(
  batch: BatchFacts,
  command: BatchCommand,
  actor: Actor,
  holds: Holds<BatchGuard>,
): BatchRow {
  const notOffered = () => new AppError('filing.command_not_offered', { status: batchStatusNames[batch.status].zh })
  const asked = batchProcedure.find((row) => row.from === batch.status && row.command === command)
  if (!asked) throw notOffered()
  if (!allows[asked.by](actor, batch, asked)) throw new AppError('kernel.forbidden')
  const row = rowFor(batchProcedure, batch.status, command, holds)
  if (!row) throw new AppError(asked.guard === 'clean_rows' ? 'filing.batch_no_clean_rows' : 'filing.batch_no_drafts')
  return row
}
