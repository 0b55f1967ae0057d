import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { type Command, type Draft, type DraftTexts, moveDraft } from '../api.ts'
import { decisionText } from '../text.ts'

const fields = ['facts', 'answer', 'reasoning', 'rule'] as const

/** The anonymised text to be mended and proposed for the public. */
export function CheckForm({ draft, onMoved }: { draft: Draft; onMoved: (next: Draft) => void }) {
  const text = useText(decisionText)
  const [texts, setTexts] = useState<DraftTexts>({
    ...{ facts: draft.facts, answer: draft.answer, reasoning: draft.reasoning, rule: draft.rule },
  })
  const command = useCommand({ run: (to: Command, key) => moveDraft(draft.id, to, key), onDone: onMoved })
  return (
    <div className="decision-form">
      {fields.map((field) => (
        <TextEntry
          key={field}
          label={text.fields[field]}
          value={texts[field]}
          max={5000}
          rows={field === 'rule' ? 1 : 4}
          onChange={(words) => setTexts({ ...texts, [field]: words })}
        />
      ))}
      <ConfirmAction
        label={text.check}
        title={text.check}
        consequence={text.checkBody}
        confirmLabel={text.check}
        button={{ type: 'primary' }}
        onConfirm={() => command.mutateAsync({ do: 'check', ...texts })}
      />
    </div>
  )
}
