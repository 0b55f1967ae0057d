import { z } from 'zod'
import { cited } from './rule-pack-base.ts'

/** How alike cases are examined together. */
export const cohortSchema = z
  .object({
    /** Pattern of a cohort's number. */
    number: z.string(),
    /** Fewest and most cases of one cohort, its exemplar among them. */
    size: z.object({ least: z.int().min(2), most: z.int().min(2).max(1000), ...cited }),
    /**
     * In what a case may differ from the exemplar and still be equivalent: a form field, or `attachments.<kind>`. With `factor` a number may be
     * so many times larger or smaller, no more. What is not named here must be the same.
     */
    differences: z.array(
      z.object({
        field: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.]*$/),
        text: z.string().min(1),
        factor: z.number().min(1).optional(),
        ...cited,
      }),
    ),
    /**
     * The sample: with this certainty no more than the tolerated share of the cohort is defective. So many defects widen it, as the same
     * certainty demands; one more dissolves the cohort.
     */
    sample: z.object({
      rule: z.object({ certainty: z.number().min(0.5).lt(1), tolerated: z.number().min(0).lt(1) }),
      widenings: z.int().min(0),
      ...cited,
    }),
    /** Cohorts of more cases than this are released by two reviewers, neither of whom examined it. */
    release: z.object({ above: z.int().min(0), ...cited }),
  })
  .refine(({ size }) => size.least <= size.most, { message: 'size.least 不能大于 size.most' })
export type CohortRule = z.infer<typeof cohortSchema>
