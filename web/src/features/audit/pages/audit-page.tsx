import { eventKinds } from '@datadeed/core/filing/schema'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { toCsv } from '../../../app/csv.ts'
import { type Language, useLanguage, useText } from '../../../app/language.ts'
import { csvType, saveFile } from '../../../app/save-file.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { FilterChoice, SearchField } from '../../../ui/filters.tsx'
import { formatDateTime } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { accountText } from '../../account/text.ts'
import { coachingText } from '../../coaching/text.ts'
import { delegationText } from '../../delegation/text.ts'
import { commandName, statusName } from '../../examination/parts/history-panel.tsx'
import { registerAffairsText } from '../../register-affairs/text.ts'
import { type AuditEvent, allEvents, eventsQuery } from '../api.ts'
import { auditText } from '../text.ts'
import type { AuditText } from '../text.zh.ts'

const mostExported = 5000

const roleName = (role: string, language: Language) =>
  auditText[language].sides[role] ?? (accountText[language].roles as Record<string, string>)[role] ?? role

/** What was done, in the words of what it is about. */
const stepName = ({ kind, command }: AuditEvent, language: Language): string => {
  if (kind === 'case') return commandName(command, language)
  const words: Readonly<Record<string, string>> = {
    coaching: coachingText[language].commands,
    affair: registerAffairsText[language].commands,
    delegation: delegationText[language].operations,
  }[kind]
  return words[command] ?? command
}
const stateName = ({ kind }: AuditEvent, state: string, language: Language): string => {
  if (kind === 'case') return statusName(state, language)
  const words: Readonly<Record<string, string>> =
    kind === 'affair' ? registerAffairsText[language].statuses : auditText[language].outcomes
  return words[state] ?? ''
}

const csvOf = (events: AuditEvent[], { columns, kinds }: AuditText, language: Language) =>
  toCsv(
    [
      columns.at,
      columns.kind,
      columns.case,
      columns.command,
      columns.from,
      columns.to,
      columns.actor,
      columns.role,
      columns.note,
      columns.log,
    ],
    events.map((event) => [
      formatDateTime(event.at, language),
      kinds[event.kind],
      event.caseNumber,
      stepName(event, language),
      stateName(event, event.from, language),
      stateName(event, event.to, language),
      event.actor,
      roleName(event.actorRole, language),
      event.note,
      event.logIndex,
    ]),
  )

/** Where what an event is about is read in full. */
function SubjectLink({ event: { kind, caseId: id, caseNumber } }: { event: AuditEvent }) {
  const number = <code>{caseNumber}</code>
  if (kind === 'coaching')
    return (
      <Link to="/coaching/$id" params={{ id }}>
        {number}
      </Link>
    )
  if (kind === 'delegation')
    return (
      <Link to="/delegations/$id" params={{ id }}>
        {number}
      </Link>
    )
  if (kind === 'affair')
    return (
      <Link to="/affairs/$id" params={{ id }}>
        {number}
      </Link>
    )
  return (
    <Link to="/queue/$id" params={{ id }} search={{ side: 'history' }}>
      {number}
    </Link>
  )
}

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

/** All steps of all cases, for whoever has to answer for them. */
export function AuditPage({ search, onSearch }: Props) {
  const text = useText(auditText)
  const language = useLanguage()
  const toast = useToast()
  const [exporting, setExporting] = useState(false)
  const list = useQuery({ ...eventsQuery(search), placeholderData: keepPreviousData })

  const exportAll = async () => {
    setExporting(true)
    try {
      const { events, complete } = await allEvents(search, mostExported)
      saveFile(
        `${text.file}${search.caseNumber ? `-${search.caseNumber}` : ''}.csv`,
        csvOf(events, text, language),
        csvType,
      )
      if (complete) toast.success(text.exported(events.length))
      else toast.warning(text.exportedPart(events.length))
    } catch (error) {
      toast.failed(error)
    } finally {
      setExporting(false)
    }
  }

  const columns: Column<AuditEvent>[] = [
    { key: 'at', title: text.columns.at, cell: (event) => <DateText at={event.at} /> },
    {
      key: 'case',
      title: text.columns.case,
      card: 'title',
      cell: (event) => (
        <span className="case-cell">
          <SubjectLink event={event} />
          {event.kind !== 'case' && <small>{text.kinds[event.kind]}</small>}
        </span>
      ),
    },
    {
      key: 'command',
      title: text.columns.command,
      cell: (event) => (
        <span className="case-cell">
          <span>{stepName(event, language)}</span>
          {event.from !== event.to && (
            <small>
              {event.from && `${stateName(event, event.from, language)} → `}
              {stateName(event, event.to, language)}
            </small>
          )}
        </span>
      ),
    },
    {
      key: 'actor',
      title: text.columns.actor,
      cell: (event) => (
        <span className="case-cell">
          <span>{event.actor}</span>
          {roleName(event.actorRole, language) !== event.actor && <small>{roleName(event.actorRole, language)}</small>}
        </span>
      ),
    },
    { key: 'note', title: text.columns.note, cell: (event) => <span className="clamped">{event.note || '—'}</span> },
    {
      key: 'log',
      title: text.columns.log,
      align: 'right',
      cell: (event) =>
        event.logIndex === null ? (
          <span className="hint">{text.pending}</span>
        ) : (
          <a href={`/log?index=${event.logIndex}`}>{event.logIndex}</a>
        ),
    },
  ]
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead}
        actions={
          <>
            <LinkButton to="/coaching/trail">{text.trail}</LinkButton>
            <Button loading={exporting} onClick={() => void exportAll()}>
              {text.export}
            </Button>
          </>
        }
      />
      <search className="filters" aria-label={text.title}>
        <FilterChoice
          label={text.kind}
          all={text.allKinds}
          value={search.kind}
          options={eventKinds.map((kind) => [kind, text.kinds[kind]])}
          onChange={(kind) => onSearch(changeList(search, { kind }))}
        />
        <SearchField
          label={text.caseNumber}
          max={40}
          value={search.caseNumber}
          onSearch={(caseNumber) => onSearch(changeList(search, { caseNumber }))}
        />
      </search>
      <QueryTable
        label={text.title}
        list={list}
        columns={columns}
        rowKey={(event) => `${event.caseId} ${event.seq}`}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.empty, body: text.emptyBody }}
        noneFound={
          search.caseNumber || search.kind
            ? { title: text.emptyFiltered, body: text.emptyFilteredBody, clear: text.clear }
            : undefined
        }
      />
    </>
  )
}
