import { z } from 'zod'
import { day } from './page.ts'
import { textField } from './text.ts'

export const correctionItem = z
  .object({
    id: textField(40),
    field: textField(60),
    reason: textField(1000, { multiline: true }),
    rule: textField(300),
    remedy: textField(1000, { multiline: true }),
    /** The rule of the machine pre-examination that this fault falls under, if any. */
    machineRule: textField(60).optional(),
  })
  .meta({ id: 'CorrectionItem' })

export const deadlineView = z
  .object({
    step: z.string(),
    due: day,
    days: z.number().int(),
    unit: z.enum(['WD', 'CD', 'M', 'Y']),
    start: day,
    provisional: z.boolean(),
    derivation: z.array(z.object({ date: day, counted: z.boolean(), why: z.string() })),
    source: z.string(),
    confidence: z.string(),
  })
  .meta({ id: 'Deadline' })

/** Body of every command: the version the caller saw. */
export const versioned = z.object({ version: z.number().int() })

export const withNote = versioned.extend({ note: textField(1000, { multiline: true }).default('') })

/** Why somebody does a thing that others will ask about. */
export const reason = textField(1000, { multiline: true }).min(4, '请写明理由，不少于 4 个字')

export const withReason = versioned.extend({ reason })
