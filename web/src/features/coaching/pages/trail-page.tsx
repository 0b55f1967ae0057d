import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { SearchField } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { trailQuery } from '../api.ts'
import { ToCoaching } from '../parts/to-coaching.tsx'
import { coachingText } from '../text.ts'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

/** Every step of every coaching case, for whoever has to answer for them. */
export function TrailPage({ search, onSearch }: Props) {
  const all = useText(coachingText)
  const text = all.trail
  const list = useQuery({ ...trailQuery(search), placeholderData: keepPreviousData })
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} above={<ToCoaching />} />
      <search className="filters" aria-label={text.number}>
        <SearchField
          label={text.number}
          max={40}
          value={search.number}
          onSearch={(number) => onSearch(changeList(search, { number }))}
        />
      </search>
      <QueryTable
        label={text.title}
        list={list}
        rowKey={({ coachingId, seq }) => `${coachingId} ${seq}`}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.empty, body: text.emptyBody }}
        noneFound={search.number ? { title: text.none, body: text.noneBody, clear: all.clear } : undefined}
        columns={[
          { key: 'at', title: text.columns.at, cell: ({ at }) => <DateText at={at} /> },
          {
            key: 'number',
            title: text.columns.number,
            card: 'title',
            cell: ({ coachingId, number }) => (
              <Link to="/coaching/$id" params={{ id: coachingId }}>
                <code>{number}</code>
              </Link>
            ),
          },
          { key: 'command', title: text.columns.command, cell: ({ command }) => all.commands[command] ?? command },
          { key: 'by', title: text.columns.by, cell: ({ by, side }) => `${by}（${all.sides[side]}）` },
          { key: 'note', title: text.columns.note, cell: ({ note }) => <span className="clamped">{note}</span> },
        ]}
      />
    </>
  )
}
