import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { WordsModal } from '../../../ui/words-modal.tsx'
import type { CoachingCase, CommandBodies } from '../api.ts'
import { coachingText } from '../text.ts'
import { useCoaching } from '../use-coaching.ts'

type Outcome = CommandBodies['closing']['outcome']
const outcomes: readonly Outcome[] = ['filed', 'not_eligible', 'given_up', 'other']

/** Ends a coaching case with what came of it. */
export function Closing({ c }: { c: CoachingCase }) {
  const text = useText(coachingText)
  const [open, setOpen] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>('filed')
  const close = useCoaching(c, 'closing', text.closed, () => setOpen(false))
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text.close}</Button>
      {open && (
        <WordsModal
          title={text.closeTitle}
          consequence={
            <div className="coaching-form">
              <p>{text.closeBody}</p>
              <fieldset>
                <legend>{text.outcome}</legend>
                <Radio.Group
                  name="outcome"
                  value={outcome}
                  options={outcomes.map((value) => ({ value, label: text.outcomes[value] }))}
                  onChange={({ target }) => setOutcome(target.value)}
                />
              </fieldset>
            </div>
          }
          confirmLabel={text.close}
          fieldLabel={text.closeNote}
          needed={text.closeNoteNeeded}
          max={500}
          running={close.isPending}
          error={close.error}
          onConfirm={(note) => close.mutate({ outcome, note })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
