import { useQuery, useQueryClient } from '@tanstack/react-query'
import { newKey } from '../../../app/idempotency.ts'
import { useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { beginCohort, type CohortCandidate, candidatesQuery } from '../api.ts'
import { cohortText } from '../text.ts'
import { AlikeFacts } from './alike.tsx'

/** Groups of alike waiting cases, why they are alike, and the way to a cohort of each. */
export function Candidates({ onBegun }: { onBegun: (id: string) => void }) {
  const text = useText(cohortText).candidates
  const { data, error, refetch } = useQuery(candidatesQuery)
  return (
    <section aria-labelledby="cohort-candidates">
      <h2 id="cohort-candidates">{text.title}</h2>
      <p className="hint">{text.rule}</p>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <ListSkeleton />)}
      {data?.items.length === 0 && <p>{text.none(data.least)}</p>}
      <ul className="cohort-groups">
        {data?.items.map((group) => (
          <Group key={group.key} group={group} onBegun={onBegun} />
        ))}
      </ul>
    </section>
  )
}

function Group({ group, onBegun }: { group: CohortCandidate; onBegun: (id: string) => void }) {
  const text = useText(cohortText).candidates
  const client = useQueryClient()
  const toast = useToast()
  const begin = async () => {
    const { id, number } = await beginCohort(group.key, newKey())
    void client.invalidateQueries({ queryKey: ['cohorts'] })
    void client.invalidateQueries({ queryKey: ['cases'] })
    toast.success(text.begun(number))
    onBegun(id)
  }
  return (
    <li>
      <h3>
        {group.alike.owner} · {text.count(group.count)}
      </h3>
      <p>{text.examined(group.examined, group.count)}</p>
      <AlikeFacts alike={group.alike} more={[{ key: 'due', label: text.due, value: <DaysLeft due={group.due} /> }]} />
      <ConfirmAction
        label={text.begin}
        title={text.beginTitle(group.count)}
        consequence={<p>{text.beginBody}</p>}
        confirmLabel={text.begin}
        button={{ type: 'primary', 'aria-label': `${text.begin} ${group.alike.owner} ${text.count(group.count)}` }}
        onConfirm={begin}
      />
    </li>
  )
}
