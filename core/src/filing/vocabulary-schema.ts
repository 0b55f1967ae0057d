import { z } from 'zod'
import { entryStatus } from '../kernel/register.ts'
import { vocabularySchema } from '../kernel/rule-pack-aids.ts'
import { comparedFields } from './alike.ts'

/** What helps to write one application: by the rule pack that it is filed under. */
export const writingAids = z
  .object({
    vocabulary: vocabularySchema.nullable(),
    /** The condition of the green channel on names, in its words; null where there is none. */
    nameCondition: z.string().nullable(),
    /** What the draft began from. */
    origin: z.object({ title: z.string(), registrationNumber: z.string().nullable() }).nullable(),
    /** Can the draft be shown by a link, and for how long? */
    share: z.object({ days: z.number().int(), mostDays: z.number().int(), links: z.number().int() }).nullable(),
  })
  .meta({ id: 'WritingAids' })

/** Registrations whose published text is like the draft's. */
export const similarList = z.object({
  items: z.array(
    z
      .object({
        registrationNumber: z.string(),
        name: z.string(),
        holder: z.string(),
        status: entryStatus,
        own: z.boolean(),
        /** Most alike first; shares of the shingles of both texts. */
        fields: z.array(z.object({ field: z.enum(comparedFields), similarity: z.number().min(0).max(1) })),
      })
      .meta({ id: 'SimilarRegistration' }),
  ),
})
