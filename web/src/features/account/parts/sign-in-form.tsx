import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, type InputRef } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../../../app/language.ts'
import { isProblem } from '../../../app/problem.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { signIn } from '../api.ts'
import { accountText } from '../text.ts'

type Fields = { login: string; password: string; totp?: string }
type Props = {
  /** Given where the same person must come back: it cannot be changed. */
  login?: string
  onSignedIn: () => void
  children?: ReactNode
}

/** Sign-in name and password, then the one-time code when the account has one; what was typed stays. */
export function SignInForm({ login, onSignedIn, children }: Props) {
  const text = useText(accountText)
  const code = useRef<InputRef>(null)
  const command = useMutation({ mutationFn: signIn, onSuccess: onSignedIn })
  const asked = useRef(false)
  const codeMissing = isProblem(command.error, 'account.totp_required')
  if (codeMissing || isProblem(command.error, 'account.bad_totp')) asked.current = true
  const withCode = asked.current
  useEffect(() => {
    if (withCode) code.current?.focus()
  }, [withCode])
  const required = (what: string) => [{ required: true, message: text.required(what) }]
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      initialValues={{ login }}
      onFinish={({ login: typed, password, totp }) =>
        !command.isPending && command.mutate({ login: typed.trim(), password, ...(totp && { totp: totp.trim() }) })
      }
    >
      {!codeMissing && <ProblemAlert error={command.error} />}
      <Form.Item name="login" label={text.fields.login} rules={required(text.fields.login)}>
        <Input
          size="large"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={login !== undefined}
          autoFocus={login === undefined}
        />
      </Form.Item>
      <Form.Item name="password" label={text.fields.password} rules={required(text.fields.password)}>
        <Input.Password size="large" autoComplete="current-password" autoFocus={login !== undefined} />
      </Form.Item>
      {withCode && (
        <Form.Item
          name="totp"
          label={text.fields.totp}
          extra={text.signIn.totpHelp}
          rules={[...required(text.fields.totp), { pattern: /^\s*\d{6}\s*$/, message: text.signIn.totpPattern }]}
        >
          <Input ref={code} size="large" inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
        </Form.Item>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={command.isPending}>
        {text.signIn.button}
      </Button>
      {children}
    </Form>
  )
}
