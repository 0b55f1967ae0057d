import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { type DraftComment, settleComment, sharesQuery } from '../api.ts'
import { templateText } from '../text.ts'

type Props = { caseId: string; field: string }

/** What reviewers said of a field, beside it; those seen to are kept but out of the way. */
export function FieldComments({ caseId, field }: Props) {
  const text = useText(templateText).comments
  const client = useQueryClient()
  const toast = useToast()
  const { data } = useQuery(sharesQuery(caseId))
  const settle = useMutation({
    mutationFn: ({ id, resolvedAt }: DraftComment) => settleComment(caseId, id, resolvedAt === null),
    onSuccess: () => client.invalidateQueries({ queryKey: sharesQuery(caseId).queryKey }),
    onError: toast.failed,
  })
  const own = (data?.comments ?? []).filter((comment) => comment.field === field)
  if (own.length === 0) return null
  const [open, seen] = [own.filter(({ resolvedAt }) => !resolvedAt), own.filter(({ resolvedAt }) => resolvedAt)]
  const list = (comments: readonly DraftComment[], act: string) => (
    <ul className="field-comments" aria-label={text.label}>
      {comments.map((comment) => (
        <li key={comment.id}>
          <p className="hint">
            {comment.by} · <DateText at={comment.at} />
          </p>
          <p className="comment-body">{comment.body}</p>
          <Button size="small" loading={settle.isPending} onClick={() => settle.mutate(comment)}>
            {act}
          </Button>
        </li>
      ))}
    </ul>
  )
  return (
    <div className="no-print">
      {open.length > 0 && list(open, text.resolve)}
      {seen.length > 0 && (
        <details className="basis">
          <summary>{text.resolved(seen.length)}</summary>
          {list(seen, text.reopen)}
        </details>
      )}
    </div>
  )
}
