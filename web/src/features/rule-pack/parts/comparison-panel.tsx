import { confidenceText } from '@datadeed/core/kernel/rule-pack'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { type Comparison, comparisonQuery, type RuleVersion, versionsQuery } from '../api.ts'
import { versionText } from '../version-text.ts'

type Change = Comparison['changes'][number]

function Fields({ change }: { change: Change }) {
  const text = useText(versionText).comparison
  const value = (field: string, one: string | null) =>
    one === null ? text.empty : field === 'confidence' ? ((confidenceText as Record<string, string>)[one] ?? one) : one
  return (
    <dl className="rule-changes">
      {change.fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{text.fields[field] ?? field}</dt>
          <dd>
            <del>{value(field, before)}</del> <ins>{value(field, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Entry by entry what another version has otherwise. */
export function ComparisonPanel({ version }: { version: RuleVersion }) {
  const text = useText(versionText)
  const words = text.comparison
  const selectId = useId()
  const [other, setOther] = useState<string>()
  const { data: versions } = useQuery(versionsQuery('rule_pack'))
  const found = useQuery(comparisonQuery(version.id, other))
  const options = (versions?.items ?? [])
    .filter(({ id }) => id !== version.id)
    .map(({ id, jurisdiction, version: number }) => ({ value: id, label: `${jurisdiction} ${text.version(number)}` }))
  return (
    <FormSection title={words.title}>
      <div className="entry">
        <label htmlFor={selectId}>{words.against}</label>
        <Select
          id={selectId}
          className="rule-select"
          value={other ?? ''}
          options={[{ value: '', label: words.before }, ...options]}
          onChange={(next) => setOther(next === '' ? undefined : next)}
        />
      </div>
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {!found.data && !found.error && <ListSkeleton />}
      {found.data && (
        <p role="status">
          {found.data.against === null
            ? words.nothing
            : found.data.changes.length === 0
              ? words.none
              : `${words.count(found.data.changes.length)}（${found.data.against.version} → ${version.version}）`}
        </p>
      )}
      <ul className="rule-entries">
        {found.data?.changes.map((change) => (
          <li key={`${change.section} ${change.entry}`}>
            <div className="rule-head">
              <span>
                <strong>{words.sections[change.section]}</strong> {change.title}
              </span>
              <StatusTag tone={change.what === 'removed' ? 'bad' : change.what === 'added' ? 'good' : 'attention'}>
                {words.what[change.what]}
              </StatusTag>
            </div>
            {change.fields.length > 0 && <Fields change={change} />}
          </li>
        ))}
      </ul>
    </FormSection>
  )
}
