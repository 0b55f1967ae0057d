import { Button, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { declareLineage, type Lineage, type LineageOf, type NewLink } from '../living-api.ts'
import { livingText } from '../living-text.ts'

type Props = { of: LineageOf; lineage: Lineage; onDone: () => Promise<unknown> }

/** Declares what the data come from. What was typed stays until it is taken. */
export function LineageForm({ of, lineage, onDone }: Props) {
  const text = useText(livingText)
  const id = useId()
  const [open, setOpen] = useState(false)
  const [parentNumber, setParent] = useState('')
  const [relation, setRelation] = useState('')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const command = useCommand({
    run: (body: NewLink, key) => declareLineage(of.caseId, body, key),
    onDone: async () => {
      setOpen(false)
      setParent('')
      setRelation('')
      setUntil('')
      setNote('')
      await onDone()
    },
  })
  if (!open) return <Button onClick={() => setOpen(true)}>{text.declare}</Button>
  return (
    <div className="affair-form">
      <h3>{text.declare}</h3>
      <div className="entry">
        <label htmlFor={`${id}-parent`}>{text.parentNumber}</label>
        <Input id={`${id}-parent`} value={parentNumber} onChange={({ target }) => setParent(target.value)} />
      </div>
      <fieldset>
        <legend>{text.relation}</legend>
        <Radio.Group
          value={relation}
          options={lineage.relations.map(({ code, text: label }) => ({ value: code, label }))}
          onChange={(event) => setRelation(event.target.value)}
        />
      </fieldset>
      <div className="entry">
        <label htmlFor={`${id}-until`}>{text.authorisation}</label>
        <Input id={`${id}-until`} type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
      </div>
      <TextEntry label={text.how} help={text.howHelp} value={note} max={1000} rows={3} onChange={setNote} />
      <ProblemAlert error={command.error} />
      <div className="affair-actions">
        <Button
          type="primary"
          loading={command.isPending}
          onClick={() =>
            command.mutate({ entryId: of.entryId, parentNumber, relation, authorisationUntil: until || null, note })
          }
        >
          {text.declareButton}
        </Button>
      </div>
    </div>
  )
}
