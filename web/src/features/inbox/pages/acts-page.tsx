import { actKinds } from '@datadeed/core/notification/changes'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { SearchField } from '../../../ui/filters.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { ScrollRegion } from '../../../ui/scroll-region.tsx'
import { type Act, actsQuery } from '../api.ts'
import { inboxText } from '../text.ts'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

function CaseLink({ row, unnamed }: { row: Act; unnamed: string }) {
  const label = row.name || unnamed
  if (row.onBehalf)
    return (
      <Link to="/agency/open/$id" params={{ id: row.onBehalf.delegationId }} search={{ case: row.caseId }}>
        {label}
      </Link>
    )
  if (row.objectionId)
    return (
      <Link to="/objections/$id" params={{ id: row.objectionId }}>
        {label}
      </Link>
    )
  return (
    <Link to="/cases/$id" params={{ id: row.caseId }}>
      {label}
    </Link>
  )
}

/** What an organisation with hundreds of cases has to do now, by its last day. */
export function ActsPage({ search, onSearch }: Props) {
  const { acts: text, clear, noneFound } = useText(inboxText)
  const list = useQuery(actsQuery(search))
  const { counts } = list.data ?? {}
  const total = Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0)
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} />
      <search className="filters">
        <ScrollRegion label={text.filter}>
          <Segmented
            aria-label={text.filter}
            value={search.act ?? ''}
            options={[
              { value: '', label: text.all(total) },
              ...actKinds.map((act) => ({
                value: act as string,
                label: text.one(text.kinds[act], counts?.[act] ?? 0),
              })),
            ]}
            onChange={(act) => onSearch(changeList(search, { act }))}
          />
        </ScrollRegion>
        <SearchField label={text.search} value={search.q} onSearch={(q) => onSearch(changeList(search, { q }))} />
      </search>
      <QueryTable
        label={text.title}
        list={list}
        rowKey={(row) => row.objectionId ?? row.caseId}
        search={search}
        onSearch={onSearch}
        empty={{
          title: text.empty,
          body: text.emptyBody,
          action: <LinkButton to="/deposits">{text.toDeposits}</LinkButton>,
        }}
        noneFound={search.act || search.q ? { title: noneFound, body: text.lead, clear } : undefined}
        columns={[
          {
            key: 'case',
            title: text.columns.case,
            card: 'title',
            cell: (row) => (
              <span className="case-cell">
                <CaseLink row={row} unnamed={text.unnamed} />
                <small>{row.objectionNumber ?? row.caseNumber}</small>
                {row.onBehalf && <small>{text.onBehalf(row.onBehalf.principal)}</small>}
              </span>
            ),
          },
          {
            key: 'act',
            title: text.columns.act,
            cell: ({ act, errors, mine, onBehalf }) => (
              <span className="case-cell">
                <span>{text.kinds[act]}</span>
                {act === 'complete' && errors > 0 && <small>{text.errors(errors)}</small>}
                {!mine && <small>{onBehalf ? text.principalOnly : text.signatory}</small>}
              </span>
            ),
          },
          {
            key: 'due',
            title: text.columns.due,
            cell: ({ due }) => (
              <span className="case-cell">
                {due && <DateText at={due} day />}
                <DaysLeft due={due} />
              </span>
            ),
          },
          { key: 'updated', title: text.columns.updated, cell: ({ updatedAt }) => <DateText at={updatedAt} /> },
        ]}
      />
    </>
  )
}
