import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { type Command, type Draft, moveDraft } from '../api.ts'
import { decisionText } from '../text.ts'

/** What the second person does: release, return, withhold. */
export function DraftCommands({ draft: { id, can }, onMoved }: { draft: Draft; onMoved: (next: Draft) => void }) {
  const text = useText(decisionText)
  const [asking, setAsking] = useState<'return' | 'withhold' | null>(null)
  const command = useCommand({
    run: (to: Command, key) => moveDraft(id, to, key),
    onDone: (next) => {
      setAsking(null)
      onMoved(next)
    },
  })
  const words = {
    return: { title: text.back, consequence: text.backBody },
    withhold: { title: text.withhold, consequence: text.withholdBody },
  }
  return (
    <p className="decision-commands">
      {can.includes('release') && (
        <ConfirmAction
          label={text.release}
          title={text.release}
          consequence={text.releaseBody}
          confirmLabel={text.release}
          button={{ type: 'primary' }}
          onConfirm={() => command.mutateAsync({ do: 'release' })}
        />
      )}
      {can.includes('return') && <Button onClick={() => setAsking('return')}>{text.back}</Button>}
      {can.includes('withhold') && <Button onClick={() => setAsking('withhold')}>{text.withhold}</Button>}
      {asking && (
        <WordsModal
          {...words[asking]}
          confirmLabel={words[asking].title}
          danger={asking === 'withhold'}
          fieldLabel={text.reason}
          needed={text.reasonNeeded}
          running={command.isPending}
          error={command.error}
          onConfirm={(reason) => command.mutate({ do: asking, reason })}
          onClose={() => setAsking(null)}
        />
      )}
    </p>
  )
}
