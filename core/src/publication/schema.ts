import { z } from 'zod'
import { deadlineView } from '../kernel/case.ts'
import { day, id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { publicContent } from '../kernel/register.ts'
import { checkResidentId, residentIdText } from '../kernel/resident-id.ts'
import { textField } from '../kernel/text.ts'
import { checkUscc, normaliseCode } from '../kernel/uscc.ts'

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
export const noticeQuery = pageQuery.extend({
  open: z.enum(['true']).optional(),
  q: searchText,
})

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
    statement: z.string(),
    lodgedAt: moment,
    status: z.enum(['lodged', 'answered', 'dismissed', 'upheld']),
    answer: z.string().nullable(),
    answeredAt: moment.nullable(),
    decision: z.string().nullable(),
    decidedAt: moment.nullable(),
    answerDue: day,
    /** Staff only; null for the company. */
    objector: z.object({ name: z.string(), contact: z.string() }).nullable(),
    can: z.array(z.string()),
  })
  .meta({ id: 'Objection' })
export const objectionPage = pageOf(objectionView)
export const objectionAnswer = z.object({ text: textField(5000, { multiline: true }).min(4, '请填写答复内容') })
export const objectionDecision = z.object({
  outcome: z.enum(['dismissed', 'upheld']),
  reason: textField(2000, { multiline: true }).min(4, '请写明理由'),
})
export const objectionQuery = pageQuery.extend({ caseId: id.optional(), open: z.enum(['true']).optional() })
