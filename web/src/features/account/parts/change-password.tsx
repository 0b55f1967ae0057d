import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useText } from '../../../app/language.ts'
import { isProblem } from '../../../app/problem.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { changePassword, sessionsQuery } from '../api.ts'
import { accountText } from '../text.ts'
import { NewPasswordFields } from './new-password-fields.tsx'

type Fields = { current: string; password: string; repeat: string }

/** A new password against the present one; a wrong one is told at its field and nothing typed is lost. */
export function ChangePassword({ login }: { login: string }) {
  const { account: text, required } = useText(accountText)
  const client = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const command = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.resetFields()
      return client.invalidateQueries(sessionsQuery)
    },
    onError: (error) => {
      if (!wrongPassword(error)) return
      form.setFields([{ name: 'current', errors: [text.passwordWrong] }])
      form.focusField('current')
    },
  })
  const wrongPassword = (error: unknown) => isProblem(error, 'account.bad_credentials')
  return (
    <FormSection title={text.passwordTitle} lead={text.passwordLead}>
      <Form<Fields>
        form={form}
        name="change-password"
        layout="vertical"
        requiredMark={false}
        className="account-form"
        onFinish={({ current, password }) => !command.isPending && command.mutate({ current, next: password })}
      >
        {!wrongPassword(command.error) && <ProblemAlert error={command.error} />}
        <div role="status">
          {command.isSuccess && <Alert className="notice" type="success" showIcon title={text.passwordDone} />}
        </div>
        {/* A password manager needs to know whose password changes. */}
        <input type="text" autoComplete="username" value={login} readOnly hidden />
        <Form.Item name="current" label={text.current} rules={[{ required: true, message: required(text.current) }]}>
          <Input.Password size="large" autoComplete="current-password" />
        </Form.Item>
        <NewPasswordFields
          label={text.next}
          repeatLabel={text.repeatNext}
          unlike={{ field: 'current', message: text.passwordSame }}
        />
        <Button type="primary" htmlType="submit" loading={command.isPending}>
          {text.passwordSave}
        </Button>
      </Form>
    </FormSection>
  )
}
