import { z } from 'zod'
import { day, digests } from './page.ts'

/** What is published instead of a processing rule that its holder declared confidential. */
export const confidentialAlgorithm = '（申请人声明处理规则涉及商业秘密，不公开具体内容）'

export const entryStatus = z.enum(['active', 'suspended', 'expired', 'cancelled', 'revoked'])

/** What of the data itself is public, at notice and in the register: never sample rows, contracts or personal data. */
export const publicContent = z.object({
  scenario: z.string(),
  sourceTypes: z.array(z.string()),
  records: z.number().nullable(),
  bytes: z.number().nullable(),
  timeFrom: z.string().nullable(),
  timeTo: z.string().nullable(),
  fieldNames: z.array(z.string()),
  updateFrequency: z.string().nullable(),
  algorithm: z.string(),
  depositNumber: z.string(),
})

export const registerBrief = z
  .object({
    registrationNumber: z.string(),
    certificateNumber: z.string(),
    name: z.string(),
    holder: z.string(),
    prefectureCode: z.string(),
    industryCode: z.string(),
    direction: z.string().nullable(),
    registeredOn: day,
    validUntil: day,
    status: entryStatus,
  })
  .meta({ id: 'RegisterBrief' })

export const registerView = registerBrief
  .extend({
    ...publicContent.shape,
    depositDigests: digests,
    depositLoggedAt: z.string().nullable(),
    noticeNumber: z.string(),
    /** How the last day was found, a sentence for each step; null where the rules no longer say it. */
    expiry: z
      .object({
        by: z.enum(['term', 'authorisation']),
        derivation: z.array(z.string()),
        source: z.string(),
        confidence: z.string(),
      })
      .nullable(),
    /** `detail`: by whose document, or which certificate was replaced by which; never a person. */
    history: z.array(z.object({ at: z.string(), what: z.string(), detail: z.string().nullable() })),
  })
  .meta({ id: 'RegisterEntry' })

/** Certificates of a registration in their order, what it came from and went over into, and what lies on it. Organisations only. */
export const certificateChain = z.object({
  certificates: z.array(
    z.object({
      certificateNumber: z.string(),
      cause: z.string(),
      at: z.string(),
      current: z.boolean(),
      holders: z.array(z.string()),
    }),
  ),
  from: z.array(z.object({ registrationNumber: z.string(), name: z.string() })),
  into: z.array(z.object({ registrationNumber: z.string(), name: z.string() })),
  burdens: z.array(z.object({ number: z.string(), zh: z.string(), en: z.string(), since: z.string() })),
})
