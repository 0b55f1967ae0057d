import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { type Simulation, simulationQuery } from '../api.ts'
import { versionText } from '../version-text.ts'

type Item = Simulation['items'][number]
type Difference = Item['differences'][number]

/** What a finding says, without the word for how grave it is. */
const told = (value: string | null) => value?.replace(/^(error|warning|hint):/, '') ?? null

function OneDifference({ kind, item, before, after }: Difference) {
  const text = useText(versionText)
  const { steps, kinds } = text.simulation
  const [step = '', which] = item.split(' ')
  const timed = kind === 'deadline' || kind === 'validity'
  const named = timed ? `${steps[step] ?? step}${which ? ` ${which}` : ''}` : ''
  return (
    <li>
      {kinds[kind]}
      {named && `（${named}）`}：<del>{told(before) ?? text.comparison.empty}</del>{' '}
      <ins>{told(after) ?? text.comparison.empty}</ins>
    </li>
  )
}

/** What past cases would have had otherwise, counted and case by case. */
export function SimulationPanel({ id }: { id: string }) {
  const text = useText(versionText).simulation
  const run = useQuery(simulationQuery(id))
  const { data } = run
  return (
    <FormSection title={text.title} lead={text.lead}>
      {run.error && <ErrorState error={run.error} onRetry={() => void run.refetch()} />}
      {!data && !run.error && <ListSkeleton />}
      {data?.examined === 0 && <EmptyState title={text.none}>{text.noneBody}</EmptyState>}
      {data && data.examined > 0 && (
        <>
          <p role="status">
            {text.summary(data.examined, data.total, data.differing)}
            {text.submission(data.submission.stopped, data.submission.freed)}
          </p>
          {data.differing === 0 ? (
            <EmptyState title={text.same}>{text.sameBody}</EmptyState>
          ) : (
            <KeyValues
              items={(Object.keys(text.kinds) as Difference['kind'][]).map((kind) => ({
                key: kind,
                label: text.kinds[kind],
                value: String(data.counts[kind] ?? 0),
              }))}
            />
          )}
          {data.items.length < data.differing && <p className="hint">{text.listed(data.items.length)}</p>}
          <ul className="rule-entries">
            {data.items.map((item) => (
              <li key={item.caseId}>
                <div className="rule-head">
                  <span>
                    <Link to="/queue/$id" params={{ id: item.caseId }}>
                      <code>{item.caseNumber}</code>
                    </Link>{' '}
                    {item.caseName}
                  </span>
                  <span className="hint">{text.under(item.version)}</span>
                </div>
                <ul className="rule-differences">
                  {item.differences.map((difference) => (
                    <OneDifference key={`${difference.kind} ${difference.item}`} {...difference} />
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
    </FormSection>
  )
}
