import { percentOf } from '@datadeed/core/coaching/completeness'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { statusName } from '../../examination/parts/history-panel.tsx'
import type { CoachingCase } from '../api.ts'
import { coachingText } from '../text.ts'
import { useCoaching } from '../use-coaching.ts'

type Linked = CoachingCase['links'][number]

/** The applications that came of a coaching case: how complete each was when it was linked, and is now. */
export function Links({ c }: { c: CoachingCase }) {
  const text = useText(coachingText)
  const language = useLanguage()
  const { can } = useSuspenseQuery(meQuery).data
  const [chosen, setChosen] = useState<string | null>(null)
  const link = useCoaching(c, 'links', text.linked, () => setChosen(null))
  const mayLink = c.can.includes('link')
  const complete = (of: Linked['now']) => text.complete(percentOf(of), of.errors)
  const columns: Column<Linked>[] = [
    {
      key: 'case',
      title: text.linkColumns.case,
      card: 'title',
      cell: ({ caseId, caseNumber, name, status }) => (
        <span className="case-cell">
          {name === null ? (
            <span>{caseNumber}</span>
          ) : (
            <Link to={can.includes('queue.read') ? '/queue/$id' : '/cases/$id'} params={{ id: caseId }}>
              {name || caseNumber}
            </Link>
          )}
          <small>{statusName(status, language)}</small>
        </span>
      ),
    },
    { key: 'before', title: text.linkColumns.before, cell: ({ before }) => complete(before) },
    { key: 'now', title: text.linkColumns.now, cell: ({ now }) => complete(now) },
    {
      key: 'certificate',
      title: text.linkColumns.certificate,
      cell: ({ certificateNumber: number }) =>
        number ? <a href={`/certificates/${number}`}>{number}</a> : text.noCertificate,
    },
    { key: 'days', title: text.linkColumns.days, cell: ({ days }) => (days === null ? '—' : text.days(days)) },
  ]
  return (
    <FormSection title={text.links} lead={text.linksLead}>
      {c.links.length > 0 ? (
        <WholeTable label={text.links} columns={columns} rows={c.links} rowKey={({ caseId }) => caseId} />
      ) : (
        <p>{mayLink ? text.linksNoneCompany : text.linksNone}</p>
      )}
      {mayLink && c.linkable.length === 0 && <p className="hint">{text.linkNothing}</p>}
      {mayLink && c.linkable.length > 0 && (
        <div className="coaching-form no-print">
          <ProblemAlert error={link.error} />
          <Select
            aria-label={text.linkChoose}
            placeholder={text.linkChoose}
            value={chosen}
            options={c.linkable.map(({ number, name }) => ({ value: number, label: `${number} ${name}` }))}
            onChange={setChosen}
          />
          <p className="hint">{text.linkNote}</p>
          <p>
            <Button
              disabled={chosen === null}
              loading={link.isPending}
              onClick={() => chosen !== null && link.mutate({ caseNumber: chosen })}
            >
              {text.linkAdd}
            </Button>
          </p>
        </div>
      )}
    </FormSection>
  )
}
