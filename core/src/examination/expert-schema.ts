import { z } from 'zod'
import { versioned } from '../kernel/case.ts'
import { day, id, moment, pageQuery, searchText } from '../kernel/page.ts'
import { expertToParties } from '../kernel/rule-pack.ts'
import { textField } from '../kernel/text.ts'
import { checkUscc, usccText } from '../kernel/uscc.ts'
import { expertConclusions, expertFields, expertStates } from './expert.ts'

const uscc = z
  .string()
  .max(40)
  .transform((input, ctx) => {
    if (input.trim() === '') return null
    const checked = checkUscc(input)
    if (checked.ok) return checked.uscc
    ctx.addIssue({ code: 'custom', message: usccText[checked.reason] })
    return z.NEVER
  })

export const expertInput = z.object({
  name: textField(40).min(2, '请填写姓名'),
  email: z.email('请填写专家本人的邮箱').max(120),
  title: textField(60).default(''),
  /** What they are asked about, in words. */
  field: textField(200).min(2, '请填写专业领域'),
  organisation: textField(100).min(2, '请填写所在单位'),
  uscc: uscc.default(null),
  interests: z
    .array(
      z.object({
        name: textField(100).min(2, '请填写单位名称'),
        uscc: uscc.default(null),
        relation: textField(200).min(2, '请写明关系，例如：兼职、持股、近亲属任职'),
      }),
    )
    .max(30)
    .default([]),
  active: z.boolean().default(true),
})
export const expertChange = expertInput.extend({ version: z.number().int() })
const declared = z.object({ name: z.string(), uscc: z.string().nullable(), relation: z.string() })
export const expertView = z
  .object({
    id,
    version: z.number().int(),
    name: z.string(),
    email: z.string(),
    title: z.string(),
    field: z.string(),
    organisation: z.string(),
    uscc: z.string().nullable(),
    interests: z.array(declared),
    active: z.boolean(),
    /** Requests that were made to them, and opinions they gave. */
    asked: z.number().int(),
    given: z.number().int(),
  })
  .meta({ id: 'Expert' })
export const expertQuery = pageQuery.extend({ q: searchText })

const conflict = z.object({ kind: z.enum(['employer', 'interest', 'mailbox', 'handles']), name: z.string() })
/** What an examiner needs to ask: whom, what, what is usually shown, and until when. */
export const expertChoices = z.object({
  experts: z.array(
    z.object({
      id,
      name: z.string(),
      title: z.string(),
      field: z.string(),
      organisation: z.string(),
      conflicts: z.array(conflict),
    }),
  ),
  questions: z.array(z.object({ code: z.string(), text: z.string() })),
  shown: z.array(z.enum(expertFields)),
  confidentialRules: z.boolean(),
  due: day,
  days: z.number().int(),
  pauses: z.boolean(),
  toParties: z.enum(expertToParties),
  source: z.string(),
  confidence: z.string(),
})

export const askExpert = versioned.extend({
  expertId: id,
  question: textField(1000, { multiline: true }).min(6, '请写明要请专家判断什么，不少于 6 个字'),
  fields: z.array(z.enum(expertFields)).min(1, '至少展示一栏，否则专家无从判断').max(expertFields.length),
  attachments: z.array(id).max(20).default([]),
  parties: z.boolean().default(false),
  sample: z.boolean().default(false),
})

/** What the expert answers; `send` is once. */
export const expertAnswer = z.object({
  conclusion: z.enum(expertConclusions, { error: '请选择结论' }),
  opinion: textField(8000, { multiline: true }).min(20, '请写明理由，不少于 20 个字'),
})

export const expertRequestView = z
  .object({
    id,
    /** Staff only; a company is not told who was asked. */
    expert: z.object({ name: z.string(), title: z.string(), organisation: z.string() }).nullable(),
    askedBy: z.string().nullable(),
    askedAt: moment,
    question: z.string().nullable(),
    due: day,
    state: z.enum(expertStates),
    endedAt: moment.nullable(),
    endReason: z.string(),
    shown: z
      .object({
        fields: z.array(z.string()),
        attachments: z.array(z.string()),
        parties: z.boolean(),
        sample: z.boolean(),
      })
      .nullable(),
    openings: z.array(z.object({ at: moment, what: z.string(), agent: z.string() })),
    conclusion: z.enum(expertConclusions).nullable(),
    opinion: z.string().nullable(),
    sha256: z.string().nullable(),
    can: z.array(z.enum(['recall', 'resend'])),
  })
  .meta({ id: 'ExpertRequest' })
export const expertRequests = z.object({ items: z.array(expertRequestView), toParties: z.enum(expertToParties) })
