import { textLength } from '@datadeed/core/kernel/text'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import type { Case } from '../api.ts'
import { examinationText } from '../text.ts'
import { useCaseCommand } from '../use-case-command.ts'
import { colleaguesQuery, extendLease, handOver } from '../workbench-api.ts'
import { workbenchText } from '../workbench-text.ts'
import { CommandDialog } from './command-dialog.tsx'
import { WordsDialog } from './words-dialog.tsx'

type Props = { c: Case; onClose: () => void }

export function ExtendDialog({ c, lease, onClose }: Props & { lease: { days: number; extensionsLeft: number } }) {
  const text = useText(workbenchText).lease
  const toast = useToast()
  return (
    <WordsDialog
      c={c}
      offers="extend_lease"
      title={text.extendTitle(c.number)}
      lead={text.extendLead(lease.days, lease.extensionsLeft)}
      sendLabel={text.extendSend}
      keptAs={`extend.${c.id}`}
      run={extendLease}
      onDone={() => toast.success(text.extended(c.number))}
      onClose={onClose}
    />
  )
}

/** Gives the case to a named colleague; only people without an interest in it are on the list. */
export function HandOverDialog({ c, onClose }: Props) {
  const text = useText(workbenchText).handOver
  const { reasonNeeded } = useText(examinationText)
  const navigate = useNavigate()
  const toast = useToast()
  const colleagues = useQuery(colleaguesQuery(c.id))
  const [to, setTo] = useState<string>()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const short = textLength(note.trim()) < 4
  const command = useCaseCommand({
    c,
    run: (seen, input: { to: string; note: string }, key) => handOver(seen, input, key),
    onDone: async () => {
      toast.success(text.done(c.number))
      onClose()
      await navigate({ to: '/queue', search: {} })
    },
  })
  const options = (colleagues.data?.items ?? []).map(({ id, name, held }) => ({
    value: id,
    label: text.held(name, held),
  }))
  return (
    <CommandDialog
      c={c}
      offers="hand_over"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send}
      command={command}
      onSend={() => (short || !to ? setTried(true) : void command.send({ to, note }))}
      onClose={onClose}
    >
      <div className="entry">
        <Select
          aria-label={text.to}
          placeholder={text.to}
          autoFocus
          value={to ?? null}
          options={options}
          loading={colleagues.isPending}
          notFoundContent={text.nobody}
          onChange={(chosen) => setTo(chosen ?? undefined)}
        />
        {tried && !to && (
          <p className="entry-error" role="alert">
            {text.choose}
          </p>
        )}
      </div>
      <TextEntry
        label={text.note}
        help={text.noteHelp}
        error={tried && short && reasonNeeded}
        value={note}
        max={1000}
        onChange={setNote}
      />
    </CommandDialog>
  )
}
