import { textLength } from '@datadeed/core/kernel/text'
import { Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { uiText } from '../../../ui/text.ts'
import { partyText } from '../text.ts'

type Props = { name: string; running: boolean; error: unknown; onReject: (reason: string) => void; onClose: () => void }

/** Rejects a sign-up with the reason the organisation will read; a failure keeps what was typed. */
export function RejectDialog({ name, running, error, onReject, onClose }: Props) {
  const text = useText(partyText)
  const ui = useText(uiText)
  const id = useId()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const fault = tried && textLength(reason.trim()) < 4
  return (
    <Modal
      open
      title={text.rejectTitle(name)}
      closable={!running}
      mask={{ closable: false }}
      centered
      classNames={{ body: 'dialog-body' }}
      onCancel={onClose}
      footer={[
        <Button key="cancel" disabled={running} onClick={onClose}>
          {ui.confirm.cancel}
        </Button>,
        <Button
          key="reject"
          type="primary"
          danger
          loading={running}
          onClick={() => (textLength(reason.trim()) < 4 ? setTried(true) : onReject(reason))}
        >
          {text.reject}
        </Button>,
      ]}
    >
      <div className="command-dialog">
        <ProblemAlert error={error} />
        <p>{text.rejectConsequence}</p>
        <div className="entry">
          <label htmlFor={id}>{text.reason}</label>
          <Input.TextArea
            id={id}
            autoFocus
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 3, maxRows: 10 }}
            status={fault ? 'error' : ''}
            aria-invalid={fault || undefined}
            aria-describedby={`${id}-help`}
            onChange={(event) => setReason(event.target.value)}
          />
          <p id={`${id}-help`} className={fault ? 'entry-error' : 'entry-help'} role={fault ? 'alert' : undefined}>
            {fault ? text.reasonNeeded : text.reasonHelp}
          </p>
        </div>
      </div>
    </Modal>
  )
}
