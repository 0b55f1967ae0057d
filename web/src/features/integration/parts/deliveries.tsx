import { type ChangeType, changeNames } from '@datadeed/core/notification/changes'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import type { ListSearch } from '../../../ui/list-search.ts'
import { QueryTable } from '../../../ui/query-table.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { type Delivery, deliveriesQuery, resend } from '../api.ts'
import { integrationText } from '../text.ts'

type Props = { id: string; on: boolean; search: ListSearch; onSearch: (next: ListSearch) => void }

const tones = { waiting: 'active', delivered: 'good', failed: 'bad' } as const

function Attempts({ delivery: { attempts, nextAt } }: { delivery: Delivery }) {
  const { hook: text } = useText(integrationText)
  return (
    <span className="case-cell">
      {attempts.map(({ number, at, byHand, status, fault, tookMs }) => (
        <small key={number}>
          {text.attempt(number)}
          {byHand && text.byHand} <DateText at={at} /> · {status === null ? fault : text.answered(status)} ·{' '}
          {text.took(tookMs)}
        </small>
      ))}
      {nextAt && (
        <small>
          {text.next} <DateText at={nextAt} />
        </small>
      )}
    </span>
  )
}

/** What was sent, how often, and what came back. */
export function Deliveries({ id, on, search, onSearch }: Props) {
  const { hook: text } = useText(integrationText)
  const language = useLanguage()
  const client = useQueryClient()
  const toast = useToast()
  const list = useQuery(deliveriesQuery(id, search))
  const again = useMutation({
    mutationFn: (webhookId: string) => resend(id, webhookId),
    onSuccess: async () => {
      toast.success(text.resent)
      await client.invalidateQueries({ queryKey: ['web-hooks', id] })
    },
    onError: toast.failed,
  })
  const nameOf = (type: string) => (type === 'ping' ? text.ping_type : changeNames[type as ChangeType][language])
  return (
    <>
      <h2>{text.deliveries}</h2>
      <QueryTable
        label={text.deliveries}
        list={list}
        rowKey={(delivery) => delivery.id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.empty, body: text.emptyBody }}
        columns={[
          {
            key: 'type',
            title: text.columns.type,
            card: 'title',
            cell: (delivery) => (
              <span className="case-cell">
                <span>{nameOf(delivery.type)}</span>
                <small>
                  <DateText at={delivery.createdAt} />
                </small>
              </span>
            ),
          },
          {
            key: 'id',
            title: text.columns.id,
            cell: (delivery) => (
              <details>
                <summary>
                  <code className="hash-whole">{delivery.id}</code>
                </summary>
                <code className="hash-whole">{delivery.body}</code>
              </details>
            ),
          },
          {
            key: 'state',
            title: text.columns.state,
            cell: ({ state }) => <StatusTag tone={tones[state]}>{text.states[state]}</StatusTag>,
          },
          { key: 'attempts', title: text.columns.attempts, cell: (delivery) => <Attempts delivery={delivery} /> },
          {
            key: 'act',
            title: text.columns.act,
            cell: (delivery) => (
              <Button
                size="small"
                disabled={!on || delivery.state === 'waiting'}
                onClick={() => again.mutate(delivery.id)}
              >
                {text.resend}
              </Button>
            ),
          },
        ]}
      />
    </>
  )
}
