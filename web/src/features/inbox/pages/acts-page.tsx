import { actKinds } from '@datadeed/core/notification/changes'
import { type AffairKind, affairKindNames } from '@datadeed/core/registration/machine'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { dueColumns } from '../../../ui/due-columns.tsx'
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
      <Link
        to="/agency/open/$id"
        params={{ id: row.onBehalf.delegationId }}
        search={row.affairId ? { affair: row.affairId } : row.caseId ? { case: row.caseId } : {}}
      >
        {label}
      </Link>
    )
  if (row.affairId)
    return (
      <Link to="/affairs/$id" params={{ id: row.affairId }}>
        {label}
      </Link>
    )
  // Everything else is of a case.
  if (!row.caseId) return <>{label}</>
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

const isAffairKind = (kind: string | null): kind is AffairKind => kind !== null && kind in affairKindNames

/** What an organisation with hundreds of cases has to do now, by its last day. */
export function ActsPage({ search, onSearch }: Props) {
  const { acts: text, clear, noneFound } = useText(inboxText)
  const language = useLanguage()
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
        rowKey={(row) => row.affairId ?? row.objectionId ?? row.caseId ?? ''}
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
            cell: ({ act, affairKind, errors, mine, onBehalf }) => (
              <span className="case-cell">
                <span>{text.kinds[act]}</span>
                {isAffairKind(affairKind) && <small>{affairKindNames[affairKind][language]}</small>}
                {act === 'complete' && errors > 0 && <small>{text.errors(errors)}</small>}
                {!mine && <small>{onBehalf ? text.principalOnly : text.signatory}</small>}
              </span>
            ),
          },
          ...dueColumns(text.columns),
        ]}
      />
    </>
  )
}
