import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WholeTable } from '../../../ui/whole-table.tsx'
import { membersQuery } from '../api.ts'
import { AddMember } from '../parts/add-member.tsx'
import { memberText } from '../text.ts'

/** Who acts for the company; a signatory opens accounts for others. */
export function MembersPage() {
  const text = useText(memberText)
  const client = useQueryClient()
  const toast = useToast()
  const { items } = useSuspenseQuery(membersQuery).data
  const [adding, setAdding] = useState(false)
  const add = (
    <Button type="primary" icon={<Icon of={PlusOutlined} />} onClick={() => setAdding(true)}>
      {text.add}
    </Button>
  )
  const roleName = (role: string) => text.roles[role as keyof typeof text.roles] ?? role
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} actions={add} />
      <WholeTable
        label={text.label}
        rows={items}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={text.emptyTitle} action={add}>
            {text.empty}
          </EmptyState>
        }
        columns={[
          { key: 'name', title: text.columns.name, card: 'title', cell: ({ name }) => name },
          { key: 'login', title: text.columns.login, cell: ({ login }) => <code>{login}</code> },
          { key: 'email', title: text.columns.email, cell: ({ email }) => email },
          { key: 'roles', title: text.columns.roles, cell: ({ roles }) => roles.map(roleName).join('、') },
          { key: 'totp', title: text.columns.totp, cell: ({ totp }) => (totp ? text.totpOn : text.totpOff) },
          {
            key: 'active',
            title: text.columns.active,
            cell: ({ active }) => (
              <StatusTag tone={active ? 'good' : 'neutral'}>{active ? text.active : text.inactive}</StatusTag>
            ),
          },
        ]}
      />
      {adding && (
        <AddMember
          onClose={() => setAdding(false)}
          onAdded={(name) => {
            setAdding(false)
            void client.invalidateQueries({ queryKey: membersQuery.queryKey })
            toast.success(text.added(name), 8)
          }}
        />
      )}
    </>
  )
}
