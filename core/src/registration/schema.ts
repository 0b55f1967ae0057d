import { z } from 'zod'
import { pageOf, pageQuery } from '../kernel/page.ts'
import { entryStatus, registerBrief } from '../kernel/register.ts'

export const registerPage = pageOf(registerBrief)
export const registerQuery = pageQuery.extend({
  q: z.string().trim().max(100).optional(),
  prefectureCode: z.string().max(6).optional(),
  direction: z.string().max(20).optional(),
  status: entryStatus.optional(),
})
