import { Form, Input, type InputProps } from 'antd'
import type { Rule } from 'antd/es/form'

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

function TypedExactly(props: Props & { rules: Rule[]; inputMode?: InputProps['inputMode'] }) {
  const { name, label, help, missing, autoComplete, inputMode, rules } = props
  return (
    <Form.Item
      name={name}
      label={label}
      extra={help}
      validateTrigger="onBlur"
      rules={[{ required: true, message: missing }, ...rules]}
    >
      <Input inputMode={inputMode} autoComplete={autoComplete} autoCapitalize="none" spellCheck={false} />
    </Form.Item>
  )
}

/** The name an account signs in with, inside a form. */
export function LoginItem(props: Props) {
  const rule = { pattern: /^\s*[a-z0-9][a-z0-9._@-]{2,63}\s*$/i, message: props.malformed }
  return <TypedExactly {...props} rules={[rule]} />
}

/** A person's or an organisation's mailbox, inside a form. */
export function EmailItem(props: Props) {
  const message = props.malformed
  const rules: Rule[] = [
    { type: 'email', transform: (value: string) => value.trim(), message },
    { max: 120, message },
  ]
  return <TypedExactly {...props} inputMode="email" rules={rules} />
}
