import { z } from 'zod'
import { deadlineView } from '../kernel/case.ts'
import { day, hex32, id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { publicContent } from '../kernel/register.ts'
import { checkResidentId, residentIdText } from '../kernel/resident-id.ts'
import { textField } from '../kernel/text.ts'
import { checkUscc, normaliseCode } from '../kernel/uscc.ts'
import { objectionStatuses } from './machine.ts'
import { comparedView, mediationView } from './mediation-schema.ts'

export const noticeStatus = z.enum(['open', 'suspended', 'clear', 'ended'])
export const noticeBrief = z
  .object({
    id,
    number: z.string(),
    caseNumber: z.string(),
    name: z.string(),
    holder: z.string(),
    prefectureCode: z.string(),
    from: day,
    to: day,
    status: noticeStatus,
  })
  .meta({ id: 'NoticeBrief' })
/** What the public sees of an application under notice: never sample rows, contracts or personal data. */
export const noticeView = noticeBrief
  .extend({
    industry: z.string(),
    direction: z.string().nullable(),
    ...publicContent.shape,
    deadline: deadlineView,
    objections: z.number().int(),
    logIndex: z.number().int().nullable(),
  })
  .meta({ id: 'Notice' })
export const noticePage = pageOf(noticeBrief)
/** What lists, pages and feeds of notices are narrowed by; all of it stands in the address. */
const noticeFilter = {
  open: z.enum(['true']).optional(),
  q: searchText,
  /** part of the applicant's name */
  owner: searchText,
  /** part of a data element's name */
  field: searchText,
  direction: z.string().max(20).optional(),
  /** beginning of an industry code (GB/T 4754) */
  industry: z
    .string()
    .regex(/^[A-Z0-9]{1,5}$/)
    .optional(),
  prefecture: z
    .string()
    .regex(/^(\d{6}|GUIAN)$/)
    .optional(),
}
export const noticeQuery = pageQuery.extend(noticeFilter)
export const feedQuery = z.object({ ...noticeFilter, cursor: z.string().max(200).optional() })
export const feedNames = ['feed.rss', 'feed.atom', 'feed.json', 'dcat.jsonld'] as const

/** An 18-character number is a resident's or an organisation's, and both carry check digits; others are taken as they are. */
function identityFault(number: string): string | null {
  const code = normaliseCode(number)
  if (code.length !== 18 || checkUscc(code).ok) return null
  const resident = checkResidentId(code)
  return resident.ok ? null : residentIdText[resident.reason]
}

/** Real-name objection; the objector's identity is kept for the registrar and never published. */
export const newObjection = z.object({
  objectorName: textField(100).min(2, '请填写姓名或名称'),
  objectorIdNumber: textField(30)
    .min(6, '请填写证件号码')
    .superRefine((number, context) => {
      const message = identityFault(number)
      if (message) context.addIssue({ code: 'custom', message })
    }),
  contactPhone: textField(20).regex(/^\+?[\d -]{7,20}$/, '请填写电话号码'),
  contactEmail: z.email('请填写有效的电子邮箱').max(120),
  reasonCode: z.string().max(40),
  statement: textField(5000, { multiline: true }).min(10, '请说明事实与理由，不少于 10 个字'),
})
export const objectionLodged = z.object({ id, number: z.string(), lodgedAt: moment })
export const objectionView = z
  .object({
    id,
    number: z.string(),
    caseId: id,
    caseNumber: z.string(),
    caseName: z.string(),
    reasonCode: z.string(),
    /** The ground in the words of the rules that the case stands under. */
    reason: z.string(),
    statement: z.string(),
    lodgedAt: moment,
    status: z.enum(objectionStatuses),
    answer: z.string().nullable(),
    answeredAt: moment.nullable(),
    decision: z.string().nullable(),
    decidedAt: moment.nullable(),
    /** When it reached the applicant: their time runs from then. */
    servedAt: moment.nullable(),
    answerDue: day,
    /** How the last day for the answer was counted; null once it is answered or over. */
    answerPeriod: deadlineView.nullable(),
    /** The applicant answered, or their time is over: before that it may not be upheld. */
    heard: z.boolean(),
    /** The newest first. */
    mediations: z.array(mediationView),
    withdrawal: z.string().nullable(),
    rejoinder: z.string().nullable(),
    rejoinedAt: moment.nullable(),
    rejoinderDue: day.nullable(),
    /** Number of the objection it is decided together with; null where it goes by itself. */
    mergedInto: z.string().nullable(),
    evidence: z.array(
      z.object({
        id,
        side: z.enum(['objector', 'applicant']),
        name: z.string(),
        bytes: z.number().int(),
        sha256: hex32,
      }),
    ),
    /** Who decides sees by sketches what the data applied for overlap; neither side does. Null for everybody else. */
    comparison: z
      .array(
        z.object({
          depositNumber: z.string(),
          partyName: z.string(),
          depositedAt: moment,
          share: z.number(),
          shareOfOther: z.number().nullable(),
        }),
      )
      .nullable(),
    /** Between the deposit the objector chose and the one applied for; null where none was chosen. */
    compared: comparedView.nullable(),
    /** The text of the decision for the public base of decisions; null for the company and where there is none. */
    publishedId: id.nullable(),
    /** Staff only; null for the company. */
    objector: z.object({ name: z.string(), contact: z.string() }).nullable(),
    can: z.array(z.string()),
  })
  .meta({ id: 'Objection' })
export const objectionPage = pageOf(objectionView)
export const objectionRejoinder = z.object({
  text: textField(5000, { multiline: true }).min(4, '请填写回应，不少于 4 个字'),
})
export const objectionAnswer = z.object({ text: textField(5000, { multiline: true }).min(4, '请填写答复内容') })
export const objectionDecision = z.object({
  outcome: z.enum(['dismissed', 'upheld']),
  reason: textField(2000, { multiline: true }).min(4, '请写明理由'),
})
export const objectionQuery = pageQuery.extend({ caseId: id.optional(), open: z.enum(['true']).optional() })

const watchTerms = {
  words: textField(100).default(''),
  owner: textField(100).default(''),
  field: textField(100).default(''),
}
const somethingWatched = (terms: { words: string; owner: string; field: string; depositId?: string | undefined }) =>
  terms.words !== '' || terms.owner !== '' || terms.field !== '' || terms.depositId !== undefined
const watchNothing = { path: ['words'], message: '请至少填写一项：关键词、申请人、数据字段或者自己的存证' }

/** Of an account: `depositId` with `share` watches for data in which that share of the own values is found. */
export const newWatch = z
  .object({ ...watchTerms, depositId: id.optional(), share: z.number().min(0.2).max(1).default(0.6) })
  .refine(somethingWatched, watchNothing)
/** Of anybody with a mail address, which gets a link to confirm. */
export const newMailWatch = z
  .object({ ...watchTerms, email: z.email('请填写有效的电子邮箱').max(120) })
  .refine(somethingWatched, watchNothing)
const watchView = z
  .object({
    id,
    words: z.string(),
    owner: z.string(),
    field: z.string(),
    depositNumber: z.string().nullable(),
    share: z.number().nullable(),
    createdAt: moment,
    /** Newest first. */
    hits: z.array(z.object({ number: z.string(), name: z.string(), at: moment, share: z.number().nullable() })),
  })
  .meta({ id: 'NoticeWatch' })
export const watchList = z.object({ items: z.array(watchView) })
