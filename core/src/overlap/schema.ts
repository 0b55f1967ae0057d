import { z } from 'zod'
import { moment } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'

const epoch = z.number().int().min(1)

const comparisonKey = z.object({
  epoch,
  /** 16 bytes in hex. Whoever has it can try out values: it is kept in memory only. */
  key: z.string().regex(/^[0-9a-f]{32}$/),
  startedAt: moment,
})

/** `earlier` are the keys of epochs whose sketches are still compared with, newest first. */
export const comparisonKeys = z
  .object({ current: comparisonKey, earlier: z.array(comparisonKey) })
  .meta({ id: 'ComparisonKeys' })

/** The key for sketches that are compared with those of one deposit, by the link of an objection to it. */
export const oneComparisonKey = z.object({ epoch, key: comparisonKey.shape.key }).meta({ id: 'OneComparisonKey' })

export const newEpoch = z.object({ reason: textField(200).min(4, '请写明更换密钥的原因，不少于 4 个字') })
export const startedEpoch = z.object({ epoch })

/** The part `sketch` with salt and proofs (`PartDisclosure` of @datadeed/evidence). */
export const newSketch = z.object({ disclosure: z.record(z.string(), z.unknown()) })
export const keptSketch = z.object({ epoch, sketches: z.number().int() })

/** Content of a part `sketch` that need not belong to a deposit yet (`SketchPart` of @datadeed/evidence). */
export const overlapQuestion = z.object({ sketch: z.record(z.string(), z.unknown()) })

/** How far the data that overlap have got; `closed` is refused or withdrawn, `deposited` without an application. */
export const overlapStages = ['registered', 'pending', 'closed', 'deposited'] as const
/** `within`: nearly all of the asker's values are in the other; `contains`: the other way round, told only of data that `other` names. */
export const overlapRelations = ['same', 'within', 'contains', 'partly'] as const

const share = z.number().min(0).max(1)

const overlap = z.object({
  /** Where in the asker's own data: null is whole rows. */
  file: z.string(),
  column: z.string().nullable(),
  relation: z.enum(overlapRelations),
  /** Share of the asker's different values that are in the other data, with its standard error. */
  share,
  error: share,
  /** Share of the other data's different values that are in the asker's, with its standard error; null where `other` is. */
  shareOfOther: share.nullable(),
  errorOfOther: share.nullable(),
  /** Of the different values of both, those in both, with its standard error; null where `other` is. */
  jaccard: share.nullable(),
  errorOfJaccard: share.nullable(),
  stage: z.enum(overlapStages),
  /** The asker's own company. */
  own: z.boolean(),
  /** The other data; null for whoever may not see them. */
  other: z
    .object({
      depositId: z.string(),
      depositNumber: z.string(),
      partyName: z.string(),
      depositedAt: moment,
      file: z.string(),
      column: z.string().nullable(),
      cases: z.array(z.object({ number: z.string(), status: z.string() })),
    })
    .nullable(),
})

export const overlapAnswer = z
  .object({
    /** Null where a deposit has no sketch. */
    epoch: epoch.nullable(),
    /** Columns and row sets compared. */
    checked: z.number().int(),
    overlaps: z.array(overlap),
    /** Columns whose values so many registered columns hold that overlapping says nothing, as with serial numbers. */
    widespread: z.array(z.object({ file: z.string(), column: z.string().nullable() })),
  })
  .meta({ id: 'OverlapAnswer' })
