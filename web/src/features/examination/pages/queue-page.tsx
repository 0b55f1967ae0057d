import { regionName } from '@datadeed/core/kernel/regions'
import { keepPreviousData, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-command.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { DaysLeft } from '../../../ui/days-left.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { ShortcutHelp } from '../../../ui/shortcut-help.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { candidatesQuery } from '../../cohort/api.ts'
import { cohortText } from '../../cohort/text.ts'
import { GreenTag } from '../../preexam/parts/green-channel.tsx'
import { type CaseBrief, caseQuery, claim, queueQuery } from '../api.ts'
import { CaseStatusTag, FindingCounts } from '../parts/case-marks.tsx'
import { QueueFilters, QueueTabs } from '../parts/queue-filters.tsx'
import { type QueueSearch, queueFilters } from '../queue-search.ts'
import { examinationText } from '../text.ts'
import { useClaimNext } from '../use-claim-next.ts'
import { nextSecond } from '../workbench-api.ts'
import { workbenchText } from '../workbench-text.ts'
import '../examination.css'

/** Claims the case of a row; the list does not carry versions, so the case is read first. */
async function claimRow(client: ReturnType<typeof useQueryClient>, id: string, key: string) {
  const { version } = await client.fetchQuery({ ...caseQuery(id), staleTime: 0 })
  return claim({ id, version }, key)
}

const rowLinks = () => [...document.querySelectorAll<HTMLAnchorElement>('a[data-case]')]

/** The cases of the registry, nearest due day first, worked by mouse or by single keys. */
export function QueuePage({ search, onSearch }: { search: QueueSearch; onSearch: (next: QueueSearch) => void }) {
  const text = useText(examinationText).queue
  const work = useText(workbenchText)
  const cohorts = useText(cohortText)
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const { account, can } = useSuspenseQuery(meQuery).data
  const examiner = can.includes('queue.examine')
  const list = useQuery({ ...queueQuery(search), placeholderData: keepPreviousData })
  const rows = list.data?.items ?? []
  const alike = useQuery({ ...candidatesQuery, enabled: examiner }).data?.cases ?? 0

  const claimed = (done: CaseBrief) => {
    void client.invalidateQueries({ queryKey: ['cases'] })
    toast.success(text.claimed(done.number))
    void navigate({ to: '/queue/$id', params: { id: done.id } })
  }
  const failed = (error: unknown) => {
    toast.failed(error)
    void client.invalidateQueries({ queryKey: ['cases'] })
  }
  const claimOne = useCommand({ run: ({ id }: { id: string }, key) => claimRow(client, id, key), onDone: claimed })
  const claimNext = useClaimNext()
  const second = useCommand({
    run: (_: Record<string, never>, key) => nextSecond(key),
    onDone: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['cases'] })
      if (id) void navigate({ to: '/second/$id', params: { id } })
      else toast.info(work.second.none)
    },
  })

  const move = (by: 1 | -1) => {
    const links = rowLinks()
    const at = links.findIndex((link) => link.isSameNode(document.activeElement))
    links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus()
  }
  const selected = () => rows.find(({ id }) => (document.activeElement as HTMLElement | null)?.dataset.case === id)
  const shortcuts = [
    { key: 'j', label: text.next, run: () => move(1) },
    { key: 'k', label: text.previous, run: () => move(-1) },
    { key: 'enter', label: text.open, run: () => {}, disabled: true }, // what a focused link does by itself
    { key: 'n', label: text.claimNext, disabled: !examiner, run: claimNext.run },
    {
      key: 'c',
      label: text.claim,
      disabled: !examiner,
      run: () => {
        const row = selected()
        if (row?.status === 'submitted') claimOne.mutate({ id: row.id }, { onError: failed })
        else if (row) toast.info(text.cannotClaim)
      },
    },
  ]

  const columns: Column<CaseBrief>[] = [
    {
      key: 'name',
      title: text.columns.name,
      card: 'title',
      cell: (row) => (
        <span className="case-cell">
          <Link to="/queue/$id" params={{ id: row.id }} data-case={row.id}>
            {row.name || row.number}
          </Link>
          <code>{row.number}</code>
        </span>
      ),
    },
    {
      key: 'company',
      title: text.columns.company,
      cell: (row) => (
        <span className="case-cell">
          <span>{row.partyName}</span>
          <small>{regionName(row.prefectureCode).replace(/^贵州省/, '')}</small>
        </span>
      ),
    },
    {
      key: 'status',
      title: text.columns.status,
      cell: (row) => (
        <span className="case-cell">
          <CaseStatusTag status={row.status} />
          {row.green && <GreenTag />}
        </span>
      ),
    },
    { key: 'due', title: text.columns.due, cell: (row) => <DaysLeft due={row.due} /> },
    { key: 'findings', title: text.columns.findings, cell: (row) => <FindingCounts {...row.findings} /> },
    {
      key: 'examiner',
      title: text.columns.examiner,
      cell: (row) => row.examinerName ?? <span className="hint">{text.noExaminer}</span>,
    },
  ]
  const narrowed = queueFilters.some((name) => search[name])

  return (
    <div className="queue">
      <PageHeader
        title={text.title}
        lead={text.lead}
        actions={
          <>
            <ShortcutHelp shortcuts={shortcuts.filter(({ key }) => !['c', 'n'].includes(key) || examiner)} />
            {can.includes('cohort.list') && <Link to="/cohorts">{cohorts.fromQueue(alike)}</Link>}
            {examiner && <Link to="/workbench">{work.links.workbench}</Link>}
            {!account.roles.every((role) => role === 'officer') && <Link to="/agreement">{work.links.agreement}</Link>}
            {examiner && (
              <Button loading={second.isPending} onClick={() => second.mutate({}, { onError: failed })}>
                {work.links.second}
              </Button>
            )}
            {examiner && (
              <Button type="primary" loading={claimNext.running} aria-keyshortcuts="n" onClick={claimNext.run}>
                {text.claimNext} <kbd className="keyboard-only">N</kbd>
              </Button>
            )}
          </>
        }
      />
      <QueueTabs search={search} onSearch={onSearch} />
      <QueueFilters
        search={search}
        onSearch={onSearch}
        examiner={examiner}
        region={account.roles.some((role) => role !== 'officer')}
      />
      <QueryTable
        label={text.title}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.empty, body: text.emptyBody }}
        noneFound={
          narrowed ? { title: text.emptyFiltered, body: text.emptyFilteredBody, clear: text.clear } : undefined
        }
      />
    </div>
  )
}
