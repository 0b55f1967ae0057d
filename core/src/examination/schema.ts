import { z } from 'zod'
import { correctionItem, versioned } from '../kernel/case.ts'
import { textField } from '../kernel/text.ts'

export const requireCorrection = versioned.extend({
  items: z
    .array(correctionItem.omit({ id: true }))
    .min(1)
    .max(50),
})
export const proposeAcceptance = versioned.extend({ opinion: textField(2000, { multiline: true }).default('') })
export const proposeRefusal = versioned.extend({
  grounds: z
    .array(
      z.object({
        code: z.string().max(40),
        explanation: textField(1000, { multiline: true }).min(4, '请写明理由，不少于 4 个字'),
      }),
    )
    .min(1)
    .max(10),
})
export const queueCounts = z.object({ items: z.array(z.object({ status: z.string(), count: z.number().int() })) })
