import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { useCasePack } from '../../filing/case-pack.tsx'
import { groundsQuery } from '../api.ts'
import { decisionText } from '../text.ts'

/** A field of the form, or a rule of the pre-examination. */
type Props = { field?: string; finding?: string }

/** The way to decisions on objections of the ground that a field or a finding is about; nothing where there is none yet. */
export function RelatedDecisions({ field, finding }: Props) {
  const text = useText(decisionText)
  const reason = useCasePack().objectionReasons.find(
    ({ concerns }) =>
      (field !== undefined && concerns?.fields.includes(field)) ||
      (finding !== undefined && concerns?.findings.includes(finding)),
  )
  const { data } = useQuery({ ...groundsQuery, enabled: reason !== undefined })
  const found = data?.items.find(({ ground }) => ground === reason?.code)
  if (!found) return null
  return (
    <a className="related-decisions" href={`/decisions?ground=${found.ground}`} target="_blank" rel="noreferrer">
      {text.related(found.count)}
    </a>
  )
}
