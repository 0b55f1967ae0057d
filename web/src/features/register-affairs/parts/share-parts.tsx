import { formatShare } from '@datadeed/core/kernel/share'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { formatDate } from '../../../ui/format.ts'
import type { Holder, Registration } from '../api.ts'
import { transferText } from '../transfer-text.ts'

/** Who holds how much; nothing but the name where one holds all. */
export function Holders({ holders }: { holders: readonly Holder[] }) {
  const text = useText(transferText)
  const [only] = holders
  if (holders.length === 1 && only) return <>{only.name}</>
  return (
    <ul className="registration-list">
      {holders.map((one) => (
        <li key={one.uscc}>
          {one.name}，{text.shareOf(formatShare(one))}
        </li>
      ))}
      {holders.some(({ agreed }) => !agreed) && <li>{text.notAgreed}</li>}
    </ul>
  )
}

type Burden = Registration['encumbrances'][number]
export const burdenKey = ({ kind, exclusivity }: Pick<Burden, 'kind' | 'exclusivity'>): string => exclusivity ?? kind

/** What lies on a registration, and lay on it before. */
export function Burdens({ burdens }: { burdens: readonly Burden[] }) {
  const text = useText(transferText)
  const language = useLanguage()
  if (burdens.length === 0) return <>{text.noBurdens}</>
  return (
    <ul className="registration-list">
      {burdens.map((one) => (
        <li key={one.number}>
          {text.burdenLine(text.burden[burdenKey(one)] ?? one.kind, one.number, one.beneficiary)}，
          {text.burdenTerm(
            one.document,
            formatDate(one.beginsOn, language),
            one.endsOn && formatDate(one.endsOn, language),
          )}
          {one.releasedAt && (
            <>
              （{text.released} <DateText at={one.releasedAt} day />）
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
