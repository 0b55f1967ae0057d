import { z } from 'zod'
import { addDays, addMonths, addYears, type IsoDate, isIsoDate } from './dates.ts'
import beijingJson from './rule-pack/beijing.json' with { type: 'json' }
import guizhouJson from './rule-pack/guizhou.json' with { type: 'json' }
import { draftShareSchema, templatesSchema, vocabularySchema } from './rule-pack-aids.ts'
import { cited, code, pattern } from './rule-pack-base.ts'
import { eligibilitySchema, preciseServiceSchema } from './rule-pack-coaching.ts'
import { cohortSchema } from './rule-pack-cohort.ts'
import { delegationSchema } from './rule-pack-delegation.ts'
import { datasetNumbersSchema, lineageSchema, livingDataSchema } from './rule-pack-living.ts'
import { addWorkdays, type Calendar, type Deadline, type Pause, rollToWorkday } from './workdays.ts'

export { type Confidence, confidences, confidenceText } from './rule-pack-base.ts'

const rule = z.object({ text: z.string().min(1), article: z.string().nullable(), ...cited })

const step = z.object({
  name: z.string(),
  days: z.int().min(0).max(2500),
  /** Working days, calendar days, months or years. The last three move off a day off; see `deadlineFor`. */
  unit: z.enum(['WD', 'CD', 'M', 'Y']),
  startEvent: code,
  pauseOn: z.array(code),
  onExpiry: z.enum(['escalate', 'deem_accepted', 'deem_withdrawn', 'decide_on_file', 'clear_notice', 'issue', 'none']),
  ...cited,
})

/** When an attachment must be there, in terms of the answers of the form. */
export const attachmentConditions = [
  'always',
  'agent',
  'joint_or_commissioned',
  'personal_information',
  'public_data',
  'optional',
] as const
export type AttachmentCondition = (typeof attachmentConditions)[number]

/** Which answers make a red-flag question worth asking. */
export const redFlagConditions = ['always', 'personal_information', 'important_data', 'trade'] as const
export type RedFlagCondition = (typeof redFlagConditions)[number]

const share = z.number().min(0).max(1)
/**
 * What the machine pre-examination measures by. Each optional part came later than packs that are in effect: a pack without it is read as
 * before, and the rule it measures is not applied.
 */
const preExamination = z.object({
  /** Share of common shingles (Jaccard) from which two texts count as alike. */
  alike: z.object({ name: share, scenario: share, algorithm: share, ...cited }),
  /** Share of the own shingles found in one other text from which rules count as copied, in texts of so many characters. */
  copied: z.object({ share, characters: z.int().min(1), ...cited }),
  /** Share of the own values of a column found in other data from which the overlap is told. */
  overlap: z.object({ share, ...cited }),
  /** A rule confirmed less often than `precision`, judged at least `judged` times, only hints. */
  hintOnly: z.object({ precision: share, judged: z.int().min(1), ...cited }),
  /** Days that the newest data may lag behind, by update frequency. */
  updateLag: z.object({ days: z.record(z.string(), z.int().min(1)), ...cited }),
  /**
   * Days by which a claimed time span may reach beyond what the data shows. Optional, for packs from before 2026-11-22 have none: without it a
   * span longer than the data is let pass, one shorter than the data is told all the same.
   */
  spanSlack: z.object({ days: z.int().min(0), ...cited }).optional(),
  /**
   * What of the scan's findings is held against the answers on personal information: the kinds that count as such, found with at least so
   * much confidence; `direct` ones cannot be anonymised either. `wanted`: the form asks for the scan where it is not disclosed. Optional, for
   * packs from before 2026-11-23 have none: without it every finding counts against “none”, and nobody is asked.
   */
  scan: z
    .object({
      wanted: z.boolean(),
      least: share,
      kinds: z.array(z.object({ code, name: z.string().min(1), direct: z.boolean() })),
      ...cited,
    })
    .optional(),
  /** What each source must prove: attachments of which one is there, words of which one is in the statement. */
  sources: z.array(
    z.object({
      code,
      name: z.string(),
      when: z.object({ sourceType: z.string().optional(), acquisition: z.string().optional() }),
      attachments: z.array(code),
      mention: pattern.optional(),
      proof: z.string(),
      ...cited,
    }),
  ),
  /** Words of a name and the columns that then must be there. */
  subjects: z.array(z.object({ words: pattern, columns: pattern, subject: z.string(), ...cited })),
  /** Columns and formats of data nobody has processed yet. */
  raw: z.object({ columns: pattern, formats: z.array(z.string()), ...cited }),
  /** What the reasons for a conclusion on important data must name. */
  conclusion: z.object({ parts: z.array(z.object({ name: z.string(), words: pattern })), ...cited }),
})

/** Conditions of the green channel; `core/filing/green-channel.ts` knows how each is tested. */
export const greenConditionCodes = [
  'nothing_open',
  'profiled',
  'own_source',
  'no_personal',
  'not_important',
  'nothing_alike',
  'no_correction',
  'good_record',
  'no_objection',
  'accepted_name',
] as const
export type GreenConditionCode = (typeof greenConditionCodes)[number]
const greenChannel = z.object({
  /** The step whose days count instead of those of `review`. */
  step: code,
  conditions: z.array(
    z.object({
      code: z.enum(greenConditionCodes),
      text: z.string().min(1),
      months: z.int().min(1).optional(),
      ...cited,
    }),
  ),
  ...cited,
})

/** How work is shared out among examiners. */
const workbench = z.object({
  /** Working days after the last thing done within which an examiner must get on with a case, and how often they may ask for as many again. */
  lease: z.object({ days: z.int().min(1), extensions: z.int().min(0), ...cited }),
  /** What makes a case come earlier, all in days: within `urgent` of the last day only that day counts. */
  next: z.object({ urgent: z.int().min(0), skill: z.int().min(0), region: z.int().min(0), ...cited }),
  /** Share of submissions that two people examine independently. */
  double: z.object({ share, ...cited }),
  /** Days after the end of a coaching case in which its coach takes no part in the company's cases; without it only while it is open. */
  independence: z.object({ days: z.int().min(1), ...cited }).optional(),
})

/** How far a clock has run when people are told; in the order of the clock. */
export const escalationLevels = ['most', 'nearly', 'last_day', 'expired'] as const
export type EscalationLevel = (typeof escalationLevels)[number]
export const escalationRoles = ['examiner', 'reviewer', 'administrator'] as const
export type EscalationRole = (typeof escalationRoles)[number]
const escalation = z.object({
  /** Steps whose time runs against the registrar. */
  steps: z.array(code),
  levels: z
    .array(
      z.object({
        code: z.enum(escalationLevels),
        /** Share of the days that is used up; without it the level is a day: the last, or the one after. */
        share: share.optional(),
        tell: z.array(z.enum(escalationRoles)).min(1),
      }),
    )
    .refine(
      (list) =>
        list.every(
          ({ code: level, share: part }) => (part === undefined) === (level === 'last_day' || level === 'expired'),
        ),
      {
        message: '“most”“nearly”须写明 share，“last_day”“expired”不写',
      },
    ),
  ...cited,
})

/** A last day of a party on which the platform was out of reach so many minutes moves to the next working day. */
const outage = z.object({ minutes: z.int().min(1), steps: z.array(code), ...cited })

/** How much of an expert's opinion the company learns: nothing, that one was asked, how it ended, or the words without the name. */
export const expertToParties = ['nothing', 'asked', 'conclusion', 'opinion'] as const
const expertOpinion = z.object({
  /** The step whose days an expert has. */
  step: code,
  /** What experts are asked. */
  questions: z.array(z.object({ code, text: z.string().min(1) })).min(1),
  /** Fields that are shown unless the examiner takes them out; the others unless put in. */
  shown: z.array(code),
  /** Calendar days before the last day on which the expert is reminded. */
  remindDays: z.array(z.int().min(0)),
  toParties: z.enum(expertToParties),
  ...cited,
})

/** What may lie on a registration, as rules name it. */
export const burdens = ['freeze', 'pledge', 'exclusive_licence', 'sole_licence', 'ordinary_licence'] as const
export type Burden = (typeof burdens)[number]

/** What may be asked for a registration after it was made: how long each takes, on which grounds, with which papers. */
const afterRegistration = z.object({
  /** Pattern of an affair's number. */
  number: z.string(),
  ...cited,
  affairs: z.array(
    z.object({
      /** As in `core/registration/machine.ts`. */
      kind: code,
      /** The step whose days the registrar has. */
      step: code,
      grounds: z.array(z.object({ code, text: z.string().min(1) })),
      documents: z.array(z.object({ code, name: z.string().min(1), required: z.boolean() })),
      /** Every co-owner signs it. */
      coOwners: z.boolean().optional(),
      ...cited,
    }),
  ),
  /** Pattern of the number of a burden. */
  burdenNumber: z.string().optional(),
  /** What a burden stops: for good, or until its beneficiary consents. */
  burdens: z
    .array(
      z.object({
        burden: z.enum(burdens),
        stops: z.array(code).min(1),
        unless: z.enum(['never', 'consent']),
        text: z.string().min(1),
        ...cited,
      }),
    )
    .optional(),
  /** What an affair does to a burden; `before`: its beneficiary is told before the decision, otherwise with it. */
  effects: z
    .array(z.object({ burden: z.enum(burdens), affair: code, text: z.string().min(1), before: z.boolean(), ...cited }))
    .optional(),
  /**
   * Ways in which a letter to a beneficiary without an account is served; `reference`: what is noted of it, null where nothing is. Optional,
   * for packs from before 2026-11-23 have none: without it a letter counts as served once it is made.
   */
  serviceWays: z
    .array(z.object({ code, name: z.string().min(1), reference: z.string().min(1).nullable(), ...cited }))
    .min(1)
    .optional(),
})

/** The rules of one jurisdiction in one version. A running case keeps the pack it was filed under. */
export const rulePackSchema = z.object({
  jurisdiction: z.string().regex(/^[A-Z]{2,8}$/),
  version: z.string().regex(/^\d{4}\.\d+$/),
  effectiveFrom: z.string().refine(isIsoDate),
  name: z.string(),
  basis: z.array(z.object({ title: z.string(), issuedOn: z.string().refine(isIsoDate), note: z.string(), ...cited })),
  registrar: z.object({ name: z.string(), code: z.string().regex(/^\d{4}$/), ...cited }),
  steps: z.record(code, step),
  validity: z.object({
    years: z.int().min(1),
    cappedByAuthorisation: z.boolean(),
    renewalOpensDays: z.int(),
    reminderDays: z.array(z.int()),
    ...cited,
  }),
  fees: z.object({ registrationFen: z.string().regex(/^\d+$/), ...cited }),
  requiresUndisclosed: z.boolean(),
  grounds: z.array(rule.extend({ code })),
  /**
   * `proof` says what an objector must show for the ground, `evidence` whether without a file it is not taken; `concerns` names the
   * fields of the form and the rules of the pre-examination at which decisions on the ground are shown.
   */
  objectionReasons: z.array(
    z.object({
      code,
      text: z.string(),
      concerns: z.object({ fields: z.array(code), findings: z.array(code) }).optional(),
      ...{ proof: z.string().optional(), evidence: z.boolean().optional(), ...cited },
    }),
  ),
  /** What of an application the public is shown beside its name and holder; what is not named here is not shown. */
  publicFields: z.array(z.object({ field: code, ...cited })).optional(),
  correctionReasons: z.array(z.object({ code, text: z.string(), ...cited })),
  requiredFields: z.array(
    z.object({ field: code, label: z.string(), help: z.string(), severity: z.enum(['error', 'warning']), ...cited }),
  ),
  requiredAttachments: z.array(z.object({ code, name: z.string(), when: z.enum(attachmentConditions), ...cited })),
  /** Questions the applicant answers with yes or no; yes means that the rule bites. */
  redFlags: z.array(z.object({ rule: code, question: z.string(), when: z.enum(redFlagConditions) })),
  /** What the machine check and the field help quote. R1–R16 are the red flags for transport data. */
  rules: z.record(code, rule),
  /** Without it, as in packs from before there was one, only the form is examined, not what stands beside it in the registry. */
  preExamination: preExamination.optional(),
  /** Without it there is no green channel. */
  greenChannel: greenChannel.optional(),
  /** Without it nothing is taken away from an examiner, and nothing examined twice. */
  workbench: workbench.optional(),
  /** Without it every case is examined by itself. */
  cohort: cohortSchema.optional(),
  /** Without it nothing can be asked for after registration. */
  afterRegistration: afterRegistration.optional(),
  /** Without it nobody is told that a time limit comes near. */
  escalation: escalation.optional(),
  /** What a prefecture's officer looks at in a preliminary check; without it there is none. */
  preliminary: z.object({ items: z.array(z.object({ code, text: z.string().min(1) })).min(1), ...cited }).optional(),
  /** Without it nobody can test beforehand whether a data set can be registered. */
  eligibility: eligibilitySchema.optional(),
  /** Without it coaching cases are kept, but not counted. */
  preciseService: preciseServiceSchema.optional(),
  /** Without it no expert can be asked. */
  expertOpinion: expertOpinion.optional(),
  /** Without it no phrases are proposed, and no name is held to them. */
  vocabulary: vocabularySchema.optional(),
  /** Applications to begin from. */
  templates: templatesSchema.optional(),
  /** Without it no draft can be shown by a link. */
  draftShare: draftShareSchema.optional(),
  /** Without it no later deposit can be chained to a registration. */
  livingData: livingDataSchema.optional(),
  /** Without it no data set can be declared to come from another. */
  lineage: lineageSchema.optional(),
  /** Without it no numbers of other registers are kept. */
  datasetNumbers: datasetNumbersSchema.optional(),
  /** Without it nothing can be delegated. */
  delegation: delegationSchema.optional(),
  /** Without it an outage moves no day. */
  outage: outage.optional(),
  numbers: z.object({
    deposit: z.string(),
    application: z.string(),
    notice: z.string(),
    objection: z.string(),
    /** Of coaching cases, which packs from before there were any do not number. */
    coaching: z.string().optional(),
    /** Of a decision in the public base. */
    decision: z.string().optional(),
    certificate: z.string(),
    letter: z.string(),
    letterKinds: z.record(code, z.string()),
    ...cited,
  }),
})
export type RulePack = z.infer<typeof rulePackSchema>
export type RuleStep = z.infer<typeof step>
export type Rule = z.infer<typeof rule>

/** The pack of Guizhou province. Its measure's text could not be had, so most day counts are marked as assumptions. */
export const guizhou: RulePack = rulePackSchema.parse(guizhouJson)

/** The pack of Beijing: of the measures that could be had, the one whose wording is known best. */
export const beijing: RulePack = rulePackSchema.parse(beijingJson)

/** Packs built in. An installation keeps every version it ever had in its database, these among them. */
export const builtInPacks: readonly RulePack[] = [guizhou, beijing]

/** A step of a pack. Throws RangeError when the pack has no such step: that is a fault of the program, not of a user. */
export function stepOf(pack: RulePack, stepCode: string): RuleStep {
  const found = pack.steps[stepCode]
  if (!found) throw new RangeError(`rule pack ${pack.jurisdiction} ${pack.version} has no step ${stepCode}`)
  return found
}

/** A rule of a pack. Throws RangeError when the pack has no such rule. */
export function ruleOf(pack: RulePack, ruleCode: string): Rule {
  const found = pack.rules[ruleCode]
  if (!found) throw new RangeError(`rule pack ${pack.jurisdiction} ${pack.version} has no rule ${ruleCode}`)
  return found
}

/**
 * The last day of a step that starts on `startDate` (itself not counted), with its derivation. Pauses stop a clock of
 * working days; for the other units each calendar day paused is added. Ends 24:00 of the day returned.
 */
export function deadlineFor(
  pack: RulePack,
  stepCode: string,
  startDate: IsoDate,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): Deadline {
  const { days, unit } = stepOf(pack, stepCode)
  if (unit === 'WD') return addWorkdays(startDate, days, calendar, pauses)
  const add = { CD: addDays, M: addMonths, Y: addYears }[unit]
  let end = add(startDate, days)
  for (let day = addDays(startDate, 1); day <= end; day = addDays(day, 1))
    if (pauses.some((pause) => pause.from < day && day <= pause.to)) end = addDays(end, 1)
  return rollToWorkday(end, calendar)
}

/**
 * The last day a certificate is valid: the pack's years from the day of registration, that day included, or the end of
 * the authorisation of its source if that is earlier.
 */
export function validUntil(pack: RulePack, registeredOn: IsoDate, authorisationEnd: IsoDate | null): IsoDate {
  const anniversary = addYears(registeredOn, pack.validity.years)
  const clamped = anniversary.slice(8) !== registeredOn.slice(8)
  const full = clamped ? anniversary : addDays(anniversary, -1)
  return pack.validity.cappedByAuthorisation && authorisationEnd !== null && authorisationEnd < full
    ? authorisationEnd
    : full
}
