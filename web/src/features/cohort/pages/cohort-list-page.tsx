import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FilterChoice } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { cohortsQuery } from '../api.ts'
import { Candidates } from '../parts/candidates.tsx'
import { CohortTag } from '../parts/cohort-tag.tsx'
import { cohortText } from '../text.ts'
import '../../examination/examination.css'
import '../cohort.css'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void; onOpen: (id: string) => void }

/** Cohorts of alike cases, and the groups that could become one. */
export function CohortListPage({ search, onSearch, onOpen }: Props) {
  const text = useText(cohortText)
  const { can } = useSuspenseQuery(meQuery).data
  const list = useQuery(cohortsQuery(search))
  const open = search.open === 'true'
  return (
    <div className="cohorts">
      <PageHeader
        above={
          <Link to="/queue" search={{}}>
            {text.queue}
          </Link>
        }
        title={text.title}
        lead={text.lead}
      />
      {can.includes('queue.examine') && <Candidates onBegun={onOpen} />}
      <section aria-labelledby="cohort-list">
        <h2 id="cohort-list">{text.list.title}</h2>
        <search className="filters">
          <FilterChoice
            label={text.list.show}
            all={text.list.all}
            value={search.open}
            options={[['true', text.list.open]]}
            onChange={(value) => onSearch(changeList(search, { open: value }))}
          />
        </search>
        <QueryTable
          label={text.list.title}
          list={list}
          rowKey={({ id }) => id}
          search={search}
          onSearch={onSearch}
          empty={{ title: text.list.empty, body: text.list.emptyBody }}
          noneFound={
            open ? { title: text.list.emptyOpen, body: text.list.emptyOpenBody, clear: text.list.all } : undefined
          }
          columns={[
            {
              key: 'number',
              title: text.list.number,
              card: 'title',
              cell: ({ id, number, partyName }) => (
                <span className="case-cell">
                  <Link to="/cohorts/$id" params={{ id }}>
                    {number}
                  </Link>
                  <span>{partyName}</span>
                </span>
              ),
            },
            { key: 'status', title: text.list.status, cell: ({ status }) => <CohortTag status={status} /> },
            { key: 'cases', title: text.list.cases, align: 'right', cell: ({ counts }) => counts.cases },
            {
              key: 'sample',
              title: text.list.sample,
              align: 'right',
              cell: ({ counts }) => `${counts.sound}／${counts.sampled}`,
            },
            { key: 'excepted', title: text.list.excepted, align: 'right', cell: ({ counts }) => counts.excepted },
            { key: 'examiner', title: text.list.examiner, cell: ({ examinerName }) => examinerName },
            { key: 'at', title: text.list.at, cell: ({ createdAt }) => <DateText at={createdAt} /> },
          ]}
        />
      </section>
    </div>
  )
}
