import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { answerObjection, type Objection } from '../api.ts'
import { objectionText } from '../text.ts'
import { useKeptText } from './use-kept-text.ts'

/** The company's one answer, told before it is final. */
export function AnswerForm({ id, onMoved }: { id: string; onMoved: (next: Objection) => void }) {
  const text = useText(objectionText)
  const field = useId()
  const [words, setWords] = useKeptText(`answer.${id}`)
  const [tried, setTried] = useState(false)
  const short = words.trim().length < 4
  const command = useCommand({
    run: (body: { text: string }, key) => answerObjection(id, body, key),
    onDone: (next) => {
      setWords('')
      onMoved(next)
    },
  })
  return (
    <div className="objection-form">
      <label htmlFor={field}>{text.answerLabel}</label>
      <Input.TextArea
        id={field}
        autoSize={{ minRows: 6, maxRows: 18 }}
        maxLength={5000}
        value={words}
        status={tried && short ? 'error' : ''}
        aria-describedby={`${field}-note`}
        onChange={(event) => setWords(event.target.value)}
      />
      <p id={`${field}-note`} role="alert" className="note-error">
        {tried && short && text.answerShort}
      </p>
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
