import { z } from 'zod'
import { correctionItem, versioned } from '../filing/schema.ts'

export const requireCorrection = versioned.extend({
  items: z
    .array(correctionItem.omit({ id: true }))
    .min(1)
    .max(50),
})
export const proposeAcceptance = versioned.extend({ opinion: z.string().trim().max(2000).default('') })
export const proposeRefusal = versioned.extend({
  grounds: z
    .array(z.object({ code: z.string().max(40), explanation: z.string().trim().min(4).max(1000) }))
    .min(1)
    .max(10),
})
export const queueCounts = z.object({ items: z.array(z.object({ status: z.string(), count: z.number().int() })) })
