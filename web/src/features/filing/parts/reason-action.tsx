import { Button, type ButtonProps } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { filingText } from '../text.ts'

type Props<Output> = {
  label: string
  title: string
  consequence: ReactNode
  confirmLabel: string
  fieldLabel: string
  /** A reason must be given; a note may stay empty. */
  required?: boolean
  danger?: boolean
  button?: ButtonProps
  run: (text: string, key: string) => Promise<Output>
  onDone: (output: Output) => unknown
}

/** A command with words of the person: told before, repeated safely after a lost answer, and the words stay when it fails. */
export function ReasonAction<Output>({ label, button, required = false, run, onDone, ...dialog }: Props<Output>) {
  const { reasonShort } = useText(filingText).commit
  const [open, setOpen] = useState(false)
  const command = useCommand({
    run,
    onDone: (output) => {
      setOpen(false)
      onDone(output)
    },
  })
  return (
    <>
      <Button {...button} danger={dialog.danger ?? false} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <WordsModal
        {...dialog}
        open={open}
        needed={required ? reasonShort : undefined}
        running={command.isPending}
        error={command.error}
        onConfirm={(words) => command.mutate(words)}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
