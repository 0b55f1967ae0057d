import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { type ApiKey, keysQuery, revokeKey } from '../api.ts'
import { KeyActs } from '../parts/key-acts.tsx'
import { KeyForm } from '../parts/key-form.tsx'
import { SecretDialog } from '../parts/secret-dialog.tsx'
import { integrationText } from '../text.ts'

const tones = { good: 'good', expired: 'neutral', revoked: 'neutral' } as const

/** The organisation's API keys: who made them, what they may, when they were used and for what. */
export function KeysPage() {
  const { keys: text, hook } = useText(integrationText)
  const client = useQueryClient()
  const { items } = useSuspenseQuery(keysQuery).data
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const [shown, setShown] = useState<ApiKey | null>(null)
  const renew = () => client.invalidateQueries({ queryKey: keysQuery.queryKey })
  const add = (
    <Button type="primary" icon={<Icon of={PlusOutlined} />} onClick={() => setMaking(true)}>
      {text.add}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead}
        above={<Link to="/web-hooks">{hook.back}</Link>}
        actions={items.length > 0 && add}
      />
      <WholeTable
        label={text.label}
        rows={items}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={text.empty} action={add}>
            {text.emptyBody}
          </EmptyState>
        }
        columns={[
          {
            key: 'name',
            title: text.columns.name,
            card: 'title',
            cell: ({ name, hint, actsFor }) => (
              <span className="case-cell">
                <span>{name}</span>
                {actsFor && (
                  <small>
                    {text.fields.delegationId}：{actsFor}
                  </small>
                )}
                <small>
                  <code>{hint}…</code>
                </small>
              </span>
            ),
          },
          {
            key: 'scopes',
            title: text.columns.scopes,
            cell: ({ scopes }) => scopes.map((scope) => text.scopes[scope]).join('、'),
          },
          { key: 'by', title: text.columns.by, cell: ({ createdBy }) => createdBy },
          { key: 'expires', title: text.columns.expires, cell: ({ expiresAt }) => <DateText at={expiresAt} /> },
          {
            key: 'used',
            title: text.columns.used,
            cell: ({ lastUsedAt }) => (lastUsedAt ? <DateText at={lastUsedAt} /> : text.never),
          },
          {
            key: 'state',
            title: text.columns.state,
            cell: ({ state }) => <StatusTag tone={tones[state]}>{text.states[state]}</StatusTag>,
          },
          {
            key: 'act',
            title: text.columns.act,
            cell: (key) => (
              <span className="row-acts">
                <Button size="small" onClick={() => setShown(key)}>
                  {text.acts}
                </Button>{' '}
                {key.state === 'good' && (
                  <ConfirmAction
                    danger
                    label={text.revoke}
                    title={text.revokeTitle}
                    consequence={text.revokeNote(key.name)}
                    confirmLabel={text.revoke}
                    button={{ size: 'small' }}
                    onConfirm={async () => {
                      await revokeKey(key.id)
                      await renew()
                    }}
                  />
                )}
              </span>
            ),
          },
        ]}
      />
      {making && (
        <KeyForm
          onMade={(made) => {
            setMaking(false)
            setSecret(made)
            void renew()
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {secret && <SecretDialog of="key" secret={secret} onClose={() => setSecret(null)} />}
      {shown && <KeyActs apiKey={shown} onClose={() => setShown(null)} />}
    </>
  )
}
