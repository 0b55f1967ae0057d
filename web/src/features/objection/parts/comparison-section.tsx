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

/** The deposit the objector chose beside the one applied for: shares alone for the two sides, with both times for who decides. */
export function ComparedSection({ found }: { found: NonNullable<Objection['compared']> }) {
  const text = useText(objectionText)
  const { columns, objectorFirst, objectorDeposit, applicantDepositedAt } = found
  const percent = (share: number) => Math.round(share * 100)
  return (
    <FormSection title={text.compared} lead={text.comparedHelp}>
      <p>{text.comparedFirst[objectorFirst === null ? 'neither' : objectorFirst ? 'objector' : 'applicant']}</p>
      {objectorDeposit && applicantDepositedAt && (
        <p>
          {text.comparedDeposit(objectorDeposit.number)} <DateText at={objectorDeposit.depositedAt} />；
          {text.comparedApplicant} <DateText at={applicantDepositedAt} />
        </p>
      )}
      {columns === null && <p>{text.comparedImpossible}</p>}
      {columns?.length === 0 && <p>{text.comparedNothing}</p>}
      {columns && columns.length > 0 && (
        <ul>
          {columns.map(({ column, share, error }) => (
            <li key={column ?? ''}>
              {column ?? text.comparedRows} {text.comparedShare(percent(share))}
              {error !== null && text.comparedError(percent(error))}
            </li>
          ))}
        </ul>
      )}
    </FormSection>
  )
}
