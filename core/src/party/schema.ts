import { z } from 'zod'
import { login, partyBrief, password } from '../kernel/identity.ts'
import { id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'

/** A company and its first account, in one form. The first account is filer and signatory. */
export const signUp = z.object({
  uscc: z.string().trim().min(1).max(40),
  name: textField(100).min(2, '请填写单位名称'),
  /** GB/T 2260 code of the prefecture and of the county (or the prefecture again where none applies). */
  prefectureCode: z.string().max(6),
  countyCode: z.string().max(6),
  /** GB/T 4754-2017 class. */
  industryCode: z.string().max(4),
  address: textField(200).default(''),
  contactName: textField(40).min(2, '请填写联系人姓名'),
  contactPhone: z
    .string()
    .trim()
    .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, '请填写 11 位手机号或带区号的固定电话'),
  contactEmail: z.email('请填写有效的电子邮箱').max(120),
  login,
  password,
})

export const signUpView = z.object({
  partyId: id,
  name: z.string(),
  status: z.literal('pending'),
  warnings: z.array(z.string()),
})

export const partyView = partyBrief
  .extend({
    prefectureCode: z.string(),
    countyCode: z.string(),
    industryCode: z.string(),
    address: z.string(),
    contactName: z.string(),
    contactPhone: z.string(),
    contactEmail: z.string(),
    createdAt: moment,
    decidedAt: moment.nullable(),
    decisionReason: z.string().nullable(),
    can: z.array(z.string()),
  })
  .meta({ id: 'Party' })

export const partyQuery = pageQuery.extend({
  status: z.enum(['pending', 'approved', 'rejected']).optional(),
  prefectureCode: z.string().max(6).optional(),
  q: searchText,
})
export const partyPage = pageOf(partyView)
export const partyRejection = z.object({
  reason: textField(500, { multiline: true }).min(4, '请写明原因，不少于 4 个字'),
})

export const regionsView = z.object({
  province: z.object({ code: z.string(), name: z.string() }),
  prefectures: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      counties: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  ),
})
export const industriesView = z.object({
  items: z.array(z.object({ code: z.string(), name: z.string(), division: z.string() })),
})
