import { Button, Upload } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { DateText } from '../../../ui/date-text.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { type Affair, type AffairPage, addDocument, moveAffair, type Step } from '../api.ts'
import { registerAffairsText } from '../text.ts'
import { AffairParties, AgreedTerms } from './transfer-terms.tsx'

const tones: Record<Affair['status'], Tone> = {
  draft: 'neutral',
  filed: 'attention',
  grant_proposed: 'attention',
  refusal_proposed: 'attention',
  granted: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
  lapsed: 'neutral',
  awaiting_signatures: 'attention',
  declined: 'bad',
}
const shown = [
  'submit',
  'sign',
  'decline',
  'propose_grant',
  'propose_refusal',
  'confirm',
  'send_back',
  'withdraw',
] as const
const withNote: readonly string[] = ['propose_refusal', 'send_back', 'decline']

type Rule = NonNullable<AffairPage['rule']>
type Props = { affair: Affair; rule: Rule | undefined; onMoved: () => Promise<unknown> }

function Papers({ affair, rule, onMoved }: Props) {
  const text = useText(registerAffairsText)
  const [running, setRunning] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const add = async (code: string, file: File) => {
    setRunning(code)
    setError(null)
    try {
      await addDocument(affair.id, code, file)
      await onMoved()
    } catch (caught) {
      setError(caught)
    } finally {
      setRunning(null)
    }
  }
  return (
    <>
      <ProblemAlert error={error} />
      <ul className="affair-papers" aria-label={text.documents}>
        {rule?.documents.map(({ code, name, required }) => {
          const last = affair.documents.filter((one) => one.code === code).at(-1)
          return (
            <li key={code}>
              <span>
                {name}（{required ? text.required : text.optional}）：
                {last ? <a href={`/api/v1/affairs/${affair.id}/documents/${last.id}`}>{last.name}</a> : text.none}
              </span>
              {affair.can.includes('attach') && (
                <Upload
                  showUploadList={false}
                  accept=".pdf,.png,.jpg,.jpeg,.doc,.docx,.xls,.xlsx"
                  beforeUpload={(file) => {
                    void add(code, file)
                    return false
                  }}
                >
                  <Button size="small" loading={running === code} aria-label={text.uploadOf(name)}>
                    {running === code ? text.uploading : text.upload}
                  </Button>
                </Upload>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** One affair: what is asked for, on which papers, what was done, and what may be done now. */
export function AffairCard(props: Props) {
  const { affair, rule, onMoved } = props
  const text = useText(registerAffairsText)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { content } = affair
  const command = useCommand({
    run: (step: Step, key) => moveAffair(affair.id, step, key),
    onDone: async () => {
      setNote('')
      setTried(false)
      await onMoved()
    },
  })
  const asksNote = affair.can.some((one) => withNote.includes(one))
  const short = note.trim().length < 4
  return (
    <article className="affair" aria-label={`${text.kinds[affair.kind]} ${affair.number}`}>
      <h3>
        {text.kinds[affair.kind]} {affair.number}{' '}
        <StatusTag tone={tones[affair.status]}>{text.statuses[affair.status]}</StatusTag>
      </h3>
      <p>
        {rule?.grounds.find(({ code }) => code === content.ground)?.text ?? content.ground}。{content.reason}
      </p>
      {content.terms && <AgreedTerms terms={content.terms} />}
      {content.order && (
        <p>
          {text.order}：{content.order.issuer} {content.order.number} <DateText at={content.order.date} day />
        </p>
      )}
      {content.changes.length > 0 && (
        <ul>
          {content.changes.map(({ field, from, to }) => (
            <li key={field}>
              {text.fields[field]}：{from || '—'} → {to}
            </li>
          ))}
        </ul>
      )}
      <Papers {...props} />
      <AffairParties affair={affair} onMoved={onMoved} />
      {affair.due && (
        <p>
          {text.due}：<DateText at={affair.due} day />
        </p>
      )}
      <ul aria-label={text.history}>
        {affair.events.map(({ at, command: what, actorName, note: said }) => (
          <li key={at + what + said}>
            <DateText at={at} /> {text.commands[what]}
            {text.by(actorName)}
            {said && `：${said}`}
          </li>
        ))}
      </ul>
      {asksNote && (
        <TextEntry
          label={text.note}
          error={tried && short && text.noteShort}
          value={note}
          max={1000}
          rows={2}
          onChange={setNote}
        />
      )}
      <div className="affair-actions">
        {shown
          .filter((one) => affair.can.includes(one))
          .map((one) =>
            withNote.includes(one) && short ? (
              <Button key={one} onClick={() => setTried(true)}>
                {text.commands[one]}
              </Button>
            ) : (
              <ConfirmAction
                key={one}
                label={text.commands[one]}
                title={`${text.commands[one]}：${text.kinds[affair.kind]}`}
                consequence={
                  <>
                    <p>{text.asks[one]}</p>
                    {one === 'confirm' && affair.status === 'grant_proposed' && <p>{text.effects[affair.kind]}</p>}
                  </>
                }
                confirmLabel={text.commands[one]}
                danger={one === 'confirm' && ['cancellation', 'revocation', 'division', 'merger'].includes(affair.kind)}
                button={
                  one === 'submit' || one === 'sign' || one === 'confirm' || one === 'propose_grant'
                    ? { type: 'primary' }
                    : {}
                }
                onConfirm={() =>
                  command.mutateAsync({
                    version: affair.version,
                    command: one,
                    note: withNote.includes(one) ? note.trim() : '',
                  })
                }
              />
            ),
          )}
      </div>
    </article>
  )
}
