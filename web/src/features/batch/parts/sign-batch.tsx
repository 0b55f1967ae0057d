import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { HashText } from '../../../ui/hash-text.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { type Batch, getSigning, signBatch } from '../api.ts'
import { batchText } from '../text.ts'

type Props = { batch: Batch; onSigned: (batch: Batch) => void }

/** One confirmation over a list of everything it signs. */
export function SignBatch({ batch, onSigned }: Props) {
  const text = useText(batchText)
  const [open, setOpen] = useState(false)
  const [agreed, setAgreed] = useState(false)
  const [missed, setMissed] = useState(false)
  const list = useQuery({
    queryKey: ['batch', batch.id, 'signing'],
    queryFn: () => getSigning(batch.id),
    enabled: open,
    gcTime: 0,
    staleTime: 0,
  })
  const command = useCommand({
    run: (sha256: string, key) => signBatch(batch.id, sha256, key),
    onDone: (signed) => {
      setOpen(false)
      onSigned(signed)
    },
  })
  const confirm = () => {
    setMissed(!agreed)
    if (agreed && list.data) command.mutate(list.data.sha256)
  }
  const show = () => {
    setAgreed(false)
    setMissed(false)
    command.reset()
    setOpen(true)
  }
  return (
    <>
      <Button type="primary" onClick={show}>
        {text.sign}
      </Button>
      <Modal
        open={open}
        width={720}
        title={text.signTitle}
        okText={text.sign}
        cancelText={text.cancel}
        okButtonProps={{ loading: command.isPending, disabled: !list.data || list.data.items.length === 0 }}
        mask={{ closable: false }}
        onOk={confirm}
        onCancel={() => setOpen(false)}
      >
        <div className="dialog-body command-dialog">
          <ProblemAlert error={command.error ?? list.error} onRetry={() => void list.refetch()} />
          {list.data && (
            <>
              <p>{text.signLead(list.data.items.length)}</p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard */}
              <section className="batch-signing" tabIndex={0} aria-label={text.signTitle}>
                <ol>
                  {list.data.items.map(({ id, number, name, sha256 }) => (
                    <li key={id}>
                      <code>{number}</code> {name} <HashText hash={sha256} what={number} />
                    </li>
                  ))}
                </ol>
              </section>
              {list.data.left.length > 0 && (
                <Alert
                  type="warning"
                  showIcon
                  title={text.signLeft(list.data.left.length)}
                  description={
                    <ul>
                      {list.data.left.map(({ id, number, name, reason }) => (
                        <li key={id}>
                          <code>{number}</code> {name}：{reason}
                        </li>
                      ))}
                    </ul>
                  }
                />
              )}
              <p className="hint">
                {text.signDigest} <HashText hash={list.data.sha256} what={text.signDigest} />
              </p>
              <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
                {text.signAgree}
              </Checkbox>
              {missed && !agreed && (
                <p role="alert" className="entry-error">
                  {text.signAgain}
                </p>
              )}
            </>
          )}
        </div>
      </Modal>
    </>
  )
}
