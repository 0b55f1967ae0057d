import { Button, Checkbox, Input } from 'antd'
import { useId, useRef, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { keptText, useKept } from '../../../app/use-kept.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { mediate, type Objection, settleObjection } from '../api.ts'
import { objectionText } from '../text.ts'

type Props = { objection: Objection; onMoved: (next: Objection) => void }

/** Offering, agreeing, declining and ending a mediation, each after its effect was told. */
export function MediationCommands({ objection: { id, can }, onMoved }: Props) {
  const text = useText(objectionText).mediation
  const [asking, setAsking] = useState<'offer' | 'failure' | null>(null)
  const command = useCommand({
    run: (say: Parameters<typeof mediate>[1], key) => mediate(id, say, key),
    onDone: (next) => {
      setAsking(null)
      onMoved(next)
    },
  })
  const answer = (agree: boolean) => command.mutateAsync({ say: 'answer', agree })
  const may = (name: string) => can.includes(name)
  const words = {
    offer: { title: text.offer, consequence: text.offerBody, fieldLabel: text.offerNote },
    failure: { title: text.end, consequence: text.endBody, fieldLabel: text.endNote, needed: text.endNote },
  }
  return (
    <p className="objection-commands">
      {may('agree_mediation') && (
        <ConfirmAction
          label={text.agree}
          title={text.agree}
          consequence={text.agreeBody}
          confirmLabel={text.agree}
          button={{ type: 'primary' }}
          onConfirm={() => answer(true)}
        />
      )}
      {may('decline_mediation') && (
        <ConfirmAction
          label={text.decline}
          title={text.decline}
          consequence={text.declineBody}
          confirmLabel={text.decline}
          onConfirm={() => answer(false)}
        />
      )}
      {may('offer_mediation') && <Button onClick={() => setAsking('offer')}>{text.offer}</Button>}
      {may('end_mediation') && <Button onClick={() => setAsking('failure')}>{text.end}</Button>}
      {asking && (
        <WordsModal
          {...words[asking]}
          confirmLabel={words[asking].title}
          max={500}
          running={command.isPending}
          error={command.error}
          onConfirm={(note) => command.mutate({ say: asking, note })}
          onClose={() => setAsking(null)}
        />
      )}
    </p>
  )
}

type FormProps = { id: string; onMoved: (next: Objection) => void }

/** Who mediates: somebody outside, named to both sides. */
export function AppointForm({ id, onMoved }: FormProps) {
  const text = useText(objectionText).mediation
  const [name, setName] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [tried, setTried] = useState(false)
  const labels = [useId(), useId()]
  const missing = name.trim().length < 2 || organisation.trim().length < 2
  const command = useCommand({
    run: (say: Parameters<typeof mediate>[1], key) => mediate(id, say, key),
    onDone: onMoved,
  })
  const appoint = () => {
    setTried(true)
    if (!missing) command.mutate({ say: 'mediator', name: name.trim(), organisation: organisation.trim() })
  }
  return (
    <div className="objection-form">
      <h3>{text.appoint}</h3>
      <label htmlFor={labels[0]}>{text.mediatorName}</label>
      <Input id={labels[0]} value={name} maxLength={50} onChange={(event) => setName(event.target.value)} />
      <label htmlFor={labels[1]}>{text.mediatorOf}</label>
      <Input
        id={labels[1]}
        value={organisation}
        maxLength={100}
        onChange={(event) => setOrganisation(event.target.value)}
      />
      {tried && missing && (
        <p role="alert" className="note-error">
          {text.appointMissing}
        </p>
      )}
      <Button loading={command.isPending} onClick={appoint}>
        {text.appoint}
      </Button>
    </div>
  )
}

/** The agreement both sides signed: its words in brief and its file, whose digest goes into the log. */
export function SettleForm({ id, onMoved }: FormProps) {
  const text = useText(objectionText).mediation
  const [note, setNote, forget] = useKept(`datadeed.objection.settle.${id}`, keptText)
  const [chosen, setChosen] = useState(false)
  const [publishes, setPublishes] = useState({ applicant: false, objector: false })
  const [tried, setTried] = useState(false)
  const label = useId()
  const input = useRef<HTMLInputElement>(null)
  const missing = note.trim().length < 4 || !chosen
  const settle = async () => {
    const [file] = input.current?.files ?? []
    if (!file) return
    const next = await settleObjection(id, { note: note.trim(), file, publishes })
    forget()
    onMoved(next)
  }
  return (
    <div className="objection-form">
      <h3>{text.settle}</h3>
      <p className="hint">{text.settleLead}</p>
      <TextEntry label={text.settleNote} value={note} max={2000} rows={3} onChange={setNote} />
      <label htmlFor={label}>{text.settleFile}</label>
      <input ref={input} id={label} type="file" onChange={({ target }) => setChosen((target.files ?? []).length > 0)} />
      <fieldset>
        <legend>{text.publishes}</legend>
        <p className="hint">{text.publishesHint}</p>
        {(['applicant', 'objector'] as const).map((side) => (
          <Checkbox
            key={side}
            checked={publishes[side]}
            onChange={({ target }) => setPublishes({ ...publishes, [side]: target.checked })}
          >
            {text.publishesBy(text.parties[side])}
          </Checkbox>
        ))}
      </fieldset>
      {tried && missing && (
        <p role="alert" className="note-error">
          {text.settleMissing}
        </p>
      )}
      {missing ? (
        <Button onClick={() => setTried(true)}>{text.settle}</Button>
      ) : (
        <ConfirmAction
          label={text.settle}
          title={text.settle}
          consequence={text.settleConfirm}
          confirmLabel={text.settle}
          onConfirm={settle}
        />
      )}
    </div>
  )
}
