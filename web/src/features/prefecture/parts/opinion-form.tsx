import { useQueryClient } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { giveOpinion, type LocalHandling, type Opinion } from '../api.ts'
import { prefectureText } from '../text.ts'

type Props = { caseId: string; items: LocalHandling['items']; own: LocalHandling['office']; onDone: () => void }
type Verdict = Opinion['items'][number]['verdict']
const optionsOf = <T extends string>(words: Record<T, string>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value: value as T, label }))

/** An officer's opinion, item by item; what is not met must be explained. */
export function OpinionForm({ caseId, items, own, onDone }: Props) {
  const text = useText(prefectureText).local
  const client = useQueryClient()
  const [office, setOffice] = useState<Opinion['office']>(own ?? 'transport')
  const [verdicts, setVerdicts] = useState<Record<string, Verdict>>({})
  const [notes, setNotes] = useState<Record<string, string>>({})
  const [conclusion, setConclusion] = useState<Opinion['conclusion']>('support')
  const [summary, setSummary] = useState('')
  const command = useCommand({
    run: (body: Opinion, key) => giveOpinion(caseId, body, key),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: ['cases', 'local', caseId] })
      onDone()
    },
  })
  const send = () => {
    const given = items.flatMap(({ code }) => {
      const verdict = verdicts[code]
      return verdict ? [{ code, verdict, note: notes[code] ?? '' }] : []
    })
    command.mutate({ office, items: given, conclusion, summary })
  }
  return (
    <div className="local-form">
      <ProblemAlert error={command.error} />
      <fieldset>
        <legend>{text.office}</legend>
        <Radio.Group
          name="office"
          value={office}
          disabled={own !== null}
          options={optionsOf(text.offices)}
          onChange={({ target }) => setOffice(target.value)}
        />
      </fieldset>
      {items.map(({ code, text: words }) => (
        <fieldset key={code}>
          <legend>{words}</legend>
          <Radio.Group
            name={code}
            value={verdicts[code]}
            options={optionsOf(text.verdicts)}
            onChange={({ target }) => setVerdicts({ ...verdicts, [code]: target.value })}
          />
          {verdicts[code] && verdicts[code] !== 'pass' && (
            <TextEntry
              label={text.note(words)}
              error={false}
              value={notes[code] ?? ''}
              max={500}
              rows={2}
              onChange={(note) => setNotes({ ...notes, [code]: note })}
            />
          )}
        </fieldset>
      ))}
      <fieldset>
        <legend>{text.conclusion}</legend>
        <Radio.Group
          name="conclusion"
          value={conclusion}
          options={optionsOf(text.conclusions)}
          onChange={({ target }) => setConclusion(target.value)}
        />
      </fieldset>
      <TextEntry label={text.summary} error={false} value={summary} max={1000} rows={3} onChange={setSummary} />
      <p>
        <Button type="primary" loading={command.isPending} onClick={send}>
          {text.send}
        </Button>
      </p>
    </div>
  )
}
