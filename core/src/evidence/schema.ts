import { z } from 'zod'
import { digests, hex32, id, moment, pageOf, pageQuery } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'

/** A part of the manifest shown to the registry with its salt and proofs (`PartDisclosure` of @datadeed/evidence). */
export const disclosure = z.object({
  name: z.string().max(40),
  salt: hex32,
  content: z.unknown(),
  index: z.number().int().min(0),
  size: z.number().int().min(1).max(64),
  proof: z.object({ sha256: z.array(z.string()).max(64), sm3: z.array(z.string()).max(64) }),
})

export const newDeposit = z.object({
  /** Canonical manifest text; the data itself is never sent. */
  manifest: z.string().min(2).max(30_000_000),
  title: textField(100).min(1, '请填写存证名称'),
  note: textField(500, { multiline: true }).default(''),
  disclosures: z.array(disclosure).max(8).default([]),
})

export const newDisclosure = z.object({ disclosure })

/** Seconds to wait for the checkpoint that proves the deposit. */
export const depositWait = z.object({ wait: z.coerce.number().int().min(0).max(30).default(0) })

/** `pending` until the checkpoint is published and cosigned by the quorum. */
export const depositStatus = z.enum(['pending', 'published'])

export const logPosition = z
  .object({
    index: z.number().int(),
    leafHash: hex32,
    treeSize: z.number().int(),
    rootHash: hex32,
    loggedAt: moment,
    witnesses: z.array(z.object({ name: z.string(), operator: z.string(), at: moment })),
  })
  .meta({ id: 'LogPosition' })

export const depositBrief = z
  .object({
    id,
    number: z.string(),
    title: z.string(),
    status: depositStatus,
    digests,
    files: z.number().int(),
    bytes: z.number(),
    createdAt: moment,
    partyName: z.string(),
  })
  .meta({ id: 'DepositBrief' })

export const depositView = depositBrief
  .extend({
    note: z.string(),
    manifest: z.unknown(),
    disclosures: z.array(z.object({ name: z.string(), content: z.unknown() })),
    position: logPosition.nullable(),
    /** Same digests deposited earlier by somebody else: order is proved, the fact is flagged. */
    sameAsEarlier: z.boolean(),
    /** Who for whom, where it was deposited on a delegation. */
    actedFor: z.string().nullable(),
    can: z.array(z.string()),
  })
  .meta({ id: 'Deposit' })

export const depositQuery = pageQuery.extend({
  status: depositStatus.optional(),
  q: z.string().trim().max(100).optional(),
})
export const depositPage = pageOf(depositBrief)

export const logStatus = z
  .object({
    origin: z.string(),
    vkey: z.string(),
    size: z.number().int(),
    rootHash: z.string(),
    publishedAt: moment.nullable(),
    pending: z.number().int(),
    state: z.enum(['open', 'closed']),
    quorum: z.number().int(),
    witnesses: z.array(
      z.object({ name: z.string(), operator: z.string(), vkey: z.string(), lastAt: moment.nullable() }),
    ),
    /** Timestamp authorities asked; `error` is why the last attempt failed, empty when it did not. */
    authorities: z.array(z.object({ name: z.string(), lastAt: moment.nullable(), error: z.string() })),
  })
  .meta({ id: 'LogStatus' })
