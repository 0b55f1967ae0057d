import { prefectureOf, regionName } from '@datadeed/core/kernel/regions'
import { checkUscc, usccText } from '@datadeed/core/kernel/uscc'
import { useText } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { partyText } from '../text.ts'

type Outcome = 'good' | 'warned' | 'bad'
const tones: Record<Outcome, Tone> = { good: 'good', warned: 'attention', bad: 'bad' }

/** The credit code taken apart: what each part says, and whether it agrees with the rest and with the place given. */
export function CodeCheck({ uscc, prefectureCode }: { uscc: string; prefectureCode: string }) {
  const text = useText(partyText).check
  const result = checkUscc(uscc)
  const region = uscc.slice(2, 8)
  const issuer = prefectureOf(region)
  const place = issuer ? regionName(region) : text.issuerElsewhere
  const same = issuer?.code === prefectureCode
  const lines: { key: string; outcome: Outcome; words: string }[] = result.ok
    ? [
        { key: 'length', outcome: 'good', words: text.length },
        { key: 'outer', outcome: 'good', words: text.outer(uscc.slice(17)) },
        {
          key: 'inner',
          outcome: result.innerCheck ? 'good' : 'warned',
          words: result.innerCheck ? text.inner(uscc.slice(16, 17)) : text.innerBad,
        },
        {
          key: 'issuer',
          outcome: same ? 'good' : 'warned',
          words: `${text.issuer(region, place)}，${same ? text.sameRegion : text.otherRegion}`,
        },
      ]
    : [{ key: 'code', outcome: 'bad', words: usccText[result.reason] }]
  return (
    <ul className="code-check">
      {lines.map(({ key, outcome, words }) => (
        <li key={key}>
          <StatusTag tone={tones[outcome]}>{text[outcome]}</StatusTag>
          <span>{words}</span>
        </li>
      ))}
    </ul>
  )
}
