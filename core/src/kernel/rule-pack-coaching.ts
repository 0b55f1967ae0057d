import { z } from 'zod'
import { cited, code } from './rule-pack-base.ts'

/** What an answer of the eligibility check leads to: nothing in the way, something to do first, or no registration. */
export const eligibilityEffects = ['pass', 'first', 'stop'] as const
export type EligibilityEffect = (typeof eligibilityEffects)[number]

/** The questions asked before anything is filed; each answer says what follows from it and by which clause. */
export const eligibilitySchema = z.object({
  questions: z
    .array(
      z.object({
        code,
        text: z.string().min(1),
        help: z.string(),
        answers: z
          .array(
            z.object({
              code,
              text: z.string().min(1),
              effect: z.enum(eligibilityEffects),
              /** What follows, said to the applicant; what to do where the effect is `first`. */
              say: z.string().min(1),
              clause: z.string().min(1),
              ...cited,
            }),
          )
          .min(2),
      }),
    )
    .min(1)
    .max(20),
  ...cited,
})
export type EligibilityRule = z.infer<typeof eligibilitySchema>

/** When a company counts as precisely served (精准服务), and how many of them the plan asks for. */
export const preciseServiceSchema = z.object({ text: z.string().min(1), target: z.int().min(1), ...cited })
