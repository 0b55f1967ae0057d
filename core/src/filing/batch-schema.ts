import { z } from 'zod'
import { hex32, id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'
import { batchCommands, batchStatuses } from './batch-machine.ts'
import { attachmentView, caseStatus } from './schema.ts'

/** Most applications in one batch. */
export const mostBatchRows = 1000
/** Most rows in one request. */
export const mostRowsAtOnce = 200
/** The longest text a cell of a spreadsheet can hold is 32,767. */
const cells = z.record(z.string().max(40), z.string().max(32_767))
const line = z.number().int().min(1).max(mostBatchRows)

/** What the check says of a row: the field, the rule and the remedy of each thing found. */
export const batchFinding = z
  .object({
    code: z.string(),
    field: z.string(),
    severity: z.enum(['error', 'warning', 'hint']),
    message: z.string(),
    rule: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'BatchFinding' })
export type BatchFinding = z.infer<typeof batchFinding>

export const batchStatus = z.enum(batchStatuses).meta({ id: 'BatchStatus' })
export const batchCommand = z.enum(batchCommands).meta({ id: 'BatchCommand' })

/** The file a batch is made of; `part` counts the thousands of rows of a larger one. */
export const newBatch = z.object({
  fileName: textField(200),
  sha256: hex32,
  bytes: z.number().int().min(0),
  part: z.number().int().min(1).max(1_000_000).default(1),
})
/** A corrected file for a batch that is there. */
export const batchUpload = newBatch.omit({ part: true }).extend({
  /** The file holds single rows of the batch, by number; the others stay. Without it, it replaces all that are no draft. */
  partial: z.boolean().default(false),
})

export const batchRows = z.object({
  /** The upload these rows belong to; a later one makes it void. */
  revision: z.number().int().min(1),
  rows: z.array(z.object({ line, cells })).min(1).max(mostRowsAtOnce),
})
export const batchReceived = z.object({ received: z.number().int() }).meta({ id: 'BatchReceived' })
/** The end of an upload: how many rows it has, so that none is missing. */
export const batchClose = z.object({
  revision: z.number().int().min(1),
  rows: z.number().int().min(1).max(mostBatchRows),
})

export const batchCounts = z.object({
  rows: z.number().int(),
  checked: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
  repeated: z.number().int(),
  /** Without an error and no draft yet. */
  clean: z.number().int(),
  drafts: z.number().int(),
  submitted: z.number().int(),
  withdrawn: z.number().int(),
  /** Could not be made a draft or be submitted at the last attempt; the row says why. */
  failed: z.number().int(),
})

export const batchBrief = z
  .object({
    id,
    fileName: z.string(),
    part: z.number().int(),
    status: batchStatus,
    createdAt: moment,
    updatedAt: moment,
    counts: batchCounts,
  })
  .meta({ id: 'BatchBrief' })

export const batchView = batchBrief
  .extend({
    sha256: hex32,
    bytes: z.number(),
    revision: z.number().int(),
    /** Rows of this revision that arrived: where an upload that was cut off goes on. */
    received: z.number().int(),
    /** The columns of the rows, in the order of the template. */
    columns: z.array(z.string()),
    /** How often each rule found something, errors first. */
    rules: z.array(
      z.object({ code: z.string(), field: z.string(), severity: batchFinding.shape.severity, rows: z.number().int() }),
    ),
    attachments: z.array(attachmentView),
    events: z.array(z.object({ at: moment, command: batchCommand, actor: z.string(), note: z.string() })),
    can: z.array(batchCommand),
  })
  .meta({ id: 'Batch' })
export type BatchView = z.infer<typeof batchView>

export const batchRowView = z
  .object({
    line: z.number().int(),
    version: z.number().int(),
    name: z.string(),
    cells,
    checked: z.boolean(),
    findingList: z.array(batchFinding),
    /** The row says the same as another one: of this batch, or of an earlier one. */
    repeats: z.object({ line: z.number().int(), batchId: id, fileName: z.string() }).nullable(),
    /** Why the last attempt to make a draft or to submit failed. */
    failure: z.string().nullable(),
    case: z.object({ id, number: z.string(), status: caseStatus }).nullable(),
  })
  .meta({ id: 'BatchRow' })
export type BatchRowView = z.infer<typeof batchRowView>

export const batchQuery = pageQuery
export const batchPage = pageOf(batchBrief)
export const batchRowQuery = pageQuery.extend({
  only: z.enum(['errors', 'warnings', 'clean', 'repeated', 'drafts', 'submitted', 'failed']).optional(),
  q: searchText,
  /** A rule's code, as in `rules`. */
  code: z.string().max(60).optional(),
})
export const batchRowPage = pageOf(batchRowView)

/** Cells to set in one row; an empty text removes a cell. */
export const batchRowPatch = z.object({ version: z.number().int(), cells })

/** What one confirmation signs: each application by number, name and digest of its content, and the digest of the list. */
export const batchSigning = z
  .object({
    sha256: hex32,
    sm3: hex32,
    items: z.array(z.object({ line: z.number().int(), id, number: z.string(), name: z.string(), sha256: hex32 })),
    /** Drafts that cannot be signed now, with the reason. */
    left: z.array(z.object({ line: z.number().int(), id, number: z.string(), name: z.string(), reason: z.string() })),
  })
  .meta({ id: 'BatchSigning' })
export const batchUndo = z.object({ reason: textField(500, { multiline: true }).default('') })
/** The digest of the list that was shown: only what the signatory saw is signed. */
export const batchSignature = z.object({ sha256: hex32 })
