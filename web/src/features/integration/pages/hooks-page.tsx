import { PlusOutlined } from '@ant-design/icons'
import { changeTypes } from '@datadeed/core/notification/changes'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { addHook, hooksQuery } from '../api.ts'
import { HookForm } from '../parts/hook-form.tsx'
import { HookState } from '../parts/hook-state.tsx'
import { SecretDialog } from '../parts/secret-dialog.tsx'
import { integrationText } from '../text.ts'

/** Where the organisation's programs are told of changes. */
export function HooksPage() {
  const { hooks: text } = useText(integrationText)
  const client = useQueryClient()
  const { items } = useSuspenseQuery(hooksQuery).data
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const add = (
    <Button type="primary" icon={<Icon of={PlusOutlined} />} onClick={() => setAdding(true)}>
      {text.add}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={text.title}
        lead={
          <>
            {text.lead} <a href="/docs">{text.docs}</a>
          </>
        }
        actions={
          <>
            <LinkButton to="/api-keys">{text.keys}</LinkButton>
            {items.length > 0 && add}
          </>
        }
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
            cell: ({ id, name }) => (
              <Link to="/web-hooks/$id" params={{ id }}>
                {name}
              </Link>
            ),
          },
          { key: 'url', title: text.columns.url, cell: ({ url }) => <code className="hash-whole">{url}</code> },
          { key: 'types', title: text.columns.types, cell: ({ types }) => text.types(types.length) },
          { key: 'state', title: text.columns.state, cell: (hook) => <HookState hook={hook} /> },
          { key: 'last', title: text.columns.last, cell: ({ lastSuccessAt }) => <DateText at={lastSuccessAt} /> },
        ]}
      />
      {adding && (
        <HookForm
          title={text.add}
          okText={text.create}
          initial={{ name: '', url: '', types: [...changeTypes] }}
          save={addHook}
          onSaved={(made) => {
            setAdding(false)
            setSecret(made.secret)
            void client.invalidateQueries({ queryKey: hooksQuery.queryKey })
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {secret && <SecretDialog of="hook" secret={secret} onClose={() => setSecret(null)} />}
    </>
  )
}
