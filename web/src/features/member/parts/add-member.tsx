import { Checkbox, Form, Input, Modal } from 'antd'
import { useText } from '../../../app/language.ts'
import { isProblem } from '../../../app/problem.ts'
import { useCommand } from '../../../app/use-command.ts'
import { EmailItem, LoginItem } from '../../../ui/person-fields.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { addMember, type NewMember } from '../api.ts'
import { memberText } from '../text.ts'

type Props = { onClose: () => void; onAdded: (name: string) => void }

/** Codes that are about one field without naming it. */
const fieldOfCode: Record<string, keyof NewMember> = {
  'account.login_taken': 'login',
  'account.weak_password': 'password',
}

/** A new account of the company; what the server refuses stands at its field. */
export function AddMember({ onClose, onAdded }: Props) {
  const text = useText(memberText)
  const [form] = Form.useForm<NewMember>()
  const command = useCommand({ run: addMember, onDone: ({ name }) => onAdded(name) })
  const refuse = (error: Error) => {
    if (!isProblem(error)) return
    const single = fieldOfCode[error.code]
    const named = error.fields.map(({ path, detail }) => ({
      name: path.split('.')[0] as keyof NewMember,
      errors: [detail],
    }))
    form.setFields(single && named.length === 0 ? [{ name: single, errors: [error.detail] }] : named)
  }
  const send = (values: NewMember) =>
    command.mutate(
      { ...values, login: values.login.trim().toLowerCase(), email: values.email.trim(), name: values.name.trim() },
      { onError: refuse },
    )
  return (
    <Modal
      open
      title={text.addTitle}
      okText={text.save}
      cancelText={text.cancel}
      okButtonProps={{ loading: command.isPending }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemAlert error={command.error} labels={text.fields} />
      <Form<NewMember> form={form} layout="vertical" initialValues={{ roles: ['filer'] }} onFinish={send}>
        <Form.Item
          name="name"
          label={text.fields.name}
          rules={[{ required: true, whitespace: true, min: 2, max: 40, message: text.missing.name }]}
        >
          <Input autoComplete="off" autoFocus />
        </Form.Item>
        <LoginItem
          name="login"
          label={text.fields.login}
          help={text.help.login}
          missing={text.missing.login}
          malformed={text.badLogin}
          autoComplete="off"
        />
        <EmailItem
          name="email"
          label={text.fields.email}
          help={text.help.email}
          missing={text.missing.email}
          malformed={text.badEmail}
          autoComplete="off"
        />
        <Form.Item name="roles" label={text.fields.roles} rules={[{ required: true, message: text.missing.roles }]}>
          <Checkbox.Group
            options={(['filer', 'signatory'] as const).map((role) => ({
              value: role,
              label: `${text.roles[role]}（${text.roleHelp[role]}）`,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="password"
          label={text.fields.password}
          extra={text.help.password}
          rules={[
            { required: true, message: text.missing.password },
            { min: 10, message: text.shortPassword },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
