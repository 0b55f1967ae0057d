import { z } from 'zod'
import { versioned } from '../kernel/case.ts'
import { day, id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { entryStatus, registerBrief, registerView } from '../kernel/register.ts'
import { textField } from '../kernel/text.ts'
import { effectView, encumbranceView } from './encumbrance.ts'
import { servedView, serviceWaysView } from './letter.ts'
import { affairCommands, affairKinds, affairStatuses } from './machine.ts'
import { holder } from './share.ts'
import { newTerms, signatureView, terms } from './transfer.ts'

export const registerPage = pageOf(registerBrief)
export const registerQuery = pageQuery.extend({
  q: searchText,
  prefectureCode: z.string().max(6).optional(),
  direction: z.string().max(20).optional(),
  status: entryStatus.optional(),
})

/** What a change or a rectification may touch. */
export const changeFields = {
  change: ['holder', 'address', 'authorisationUntil'],
  rectification: ['name', 'holder', 'scenario'],
} as const
const changeField = z.enum(['holder', 'address', 'authorisationUntil', 'name', 'scenario'])

const affairDocument = z.object({ code: z.string(), name: z.string(), required: z.boolean() })
const affairRule = z.object({
  kind: z.enum(affairKinds),
  grounds: z.array(z.object({ code: z.string(), text: z.string() })),
  documents: z.array(affairDocument),
  source: z.string(),
  confidence: z.string(),
})

/** By whom and under which number an act of an authority was ordered. */
const order = z.object({ issuer: textField(100).min(2), number: textField(100).min(1), date: day })

export const affairContent = z.object({
  ground: z.string().max(40),
  reason: textField(1000, { multiline: true }).min(4, '请写明理由，不少于 4 个字'),
  order: order.nullable(),
  changes: z.array(z.object({ field: changeField, from: z.string(), to: z.string() })),
  terms: terms.optional(),
  /** Who held how much when it was asked for. */
  heldBy: z.string().optional(),
})
export type AffairContent = z.infer<typeof affairContent>

export const newAffair = z.object({
  kind: z.enum(affairKinds),
  ground: z.string().max(40),
  reason: affairContent.shape.reason,
  order: order.nullable().default(null),
  changes: z
    .array(z.object({ field: changeField, to: textField(3000, { multiline: true }).min(1, '请填写新的内容') }))
    .max(4)
    .default([]),
  terms: newTerms.nullable().default(null),
})

/** A command on an affair; the reason is needed to propose a refusal and to send back. */
export const affairStep = versioned.extend({
  command: z.enum([
    'submit',
    'sign',
    'decline',
    'propose_grant',
    'propose_refusal',
    'send_back',
    'confirm',
    'withdraw',
  ]),
  note: textField(1000, { multiline: true }).default(''),
})

export const affairView = z
  .object({
    id,
    number: z.string(),
    entryId: id,
    kind: z.enum(affairKinds),
    status: z.enum(affairStatuses),
    version: z.number().int(),
    content: affairContent,
    createdAt: moment,
    filedAt: moment.nullable(),
    due: day.nullable(),
    decidedAt: moment.nullable(),
    documents: z.array(
      z.object({ id, code: z.string(), name: z.string(), bytes: z.number().int(), uploadedAt: moment }),
    ),
    events: z.array(
      z.object({
        ...{ at: moment, command: z.enum([...affairCommands, 'serve_letter']) },
        ...{ actorName: z.string(), note: z.string() },
      }),
    ),
    signatures: z.array(signatureView),
    /** What it does to licences and pledges; empty for whom that is no business of. */
    effects: z.array(effectView),
    /** To those who have no account here, for the registry or the holder to hand over or send. */
    letters: z.array(
      z.object({
        ...{ id, number: z.string(), to: z.string(), burden: z.string(), madeAt: moment },
        /** What it would do to their right, or what came of it. */
        moment: z.enum(['effect', 'outcome']),
        /** Null as long as nobody said that it was served. */
        served: servedView,
      }),
    ),
    serviceWays: serviceWaysView,
    /** Why it cannot be granted now, in sentences. */
    stops: z.array(z.string()),
    letterNumber: z.string().nullable(),
    can: z.array(z.enum(affairCommands)),
  })
  .meta({ id: 'RegisterAffair' })

/** What somebody may know of the registration who is asked to sign, or has asked. */
export const affairPage = affairView
  .extend({
    registration: registerBrief.extend({ holders: z.array(holder), encumbrances: z.array(encumbranceView) }),
    rule: affairRule.nullable(),
    /** May the reader open the registration itself? */
    entryVisible: z.boolean(),
  })
  .meta({ id: 'RegisterAffairPage' })

export const affairBrief = z
  .object({
    id,
    number: z.string(),
    kind: z.enum(affairKinds),
    status: z.enum(affairStatuses),
    name: z.string(),
    registrationNumber: z.string(),
    begunBy: z.string(),
    createdAt: moment,
    /** Waits for the signature of the reader's organisation. */
    toSign: z.boolean(),
  })
  .meta({ id: 'RegisterAffairBrief' })
export const affairList = pageOf(affairBrief)
export const affairQuery = pageQuery.extend({ toSign: z.enum(['true']).optional() })

/** An organisation that takes part, as its partner looks it up by its code. */
export const partnerQuery = z.object({ uscc: textField(18) })
export const partner = z.object({ name: z.string(), uscc: z.string() }).meta({ id: 'Partner' })

export const registrationBrief = registerBrief
  .extend({ id, openAffairs: z.number().int(), nearestDue: day.nullable() })
  .meta({ id: 'RegistrationBrief' })
export const registrationList = pageOf(registrationBrief)
export const registrationQuery = pageQuery.extend({
  q: searchText,
  status: entryStatus.optional(),
  waiting: z.enum(['true']).optional(),
})

export const registrationView = registerBrief
  .extend({
    id,
    caseId: id,
    scenario: z.string(),
    address: z.string(),
    certificates: z.array(z.object({ number: z.string(), at: moment })),
    expiry: registerView.shape.expiry,
    history: registerView.shape.history,
    holders: z.array(holder),
    encumbrances: z.array(encumbranceView),
    /** From and to which day a renewal may be filed. */
    renewal: z.object({ opens: day, closes: day }),
    /** End of the authorisation of the data's source; empty where there is none. */
    authorisationUntil: z.string(),
    affairs: z.array(affairView),
    /** The kinds that may be begun now, with what the rules say of each. */
    offered: z.array(affairRule),
    rules: z.array(affairRule),
  })
  .meta({ id: 'Registration' })
