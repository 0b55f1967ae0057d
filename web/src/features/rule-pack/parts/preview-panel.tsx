import { regionName } from '@datadeed/core/kernel/regions'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { previewQuery } from '../api.ts'
import { versionText } from '../version-text.ts'

/** Which days change, and which open deadlines with them. */
export function PreviewPanel({ id }: { id: string }) {
  const text = useText(versionText).preview
  const found = useQuery(previewQuery(id))
  const { data } = found
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!data) return <ListSkeleton />
  return (
    <>
      <FormSection title={text.days}>
        {data.days.length === 0 && <p>{text.noDays}</p>}
        <ul className="rule-entries">
          {data.days.map(({ date, place, before, after, working }) => (
            <li key={`${place} ${date}`}>
              <DateText at={date} day /> {place === '' ? text.nation : regionName(place)} {text.becomes(working)}
              <p className="hint">
                <del>{before}</del> <ins>{after}</ins>
              </p>
            </li>
          ))}
        </ul>
      </FormSection>
      <FormSection title={text.title}>
        <p role="status">{text.summary(data.open, data.moved, data.kept)}</p>
        {data.items.length === 0 && <EmptyState title={text.none}>{text.noneBody}</EmptyState>}
        <ul className="rule-entries">
          {data.items.map(({ caseId, caseNumber, caseName, step, before, counted, after }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a case may have two objections to answer; the list never reorders
            <li key={`${caseId} ${step} ${at}`}>
              <div className="rule-head">
                <span>
                  <Link to="/queue/$id" params={{ id: caseId }}>
                    <code>{caseNumber}</code>
                  </Link>{' '}
                  {caseName}
                </span>
                <span>
                  {text.steps[step] ?? step}：<DateText at={before} day />
                  {before === after ? (
                    `（${text.kept}）`
                  ) : (
                    <>
                      {' → '}
                      <DateText at={after} day />
                    </>
                  )}
                </span>
              </div>
              {counted !== after && (
                <p className="hint">
                  {text.columns.counted}：<DateText at={counted} day />
                </p>
              )}
            </li>
          ))}
        </ul>
      </FormSection>
    </>
  )
}
