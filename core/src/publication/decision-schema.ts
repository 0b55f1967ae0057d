import { z } from 'zod'
import { id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'

/** The way of a decision's text to the public: drafted by rule, checked by one person, released by another. */
export const decisionStatuses = ['drafted', 'checked', 'released', 'withheld'] as const
export type DecisionStatus = (typeof decisionStatuses)[number]

/** How an objection ended: decided, or settled in a mediation whose parties let what they agreed be published. */
export const decisionOutcomes = ['dismissed', 'upheld', 'settled'] as const
const outcome = z.enum(decisionOutcomes)

/** Days as the calendar has them, both ends' difference; null where there was none. */
const periods = z.object({
  answered: z.number().int().nullable(),
  mediated: z.number().int().nullable(),
  decided: z.number().int(),
})
export type DecisionPeriods = z.infer<typeof periods>

const texts = {
  /** What was objected and on which facts. */
  facts: z.string(),
  /** What the applicant said to it. */
  answer: z.string(),
  /** Why it was decided so, or what was agreed. */
  reasoning: z.string(),
  /** The rule it rests on. */
  rule: z.string(),
}
export const decisionTextNames = ['facts', 'answer', 'reasoning', 'rule'] as const
export type DecisionTexts = Record<(typeof decisionTextNames)[number], string>

/** A decided or settled objection as everybody may read it: nobody is named in it. */
export const publishedDecision = z
  .object({
    number: z.string(),
    ground: z.string(),
    groundText: z.string(),
    outcome,
    ...texts,
    periods,
    /** How many objections with the same ground and evidence it decided. */
    objections: z.number().int(),
    /** The month of the decision, `YYYY-MM`. */
    month: z.string(),
    releasedAt: moment,
  })
  .meta({ id: 'PublishedDecision' })
export const publishedDecisionPage = pageOf(publishedDecision).extend({
  /** Objections settled in a mediation, and of how many what was agreed is public; of the others only the figure is. */
  settled: z.object({ total: z.number().int(), published: z.number().int() }),
})
export const publishedDecisionQuery = pageQuery.extend({
  q: searchText,
  ground: z.string().max(40).optional(),
  outcome: outcome.optional(),
})
/** How many decisions there are on each ground, with the newest: what help and findings link to. */
export const decisionGrounds = z.object({
  items: z.array(
    z.object({
      ground: z.string(),
      text: z.string(),
      count: z.number().int(),
      newest: z.object({ number: z.string(), outcome }),
    }),
  ),
})

const residue = z.object({
  field: z.enum(decisionTextNames),
  start: z.number().int(),
  end: z.number().int(),
  words: z.string(),
  why: z.string(),
  /** It must go before the text is released. */
  sure: z.boolean(),
})
/** The text on its way, with what it was made from, for staff alone. */
export const decisionDraft = z
  .object({
    id,
    status: z.enum(decisionStatuses),
    number: z.string().nullable(),
    objectionId: id,
    objectionNumber: z.string(),
    caseName: z.string(),
    ground: z.string(),
    groundText: z.string(),
    outcome,
    ...texts,
    original: z.object({ facts: z.string(), answer: z.string(), reasoning: z.string() }),
    residues: z.array(residue),
    checkedBy: z.string().nullable(),
    checkedAt: moment.nullable(),
    releasedBy: z.string().nullable(),
    releasedAt: moment.nullable(),
    /** Why it was sent back or withheld. */
    note: z.string(),
    can: z.array(z.enum(['check', 'release', 'return', 'withhold'])),
  })
  .meta({ id: 'DecisionDraft' })
export const decisionDraftBrief = decisionDraft
  .pick({ id: true, status: true, number: true, objectionNumber: true, caseName: true })
  .extend(decisionDraft.pick({ ground: true, groundText: true, outcome: true }).shape)
  .extend({ decidedAt: moment })
  .meta({ id: 'DecisionDraftBrief' })
export const decisionDraftPage = pageOf(decisionDraftBrief)
export const decisionDraftQuery = pageQuery.extend({ status: z.enum(decisionStatuses).optional() })

const written = (least: number, message: string) => textField(5000, { multiline: true }).min(least, message)
export const decisionCheck = z.object({
  facts: written(10, '请写明异议的事实与理由，不少于 10 个字'),
  answer: written(0, ''),
  reasoning: written(10, '请写明决定的理由，不少于 10 个字'),
  rule: written(4, '请写明依据，不少于 4 个字'),
})
export const decisionReason = z.object({
  reason: textField(1000, { multiline: true }).min(4, '请写明理由，不少于 4 个字'),
})
