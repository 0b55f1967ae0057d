import { statusNames } from '@datadeed/core/filing/machine'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FilterChoice, SearchField } from '../../../ui/filters.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { templateText } from '../../template/text.ts'
import { caseFilters, casesQuery } from '../api.ts'
import { CaseTag } from '../parts/case-tag.tsx'
import { filingText } from '../text.ts'
import '../filing.css'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

export function CaseListPage({ search, onSearch }: Props) {
  const text = useText(filingText)
  const { title: templates } = useText(templateText)
  const language = useLanguage()
  const list = useQuery(casesQuery(search))
  const filtered = caseFilters.some((filter) => search[filter])
  const toDeposits = (
    <Link to="/deposits" className="button-link">
      <Button type="primary" tabIndex={-1}>
        {text.list.toDeposits}
      </Button>
    </Link>
  )
  const beginnings = (
    <>
      <LinkButton to="/templates">{templates}</LinkButton>
      {toDeposits}
    </>
  )
  const select = (
    key: 'status' | 'direction' | 'sort',
    label: string,
    all: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <FilterChoice
      label={label}
      all={all}
      value={search[key]}
      options={options}
      onChange={(value) => onSearch(changeList(search, { [key]: value }))}
    />
  )
  const statuses = Object.entries(statusNames).map(([key, names]) => [key, names[language]] as const)
  const { updated, ...orders } = text.sort
  return (
    <>
      <PageHeader title={text.list.title} lead={text.list.lead} actions={beginnings} />
      {(filtered || (list.data && list.data.items.length > 0)) && (
        <search className="filters">
          <SearchField
            label={text.list.search}
            value={search.q}
            onSearch={(q) => onSearch(changeList(search, { q }))}
          />
          {select('status', text.list.status, text.list.allStatus, statuses)}
          {select('direction', text.list.direction, text.list.allDirections, Object.entries(text.choices.direction))}
          {select('sort', updated, updated, Object.entries(orders))}
        </search>
      )}
      <QueryTable
        label={text.list.label}
        list={list}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.list.emptyTitle, body: text.list.empty, action: toDeposits }}
        noneFound={
          filtered ? { title: text.list.noneFound, body: text.list.noneFoundBody, clear: text.list.clear } : undefined
        }
        columns={[
          {
            key: 'name',
            title: text.columns.name,
            card: 'title',
            cell: ({ id, name }) => (
              <Link to="/cases/$id" params={{ id }}>
                {name || text.list.unnamed}
              </Link>
            ),
          },
          { key: 'number', title: text.columns.number, cell: ({ number }) => <code>{number}</code> },
          { key: 'status', title: text.columns.status, cell: ({ status }) => <CaseTag status={status} /> },
          {
            key: 'findings',
            title: text.columns.findings,
            cell: ({ findings }) => text.list.problems(findings.errors, findings.warnings),
          },
          { key: 'due', title: text.columns.due, cell: ({ due }) => <DateText at={due} day /> },
          { key: 'updatedAt', title: text.columns.updatedAt, cell: ({ updatedAt }) => <DateText at={updatedAt} /> },
        ]}
      />
    </>
  )
}
