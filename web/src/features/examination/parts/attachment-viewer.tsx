import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { type Attachment, readAttachment } from '../api.ts'
import { examinationText } from '../text.ts'

const pictures = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif'])
export const canShow = (mediaType: string): boolean => mediaType === 'application/pdf' || pictures.has(mediaType)

/** True once the page's own security policy has refused to frame a blob. */
function useFrameRefused(): boolean {
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    const onViolation = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
      if (/^(frame|child)-src/.test(effectiveDirective) && blockedURI.startsWith('blob')) setRefused(true)
    }
    document.addEventListener('securitypolicyviolation', onViolation)
    return () => document.removeEventListener('securitypolicyviolation', onViolation)
  }, [])
  return refused
}

/**
 * What somebody uploaded, shown without giving it our origin: read as bytes, wrapped under the type the server found, and
 * only pictures and PDF. Nothing uploaded is ever rendered as HTML or SVG. Where the browser will not frame it, a link.
 */
export function AttachmentViewer({ caseId, attachment }: { caseId: string; attachment: Attachment }) {
  const text = useText(examinationText).attachments
  const [href, setHref] = useState<string | null>(null)
  const refused = useFrameRefused()
  const file = useQuery({
    queryKey: ['attachment', caseId, attachment.id],
    queryFn: ({ signal }) => readAttachment(caseId, attachment, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  useEffect(() => {
    if (!file.data) return
    const made = URL.createObjectURL(file.data)
    setHref(made)
    return () => URL.revokeObjectURL(made)
  }, [file.data])
  if (file.isError) return <ErrorState error={file.error} onRetry={() => void file.refetch()} />
  if (!href) return <PageSkeleton />
  const title = text.viewer(attachment.name)
  const pdf = attachment.mediaType === 'application/pdf'
  return (
    <section className="viewer" aria-label={title}>
      {pdf ? (
        // A sandboxed frame cannot show PDF in Chromium; the browser's PDF viewer is a process of its own.
        !refused && <iframe src={href} title={title} />
      ) : (
        <img src={href} alt={title} />
      )}
      <p className="hint">
        {pdf && refused && `${text.blocked} `}
        <a href={href} target="_blank" rel="noreferrer">
          {text.newTab}
        </a>
      </p>
    </section>
  )
}
