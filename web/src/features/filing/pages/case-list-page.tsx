import { statusNames } from '@datadeed/core/filing/machine'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { caseFilters, casesQuery } from '../api.ts'
import { CaseTag } from '../parts/case-tag.tsx'
import { filingText } from '../text.ts'
import '../filing.css'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

export function CaseListPage({ search, onSearch }: Props) {
  const text = useText(filingText)
  const language = useLanguage()
  const { data, error, isPending, isFetching, refetch } = useQuery(casesQuery(search))
  const filtered = caseFilters.some((filter) => search[filter])
  const toDeposits = (
    <Link to="/deposits" className="button-link">
      <Button type="primary" tabIndex={-1}>
        {text.list.toDeposits}
      </Button>
    </Link>
  )
  const select = (key: 'status' | 'direction' | 'sort', label: string, all: string, words: Record<string, string>) => (
    <Select
      aria-label={label}
      value={search[key] ?? ''}
      options={[{ value: '', label: all }, ...Object.entries(words).map(([value, word]) => ({ value, label: word }))]}
      onChange={(value) => onSearch(changeList(search, { [key]: value }))}
    />
  )
  const statusWords = Object.fromEntries(Object.entries(statusNames).map(([key, names]) => [key, names[language]]))
  const { updated, ...orders } = text.sort
  return (
    <>
      <PageHeader title={text.list.title} lead={text.list.lead} actions={toDeposits} />
      {(filtered || (data && data.items.length > 0)) && (
        <search className="filters">
          <Input.Search
            key={search.q ?? ''}
            defaultValue={search.q}
            allowClear
            aria-label={text.list.search}
            placeholder={text.list.search}
            onSearch={(q) => onSearch(changeList(search, { q: q.trim() }))}
          />
          {select('status', text.list.status, text.list.allStatus, statusWords)}
          {select('direction', text.list.direction, text.list.allDirections, text.choices.direction)}
          {select('sort', updated, updated, orders)}
        </search>
      )}
      {isPending && <ListSkeleton />}
      {error && !data && (
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Button onClick={() => onSearch({})}>{text.list.clear}</Button>
        </ErrorState>
      )}
      {data && (
        <DataTable
          label={text.list.label}
          rows={data.items}
          rowKey={({ id }) => id}
          search={search}
          onSearch={onSearch}
          next={data.next}
          total={data.total}
          refreshing={isFetching}
          empty={
            filtered ? (
              <EmptyState
                title={text.list.noneFound}
                action={<Button onClick={() => onSearch({})}>{text.list.clear}</Button>}
              >
                {text.list.noneFoundBody}
              </EmptyState>
            ) : (
              <EmptyState title={text.list.emptyTitle} action={toDeposits}>
                {text.list.empty}
              </EmptyState>
            )
          }
          columns={[
            {
              key: 'name',
              title: text.columns.name,
              card: 'title',
              cell: ({ id, name }) => (
                <Link to="/cases/$id" params={{ id }}>
                  {name || text.list.unnamed}
                </Link>
              ),
            },
            { key: 'number', title: text.columns.number, cell: ({ number }) => <code>{number}</code> },
            { key: 'status', title: text.columns.status, cell: ({ status }) => <CaseTag status={status} /> },
            {
              key: 'findings',
              title: text.columns.findings,
              cell: ({ findings }) => text.list.problems(findings.errors, findings.warnings),
            },
            { key: 'due', title: text.columns.due, cell: ({ due }) => <DateText at={due} day /> },
            { key: 'updatedAt', title: text.columns.updatedAt, cell: ({ updatedAt }) => <DateText at={updatedAt} /> },
          ]}
        />
      )}
    </>
  )
}
