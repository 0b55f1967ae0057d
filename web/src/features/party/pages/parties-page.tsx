import { industryName } from '@datadeed/core/kernel/industries'
import { prefectures, regionName } from '@datadeed/core/kernel/regions'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { type Party, partiesQuery, partyFilters, partyStatuses } from '../api.ts'
import { partyText } from '../text.ts'

export const partyTones: Record<Party['status'], Tone> = { pending: 'attention', approved: 'good', rejected: 'bad' }

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

function Filters({ search, onSearch }: Props) {
  const text = useText(partyText)
  const { roles } = useSuspenseQuery(meQuery).data.account
  const [typed, setTyped] = useState(search.q ?? '')
  useEffect(() => setTyped(search.q ?? ''), [search.q])
  const change = (next: ListSearch) => onSearch(changeList(search, next))
  return (
    <search className="filters" aria-label={text.filters}>
      <Input.Search
        aria-label={text.search}
        placeholder={text.search}
        allowClear
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(q) => change({ q: q.trim() || undefined })}
      />
      <Select
        aria-label={text.status}
        value={search.status ?? ''}
        options={[
          { value: '', label: text.allStatuses },
          ...partyStatuses.map((status) => ({ value: status as string, label: text.statuses[status] })),
        ]}
        onChange={(status) => change({ status })}
      />
      {roles.some((role) => role !== 'officer') && (
        <Select
          aria-label={text.prefecture}
          value={search.prefectureCode ?? ''}
          options={[
            { value: '', label: text.allPrefectures },
            ...prefectures.map(({ code, name }) => ({ value: code, label: name })),
          ]}
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
      {list.isError && !list.data ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <ListSkeleton />
      ) : (
        <DataTable
          label={text.title}
          columns={columns}
          rows={list.data?.items ?? []}
          rowKey={({ id }) => id}
          search={search}
          onSearch={onSearch}
          next={list.data?.next ?? null}
          total={list.data?.total}
          refreshing={list.isPlaceholderData}
          empty={
            narrowed ? (
              <EmptyState
                title={text.emptyFiltered}
                action={<Button onClick={() => onSearch({})}>{text.clear}</Button>}
              >
                {text.emptyFilteredBody}
              </EmptyState>
            ) : (
              <EmptyState title={text.empty}>{text.emptyBody}</EmptyState>
            )
          }
        />
      )}
    </>
  )
}
