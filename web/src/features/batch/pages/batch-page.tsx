import { columnLabel } from '@datadeed/core/filing/batch-table'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { newKey } from '../../../app/idempotency.ts'
import { useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { atWork, type Batch, batchQuery, makeDrafts, rowsToReport, undoBatch } from '../api.ts'
import { saveReport } from '../downloads.ts'
import { BatchTag } from '../parts/batch-tag.tsx'
import { Papers } from '../parts/papers.tsx'
import { RowList } from '../parts/row-list.tsx'
import { SignBatch } from '../parts/sign-batch.tsx'
import { TableUpload } from '../parts/table-upload.tsx'
import { batchText } from '../text.ts'
import '../batch.css'

type Props = { id: string; signatory: boolean; search: ListSearch; onSearch: (next: ListSearch) => void }

/** One batch on one screen: how far it is, what was found, what can be done. */
export function BatchPage({ id, signatory, search, onSearch }: Props) {
  const text = useText(batchText)
  const client = useQueryClient()
  const toast = useToast()
  const batch = useSuspenseQuery(batchQuery(id)).data
  const { counts, can } = batch
  const show = (next: Batch) => {
    client.setQueryData(batchQuery(id).queryKey, next)
    void client.invalidateQueries({ queryKey: ['batch', id] })
  }
  const busy = atWork(batch.status)
  const was = useRef(busy)
  useEffect(() => {
    // What the worker did is in the rows as well.
    if (was.current && !busy) void client.invalidateQueries({ queryKey: ['batch', id, 'rows'] })
    was.current = busy
  }, [busy, client, id])
  const rules = batch.rules.filter(({ severity }) => severity === 'error')
  return (
    <>
      <PageHeader
        above={<Link to="/batches">{text.back}</Link>}
        title={[batch.fileName, text.part(batch.part)].filter(Boolean).join(' · ')}
        tags={<BatchTag status={batch.status} />}
        actions={<Actions batch={batch} onDone={show} />}
      />
      <Working batch={batch} />
      {batch.status === 'receiving' && <Alert type="warning" showIcon title={text.cutOff(batch.received)} />}
      {counts.drafts > 0 && !signatory && !busy && <Alert type="info" showIcon title={text.awaiting} />}
      {rules.length > 0 && !busy && (
        <section aria-labelledby="batch-rules">
          <h2 id="batch-rules">{text.rulesTitle}</h2>
          <div className="batch-chips">
            {rules.map(({ code, field, rows }) => (
              <Button
                key={`${code} ${field}`}
                size="small"
                onClick={() => onSearch(changeList(search, { only: 'errors', code }))}
              >
                {text.rule(columnLabel(field.split('.')[0] ?? ''), rows)}
              </Button>
            ))}
          </div>
        </section>
      )}
      <RowList batch={batch} search={search} onSearch={onSearch} />
      <Papers batch={batch} />
      {can.includes('upload') && (
        <TableUpload
          label={batch.status === 'receiving' ? text.choose : text.uploadFixed}
          hint={batch.status === 'receiving' ? text.chooseHint : text.uploadFixedHint}
          into={id}
          onFiled={(filed, notes) => {
            for (const note of notes) toast.info(note, 8)
            show(filed)
          }}
        />
      )}
      <details className="batch-history">
        <summary>{text.history}</summary>
        <ul>
          {batch.events.map(({ at, command, actor, note }) => (
            <li key={`${at} ${command}`}>
              <DateText at={at} /> {text.commands[command]} · {actor} {note}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

/** What the worker is doing, in words and as a bar. */
function Working({ batch: { status, counts } }: { batch: Batch }) {
  const text = useText(batchText).working
  if (status !== 'checking' && status !== 'drafting' && status !== 'submitting' && status !== 'undoing') return null
  const all = counts.drafts + counts.submitted
  const steps = {
    checking: [text.checking(counts.checked, counts.rows), counts.checked, counts.rows],
    drafting: [text.drafting(counts.drafts), counts.drafts, counts.drafts + counts.clean],
    submitting: [text.submitting(counts.submitted, all), counts.submitted, all],
    undoing: [text.undoing(counts.drafts), counts.withdrawn, counts.withdrawn + counts.drafts],
  } as const
  const [words, done, of] = steps[status]
  return (
    <div role="status" className="batch-working">
      <p>{words}</p>
      <Progress percent={Math.floor((100 * done) / Math.max(1, of))} showInfo={false} aria-label={words} />
    </div>
  )
}

function Actions({ batch, onDone }: { batch: Batch; onDone: (batch: Batch) => void }) {
  const text = useText(batchText)
  const toast = useToast()
  const [exporting, setExporting] = useState(false)
  const { id, can, counts } = batch
  const report = async (as: 'csv' | 'xlsx') => {
    setExporting(true)
    try {
      await saveReport(text.exportName, await rowsToReport(id), as)
    } catch (error) {
      toast.failed(error)
    } finally {
      setExporting(false)
    }
  }
  const reportable = counts.errors + counts.warnings + counts.repeated + counts.failed > 0
  return (
    <>
      {can.includes('submit') && <SignBatch batch={batch} onSigned={onDone} />}
      {can.includes('make_drafts') && (
        <ConfirmAction
          label={text.drafts}
          title={text.draftsTitle}
          consequence={text.draftsBody(counts.clean, counts.errors, counts.repeated)}
          confirmLabel={text.drafts}
          button={{ type: can.includes('submit') ? 'default' : 'primary' }}
          onConfirm={async () => onDone(await makeDrafts(id, newKey()))}
        />
      )}
      {reportable && (
        <>
          <Button loading={exporting} onClick={() => void report('xlsx')}>
            {text.exportXlsx}
          </Button>
          <Button loading={exporting} onClick={() => void report('csv')}>
            {text.exportCsv}
          </Button>
        </>
      )}
      {can.includes('undo') && (
        <ConfirmAction
          label={text.undo}
          title={text.undoTitle}
          consequence={text.undoBody(counts.drafts, counts.submitted)}
          confirmLabel={text.undo}
          danger
          onConfirm={async () => onDone(await undoBatch(id, '', newKey()))}
        />
      )}
    </>
  )
}
