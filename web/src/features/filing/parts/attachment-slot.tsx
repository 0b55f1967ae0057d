import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { type Attachment, attachmentHref, type Finding, removeAttachment } from '../api.ts'
import { useCasePack } from '../case-pack.tsx'
import { filingText } from '../text.ts'
import { type AttachmentKind, attachmentRule } from './attachment-kinds.ts'
import { type Upload, uploadAttachment } from './upload.ts'

type Props = {
  caseId: string
  kind: AttachmentKind
  required: boolean
  items: readonly Attachment[]
  findings: readonly Finding[]
  onAdded: (item: Attachment) => void
  onRemoved: (id: string) => void
}
type Running = { file: File; replaces: string | null; percent: number; upload: Upload | null }

/** The files of one kind: upload with progress, replace, remove, download. A failed upload keeps its file for another try. */
export function AttachmentSlot({ caseId, kind, required, items, findings, onAdded, onRemoved }: Props) {
  const text = useText(filingText).attachments
  const zh = useLanguage() === 'zh'
  const input = useRef<HTMLInputElement>(null)
  const replacing = useRef<string | null>(null)
  const alive = useRef(true)
  const [running, setRunning] = useState<Running | null>(null)
  const [error, setError] = useState<unknown>(null)
  const rule = attachmentRule(useCasePack(), kind)
  const name = (zh && rule?.name) || text.kinds[kind]
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])

  const start = async (file: File, replaces: string | null) => {
    setError(null)
    const upload = uploadAttachment(caseId, kind, file, (percent) =>
      setRunning((now) => (now ? { ...now, percent } : now)),
    )
    setRunning({ file, replaces, percent: 0, upload })
    try {
      onAdded(await upload.done)
      if (replaces) {
        await removeAttachment(caseId, replaces)
        onRemoved(replaces)
      }
      if (alive.current) setRunning(null)
    } catch (caught) {
      if (!alive.current) return
      const cancelled = caught instanceof DOMException && caught.name === 'AbortError'
      setRunning(cancelled ? null : { file, replaces, percent: 0, upload: null })
      setError(cancelled ? null : caught)
    }
  }
  const choose = (replaces: string | null) => {
    replacing.current = replaces
    input.current?.click()
  }
  return (
    <section id={`field-attachments-${kind}`} className="slot" aria-label={name}>
      <div className="slot-head">
        <h3>{name}</h3>
        <StatusTag tone={required ? (items.length > 0 ? 'good' : 'attention') : 'neutral'}>
          {required ? text.required : text.optional}
        </StatusTag>
      </div>
      {rule && (
        <details className="basis">
          <summary>{text.source}</summary>
          {rule.source}
        </details>
      )}
      {findings.map(({ message, remedy, severity }) => (
        <p key={message} className={`note-${severity}`}>
          {message} <span>{remedy}</span>
        </p>
      ))}
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <div className="slot-file">
              <a href={attachmentHref(caseId, item.id)} download>
                <Icon of={DownloadOutlined} /> {item.name}
              </a>
              <span className="hint">
                <FileSize bytes={item.bytes} /> · {text.hash} <HashText hash={item.sha256} what={text.hash} />
              </span>
            </div>
            <Button
              size="small"
              disabled={running?.upload != null}
              aria-label={text.about(text.replace, item.name)}
              onClick={() => choose(item.id)}
            >
              {text.replace}
            </Button>
            <ConfirmAction
              label={text.remove}
              title={text.removeTitle}
              consequence={text.removeBody(item.name)}
              confirmLabel={text.remove}
              danger
              button={{ size: 'small', 'aria-label': text.about(text.remove, item.name) }}
              onConfirm={async () => {
                await removeAttachment(caseId, item.id)
                onRemoved(item.id)
              }}
            />
          </li>
        ))}
      </ul>
      {error !== null && (
        <ProblemAlert error={error} onRetry={() => running && void start(running.file, running.replaces)} />
      )}
      {running?.upload ? (
        <div className="slot-progress" role="status">
          <span>{text.uploading(running.file.name, running.percent)}</span>
          <Progress percent={running.percent} showInfo={false} size="small" aria-label={running.file.name} />
          <Button size="small" onClick={() => running.upload?.cancel()}>
            {text.cancel}
          </Button>
        </div>
      ) : (
        <Button
          icon={<Icon of={UploadOutlined} />}
          aria-label={text.about(text.upload, name)}
          onClick={() => choose(null)}
        >
          {items.length > 0 ? text.another : text.upload}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={text.about(text.upload, name)}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void start(file, replacing.current)
        }}
      />
    </section>
  )
}
