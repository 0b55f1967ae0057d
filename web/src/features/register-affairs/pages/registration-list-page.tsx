import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Input } from 'antd'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { OnlyFilter } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { registrationsQuery } from '../api.ts'
import { EntryTag } from '../parts/entry-tag.tsx'
import { registerAffairsText } from '../text.ts'
import { transferText } from '../transfer-text.ts'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

/** The registrations of the organisation, or of the authority's reach, with what waits on each. */
export function RegistrationListPage({ search, onSearch }: Props) {
  const text = useText(registerAffairsText)
  const more = useText(transferText)
  const { data: me } = useSuspenseQuery(meQuery)
  const list = useQuery(registrationsQuery(search))
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead}
        actions={
          me.can.includes('act.list') && (
            <Link to="/affairs" search={{}}>
              {more.seeAffairs}
            </Link>
          )
        }
      />
      <div className="filters">
        <Input.Search
          aria-label={text.search}
          placeholder={text.search}
          defaultValue={search.q ?? ''}
          maxLength={100}
          allowClear
          enterButton={text.find}
          onSearch={(q) => onSearch(changeList(search, { q }))}
        />
        <OnlyFilter
          label={text.filter}
          all={text.all}
          only={text.onlyWaiting}
          value={search.waiting}
          onChange={(waiting) => onSearch(changeList(search, { waiting }))}
        />
      </div>
      <QueryTable
        label={text.label}
        list={list}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.emptyTitle, body: text.empty }}
        columns={[
          {
            key: 'name',
            title: text.columns.name,
            card: 'title',
            cell: ({ id, name }) => (
              <Link to="/registrations/$id" params={{ id }}>
                {name}
              </Link>
            ),
          },
          { key: 'number', title: text.columns.number, cell: ({ registrationNumber }) => registrationNumber },
          { key: 'holder', title: text.columns.holder, cell: ({ holder }) => holder },
          { key: 'until', title: text.columns.validUntil, cell: ({ validUntil }) => <DateText at={validUntil} day /> },
          { key: 'status', title: text.columns.status, cell: ({ status }) => <EntryTag status={status} /> },
          {
            key: 'waiting',
            title: text.columns.waiting,
            cell: ({ openAffairs, nearestDue }) => text.waiting(openAffairs, nearestDue),
          },
        ]}
      />
    </>
  )
}
