import { Button, Modal } from 'antd'
import { useText } from '../../../app/language.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { integrationText } from '../text.ts'

type Props = { secret: string; of: 'hook' | 'key'; onClose: () => void }

/** A secret, this once; the dialog stays until its reader says that it is kept. */
export function SecretDialog({ secret, of, onClose }: Props) {
  const { secret: text } = useText(integrationText)
  return (
    <Modal
      open
      title={of === 'key' ? text.keyTitle : text.title}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {text.saved}
        </Button>
      }
    >
      <p>{of === 'key' ? text.keyLead : text.lead}</p>
      <p className="hash">
        <code className="hash-whole" data-secret>
          {secret}
        </code>
        <CopyButton value={secret} what={text.label} />
      </p>
      {of === 'key' && <p className="hint">{text.usage}</p>}
    </Modal>
  )
}
