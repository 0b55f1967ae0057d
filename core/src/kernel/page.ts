import { z } from 'zod'
import { textField } from './text.ts'

export const id = z.uuid()
/** Legal day, Asia/Shanghai, `YYYY-MM-DD`. */
export const day = z.iso.date()
/** Moment, RFC 3339 UTC. */
export const moment = z.iso.datetime()
export const hex32 = z.string().regex(/^[0-9a-f]{64}$/)
export const digests = z.object({ sha256: hex32, sm3: hex32 })

/** What a person types to search a list. */
export const searchText = textField(100).optional()

/** Cursor paging that every list shares: `next` is null on the last page. */
export const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() })
}
