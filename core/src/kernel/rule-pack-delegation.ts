import { z } from 'zod'
import { delegatedActions } from './actor.ts'
import { cited } from './rule-pack-base.ts'

/** What an applicant may have done for it by others, and for how long at most. */
export const delegationSchema = z.object({
  /** Pattern of a delegation's number. */
  number: z.string(),
  /** Days from the first to the last, both counted. */
  maxDays: z.int().min(1),
  actions: z.array(
    z.object({
      code: z.enum(delegatedActions),
      name: z.string().min(1),
      text: z.string().min(1),
      allowed: z.boolean(),
      ...cited,
    }),
  ),
  ...cited,
})
