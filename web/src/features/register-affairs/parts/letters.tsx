import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { LineField } from '../../../ui/line-field.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { type Affair, type LetterService, serveLetter } from '../api.ts'
import { transferText } from '../transfer-text.ts'

type Letter = Affair['letters'][number]
type Props = { affair: Affair; onMoved: () => Promise<unknown> }

/** Asks in which way and on which day a letter was served; what was filled in stays when it fails. */
function ServiceForm({ affair, letter, onMoved, onClose }: Props & { letter: Letter; onClose: () => void }) {
  const text = useText(transferText)
  const id = useId()
  const [said, setSaid] = useState<LetterService>({ way: '', reference: '', servedOn: '' })
  const command = useCommand({
    run: (body: LetterService, key) => serveLetter(affair.id, letter.id, body, key),
    onDone: async () => {
      onClose()
      await onMoved()
    },
  })
  const way = affair.serviceWays.find(({ code }) => code === said.way)
  return (
    <section className="affair-form" aria-label={text.serve(letter.number)}>
      <div className="entry">
        <label htmlFor={`${id}-way`}>{text.serviceWay}</label>
        <Select
          id={`${id}-way`}
          value={said.way || null}
          options={affair.serviceWays.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code: string) => setSaid({ ...said, way: code, reference: '' })}
        />
      </div>
      {way?.reference && (
        <LineField
          label={way.reference}
          value={said.reference}
          onChange={(reference) => setSaid({ ...said, reference })}
        />
      )}
      <LineField
        label={text.servedOn}
        type="date"
        value={said.servedOn}
        onChange={(servedOn) => setSaid({ ...said, servedOn })}
      />
      <p className="entry-help">{text.serviceFinal}</p>
      <ProblemAlert error={command.error} />
      <div className="affair-actions">
        <Button
          type="primary"
          disabled={!way || said.servedOn === ''}
          loading={command.isPending}
          onClick={() => command.mutate(said)}
        >
          {text.serveButton}
        </Button>
        <Button disabled={command.isPending} onClick={onClose}>
          {text.serveLater}
        </Button>
      </div>
    </section>
  )
}

/** Letters to whoever has no account here, each with how it was served or the form to say so. */
export function Letters({ affair, onMoved }: Props) {
  const text = useText(transferText)
  const [serving, setServing] = useState<string | null>(null)
  if (affair.letters.length === 0) return null
  return (
    <>
      <h4>{text.letters}</h4>
      <p>{text.lettersLead}</p>
      <ul aria-label={text.letters}>
        {affair.letters.map((letter) => (
          <li key={letter.id}>
            <a href={`/api/v1/affairs/${affair.id}/burden-letters/${letter.id}`}>{letter.number}</a>{' '}
            {text.letterMoments[letter.moment]}，{text.letterTo(letter.to, letter.burden)}（
            <DateText at={letter.madeAt} />
            ）：
            {letter.served ? (
              <>
                <DateText at={letter.served.servedOn} day />{' '}
                {text.served(letter.served.way, letter.served.reference, letter.served.by)}
              </>
            ) : (
              text.notServed
            )}{' '}
            {!letter.served && affair.serviceWays.length > 0 && serving !== letter.id && (
              <Button size="small" onClick={() => setServing(letter.id)}>
                {text.serve(letter.number)}
              </Button>
            )}
            {serving === letter.id && (
              <ServiceForm affair={affair} letter={letter} onMoved={onMoved} onClose={() => setServing(null)} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
