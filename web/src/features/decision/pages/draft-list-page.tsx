import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FilterChoice } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { draftStatuses, draftsQuery } from '../api.ts'
import { DraftTag } from '../parts/draft-tag.tsx'
import { decisionText } from '../text.ts'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

/** Texts of decisions on their way to the public base. */
export function DraftListPage({ search, onSearch }: Props) {
  const text = useText(decisionText)
  const list = useQuery(draftsQuery(search))
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} />
      <div className="filters">
        <FilterChoice
          label={text.filter}
          all={text.all}
          value={search.status}
          options={draftStatuses.map((status) => [status, text.status[status]] as const)}
          onChange={(status) => onSearch(changeList(search, { status }))}
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
            key: 'objection',
            title: text.columns.objection,
            card: 'title',
            cell: ({ id, objectionNumber }) => (
              <Link to="/decisions/$id" params={{ id }}>
                {objectionNumber}
              </Link>
            ),
          },
          { key: 'case', title: text.columns.caseName, cell: ({ caseName }) => caseName },
          { key: 'ground', title: text.columns.ground, cell: ({ groundText }) => groundText },
          { key: 'outcome', title: text.columns.outcome, cell: ({ outcome }) => text.outcome[outcome] },
          { key: 'status', title: text.columns.status, cell: ({ status }) => <DraftTag status={status} /> },
          { key: 'decidedAt', title: text.columns.decidedAt, cell: ({ decidedAt }) => <DateText at={decidedAt} /> },
        ]}
      />
    </>
  )
}
