import { industryName } from '@datadeed/core/kernel/industries'
import { prefectures, regionName } from '@datadeed/core/kernel/regions'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { FilterChoice, SearchField } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { type Party, partiesQuery, partyFilters, partyStatuses } from '../api.ts'
import { partyText } from '../text.ts'

export const partyTones: Record<Party['status'], Tone> = { pending: 'attention', approved: 'good', rejected: 'bad' }

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

function Filters({ search, onSearch }: Props) {
  const text = useText(partyText)
  const { roles } = useSuspenseQuery(meQuery).data.account
  const change = (next: ListSearch) => onSearch(changeList(search, next))
  return (
    <search className="filters" aria-label={text.filters}>
      <SearchField label={text.search} value={search.q} onSearch={(q) => change({ q })} />
      <FilterChoice
        label={text.status}
        all={text.allStatuses}
        value={search.status}
        options={partyStatuses.map((status) => [status, text.statuses[status]])}
        onChange={(status) => change({ status })}
      />
      {roles.some((role) => role !== 'officer') && (
        <FilterChoice
          label={text.prefecture}
          all={text.allPrefectures}
          value={search.prefectureCode}
          options={prefectures.map(({ code, name }) => [code, name])}
          onChange={(prefectureCode) => change({ prefectureCode })}
        />
      )}
      {partyFilters.some((name) => search[name]) && (
        <Button type="link" onClick={() => onSearch({})}>
          {text.clear}
        </Button>
      )}
    </search>
  )
}

/** Organisations the reader may see, those waiting for approval one click away. */
export function PartiesPage({ search, onSearch }: Props) {
  const text = useText(partyText)
  const list = useQuery({ ...partiesQuery(search), placeholderData: keepPreviousData })
  const columns: Column<Party>[] = [
    {
      key: 'name',
      title: text.columns.name,
      card: 'title',
      cell: (party) => (
        <span className="case-cell">
          <Link to="/parties/$id" params={{ id: party.id }}>
            {party.name}
          </Link>
          <code>{party.uscc}</code>
        </span>
      ),
    },
    {
      key: 'region',
      title: text.columns.region,
      cell: (party) => regionName(party.countyCode || party.prefectureCode).replace(/^贵州省/, ''),
    },
    {
      key: 'industry',
      title: text.columns.industry,
      cell: (party) => industryName(party.industryCode).split(' / ').at(-1),
    },
    { key: 'created', title: text.columns.created, cell: (party) => <DateText at={party.createdAt} /> },
    {
      key: 'status',
      title: text.columns.status,
      cell: (party) => <StatusTag tone={partyTones[party.status]}>{text.statuses[party.status]}</StatusTag>,
    },
  ]
  const narrowed = partyFilters.some((name) => search[name])
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} />
      <Filters search={search} onSearch={onSearch} />
      <QueryTable
        label={text.title}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.empty, body: text.emptyBody }}
        noneFound={
          narrowed ? { title: text.emptyFiltered, body: text.emptyFilteredBody, clear: text.clear } : undefined
        }
      />
    </>
  )
}
