import { z } from 'zod'
import { id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { entryStatus } from '../kernel/register.ts'
import { confidences } from '../kernel/rule-pack-base.ts'
import { textField } from '../kernel/text.ts'
import { caseDraft, directions, transportModes } from './schema.ts'

const transportMode = z.enum(transportModes)

export const templateList = z.object({
  items: z.array(
    z
      .object({
        code: z.string(),
        name: z.string(),
        direction: z.string(),
        mode: transportMode,
        note: z.string(),
        form: caseDraft,
        source: z.string(),
        confidence: z.enum(confidences),
      })
      .meta({ id: 'Template' }),
  ),
})

const example = z
  .object({
    /** Of the registration. */
    id,
    registrationNumber: z.string(),
    name: z.string(),
    holder: z.string(),
    direction: z.string().nullable(),
    mode: transportMode.nullable(),
    status: entryStatus,
    /** What a draft takes over from it. */
    form: caseDraft,
    /** Why it was chosen, by those who examine. */
    note: z.string(),
    chosenAt: moment.nullable(),
    can: z.array(z.enum(['choose', 'drop'])),
  })
  .meta({ id: 'Example' })
export type ExampleView = z.infer<typeof example>

export const exampleQuery = pageQuery.extend({
  direction: z.enum(directions).optional(),
  mode: transportMode.optional(),
  q: searchText,
  /** Those whose holders consented and that nobody has chosen yet; for staff. */
  waiting: z.enum(['true']).optional(),
})
export const examplePage = pageOf(example)

export const exampleChoice = z.object({
  note: textField(500, { multiline: true }).min(4, '请写明为什么选作示范案例，不少于 4 个字'),
})

/** Whether the holder lets the registration stand as an example. */
export const exampleConsent = z
  .object({
    consented: z.boolean(),
    since: moment.nullable(),
    chosen: z.boolean(),
    /** Drafts that began from it. */
    clones: z.number().int(),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'ExampleConsent' })
export const consentChange = z.object({ consent: z.boolean() })
