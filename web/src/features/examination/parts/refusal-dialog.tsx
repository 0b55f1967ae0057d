import { confidenceText } from '@datadeed/core/kernel/rule-pack'
import { textLength } from '@datadeed/core/kernel/text'
import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useKept } from '../../../app/use-kept.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormSkeleton } from '../../../ui/skeletons.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { type Case, type Ground, packOfCase, proposeRefusal } from '../api.ts'
import { examinationText } from '../text.ts'
import { useCaseCommand } from '../use-case-command.ts'
import { ownReviews, useGoOn } from '../use-go-on.ts'
import { CommandDialog } from './command-dialog.tsx'

function keptGrounds(kept: unknown): Ground[] {
  if (!Array.isArray(kept)) return []
  return kept.filter(
    (one: Partial<Ground> | null): one is Ground =>
      typeof one?.code === 'string' && typeof one.explanation === 'string',
  )
}
const tooShort = ({ explanation }: Ground) => textLength(explanation.trim()) < 4

/** Refusal on grounds of the rule pack, each with article and source, each explained for the decision's letter. */
export function RefusalDialog({ c, onClose }: { c: Case; onClose: () => void }) {
  const all = useText(examinationText)
  const text = all.refusal
  const pack = useQuery(packOfCase(c.rulePack))
  const goOn = useGoOn()
  const [grounds, setGrounds, forget] = useKept(`datadeed.refusal.${c.id}`, keptGrounds)
  const [tried, setTried] = useState(false)
  const command = useCaseCommand({
    c,
    run: (seen, input: Ground[], key) => proposeRefusal(seen, input, key),
    onDone: async () => {
      forget()
      onClose()
      await goOn(text.done(c.number), c.id, ownReviews)
    },
  })
  const toggle = (code: string, on: boolean) =>
    setGrounds(on ? [...grounds, { code, explanation: '' }] : grounds.filter((ground) => ground.code !== code))
  const explain = (code: string, explanation: string) =>
    setGrounds(grounds.map((ground) => (ground.code === code ? { code, explanation } : ground)))
  const incomplete = grounds.length === 0 || grounds.some(tooShort)
  return (
    <CommandDialog
      c={c}
      offers="propose_refusal"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      danger
      wide
      command={command}
      onSend={() => (incomplete ? setTried(true) : void command.send(grounds))}
      onClose={onClose}
    >
      {pack.isPending && <FormSkeleton />}
      {pack.isError && <ErrorState error={pack.error} onRetry={() => void pack.refetch()} />}
      {pack.data && (
        <fieldset className="grounds">
          <legend>{text.grounds}</legend>
          {tried && grounds.length === 0 && (
            <p className="entry-error" role="alert">
              {text.choose}
            </p>
          )}
          {pack.data.grounds.map((ground, at) => {
            const mine = grounds.find(({ code }) => code === ground.code)
            return (
              <div key={ground.code} className={mine ? 'ground is-chosen' : 'ground'}>
                <Checkbox
                  autoFocus={at === 0}
                  checked={mine !== undefined}
                  onChange={({ target }) => toggle(ground.code, target.checked)}
                >
                  {ground.text}
                </Checkbox>
                <p className="hint">
                  {ground.article && `${text.article}：${ground.article}。`}
                  {text.source}：{ground.source}（{confidenceText[ground.confidence]}）
                </p>
                {mine && (
                  <TextEntry
                    label={text.explanation(ground.text)}
                    help={text.explanationHelp}
                    error={tried && tooShort(mine) && all.reasonNeeded}
                    value={mine.explanation}
                    max={1000}
                    rows={3}
                    focus={mine.explanation === ''}
                    onChange={(explanation) => explain(ground.code, explanation)}
                  />
                )}
              </div>
            )
          })}
        </fieldset>
      )}
    </CommandDialog>
  )
}
