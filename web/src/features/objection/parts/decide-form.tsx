import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { keptText, useKept } from '../../../app/use-kept.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { type Decision, decideObjection, type Objection } from '../api.ts'
import { objectionText } from '../text.ts'

type Props = { id: string; mayUphold: boolean; onMoved: (next: Objection) => void }

/** The registry's decision with its reason; the consequence is told before it is taken. */
export function DecideForm({ id, mayUphold, onMoved }: Props) {
  const text = useText(objectionText)
  const [reason, setReason, forget] = useKept(`datadeed.objection.decision.${id}`, keptText)
  const [outcome, setOutcome] = useState<Decision['outcome'] | null>(null)
  const [tried, setTried] = useState(false)
  const short = reason.trim().length < 4
  const command = useCommand({
    run: (body: Decision, key) => decideObjection(id, body, key),
    onDone: (next) => {
      forget()
      onMoved(next)
    },
  })
  return (
    <div className="objection-form">
      <fieldset>
        <legend>{text.outcome}</legend>
        <Radio.Group
          value={outcome}
          options={(['dismissed', 'upheld'] as const).map((value) => ({
            value,
            label: text.status[value],
            disabled: value === 'upheld' && !mayUphold,
          }))}
          onChange={(event) => setOutcome(event.target.value)}
        />
        {!mayUphold && <p className="hint">{text.notHeard}</p>}
      </fieldset>
      <TextEntry
        label={text.reason}
        error={tried && outcome !== null && short && text.reasonShort}
        value={reason}
        max={2000}
        rows={4}
        onChange={setReason}
      />
      {tried && outcome === null && (
        <p role="alert" className="note-error">
          {text.outcomeMissing}
        </p>
      )}
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
