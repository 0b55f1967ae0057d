import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { coachingListQuery } from '../api.ts'
import { coachingText } from '../text.ts'
import { CoachingStatus } from './status.tsx'
import '../coaching.css'

const shown = 5

/** On the first page: coaching cases that wait or go on; `quiet` says nothing where there are none. */
export function CoachingWork({ quiet }: { quiet: boolean }) {
  const text = useText(coachingText)
  const { data } = useQuery(coachingListQuery({}))
  const open = (data?.items ?? []).filter(({ status }) => status !== 'closed')
  if (!data || (quiet && open.length === 0)) return null
  return (
    <FormSection title={text.title}>
      {open.length === 0 && <p>{text.emptyBody}</p>}
      <ul className="coaching-list">
        {open.slice(0, shown).map((one) => (
          <li key={one.id}>
            <div>
              <Link to="/coaching/$id" params={{ id: one.id }}>
                {one.topic}
              </Link>
              <p className="hint">
                {one.partyName} · {one.number}
              </p>
            </div>
            <div className="acts">
              {one.nextDue && <DaysLeft due={one.nextDue} />}
              <CoachingStatus status={one.status} />
            </div>
          </li>
        ))}
      </ul>
      <p className="work-more">
        <Link to="/coaching">{text.toAll}</Link>
      </p>
    </FormSection>
  )
}
