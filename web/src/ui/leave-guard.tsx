import { useBlocker } from '@tanstack/react-router'
import { Modal } from 'antd'

type Props = { when: boolean; title: string; body: string; leave: string; stay: string }

/** Asks before unfinished work is left, for another page of the workplace and by closing the tab. */
export function LeaveGuard({ when, title, body, leave, stay }: Props) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: () => when,
    withResolver: true,
  })
  return (
    <Modal
      open={status === 'blocked'}
      title={title}
      okText={stay}
      cancelText={leave}
      onOk={() => reset?.()}
      onCancel={() => proceed?.()}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
    >
      <p>{body}</p>
    </Modal>
  )
}
