import type { Command } from '@datadeed/core/filing/machine'
import { textLength } from '@datadeed/core/kernel/text'
import { type ReactNode, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { keptText, useKept } from '../../../app/use-kept.ts'
import { TextEntry } from '../../../ui/text-entry.tsx'
import type { Case, Seen } from '../api.ts'
import { examinationText } from '../text.ts'
import { useCaseCommand } from '../use-case-command.ts'
import { CommandDialog } from './command-dialog.tsx'
import { QuickSend } from './quick-send.tsx'

type Props = {
  c: Case
  offers: Command
  title: string
  lead: ReactNode
  sendLabel: string
  danger?: boolean
  /** What the words are called; without it they are a reason, and a reason must be given. */
  entry?: { label: string; help: string }
  max?: number
  /** What the words are kept under until they are sent. */
  keptAs: string
  run: (seen: Seen, words: string, key: string) => Promise<unknown>
  onDone: () => unknown
  onClose: () => void
  children?: ReactNode
}

/** A command on a case that goes with words of the person; they survive a reload and are forgotten once sent. */
export function WordsDialog({ c, entry, max = 1000, keptAs, run, onDone, onClose, children, ...dialog }: Props) {
  const text = useText(examinationText)
  const [words, setWords, forget] = useKept(`datadeed.${keptAs}`, keptText)
  const [tried, setTried] = useState(false)
  const missing = !entry && textLength(words.trim()) < 4
  const command = useCaseCommand({
    c,
    run,
    onDone: async () => {
      forget()
      onClose()
      await onDone()
    },
  })
  const send = () => (missing ? setTried(true) : void command.send(words))
  return (
    <CommandDialog {...dialog} c={c} command={command} onSend={send} onClose={onClose}>
      {children}
      <QuickSend onSend={send} disabled={command.running || !c.can.includes(dialog.offers)}>
        <TextEntry
          label={entry?.label ?? text.reason}
          help={entry?.help ?? text.reasonHelp}
          error={tried && missing && text.reasonNeeded}
          value={words}
          max={max}
          focus
          onChange={setWords}
        />
      </QuickSend>
    </CommandDialog>
  )
}
