import { z } from 'zod'
import { day, id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { confidences } from '../kernel/rule-pack-base.ts'
import { textField } from '../kernel/text.ts'

const checkOutcome = z.enum(['confirmed', 'doubted'])

/** What the public may know of a number: the number, who gave it out, and whether the authority has compared it with its proof. */
export const publicNumber = z
  .object({
    kind: z.string(),
    name: z.string(),
    value: z.string(),
    issuer: z.string(),
    issuedOn: day.nullable(),
    /** `register`: our own; `stated`: by the holder. */
    origin: z.enum(['register', 'stated']),
    statedAt: moment,
    check: checkOutcome.nullable(),
    /** What is not certain of the number's form; empty where it is. */
    uncertain: z.string(),
  })
  .meta({ id: 'DatasetNumber' })

const statement = z.object({
  id,
  kind: z.string(),
  seq: z.number().int(),
  /** Null: withdrawn. */
  value: z.string().nullable(),
  issuer: z.string(),
  issuedOn: day.nullable(),
  note: z.string(),
  statedBy: z.string(),
  statedAt: moment,
  proof: z.object({ name: z.string() }).nullable(),
  check: z.object({ outcome: checkOutcome, note: z.string(), by: z.string(), at: moment }).nullable(),
})

export const numberList = z
  .object({
    numbers: z.array(publicNumber),
    rules: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        example: z.string(),
        issuer: z.string(),
        uncertain: z.string(),
        source: z.string(),
        confidence: z.enum(confidences),
      }),
    ),
    /** Every statement ever made, newest first; only the last of a kind counts. */
    history: z.array(statement),
    canState: z.boolean(),
    canCheck: z.boolean(),
  })
  .meta({ id: 'DatasetNumberList' })

/** The fields of the multipart body, before its file. */
export const numberStatement = z.object({
  value: textField(80).min(1, '请填写编号'),
  issuer: textField(100).min(2, '请填写编号由谁颁发'),
  issuedOn: z.union([z.literal('').transform(() => null), day]).default(null),
  note: textField(500, { multiline: true }).default(''),
})
export const numberWithdrawal = z.object({
  note: textField(500, { multiline: true }).min(4, '请写明收回的原因，不少于 4 个字'),
})
export const numberCheck = z.object({
  outcome: checkOutcome,
  note: textField(500, { multiline: true }).default(''),
})

/** Numbers of all registrations, for whoever joins registers. */
export const numberRow = publicNumber.omit({ uncertain: true, name: true }).extend({
  registrationNumber: z.string(),
  dataName: z.string(),
  holder: z.string(),
})
export const numberRows = pageOf(numberRow)
export const numberQuery = pageQuery.extend({ q: searchText, kind: z.string().max(40).optional() })
