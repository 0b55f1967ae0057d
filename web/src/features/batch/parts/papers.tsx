import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Progress, Select } from 'antd'
import { useRef, useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { rulePackQuery } from '../../examination/api.ts'
import { type AttachmentKind, attachmentRule, uploadKinds } from '../../filing/parts/attachment-kinds.ts'
import { uploadTo } from '../../filing/parts/upload.ts'
import { filingText } from '../../filing/text.ts'
import { type Batch, batchQuery, removePaper } from '../api.ts'
import { batchText } from '../text.ts'

/** Attachments that every application of the batch gets. */
export function Papers({ batch }: { batch: Batch }) {
  const text = useText(batchText)
  const filing = useText(filingText).attachments
  const zh = useLanguage() === 'zh'
  const { data: pack } = useQuery(rulePackQuery)
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [kind, setKind] = useState<AttachmentKind>('source_proof')
  const [percent, setPercent] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const nameOf = (key: AttachmentKind) => (zh && pack && attachmentRule(pack, key)?.name) || filing.kinds[key]
  const show = (next: Batch) => {
    client.setQueryData(batchQuery(batch.id).queryKey, next)
    void client.invalidateQueries({ queryKey: ['batch', batch.id] })
  }
  const add = async (file: File) => {
    setError(null)
    setPercent(0)
    try {
      show(await uploadTo<Batch>(`/api/v1/batches/${batch.id}/attachments`, kind, file, setPercent).done)
    } catch (caught) {
      setError(caught)
    } finally {
      setPercent(null)
    }
  }
  const may = batch.can.includes('attach')
  if (!may && batch.attachments.length === 0) return null
  return (
    <section aria-labelledby="batch-papers" className="batch-papers">
      <h2 id="batch-papers">{text.papers}</h2>
      <p className="hint">{text.papersHelp}</p>
      <ProblemAlert error={error} />
      <ul>
        {batch.attachments.map((item) => (
          <li key={item.id}>
            <span>
              {nameOf(item.kind)} · {item.name} <FileSize bytes={item.bytes} />
            </span>
            {may && (
              <ConfirmAction
                label={text.remove}
                title={text.removeTitle}
                consequence={text.removeBody}
                confirmLabel={text.remove}
                danger
                button={{ size: 'small', 'aria-label': text.removePaper(item.name) }}
                onConfirm={async () => show(await removePaper(batch.id, item.id))}
              />
            )}
          </li>
        ))}
      </ul>
      {may && (
        <div className="batch-add">
          <Select
            aria-label={text.paperKind}
            value={kind}
            options={uploadKinds.map((key) => ({ value: key, label: nameOf(key) }))}
            onChange={setKind}
          />
          <Button loading={percent !== null} onClick={() => input.current?.click()}>
            {text.addPaper}
          </Button>
        </div>
      )}
      {percent !== null && <Progress percent={percent} showInfo={false} aria-label={text.addPaper} />}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={text.addPaper}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void add(file)
        }}
      />
    </section>
  )
}
