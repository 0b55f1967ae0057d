import { z } from 'zod'
import { day, id, moment } from '../kernel/page.ts'
import { packSections } from '../kernel/rule-pack-compare.ts'
import { textField } from '../kernel/text.ts'

export const versionKinds = ['rule_pack', 'calendar'] as const
export type VersionKind = (typeof versionKinds)[number]
/** A draft becomes `in_effect`, at once or from a day to come (`awaited`), and is `superseded` by the next; or it is `discarded`. */
export const versionStatuses = ['draft', 'awaited', 'in_effect', 'superseded', 'discarded'] as const
export type VersionStatus = (typeof versionStatuses)[number]

/** Most characters of a file of rules; the built-in packs have a tenth. */
export const mostCharacters = 500_000

export const ruleVersion = z
  .object({
    id,
    kind: z.enum(versionKinds),
    jurisdiction: z.string(),
    version: z.string(),
    name: z.string(),
    status: z.enum(versionStatuses),
    effectiveFrom: day.nullable(),
    sha256: z.string(),
    /** Null for what came with the program. */
    addedBy: z.string().nullable(),
    addedAt: moment,
    decidedBy: z.string().nullable(),
    decidedAt: moment.nullable(),
    reason: z.string().nullable(),
    /** That it come into effect, as one administrator asks another; null where nobody did, or it is decided. */
    proposal: z.object({ by: z.string(), at: moment, from: day.nullable(), reason: z.string() }).nullable(),
    can: z.array(z.enum(['propose', 'put_in_effect', 'discard'])),
  })
  .meta({ id: 'RuleVersion' })
export const ruleVersions = z.object({ items: z.array(ruleVersion), can: z.array(z.enum(['add'])) })

export const versionQuery = z.object({ kind: z.enum(versionKinds) })
export const newVersion = z.object({
  kind: z.enum(versionKinds),
  text: z.string().max(mostCharacters, '文件超过 50 万字，不像规则包或者日历，请核对选的文件'),
})

const reason = textField(500, { multiline: true }).min(4, '请写明依据或者理由，不少于 4 个字')
/** A rule pack needs the first day, today or later; a calendar is in effect at once when the second person decides. */
export const propose = z.object({ from: day.optional(), reason })
export const putInEffect = z.object({ reason })
export const discard = z.object({ reason })

const text = z.string().nullable()
export const packComparison = z
  .object({
    /** The version compared with; null where the jurisdiction has no other. */
    against: z.object({ id, version: z.string() }).nullable(),
    changes: z.array(
      z.object({
        section: z.enum(packSections),
        entry: z.string(),
        what: z.enum(['added', 'removed', 'changed']),
        title: z.string(),
        fields: z.array(z.object({ field: z.string(), before: text, after: text })),
      }),
    ),
  })
  .meta({ id: 'RulePackComparison' })
export const comparisonQuery = z.object({ with: id.optional() })

export const differenceKinds = ['deadline', 'validity', 'required', 'finding', 'ground'] as const
export type DifferenceKind = (typeof differenceKinds)[number]
/** What of a registration may differ: its last day, when its renewal opens, and days and conditions of its open affairs and burdens. */
export const registryDifferenceKinds = ['expiry', 'renewal', 'affair', 'condition'] as const
export type RegistryDifferenceKind = (typeof registryDifferenceKinds)[number]
/** Who is reminded or warned of what: holders of a renewal, parties and experts of their last days, staff of the registrar's. */
export const reminderKinds = ['renewal_reminder', 'party_reminder', 'warning', 'expert_reminder'] as const
export type ReminderKind = (typeof reminderKinds)[number]
/** What of a declared lineage may differ: its relation, the proof it lacks, whether its parent is in force. */
export const lineageDifferenceKinds = ['relation', 'proof', 'parent'] as const
/** What one past case or registration would have had otherwise. `item` is the step, the field or the ground; null is nothing. */
export const packDifference = z.object({
  kind: z.enum([...differenceKinds, ...registryDifferenceKinds, ...reminderKinds, ...lineageDifferenceKinds]),
  item: z.string(),
  before: text,
  after: text,
})
export type PackDifference = z.infer<typeof packDifference>

const caseBrief = { caseId: id, caseNumber: z.string(), caseName: z.string(), status: z.string() }
export const packSimulation = z
  .object({
    /** Cases that were ever submitted, and how many of them, the newest, were gone through. */
    total: z.number().int(),
    examined: z.number().int(),
    differing: z.number().int(),
    /** Cases that would have been refused for want of something at submission, or the other way round. */
    submission: z.object({ stopped: z.number().int(), freed: z.number().int() }),
    counts: z.record(z.enum(differenceKinds), z.number().int()),
    items: z.array(z.object({ ...caseBrief, version: z.string(), differences: z.array(packDifference) })),
    registrations: z.object({
      /** Registrations that run or have expired, and how many of them, the newest, were gone through. */
      total: z.number().int(),
      examined: z.number().int(),
      differing: z.number().int(),
      /** That run, and would be over today, or the other way round. */
      ended: z.number().int(),
      revived: z.number().int(),
      counts: z.record(z.enum(registryDifferenceKinds), z.number().int()),
      items: z.array(
        z.object({
          ...{ entryId: id, number: z.string(), name: z.string(), status: z.string(), version: z.string() },
          differences: z.array(packDifference),
        }),
      ),
    }),
    reminders: z.object({
      /** Registrations in force and cases with a clock that runs, and how many of them, the newest of each, were gone through. */
      total: z.number().int(),
      examined: z.number().int(),
      differing: z.number().int(),
      /** Reminders and warnings from today on, by the packs that things stand under and by this one. */
      ahead: z.object({ before: z.number().int(), after: z.number().int() }),
      counts: z.record(z.enum(reminderKinds), z.number().int()),
      items: z.array(
        z.object({
          /** One of the two: a registration, or a case. */
          ...{ entryId: id.nullable(), caseId: id.nullable() },
          ...{ number: z.string(), name: z.string(), version: z.string(), differences: z.array(packDifference) },
        }),
      ),
    }),
    lineage: z.object({
      /** Declarations that count, and how many of them, the newest, were gone through. */
      total: z.number().int(),
      examined: z.number().int(),
      differing: z.number().int(),
      /** That were declared and could not have been, or the other way round. */
      stopped: z.number().int(),
      freed: z.number().int(),
      counts: z.record(z.enum(lineageDifferenceKinds), z.number().int()),
      items: z.array(
        z.object({
          linkId: id,
          /** What comes from the parent: a registration, or a case that is none yet. */
          ...{ entryId: id.nullable(), caseId: id, number: z.string(), name: z.string() },
          ...{ parentId: id, parentNumber: z.string(), version: z.string(), differences: z.array(packDifference) },
        }),
      ),
    }),
  })
  .meta({ id: 'RulePackSimulation' })

export const deadlineShift = z.object({
  ...caseBrief,
  prefectureCode: z.string(),
  step: z.enum(['review', 'correction', 'publicNotice', 'objectionAnswer']),
  before: day,
  /** By the new calendar alone. */
  counted: day,
  /** The later of the two where a party was told the day before. */
  after: day,
})
export type DeadlineShift = z.infer<typeof deadlineShift>
export const calendarPreview = z
  .object({
    days: z.array(
      z.object({ date: day, place: z.string(), before: z.string(), after: z.string(), working: z.boolean() }),
    ),
    years: z.array(
      z.object({ year: z.string(), provisional: z.boolean(), source: text, workingDays: z.number().int() }),
    ),
    /** Open deadlines looked at, those that move, and those that would have become earlier and are kept. */
    open: z.number().int(),
    moved: z.number().int(),
    kept: z.number().int(),
    items: z.array(deadlineShift),
  })
  .meta({ id: 'CalendarPreview' })
