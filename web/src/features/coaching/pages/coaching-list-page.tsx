import { coachingStatuses } from '@datadeed/core/coaching/machine'
import { regionName, reportingUnits } from '@datadeed/core/kernel/regions'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { FilterChoice, OnlyFilter, SearchField } from '../../../ui/filters.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { type CoachingBrief, coachingFilters, coachingListQuery } from '../api.ts'
import { CoachingStatus } from '../parts/status.tsx'
import { coachingText } from '../text.ts'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

function Filters({ search, onSearch, staff, everywhere }: Props & { staff: boolean; everywhere: boolean }) {
  const text = useText(coachingText)
  const change = (next: ListSearch) => onSearch(changeList(search, next))
  return (
    <search className="filters" aria-label={text.filters}>
      <SearchField label={text.search} value={search.q} onSearch={(q) => change({ q })} />
      <FilterChoice
        label={text.status}
        all={text.allStatuses}
        value={search.status}
        options={coachingStatuses.map((status) => [status, text.statuses[status]])}
        onChange={(status) => change({ status })}
      />
      {everywhere && (
        <FilterChoice
          label={text.prefecture}
          all={text.allPrefectures}
          value={search.prefectureCode}
          options={reportingUnits.map(({ code, name }) => [code, name])}
          onChange={(prefectureCode) => change({ prefectureCode })}
        />
      )}
      {staff && (
        <OnlyFilter
          label={text.whose}
          all={text.everybody}
          only={text.mine}
          value={search.mine}
          onChange={(mine) => change({ mine })}
        />
      )}
      {coachingFilters.some((name) => search[name]) && (
        <Button type="link" onClick={() => onSearch({})}>
          {text.clear}
        </Button>
      )}
    </search>
  )
}

/** Coaching cases: a company's own, those of the place for its coaches. */
export function CoachingListPage({ search, onSearch }: Props) {
  const text = useText(coachingText)
  const { account, can } = useSuspenseQuery(meQuery).data
  const list = useQuery({ ...coachingListQuery(search), placeholderData: keepPreviousData })
  const staff = !can.includes('case.list')
  const everywhere = account.roles.some((role) => ['examiner', 'auditor', 'administrator'].includes(role))
  const open = can.includes('coaching.open') && (
    <LinkButton look="primary" to="/coaching/new">
      {staff ? text.openStaff : text.open}
    </LinkButton>
  )
  const columns: Column<CoachingBrief>[] = [
    {
      key: 'topic',
      title: text.columns.topic,
      card: 'title',
      cell: ({ id, topic, number }) => (
        <span className="case-cell">
          <Link to="/coaching/$id" params={{ id }} className="clamped">
            {topic}
          </Link>
          <code>{number}</code>
        </span>
      ),
    },
    { key: 'party', title: text.columns.party, cell: ({ partyName }) => partyName },
    {
      key: 'place',
      title: text.columns.place,
      cell: ({ prefectureCode }) => regionName(prefectureCode).replace(/^贵州省/, ''),
    },
    { key: 'status', title: text.columns.status, cell: ({ status }) => <CoachingStatus status={status} /> },
    { key: 'coach', title: text.columns.coach, cell: ({ coachName }) => coachName ?? text.noCoach },
    { key: 'due', title: text.columns.due, cell: ({ nextDue }) => (nextDue ? <DaysLeft due={nextDue} /> : '—') },
    { key: 'updated', title: text.columns.updated, cell: ({ updatedAt }) => <DateText at={updatedAt} /> },
  ]
  const narrowed = coachingFilters.some((name) => search[name])
  return (
    <>
      <PageHeader
        title={text.title}
        lead={staff ? text.lead : text.leadCompany}
        actions={
          <>
            {open}
            <LinkButton to="/coaching/calendar">{text.calendar}</LinkButton>
            {staff && <LinkButton to="/coaching/figures">{text.figures}</LinkButton>}
            {can.includes('event.list') && <LinkButton to="/coaching/trail">{text.trail.title}</LinkButton>}
            <Button href="/eligibility">{text.check}</Button>
          </>
        }
      />
      <Filters search={search} onSearch={onSearch} staff={staff} everywhere={everywhere} />
      <QueryTable
        label={text.title}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.empty, body: staff ? text.emptyBody : text.emptyCompany, action: open }}
        noneFound={
          narrowed ? { title: text.emptyFiltered, body: text.emptyFilteredBody, clear: text.clear } : undefined
        }
      />
    </>
  )
}
