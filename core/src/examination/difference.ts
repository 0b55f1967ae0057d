import { z } from 'zod'

const attachment = z.object({
  kind: z.string(),
  name: z.string(),
  digests: z.object({ sha256: z.string() }),
})
/** What was submitted, as kept with its digest (`datadeed-submission/1`), as far as a difference needs it. */
export const submissionText = z.object({
  form: z.record(z.string(), z.unknown()),
  attachments: z.array(attachment),
  answers: z.array(z.object({ itemId: z.string(), text: z.string() })),
})
export type Submission = z.infer<typeof submissionText>

export const difference = z.object({
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  attachments: z.array(z.object({ kind: z.string(), name: z.string(), what: z.enum(['added', 'removed']) })),
})
export type Difference = z.infer<typeof difference>

/** What one submission says otherwise than an earlier one. An attachment with other bytes is another attachment. */
export function differenceOf(before: Submission, after: Submission): Difference {
  const fields = [...new Set([...Object.keys(before.form), ...Object.keys(after.form)])].sort()
  const key = ({ kind, name, digests }: Submission['attachments'][number]) => `${kind} ${digests.sha256} ${name}`
  const missing = (from: Submission, to: Submission, what: 'added' | 'removed') => {
    const there = new Set(to.attachments.map(key))
    return from.attachments.filter((one) => !there.has(key(one))).map(({ kind, name }) => ({ kind, name, what }))
  }
  return {
    fields: fields
      .map((field) => ({ field, before: before.form[field] ?? null, after: after.form[field] ?? null }))
      .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after)),
    attachments: [...missing(before, after, 'removed'), ...missing(after, before, 'added')],
  }
}
