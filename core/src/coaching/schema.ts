import { z } from 'zod'
import { day, id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { confidences } from '../kernel/rule-pack.ts'
import { eligibilityEffects } from '../kernel/rule-pack-coaching.ts'
import { textField } from '../kernel/text.ts'
import { coachingCommands, coachingStatuses } from './machine.ts'

/** How a company and its coach came into contact. */
export const channels = ['counter', 'phone', 'online', 'visit', 'event', 'referral'] as const
export type Channel = (typeof channels)[number]
/** What a coach records; a message is written by either side. */
export const recordKinds = ['contact', 'visit', 'minutes'] as const
export type RecordKind = (typeof recordKinds)[number]
export const taskSides = ['company', 'coach'] as const

const channel = z.enum(channels, '请选择联系方式')
const words = (max: number, least: string) => textField(max, { multiline: true }).min(4, least)
const answers = z.record(z.string().max(60), z.string().max(60)).refine((all) => Object.keys(all).length <= 20)

export const newCoaching = z.object({
  /** Unified social credit code of the company; only staff name one, a company opens for itself. */
  uscc: textField(18).optional(),
  topic: words(200, '请写明想登记什么数据，不少于 4 个字'),
  channel,
  /** Answers of the eligibility check, carried over. */
  answers: answers.optional(),
  /** The day of the first contact where it was before today. */
  firstContactOn: day.optional(),
})

export const newRecord = z.object({
  version: z.number().int(),
  kind: z.enum(recordKinds, '请选择记录的种类'),
  channel,
  heldOn: day,
  place: textField(100).default(''),
  present: textField(200).default(''),
  text: words(4000, '请写明内容，不少于 4 个字'),
})

export const newMessage = z.object({ version: z.number().int(), text: words(1000, '请写明内容，不少于 4 个字') })

export const newTask = z.object({
  version: z.number().int(),
  text: words(300, '请写明要做什么，不少于 4 个字'),
  side: z.enum(taskSides, '请选择由谁办理'),
  due: day,
})

export const taskDone = z.object({
  version: z.number().int(),
  note: textField(500, { multiline: true }).default(''),
})

export const newLink = z.object({
  version: z.number().int(),
  caseNumber: textField(40).min(1, '请填写登记申请的编号'),
})

export const versionedNote = z.object({
  version: z.number().int(),
  note: textField(500, { multiline: true }).default(''),
})
export const closing = z.object({
  version: z.number().int(),
  outcome: z.enum(['filed', 'not_eligible', 'given_up', 'other'], '请选择办结的结果'),
  note: words(500, '请写明办结情况，不少于 4 个字'),
})

export const coachingQuery = pageQuery.extend({
  status: z.enum(coachingStatuses).optional(),
  prefectureCode: z.string().max(6).optional(),
  mine: z.enum(['true']).optional(),
  q: searchText,
})

const completeness = z.object({
  done: z.number().int(),
  of: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
})

export const coachingBrief = z.object({
  id,
  number: z.string(),
  topic: z.string(),
  partyName: z.string(),
  prefectureCode: z.string(),
  status: z.enum(coachingStatuses),
  channel,
  coachName: z.string().nullable(),
  firstContactAt: moment,
  updatedAt: moment,
  /** The nearest day of a task that is not done. */
  nextDue: day.nullable(),
  cases: z.number().int(),
})
export const coachingPage = pageOf(coachingBrief)

const eligibilityItem = z.object({
  question: z.string(),
  text: z.string(),
  answer: z.string(),
  answerText: z.string(),
  effect: z.enum(eligibilityEffects),
  say: z.string(),
  clause: z.string(),
  source: z.string(),
  confidence: z.enum(confidences),
})

export const appointmentStatuses = ['booked', 'cancelled'] as const
export const appointment = z.object({
  id,
  slotId: id,
  coachingId: id,
  coachingNumber: z.string(),
  partyName: z.string(),
  prefectureCode: z.string(),
  place: z.string(),
  startsAt: moment,
  endsAt: moment,
  status: z.enum(appointmentStatuses),
  reason: z.string(),
  /** Why it was called off; empty while it stands. */
  cancelReason: z.string(),
  can: z.array(z.enum(['cancel', 'rebook'])),
})

export const coachingView = coachingBrief
  .extend({
    version: z.number().int(),
    partyId: id,
    coachId: id.nullable(),
    openedBy: z.string(),
    openedAt: moment,
    closedAt: moment.nullable(),
    outcome: z.string().nullable(),
    /** Result of the eligibility check under the rules it was answered under; null where nobody answered it. */
    eligibility: z
      .object({ verdict: z.enum(['open', 'can_file', 'first', 'cannot']), items: z.array(eligibilityItem) })
      .nullable(),
    tasks: z.array(
      z.object({
        id,
        text: z.string(),
        side: z.enum(taskSides),
        due: day,
        createdBy: z.string(),
        doneAt: moment.nullable(),
        doneBy: z.string().nullable(),
        doneNote: z.string(),
        mayFinish: z.boolean(),
      }),
    ),
    links: z.array(
      z.object({
        caseId: id,
        caseNumber: z.string(),
        /** Name and link only for who may see the case itself; completeness for both sides. */
        name: z.string().nullable(),
        status: z.string(),
        linkedAt: moment,
        before: completeness,
        now: completeness,
        certificateNumber: z.string().nullable(),
        certifiedAt: moment.nullable(),
        /** Calendar days in China from the first contact to the certificate. */
        days: z.number().int().nullable(),
      }),
    ),
    linkable: z.array(z.object({ number: z.string(), name: z.string() })),
    appointments: z.array(appointment),
    events: z.array(
      z.object({
        seq: z.number().int(),
        at: moment,
        command: z.string(),
        by: z.string(),
        note: z.string(),
        /** Of a record: its kind, channel, day, place and those present. */
        detail: z.record(z.string(), z.string()),
      }),
    ),
    can: z.array(z.enum(coachingCommands)),
  })
  .meta({ id: 'CoachingCase' })

/** The audit trail: every event of every coaching case, newest first. */
export const trailQuery = pageQuery.extend({ number: z.string().max(40).optional() })
export const trail = pageOf(
  z.object({
    coachingId: id,
    number: z.string(),
    seq: z.number().int(),
    at: moment,
    command: z.string(),
    by: z.string(),
    side: z.enum(taskSides),
    note: z.string(),
  }),
)

export const newSlots = z
  .object({
    place: textField(100).min(2, '请填写地点'),
    day,
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请填写开始时间'),
    to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请填写结束时间'),
    /** Length of one slot in minutes. */
    minutes: z.number().int().min(10, '每段至少 10 分钟').max(480),
    capacity: z.number().int().min(1, '每段至少接待 1 家').max(50, '每段至多接待 50 家'),
    /** Needed of who coaches everywhere. */
    prefectureCode: z.string().max(6).optional(),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: '结束时间应当晚于开始时间' })

export const slot = z.object({
  id,
  prefectureCode: z.string(),
  place: z.string(),
  startsAt: moment,
  endsAt: moment,
  capacity: z.number().int(),
  taken: z.number().int(),
  withdrawn: z.boolean(),
  can: z.array(z.enum(['withdraw', 'book'])),
})
export const calendarQuery = z.object({ from: day, to: day })
export const calendar = z.object({ slots: z.array(slot), appointments: z.array(appointment), mayOffer: z.boolean() })
export const slotsMade = z.object({ made: z.number().int() })

export const newAppointment = z.object({
  slotId: id,
  reason: textField(300, { multiline: true }).default(''),
  /** The appointment given up for this one, in the same step. */
  insteadOf: id.optional(),
})
export const cancellation = z.object({ reason: textField(300, { multiline: true }).default('') })

/** The indicator 精准服务 with the records behind it. */
export const serviceFigures = z.object({
  asOf: day,
  /** Companies that count, and how many the plan asks for; null where the rules name none. */
  served: z.number().int(),
  target: z.number().int().nullable(),
  rule: z.object({ text: z.string(), source: z.string(), confidence: z.enum(confidences) }).nullable(),
  opened: z.number().int(),
  closed: z.number().int(),
  certified: z.number().int(),
  /** Median of calendar days from the first contact to the first certificate. */
  medianDays: z.number().nullable(),
  items: z.array(
    z.object({
      id,
      number: z.string(),
      partyName: z.string(),
      prefectureCode: z.string(),
      status: z.enum(coachingStatuses),
      firstContactOn: day,
      channel,
      records: z.number().int(),
      closedOn: day.nullable(),
      certificateNumber: z.string().nullable(),
      certifiedOn: day.nullable(),
      days: z.number().int().nullable(),
      before: z.number().int().nullable(),
      now: z.number().int().nullable(),
      counts: z.boolean(),
    }),
  ),
})

export const companies = z.object({
  items: z.array(z.object({ uscc: z.string(), name: z.string(), prefectureCode: z.string() })),
})
