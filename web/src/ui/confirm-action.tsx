import { Button, type ButtonProps, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '../app/language.ts'
import { ProblemAlert } from './problem-alert.tsx'
import { uiText } from './text.ts'

type Props = {
  label: string
  title: string
  /** What will follow, and whether it can be undone. */
  consequence: ReactNode
  confirmLabel: string
  onConfirm: () => Promise<unknown>
  danger?: boolean
  button?: ButtonProps
}

/** A button whose effect is told before it happens; a failure stays in the dialog so that it can be repeated. */
export function ConfirmAction({ label, title, consequence, confirmLabel, onConfirm, danger = false, button }: Props) {
  const text = useText(uiText)
  const [open, setOpen] = useState(false)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const confirm = async () => {
    setRunning(true)
    setError(null)
    try {
      await onConfirm()
      setOpen(false)
    } catch (caught) {
      setError(caught)
    } finally {
      setRunning(false)
    }
  }
  const close = () => {
    setOpen(false)
    setError(null)
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
        cancelText={text.confirm.cancel}
        okButtonProps={{ danger, loading: running }}
        cancelButtonProps={{ disabled: running }}
        closable={!running}
        mask={{ closable: false }}
        onOk={() => void confirm()}
        onCancel={close}
      >
        <ProblemAlert error={error} />
        {consequence}
      </Modal>
    </>
  )
}
