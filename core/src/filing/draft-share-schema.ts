import { z } from 'zod'
import { id, moment } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'
import { caseForm, type FormField } from './schema.ts'

/** Whom a link is for, how long it is good, and whether the sample goes with it. */
export const newShare = z.object({
  label: textField(60).min(1, '请写明链接给谁，方便以后收回'),
  days: z.number().int().min(1, '至少一天').max(365),
  withSample: z.boolean().default(false),
})

const opening = z.object({ id, name: z.string(), at: moment })

export const draftComment = z
  .object({
    id,
    field: z.string(),
    body: z.string(),
    /** As the reader named themselves. */
    by: z.string(),
    at: moment,
    resolvedAt: moment.nullable(),
  })
  .meta({ id: 'DraftComment' })

export const draftShare = z
  .object({
    id,
    label: z.string(),
    withSample: z.boolean(),
    createdBy: z.string(),
    createdAt: moment,
    expiresAt: moment,
    state: z.enum(['open', 'expired', 'revoked', 'closed']),
    openings: z.array(opening),
  })
  .meta({ id: 'DraftShare' })

export const draftShares = z.object({ items: z.array(draftShare), comments: z.array(draftComment) })
/** `path` is told this once. */
export const madeShare = z.object({ share: draftShare, path: z.string() })

/** What a reader without an account sends. */
export const readerName = z.object({ name: textField(40).min(2, '请填写您的称呼，不少于 2 个字') })
const fields = Object.keys(caseForm.shape) as [FormField, ...FormField[]]
export const newComment = z.object({
  field: z.enum(fields, '请在某一栏下面写批注'),
  body: textField(1000, { multiline: true }).min(1, '请写下批注'),
})
