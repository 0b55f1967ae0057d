import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useText } from '../../../app/language.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { depositsQuery } from '../api.ts'
import { DepositStatus } from '../parts/deposit-status.tsx'
import { depositText } from '../text.ts'
import '../deposit.css'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

export function DepositListPage({ search, onSearch }: Props) {
  const text = useText(depositText)
  const { data, error, isPending, isFetching, refetch } = useQuery(depositsQuery(search))
  const filtered = Boolean(search.q || search.status)
  const create = (
    <Link to="/deposits/new" className="button-link">
      <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
        {text.list.create}
      </Button>
    </Link>
  )
  return (
    <>
      <PageHeader title={text.list.title} lead={text.list.lead} actions={create} />
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
          <Select
            aria-label={text.list.status}
            value={search.status ?? ''}
            options={[
              { value: '', label: text.list.allStatus },
              ...Object.entries(text.status).map(([value, label]) => ({ value, label })),
            ]}
            onChange={(status) => onSearch(changeList(search, { status }))}
          />
        </search>
      )}
      {isPending && <ListSkeleton />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
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
              <EmptyState title={text.list.emptyTitle} action={create}>
                {text.list.empty}
              </EmptyState>
            )
          }
          columns={[
            {
              key: 'title',
              title: text.columns.title,
              card: 'title',
              cell: ({ id, title }) => (
                <Link to="/deposits/$id" params={{ id }}>
                  {title}
                </Link>
              ),
            },
            { key: 'number', title: text.columns.number, cell: ({ number }) => <code>{number}</code> },
            { key: 'status', title: text.columns.status, cell: ({ status }) => <DepositStatus status={status} /> },
            { key: 'files', title: text.columns.files, align: 'right', cell: ({ files }) => text.files(files) },
            {
              key: 'bytes',
              title: text.columns.bytes,
              align: 'right',
              cell: ({ bytes }) => <FileSize bytes={bytes} />,
            },
            {
              key: 'createdAt',
              title: text.columns.createdAt,
              cell: ({ createdAt }) => <DateText at={createdAt} />,
            },
          ]}
        />
      )}
    </>
  )
}
