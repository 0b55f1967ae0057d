import { confidenceText } from '@datadeed/core/kernel/rule-pack-base'
import { useText } from '../../../app/language.ts'
import { HashText } from '../../../ui/hash-text.tsx'
import type { Cohort } from '../api.ts'
import { cohortText } from '../text.ts'

const percent = (share: number) => Math.round(share * 1000) / 10

/** What the sample says, on which rule, and how anybody can draw it again. */
export function SamplePanel({ cohort: { sample, release, draw, counts } }: { cohort: Cohort }) {
  const text = useText(cohortText).sample
  const { size, population } = sample
  const confidence = confidenceText[sample.confidence as keyof typeof confidenceText] ?? sample.confidence
  return (
    <section aria-labelledby="cohort-sample">
      <h2 id="cohort-sample">{text.title}</h2>
      <p>{text.says(percent(sample.certainty), percent(sample.tolerated))}</p>
      {size !== null && population !== null && (
        <p>
          <strong>{text.size(size, population)}</strong> {text.state(counts.sound, counts.sampled, counts.defects)}
        </p>
      )}
      <p className="hint">
        {text.widenings(sample.widenings)}；{text.release(release.above)}。{text.source}：{sample.source}（{confidence}
        ）
      </p>
      {draw && (
        <details className="basis">
          <summary>{text.repeat}</summary>
          <p>{text.entry(draw.index, draw.size)}</p>
          <p>
            {text.root} <HashText hash={draw.root} what={text.root} />
          </p>
          <p>
            {text.list} <HashText hash={draw.list} what={text.list} />
          </p>
          <p>{text.recipe}</p>
          <code className="cohort-recipe">{`datadeed-cohort-draw/1\\n${draw.root}\\n${draw.list}\\n<case number>\\n`}</code>
        </details>
      )}
    </section>
  )
}
