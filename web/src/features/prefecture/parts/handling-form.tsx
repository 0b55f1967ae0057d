import { useQueryClient } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { arrange, type Handling } from '../api.ts'
import { prefectureText } from '../text.ts'

const offices = ['transport', 'market_regulation'] as const

type Props = { caseId: string; own: Handling['lead'] | null; onDone: () => void }

/** Who leads from now on and who assists, with the reason. */
export function HandlingForm({ caseId, own, onDone }: Props) {
  const text = useText(prefectureText).local
  const client = useQueryClient()
  const [lead, setLead] = useState<Handling['lead']>(own ?? 'transport')
  const [joint, setJoint] = useState(true)
  const [reason, setReason] = useState('')
  const other = lead === 'transport' ? 'market_regulation' : 'transport'
  const command = useCommand({
    run: (body: Handling, key) => arrange(caseId, body, key),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: ['cases', 'local', caseId] })
      onDone()
    },
  })
  return (
    <div className="local-form">
      <ProblemAlert error={command.error} />
      <fieldset>
        <legend>{text.lead}</legend>
        <Radio.Group
          name="lead"
          value={lead}
          options={offices.map((value) => ({ value, label: text.offices[value] }))}
          onChange={({ target }) => setLead(target.value)}
        />
      </fieldset>
      <fieldset>
        <legend>{text.coLead}</legend>
        <Radio.Group
          name="co-lead"
          value={joint}
          options={[
            { value: true, label: text.offices[other] },
            { value: false, label: text.noCoLead },
          ]}
          onChange={({ target }) => setJoint(target.value)}
        />
      </fieldset>
      <TextEntry label={text.reason} error={false} value={reason} max={500} rows={2} onChange={setReason} />
      <p>
        <Button
          type="primary"
          loading={command.isPending}
          onClick={() => command.mutate({ lead, coLead: joint ? other : null, reason })}
        >
          {text.send}
        </Button>
      </p>
    </div>
  )
}
