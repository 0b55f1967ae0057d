import { z } from 'zod'
import { cited, code, pattern } from './rule-pack-base.ts'

/** What a phrase of the vocabulary says: the object of transport, how it was collected, processed, what for, and that it is data. */
export const vocabularyParts = ['object', 'collection', 'processing', 'use', 'noun'] as const
export type VocabularyPart = (typeof vocabularyParts)[number]

/** Accepted phrases for names and scenarios (运输对象 × 采集 × 加工 × 用途), in sets with one source each. */
export const vocabularySchema = z.object({
  sets: z.array(
    z.object({
      part: z.enum(vocabularyParts),
      /** Mode of transport that the phrases belong to; without it they suit every mode. */
      mode: code.optional(),
      phrases: z.array(z.string().min(1).max(30)).min(1),
      ...cited,
    }),
  ),
  /** What else a name may hold beside regions of GB/T 2260: proper names, numbers, joining words. */
  beside: z.array(z.object({ name: z.string(), words: pattern, ...cited })),
})
export type Vocabulary = z.infer<typeof vocabularySchema>

/** Applications to begin from, by direction and mode of transport. Blanks are written 【填：…】. */
export const templatesSchema = z.array(
  z.object({
    code,
    name: z.string().min(1),
    direction: z.string().min(1),
    mode: code,
    /** For whom it is, and what to mind. */
    note: z.string(),
    /** Fields of the form; what may stand in it, `core/filing/template.ts` knows. */
    form: z.record(code, z.unknown()),
    ...cited,
  }),
)

/** Links under which others read a draft: days they are good for, and how many of them at a time. */
export const draftShareSchema = z.object({
  days: z.int().min(1),
  mostDays: z.int().min(1),
  links: z.int().min(1),
  ...cited,
})
