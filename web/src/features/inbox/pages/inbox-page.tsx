import { kindRules, messageKinds } from '@datadeed/core/notification/kinds'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FilterChoice, OnlyFilter } from '../../../ui/filters.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { inboxQuery, markAll, markMessage } from '../api.ts'
import '../inbox.css'
import { useToast } from '../../../ui/use-toast.tsx'
import { inboxText } from '../text.ts'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

/** Everything that concerns the reader, newest first; to open a message is to have read it. */
export function InboxPage({ search, onSearch }: Props) {
  const text = useText(inboxText)
  const language = useLanguage()
  const toast = useToast()
  const client = useQueryClient()
  const list = useQuery(inboxQuery(search))
  const renew = () => client.invalidateQueries({ queryKey: ['inbox'] })
  const refuse = toast.failed
  const mark = useMutation({
    mutationFn: ({ id, read }: { id: string; read: boolean }) => markMessage(id, read),
    onSuccess: renew,
    onError: refuse,
  })
  const all = useMutation({
    mutationFn: () => markAll(search.kind),
    onSuccess: async () => {
      await renew()
      toast.success(text.marked)
    },
    onError: refuse,
  })
  const filtered = Boolean(search.kind || search.unread)
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead}
        actions={
          <>
            <LinkButton to="/inbox/mail">{text.mailSettings}</LinkButton>
            <Button loading={all.isPending} onClick={() => all.mutate()}>
              {text.markAll}
            </Button>
          </>
        }
      />
      <search className="filters">
        <OnlyFilter
          label={text.which}
          all={text.all}
          only={text.unread}
          value={search.unread}
          onChange={(unread) => onSearch(changeList(search, { unread }))}
        />
        <FilterChoice
          label={text.kind}
          all={text.allKinds}
          value={search.kind}
          options={messageKinds.map((kind) => [kind, kindRules[kind][language]] as const)}
          onChange={(kind) => onSearch(changeList(search, { kind }))}
        />
      </search>
      <QueryTable
        label={text.title}
        list={list}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.empty, body: text.emptyBody }}
        noneFound={filtered ? { title: text.noneFound, body: text.noneFoundBody, clear: text.clear } : undefined}
        columns={[
          {
            key: 'subject',
            title: text.columns.subject,
            card: 'title',
            cell: (row) => (
              <span className={row.read ? 'case-cell' : 'case-cell message-unread'}>
                <Link to={row.link} onClick={() => row.read || mark.mutate({ id: row.id, read: true })}>
                  {row.subject[language]}
                </Link>
                <small>
                  {row.caseName && `${row.caseName} · `}
                  {row.text[language]}
                </small>
              </span>
            ),
          },
          { key: 'kind', title: text.columns.kind, cell: ({ kind }) => kindRules[kind][language] },
          { key: 'at', title: text.columns.at, cell: ({ at }) => <DateText at={at} /> },
          {
            key: 'act',
            title: text.columns.act,
            cell: ({ id, read }) => (
              <span className="case-cell">
                {!read && <StatusTag tone="attention">{text.isUnread}</StatusTag>}
                <Button type="link" size="small" onClick={() => mark.mutate({ id, read: !read })}>
                  {read ? text.markUnread : text.markRead}
                </Button>
              </span>
            ),
          },
        ]}
      />
    </>
  )
}
