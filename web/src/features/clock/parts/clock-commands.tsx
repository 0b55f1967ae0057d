import { useQueryClient } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { pauseClock, resumeClock } from '../api.ts'
import { clockText } from '../text.ts'

type Props = { c: { id: string; version: number; can: readonly string[] } }
type Reason = Parameters<typeof pauseClock>[2]

const reasons = ['expert_consulted', 'suspended'] as const satisfies readonly Reason[]

/** Stops the examination's clock, or lets it run on; only who examines the case is offered it. */
export function ClockCommands({ c }: Props) {
  const text = useText(clockText)
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState<Reason>('expert_consulted')
  const pausing = c.can.includes('pause_clock')
  const { id, version } = c
  const command = useCommand({
    run: (note: string, key) =>
      pausing ? pauseClock(id, version, reason, note, key) : resumeClock(id, version, note, key),
    onDone: async () => {
      setOpen(false)
      await client.invalidateQueries({ queryKey: ['cases'] })
    },
  })
  if (!pausing && !c.can.includes('resume_clock')) return null
  const title = pausing ? text.pause : text.resume
  return (
    <p className="no-print">
      <Button onClick={() => setOpen(true)}>{title}</Button>
      {open && (
        <WordsModal
          title={title}
          confirmLabel={title}
          consequence={
            <>
              <p>{pausing ? text.pauseLead : text.resumeLead}</p>
              {pausing && (
                <Radio.Group
                  aria-label={text.reason}
                  value={reason}
                  options={reasons.map((value) => ({ value, label: text.causes[value] }))}
                  onChange={({ target }) => setReason(target.value)}
                />
              )}
            </>
          }
          fieldLabel={text.note}
          needed={text.needed}
          running={command.isPending}
          error={command.error}
          onConfirm={(words) => command.mutate(words)}
          onClose={() => setOpen(false)}
        />
      )}
    </p>
  )
}
