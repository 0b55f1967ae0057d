import type { Quality } from '@datadeed/dataset'
import { useText } from '../../../app/language.ts'
import { depositText } from '../text.ts'

const measured = ['completeness', 'uniqueness', 'conformity', 'consistency', 'accuracy'] as const

/** Down to the last digit shown: 99.999 % is not 100 %. */
const percent = (part: number) => `${(Math.floor(part * 10_000) / 100).toFixed(2)}%`

/** Data quality after GB/T 36344, as measured: a bar for each figure, and what each means. */
export function QualityFigures({ quality }: { quality: Quality }) {
  const text = useText(depositText).review.quality
  const told = measured.flatMap((name) => (quality[name] === null ? [] : [{ name, part: quality[name] }]))
  return (
    <dl className="quality" aria-label={text.title}>
      {told.map(({ name, part }) => (
        <div key={name} title={text.meanings[name]}>
          <dt>{text.names[name]}</dt>
          <dd>
            <span className="bar" aria-hidden="true">
              <span style={{ width: `${100 * part}%` }} />
            </span>
            {percent(part)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
