import { textLength } from '@datadeed/core/kernel/text'
import { Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '../app/language.ts'
import { ProblemAlert } from './problem-alert.tsx'
import { uiText } from './text.ts'
import { TextEntry } from './text-entry.tsx'

type Props = {
  open?: boolean
  title: string
  /** What will follow, and whether it can be undone. */
  consequence: ReactNode
  confirmLabel: string
  danger?: boolean
  fieldLabel: string
  help?: string
  /** Said when fewer than four characters are given; without it the words may be left out. */
  needed?: string | undefined
  max?: number
  running: boolean
  error: unknown
  onConfirm: (words: string) => void
  onClose: () => void
}

/** Asks for the words that go with a command after telling what it does; they stay when it fails or is put off. */
export function WordsModal({ open = true, max = 1000, ...props }: Props) {
  const cancel = useText(uiText).confirm.cancel
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  const missing = props.needed !== undefined && textLength(words.trim()) < 4
  return (
    <Modal
      open={open}
      title={props.title}
      okText={props.confirmLabel}
      cancelText={cancel}
      okButtonProps={{ danger: props.danger ?? false, loading: props.running }}
      cancelButtonProps={{ disabled: props.running }}
      closable={!props.running}
      mask={{ closable: false }}
      centered
      classNames={{ body: 'dialog-body' }}
      onOk={() => (missing ? setTried(true) : props.onConfirm(words.trim()))}
      onCancel={props.onClose}
    >
      <div className="command-dialog">
        <ProblemAlert error={props.error} />
        <div>{props.consequence}</div>
        <TextEntry
          label={props.fieldLabel}
          help={props.help}
          error={tried && missing && props.needed}
          value={words}
          max={max}
          rows={3}
          focus
          onChange={setWords}
        />
      </div>
    </Modal>
  )
}
