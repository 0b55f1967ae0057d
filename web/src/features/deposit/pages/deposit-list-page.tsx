import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { FilterChoice, SearchField } from '../../../ui/filters.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { depositsQuery } from '../api.ts'
import { DepositStatus } from '../parts/deposit-status.tsx'
import { depositText } from '../text.ts'
import '../deposit.css'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

export function DepositListPage({ search, onSearch }: Props) {
  const text = useText(depositText)
  const list = useQuery(depositsQuery(search))
  const filtered = Boolean(search.q || search.status)
  const create = (
    <Link to="/deposits/new" className="button-link">
      <Button type="primary" icon={<Icon of={PlusOutlined} />} tabIndex={-1}>
        {text.list.create}
      </Button>
    </Link>
  )
  return (
    <>
      <PageHeader title={text.list.title} lead={text.list.lead} actions={create} />
      {(filtered || (list.data && list.data.items.length > 0)) && (
        <search className="filters">
          <SearchField
            label={text.list.search}
            value={search.q}
            onSearch={(q) => onSearch(changeList(search, { q }))}
          />
          <FilterChoice
            label={text.list.status}
            all={text.list.allStatus}
            value={search.status}
            options={Object.entries(text.status)}
            onChange={(status) => onSearch(changeList(search, { status }))}
          />
        </search>
      )}
      <QueryTable
        label={text.list.label}
        list={list}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.list.emptyTitle, body: text.list.empty, action: create }}
        noneFound={
          filtered ? { title: text.list.noneFound, body: text.list.noneFoundBody, clear: text.list.clear } : undefined
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
    </>
  )
}
