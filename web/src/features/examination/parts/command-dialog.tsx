import type { Command } from '@datadeed/core/filing/machine'
import { Alert, Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { formatDateTime } from '../../../ui/format.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { uiText } from '../../../ui/text.ts'
import type { Case } from '../api.ts'
import { examinationText } from '../text.ts'
import type { CaseCommand } from '../use-case-command.ts'
import { commandName } from './history-panel.tsx'

type Props<Input> = {
  c: Case
  /** Whether the case still offers what the dialog is for is looked up here. */
  offers: Command
  title: string
  lead: ReactNode
  sendLabel: string
  command: CaseCommand<Input>
  onSend: () => void
  onClose: () => void
  /** Something is missing; the dialog says what beside the field. */
  disabled?: boolean
  danger?: boolean
  wide?: boolean
  /** Enter sends at once: for what needs no words and can be mended. */
  ready?: boolean
  children?: ReactNode
}

/** Confirms a command by the name of its case. A failure, or a case changed meanwhile, leaves all that was typed in place. */
export function CommandDialog<Input>(props: Props<Input>) {
  const { c, offers, title, lead, sendLabel, command, onSend, onClose, disabled = false, danger = false } = props
  const text = useText(examinationText).stale
  const ui = useText(uiText)
  const language = useLanguage()
  const gone = !c.can.includes(offers)
  return (
    <Modal
      open
      title={title}
      width={props.wide ? 760 : 560}
      closable={!command.running}
      keyboard={!command.running}
      mask={{ closable: false }}
      centered
      classNames={{ body: 'dialog-body' }}
      onCancel={onClose}
      footer={[
        <Button key="cancel" disabled={command.running} onClick={onClose}>
          {ui.confirm.cancel}
        </Button>,
        <Button
          key="send"
          autoFocus={props.ready}
          type="primary"
          danger={danger}
          loading={command.running}
          disabled={disabled || gone}
          onClick={onSend}
        >
          {sendLabel}
        </Button>,
      ]}
    >
      <div className="command-dialog">
        <ProblemAlert error={command.error} />
        {command.changes && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={text.title}
            description={
              <>
                <p>{gone ? text.gone : text.body}</p>
                <ul>
                  {command.changes.map((event) => (
                    <li key={event.seq}>
                      {text.line(event.actor, commandName(event.command, language), formatDateTime(event.at, language))}
                    </li>
                  ))}
                </ul>
              </>
            }
          />
        )}
        <p>{lead}</p>
        {props.children}
      </div>
    </Modal>
  )
}
