import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { OnlyFilter } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { objectionsQuery } from '../api.ts'
import { ObjectionTag } from '../parts/objection-tag.tsx'
import { objectionText } from '../text.ts'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

export function ObjectionListPage({ search, onSearch }: Props) {
  const text = useText(objectionText)
  const list = useQuery(objectionsQuery(search))
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} />
      <div className="filters">
        <OnlyFilter
          label={text.filter}
          all={text.all}
          only={text.onlyOpen}
          value={search.open}
          onChange={(open) => onSearch(changeList(search, { open }))}
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
            key: 'number',
            title: text.columns.number,
            card: 'title',
            cell: ({ id, number }) => (
              <Link to="/objections/$id" params={{ id }}>
                {number}
              </Link>
            ),
          },
          { key: 'case', title: text.columns.caseName, cell: ({ caseName }) => caseName },
          { key: 'reason', title: text.columns.reason, cell: ({ reason }) => reason },
          { key: 'lodgedAt', title: text.columns.lodgedAt, cell: ({ lodgedAt }) => <DateText at={lodgedAt} /> },
          { key: 'status', title: text.columns.status, cell: ({ status }) => <ObjectionTag status={status} /> },
          { key: 'due', title: text.columns.due, cell: ({ answerDue }) => <DateText at={answerDue} day /> },
        ]}
      />
    </>
  )
}
