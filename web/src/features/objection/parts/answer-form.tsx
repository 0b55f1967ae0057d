import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { keptText, useKept } from '../../../app/use-kept.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { answerObjection, type Objection } from '../api.ts'
import { objectionText } from '../text.ts'

/** The company's one answer, told before it is final. */
export function AnswerForm({ id, onMoved }: { id: string; onMoved: (next: Objection) => void }) {
  const text = useText(objectionText)
  const [words, setWords, forget] = useKept(`datadeed.objection.answer.${id}`, keptText)
  const [tried, setTried] = useState(false)
  const short = words.trim().length < 4
  const command = useCommand({
    run: (body: { text: string }, key) => answerObjection(id, body, key),
    onDone: (next) => {
      forget()
      onMoved(next)
    },
  })
  return (
    <div className="objection-form">
      <TextEntry
        label={text.answerLabel}
        error={tried && short && text.answerShort}
        value={words}
        max={5000}
        rows={6}
        onChange={setWords}
      />
      {short ? (
        <Button type="primary" onClick={() => setTried(true)}>
          {text.answerSubmit}
        </Button>
      ) : (
        <ConfirmAction
          label={text.answerSubmit}
          title={text.answerTitle}
          consequence={text.answerConfirm}
          confirmLabel={text.answerSubmit}
          button={{ type: 'primary' }}
          onConfirm={() => command.mutateAsync({ text: words.trim() })}
        />
      )}
      <p className="hint">{text.kept}</p>
    </div>
  )
}
