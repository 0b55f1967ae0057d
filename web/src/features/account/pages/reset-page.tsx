import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useText } from '../../../app/language.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { GateLayout } from '../../../ui/gate-layout.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { requestPasswordReset, resetPassword } from '../api.ts'
import { NewPasswordFields } from '../parts/new-password-fields.tsx'
import { accountText } from '../text.ts'

/** Without a token: asks for the link. With the token of the mailed link: sets the new password. */
export function ResetPage({ token }: { token?: string }) {
  return token ? <SetPassword token={token} /> : <RequestLink />
}

function RequestLink() {
  const text = useText(accountText)
  const command = useMutation({ mutationFn: requestPasswordReset })
  const back = <Link to="/sign-in">{text.reset.backToSignIn}</Link>
  if (command.isSuccess) {
    return (
      <GateLayout title={text.reset.title}>
        <EmptyState title={text.reset.sentTitle} action={back}>
          {text.reset.sent}
        </EmptyState>
      </GateLayout>
    )
  }
  return (
    <GateLayout title={text.reset.title} lead={text.reset.requestLead}>
      <Form<{ login: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ login }) => command.mutate({ login: login.trim() })}
      >
        <ProblemAlert error={command.error} />
        <Form.Item
          name="login"
          label={text.fields.login}
          rules={[{ required: true, whitespace: true, message: text.required(text.fields.login) }]}
        >
          <Input size="large" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" block loading={command.isPending}>
          {text.reset.request}
        </Button>
        <div className="gate-more">{back}</div>
      </Form>
    </GateLayout>
  )
}

function SetPassword({ token }: { token: string }) {
  const text = useText(accountText)
  const command = useMutation({ mutationFn: resetPassword })
  if (command.isSuccess) {
    return (
      <GateLayout title={text.reset.title}>
        <EmptyState title={text.reset.doneTitle} action={<Link to="/sign-in">{text.signUp.toSignIn}</Link>}>
          {text.reset.done}
        </EmptyState>
      </GateLayout>
    )
  }
  return (
    <GateLayout title={text.reset.title} lead={text.reset.setLead}>
      <Form<{ password: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }) => command.mutate({ token, password })}
      >
        <ProblemAlert error={command.error} />
        <NewPasswordFields />
        <Button type="primary" size="large" htmlType="submit" block loading={command.isPending}>
          {text.reset.set}
        </Button>
        <div className="gate-more">
          <Link to="/reset">{text.reset.anew}</Link>
        </div>
      </Form>
    </GateLayout>
  )
}
