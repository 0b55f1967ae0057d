import { Form, Input } from 'antd'

type Props = {
  name: string
  label: string
  help: string
  /** Said when nothing is given, and when what is given is not one. */
  missing: string
  malformed: string
  /** `off` where the account is somebody else's. */
  autoComplete: string
}

const typedExactly = { autoCapitalize: 'none', spellCheck: false }

/** The name an account signs in with, inside a form. */
export function LoginItem({ name, label, help, missing, malformed, autoComplete }: Props) {
  return (
    <Form.Item
      name={name}
      label={label}
      extra={help}
      validateTrigger="onBlur"
      rules={[
        { required: true, message: missing },
        { pattern: /^\s*[a-z0-9][a-z0-9._@-]{2,63}\s*$/i, message: malformed },
      ]}
    >
      <Input autoComplete={autoComplete} {...typedExactly} />
    </Form.Item>
  )
}

/** A person's or an organisation's mailbox, inside a form. */
export function EmailItem({ name, label, help, missing, malformed, autoComplete }: Props) {
  return (
    <Form.Item
      name={name}
      label={label}
      extra={help}
      validateTrigger="onBlur"
      rules={[
        { required: true, message: missing },
        { type: 'email', transform: (value: string) => value.trim(), message: malformed },
        { max: 120, message: malformed },
      ]}
    >
      <Input inputMode="email" autoComplete={autoComplete} {...typedExactly} />
    </Form.Item>
  )
}
