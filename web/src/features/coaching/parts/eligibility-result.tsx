import { confidenceText } from '@datadeed/core/kernel/rule-pack'
import { useText } from '../../../app/language.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import type { CoachingCase } from '../api.ts'
import { coachingText } from '../text.ts'

const tones = { open: 'neutral', can_file: 'good', first: 'attention', cannot: 'bad' } as const

/** What the company answered before it asked for coaching, and what follows from it. */
export function EligibilityResult({ eligibility }: Pick<CoachingCase, 'eligibility'>) {
  const text = useText(coachingText)
  if (!eligibility)
    return (
      <FormSection title={text.eligibility}>
        <p>
          {text.eligibilityNone} <a href="/eligibility">{text.check}</a>
        </p>
      </FormSection>
    )
  const { verdict, items } = eligibility
  const open = items.filter(({ effect }) => effect !== 'pass')
  return (
    <FormSection title={text.eligibility}>
      <p>
        <StatusTag tone={tones[verdict]}>{text.verdicts[verdict]}</StatusTag>
      </p>
      <ol>
        {open.map(({ question, say, clause }) => (
          <li key={question}>
            {say} <span className="hint">{clause}</span>
          </li>
        ))}
      </ol>
      <details>
        <summary>{text.allAnswers}</summary>
        <ul className="coaching-list">
          {items.map((item) => (
            <li key={item.question}>
              <div>
                <strong>{item.text}</strong>
                <p>
                  {item.answerText}（{text.effects[item.effect]}）
                </p>
                <p className="hint">
                  {item.clause}；{item.source}（{confidenceText[item.confidence]}）
                </p>
              </div>
            </li>
          ))}
        </ul>
      </details>
    </FormSection>
  )
}
