import { useText } from '../../../app/language.ts'
import { fieldText } from '../../examination/field-text.ts'
import { valueText } from '../../examination/field-value.ts'
import { TextChanges } from '../../examination/parts/text-changes.tsx'
import { useFieldName } from '../../examination/parts/use-field-name.ts'
import type { CohortMember } from '../api.ts'
import { cohortText } from '../text.ts'

/** Every difference of a case from the exemplar, with the rule that allows it or what stands against it. */
export function Differences({ member }: { member: CohortMember }) {
  const text = useText(cohortText).members
  const words = useText(fieldText)
  const name = useFieldName()
  const { exemplar, state, differences } = member
  if (exemplar) return <span className="hint">{text.isExemplar}</span>
  if (differences.length === 0)
    return <span className="hint">{state === 'waiting' ? text.notCompared : text.noDifference}</span>
  return (
    <ul className="cohort-differences">
      {differences.map(({ field, before, after, allowed, why }) => {
        const [head = ''] = field.split('.')
        const label = head === 'findings' ? text.finding : name(field)
        return (
          <li key={field}>
            <strong>{label}</strong>
            <TextChanges before={valueText(head, before, words)} after={valueText(head, after, words)} />
            <small className={allowed ? 'hint' : 'note-error'}>{allowed ? text.allowed(why) : text.against(why)}</small>
          </li>
        )
      })}
    </ul>
  )
}
