import { nextThings } from '@datadeed/core/delegation/schema'
import { type CaseStatus, caseStatuses, statusNames } from '@datadeed/core/filing/machine'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { type MouseEvent, useState } from 'react'
import { toCsv } from '../../../app/csv.ts'
import { type Language, useLanguage, useText } from '../../../app/language.ts'
import { csvType, saveFile } from '../../../app/save-file.ts'
import { dueColumns } from '../../../ui/due-columns.tsx'
import { FilterChoice, SearchField } from '../../../ui/filters.tsx'
import { formatDate, formatDateTime } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { ScrollRegion } from '../../../ui/scroll-region.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { CaseTag } from '../../filing/parts/case-tag.tsx'
import { type AgencyCase, actFor, agencyFilters, agencyQuery, allAgencyCases } from '../api.ts'
import { delegationText } from '../text.ts'
import type { DelegationText } from '../text.zh.ts'

const mostExported = 5000

const statusOf = ({ status }: AgencyCase) => caseStatuses.find((one): one is CaseStatus => one === status) ?? 'draft'

const csvOf = (cases: AgencyCase[], text: DelegationText['agency'], language: Language) =>
  toCsv(
    [text.columns.case, text.columns.case, text.columns.principal, text.delegation, text.columns.status].concat([
      text.columns.next,
      text.columns.due,
      text.columns.updated,
    ]),
    cases.map((row) => [
      row.caseNumber,
      row.name,
      row.principalName,
      row.delegationNumber,
      statusNames[statusOf(row)][language],
      text.things[row.next],
      row.due,
      formatDateTime(row.updatedAt, language),
    ]),
  )

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

/** All cases of all principals in one list; a case's name acts for its principal and opens it. */
export function AgencyPage({ search, onSearch }: Props) {
  const { agency: text } = useText(delegationText)
  const language = useLanguage()
  const toast = useToast()
  const list = useQuery(agencyQuery(search))
  const [exporting, setExporting] = useState(false)
  const { counts, principals = [] } = list.data ?? {}
  const total = Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0)
  const filtered = agencyFilters.some((filter) => search[filter])
  const change = (next: ListSearch) => onSearch(changeList(search, next))

  const exportAll = async () => {
    setExporting(true)
    try {
      const { cases, complete } = await allAgencyCases(search, mostExported)
      saveFile(`${text.file}.csv`, csvOf(cases, text, language), csvType)
      if (complete) toast.success(text.exported(cases.length))
      else toast.warning(text.exportedPart(cases.length))
    } catch (error) {
      toast.failed(error)
    } finally {
      setExporting(false)
    }
  }
  const open = (event: MouseEvent, { delegationId, caseId }: AgencyCase) => {
    // Opened in another tab, the link's own page asks before it switches.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    actFor(delegationId, `/cases/${caseId}`).catch(toast.failed)
  }
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead}
        actions={
          <>
            <LinkButton to="/delegations">{text.toDelegations}</LinkButton>
            <Button onClick={() => void exportAll()} loading={exporting} disabled={total === 0}>
              {text.export}
            </Button>
          </>
        }
      />
      {(filtered || total > 0) && (
        <search className="filters">
          <ScrollRegion label={text.next}>
            <Segmented
              aria-label={text.next}
              value={search.next ?? ''}
              options={[
                { value: '', label: text.allNext(total) },
                ...nextThings.map((next) => ({
                  value: next as string,
                  label: text.oneNext(text.things[next], counts?.[next] ?? 0),
                })),
              ]}
              onChange={(next) => change({ next })}
            />
          </ScrollRegion>
          <SearchField label={text.search} value={search.q} onSearch={(q) => change({ q })} />
          <FilterChoice
            label={text.principal}
            all={text.allPrincipals(principals.length)}
            value={search.principal}
            options={principals.map(
              ({ id, name, cases, until }) =>
                [id, text.onePrincipal(name, cases, formatDate(until, language))] as const,
            )}
            onChange={(principal) => change({ principal })}
          />
          <FilterChoice
            label={text.status}
            all={text.allStatus}
            value={search.status}
            options={caseStatuses.map((status) => [status, statusNames[status][language]] as const)}
            onChange={(status) => change({ status })}
          />
          <FilterChoice
            label={text.sort}
            all={text.byDue}
            value={search.sort}
            options={[['updated', text.byUpdated]]}
            onChange={(sort) => change({ sort })}
          />
        </search>
      )}
      <QueryTable
        label={text.label}
        list={list}
        rowKey={({ caseId }) => caseId}
        search={search}
        onSearch={onSearch}
        empty={{
          title: text.empty,
          body: text.emptyBody,
          action: <LinkButton to="/delegations">{text.toDelegations}</LinkButton>,
        }}
        noneFound={filtered ? { title: text.noneFound, body: text.lead, clear: text.clear } : undefined}
        columns={[
          {
            key: 'case',
            title: text.columns.case,
            card: 'title',
            cell: (row) => (
              <span className="case-cell">
                <a
                  href={`/app/agency/open/${row.delegationId}?case=${row.caseId}`}
                  onClick={(event) => open(event, row)}
                >
                  {row.name || text.unnamed}
                </a>
                <small>{row.caseNumber}</small>
              </span>
            ),
          },
          {
            key: 'principal',
            title: text.columns.principal,
            cell: ({ principalName, delegationNumber }) => (
              <span className="case-cell">
                <span>{principalName}</span>
                <small>{delegationNumber}</small>
              </span>
            ),
          },
          { key: 'status', title: text.columns.status, cell: (row) => <CaseTag status={statusOf(row)} /> },
          {
            key: 'next',
            title: text.columns.next,
            cell: ({ next, mine, errors }) => (
              <span className="case-cell">
                <span>{text.things[next]}</span>
                {next === 'complete' && errors > 0 && <small>{text.errors(errors)}</small>}
                {!mine && next !== 'wait' && next !== 'done' && <small>{text.theirs}</small>}
              </span>
            ),
          },
          ...dueColumns(text.columns),
        ]}
      />
    </>
  )
}
