import { Button, type ButtonProps, Input, Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { uiText } from '../../../ui/text.ts'
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
export function ReasonAction<Output>(props: Props<Output>) {
  const { label, title, consequence, confirmLabel, fieldLabel, required = false, danger = false, button } = props
  const cancel = useText(uiText).confirm.cancel
  const { reasonShort } = useText(filingText).commit
  const id = useId()
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [short, setShort] = useState(false)
  const command = useCommand({
    run: props.run,
    onDone: (output) => {
      setOpen(false)
      props.onDone(output)
    },
  })
  const confirm = () => {
    const missing = required && words.trim().length < 4
    setShort(missing)
    if (!missing) command.mutate(words.trim())
  }
  return (
    <>
      <Button {...button} danger={danger} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        open={open}
        title={title}
        okText={confirmLabel}
        cancelText={cancel}
        okButtonProps={{ danger, loading: command.isPending }}
        cancelButtonProps={{ disabled: command.isPending }}
        closable={!command.isPending}
        mask={{ closable: false }}
        onOk={confirm}
        onCancel={() => setOpen(false)}
      >
        <ProblemAlert error={command.error} />
        <div className="dialog-lead">{consequence}</div>
        <label htmlFor={id}>{fieldLabel}</label>
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={1000}
          aria-invalid={short}
          aria-describedby={`${id}-short`}
          status={short ? 'error' : ''}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <p id={`${id}-short`} className="note-error" role="alert">
          {short && reasonShort}
        </p>
      </Modal>
    </>
  )
}
