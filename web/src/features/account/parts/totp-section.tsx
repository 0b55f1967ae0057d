import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { startTotp } from '../api.ts'
import { accountText } from '../text.ts'
import { TotpEnrolment } from './totp-enrolment.tsx'

/** The second factor: whether it is on, and switching it on or moving it to another phone. */
export function TotpSection({ on }: { on: boolean }) {
  const text = useText(accountText).account
  const client = useQueryClient()
  const start = useMutation({ mutationFn: startTotp, gcTime: 0 })
  const confirmed = useMutation({
    mutationFn: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
    onSuccess: () => start.reset(),
  })
  return (
    <FormSection
      title={text.totp}
      lead={
        <>
          <StatusTag tone={on ? 'good' : 'attention'}>{on ? text.totpOn : text.totpOff}</StatusTag>{' '}
          {on ? text.totpOnLead : text.totpOffLead}
        </>
      }
    >
      <ProblemAlert error={start.error} />
      <div role="status">
        {confirmed.isSuccess && !start.data && (
          <Alert
            className="notice"
            type="success"
            showIcon
            title={text.totpDone}
            description={<Link to="/">{text.toHome}</Link>}
          />
        )}
      </div>
      {start.data ? (
        <TotpEnrolment
          replacing={on}
          enrolment={start.data}
          onConfirmed={() => confirmed.mutate()}
          onCancel={() => start.reset()}
        />
      ) : (
        <Button type={on ? 'default' : 'primary'} loading={start.isPending} onClick={() => start.mutate()}>
          {on ? text.totpReplace : text.totpStart}
        </Button>
      )}
    </FormSection>
  )
}
