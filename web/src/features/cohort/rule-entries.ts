import type { CohortRule } from '@datadeed/core/kernel/rule-pack-cohort'
import type { CohortText } from './text.zh.ts'

/** What the rule pack says of batch examination, entry by entry, each with its source and confidence. */
export function cohortEntries({ size, differences, sample, release }: CohortRule, text: CohortText) {
  const percent = (share: number) => Math.round(share * 1000) / 10
  const of = ({ source, confidence }: Pick<typeof size, 'source' | 'confidence'>) => ({ source, confidence })
  return [
    { key: 'size', head: text.rule.size(size.least, size.most), ...of(size) },
    ...differences.map((one) => ({ key: one.field, head: text.rule.difference(one.text), ...of(one) })),
    {
      ...{ key: 'sample', head: text.sample.says(percent(sample.rule.certainty), percent(sample.rule.tolerated)) },
      ...{ detail: text.sample.widenings(sample.widenings), ...of(sample) },
    },
    { key: 'release', head: text.sample.release(release.above), ...of(release) },
  ]
}
