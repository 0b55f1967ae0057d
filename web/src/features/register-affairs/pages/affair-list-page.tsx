import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { OnlyFilter } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { affairsQuery } from '../api.ts'
import { registerAffairsText } from '../text.ts'
import { transferText } from '../transfer-text.ts'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

/** What the organisation began, is asked to sign, or was told of. */
export function AffairListPage({ search, onSearch }: Props) {
  const [text, more] = [useText(registerAffairsText), useText(transferText)]
  const list = useQuery(affairsQuery(search))
  return (
    <>
      <PageHeader
        title={more.listTitle}
        lead={more.listLead}
        above={
          <Link to="/registrations" search={{}}>
            {more.toRegistrations}
          </Link>
        }
      />
      <div className="filters">
        <OnlyFilter
          label={more.filter}
          all={more.all}
          only={more.onlyToSign}
          value={search.toSign}
          onChange={(toSign) => onSearch(changeList(search, { toSign }))}
        />
      </div>
      <QueryTable
        label={more.label}
        list={list}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: more.emptyTitle, body: more.empty }}
        columns={[
          {
            key: 'name',
            title: more.columns.name,
            card: 'title',
            cell: ({ id, name, kind }) => (
              <Link to="/affairs/$id" params={{ id }}>
                {text.kinds[kind]}：{name}
              </Link>
            ),
          },
          { key: 'number', title: more.columns.number, cell: ({ number }) => number },
          { key: 'by', title: more.columns.by, cell: ({ begunBy }) => begunBy },
          { key: 'at', title: more.columns.at, cell: ({ createdAt }) => <DateText at={createdAt} day /> },
          {
            key: 'status',
            title: more.columns.status,
            cell: ({ status, toSign }) => (
              <StatusTag tone={toSign ? 'attention' : 'neutral'}>
                {toSign ? more.toSign : text.statuses[status]}
              </StatusTag>
            ),
          },
        ]}
      />
    </>
  )
}
