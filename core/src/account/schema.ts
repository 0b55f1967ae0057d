import { z } from 'zod'
import { roles } from '../kernel/actor.ts'
import { id, moment } from '../kernel/page.ts'

export const role = z.enum(roles)
export const login = z
  .string()
  .trim()
  .toLowerCase()
  .min(3)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9._@-]*$/, '登录名由小写字母、数字和 . _ @ - 组成')
export const password = z.string().min(1).max(200)
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

export const partyBrief = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(['enterprise', 'authority', 'service_body', 'bank', 'association', 'exchange']),
    uscc: z.string(),
    regionCode: z.string(),
    status: z.enum(['pending', 'approved', 'rejected']),
  })
  .meta({ id: 'PartyBrief' })

export const me = z
  .object({
    account: accountView,
    party: partyBrief.nullable(),
    can: z.array(z.string()),
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
export const passwordChange = z.object({ current: password, next: password })
export const passwordResetRequest = z.object({ login })
export const passwordReset = z.object({ token: z.string().min(20).max(200), password })

export const newMember = z.object({
  login,
  name: z.string().trim().min(2).max(40),
  email: z.email().max(120),
  roles: z.array(z.enum(['filer', 'signatory'])).min(1),
  password,
})
export const memberView = accountView.extend({ email: z.string(), active: z.boolean() })
