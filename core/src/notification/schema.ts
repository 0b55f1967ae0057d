import { z } from 'zod'
import { day, id, moment, pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'
import { actKinds, changeTypes } from './changes.ts'
import { mailChoices, messageKinds } from './kinds.ts'
import { keyDays, keyScopes } from './policy.ts'

const kind = z.enum(messageKinds)
const bilingual = z.object({ zh: z.string(), en: z.string() })

export const message = z
  .object({
    id,
    kind,
    subject: bilingual,
    text: bilingual,
    /** Where in the workplace it leads to. */
    link: z.string(),
    /** Null where it is about no case. */
    caseName: z.string().nullable(),
    at: moment,
    read: z.boolean(),
  })
  .meta({ id: 'InboxMessage' })
export const inboxQuery = pageQuery.extend({ kind: kind.optional(), unread: z.enum(['true']).optional() })
export const inboxPage = pageOf(message)
export const unreadCount = z.object({ unread: z.number().int() })
export const markRead = z.object({ read: z.boolean() })

export const preference = z.object({
  kind,
  choice: z.enum(mailChoices),
  /** Its mail cannot be switched off. */
  legal: z.boolean(),
  choices: z.array(z.enum(mailChoices)),
})
export const preferences = z.object({ email: z.string(), items: z.array(preference) }).meta({ id: 'MailPreferences' })
export const savePreference = z.object({ kind, choice: z.enum(mailChoices) })

const types = z
  .array(z.enum(changeTypes))
  .min(1, '请至少选择一种事件')
  .transform((chosen) => [...new Set(chosen)])
const name = textField(60).min(1, '请填写名称')

export const newHook = z.object({ name, url: z.string().max(500), types })
export const changeHook = z.object({ name, url: z.string().max(500), types, on: z.boolean() })
export const hook = z
  .object({
    id,
    name: z.string(),
    url: z.string(),
    types: z.array(z.enum(changeTypes)),
    createdAt: moment,
    createdBy: z.string(),
    on: z.boolean(),
    offReason: z.enum(['person', 'failures', 'gone']).nullable(),
    offSince: moment.nullable(),
    /** Attempts that failed since the last that did not. */
    failures: z.number().int(),
    lastSuccessAt: moment.nullable(),
  })
  .meta({ id: 'WebHook' })
export const hooks = z.object({ items: z.array(hook) })
/** Shown once, to be kept by the receiver: `whsec_` and base64. */
export const hookWithSecret = z.object({ hook, secret: z.string() })

export const attempt = z.object({
  number: z.number().int(),
  at: moment,
  byHand: z.boolean(),
  status: z.number().int().nullable(),
  fault: z.string().nullable(),
  tookMs: z.number().int(),
})
export const delivery = z
  .object({
    /** The `webhook-id` header, the same however often it is sent. */
    id: z.string(),
    type: z.string(),
    state: z.enum(['waiting', 'delivered', 'failed']),
    createdAt: moment,
    nextAt: moment.nullable(),
    body: z.string(),
    attempts: z.array(attempt),
  })
  .meta({ id: 'WebHookDelivery' })
export const deliveryPage = pageOf(delivery)

export const newKey = z.object({
  name,
  scopes: z
    .array(z.enum(keyScopes))
    .min(1, '请至少选择一项权限')
    .transform((chosen) => [...new Set(chosen)]),
  days: z.union(keyDays.map((days) => z.literal(days))),
  /** Acts on this delegation, within it and as long as it is in force; without one for the own organisation. */
  delegationId: id.nullable().optional(),
})
export const apiKey = z
  .object({
    id,
    name: z.string(),
    /** Its first characters, to tell keys apart. */
    hint: z.string(),
    scopes: z.array(z.enum(keyScopes)),
    createdBy: z.string(),
    createdAt: moment,
    expiresAt: moment,
    revokedAt: moment.nullable(),
    revokedBy: z.string().nullable(),
    lastUsedAt: moment.nullable(),
    /** The principal and the delegation's number, where it acts for another organisation. */
    actsFor: z.string().nullable(),
    state: z.enum(['good', 'expired', 'revoked']),
  })
  .meta({ id: 'ApiKey' })
export const apiKeys = z.object({ items: z.array(apiKey) })
/** The key itself is in this answer and nowhere else. */
export const madeKey = z.object({ key: apiKey, secret: z.string() })
export const keyActs = z.object({
  items: z.array(
    z.object({ at: moment, operation: z.string(), target: z.string().nullable(), status: z.number().int() }),
  ),
})

export const changeQuery = z.object({
  /** Cursor of the last change seen; without it from the beginning. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export const change = z
  .object({ cursor: z.string(), at: moment, type: z.enum(changeTypes), data: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Change' })
export const changePage = z.object({
  items: z.array(change),
  /** To be asked with next; the same as asked with where nothing happened. */
  next: z.string().nullable(),
  more: z.boolean(),
})

export const actQuery = pageQuery.extend({ act: z.enum(actKinds).optional(), q: searchText })
export const act = z
  .object({
    /** Null for an affair of the register, which may be about a registration of somebody else's case. */
    caseId: id.nullable(),
    /** Of the case, or of the affair. */
    caseNumber: z.string(),
    name: z.string(),
    act: z.enum(actKinds),
    due: day.nullable(),
    objectionId: id.nullable(),
    objectionNumber: z.string().nullable(),
    affairId: id.nullable(),
    /** A transfer, a renewal, a division …: a word of the register's affairs. */
    affairKind: z.string().nullable(),
    errors: z.number().int(),
    updatedAt: moment,
    /** The reader may do it. */
    mine: z.boolean(),
    /** For whom, and on which delegation; null for the own organisation. */
    onBehalf: z.object({ delegationId: id, principal: z.string() }).nullable(),
  })
  .meta({ id: 'Act' })
export const actPage = pageOf(act).extend({ counts: z.record(z.enum(actKinds), z.number().int()) })
