import { z } from 'zod'
import { delegatedActions, roles } from '../kernel/actor.ts'
import { login, partyBrief, password } from '../kernel/identity.ts'
import { id, moment } from '../kernel/page.ts'
import { textField } from '../kernel/text.ts'

export const role = z.enum(roles)
export const totpCode = z.string().regex(/^\d{6}$/, '动态码是 6 位数字')

export const signIn = z.object({
  login,
  password,
  totp: totpCode.optional(),
  /** `cli` answers with a bearer token instead of setting a cookie. */
  client: z.enum(['browser', 'cli']).default('browser'),
})

export const accountView = z
  .object({
    id,
    login: z.string(),
    name: z.string(),
    roles: z.array(role),
    totp: z.boolean(),
  })
  .meta({ id: 'Account' })

export const signInRecord = z.object({
  at: moment,
  from: z.string(),
  outcome: z.enum(['succeeded', 'failed', 'locked']),
})

/** By which delegation the reader acts for another organisation now. */
export const acting = z.object({
  id,
  number: z.string(),
  principal: z.string(),
  delegate: z.string(),
  actions: z.array(z.enum(delegatedActions)),
  /** Null: all cases. */
  cases: z.number().int().nullable(),
  ended: z.enum(['revoked', 'expired']).nullable(),
})

export const me = z
  .object({
    account: accountView,
    party: partyBrief.nullable(),
    can: z.array(z.string()),
    acting: acting.nullable(),
    lastSignIns: z.array(signInRecord),
  })
  .meta({ id: 'Me' })

export const signedIn = z.object({ account: accountView, can: z.array(z.string()), token: z.string().nullable() })

export const sessionView = z.object({
  id,
  createdAt: moment,
  lastSeenAt: moment,
  client: z.string(),
  current: z.boolean(),
})

export const totpEnrolment = z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() })
/** `current` is a code of the authenticator in use, where there is one. */
export const totpConfirmation = z.object({ code: totpCode, current: totpCode.optional() })
export const passwordChange = z.object({ current: password, next: password })
export const passwordResetRequest = z.object({ login })
export const passwordReset = z.object({ token: z.string().min(20).max(200), password })

/** Two logins that an administrator knows to be one person's. */
export const personLink = z.object({
  logins: z.tuple([login, login]).refine(([a, b]) => a !== b, '请填写两个不同的登录名'),
})

export const newMember = z.object({
  login,
  name: textField(40).min(2, '请填写姓名'),
  email: z.email().max(120),
  roles: z.array(z.enum(['filer', 'signatory'])).min(1),
  password,
})
export const memberView = accountView.extend({ email: z.string(), active: z.boolean() })
