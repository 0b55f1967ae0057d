import { z } from 'zod'
import { day, id, moment } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'

export const offices = ['transport', 'market_regulation'] as const
export const officeNames: Record<(typeof offices)[number], { zh: string; en: string }> = {
  transport: { zh: '交通运输局', en: 'Transport department' },
  market_regulation: { zh: '市场监督管理局', en: 'Market regulation office' },
}
const office = z.enum(offices)

export const verdicts = ['pass', 'doubt', 'fault'] as const
export const conclusions = ['support', 'support_with_remarks', 'not_support'] as const

const item = z.object({
  code: z.string().max(40),
  verdict: z.enum(verdicts, '请选择意见'),
  note: textField(500, { multiline: true }).default(''),
})

export const newOpinion = z.object({
  office,
  items: z.array(item).min(1).max(40),
  conclusion: z.enum(conclusions, '请选择结论'),
  summary: textField(1000, { multiline: true }).min(4, '请写明初审意见，不少于 4 个字'),
})

export const newHandling = z
  .object({
    lead: office,
    coLead: office.nullable(),
    reason: textField(500, { multiline: true }).min(4, '请写明理由，不少于 4 个字'),
  })
  .refine(({ lead, coLead }) => lead !== coLead, { path: ['coLead'], message: '牵头和协同不能是同一单位' })

const by = z.string()
export const localView = z.object({
  items: z.array(z.object({ code: z.string(), text: z.string() })),
  source: z.string(),
  opinions: z.array(
    z.object({
      seq: z.number().int(),
      prefectureCode: z.string(),
      office,
      items: z.array(item),
      conclusion: z.enum(conclusions),
      summary: z.string(),
      by,
      at: moment,
    }),
  ),
  handling: z.array(
    z.object({
      seq: z.number().int(),
      lead: office,
      coLead: office.nullable(),
      reason: z.string(),
      by,
      byOffice: office.nullable(),
      at: moment,
    }),
  ),
  /** Where the reader sits, if they are an officer whose office is set. */
  office: office.nullable(),
  can: z.array(z.enum(['give_opinion', 'arrange'])),
})

const officeOrNone = office.nullable()
/** Officers of the prefectures, and the office each sits in; null until an administrator set it. */
export const officers = z.object({
  items: z.array(
    z.object({ id, login: z.string(), name: z.string(), prefectureCode: z.string(), office: officeOrNone }),
  ),
})
export const officeChange = z.object({ office: officeOrNone })

export const figures = z.object({
  asOf: day,
  items: z.array(
    z.object({
      prefectureCode: z.string(),
      name: z.string(),
      byStatus: z.record(z.string(), z.number().int()),
      open: z.number().int(),
      overdue: z.number().int(),
      registered: z.number().int(),
      /** Calendar days from the submission to the end of the procedure; null where no case has ended. */
      medianDays: z.number().nullable(),
      withOpinion: z.number().int(),
      keyEnterprises: z.number().int(),
    }),
  ),
})

export const enterpriseStates = ['listed', 'contacted', 'coached', 'filed', 'registered'] as const
export const enterpriseStateNames: Record<(typeof enterpriseStates)[number], string> = {
  listed: '待联系',
  contacted: '已联系',
  coached: '已辅导',
  filed: '已申请',
  registered: '已登记',
}
const state = z.enum(enterpriseStates, '状态应为：待联系、已联系、已辅导、已申请、已登记')

/** No letters or digits that could be a telephone number: a role, not a person. */
const contactRole = textField(40).refine(
  (text) => !/\d{7,}|@/.test(text),
  '只写岗位，例如“数据部负责人”，不要写姓名、电话和邮箱',
)

const row = z.object({
  name: textField(100).min(2, '请填写企业名称'),
  dataset: textField(200).min(2, '请填写潜在数据集'),
  contactRole,
  state,
})
export const enterpriseRow = row
export const enterpriseImport = z.object({
  rows: z
    .array(z.record(z.string(), z.string().max(2000)))
    .min(1, '表中没有数据行')
    .max(2000, '一次最多导入 2000 行'),
})
export const enterpriseImported = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
})
export const enterpriseChange = z.object({ version: z.number().int(), state })
export const enterprise = row
  .extend({ id, prefectureCode: z.string(), version: z.number().int(), updatedAt: moment, mine: z.boolean() })
  .meta({ id: 'KeyEnterprise' })
export const enterprises = z.object({ items: z.array(enterprise) })

/** Columns of the table, as headings of the file. */
export const enterpriseColumns = {
  name: '企业名称',
  dataset: '潜在数据集',
  contactRole: '联系人岗位',
  state: '状态',
} as const
