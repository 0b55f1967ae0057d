import { z } from 'zod'
import { correctionItem, deadlineView, versioned } from '../kernel/case.ts'
import { day, digests, hex32, id, moment, pageOf, pageQuery } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'
import { caseStatuses, commands } from './machine.ts'
import { certainties } from './rule-base.ts'

const text = (max: number) => textField(max, { multiline: true })
const list = <T extends z.ZodType>(item: T, max: number) => z.array(item).max(max)

export const directions = ['高速运营', '智慧出行', '智能调度', '智慧物流', '金融保险', '交旅融合'] as const
export const transportModes = ['road', 'rail', 'water', 'air', 'pipeline', 'post', 'multimodal', 'urban'] as const
export const updateFrequencies = [
  'none',
  'realtime',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'irregular',
] as const
export const intendedUses = [
  'transfer',
  'licence',
  'pledge',
  'insurance',
  'securitisation',
  'listing',
  'equity',
] as const
/** Red flags of section 1.5 a filer must answer; the rule pack holds the question and its source. */
export const redFlags = [
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R16',
] as const

export const dataField = z.object({
  name: text(120),
  label: text(120).default(''),
  type: text(40).default(''),
  unit: text(40).default(''),
  meaning: text(500).default(''),
  sensitivity: z.enum(['none', 'personal', 'sensitive', 'important']).default('none'),
})

/**
 * The application form (`数据知识产权登记申请表`). Every field may be missing while it is a draft: completeness is what
 * the findings say, not what the schema demands. One key per field, so that a change of one field is one small patch.
 */
export const caseForm = z.object({
  name: text(400),
  industryCode: text(4),
  direction: z.enum(directions),
  scenario: text(10_000),
  sourceTypes: list(z.enum(['personal', 'enterprise', 'public']), 3),
  acquisition: list(z.enum(['self', 'authorised', 'purchased', 'crawled']), 4),
  sourceStatement: text(10_000),
  authorisationUntil: day.nullable(),
  personalInfo: z.enum(['none', 'anonymised', 'involved']),
  personalInfoBasis: text(10_000),
  anonymisation: text(10_000),
  importantData: z.enum(['not_important', 'pending', 'important']),
  importantDataReason: text(10_000),
  redFlags: z.partialRecord(z.enum(redFlags), z.boolean()),
  formats: list(text(40), 20),
  elements: list(dataField, 500),
  records: z.number().int().min(0).nullable(),
  bytes: z.number().int().min(0).nullable(),
  timeFrom: day.nullable(),
  timeTo: day.nullable(),
  areas: list(text(6), 120),
  modes: list(z.enum(transportModes), 8),
  updateFrequency: z.enum(updateFrequencies),
  updatePeriod: text(200),
  algorithm: text(10_000),
  algorithmConfidential: z.boolean(),
  sampleHeader: list(text(120), 500),
  sampleRows: list(list(text(500), 500), 200),
  originality: text(10_000),
  ownership: z.enum(['sole', 'joint', 'commissioned', 'employee']),
  coHolders: list(z.object({ name: text(100), uscc: text(18), share: text(20).default('') }), 20),
  disclosure: z.enum(['undisclosed', 'limited', 'public']),
  intendedUses: list(z.enum(intendedUses), 7),
  infrastructure: text(2000),
  agentName: text(100),
  agentUscc: text(18),
  commitTruth: z.boolean(),
  commitSource: z.boolean(),
  commitNoDispute: z.boolean(),
  commitSecurity: z.boolean(),
})
export type CaseForm = z.infer<typeof caseForm>
/** Draft: any subset, keys unknown to the form are refused. */
export const caseDraft = caseForm.partial().strict().meta({ id: 'CaseDraft' })
export type CaseDraft = z.infer<typeof caseDraft>
export type FormField = keyof CaseForm

export const attachmentKinds = [
  'identity',
  'deposit',
  'source_proof',
  'elements',
  'sample',
  'algorithm',
  'commitment',
  'power_of_attorney',
  'joint_agreement',
  'pi_assessment',
  'public_data',
  'compliance_opinion',
  'other',
] as const

export const attachmentView = z
  .object({
    id,
    kind: z.enum(attachmentKinds),
    name: z.string(),
    mediaType: z.string(),
    bytes: z.number(),
    sha256: hex32,
    sm3: hex32,
    uploadedAt: moment,
  })
  .meta({ id: 'Attachment' })

/** Another case that a finding is about. Only staff who may see that case are told of it. */
const otherCase = z.object({
  caseId: id,
  number: z.string(),
  name: z.string(),
  status: z.enum(caseStatuses),
  partyId: id,
  partyName: z.string(),
  prefectureCode: z.string(),
  depositNumber: z.string(),
  /** When the log took its data's fingerprint; null while it is not published. */
  evidencedAt: moment.nullable(),
  /** Share of what was compared that is the same. */
  similarity: z.number().min(0).max(1),
})
export type OtherCase = z.infer<typeof otherCase>

export const verdicts = ['confirmed', 'dismissed'] as const

export const finding = z.object({
  /** Id of the rule and version of the rule base; see `ruleBase`. */
  code: z.string(),
  version: z.string(),
  field: z.string(),
  /** The stretch of the field's text that is meant, in UTF-16 units; null where it is no text. */
  span: z.object({ start: z.number().int().min(0), end: z.number().int().min(0) }).nullable(),
  severity: z.enum(['error', 'warning', 'hint']),
  confidence: z.enum(certainties),
  /** The rule was found wrong too often: it neither blocks nor counts. */
  hintOnly: z.boolean(),
  message: z.string(),
  /** Text of the clause with its article or source. */
  rule: z.string(),
  clause: z.string(),
  remedy: z.string(),
  others: z.array(otherCase),
})
export type Finding = z.infer<typeof finding>

/** What an examiner made of a finding. */
const judgement = z.object({ verdict: z.enum(verdicts), reason: z.string(), by: z.string(), at: moment })

export const findingView = finding.extend({ judgement: judgement.nullable() }).meta({ id: 'Finding' })
export type FindingView = z.infer<typeof findingView>

/** A finding is known by its rule, its field and what it says: what says something else was not judged. */
export const findingKey = z.object({
  code: z.string().max(60),
  field: z.string().max(80),
  message: z.string().max(2000),
})
export const newJudgement = findingKey.extend({
  verdict: z.enum(verdicts),
  reason: textField(500, { multiline: true }).default(''),
})

export const greenChannelView = z
  .object({
    /** Null where the pack of the case has no green channel. */
    status: z.enum(['in', 'left', 'never']).nullable(),
    since: moment.nullable(),
    conditions: z.array(z.object({ code: z.string(), text: z.string(), met: z.boolean() })),
  })
  .meta({ id: 'GreenChannel' })

export const rulePerformance = z
  .object({
    version: z.string(),
    hintOnly: z
      .object({ precision: z.number(), judged: z.number().int(), source: z.string(), confidence: z.string() })
      .nullable(),
    items: z.array(
      z.object({
        code: z.string(),
        open: z.number().int(),
        judged: z.number().int(),
        confirmed: z.number().int(),
        precision: z.number().nullable(),
        raised: z.number().int(),
        missed: z.number().int(),
        recall: z.number().nullable(),
        hintOnly: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'RulePerformance' })

export const correctionAnswer = z.object({ itemId: z.string().max(40), text: text(2000) })

export const correctionRound = z
  .object({
    round: z.number().int(),
    requiredAt: moment,
    due: day,
    items: z.array(correctionItem),
    answers: z.array(correctionAnswer),
    answeredAt: moment.nullable(),
    /** Form fields before and after the answer, only those that changed. */
    changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  })
  .meta({ id: 'CorrectionRound' })

export const caseEventView = z
  .object({
    seq: z.number().int(),
    at: moment,
    command: z.string(),
    from: z.string(),
    to: z.string(),
    /** Shown to the company as the role only, to staff with the name. */
    actor: z.string(),
    note: z.string(),
    logIndex: z.number().int().nullable(),
  })
  .meta({ id: 'CaseEvent' })

export const letterView = z
  .object({
    id,
    kind: z.enum(['acceptance', 'correction', 'refusal', 'objection', 'objection_decision', 'register_affair']),
    number: z.string(),
    issuedAt: moment,
    sha256: hex32,
  })
  .meta({ id: 'Letter' })

export const caseStatus = z.enum(caseStatuses).meta({ id: 'CaseStatus' })
export const command = z.enum(commands).meta({ id: 'Command' })

export const caseBrief = z
  .object({
    id,
    number: z.string(),
    name: z.string(),
    status: caseStatus,
    partyId: id,
    partyName: z.string(),
    prefectureCode: z.string(),
    direction: z.string().nullable(),
    submittedAt: moment.nullable(),
    updatedAt: moment,
    due: day.nullable(),
    examinerName: z.string().nullable(),
    findings: z.object({ errors: z.number().int(), warnings: z.number().int() }),
    /** In the green channel now. */
    green: z.boolean(),
  })
  .meta({ id: 'CaseBrief' })

export const caseView = caseBrief
  .extend({
    version: z.number().int(),
    form: caseDraft,
    /** Where a prefilled field came from, by form key. */
    prefilled: z.record(z.string(), z.enum(['manifest', 'profile', 'party', 'template'])),
    deposit: z.object({
      id,
      number: z.string(),
      title: z.string(),
      status: z.enum(['pending', 'published']),
      digests,
      files: z.number().int(),
      bytes: z.number(),
      logIndex: z.number().int().nullable(),
      loggedAt: moment.nullable(),
    }),
    attachments: z.array(attachmentView),
    findingList: z.array(findingView),
    /** May this person confirm and dismiss findings now? */
    mayJudge: z.boolean(),
    greenChannel: greenChannelView,
    corrections: z.array(correctionRound),
    letters: z.array(letterView),
    events: z.array(caseEventView),
    deadlines: z.array(deadlineView),
    notice: z.object({ id, number: z.string(), from: day, to: day }).nullable(),
    certificate: z
      .object({ certificateNumber: z.string(), registrationNumber: z.string(), issuedOn: day, validUntil: day })
      .nullable(),
    refusal: z.object({ grounds: z.array(z.object({ code: z.string(), explanation: z.string() })) }).nullable(),
    objections: z.array(z.object({ id, number: z.string(), reason: z.string(), status: z.string() })),
    rulePack: z.object({ jurisdiction: z.string(), version: z.string() }),
    can: z.array(command),
  })
  .meta({ id: 'Case' })
export type CaseView = z.infer<typeof caseView>

/** At most one of `template` (its code) and `example` (its registration) to begin from. */
export const newCase = z
  .object({ depositId: id, template: z.string().max(60).optional(), example: id.optional() })
  .refine(({ template, example }) => template === undefined || example === undefined, {
    path: ['example'],
    message: '模板和示范案例只能选一个',
  })
export const savePatch = z.object({
  version: z.number().int(),
  /** Fields to set; `null` in `clear` removes one. */
  set: caseDraft,
  clear: z.array(z.string().max(40)).max(60).default([]),
  /** Answers to items of the open correction, kept until they are submitted; an empty text removes one. */
  answers: z.array(correctionAnswer).max(100).optional(),
})
export const saved = z.object({
  version: z.number().int(),
  updatedAt: moment,
  findingList: z.array(findingView),
  status: caseStatus,
})
/** Without answers in it, those saved with the case are submitted. */
export const response = versioned.extend({ answers: z.array(correctionAnswer).max(100).optional() })

export const caseQuery = pageQuery.extend({
  status: z.union([caseStatus, z.array(caseStatus)]).optional(),
  prefectureCode: z.string().max(6).optional(),
  direction: z.enum(directions).optional(),
  assigned: z.enum(['me', 'none']).optional(),
  overdue: z.enum(['true']).optional(),
  green: z.enum(['true']).optional(),
  q: z.string().trim().max(100).optional(),
  sort: z.enum(['updated', 'due', 'submitted']).default('updated'),
})
export const casePage = pageOf(caseBrief)

/** What the auditor's list holds: steps of cases, of coaching cases and of affairs, and what was done or refused on delegations beside a case. */
export const eventKinds = ['case', 'coaching', 'delegation', 'affair'] as const
export type EventKind = (typeof eventKinds)[number]
export const eventQuery = pageQuery.extend({
  /** Number of a case, a coaching case, a delegation or an affair. */
  caseNumber: z.string().max(40).optional(),
  kind: z.enum(eventKinds).optional(),
})
/** `caseId` and `caseNumber` are those of the coaching case, the delegation or the affair where it is about one. */
export const eventPage = pageOf(
  caseEventView.extend({ kind: z.enum(eventKinds), caseId: id, caseNumber: z.string(), actorRole: z.string() }),
)
