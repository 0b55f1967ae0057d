import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import type { Objection } from '../api.ts'
import { objectionText } from '../text.ts'

/** What the data applied for overlap, by sketches alone: for who decides, with whose deposit it is and since when. */
export function ComparisonSection({ found }: { found: NonNullable<Objection['comparison']> }) {
  const text = useText(objectionText)
  return (
    <FormSection title={text.comparison} lead={text.comparisonHelp}>
      {found.length === 0 ? (
        <p>{text.comparisonNone}</p>
      ) : (
        <ul>
          {found.map(({ depositNumber, partyName, depositedAt, share }) => (
            <li key={depositNumber}>
              {depositNumber} {partyName} <DateText at={depositedAt} /> {text.comparisonOf(Math.round(share * 100))}
            </li>
          ))}
        </ul>
      )}
    </FormSection>
  )
}
