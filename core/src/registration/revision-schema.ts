import { z } from 'zod'
import { day, digests, id, moment } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'
import { manners, revisionChecks, revisionOutcomes } from './revision.ts'

const revisionCheck = z.object({ code: z.enum(revisionChecks), outcome: z.enum(revisionOutcomes), text: z.string() })

/** One deposit of a registration's chain, as anybody may read it; the first is the one that was registered. */
export const revision = z
  .object({
    seq: z.number().int(),
    depositNumber: z.string(),
    digests,
    manner: z.enum(manners).nullable(),
    note: z.string(),
    timeFrom: day.nullable(),
    timeTo: day.nullable(),
    records: z.number().int().nullable(),
    depositedAt: moment,
    addedAt: moment,
    checks: z.array(revisionCheck),
    /** Of the whole chain up to this one. */
    chain: digests,
    /** Of the entry that chained it; null until the witnesses have seen it. */
    logIndex: z.number().int().nullable(),
    /** The certificate in force when it was chained, and any that followed. */
    certificates: z.array(z.string()),
  })
  .meta({ id: 'Revision' })

/** Chains of the registrations in whose place this one was opened, nearest first: each ended where this one begins. */
const predecessors = z.array(
  z.object({ registrationNumber: z.string(), name: z.string(), revisions: z.array(revision) }),
)

/** The chain as a file: with it and the log anybody can make the chain's digests again (docs/evidence-format.md). */
export const revisionFile = z
  .object({
    format: z.literal('datadeed-revisions/1'),
    registrationNumber: z.string(),
    certificateNumber: z.string(),
    logOrigin: z.string(),
    revisions: z.array(revision),
    predecessors,
  })
  .meta({ id: 'RevisionFile' })

export const revisionList = z
  .object({
    items: z.array(revision),
    predecessors,
    /** May the actor chain another deposit now? */
    canAdd: z.boolean(),
    /** Why not, as a sentence; null where it may, or the actor never may. */
    reason: z.string().nullable(),
    /** Own deposits that are later than the last one and in no registration, newest first. */
    candidates: z.array(z.object({ id, number: z.string(), title: z.string(), depositedAt: moment })),
  })
  .meta({ id: 'RevisionList' })

export const newRevision = z.object({
  depositId: id,
  manner: z.enum(manners),
  note: textField(500, { multiline: true }).default(''),
})
export const revisionQuestion = newRevision.omit({ note: true })

export const revisionAnswer = z
  .object({ checks: z.array(revisionCheck), broken: z.boolean() })
  .meta({ id: 'RevisionAnswer' })
