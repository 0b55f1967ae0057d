import { z } from 'zod'
import { day, hex32, id, moment, pageOf, pageQuery } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'
import { cohortCommands, cohortStatuses } from './cohort-machine.ts'

export const cohortStatus = z.enum(cohortStatuses).meta({ id: 'CohortStatus' })
export const cohortCommand = z.enum(cohortCommands).meta({ id: 'CohortCommand' })

/** How a case stands in its cohort. `excepted` is final: it goes the ordinary way, the reason is with it. */
export const memberStates = ['waiting', 'held', 'proposed', 'released', 'excepted'] as const
export type MemberState = (typeof memberStates)[number]

/** What makes the cases of a group alike, as a person reads it. */
export const alikeView = z.object({
  owner: z.string(),
  prefectureCode: z.string(),
  elements: z.array(z.string()),
  sourceTypes: z.array(z.string()),
  acquisition: z.array(z.string()),
  personalInfo: z.string(),
  importantData: z.string(),
})

/** Cases that wait in the queue and are alike, enough of them for a cohort. */
export const cohortCandidate = z
  .object({
    key: hex32,
    count: z.number().int(),
    alike: alikeView,
    firstName: z.string(),
    submittedFrom: moment,
    due: day.nullable(),
    /** How many would be examined by a person: the exemplar and the sample. */
    examined: z.number().int(),
  })
  .meta({ id: 'CohortCandidate' })
export const cohortCandidates = z.object({
  items: z.array(cohortCandidate),
  cases: z.number().int(),
  /** Fewest cases of a cohort; null where the rule pack has none. */
  least: z.number().int().nullable(),
})

export const newCohort = z.object({ key: hex32 })

const counts = z.object({
  cases: z.number().int(),
  waiting: z.number().int(),
  held: z.number().int(),
  proposed: z.number().int(),
  released: z.number().int(),
  excepted: z.number().int(),
  sampled: z.number().int(),
  /** Of the sampled, those found sound. */
  sound: z.number().int(),
  defects: z.number().int(),
})
export type CohortCounts = z.infer<typeof counts>

export const cohortBrief = z
  .object({
    id,
    number: z.string(),
    status: cohortStatus,
    partyName: z.string(),
    examinerName: z.string(),
    createdAt: moment,
    updatedAt: moment,
    counts,
  })
  .meta({ id: 'CohortBrief' })
export const cohortQuery = pageQuery.extend({ open: z.enum(['true']).optional() })
export const cohortPage = pageOf(cohortBrief)

export const cohortView = cohortBrief
  .extend({
    version: z.number().int(),
    alike: alikeView,
    exemplar: z.object({ caseId: id, number: z.string(), name: z.string() }),
    approverName: z.string().nullable(),
    /** The rule the sample is drawn by, as in the pack of the cases. */
    sample: z.object({
      certainty: z.number(),
      tolerated: z.number(),
      widenings: z.number().int(),
      /** Cases the list was fixed with, the exemplar aside; null before. */
      population: z.number().int().nullable(),
      size: z.number().int().nullable(),
      source: z.string(),
      confidence: z.string(),
    }),
    release: z.object({ above: z.number().int(), source: z.string(), confidence: z.string() }),
    /** What an auditor needs to draw again: digest of the list, entry and checkpoint. */
    draw: z.object({ list: hex32, root: hex32, size: z.number().int(), index: z.number().int() }).nullable(),
    /** Digest of what one release decides now; a release names it. Null while nothing is proposed. */
    releaseList: hex32.nullable(),
    progress: z
      .object({ done: z.number().int(), total: z.number().int(), secondsLeft: z.number().int().nullable() })
      .nullable(),
    /** The next case that the holder has to examine: the exemplar, then the sample. */
    next: z.object({ caseId: id, number: z.string() }).nullable(),
    events: z.array(
      z.object({
        at: moment,
        command: cohortCommand,
        from: cohortStatus,
        to: cohortStatus,
        actor: z.string(),
        note: z.string(),
      }),
    ),
    can: z.array(cohortCommand),
  })
  .meta({ id: 'Cohort' })
export type CohortView = z.infer<typeof cohortView>

export const cohortMemberView = z
  .object({
    position: z.number().int(),
    caseId: id,
    number: z.string(),
    name: z.string(),
    caseStatus: z.string(),
    state: z.enum(memberStates),
    exemplar: z.boolean(),
    /** Place in the draw, from 1; null before. */
    rank: z.number().int().nullable(),
    sampled: z.boolean(),
    defect: z.boolean(),
    differences: z.array(
      z.object({ field: z.string(), before: z.unknown(), after: z.unknown(), allowed: z.boolean(), why: z.string() }),
    ),
    reason: z.string(),
    letterId: id.nullable(),
  })
  .meta({ id: 'CohortMember' })
export const cohortMemberQuery = pageQuery.extend({
  only: z.enum(['examined', 'equivalent', 'excepted']).optional(),
})
export const cohortMemberPage = pageOf(cohortMemberView)

const reason = textField(1000, { multiline: true })
/** A command of a person on a cohort. `list` is needed to approve and to release, `reason` to send back, undo and dissolve. */
export const cohortStep = z.object({
  command: z.enum(['propose', 'approve', 'release', 'undo', 'send_back', 'dissolve']),
  version: z.number().int(),
  reason: reason.default(''),
  list: hex32.optional(),
})
export type CohortStep = z.infer<typeof cohortStep>
export const splitOff = z.object({ caseId: id, reason: reason.min(4, '请写明剔出的理由，不少于 4 个字') })

/** Where a case belongs, for its page; null where it is in no open cohort. */
export const cohortOfCase = z.object({
  cohort: z
    .object({
      id,
      number: z.string(),
      status: cohortStatus,
      role: z.enum(['exemplar', 'sampled', 'equivalent']),
      left: z.number().int(),
    })
    .nullable(),
})
