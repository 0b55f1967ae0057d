import { z } from 'zod'
import { delegatedActions } from '../kernel/actor.ts'
import { password } from '../kernel/identity.ts'
import { day, digests, id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'
import { delegateKinds, delegationCommands, delegationStates } from './machine.ts'

const action = z.enum(delegatedActions)

export const newDelegation = z.object({
  /** Unified social credit code of the organisation that is to act; empty for a coach. */
  delegateUscc: z.string().trim().max(40).default(''),
  /** Login of the one person that is to act; empty for everybody in the organisation. */
  delegateLogin: z.string().trim().toLowerCase().max(64).default(''),
  kind: z.enum(delegateKinds),
  actions: z
    .array(action)
    .min(1, '请至少勾选一项')
    .transform((chosen) => delegatedActions.filter((one) => chosen.includes(one))),
  /** Null: all cases, those to come among them. */
  caseIds: z.array(id).min(1, '请至少选择一个案件').max(500).nullable(),
  from: day,
  until: day,
  /** The signatory shows again who they are; the code where they have an authenticator. */
  password,
  totp: z
    .string()
    .regex(/^\d{6}$/, '动态码是 6 位数字')
    .optional(),
})

export const delegationStep = z.object({
  command: z.enum(delegationCommands),
  reason: textField(500, { multiline: true }).default(''),
})

const organisation = z.object({ name: z.string(), uscc: z.string() })

const delegationBrief = z.object({
  id,
  number: z.string(),
  /** Which side the reader is on; `observer` audits. */
  side: z.enum(['principal', 'delegate', 'observer']),
  principal: organisation,
  delegate: organisation,
  /** Name of the one person it is for. */
  person: z.string().nullable(),
  kind: z.enum(delegateKinds),
  actions: z.array(action),
  /** How many cases it names; null for all. */
  cases: z.number().int().nullable(),
  from: day,
  until: day,
  state: z.enum(delegationStates),
  /** The reader can act on it now. */
  usable: z.boolean(),
})

export const delegationView = delegationBrief
  .extend({
    caseList: z.array(z.object({ id, number: z.string(), name: z.string() })),
    digests,
    logIndex: z.number().int().nullable(),
    events: z.array(
      z.object({
        at: moment,
        what: z.enum(['signed', 'accepted', 'declined', 'revoked']),
        by: z.string(),
        organisation: z.string(),
        reason: z.string(),
      }),
    ),
    can: z.array(z.enum(delegationCommands)),
  })
  .meta({ id: 'Delegation' })
export const delegationPage = z.object({ items: z.array(delegationBrief.meta({ id: 'DelegationBrief' })) })

/** The last two hundred acts on a delegation, newest first: who of the delegate, what, in which case. */
export const delegationActs = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: moment,
      by: z.string(),
      operation: z.string(),
      caseId: id.nullable(),
      caseNumber: z.string().nullable(),
      keyName: z.string().nullable(),
      /** HTTP status of the answer: what was refused is told as well. */
      status: z.number().int(),
    }),
  ),
})

/** Whom to act for from now on in this session; null for the own organisation. */
export const choice = z.object({ delegationId: id.nullable() })
export const nextThings = ['correct', 'answer_objection', 'sign', 'complete', 'wait', 'done'] as const
export type NextThing = (typeof nextThings)[number]

export const agencyQuery = pageQuery.extend({
  q: searchText,
  principal: id.optional(),
  next: z.enum(nextThings).optional(),
  status: z.string().max(40).optional(),
  sort: z.enum(['due', 'updated']).default('due'),
})
export const agencyCase = z
  .object({
    caseId: id,
    caseNumber: z.string(),
    name: z.string(),
    status: z.string(),
    principalId: id,
    principalName: z.string(),
    delegationId: id,
    delegationNumber: z.string(),
    next: z.enum(nextThings),
    /** What has to be done next is delegated, and the reader's role suffices. */
    mine: z.boolean(),
    due: day.nullable(),
    errors: z.number().int(),
    updatedAt: moment,
  })
  .meta({ id: 'AgencyCase' })
export const agencyPage = pageOf(agencyCase).extend({
  counts: z.record(z.enum(nextThings), z.number().int()),
  principals: z.array(z.object({ id, name: z.string(), delegationId: id, until: day, cases: z.number().int() })),
})
