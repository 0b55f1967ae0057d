import { Form, Input } from 'antd'
import { useText } from '../../../app/language.ts'
import { accountText } from '../text.ts'

/** Fields `password` and `repeat`. The server has the last word on strength; the length is told here already. */
export function NewPasswordFields() {
  const text = useText(accountText)
  return (
    <>
      <Form.Item
        name="password"
        label={text.fields.password}
        extra={text.signUp.passwordHelp}
        rules={[
          { required: true, message: text.required(text.fields.password) },
          { min: 10, message: text.signUp.passwordShort },
          { max: 200, message: text.tooLong(200) },
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={text.fields.repeat}
        dependencies={['password']}
        rules={[
          { required: true, message: text.required(text.fields.repeat) },
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
