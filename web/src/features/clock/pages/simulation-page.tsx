import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Select } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDate } from '../../../ui/format.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { type Foreseen, simulationQuery } from '../api.ts'
import { clockText } from '../text.ts'
import '../clock.css'

const choices = [7, 30, 60, 90]

/** The clocks run ahead over the data as of now: who would be told what and when. */
export function SimulationPage() {
  const all = useText(clockText)
  const text = all.simulation
  const language = useLanguage()
  const [days, setDays] = useState(90)
  const { data, error, refetch } = useQuery({ ...simulationQuery(days), placeholderData: keepPreviousData })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton />
  const columns: Column<Foreseen>[] = [
    { key: 'on', title: text.columns.on, cell: ({ on }) => <DateText at={on} day />, card: 'title' },
    {
      key: 'case',
      title: text.columns.case,
      cell: ({ caseId, caseNumber }) => (
        <span className="nowrap">
          <Link to="/queue/$id" params={{ id: caseId }}>
            {caseNumber}
          </Link>
        </span>
      ),
    },
    { key: 'step', title: text.columns.step, cell: ({ name, ref }) => `${name} ${ref}`.trim() },
    {
      key: 'what',
      title: text.columns.what,
      cell: ({ level, effect, reminder }) =>
        level ? all.levels[level] : effect ? text.effects[effect] : reminder === null ? '' : text.reminder(reminder),
    },
    { key: 'due', title: text.columns.due, cell: ({ due }) => <DateText at={due} day /> },
    {
      key: 'tell',
      title: text.columns.tell,
      cell: ({ tell }) => tell.map(({ role, names }) => `${all.roles[role]}：${names.join('、')}`).join('；'),
    },
  ]
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead(formatDate(data.from, language), formatDate(data.until, language))}
        above={text.clocks(data.clocks)}
      />
      {!data.complete && <Alert className="notice" type="warning" showIcon title={text.partial} />}
      <p className="filters">
        <Select
          aria-label={text.days}
          value={days}
          options={choices.map((value) => ({ value, label: `${text.days} ${value}` }))}
          onChange={setDays}
        />
      </p>
      <WholeTable
        label={text.title}
        columns={columns}
        rows={data.items}
        rowKey={({ on, caseId, kind, ref, level, effect, reminder }) =>
          `${on} ${caseId} ${kind} ${ref} ${level} ${effect} ${reminder}`
        }
        empty={<EmptyState title={text.empty}>{text.emptyBody}</EmptyState>}
      />
      <FormSection title={text.outages} lead={text.outagesLead}>
        {data.outages.length === 0 ? (
          <p className="hint">{text.outagesNone}</p>
        ) : (
          <ul className="outages">
            {data.outages.map(({ from, to, minutes }) => (
              <li key={from}>
                <DateText at={from} /> – <DateText at={to} />，{text.outage(minutes)}
              </li>
            ))}
          </ul>
        )}
      </FormSection>
    </>
  )
}
