import { Button, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { beginAffair, type Kind, type NewAffair, type Registration } from '../api.ts'
import { registerAffairsText } from '../text.ts'
import { noTerms, TermsForm, termsFor } from './transfer-form.tsx'

type Field = NewAffair['changes'][number]['field']
const changeable: Partial<Record<Kind, readonly Field[]>> = {
  change: ['holder', 'address', 'authorisationUntil'],
  rectification: ['name', 'holder', 'scenario'],
}
const byAuthority: readonly Kind[] = ['suspension', 'resumption', 'revocation', 'freeze', 'unfreeze']
const orderFields = ['issuer', 'number', 'date'] as const
const noOrder = { issuer: '', number: '', date: '' }

/** Begins an affair: kind and ground as the rules have them, the statement, the order or the changes. */
export function BeginForm({ entry, onBegun }: { entry: Registration; onBegun: () => Promise<unknown> }) {
  const text = useText(registerAffairsText)
  const id = useId()
  const labels = { issuer: text.issuer, number: text.orderNumber, date: text.orderDate }
  const [kind, setKind] = useState<Kind | null>(null)
  const [ground, setGround] = useState('')
  const [reason, setReason] = useState('')
  const [order, setOrder] = useState(noOrder)
  const [terms, setTerms] = useState(noTerms)
  const [changes, setChanges] = useState<Partial<Record<Field, string>>>({})
  const rule = entry.offered.find((one) => one.kind === kind)
  const choose = (next: Kind) => {
    setKind(next)
    setGround('')
    setChanges({})
  }
  const command = useCommand({
    run: (body: NewAffair, key) => beginAffair(entry.id, body, key),
    onDone: async () => {
      setKind(null)
      setReason('')
      setOrder(noOrder)
      setTerms(noTerms)
      await onBegun()
    },
  })
  if (entry.offered.length === 0) return <p>{text.beginNone}</p>
  const fields = (kind && changeable[kind]) ?? []
  const send = (chosen: Kind) =>
    command.mutate({
      ...{ kind: chosen, ground, reason: reason.trim() },
      order: byAuthority.includes(chosen) ? order : null,
      terms: termsFor(chosen, terms, order),
      changes: fields.flatMap((field) => {
        const to = changes[field]?.trim()
        return to ? [{ field, to }] : []
      }),
    })
  return (
    <div className="affair-form">
      <fieldset>
        <legend>{text.kind}</legend>
        <Radio.Group
          value={kind}
          options={entry.offered.map((one) => ({ value: one.kind, label: text.kinds[one.kind] }))}
          onChange={(event) => choose(event.target.value)}
        />
      </fieldset>
      {kind && rule && (
        <>
          <p>{text.effects[kind]}</p>
          <fieldset>
            <legend>{text.ground}</legend>
            <Radio.Group
              value={ground}
              options={rule.grounds.map((one) => ({ value: one.code, label: one.text }))}
              onChange={(event) => setGround(event.target.value)}
            />
          </fieldset>
          {fields.length > 0 && <p>{text.changeHelp}</p>}
          {fields.map((field) => (
            <TextEntry
              key={field}
              label={text.fields[field]}
              help={text.now(entry[field])}
              value={changes[field] ?? ''}
              max={field === 'scenario' ? 3000 : 200}
              rows={field === 'scenario' ? 4 : 1}
              onChange={(value) => setChanges((before) => ({ ...before, [field]: value }))}
            />
          ))}
          {byAuthority.includes(kind) &&
            orderFields.map((field) => (
              <div key={field} className="entry">
                <label htmlFor={`${id}-${field}`}>{labels[field]}</label>
                <Input
                  id={`${id}-${field}`}
                  type={field === 'date' ? 'date' : 'text'}
                  value={order[field]}
                  onChange={({ target }) => setOrder({ ...order, [field]: target.value })}
                />
              </div>
            ))}
          <TermsForm kind={kind} entry={entry} draft={terms} onChange={setTerms} />
          <TextEntry
            label={text.reason}
            help={text.reasonHelp}
            value={reason}
            max={1000}
            rows={3}
            onChange={setReason}
          />
          <ProblemAlert error={command.error} />
          <div className="affair-actions">
            <Button type="primary" loading={command.isPending} onClick={() => send(kind)}>
              {text.draft}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
