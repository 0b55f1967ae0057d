import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FileSize } from '../../../ui/file-size.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { type Attachment, attachmentHref, type Case } from '../api.ts'
import { examinationText } from '../text.ts'
import { AttachmentViewer, canShow } from './attachment-viewer.tsx'

/** The attachments with their digests; PDF and pictures open beside the form. */
export function AttachmentsPanel({ c }: { c: Case }) {
  const text = useText(examinationText).attachments
  const [open, setOpen] = useState<Attachment['id'] | null>(null)
  const shown = c.attachments.find(({ id }) => id === open)
  if (c.attachments.length === 0) return <EmptyState title={text.none}>{text.noneBody}</EmptyState>
  return (
    <>
      <ul className="attachments">
        {c.attachments.map((attachment) => (
          <li key={attachment.id} aria-current={attachment.id === open ? 'true' : undefined}>
            <div>
              <strong>{text.kinds[attachment.kind]}</strong>
              <span className="file-name">{attachment.name}</span>
              <small>
                <FileSize bytes={attachment.bytes} /> · <DateText at={attachment.uploadedAt} />
              </small>
              <small>
                {text.sha256} <HashText hash={attachment.sha256} what={text.sha256} />
              </small>
            </div>
            <div className="attachment-actions">
              {canShow(attachment.mediaType) && (
                <Button
                  size="small"
                  aria-expanded={attachment.id === open}
                  onClick={() => setOpen(attachment.id === open ? null : attachment.id)}
                >
                  {attachment.id === open ? text.close : text.view}
                </Button>
              )}
              <a href={attachmentHref(c.id, attachment.id)} download={attachment.name}>
                {text.download}
              </a>
            </div>
          </li>
        ))}
      </ul>
      {shown && <AttachmentViewer key={shown.id} caseId={c.id} attachment={shown} />}
    </>
  )
}
