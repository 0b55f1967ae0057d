import { z } from 'zod'
import { day, id } from '../kernel/page.ts'
import { share } from '../kernel/share.ts'
import { textField } from '../kernel/text.ts'
import { encumbranceKinds, exclusivities } from './encumbrance.ts'
import { dataRelations } from './renewal.ts'
import { holder } from './share.ts'

const uscc = textField(18).length(18, '请填写 18 位统一社会信用代码')
const name = textField(200).min(2, '请填写登记名称')
const holding = z.object({ uscc, share })
/** A share of everybody who will hold the registration; empty keeps the present ones. */
const holdings = z.array(holding).max(20).default([])
const chosenDeposit = z.uuid('请选择存证')
const deposit = z.object({ name, depositId: chosenDeposit, holders: holdings })

/** What is agreed, as it is asked for; what the kind of an affair needs beside ground and reason. */
export const newTerms = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('renewal'),
    depositId: chosenDeposit,
    statement: textField(1000, { multiline: true }).min(10, '请说明数据现在的状况，不少于 10 个字'),
    authorisationUntil: day.nullable().default(null),
  }),
  /** Without a share all that the transferor holds. */
  z.object({
    kind: z.literal('transfer'),
    to: uscc,
    share: share.nullable().default(null),
    contract: textField(100).min(1, '请填写转移依据（合同名称、编号）'),
  }),
  z.object({ kind: z.literal('division'), parts: z.array(deposit).min(2, '分割后至少有两项登记').max(20) }),
  z.object({
    kind: z.literal('merger'),
    sources: z.array(id).min(1, '请至少选择另一项登记').max(19),
    ...deposit.shape,
  }),
  z.object({
    kind: z.literal('burden'),
    burden: z.enum(encumbranceKinds),
    exclusivity: z.enum(exclusivities).nullable().default(null),
    beneficiary: textField(200).min(2, '请填写名称'),
    uscc: uscc.nullable().default(null),
    document: textField(100).min(1, '请填写文书或者合同的编号'),
    beginsOn: z.iso.date('请填写起期'),
    endsOn: z.iso.date('请核对止期').nullable().default(null),
  }),
  z.object({ kind: z.literal('release'), encumbranceId: z.uuid('请选择要解除的一项') }),
])
export type NewTerms = z.output<typeof newTerms>

/** What the later deposit was found to have to do with the registered one. */
export const dataCheck = z.object({
  earlier: z.string(),
  later: z.string(),
  relation: z.enum(dataRelations),
  files: z.number().int(),
  sameFiles: z.number().int(),
  sketch: z.object({ share: z.number(), shareOfOther: z.number() }).nullable(),
})
export type DataCheck = z.infer<typeof dataCheck>

const entryRef = z.object({
  entryId: id,
  registrationNumber: z.string(),
  certificateNumber: z.string(),
  name: z.string(),
})
const opened = z.object({ name: z.string(), depositId: id, check: dataCheck, holders: z.array(holder) })

/** What is agreed, as it was looked up and checked; kept with the affair and signed by all. */
export const terms = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('renewal'),
    depositId: id,
    statement: z.string(),
    authorisationUntil: day.nullable(),
    check: dataCheck,
    from: day,
    until: day,
  }),
  z.object({
    kind: z.literal('transfer'),
    from: z.object({ name: z.string(), uscc: z.string() }),
    to: z.object({ name: z.string(), uscc: z.string(), partyId: id }),
    share: share.nullable(),
    contract: z.string(),
    /** As they will be, and were when it was asked for. */
    holders: z.array(holder),
    before: z.array(holder),
  }),
  z.object({ kind: z.literal('division'), parts: z.array(opened), before: z.array(holder) }),
  z.object({
    kind: z.literal('merger'),
    sources: z.array(entryRef),
    ...opened.shape,
    before: z.array(holder),
    until: day,
  }),
  z.object({
    kind: z.literal('burden'),
    burden: z.enum(encumbranceKinds),
    exclusivity: z.enum(exclusivities).nullable(),
    beneficiary: z.string(),
    uscc: z.string().nullable(),
    partyId: id.nullable(),
    document: z.string(),
    beginsOn: day,
    endsOn: day.nullable(),
  }),
  z.object({
    kind: z.literal('release'),
    encumbranceId: id,
    number: z.string(),
    burden: z.enum(encumbranceKinds),
    exclusivity: z.enum(exclusivities).nullable(),
    beneficiary: z.string(),
  }),
])
export type Terms = z.infer<typeof terms>
export type TermsOf<K extends Terms['kind']> = Extract<Terms, { kind: K }>

/** The terms each kind of affair needs; none for the rest. */
export const termsKinds: Partial<Record<string, Terms['kind']>> = {
  ...({ renewal: 'renewal', transfer: 'transfer', division: 'division', merger: 'merger' } as const),
  ...({ freeze: 'burden', recordal: 'burden', unfreeze: 'release', discharge: 'release' } as const),
}

export const capacities = ['begins', 'transferee', 'co_owner', 'pledgee', 'beneficiary', 'source_holder'] as const
export type Capacity = (typeof capacities)[number]
/** Somebody's signature under an affair. */
export const signatureView = z.object({
  name: z.string(),
  capacity: z.enum(capacities),
  /** Of the actor's own organisation. */
  own: z.boolean(),
  signedAt: z.iso.datetime().nullable(),
  declinedAt: z.iso.datetime().nullable(),
})
