import { z } from 'zod'
import { versioned } from '../kernel/case.ts'
import { day, moment } from '../kernel/page.ts'
import { escalationLevels, escalationRoles } from '../kernel/rule-pack.ts'
import { textField } from '../kernel/text.ts'
import { clockKinds, pauseCauses, pauseReasons } from './clock.ts'

const clockDay = z.object({ date: day, counted: z.boolean(), why: z.string() })
const kind = z.enum(clockKinds)

export const clockView = z
  .object({
    kind,
    ref: z.string(),
    step: z.string(),
    name: z.string(),
    startedAt: moment,
    pauses: z.array(z.object({ from: day, to: day.nullable(), cause: z.enum(pauseCauses) })),
    due: day.nullable(),
    provisional: z.boolean(),
    derivation: z.array(clockDay),
    onExpiry: z.string(),
    endedAt: moment.nullable(),
    days: z.number().int(),
    unit: z.enum(['WD', 'CD', 'M', 'Y']),
    source: z.string(),
    confidence: z.string(),
    /** Staff only. */
    escalations: z.array(
      z.object({
        level: z.enum(escalationLevels),
        on: day,
        at: moment.nullable(),
        tell: z.array(z.enum(escalationRoles)),
      }),
    ),
  })
  .meta({ id: 'Clock' })
export const clockList = z.object({ items: z.array(clockView) })

export const pauseClock = versioned.extend({
  reason: z.enum(pauseReasons),
  note: textField(1000, { multiline: true }).min(4, '请写明理由，不少于 4 个字'),
})

export const simulationQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(90) })
export const simulation = z.object({
  from: day,
  until: day,
  /** Clocks that run; with more than are looked at, the ones that end first. */
  clocks: z.number().int(),
  complete: z.boolean(),
  items: z.array(
    z.object({
      on: day,
      caseId: z.string(),
      caseNumber: z.string(),
      kind: z.enum([...clockKinds, 'validity', 'expert']),
      ref: z.string(),
      name: z.string(),
      due: day,
      /** A reminder so many days before the last day; null for what is none. */
      reminder: z.number().int().nullable(),
      level: z.enum(escalationLevels).nullable(),
      effect: z.enum(['deem_accepted', 'deem_withdrawn', 'decide_on_file', 'clear_notice']).nullable(),
      tell: z.array(
        z.object({ role: z.enum([...escalationRoles, 'applicant', 'expert']), names: z.array(z.string()) }),
      ),
    }),
  ),
  outages: z.array(z.object({ from: moment, to: moment, minutes: z.number().int() })),
})
