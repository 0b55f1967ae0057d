import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useText } from '../../../app/language.ts'
import { isProblem } from '../../../app/problem.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { confirmTotp } from '../api.ts'
import { accountText } from '../text.ts'

type Props = {
  /** There is an authenticator already: one of its codes is asked for too. */
  replacing: boolean
  enrolment: { secret: string; qrSvg: string }
  onConfirmed: () => void
  onCancel: () => void
}

type Codes = { code: string; current?: string }

const digits = (code: string) => code.replace(/\s/g, '')

/** The secret as picture and text, in force only after one code has shown that the phone has it; never printed. */
export function TotpEnrolment({ replacing, enrolment: { secret, qrSvg }, onConfirmed, onCancel }: Props) {
  const { account: text, required, signIn } = useText(accountText)
  const [form] = Form.useForm<Codes>()
  const sixDigits = (label: string) => [
    { required: true, message: required(label) },
    { pattern: /^\s*\d{3}\s?\d{3}\s*$/, message: signIn.totpPattern },
  ]
  const command = useMutation({
    mutationFn: confirmTotp,
    onSuccess: onConfirmed,
    onError: (error) => {
      if (!isProblem(error, 'account.bad_totp')) return
      form.setFields([{ name: 'code', errors: [text.totpWrong] }])
      form.focusField('code')
    },
  })
  return (
    <div className="totp no-print">
      {/* As an image the answer cannot bring script or style into the page. */}
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(qrSvg)}`}
        alt={text.totpQr}
        width="208"
        height="208"
      />
      <div className="totp-steps">
        <ol>
          {text.totpSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="totp-secret">
          {text.totpSecret} <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
          <CopyButton value={secret} what={text.totpSecret} />
        </p>
        <Form<Codes>
          form={form}
          name="totp-enrolment"
          layout="vertical"
          requiredMark={false}
          className="account-form"
          onFinish={({ code, current }) =>
            !command.isPending &&
            command.mutate({ code: digits(code), ...(current ? { current: digits(current) } : {}) })
          }
        >
          {!isProblem(command.error, 'account.bad_totp') && <ProblemAlert error={command.error} />}
          {replacing && (
            <Form.Item name="current" label={text.totpCurrent} rules={sixDigits(text.totpCurrent)}>
              <Input size="large" inputMode="numeric" autoComplete="off" maxLength={9} />
            </Form.Item>
          )}
          <Form.Item name="code" label={text.totpCode} rules={sixDigits(text.totpCode)}>
            <Input size="large" inputMode="numeric" autoComplete="one-time-code" maxLength={9} autoFocus />
          </Form.Item>
          <div className="account-actions">
            <Button type="primary" htmlType="submit" loading={command.isPending}>
              {text.totpConfirm}
            </Button>
            <Button onClick={onCancel} disabled={command.isPending}>
              {text.totpCancel}
            </Button>
          </div>
        </Form>
      </div>
    </div>
  )
}
