import { Button, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { type Decision, decideObjection, type Objection } from '../api.ts'
import { objectionText } from '../text.ts'
import { useKeptText } from './use-kept-text.ts'

/** The registry's decision with its reason; the consequence is told before it is taken. */
export function DecideForm({ id, onMoved }: { id: string; onMoved: (next: Objection) => void }) {
  const text = useText(objectionText)
  const field = useId()
  const [reason, setReason] = useKeptText(`decision.${id}`)
  const [outcome, setOutcome] = useState<Decision['outcome'] | null>(null)
  const [tried, setTried] = useState(false)
  const short = reason.trim().length < 4
  const command = useCommand({
    run: (body: Decision, key) => decideObjection(id, body, key),
    onDone: (next) => {
      setReason('')
      onMoved(next)
    },
  })
  return (
    <div className="objection-form">
      <fieldset>
        <legend>{text.outcome}</legend>
        <Radio.Group
          value={outcome}
          options={(['dismissed', 'upheld'] as const).map((value) => ({ value, label: text.status[value] }))}
          onChange={(event) => setOutcome(event.target.value)}
        />
      </fieldset>
      <label htmlFor={field}>{text.reason}</label>
      <Input.TextArea
        id={field}
        autoSize={{ minRows: 4, maxRows: 12 }}
        maxLength={2000}
        value={reason}
        status={tried && short ? 'error' : ''}
        aria-describedby={`${field}-note`}
        onChange={(event) => setReason(event.target.value)}
      />
      <p id={`${field}-note`} role="alert" className="note-error">
        {tried && (outcome === null ? text.outcomeMissing : short && text.reasonShort)}
      </p>
      {outcome === null || short ? (
        <Button type="primary" onClick={() => setTried(true)}>
          {text.decideSubmit}
        </Button>
      ) : (
        <ConfirmAction
          label={text.decideSubmit}
          title={text.decideTitle}
          consequence={text.decideConfirm[outcome]}
          confirmLabel={text.decideSubmit}
          danger={outcome === 'upheld'}
          button={{ type: 'primary' }}
          onConfirm={() => command.mutateAsync({ outcome, reason: reason.trim() })}
        />
      )}
      <p className="hint">{text.kept}</p>
    </div>
  )
}
