import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { depositsQuery } from '../../deposit/api.ts'
import { type Beginning, beginCase } from '../api.ts'
import { templateText } from '../text.ts'

type Props = { name: string; from: Beginning; onMade: (caseId: string) => void }

/** Begins an application from a template or example, on a deposit of one's own. */
export function CloneAction({ name, from, onMade }: Props) {
  const text = useText(templateText)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button aria-label={text.useFrom(name)} onClick={() => setOpen(true)}>
        {text.use}
      </Button>
      {open && <CloneDialog name={name} from={from} onMade={onMade} onClose={() => setOpen(false)} />}
    </>
  )
}

function CloneDialog({ name, from, onMade, onClose }: Props & { onClose: () => void }) {
  const text = useText(templateText).dialog
  const id = useId()
  const [depositId, setDepositId] = useState<string>()
  const { data } = useQuery(depositsQuery({}))
  const make = useCommand({
    run: (deposit: string, key) => beginCase(deposit, from, key),
    onDone: (made) => onMade(made.id),
  })
  const none = data?.items.length === 0
  return (
    <Modal
      open
      centered
      title={text.title(name)}
      okText={text.make}
      cancelText={text.cancel}
      okButtonProps={{ disabled: !depositId, loading: make.isPending }}
      onOk={() => depositId && make.mutate(depositId)}
      onCancel={onClose}
    >
      <div className="command-dialog">
        <ProblemAlert error={make.error} />
        <p>{text.body}</p>
        {'example' in from && <p>{text.exampleBody}</p>}
        {none ? (
          <p>
            {text.none} <Link to="/deposits/new">{text.toDeposit}</Link>
          </p>
        ) : (
          <div className="entry">
            <label htmlFor={id}>{text.deposit}</label>
            <Select
              id={id}
              placeholder={text.choose}
              loading={!data}
              value={depositId ?? null}
              options={(data?.items ?? []).map((deposit) => ({
                value: deposit.id,
                label: `${deposit.number} ${deposit.title}`,
              }))}
              onChange={setDepositId}
            />
          </div>
        )}
      </div>
    </Modal>
  )
}
