import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { SearchField } from '../../../ui/filters.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { type Expert, expertsQuery } from '../api.ts'
import { ExpertForm } from '../parts/expert-form.tsx'
import { expertText } from '../text.ts'
import '../expert.css'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void }

/** The register of experts; administrators keep it, examiners choose from it. */
export function ExpertsPage({ search, onSearch }: Props) {
  const text = useText(expertText)
  const client = useQueryClient()
  const toast = useToast()
  const list = useQuery(expertsQuery(search))
  const keeps = useSuspenseQuery(meQuery).data.can.includes('expert.manage')
  const [editing, setEditing] = useState<Expert | 'new' | null>(null)
  const add = keeps && (
    <Button type="primary" icon={<Icon of={PlusOutlined} />} onClick={() => setEditing('new')}>
      {text.add}
    </Button>
  )
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} actions={add} />
      <div className="filters">
        <SearchField label={text.search} value={search.q} onSearch={(q) => onSearch(changeList(search, { q }))} />
      </div>
      <QueryTable
        label={text.label}
        list={list}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.empty, body: text.emptyBody }}
        {...(search.q ? { noneFound: { title: text.noneFound, body: text.noneFoundBody, clear: text.clear } } : {})}
        columns={[
          {
            key: 'name',
            title: text.columns.name,
            card: 'title',
            cell: ({ name, title }) => (
              <span className="case-cell">
                <span>{name}</span>
                <small>{title}</small>
              </span>
            ),
          },
          { key: 'field', title: text.columns.field, cell: ({ field }) => field },
          { key: 'organisation', title: text.columns.organisation, cell: ({ organisation }) => organisation },
          {
            key: 'interests',
            title: text.columns.interests,
            cell: ({ interests }) =>
              interests.map(({ name, relation }) => `${name}（${relation}）`).join('；') || text.noInterests,
          },
          { key: 'record', title: text.columns.record, cell: ({ asked, given }) => text.record(asked, given) },
          {
            key: 'state',
            title: text.columns.state,
            cell: ({ active }) => (
              <StatusTag tone={active ? 'good' : 'neutral'}>
                {active ? text.states.active : text.states.closed}
              </StatusTag>
            ),
          },
          ...(keeps
            ? [
                {
                  key: 'act',
                  title: text.columns.act,
                  cell: (expert: Expert) => (
                    <Button size="small" aria-label={text.editTitle(expert.name)} onClick={() => setEditing(expert)}>
                      {text.edit}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {editing && (
        <ExpertForm
          expert={editing === 'new' ? null : editing}
          onSaved={(name) => {
            setEditing(null)
            toast.success(text.saved(name))
            void client.invalidateQueries({ queryKey: ['experts'] })
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}
