import { z } from 'zod'
import { versioned } from '../kernel/case.ts'
import { day, id, moment } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'
import { checkUscc, usccText } from '../kernel/uscc.ts'
import { verdicts } from './agreement.ts'
import { difference } from './difference.ts'

const factors = z.object({
  daysLeft: z.number().int().nullable(),
  urgent: z.boolean(),
  waitingDays: z.number().int(),
  skill: z.boolean(),
  region: z.boolean(),
})
/** The case that was taken for the examiner and why; null where nothing waits that they may take. */
export const nextCase = z.object({
  taken: z.object({ id, number: z.string(), why: z.string(), factors }).nullable(),
  /** The same in a sentence, with why other cases are not given; empty where there is nothing to explain. */
  why: z.string(),
})

export const lease = z.object({
  lastDay: day,
  days: z.number().int(),
  extensionsLeft: z.number().int(),
  mine: z.boolean(),
})
/** What a visit tells: how long the case is still held, and what changed since the visitor last looked. */
export const visit = z.object({
  lease: lease.nullable(),
  /** Null where the visitor sees the application for the first time, or nothing was submitted since. */
  since: z
    .object({
      submissionSeq: z.number().int(),
      seenAt: moment,
      changes: difference,
      answers: z.array(z.object({ itemId: z.string(), text: z.string() })),
    })
    .nullable(),
})

export const handOver = versioned.extend({
  to: id,
  note: textField(1000, { multiline: true }).min(4, '请写明移交原因和已办情况，不少于 4 个字'),
})
export const colleagues = z.object({ items: z.array(z.object({ id, name: z.string(), held: z.number().int() })) })

export const profileInput = z.object({
  industries: z.array(z.string().regex(/^[A-T]?\d{0,4}$/)).max(50),
  directions: z.array(z.string().max(20)).max(10),
  prefectures: z.array(z.string().regex(/^\d{6}$/)).max(20),
})
export const newInterest = z.object({
  uscc: z
    .string()
    .max(40)
    .transform((input, ctx) => {
      const checked = checkUscc(input)
      if (checked.ok) return checked.uscc
      ctx.addIssue({ code: 'custom', message: usccText[checked.reason] })
      return z.NEVER
    }),
  name: textField(100).min(2, '请填写单位名称'),
  relation: textField(200).min(2, '请写明关系，例如：曾任职、配偶任职、持股'),
})
export const workbench = z.object({
  profile: profileInput,
  interests: z.array(z.object({ id, uscc: z.string(), name: z.string(), relation: z.string(), declaredAt: moment })),
  /** Organisations that are kept away without being declared, and other accounts of the same person. */
  computed: z.object({ organisations: z.array(z.string()), accounts: z.array(z.string()) }),
  leases: z.array(z.object({ caseId: id, number: z.string(), name: z.string(), lastDay: day, due: day.nullable() })),
  rule: z.object({ leaseDays: z.number().int(), source: z.string(), confidence: z.string() }).nullable(),
})

const mark = z.string().regex(/^(ground|rule|field):[A-Za-z][A-Za-z0-9_.]*$/)
/** One person's independent view of a sampled case; it only counts for the agreement. */
export const secondOpinion = z.object({
  verdict: z.enum(verdicts),
  marks: z.array(mark).max(60),
  note: textField(2000, { multiline: true }).default(''),
})
/** A sampled application as it was submitted, and nothing of what others made of it. */
export const secondExamination = z.object({
  id,
  number: z.string(),
  partyName: z.string(),
  prefectureCode: z.string(),
  submittedAt: moment,
  form: z.record(z.string(), z.unknown()),
  deposit: z.object({ number: z.string(), files: z.number().int(), bytes: z.number().int() }),
  attachments: z.array(
    z.object({ id, kind: z.string(), name: z.string(), mediaType: z.string(), bytes: z.number().int() }),
  ),
  done: z.boolean(),
})
export const secondAssignment = z.object({ id: id.nullable() })
export const agreement = z.object({
  share: z.number().nullable(),
  sampled: z.number().int(),
  waiting: z.number().int(),
  cases: z.number().int(),
  same: z.number().int(),
  kappa: z.number().nullable(),
  marks: z.array(
    z.object({
      mark: z.string(),
      both: z.number().int(),
      firstOnly: z.number().int(),
      secondOnly: z.number().int(),
      neither: z.number().int(),
      kappa: z.number().nullable(),
    }),
  ),
})
