import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { type Finding, judgeFinding, type Verdict } from '../api.ts'
import { preexamText } from '../text.ts'

/** What the examiner made of a finding, and the two buttons to say so; `y` and `n` press them (see `judgeNext`). */
export function JudgeFinding({ caseId, finding, may }: { caseId: string; finding: Finding; may: boolean }) {
  const text = useText(preexamText)
  const client = useQueryClient()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const command = useCommand({
    run: (verdict: Verdict, key: string) => judgeFinding(caseId, verdict, key),
    onDone: async () => {
      setAsking(false)
      await client.invalidateQueries({ queryKey: ['cases'] })
    },
  })
  const { judgement } = finding
  const confirm = () => command.mutate({ finding, verdict: 'confirmed', reason: '' }, { onError: toast.failed })
  if (!may && !judgement) return null
  return (
    <div className="finding-judge no-print">
      {judgement && (
        <span>
          <StatusTag tone={judgement.verdict === 'confirmed' ? 'good' : 'neutral'}>{text[judgement.verdict]}</StatusTag>{' '}
          <span className="finding-more">
            {text.by(judgement.by)}
            <DateText at={judgement.at} />
            {judgement.reason && `：${judgement.reason}`}
          </span>
        </span>
      )}
      {may && judgement?.verdict !== 'confirmed' && (
        <Button
          size="small"
          data-judge={judgement ? undefined : 'confirmed'}
          loading={command.isPending && !asking}
          onClick={confirm}
        >
          {text.confirm}
        </Button>
      )}
      {may && judgement?.verdict !== 'dismissed' && (
        <Button size="small" data-judge={judgement ? undefined : 'dismissed'} onClick={() => setAsking(true)}>
          {text.dismiss}
        </Button>
      )}
      {asking && (
        <WordsModal
          title={text.dismissTitle}
          consequence={
            <>
              <p>{finding.message}</p>
              <p>{text.dismissBody}</p>
            </>
          }
          confirmLabel={text.dismiss}
          fieldLabel={text.reason}
          needed={text.reasonNeeded}
          max={500}
          running={command.isPending}
          error={command.error}
          onConfirm={(reason) => command.mutate({ finding, verdict: 'dismissed', reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
