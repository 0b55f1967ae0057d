import { z } from 'zod'
import { cited, code, pattern } from './rule-pack-base.ts'

const share = z.object({ share: z.number().min(0).max(1), ...cited })

/** What holds the revisions of a living data set together. */
export const livingDataSchema = z.object({
  /** Share of the columns before that must still be there. */
  columns: share,
  /** Of a cumulative revision: share of the rows before that must be in it. */
  kept: share,
  /** Of a new period: share of its rows that may have been in the revision before. */
  repeated: share,
  /** Share of its rows in registered data of others from which a deposit is no mere revision. */
  others: share,
})

/** How one registration may come from another, and how an overlap below which nothing is said is measured. */
export const lineageSchema = z.object({
  relations: z.array(z.object({ code, text: z.string().min(1) })).min(1),
  /** Whether data of another holder need that holder's authorisation as a file. */
  proof: z.object({ required: z.boolean(), name: z.string().min(1), ...cited }),
  ...cited,
})

/** The numbers that one data set has in several registers, and what each looks like. */
export const datasetNumbersSchema = z.array(
  z.object({
    code,
    name: z.string().min(1),
    /** The whole number, blanks taken out and in capitals. */
    pattern,
    example: z.string(),
    /** Who usually gives it out. */
    issuer: z.string(),
    /** What is not certain of its form; empty where it is. */
    uncertain: z.string(),
    ...cited,
  }),
)
