import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDate } from '../../../ui/format.ts'
import { KeyValues } from '../../../ui/key-values.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import {
  type Asked,
  addRevision,
  checkRevision,
  type Revision,
  type RevisionAnswer,
  revisionsQuery,
} from '../living-api.ts'
import { livingText } from '../living-text.ts'

const tones: Record<Revision['checks'][number]['outcome'], Tone> = {
  holds: 'good',
  noted: 'attention',
  unknown: 'neutral',
  breaks: 'bad',
}

function Checks({ checks }: { checks: Revision['checks'] }) {
  const text = useText(livingText)
  return (
    <ul className="living-checks" aria-label={text.checks}>
      {checks.map(({ code, outcome, text: said }) => (
        <li key={code}>
          <StatusTag tone={tones[outcome]}>
            {text.checkNames[code]}：{text.outcomes[outcome]}
          </StatusTag>{' '}
          {said}
        </li>
      ))}
    </ul>
  )
}

function One({ one }: { one: Revision }) {
  const text = useText(livingText)
  const language = useLanguage()
  const day = (at: string | null) => (at ? formatDate(at, language) : '…')
  return (
    <article className="affair">
      <h3>
        {text.revision(one.seq)} <span>{one.manner ? text.manners[one.manner] : text.first}</span>
      </h3>
      <KeyValues
        items={[
          { key: 'deposit', label: text.deposit, value: one.depositNumber },
          {
            key: 'span',
            label: text.span,
            value: one.timeFrom || one.timeTo ? `${day(one.timeFrom)} – ${day(one.timeTo)}` : null,
          },
          { key: 'added', label: text.added, value: <DateText at={one.addedAt} /> },
          { key: 'covered', label: text.covered, value: one.certificates.join('、') },
        ]}
      />
      {one.note && <p>{one.note}</p>}
      <Checks checks={one.checks} />
    </article>
  )
}

/** The deposits of a living data set, and the form that chains another one. */
export function RevisionSection({ entryId }: { entryId: string }) {
  const text = useText(livingText)
  const client = useQueryClient()
  const id = useId()
  const { data } = useQuery(revisionsQuery(entryId))
  const [depositId, setDeposit] = useState<string | null>(null)
  const [manner, setManner] = useState<Asked['manner']>('period')
  const [note, setNote] = useState('')
  const [answer, setAnswer] = useState<RevisionAnswer | null>(null)
  const check = useCommand({ run: (asked: Asked) => checkRevision(entryId, asked), onDone: setAnswer })
  const add = useCommand({
    run: (asked: Asked, key) => addRevision(entryId, asked, key),
    onDone: async () => {
      setDeposit(null)
      setNote('')
      setAnswer(null)
      await client.invalidateQueries({ queryKey: ['registration', entryId] })
    },
  })
  if (!data) return null
  const mine = data.canAdd || data.candidates.length > 0
  const choose = (change: () => void) => {
    change()
    setAnswer(null)
    check.reset()
  }
  return (
    <FormSection title={text.revisions} lead={text.revisionsLead}>
      {data.items.toReversed().map((one) => (
        <One key={one.seq} one={one} />
      ))}
      {data.predecessors.map(({ registrationNumber, name, revisions }) => (
        <details key={registrationNumber}>
          <summary>{text.before(registrationNumber, revisions.length)}</summary>
          <p>
            <a href={`/register/${registrationNumber}`}>{name}</a>
          </p>
          {revisions.toReversed().map((one) => (
            <One key={one.seq} one={one} />
          ))}
        </details>
      ))}
      {data.reason && <p>{data.reason}</p>}
      {mine && data.candidates.length === 0 && (
        <p>
          {text.noCandidates} <Link to="/deposits/new">{text.makeDeposit}</Link>
        </p>
      )}
      {data.candidates.length > 0 && (
        <div className="affair-form">
          <h3>{text.add}</h3>
          <div className="entry">
            <label htmlFor={`${id}-deposit`}>{text.candidate}</label>
            <Select
              id={`${id}-deposit`}
              value={depositId}
              options={data.candidates.map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))}
              onChange={(value) => choose(() => setDeposit(value))}
            />
          </div>
          <fieldset>
            <legend>{text.manner}</legend>
            <Radio.Group
              value={manner}
              options={(['period', 'cumulative'] as const).map((value) => ({ value, label: text.manners[value] }))}
              onChange={(event) => choose(() => setManner(event.target.value))}
            />
          </fieldset>
          <TextEntry label={text.note} help={text.noteHelp} value={note} max={500} rows={2} onChange={setNote} />
          <ProblemAlert error={check.error ?? add.error} />
          {answer && (
            <div role="status">
              <p>
                <StatusTag tone={answer.broken ? 'bad' : 'good'}>{answer.broken ? text.broken : text.fine}</StatusTag>
              </p>
              <Checks checks={answer.checks} />
            </div>
          )}
          <div className="affair-actions">
            <Button
              disabled={!depositId}
              loading={check.isPending}
              onClick={() => depositId && check.mutate({ depositId, manner, note: '' })}
            >
              {text.check}
            </Button>
            {depositId && answer && !answer.broken && data.canAdd && (
              <ConfirmAction
                label={text.add}
                title={text.addTitle}
                consequence={<p>{text.addConsequence}</p>}
                confirmLabel={text.add}
                button={{ type: 'primary' }}
                onConfirm={() => add.mutateAsync({ depositId, manner, note })}
              />
            )}
          </div>
          {!data.canAdd && <p>{text.onlySignatory}</p>}
        </div>
      )}
    </FormSection>
  )
}
