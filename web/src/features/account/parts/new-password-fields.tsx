import { Form, Input } from 'antd'
import { useText } from '../../../app/language.ts'
import { accountText } from '../text.ts'

type Props = {
  label?: string
  repeatLabel?: string
  /** A field of the same form that the new password must differ from. */
  unlike?: { field: string; message: string }
}

/** Fields `password` and `repeat`. The server has the last word on strength; the length is told here already. */
export function NewPasswordFields({ label, repeatLabel, unlike }: Props) {
  const text = useText(accountText)
  const password = label ?? text.fields.password
  const repeat = repeatLabel ?? text.fields.repeat
  return (
    <>
      <Form.Item
        name="password"
        label={password}
        extra={text.signUp.passwordHelp}
        rules={[
          { required: true, message: text.required(password) },
          { min: 10, message: text.signUp.passwordShort },
          { max: 200, message: text.tooLong(200) },
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              unlike && value && value === getFieldValue(unlike.field)
                ? Promise.reject(new Error(unlike.message))
                : Promise.resolve(),
          }),
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={repeat}
        dependencies={['password']}
        rules={[
          { required: true, message: text.required(repeat) },
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(text.signUp.repeatWrong)),
          }),
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
