import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import type { ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { rulePackQuery } from '../../examination/api.ts'
import { batchesQuery } from '../api.ts'
import { saveTemplate } from '../downloads.ts'
import { BatchTag } from '../parts/batch-tag.tsx'
import { TableUpload } from '../parts/table-upload.tsx'
import { batchText } from '../text.ts'
import '../batch.css'

type Props = { search: ListSearch; onSearch: (next: ListSearch) => void; onOpen: (id: string) => void }

/** The company's batches, and the way to a new one. */
export function BatchListPage({ search, onSearch, onOpen }: Props) {
  const text = useText(batchText)
  const toast = useToast()
  const list = useQuery(batchesQuery(search))
  const client = useQueryClient()
  const save = () => client.fetchQuery(rulePackQuery).then(saveTemplate).catch(toast.failed)
  const template = <Button onClick={() => void save()}>{text.template}</Button>
  return (
    <>
      <PageHeader title={text.title} lead={text.lead} actions={template} />
      <TableUpload
        label={text.choose}
        hint={text.chooseHint}
        into={null}
        primary
        onFiled={({ id }, notes) => {
          for (const note of notes) toast.info(note, 8)
          onOpen(id)
        }}
      />
      <QueryTable
        label={text.label}
        list={list}
        rowKey={({ id }) => id}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.emptyTitle, body: text.empty }}
        columns={[
          {
            key: 'file',
            title: text.columns.file,
            card: 'title',
            cell: ({ id, fileName, part }) => (
              <Link to="/batches/$id" params={{ id }}>
                {[fileName, text.part(part)].filter(Boolean).join(' · ')}
              </Link>
            ),
          },
          { key: 'status', title: text.columns.status, cell: ({ status }) => <BatchTag status={status} /> },
          { key: 'rows', title: text.columns.rows, align: 'right', cell: ({ counts }) => counts.rows },
          { key: 'errors', title: text.columns.errors, align: 'right', cell: ({ counts }) => counts.errors },
          { key: 'drafts', title: text.columns.drafts, align: 'right', cell: ({ counts }) => counts.drafts },
          { key: 'submitted', title: text.columns.submitted, align: 'right', cell: ({ counts }) => counts.submitted },
          { key: 'at', title: text.columns.at, cell: ({ createdAt }) => <DateText at={createdAt} /> },
        ]}
      />
    </>
  )
}
