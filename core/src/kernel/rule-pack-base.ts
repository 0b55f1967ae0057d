import { z } from 'zod'

/** How well an entry is founded; shown wherever the entry is shown to staff. */
export const confidences = ['verified', 'secondary', 'analogy', 'common_practice', 'assumption'] as const
export type Confidence = (typeof confidences)[number]
export const confidenceText: Record<Confidence, string> = {
  verified: '已核对原文',
  secondary: '据二手资料',
  analogy: '类推适用',
  common_practice: '各地通行做法，未核对本省原文',
  assumption: '暂定值，待登记机构确认',
}

export const code = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/)
/** Where an entry of a pack comes from, and how well it is founded. */
export const cited = { source: z.string().min(1), confidence: z.enum(confidences) }

/** An expression that is tried on text, without regard to case. */
export const pattern = z.string().refine((text) => {
  try {
    return new RegExp(text, 'iu') !== null
  } catch {
    return false
  }
}, '不是正确的正则表达式')
