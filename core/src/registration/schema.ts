import { z } from 'zod'
import { pageOf, pageQuery, searchText } from '../kernel/page.ts'
import { entryStatus, registerBrief } from '../kernel/register.ts'

export const registerPage = pageOf(registerBrief)
export const registerQuery = pageQuery.extend({
  q: searchText,
  prefectureCode: z.string().max(6).optional(),
  direction: z.string().max(20).optional(),
  status: entryStatus.optional(),
})
