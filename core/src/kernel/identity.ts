import { z } from 'zod'
import { id } from './page.ts'

export const login = z
  .string()
  .trim()
  .toLowerCase()
  .min(3)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9._@-]*$/, '登录名由小写字母、数字和 . _ @ - 组成')

export const password = z.string().min(1).max(200)

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
