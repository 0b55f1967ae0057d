import { z } from 'zod'
import { deadlineView } from '../kernel/case.ts'
import { hex32, id, moment } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'

export const mediationStatuses = ['offered', 'held', 'declined', 'lapsed', 'failed', 'agreed'] as const
export type MediationStatus = (typeof mediationStatuses)[number]
const side = z.enum(['applicant', 'objector', 'examiner', 'system'])

export const mediationView = z
  .object({
    id,
    status: z.enum(mediationStatuses),
    offeredBy: side,
    offeredAt: moment,
    agreed: z.object({ applicant: z.boolean(), objector: z.boolean() }),
    mediator: z.string().nullable(),
    /** Where the mediator comes from: a mediation committee, an association, an office. */
    mediatorOf: z.string().nullable(),
    startedAt: moment.nullable(),
    /** The mediation's own clock, from the day both had agreed. */
    deadline: deadlineView.nullable(),
    endedAt: moment.nullable(),
    endedBy: side.nullable(),
    /** Why it failed, or what was agreed in brief. */
    note: z.string(),
    /** Who lets what was agreed be published without names; only where both do it is. */
    publishes: z.object({ applicant: z.boolean(), objector: z.boolean() }),
    document: z.object({ name: z.string(), bytes: z.number().int(), sha256: hex32, sm3: hex32 }).nullable(),
  })
  .meta({ id: 'Mediation' })

/** What one side, or who decides, learns from two sketches: shares of the own columns, and never a word of the other's data. */
export const comparedView = z
  .object({
    /** Null where the sketches are of different periods, or one deposit has none, and cannot be compared. */
    columns: z
      .array(
        z.object({
          /** Null for whole records. */
          column: z.string().nullable(),
          /** Of the reader's own values (who decides reads as the applicant) found in the other's data; in steps of 5 % for the two sides. */
          share: z.number(),
          /** Its standard error; for who decides. */
          error: z.number().nullable(),
        }),
      )
      .nullable(),
    /** Whether the objector's deposit is older than the one applied for; null where there is none, sketches alone. */
    objectorFirst: z.boolean().nullable(),
    /** For who decides. */
    objectorDeposit: z.object({ number: z.string(), depositedAt: moment }).nullable(),
    applicantDepositedAt: moment.nullable(),
  })
  .meta({ id: 'ComparedSketches' })

export const mediationOffer = z.object({ note: textField(500, { multiline: true }).default('') })
export const mediationAnswer = z.object({ agree: z.boolean() })
export const mediatorAppointment = z.object({
  name: textField(50).min(2, '请填写调解员姓名'),
  organisation: textField(100).min(2, '请填写调解员所属单位或者组织'),
})
export const mediationFailure = z.object({
  note: textField(2000, { multiline: true }).min(4, '请写明没有达成协议的情况，不少于 4 个字'),
})
const ticked = z
  .enum(['true', 'false'])
  .default('false')
  .transform((said) => said === 'true')
/** With the agreement as a file, and who consents in it to publication. */
export const mediationAgreement = z.object({
  note: textField(2000, { multiline: true }).min(4, '请写明协议要点，不少于 4 个字'),
  applicantPublishes: ticked,
  objectorPublishes: ticked,
})
export const objectionWithdrawal = z.object({
  reason: textField(1000, { multiline: true }).min(4, '请写明撤回的理由，不少于 4 个字'),
})
